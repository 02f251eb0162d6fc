//! Which authorities are believed.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::identity::Certificate;

/// Longest chain from a signer to a root.
const CHAIN_LENGTH: usize = 8;

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
        f.write_str("no certificate in PEM or DER form")
    }
}

impl std::error::Error for TrustError {}

impl TrustStore {
    /// Adds every certificate of a file, PEM or DER.
    ///
    /// # Errors
    /// [`TrustError`]: there is none, or one is malformed.
    pub fn add(&mut self, file: &[u8]) -> Result<(), TrustError> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        const END: &str = "-----END CERTIFICATE-----";
        let text = String::from_utf8_lossy(file);
        if !text.contains(BEGIN) {
            self.authorities.push(Certificate::from_der(file).map_err(|_| TrustError)?);
            return Ok(());
        }
        for part in text.split(BEGIN).skip(1) {
            let (body, _) = part.split_once(END).ok_or(TrustError)?;
            let compact: String = body.split_ascii_whitespace().collect();
            let der = STANDARD.decode(compact).map_err(|_| TrustError)?;
            self.authorities.push(Certificate::from_der(&der).map_err(|_| TrustError)?);
        }
        Ok(())
    }

    /// Whether a chain leads from `certificate` to a root among the authorities, every link signed by
    /// the next, all valid at `time` (seconds since 1970), every issuer allowed to issue.
    #[must_use]
    pub fn believes(&self, certificate: &Certificate, time: u64) -> bool {
        let mut current = certificate;
        for _ in 0..CHAIN_LENGTH {
            if !(current.not_before()..=current.not_after()).contains(&time) {
                return false;
            }
            let issuer = self.authorities.iter().find(|a| a.may_issue() && current.is_issued_by(a));
            match issuer {
                None => return false,
                Some(issuer) if issuer.der() == current.der() => return true,
                Some(issuer) => current = issuer,
            }
        }
        false
    }
}
