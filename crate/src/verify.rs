//! A signed file to a report. Shares no state with the signer: it starts from bytes.
//!
//! Two passes, since a reference names what it covers only after that has gone by: [`Survey`] finds the
//! signatures, [`Examination`] digests what they refer to. Both hold what the signatures say, never the
//! file.

mod checks;
mod codes;
mod examination;
mod survey;
mod trust;

pub use codes::{Code, Finding};
pub use examination::Examination;
pub use survey::{Covered, Survey, Surveyed};
pub use trust::{TrustError, TrustStore};

use crate::coded::Severity;
use crate::identity::Certificate;
use crate::pes::Flux;
use crate::xades::SigningTime;

/// What a file's signatures are worth.
#[derive(Debug)]
pub struct Report {
    /// The answer.
    pub verdict: Verdict,
    /// One entry a `ds:Signature`, in document order.
    pub signatures: Vec<SignatureReport>,
    /// Indices of the bordereaux in [`Self::flux`] that no intact signature covers. Empty if nothing is signed
    /// at all.
    pub uncovered: Vec<usize>,
    /// Everything found, the gravest first.
    pub findings: Vec<Finding>,
    /// What the file says.
    pub flux: Flux,
}

/// The answer to "is this file properly signed?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every signature is intact, and nothing that today's policy forbids was found.
    Valid,
    /// At least one signature is not intact, or something forbidden was found.
    Invalid,
    /// There is no signature.
    Unsigned,
}

impl Verdict {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unsigned => "unsigned",
        }
    }
}

/// One signature.
#[derive(Debug)]
pub struct SignatureReport {
    /// Its `Id`.
    pub id: Option<String>,
    /// The element that it covers: the one whose digest was checked, if that is also the one it stands in.
    pub covers: Option<Covered>,
    /// The `URI` of its first reference, without `#`.
    pub target: String,
    /// Its value and every digest are right.
    pub intact: bool,
    /// The certificate it was made with.
    pub certificate: Option<Certificate>,
    /// `SigningTime`.
    pub signing_time: Option<SigningTime>,
    /// `ClaimedRole`.
    pub role: Option<String>,
    /// `City`, `PostalCode`, `CountryName`.
    pub place: [Option<String>; 3],
}

impl Report {
    fn new(signatures: Vec<SignatureReport>, mut findings: Vec<Finding>, flux: Flux) -> Self {
        findings.sort_by_key(|finding| finding.code.severity());
        let file = signatures.iter().any(|s| s.intact && s.covers == Some(Covered::File));
        let covers =
            |index| signatures.iter().any(|s| s.intact && s.covers == Some(Covered::Bordereau(index)));
        let uncovered: Vec<usize> = match signatures.is_empty() || file {
            true => Vec::new(),
            false => (0..flux.bordereaux.len()).filter(|index| !covers(*index)).collect(),
        };
        for index in &uncovered {
            let number = flux.bordereaux[*index].number.clone();
            findings.push(Finding { code: Code::Uncovered, signature: None, value: number });
        }
        let forbidden = findings.iter().any(|finding| finding.code.severity() < Severity::Attention);
        let verdict = match signatures.is_empty() {
            true => Verdict::Unsigned,
            false if forbidden || signatures.iter().any(|signature| !signature.intact) => Verdict::Invalid,
            false => Verdict::Valid,
        };
        Self { verdict, signatures, uncovered, findings, flux }
    }
}
