//! The public key of a certificate, as far as its kind and its bytes.

use der::asn1::{ObjectIdentifier, UintRef};
use der::{Decode, Encode, Reader, SliceReader};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

use super::CertificateError;
use crate::limits;

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");

/// The key that a certificate certifies: `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), of a known kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
    kind: KeyKind,
}

/// A kind of key.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA, with the length of its modulus.
    Rsa {
        /// In bits, a multiple of eight.
        bits: usize,
    },
    /// On the curve P-256.
    P256,
    /// On the curve P-384.
    P384,
}

impl PublicKey {
    /// # Errors
    /// [`CertificateError::UnsupportedKey`]: another kind of key, or an RSA key of no acceptable size.
    pub(super) fn new(spki: &SubjectPublicKeyInfoOwned) -> Result<Self, CertificateError> {
        let kind = kind(spki).ok_or(CertificateError::UnsupportedKey)?;
        let spki = spki.to_der().map_err(|_| CertificateError::UnsupportedKey)?;
        Ok(Self { spki, kind })
    }

    /// Its `SubjectPublicKeyInfo`, DER.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// An ECDSA value as X.509 writes it, in DER, turned into that of XML Signature: r and s at full length.
    /// `None` if it is none, or if this is no key for it.
    pub(super) fn ecdsa_value(&self, der: &[u8]) -> Option<Vec<u8>> {
        let length = match self.kind {
            KeyKind::P256 => 32,
            KeyKind::P384 => 48,
            KeyKind::Rsa { .. } => return None,
        };
        let mut reader = SliceReader::new(der).ok()?;
        let numbers: Result<[UintRef<'_>; 2], der::Error> =
            reader.sequence(|inside| Ok([UintRef::decode(inside)?, UintRef::decode(inside)?]));
        let mut value = Vec::with_capacity(2 * length);
        for number in numbers.ok()? {
            let bytes = number.as_bytes();
            value.resize(value.len() + length.checked_sub(bytes.len())?, 0);
            value.extend_from_slice(bytes);
        }
        Some(value)
    }
}

fn kind(spki: &SubjectPublicKeyInfoOwned) -> Option<KeyKind> {
    match spki.algorithm.oid {
        RSA_ENCRYPTION => {
            let key = pkcs1::RsaPublicKeyRef::from_der(spki.subject_public_key.as_bytes()?).ok()?;
            let bits = key.modulus.as_bytes().len() * 8;
            (bits <= limits::RSA_MAX_BITS).then_some(KeyKind::Rsa { bits })
        }
        EC_PUBLIC_KEY => {
            let curve: ObjectIdentifier = spki.algorithm.parameters.as_ref()?.decode_as().ok()?;
            match curve {
                P256 => Some(KeyKind::P256),
                P384 => Some(KeyKind::P384),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ecdsa_value_is_padded_to_the_length_of_the_order() {
        let key = PublicKey { spki: Vec::new(), kind: KeyKind::P256 };
        let value = key.ecdsa_value(&[0x30, 7, 2, 1, 5, 2, 2, 0, 0x80]).unwrap();
        assert_eq!((value.len(), value[31], value[63]), (64, 5, 0x80));
        assert!(value.iter().filter(|byte| **byte != 0).count() == 2);
        assert_eq!(key.ecdsa_value(&[0x30, 3, 2, 1, 5]), None);
        let long = [&[0x30, 38, 2, 33][..], &[1; 33], &[2, 1, 1]].concat();
        assert_eq!(key.ecdsa_value(&long), None);
    }
}
