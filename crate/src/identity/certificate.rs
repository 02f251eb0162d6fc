//! One X.509 certificate, as far as signing and verifying need it.

use std::fmt;

use der::{Decode, Encode, Header, Reader, SliceReader};
use sha2::{Digest, Sha256};
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage as KeyUsageExtension};

use super::name::{rfc1779, rfc2253};
use super::{Holder, PublicKey};
use crate::dsig::{DigestAlgorithm, SignatureAlgorithm, Verifier};
use crate::limits;

/// OIDs of the algorithms that sign certificates (RFC 8017 appendix C, RFC 5758 §3.2).
const SIGNATURES: &[(&str, SignatureAlgorithm)] = &[
    ("1.2.840.113549.1.1.5", SignatureAlgorithm::Rsa(DigestAlgorithm::Sha1)),
    ("1.2.840.113549.1.1.11", SignatureAlgorithm::Rsa(DigestAlgorithm::Sha256)),
    ("1.2.840.113549.1.1.12", SignatureAlgorithm::Rsa(DigestAlgorithm::Sha384)),
    ("1.2.840.113549.1.1.13", SignatureAlgorithm::Rsa(DigestAlgorithm::Sha512)),
    ("1.2.840.10045.4.1", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha1)),
    ("1.2.840.10045.4.3.2", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)),
    ("1.2.840.10045.4.3.3", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384)),
    ("1.2.840.10045.4.3.4", SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512)),
];

/// Critical extensions that may stand in a chain (RFC 5280 §4.2.1). Key usage and basic constraints are heeded; the
/// others limit what is not asked here. `nameConstraints`, which is not heeded, is not among them.
const UNDERSTOOD: &[&str] = &[
    "2.5.29.15", // keyUsage
    "2.5.29.17", // subjectAltName
    "2.5.29.18", // issuerAltName
    "2.5.29.19", // basicConstraints
    "2.5.29.31", // cRLDistributionPoints
    "2.5.29.32", // certificatePolicies
    "2.5.29.33", // policyMappings
    "2.5.29.36", // policyConstraints
    "2.5.29.37", // extKeyUsage
    "2.5.29.54", // inhibitAnyPolicy
];

/// A certificate, read once.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: CertificateInner<Raw>,
}

/// A certificate cannot be used.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// It is no DER-encoded X.509 certificate, or too long to be one.
    Malformed,
    /// Its key is of a kind that PES signatures do not use.
    UnsupportedKey,
}

impl CertificateError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "CRT-001",
            Self::UnsupportedKey => "CRT-002",
        }
    }
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "malformed certificate",
            Self::UnsupportedKey => "unsupported key in the certificate",
        })
    }
}

impl std::error::Error for CertificateError {}

/// What a key may be used for, as far as it concerns signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// The certificate does not say.
    Unrestricted,
    /// It allows `digitalSignature` or `nonRepudiation`.
    Signing,
    /// It allows other things only.
    Other,
}

impl Certificate {
    /// Reads a DER-encoded certificate.
    ///
    /// # Errors
    /// [`CertificateError::Malformed`].
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        if der.len() > limits::CERTIFICATE_BYTES {
            return Err(CertificateError::Malformed);
        }
        let parsed = CertificateInner::from_der(der).map_err(|_| CertificateError::Malformed)?;
        Ok(Self { der: der.to_vec(), parsed })
    }

    /// The certificate's own bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of its bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The issuer's name in the form that verifiers compare with.
    #[must_use]
    pub fn issuer(&self) -> String {
        rfc2253(self.parsed.tbs_certificate().issuer())
    }

    /// The issuer's name in the other form that the DGFiP's tool takes.
    #[must_use]
    pub fn issuer_displayed(&self) -> String {
        rfc1779(self.parsed.tbs_certificate().issuer())
    }

    /// The subject's name in the same form as [`Self::issuer`].
    #[must_use]
    pub fn subject(&self) -> String {
        rfc2253(self.parsed.tbs_certificate().subject())
    }

    /// The subject's common name, or its whole name where it has none.
    #[must_use]
    pub fn common_name(&self) -> String {
        self.holder().common_name.unwrap_or_else(|| self.subject())
    }

    /// The issuer's common name, or its whole name where it has none.
    #[must_use]
    pub fn issuer_common_name(&self) -> String {
        Holder::new(self.parsed.tbs_certificate().issuer()).common_name.unwrap_or_else(|| self.issuer())
    }

    /// Whom it names.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::new(self.parsed.tbs_certificate().subject())
    }

    /// The serial number in decimal, read as a number that is not negative.
    #[must_use]
    pub fn serial(&self) -> String {
        decimal(self.parsed.tbs_certificate().serial_number().as_bytes())
    }

    /// The serial number in hexadecimal, as many programs show it.
    #[must_use]
    pub fn serial_hexadecimal(&self) -> String {
        hexadecimal(self.parsed.tbs_certificate().serial_number().as_bytes())
    }

    /// SHA-256 of its bytes in hexadecimal, by which it is told from all others.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hexadecimal(&self.sha256())
    }

    /// The first second it is valid, since 1970.
    #[must_use]
    pub fn not_before(&self) -> u64 {
        self.parsed.tbs_certificate().validity().not_before.to_unix_duration().as_secs()
    }

    /// The last second it is valid, since 1970.
    #[must_use]
    pub fn not_after(&self) -> u64 {
        self.parsed.tbs_certificate().validity().not_after.to_unix_duration().as_secs()
    }

    /// Whether it is valid at `time`, seconds since 1970.
    #[must_use]
    pub fn is_valid_at(&self, time: u64) -> bool {
        (self.not_before()..=self.not_after()).contains(&time)
    }

    /// What its key may be used for.
    #[must_use]
    pub fn key_usage(&self) -> KeyUsage {
        match self.parsed.tbs_certificate().get_extension::<KeyUsageExtension>() {
            Ok(Some((_, usage))) if usage.digital_signature() || usage.non_repudiation() => KeyUsage::Signing,
            Ok(None) => KeyUsage::Unrestricted,
            _ => KeyUsage::Other,
        }
    }

    /// Its key.
    ///
    /// # Errors
    /// [`CertificateError::UnsupportedKey`]: neither an RSA key of an acceptable size nor one on P-256 or P-384.
    pub fn public_key(&self) -> Result<PublicKey, CertificateError> {
        PublicKey::new(self.parsed.tbs_certificate().subject_public_key_info())
    }

    /// Whether it may issue certificates: a CA whose key usage, which must be stated, has `keyCertSign`.
    #[must_use]
    pub fn may_issue(&self) -> bool {
        let tbs = self.parsed.tbs_certificate();
        let is_ca =
            tbs.get_extension::<BasicConstraints>().is_ok_and(|found| found.is_some_and(|(_, b)| b.ca));
        is_ca
            && tbs
                .get_extension::<KeyUsageExtension>()
                .is_ok_and(|found| found.is_some_and(|(_, u)| u.key_cert_sign()))
    }

    /// Whether it has a critical extension that is not understood: no chain may have it (RFC 5280 §4.2).
    #[must_use]
    pub fn has_unknown_critical_extension(&self) -> bool {
        let mut extensions = self.parsed.tbs_certificate().extensions().into_iter().flatten();
        extensions
            .any(|extension| extension.critical && !UNDERSTOOD.contains(&&*extension.extn_id.to_string()))
    }

    /// How many authorities may stand between it and a signer; `None` for any number (RFC 5280 §4.2.1.9).
    #[must_use]
    pub fn path_length(&self) -> Option<u8> {
        let constraints = self.parsed.tbs_certificate().get_extension::<BasicConstraints>();
        constraints.ok().flatten().and_then(|(_, constraints)| constraints.path_len_constraint)
    }

    /// Whether it is an authority's, by its basic constraints.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        let constraints = self.parsed.tbs_certificate().get_extension::<BasicConstraints>();
        constraints.ok().flatten().is_some_and(|(_, constraints)| constraints.ca)
    }

    /// Whether its issuer's name is its own.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        self.names_as_issuer(self)
    }

    /// Whether it was signed over a SHA-1 digest.
    #[must_use]
    pub fn is_signed_over_sha1(&self) -> bool {
        let oid = self.parsed.signature_algorithm().oid.to_string();
        let known = SIGNATURES.iter().find(|(known, _)| *known == oid);
        known.is_some_and(|(_, algorithm)| algorithm.digest() == DigestAlgorithm::Sha1)
    }

    /// The value of an extension, DER.
    pub(super) fn extension(&self, oid: &str) -> Option<&[u8]> {
        let mut extensions = self.parsed.tbs_certificate().extensions().into_iter().flatten();
        let found = extensions.find(|extension| extension.extn_id.to_string() == oid)?;
        Some(found.extn_value.as_bytes())
    }

    /// Whether it is issued by `issuer`, as far as names tell.
    #[must_use]
    pub fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.parsed.tbs_certificate().issuer().to_der() == issuer.parsed.tbs_certificate().subject().to_der()
    }

    /// Whether the key of `issuer` signed it.
    pub async fn is_signed_by(&self, issuer: &Self, verifier: &impl Verifier) -> bool {
        let oid = self.parsed.signature_algorithm().oid.to_string();
        let algorithm = SIGNATURES.iter().find(|(known, _)| *known == oid).map(|(_, algorithm)| *algorithm);
        let value = self.parsed.signature().as_bytes().unwrap_or_default();
        let (Some(algorithm), Some(octets), Ok(key)) = (algorithm, self.signed_octets(), issuer.public_key())
        else {
            return false;
        };
        let value = match algorithm {
            SignatureAlgorithm::Ecdsa(_) => key.ecdsa_value(value),
            SignatureAlgorithm::Rsa(_) => Some(value.to_vec()),
        };
        match value {
            Some(value) => verifier.verify(algorithm, &key, octets, &value).await.is_ok(),
            None => false,
        }
    }

    /// `tbsCertificate` as it is written, which is what was signed.
    fn signed_octets(&self) -> Option<&[u8]> {
        let mut reader = SliceReader::new(&self.der).ok()?;
        Header::decode(&mut reader).ok()?;
        reader.tlv_bytes().ok()
    }

    /// The modulus of its RSA key, big-endian; `None` if it has another kind of key.
    #[must_use]
    pub(super) fn rsa_modulus(&self) -> Option<Vec<u8>> {
        let spki = self.parsed.tbs_certificate().subject_public_key_info();
        let bits = spki.subject_public_key.as_bytes()?;
        let key = pkcs1::RsaPublicKeyRef::from_der(bits).ok()?;
        Some(key.modulus.as_bytes().to_vec())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Decimal digits of a big-endian number.
fn decimal(bytes: &[u8]) -> String {
    let mut digits = vec![0u8];
    for byte in bytes {
        let mut carry = u16::from(*byte);
        for digit in &mut digits {
            let value = u16::from(*digit) * 256 + carry;
            // The remainder of a division by ten fits a byte.
            *digit = u8::try_from(value % 10).unwrap_or_default();
            carry = value / 10;
        }
        while carry > 0 {
            digits.push(u8::try_from(carry % 10).unwrap_or_default());
            carry /= 10;
        }
    }
    digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_decimal_and_never_negative() {
        assert_eq!(decimal(&[]), "0");
        assert_eq!(decimal(&[0, 0xFF]), "255");
        assert_eq!(decimal(&[0xFF]), "255");
        assert_eq!(decimal(&[0xFF; 20]), "1461501637330902918203684832716283019655932542975");
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        for bytes in [&b""[..], b"-----BEGIN CERTIFICATE-----", &[0x30, 0x82, 0xFF, 0xFF]] {
            assert_eq!(Certificate::from_der(bytes).err(), Some(CertificateError::Malformed));
        }
    }
}
