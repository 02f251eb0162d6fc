//! What the tools that a signed PES meets would answer, as a table.
//!
//! From `domain/pes-signature.md` §4.1 (the DGFiP's tool and its policy), §4.2 (STELA) and §4.3 (S2low).

use super::{Code, Finding, SignatureReport};

/// A tool that judges the signatures of a PES.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// The DGFiP: its policy, its schema, its tool.
    Dgfip,
    /// STELA, in its version of 2019.
    Stela,
    /// S2low.
    S2low,
}

impl Tool {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dgfip, Self::Stela, Self::S2low];

    /// The name in JSON and in Fluent messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dgfip => "dgfip",
            Self::Stela => "stela",
            Self::S2low => "s2low",
        }
    }
}

/// What one tool would answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who.
    pub tool: Tool,
    /// Why it would refuse; empty if it would accept, as far as can be told here.
    pub refuses: Vec<Code>,
}

const EVERYBODY: &[Tool] = &Tool::ALL;
const DGFIP: &[Tool] = &[Tool::Dgfip];
const DGFIP_AND_S2LOW: &[Tool] = &[Tool::Dgfip, Tool::S2low];
const STELA: &[Tool] = &[Tool::Stela];
const S2LOW: &[Tool] = &[Tool::S2low];

/// Who refuses what; what is not here is refused by nobody.
const REFUSALS: &[(Code, &[Tool])] = &[
    (Code::DigestMismatch, EVERYBODY),
    (Code::ValueMismatch, EVERYBODY),
    (Code::TargetMissing, EVERYBODY),
    (Code::TargetAmbiguous, EVERYBODY),
    (Code::UnknownAlgorithm, EVERYBODY),
    (Code::Malformed, EVERYBODY),
    (Code::Changed, EVERYBODY),
    (Code::NoCertificate, EVERYBODY),
    (Code::NotItsParent, DGFIP),
    (Code::WrongPlace, DGFIP),
    (Code::PropertiesUnsigned, DGFIP),
    (Code::SignedTwice, DGFIP),
    (Code::NoSignatureId, S2LOW),
    (Code::Sha1, DGFIP),
    (Code::NotThePolicysAlgorithm, DGFIP),
    (Code::NotValidThen, DGFIP_AND_S2LOW),
    (Code::CertificateDigest, DGFIP),
    (Code::CertificateSerial, DGFIP),
    (Code::CertificateIssuer, DGFIP),
    (Code::XadesVersion, DGFIP),
    (Code::NoSigningTime, DGFIP),
    (Code::AuthorityUnknown, DGFIP_AND_S2LOW),
    (Code::NotExclusive, DGFIP),
    (Code::OldPolicy, DGFIP),
    (Code::PrefixXad, DGFIP),
    (Code::NotValidNow, STELA),
    (Code::NotPrepared, DGFIP),
    (Code::DuplicateId, EVERYBODY),
    (Code::PropertiesOrder, DGFIP),
    (Code::ContentNotFirst, S2LOW),
    (Code::NotForXmlsec, S2LOW),
    (Code::NotForS2low, S2LOW),
    (Code::Unsigned, STELA),
    (Code::PreparedButUnsigned, DGFIP),
    (Code::Schema, DGFIP),
    (Code::CertificateLate, DGFIP),
];

/// What each tool would answer to a file with these signatures and findings.
pub(super) fn answers(signatures: &[SignatureReport], findings: &[Finding]) -> Vec<Answer> {
    let refuses = |tool| {
        let refused = |code: Code| REFUSALS.iter().any(|(known, who)| *known == code && who.contains(&tool));
        let counts = |finding: &Finding| {
            // Of a certificate S2low has its own opinion.
            let is_certificate = matches!(finding.code, Code::NotValidThen | Code::AuthorityUnknown);
            let signature = finding.signature.and_then(|index| signatures.get(index));
            !(tool == Tool::S2low && is_certificate && signature.is_some_and(|one| one.accepted_by_s2low))
        };
        let found = |code: Code| findings.iter().any(|finding| finding.code == code && counts(finding));
        Code::ALL.iter().copied().filter(|code| refused(*code) && found(*code)).collect()
    };
    Tool::ALL.into_iter().map(|tool| Answer { tool, refuses: refuses(tool) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coded::Severity;

    #[test]
    fn whatever_does_not_hold_or_is_refused_is_refused_by_somebody() {
        for code in Code::ALL.iter().filter(|code| code.severity() < Severity::Attention) {
            assert!(REFUSALS.iter().any(|(known, _)| known == code), "{code:?}");
        }
    }

    #[test]
    fn each_tool_answers_by_its_own_rules() {
        let found = |code| Finding { code, signature: Some(0), value: None };
        let refusing = |findings: &[Finding]| -> Vec<Tool> {
            answers(&[], findings)
                .into_iter()
                .filter(|answer| !answer.refuses.is_empty())
                .map(|a| a.tool)
                .collect()
        };
        assert_eq!(refusing(&[]), []);
        assert_eq!(refusing(&[found(Code::NoRole)]), []);
        assert_eq!(refusing(&[found(Code::Sha1)]), [Tool::Dgfip]);
        assert_eq!(refusing(&[found(Code::NotValidNow)]), [Tool::Stela]);
        assert_eq!(refusing(&[found(Code::NoSignatureId), found(Code::NoSignatureId)]), [Tool::S2low]);
        assert_eq!(refusing(&[found(Code::DigestMismatch)]), Tool::ALL);
    }
}
