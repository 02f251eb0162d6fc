//! The codes of findings, with their weight.
//!
//! A code for each thing that can be wrong: what is refused by S2low, by the schemas, or by what the annotations in the
//! schemas say of Hélios. `docs/rules.md` lists them with their sources.

use crate::coded::codes;

codes! {
    /// The root element is not `PES_Aller` in its namespace.
    NotAller = "PES-001", Blocking;
    /// It is an acknowledgement or a return from the treasury.
    FromTreasury = "PES-002", Blocking;
    /// It is signed already; an element has a single signature (policy §4.1).
    AlreadySigned = "PES-003", Blocking;
    /// Neither the root nor every bordereau has an `Id`.
    NoId = "PES-004", Blocking;
    /// An `Id` is no NCName: it starts with a digit, or holds a space or a colon.
    MalformedId = "PES-005", Blocking;
    /// Two elements have the same `Id`, of which one is to be signed or is a bordereau, or a signature's own Ids are
    /// taken.
    DuplicateId = "PES-006", Blocking;
    /// What is to be signed is an empty element, with no end tag to insert before.
    EmptyElement = "PES-007", Blocking;
    /// More bordereaux than this program takes.
    TooManyBordereaux = "PES-008", Blocking;
    /// The caller asked for bordereaux to be signed, and there are none.
    NoBordereau = "PES-009", Blocking;
    /// A namespace has an address that is none by itself: such a file has no canonical form (Canonical XML §1.3).
    RelativeNamespace = "PES-010", Blocking;
    /// `InfoDematerialisee` is 0 or absent: "Fichier à signer" was not ticked.
    NotPrepared = "PES-012", Refused;
    /// Something stands before the XML declaration.
    LeadingBytes = "PES-018", Blocking;
    /// The file begins with a byte order mark, as no file in ISO-8859-1 does.
    ByteOrderMark = "PES-019", Refused;
    /// `ISO-8859-1` does not stand within the first 50 characters (S2low's check 4).
    NotLatin1 = "PES-020", Refused;
    /// There is neither bordereau, nor attachment, nor marché (check 6).
    NothingInside = "PES-021", Refused;
    /// `Enveloppe/Parametres/NomFic` is absent or empty (check 7).
    NoFileName = "PES-022", Refused;
    /// `CodCol` is not 3 characters long (check 8, and S2low's sending).
    CodColLength = "PES-023", Refused;
    /// `IdColl` is longer than 14 characters (check 13).
    IdCollLength = "PES-024", Refused;
    /// `IdPost` is not 6 characters long (S2low's sending).
    IdPostLength = "PES-025", Refused;
    /// `CodBud` is not 2 characters long (S2low's sending).
    CodBudLength = "PES-026", Refused;
    /// The file is larger than S2low takes.
    TooLarge = "PES-027", Refused;
    /// `MtCumulAnnuel` is absent or not above 0 in a flux prepared to be signed.
    NoYearlySum = "PES-028", Refused;
    /// `NbrPce` differs from the number of pieces found.
    PieceCount = "PES-029", Attention;
    /// The sum of a bordereau before tax is not that of its lines.
    TotalDiffers = "PES-030", Refused;
    /// The tax of a bordereau is not that of its lines.
    TaxDiffers = "PES-031", Refused;
    /// A piece names an electronic attachment that is not in the file.
    AttachmentAbsent = "PES-032", Attention;
    /// No piece names an attachment of the file, and it names none.
    AttachmentUnused = "PES-033", Attention;
    /// The text of an attachment is no base64.
    AttachmentUnreadable = "PES-034", Refused;
    /// An attachment has nothing in it.
    AttachmentEmpty = "PES-035", Refused;
    /// Two attachments have the same `IdUnique`.
    AttachmentTwice = "PES-036", Refused;
    /// `IdColl` is no SIRET: its key is wrong.
    NotSiret = "PES-037", Attention;
    /// An element that the schema does not have there.
    ElementUnknown = "PES-040", Refused;
    /// An element out of order, or once too often.
    ElementMisplaced = "PES-041", Refused;
    /// An element that has to be there is not.
    ElementMissing = "PES-042", Refused;
    /// An element without its attribute `V`.
    ValueMissing = "PES-043", Refused;
    /// A value that is not of the form asked for.
    ValueRefused = "PES-044", Refused;
    /// An attribute that the schema does not have there.
    AttributeUnknown = "PES-045", Refused;
    /// Text where only elements may be, or nothing.
    TextUnexpected = "PES-046", Refused;
    /// The elements are in a namespace.
    WrongNamespace = "PES-047", Refused;
    /// `IdVer` of the dépense or recette is not 2.
    Version = "PES-050", Refused;
    /// A type of bordereau that only the treasury may use.
    BordereauType = "PES-051", Refused;
    /// Two bordereaux of the same year and type have the same number.
    BordereauTwice = "PES-052", Refused;
    /// Two pieces of a bordereau have the same number.
    PieceTwice = "PES-053", Refused;
    /// Two lines of a piece have the same number.
    LineTwice = "PES-054", Refused;
    /// A transfer without bank details.
    AccountMissing = "PES-060", Refused;
    /// Bank details with a means of payment that has none.
    AccountUnexpected = "PES-061", Refused;
    /// The key of a RIB is wrong, or a part of it is missing.
    RibKey = "PES-062", Refused;
    /// The key of an IBAN is wrong.
    IbanKey = "PES-063", Refused;
    /// Of `IdPayInt` and `IdBancInt`, only one is there.
    InternationalHalf = "PES-064", Refused;
    /// A foreign IBAN without BIC.
    BicMissing = "PES-065", Refused;
    /// A creditor's former number that is none.
    FormerCreditor = "PES-066", Refused;
    /// A person without title or first name.
    PersonIncomplete = "PES-070", Refused;
    /// A title or first name of what is no person.
    NotAPerson = "PES-071", Refused;
    /// Of `IdTiers` and `NatIdTiers`, only one is there.
    IdentifierHalf = "PES-072", Refused;
    /// An identifier that is not of the kind it says.
    IdentifierForm = "PES-073", Refused;
    /// An identifier of persons for what is no person.
    IdentifierOfPerson = "PES-074", Refused;
    /// The country does not go with the residence.
    Country = "PES-075", Refused;
    /// A postal code that is not five digits.
    PostalCode = "PES-076", Refused;
    /// The title Mademoiselle.
    Title = "PES-077", Refused;
    /// Birth of what is no person, or in a place that is not told right.
    Birth = "PES-078", Refused;
    /// The codes of the place of birth, of a département and of a commune, do not go together.
    BirthPlace = "PES-079", Refused;
    /// `RattachPiece` is missing, or of another nature than the piece asks for.
    OriginNature = "PES-080", Refused;
    /// `IdLigneOrig` does not go with `NatPceOrig`.
    OriginLine = "PES-081", Refused;
    /// A reduction within the year refers to another year.
    OriginYear = "PES-082", Refused;
    /// A surcharge without its date, rate or origin, or these without a surcharge.
    Surcharge = "PES-083", Refused;
    /// A piece that needs the number of an agreement has none.
    AgreementMissing = "PES-084", Refused;
    /// `IdRol` on a piece that is no summary with a roll.
    RollUnexpected = "PES-085", Refused;
    /// `Edition` does not go with the type of piece.
    EditionType = "PES-086", Refused;
    /// What `Edition` asks for is missing.
    EditionIncomplete = "PES-087", Refused;
    /// None of a piece's attachments is of the type that `Edition` takes.
    EditionAttachment = "PES-088", Attention;
    /// Something that a note asks for without stating a refusal.
    Doubtful = "PES-089", Attention;
    /// `IdVer` of the attachments is not 1.
    AttachmentVersion = "PES-090", Refused;
    /// The type of an attachment does not go with the domain it refers to.
    AttachmentDomain = "PES-091", Refused;
    /// An attachment said to be on paper is in the file.
    AttachmentOnPaper = "PES-092", Refused;
    /// The name of an attachment has no extension, or a long one.
    AttachmentExtension = "PES-093", Refused;
    /// What an attachment says that it belongs to is not of the form that its domain asks for.
    AttachmentReference = "PES-094", Refused;
    /// A marché or an invoice lacks what its kind asks for.
    PartIncomplete = "PES-100", Refused;
    /// An amount of a marché does not go with its others.
    MarcheAmount = "PES-101", Refused;
    /// A buyer of a marché, or the titre of an invoice, comes twice.
    PartTwice = "PES-102", Refused;
    /// An amount of a notice of payment is not above 0.
    InvoiceAmount = "PES-103", Refused;
    /// The notices of payment do not name one centre of collection and one of public finances.
    InvoiceParties = "PES-104", Refused;
    /// A value of a marché, a concession or a notice of payment does not go with its others.
    PartContradiction = "PES-105", Refused;
    /// The same, where no refusal is stated.
    PartDoubtful = "PES-106", Attention;
}
