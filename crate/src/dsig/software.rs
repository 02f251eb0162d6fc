//! Signature values checked by this program's own arithmetic, for the command line.

use rsa::pkcs8::DecodePublicKey;
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use signature::hazmat::PrehashVerifier;

use super::{DigestAlgorithm, SignatureAlgorithm, Unverified, Verifier};
use crate::identity::{KeyKind, PublicKey};

/// Checks RSA and ECDSA signatures.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoftwareVerifier;

impl Verifier for SoftwareVerifier {
    async fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        key: &PublicKey,
        octets: &[u8],
        value: &[u8],
    ) -> Result<(), Unverified> {
        let digest = algorithm.digest().digest(octets);
        match (algorithm, key.kind()) {
            (SignatureAlgorithm::Rsa(hash), KeyKind::Rsa { .. }) => rsa(hash, key.spki(), &digest, value),
            (SignatureAlgorithm::Ecdsa(_), KeyKind::P256) => {
                use p256::ecdsa::{Signature, VerifyingKey};
                let key =
                    VerifyingKey::from_public_key_der(key.spki()).map_err(|_| Unverified::Unsupported)?;
                let value = Signature::from_slice(value).map_err(|_| Unverified::Mismatch)?;
                key.verify_prehash(&at_least::<32>(digest), &value).map_err(|_| Unverified::Mismatch)
            }
            (SignatureAlgorithm::Ecdsa(_), KeyKind::P384) => {
                use p384::ecdsa::{Signature, VerifyingKey};
                let key =
                    VerifyingKey::from_public_key_der(key.spki()).map_err(|_| Unverified::Unsupported)?;
                let value = Signature::from_slice(value).map_err(|_| Unverified::Mismatch)?;
                key.verify_prehash(&at_least::<48>(digest), &value).map_err(|_| Unverified::Mismatch)
            }
            _ => Err(Unverified::Unsupported),
        }
    }
}

fn rsa(hash: DigestAlgorithm, spki: &[u8], digest: &[u8], value: &[u8]) -> Result<(), Unverified> {
    let key = RsaPublicKey::from_public_key_der(spki).map_err(|_| Unverified::Unsupported)?;
    let scheme = match hash {
        DigestAlgorithm::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
        DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    key.verify(scheme, digest, value).map_err(|_| Unverified::Mismatch)
}

/// The digest as a number of at least `N` bytes: a digest shorter than the curve's order is taken as it is (FIPS
/// 186-5 §6.4.2), but the library wants at least half of the order's length.
fn at_least<const N: usize>(digest: Vec<u8>) -> Vec<u8> {
    let zeros = N.saturating_sub(digest.len());
    [vec![0; zeros], digest].concat()
}
