//! What can speak against a signature.

use crate::coded::codes;

codes! {
    /// What was signed is not what stands there now.
    DigestMismatch = "VER-001", Blocking;
    /// The signature's value does not belong to its `SignedInfo` and certificate.
    ValueMismatch = "VER-002", Blocking;
    /// A reference names an Id that no element has.
    TargetMissing = "VER-003", Blocking;
    /// A reference names an Id that several elements have: which one was signed cannot be told.
    TargetAmbiguous = "VER-004", Blocking;
    /// An algorithm that this program does not check.
    UnknownAlgorithm = "VER-005", Blocking;
    /// Something that a signature must have is absent or unreadable.
    Malformed = "VER-006", Blocking;
    /// There is no readable certificate.
    NoCertificate = "VER-007", Blocking;
    /// No reference is to the element that the signature stands in.
    NotItsParent = "VER-008", Blocking;
    /// The signature stands neither in `PES_Aller` nor in a `Bordereau`.
    WrongPlace = "VER-009", Blocking;
    /// No reference covers `SignedProperties`.
    PropertiesUnsigned = "VER-010", Blocking;
    /// Two signatures cover the same element: forbidden, and one of them cannot hold.
    SignedTwice = "VER-011", Blocking;
    /// The file changed between the two passes.
    Changed = "VER-013", Blocking;
    /// The `ds:Signature` has no `Id`, which S2low needs.
    NoSignatureId = "VER-012", Refused;
    /// SHA-1, refused by the policy since 1 September 2018.
    Sha1 = "VER-020", Refused;
    /// A digest or signature algorithm other than the one that the policy fixes.
    NotThePolicysAlgorithm = "VER-021", Refused;
    /// The certificate was not valid at the signing time.
    NotValidThen = "VER-022", Refused;
    /// The digest of the certificate in the properties is not that of the certificate.
    CertificateDigest = "VER-023", Refused;
    /// The serial number in the properties is not that of the certificate.
    CertificateSerial = "VER-024", Refused;
    /// The issuer name in the properties is not written as verifiers compare it.
    CertificateIssuer = "VER-025", Refused;
    /// The version of XAdES is none that the DGFiP's tool knows.
    XadesVersion = "VER-026", Refused;
    /// There is no signing time, or it cannot be read.
    NoSigningTime = "VER-027", Refused;
    /// No policy is named, or one that is not the DGFiP's current one.
    UnknownPolicy = "VER-028", Attention;
    /// The policy is known, but its digest is wrong.
    PolicyDigest = "VER-029", Attention;
    /// There is no claimed role.
    NoRole = "VER-030", Attention;
    /// City, postal code or country is missing.
    NoPlace = "VER-031", Attention;
    /// The certificate is not meant for signing.
    KeyUsage = "VER-032", Attention;
    /// A bordereau that no signature covers, in a file where others are signed.
    Uncovered = "VER-033", Attention;
    /// The certificate's authority was not checked, since no trusted one was named.
    AuthorityUnchecked = "VER-034", Attention;
    /// The certificate was not issued by a trusted authority.
    AuthorityUnknown = "VER-035", Refused;
    /// `SignedInfo` or a reference is canonicalized otherwise than the policy fixes it (§4.3.3).
    NotExclusive = "VER-036", Refused;
    /// The DGFiP's policy of before 2018, refused since 1 September 2018.
    OldPolicy = "VER-037", Refused;
    /// The prefix `xad`, by which the DGFiP's tool reads, does not stand for the version of XAdES that is used.
    PrefixXad = "VER-038", Refused;
    /// `QualifyingProperties` stands more than once.
    SeveralProperties = "VER-039", Attention;
    /// `SigningTime` is not in UTC.
    TimeNotUtc = "VER-040", Attention;
    /// `Target` does not name the signature: S2low then does not find the signing time.
    PropertiesTarget = "VER-041", Attention;
    /// The policy is named without the address of its text (`SPURI`).
    NoPolicyUri = "VER-042", Attention;
    /// The certificate is not valid today, which STELA asks for.
    NotValidNow = "VER-043", Attention;
    /// A signed flux that says that it was not prepared to be signed (`InfoDematerialisee`): Hélios refuses it.
    NotPrepared = "VER-044", Attention;
    /// Other than exactly two references.
    NotTwoReferences = "VER-045", Attention;
    /// An Id stands twice.
    DuplicateId = "VER-046", Refused;
    /// The properties are not in the order and form that the schema of XAdES 1.1.1 fixes.
    PropertiesOrder = "VER-047", Refused;
    /// The reference to what is signed is not the first one, by which S2low goes.
    ContentNotFirst = "VER-048", Refused;
    /// The file is signed over bordereaux that are signed already, which the policy does not provide for.
    SignedOver = "VER-049", Attention;
    /// Something that xmlsec1, by which S2low verifies, does not take: a namespace with a relative address, an Id that is
    /// no name, `SignedProperties` less the signature that they are in, or another key before the certificate.
    NotForXmlsec = "VER-050", Refused;
    /// S2low does not find the signing time, and the certificate is not accepted at the present, at which it then judges.
    NotForS2low = "VER-051", Attention;
    /// The file is not signed.
    Unsigned = "VER-052", Attention;
    /// The file says that it is signed (`InfoDematerialisee`), and is not.
    PreparedButUnsigned = "VER-053", Refused;
    /// The file is not as the schema of the PES has it.
    Schema = "VER-054", Attention;
    /// The certificate is not in the first `X509Data`, where alone the DGFiP's tool looks for it.
    CertificateLate = "VER-055", Refused;
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// Index of the signature in the report.
    pub signature: Option<usize>,
    /// The value at fault.
    pub value: Option<String>,
}
