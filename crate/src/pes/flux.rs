//! The meaning of one flux, as far as it is kept.

use super::Amount;
use super::acquit::Acquit;
use crate::xml::Span;

/// What kind of document the root element opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// `PES_Aller`: what an ordonnateur sends to the treasury.
    Aller,
    /// `PES_ACQUIT` or `PES_NonAcquit`: the treasury's acknowledgement.
    Acquit,
    /// `PES_ACQUIT_RETOUR`: the body's acknowledgement of what the treasury told.
    AcquitRetour,
    /// `PES_Retour`: what the treasury tells of its own accord.
    Retour,
    /// Something else.
    #[default]
    Other,
}

/// The two domains whose bordereaux are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// `PES_DepenseAller`.
    Depense,
    /// `PES_RecetteAller`.
    Recette,
}

impl Domain {
    /// The name in JSON and in Fluent messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Depense => "depense",
            Self::Recette => "recette",
        }
    }
}

/// What was read of a flux.
#[derive(Clone, Debug, Default)]
pub struct Flux {
    /// What kind of document it is.
    pub kind: Kind,
    /// Local name of the root element.
    pub root: String,
    /// `Id` of the root element.
    pub id: Option<String>,
    /// `NomFic`, the name under which the treasury knows the flux.
    pub nom_fic: Option<String>,
    /// `TypFic`.
    pub typ_fic: Option<String>,
    /// `DteStr`, the day it was made, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `IdPost`, the accounting office.
    pub id_post: Option<String>,
    /// `IdColl`, the body's SIRET.
    pub id_coll: Option<String>,
    /// `CodCol`, the body's code at the treasury.
    pub cod_col: Option<String>,
    /// `CodBud`, the budget's code.
    pub cod_bud: Option<String>,
    /// `LibelleColBud`, the body's or budget's name.
    pub libelle: Option<String>,
    /// `Emetteur/Sigle`, who made the software.
    pub emitter: Option<String>,
    /// `Emetteur/Adresse`, the software and its version.
    pub software: Option<String>,
    /// Local names of the root's children, but for `Enveloppe`, `EnTetePES` and signatures.
    pub parts: Vec<String>,
    /// The headers of dépense and recette.
    pub headers: Vec<DomainHeader>,
    /// Every bordereau of dépense and recette, in document order.
    pub bordereaux: Vec<Bordereau>,
    /// Pieces in all bordereaux.
    pub pieces: u64,
    /// Attachments in `PES_PJ`.
    pub attachments: u64,
    /// The first of them, as far as they are kept.
    pub listed_attachments: Vec<Attachment>,
    /// What the treasury answers, in an acknowledgement.
    pub acquit: Option<Acquit>,
    /// `ds:Signature` elements, wherever they stand.
    pub signatures: u64,
}

/// `EnTeteDepense` or `EnTeteRecette`.
#[derive(Clone, Debug)]
pub struct DomainHeader {
    /// Which of the two.
    pub domain: Domain,
    /// `InfoDematerialisee`: whether the flux was prepared to be signed.
    pub prepared: Option<bool>,
}

/// One bordereau.
#[derive(Clone, Debug)]
pub struct Bordereau {
    /// Its domain.
    pub domain: Domain,
    /// Its `Id`.
    pub id: Option<String>,
    /// `IdBord`, its number.
    pub number: Option<String>,
    /// `Exer`, the year it belongs to.
    pub year: Option<String>,
    /// `DteBordEm`, the day it was issued, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `TypBord`, a code: `01` ordinary, `02` cancellation or reduction, `03` orders, `06` ORMC.
    pub kind: Option<String>,
    /// `NbrPce`, the number of pieces it says it has.
    pub declared_pieces: Option<String>,
    /// The number of pieces it has.
    pub pieces: u64,
    /// The first of them, as far as they are kept.
    pub listed: Vec<Piece>,
    /// `MtBordHT` (spelt `MtBordHt` in recette), its sum before tax.
    pub total: Option<Amount>,
    /// `MtBordTVA`, the tax on it.
    pub tax: Option<Amount>,
    /// `MtCumulAnnuel`, the sum of the year so far.
    pub yearly: Option<Amount>,
    /// The sum of the `MtHT` of its lines.
    pub computed: Amount,
    /// The sum of the `MtTVA` of its lines.
    pub computed_tax: Amount,
    /// `Objet`, what it is about (recette).
    pub object: Option<String>,
    /// Its bytes in the file.
    pub span: Span,
    /// Whether a `ds:Signature` stands in it.
    pub signed: bool,
}

/// One piece: a mandat in dépense, a titre in recette.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// `IdPce`, its number.
    pub number: Option<String>,
    /// `TypPce`, a code.
    pub kind: Option<String>,
    /// `NatPce`, a code.
    pub nature: Option<String>,
    /// `Obj` or `ObjPce`, what it is about.
    pub object: Option<String>,
    /// `Nom` and `Prenom` of the third party of its first line.
    pub party: Option<String>,
    /// The sum of the `MtHT` of its lines.
    pub total: Amount,
    /// The sum of the `MtTVA` of its lines.
    pub tax: Amount,
    /// How many lines it has.
    pub lines: u64,
    /// `NomPJ`, or else `IdUnique`, of its attachments.
    pub attachments: Vec<String>,
    /// Its bytes in the file, from which its details can be read again.
    pub span: Span,
}

/// One attachment of `PES_PJ`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// `IdUnique`, by which pieces refer to it.
    pub id: Option<String>,
    /// `NomPJ`, its file name.
    pub name: Option<String>,
    /// `TypePJ`, a code.
    pub kind: Option<String>,
    /// `Description`.
    pub description: Option<String>,
    /// `MIMEType`, as the file says.
    pub media_type: Option<String>,
    /// Its size in bytes once decoded from base64, still compressed if it is.
    pub size: u64,
    /// Whether it begins as gzip does.
    pub compressed: bool,
    /// Where its base64 text stands in the file.
    pub span: Span,
}

impl Bordereau {
    /// Whether its totals are those of its lines; without a tax declared, there must be none.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.total == Some(self.computed) && self.tax.unwrap_or_default() == self.computed_tax
    }
}

impl Flux {
    /// The sum of the bordereaux of one domain, and how many there are.
    #[must_use]
    pub fn total(&self, domain: Domain) -> (usize, Amount) {
        let mut sum = Amount::default();
        let mut count = 0;
        for bordereau in self.bordereaux.iter().filter(|bordereau| bordereau.domain == domain) {
            count += 1;
            sum += bordereau.total.unwrap_or_default();
        }
        (count, sum)
    }
}
