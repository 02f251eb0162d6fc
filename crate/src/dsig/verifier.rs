//! The seam between what is to be verified and the arithmetic that verifies it.

use super::SignatureAlgorithm;
use crate::identity::PublicKey;

/// Whoever can check a signature value against a public key.
///
/// Two kinds exist: the browser's WebCrypto, and this program's own arithmetic.
pub trait Verifier {
    /// Checks that `value` signs `octets` under `key`. The value is as XML Signature writes it.
    ///
    /// # Errors
    /// [`Unverified`]: it does not, or that cannot be told.
    fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        key: &PublicKey,
        octets: &[u8],
        value: &[u8],
    ) -> impl Future<Output = Result<(), Unverified>>;
}

/// A signature value was not found right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unverified {
    /// It was not made by the key, or not over these octets.
    Mismatch,
    /// The algorithm does not go with the key, or the verifier does not know the key.
    Unsupported,
}
