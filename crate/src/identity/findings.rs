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
            (Code::SelfSigned, self.is_self_signed()),
            (Code::Authority, self.is_authority() && !self.is_self_signed()),
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
