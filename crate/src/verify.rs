//! A signed file to a report. Shares no state with the signer: it starts from bytes.
//!
//! Two passes, since a reference names what it covers only after that has gone by: [`Survey`] finds the
//! signatures, [`Examination`] digests what they refer to. Both hold what the signatures say, never the
//! file. Then [`Examined::report`] judges.

mod answers;
mod checks;
mod codes;
mod examination;
mod properties;
mod survey;
#[cfg(test)]
mod tests;
mod trust;

pub use answers::{Answer, Tool};
pub use codes::{Code, Finding};
pub use examination::Examination;
pub use survey::{Covered, Survey, Surveyed};
pub use trust::{TrustError, TrustStore};

use std::collections::HashSet;

use crate::coded::{Severity, by_severity};
use crate::dsig::Verifier;
use crate::identity::Certificate;
use crate::pes::{Flux, Kind};
use crate::xades::{Policy, SigningTime};
use survey::PlacedSignature;

/// What signatures are judged by.
#[derive(Debug)]
pub struct Judge<'a, V> {
    /// Who checks signature values.
    pub verifier: &'a V,
    /// The authorities that are believed; `None` if they are not to be checked.
    pub trust: Option<&'a TrustStore>,
    /// The policy that is in force.
    pub policy: &'a Policy,
    /// The present, in seconds since 1970.
    pub now: u64,
}

/// A file whose signatures were found and whose contents were digested: nothing is left but to judge.
#[derive(Debug)]
pub struct Examined {
    signatures: Vec<PlacedSignature>,
    tasks: examination::Tasks,
    flux: Flux,
    too_many: bool,
    /// Elements called `Bordereau` beside those of `flux`.
    strays: usize,
    /// The Ids of elements that are called as those of `flux` are, by which xmlsec1 goes.
    stray_ids: Vec<String>,
    /// What the schema of the PES does not allow, if that was looked at.
    faults: Vec<crate::pes::Code>,
    /// The address of a namespace that is none by itself.
    relative: Option<String>,
    changed: bool,
}

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
    /// What the tools that the file meets would answer; empty of what is no PES Aller and not signed.
    pub answers: Vec<Answer>,
    /// What the file says, as it was read while the digests were computed.
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
#[derive(Debug, Default)]
pub struct SignatureReport {
    /// Its `Id`.
    pub id: Option<String>,
    /// The element that it covers: the one whose digest was checked, if that is also the one it stands in.
    pub covers: Option<Covered>,
    /// The `URI` of its first reference, without `#`.
    pub target: String,
    /// Its value and every digest are right.
    pub intact: bool,
    /// `SignatureMethod`.
    pub algorithm: Option<String>,
    /// Its references, in order.
    pub references: Vec<ReferenceReport>,
    /// The certificate it was made with.
    pub certificate: Option<Certificate>,
    /// Whether the certificate was valid at the signing time, if both are known.
    pub valid_then: Option<bool>,
    /// What the signature says of its certificate.
    pub named: CertificateNamed,
    /// Whether the certificate's authority is believed.
    pub authority: Authority,
    /// Whether S2low would accept the certificate, which it judges by rules and at a time of its own.
    accepted_by_s2low: bool,
    /// `SigningTime`.
    pub signing_time: Option<SigningTime>,
    /// The policy it names.
    pub policy: PolicyNamed,
    /// The namespace of its qualifying properties, which tells the version of XAdES.
    pub xades: Option<String>,
    /// `ClaimedRole`.
    pub role: Option<String>,
    /// `City`, `PostalCode`, `CountryName`.
    pub place: [Option<String>; 3],
}

impl SignatureReport {
    /// Postal code, city and country in one line; empty where none is stated.
    #[must_use]
    pub fn place_in_one(&self) -> String {
        let [city, postal_code, country] =
            self.place.each_ref().map(|part| part.as_deref().unwrap_or_default());
        let town = format!("{} {}", postal_code.trim(), city.trim());
        let parts = [town.trim(), country.trim()].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// One reference of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceReport {
    /// `URI`.
    pub uri: Option<String>,
    /// `Type`.
    pub kind: Option<String>,
    /// The file or the bordereau, if that is what it refers to.
    pub covers: Option<Covered>,
    /// `DigestMethod`.
    pub digest_method: Option<String>,
    /// `DigestValue`.
    pub digest: Option<Vec<u8>>,
    /// Its digest is right.
    pub intact: bool,
}

/// Whether what a signature says of its certificate is true; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificateNamed {
    /// `CertDigest`.
    pub digest: Option<bool>,
    /// `X509SerialNumber`.
    pub serial: Option<bool>,
    /// `X509IssuerName`.
    pub issuer: Option<bool>,
    stated_digest: Option<String>,
    stated_serial: Option<String>,
    stated_issuer: Option<String>,
}

impl CertificateNamed {
    /// What is stated of what `code` speaks of.
    fn stated(&self, code: Code) -> Option<&str> {
        match code {
            Code::CertificateDigest => self.stated_digest.as_deref(),
            Code::CertificateSerial => self.stated_serial.as_deref(),
            _ => self.stated_issuer.as_deref(),
        }
    }
}

/// The policy that a signature names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyNamed {
    /// `Identifier`.
    pub identifier: Option<String>,
    /// It is the one that is in force.
    pub known: bool,
    /// Its digest is right; `None` if the policy is not known.
    pub digest_right: Option<bool>,
}

/// Whether the authority that issued a certificate is believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authority {
    /// No authorities were named, or there is no certificate.
    #[default]
    Unchecked,
    /// A chain leads to an authority that was named.
    Believed,
    /// None does.
    Unknown,
}

impl Authority {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchecked => "unchecked",
            Self::Believed => "believed",
            Self::Unknown => "unknown",
        }
    }
}

impl Examined {
    /// Judges the signatures.
    pub async fn report<V: Verifier>(self, judge: &Judge<'_, V>) -> Report {
        let mut findings = Vec::new();
        if self.too_many {
            findings.push(Finding { code: Code::Malformed, signature: None, value: None });
        }
        if let Some(uri) = self.relative.filter(|_| !self.signatures.is_empty()) {
            findings.push(Finding { code: Code::NotForXmlsec, signature: None, value: Some(uri) });
        }
        if self.changed {
            findings.push(Finding { code: Code::Changed, signature: None, value: None });
        }
        let mut signatures = Vec::with_capacity(self.signatures.len());
        for (index, signature) in self.signatures.iter().enumerate() {
            let mut findings = checks::Findings::new(&mut findings, index);
            let mut report = checks::check(signature, self.tasks.of(index), judge, &mut findings).await;
            report.intact &= !self.changed;
            signatures.push(report);
        }
        check_together(&signatures, &self.flux, &self.stray_ids, &mut findings);
        let faults: Vec<&str> = self.faults.iter().map(|code| code.code()).collect();
        if !faults.is_empty() {
            findings.push(Finding { code: Code::Schema, signature: None, value: Some(faults.join(", ")) });
        }
        Report::new(signatures, findings, self.flux, self.strays)
    }
}

/// What only shows when all signatures are seen.
fn check_together(
    signatures: &[SignatureReport],
    flux: &Flux,
    stray_ids: &[String],
    findings: &mut Vec<Finding>,
) {
    let mut covered = HashSet::new();
    let bordereaux = flux.bordereaux.iter().filter_map(|bordereau| bordereau.id.as_deref());
    let strays = stray_ids.iter().map(String::as_str);
    let mut ids = HashSet::new();
    let mut twice: Vec<&str> = Vec::new();
    let mut note = |id| {
        if !ids.insert(id)
            && let Err(place) = twice.binary_search(&id)
        {
            twice.insert(place, id);
        }
    };
    flux.id.as_deref().into_iter().chain(bordereaux).chain(strays).for_each(&mut note);
    for (index, signature) in signatures.iter().enumerate() {
        if let Some(element) = signature.covers
            && !covered.insert(element)
        {
            findings.push(Finding { code: Code::SignedTwice, signature: Some(index), value: None });
        }
        signature.id.as_deref().into_iter().for_each(&mut note);
    }
    let file = signatures.iter().position(|signature| signature.covers == Some(Covered::File));
    if file.is_some() && flux.kind != Kind::Aller {
        findings.push(Finding { code: Code::WrongPlace, signature: file, value: None });
    }
    if file.is_some() && covered.len() > 1 {
        findings.push(Finding { code: Code::SignedOver, signature: file, value: None });
    }
    let duplicates = twice.into_iter().filter(|_| !signatures.is_empty());
    findings.extend(duplicates.map(|id| Finding {
        code: Code::DuplicateId,
        signature: None,
        value: Some(id.to_owned()),
    }));
    if signatures.is_empty() && flux.kind == Kind::Aller {
        findings.push(Finding { code: Code::Unsigned, signature: None, value: None });
        if flux.headers.iter().any(|header| header.prepared == Some(true)) {
            findings.push(Finding { code: Code::PreparedButUnsigned, signature: None, value: None });
        }
    }
    let unprepared = flux.headers.iter().any(|header| header.prepared != Some(true));
    if unprepared && !signatures.is_empty() {
        findings.push(Finding { code: Code::NotPrepared, signature: None, value: None });
    }
}

impl Report {
    fn new(signatures: Vec<SignatureReport>, mut findings: Vec<Finding>, flux: Flux, strays: usize) -> Self {
        let covered: HashSet<Covered> = signatures
            .iter()
            .filter(|signature| signature.intact)
            .filter_map(|signature| signature.covers)
            .collect();
        let uncovered: Vec<usize> = match signatures.is_empty() || covered.contains(&Covered::File) {
            true => Vec::new(),
            false => (0..flux.bordereaux.len())
                .filter(|index| !covered.contains(&Covered::Bordereau(*index)))
                .collect(),
        };
        for index in &uncovered {
            let number = flux.bordereaux[*index].number.clone();
            findings.push(Finding { code: Code::Uncovered, signature: None, value: number });
        }
        if strays > 0 && !signatures.is_empty() && !covered.contains(&Covered::File) {
            findings.push(Finding { code: Code::Uncovered, signature: None, value: None });
        }
        let findings = by_severity(findings, |finding| finding.code.severity());
        let forbidden = findings.iter().any(|finding| finding.code.severity() < Severity::Attention);
        let verdict = match signatures.is_empty() {
            true => Verdict::Unsigned,
            false if forbidden || signatures.iter().any(|signature| !signature.intact) => Verdict::Invalid,
            false => Verdict::Valid,
        };
        let answers = match signatures.is_empty() && flux.kind != Kind::Aller {
            true => Vec::new(),
            false => answers::answers(&signatures, &findings),
        };
        Self { verdict, signatures, uncovered, findings, answers, flux }
    }
}
