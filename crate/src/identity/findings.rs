//! What somebody should know of a certificate before it signs.

use super::{Certificate, CertificateKind, KeyUsage};
use crate::coded::{by_severity, codes};

/// Seconds before its end from which a certificate's end is announced: sixty days.
const EXPIRY_NOTICE: u64 = 60 * DAY;
const DAY: u64 = 86_400;

codes! {
    /// Its time is over.
    Expired = "SIG-014", Blocking;
    /// Its time has not come.
    NotYetValid = "SIG-015", Blocking;
    /// Its time will be over within sixty days.
    ExpiresSoon = "CRT-003", Attention;
    /// Its key usage allows no signatures.
    NotForSigning = "CRT-004", Refused;
    /// It is an authority's, which signs certificates.
    Authority = "CRT-005", Refused;
    /// It was signed over a SHA-1 digest, which can be forged.
    SignedOverSha1 = "CRT-006", Attention;
    /// It was signed with its own key: nobody vouches for it.
    SelfSigned = "CRT-007", Refused;
    /// It names a body or a machine, and the policy wants a person.
    NoPerson = "CRT-008", Attention;
    /// No chain leads from it to an authority that is believed.
    UnknownAuthority = "CRT-009", Attention;
}

/// Something to be said of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: Code,
    /// The day it is about, seconds since 1970; 0 where it is about none.
    pub date: u64,
    /// Whole days from now until then.
    pub days: u64,
    /// Whose certificate it is; of an authority that is not known, its name.
    pub name: String,
}

impl Finding {
    /// That the authority of a certificate is none of those that are believed.
    #[must_use]
    pub fn unknown_authority(certificate: &Certificate) -> Self {
        Self { code: Code::UnknownAuthority, date: 0, days: 0, name: certificate.issuer_common_name() }
    }
}

impl Certificate {
    /// What there is to be said before it signs at `time`, seconds since 1970; the weightiest first.
    #[must_use]
    pub fn findings(&self, time: u64) -> Vec<Finding> {
        let (from, until) = (self.not_before(), self.not_after());
        let is_seal = self.kind() == CertificateKind::Seal;
        let ends_soon = self.is_valid_at(time) && until - time < EXPIRY_NOTICE;
        let found: Vec<Code> = [
            (Code::Expired, time > until),
            (Code::NotYetValid, time < from),
            (Code::NotForSigning, self.key_usage() == KeyUsage::Other),
            (Code::Authority, self.is_authority()),
            (Code::SelfSigned, self.is_self_signed()),
            (Code::ExpiresSoon, ends_soon),
            (Code::SignedOverSha1, self.is_signed_over_sha1()),
            (Code::NoPerson, is_seal || !self.holder().is_person()),
        ]
        .into_iter()
        .filter_map(|(code, holds)| holds.then_some(code))
        .collect();
        let finding = |code| {
            let date = match code {
                Code::Expired | Code::ExpiresSoon => until,
                Code::NotYetValid => from,
                _ => 0,
            };
            Finding { code, date, days: date.saturating_sub(time) / DAY, name: self.common_name() }
        };
        by_severity(found, |code| code.severity()).into_iter().map(finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::{Draft, element, policies, sequence};
    use super::*;

    /// 2026-11-23 and 2029-01-01, in seconds since 1970.
    const NOW: u64 = 1_795_424_400;
    const END: u64 = 1_861_920_000;

    fn codes(draft: &Draft, time: u64) -> Vec<Code> {
        draft.certificate().findings(time).iter().map(|finding| finding.code).collect()
    }

    fn extended(oid: &'static str, value: Vec<u8>) -> Draft {
        Draft { extensions: vec![(oid, value)], ..Draft::default() }
    }

    #[test]
    fn each_thing_to_know_is_found_alone() {
        let body: &[_] = &[(3, "Mairie"), (10, "Mairie")];
        let (authority, key_usage) = (sequence(&[&[1, 1, 0xFF]]), |bits| element(3, &[0, bits]));
        for (draft, expected) in [
            (Draft::default(), &[][..]),
            (
                Draft { validity: ("20200101000000Z", "20260101000000Z"), ..Draft::default() },
                &[Code::Expired],
            ),
            (
                Draft { validity: ("20270101000000Z", "20290101000000Z"), ..Draft::default() },
                &[Code::NotYetValid],
            ),
            (
                Draft { validity: ("20260101000000Z", "20261201000000Z"), ..Draft::default() },
                &[Code::ExpiresSoon],
            ),
            (extended("2.5.29.15", key_usage(0x80)), &[]),
            (extended("2.5.29.15", key_usage(0x40)), &[]),
            (extended("2.5.29.15", key_usage(0x20)), &[Code::NotForSigning]),
            (extended("2.5.29.19", authority.clone()), &[Code::Authority]),
            (Draft { algorithm: "1.2.840.113549.1.1.5", ..Draft::default() }, &[Code::SignedOverSha1]),
            (Draft { issuer: &[(3, "Jeanne ESSAI")], ..Draft::default() }, &[Code::SelfSigned]),
            (
                Draft { issuer: &[(3, "Jeanne ESSAI")], ..extended("2.5.29.19", authority) },
                &[Code::Authority, Code::SelfSigned],
            ),
            (Draft { subject: body, ..Draft::default() }, &[Code::NoPerson]),
            (extended("2.5.29.32", policies(&["0.4.0.194112.1.1"])), &[Code::NoPerson]),
        ] {
            assert_eq!(codes(&draft, NOW), expected, "{:?}", draft.certificate());
        }
    }

    #[test]
    fn the_end_is_announced_from_the_moment_that_less_than_sixty_days_are_left() {
        let draft = Draft::default();
        assert_eq!(codes(&draft, END - 60 * DAY), []);
        assert_eq!(codes(&draft, END - 60 * DAY + 1), [Code::ExpiresSoon]);
        assert_eq!(codes(&draft, END), [Code::ExpiresSoon]);
        assert_eq!(codes(&draft, END + 1), [Code::Expired]);
        let soon = draft.certificate().findings(END - 30 * DAY).remove(0);
        assert_eq!((soon.date, soon.days, &*soon.name), (END, 30, "Jeanne ESSAI"));
    }

    #[test]
    fn a_certificate_is_valid_from_its_first_second() {
        let draft = Draft::default();
        let first = draft.certificate().not_before();
        assert_eq!(codes(&draft, first - 1), [Code::NotYetValid]);
        assert_eq!(codes(&draft, first), []);
    }
}
