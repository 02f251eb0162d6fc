//! The seam between what is to be signed and the key that signs it.

use std::fmt;

use super::Certificate;

/// A private key that can sign, wherever it is kept, and its certificate.
///
/// Two kinds exist: a key that the browser holds and never shows, and a key in this program's memory.
pub trait Signer {
    /// The certificate of the key.
    fn certificate(&self) -> &Certificate;

    /// Signs `octets` with RSASSA-PKCS1-v1_5 and SHA-256.
    ///
    /// # Errors
    /// [`SignerError`]: the key's keeper refused.
    fn sign(&self, octets: &[u8]) -> impl Future<Output = Result<Vec<u8>, SignerError>>;
}

/// The key did not sign. What its keeper said is for the unfolded detail; it names no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignerError {
    /// What the keeper of the key said.
    pub detail: String,
}

impl fmt::Display for SignerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key did not sign: {}", self.detail)
    }
}

impl std::error::Error for SignerError {}
