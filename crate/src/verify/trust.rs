//! Which authorities are believed.

use std::fmt;

use crate::dsig::Verifier;
use crate::identity::{Certificate, read_certificates};

/// Longest chain from a signer to a root.
const CHAIN_LENGTH: u8 = 8;
/// Most signatures checked while a chain is looked for: stores may be made to branch without end.
const LINKS: usize = 64;

/// Authorities named by whoever verifies: roots, and what lies between.
#[derive(Clone, Debug, Default)]
pub struct TrustStore {
    authorities: Vec<Certificate>,
}

/// A file of authorities cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustError;

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no certificate in PEM, DER or PKCS#7 form")
    }
}

impl std::error::Error for TrustError {}

impl TrustStore {
    /// Adds every certificate of a file: PEM, DER, or a list (`.p7b`).
    ///
    /// # Errors
    /// [`TrustError`]: there is none, or one is malformed.
    pub fn add(&mut self, file: &[u8]) -> Result<(), TrustError> {
        self.authorities.extend(read_certificates(file).map_err(|_| TrustError)?);
        Ok(())
    }

    /// Whether a chain leads from `certificate` to a root among the authorities, every link signed by
    /// the next, all valid at `time` (seconds since 1970), none with a critical extension that is not understood,
    /// every issuer allowed to issue. Certificates `between` may stand between the signer and a root, and are none
    /// themselves; those that a signed file brings play no part.
    pub async fn believes_with(
        &self,
        certificate: &Certificate,
        between: &[&Certificate],
        time: u64,
        verifier: &impl Verifier,
    ) -> bool {
        self.leads_to_root(certificate, between, time, Certificate::may_issue, verifier).await
    }

    /// The same with rules of its own on who may issue.
    pub(super) async fn leads_to_root(
        &self,
        certificate: &Certificate,
        between: &[&Certificate],
        time: u64,
        may_issue: fn(&Certificate) -> bool,
        verifier: &impl Verifier,
    ) -> bool {
        // Authorities may have several certificates under one name: each is followed.
        let mut chains = vec![Link { certificate, depth: 0 }];
        let mut links = 0;
        while let Some(Link { certificate, depth }) = chains.pop() {
            let usable = certificate.is_valid_at(time) && !certificate.has_unknown_critical_extension();
            if !usable || depth >= CHAIN_LENGTH {
                continue;
            }
            let own = self.authorities.iter().map(|issuer| (issuer, true));
            for (issuer, is_named) in own.chain(between.iter().map(|issuer| (*issuer, false))) {
                let is_root = issuer.der() == certificate.der();
                // All that come before but the signer, and but the root itself where it is its own issuer.
                let below = if is_root { depth.saturating_sub(1) } else { depth };
                let may_issue =
                    may_issue(issuer) && issuer.path_length().is_none_or(|length| below <= length);
                if is_root && !is_named
                    || !may_issue
                    || !certificate.names_as_issuer(issuer)
                    || links >= LINKS
                {
                    continue;
                }
                links += 1;
                if !certificate.is_signed_by(issuer, verifier).await {
                    continue;
                }
                if is_root {
                    return true;
                }
                chains.push(Link { certificate: issuer, depth: depth + 1 });
            }
        }
        false
    }
}

/// A certificate on the way to a root.
struct Link<'a> {
    certificate: &'a Certificate,
    /// How many certificates come before it.
    depth: u8,
}
