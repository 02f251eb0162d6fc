//! A private key in this program's memory, for the command line.

use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::UnwrapErr;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use sha2::Sha256;

use super::{Certificate, Identity, Signer, SignerError};

/// An RSA key held in memory; wiped when dropped.
pub struct SoftwareKey {
    certificate: Certificate,
    key: SigningKey<Sha256>,
}

impl SoftwareKey {
    /// Takes the key of `identity`.
    ///
    /// # Errors
    /// [`SignerError`]: its parts do not make an RSA key.
    pub fn new(identity: &Identity) -> Result<Self, SignerError> {
        let key = RsaPrivateKey::from_pkcs8_der(identity.private_key())
            .map_err(|_| SignerError { detail: "inconsistent RSA key".to_owned() })?;
        Ok(Self { certificate: identity.certificate().clone(), key: SigningKey::new(key) })
    }
}

impl Signer for SoftwareKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    async fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, SignerError> {
        // The random numbers blind the operation, so that its duration tells nothing about the key.
        let signature = self
            .key
            .try_sign_with_rng(&mut UnwrapErr(getrandom::SysRng), octets)
            .map_err(|_| SignerError { detail: "the RSA operation failed".to_owned() })?;
        Ok(signature.to_vec())
    }
}
