//! The public key of a certificate, as far as its kind and its bytes.

use der::asn1::ObjectIdentifier;

use super::CertificateError;
use super::asn1::{BIT_STRING, Elements, INTEGER, OBJECT_IDENTIFIER, SEQUENCE};
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
    pub(super) fn new(spki: &[u8]) -> Result<Self, CertificateError> {
        let kind = kind(spki).ok_or(CertificateError::UnsupportedKey)?;
        Ok(Self { spki: spki.to_vec(), kind })
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

    /// Whether it is an RSA key with this modulus, big-endian.
    #[must_use]
    pub fn has_modulus(&self, modulus: &[u8]) -> bool {
        rsa_numbers(&self.spki).is_some_and(|(own, _)| own == without_zeros(modulus))
    }

    /// An ECDSA value as X.509 writes it, in DER, turned into that of XML Signature: r and s at full length.
    /// `None` if it is none, or if this is no key for it.
    pub(super) fn ecdsa_value(&self, der: &[u8]) -> Option<Vec<u8>> {
        let length = match self.kind {
            KeyKind::P256 => 32,
            KeyKind::P384 => 48,
            KeyKind::Rsa { .. } => return None,
        };
        let mut numbers = Elements::inside(der, SEQUENCE)?;
        let mut value = Vec::with_capacity(2 * length);
        for _ in 0..2 {
            let bytes = without_zeros(numbers.take(INTEGER)?);
            value.resize(value.len() + length.checked_sub(bytes.len())?, 0);
            value.extend_from_slice(bytes);
        }
        Some(value)
    }
}

/// Modulus and exponent of an RSA key, big-endian and without zeros before them.
pub(super) type RsaNumbers<'a> = (&'a [u8], &'a [u8]);

/// The numbers of an RSA key; `None` if it is another kind of key.
pub(super) fn rsa_numbers(spki: &[u8]) -> Option<RsaNumbers<'_>> {
    let mut info = Elements::inside(spki, SEQUENCE)?;
    if info.enter(SEQUENCE)?.take(OBJECT_IDENTIFIER)? != RSA_ENCRYPTION.as_bytes() {
        return None;
    }
    let mut key = Elements::inside(info.take(BIT_STRING)?.strip_prefix(&[0])?, SEQUENCE)?;
    Some((without_zeros(key.take(INTEGER)?), without_zeros(key.take(INTEGER)?)))
}

pub(super) fn without_zeros(number: &[u8]) -> &[u8] {
    &number[number.iter().take_while(|byte| **byte == 0).count()..]
}

fn kind(spki: &[u8]) -> Option<KeyKind> {
    let mut algorithm = Elements::inside(spki, SEQUENCE)?.enter(SEQUENCE)?;
    let oid = algorithm.take(OBJECT_IDENTIFIER)?;
    if oid == RSA_ENCRYPTION.as_bytes() {
        let bits = rsa_numbers(spki)?.0.len() * 8;
        return (1..=limits::RSA_MAX_BITS).contains(&bits).then_some(KeyKind::Rsa { bits });
    }
    if oid != EC_PUBLIC_KEY.as_bytes() {
        return None;
    }
    let curve = algorithm.take(OBJECT_IDENTIFIER)?;
    let curves = [(P256, KeyKind::P256), (P384, KeyKind::P384)];
    curves.into_iter().find(|(known, _)| known.as_bytes() == curve).map(|(_, kind)| kind)
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
