//! What speaks against a flux, each with a stable code.

use crate::coded::{Severity, codes};
use crate::limits;
use crate::xml::Position;

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
    /// `InfoDematerialisee` is 0 or absent: "Fichier à signer" was not ticked.
    NotPrepared = "PES-012", Refused;
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
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// The element or attribute it is about, such as `EnTetePES/CodCol`.
    pub element: String,
    /// The value at fault, if one is there.
    pub value: Option<String>,
    /// Where it stands.
    pub position: Option<Position>,
    /// Whether this program can put it right on request.
    pub repairable: bool,
}

/// What was found in one file, the gravest first.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding, unless there are very many of its kind.
    pub fn add(&mut self, code: Code, element: &str, value: Option<&str>, position: Option<Position>) {
        if self.list.iter().filter(|finding| finding.code == code).count() >= limits::FINDINGS_PER_CODE {
            return;
        }
        let value = value.map(str::to_owned);
        let finding = Finding { code, element: element.to_owned(), value, position, repairable: false };
        let after = self.list.partition_point(|other| other.code.severity() <= code.severity());
        self.list.insert(after, finding);
    }

    /// Marks the findings of one kind as repairable.
    pub fn mark_repairable(&mut self, code: Code) {
        for finding in self.list.iter_mut().filter(|finding| finding.code == code) {
            finding.repairable = true;
        }
    }

    /// The findings, the gravest first, in document order within a severity.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Whether nothing can be signed.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.list.iter().any(|finding| finding.code.severity() == Severity::Blocking)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
