//! The private key of a bag: RSA, and no other.

use zeroize::Zeroizing;

use super::algorithm;
use super::error::Pkcs12Error;
use crate::identity::asn1::{self, Elements, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE};
use crate::identity::key::{RsaNumbers, without_zeros};
use crate::limits;

/// `rsaEncryption`.
const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
/// Version 0, and the algorithm as every reader takes it.
const VERSION_AND_RSA: &[u8] = &[
    0x02, 0x01, 0x00, 0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05,
    0x00,
];

/// An RSA private key.
pub(super) struct RsaKey {
    /// PKCS#8 without attributes, which Windows adds and not every reader takes.
    pub(super) pkcs8: Zeroizing<Vec<u8>>,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

impl RsaKey {
    /// Reads PKCS#8 (RFC 5208), DER.
    pub(super) fn read(pkcs8: &[u8]) -> Result<Self, Pkcs12Error> {
        let mut info = Elements::inside(pkcs8, SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        info.number().ok_or(Pkcs12Error::Damaged)?;
        let (oid, mut parameters) = algorithm::identifier(info.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?)?;
        if oid != RSA {
            return Err(Pkcs12Error::NotRsa(kind(oid, parameters.take(OBJECT_IDENTIFIER))));
        }
        let key = info.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?;
        let mut numbers = Elements::inside(key, SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        numbers.number().ok_or(Pkcs12Error::Damaged)?;
        let modulus = without_zeros(numbers.take(INTEGER).ok_or(Pkcs12Error::Damaged)?).to_vec();
        let exponent = without_zeros(numbers.take(INTEGER).ok_or(Pkcs12Error::Damaged)?).to_vec();
        let bits = bit_length(&modulus);
        if bits < limits::RSA_MIN_BITS {
            return Err(Pkcs12Error::TooWeak(bits));
        }
        if bits > limits::RSA_MAX_BITS {
            return Err(Pkcs12Error::TooLong);
        }
        let mut inside = Zeroizing::new(Vec::with_capacity(pkcs8.len() + VERSION_AND_RSA.len()));
        inside.extend_from_slice(VERSION_AND_RSA);
        asn1::write(&mut inside, OCTET_STRING, key);
        let mut pkcs8 = Zeroizing::new(Vec::with_capacity(inside.len() + asn1::HEADER_BYTES));
        asn1::write(&mut pkcs8, SEQUENCE, &inside);
        Ok(Self { pkcs8, modulus, exponent })
    }

    /// Whether it is the private half of the key with these numbers.
    pub(super) fn belongs_to(&self, (modulus, exponent): RsaNumbers<'_>) -> bool {
        self.modulus == modulus && self.exponent == exponent
    }
}

/// Curves by their OIDs.
const CURVES: &[(&[u8], &str)] = &[
    (&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], "P-256"),
    (&[0x2B, 0x81, 0x04, 0x00, 0x22], "P-384"),
    (&[0x2B, 0x81, 0x04, 0x00, 0x23], "P-521"),
];

/// The kind of a key, with its curve where that is known.
fn kind(oid: &[u8], curve: Option<&[u8]>) -> String {
    let known = CURVES.iter().find(|(known, _)| Some(*known) == curve);
    let name = algorithm::name(oid);
    let name = name.split(',').next().unwrap_or_default();
    known.map_or_else(|| name.to_owned(), |(_, curve)| [name, curve].join(" "))
}

fn bit_length(number: &[u8]) -> usize {
    let zeros = number.first().map_or(0, |first| first.leading_zeros());
    number.len() * 8 - usize::try_from(zeros).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_from_the_first_that_is_set() {
        assert_eq!(bit_length(&[0x80, 0]), 16);
        assert_eq!(bit_length(&[1]), 1);
        assert_eq!(bit_length(&[]), 0);
    }
}
