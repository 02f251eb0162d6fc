//! One X.509 certificate, as far as signing and verifying need it.

use std::fmt;
use std::ops::Range;

use der::asn1::ObjectIdentifier;
use sha2::{Digest, Sha256};

use super::asn1::{
    BIT_STRING, BOOLEAN, CONTEXT_0, Elements, GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING,
    SEQUENCE, UTC_TIME,
};
use super::key::{RsaNumbers, rsa_numbers};
use super::kind::KEY_USAGE;
use super::name::{Name, rfc1779, rfc2253};
use super::{Holder, PublicKey};
use crate::dsig::{DigestAlgorithm, SignatureAlgorithm, Verifier};
use crate::limits;
use crate::xades::SigningTime;

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
    /// Where `tbsCertificate` stands, which is what was signed.
    signed: Range<usize>,
    serial: Vec<u8>,
    issuer: Name,
    subject: Name,
    /// Seconds since 1970.
    validity: (u64, u64),
    /// `SubjectPublicKeyInfo`, DER.
    public_key: Vec<u8>,
    extensions: Vec<Extension>,
    algorithm: ObjectIdentifier,
    signature: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Extension {
    oid: ObjectIdentifier,
    critical: bool,
    /// DER.
    value: Vec<u8>,
}

/// `[1]` and `[2]` of `tbsCertificate`: unique identifiers, which nobody uses.
const UNIQUE_IDS: [u8; 4] = [0x81, 0xA1, 0x82, 0xA2];
/// `[3]` of `tbsCertificate`.
const EXTENSIONS: u8 = 0xA3;
const BASIC_CONSTRAINTS: &str = "2.5.29.19";

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
        Self::read(der).ok_or(CertificateError::Malformed)
    }

    /// RFC 5280 §4.1.
    fn read(der: &[u8]) -> Option<Self> {
        let mut file = Elements::new(der);
        let mut outer = file.enter(SEQUENCE)?;
        let (header, all) = (der.len() - outer.remaining(), outer.remaining());
        let mut tbs = outer.enter(SEQUENCE)?;
        let signed = header..header + all - outer.remaining();
        let algorithm = identifier(outer.enter(SEQUENCE)?)?;
        let signature = outer.take(BIT_STRING)?.strip_prefix(&[0])?.to_vec();
        if !file.is_empty() || !outer.is_empty() {
            return None;
        }
        // The version, which is told by what is there.
        let _ = tbs.take(CONTEXT_0);
        let serial = tbs.take(INTEGER).filter(|serial| serial.len() <= limits::SERIAL_BYTES)?.to_vec();
        tbs.take(SEQUENCE)?;
        let issuer = Name::read(tbs.take(SEQUENCE)?)?;
        let mut times = tbs.enter(SEQUENCE)?;
        let validity = (time(&mut times)?, time(&mut times)?);
        let subject = Name::read(tbs.take(SEQUENCE)?)?;
        let public_key = tbs.whole().filter(|element| element.first() == Some(&SEQUENCE))?.to_vec();
        while tbs.peek().is_some_and(|tag| UNIQUE_IDS.contains(&tag)) {
            tbs.any()?;
        }
        let mut extensions: Vec<Extension> = Vec::new();
        if let Some(mut list) = tbs.enter(EXTENSIONS) {
            let mut list = list.enter(SEQUENCE)?;
            while !list.is_empty() {
                let extension = Extension::read(list.enter(SEQUENCE)?)?;
                // RFC 5280 §4.2: none stands twice, or readers would differ on which one counts.
                if extensions.iter().any(|other| other.oid == extension.oid) {
                    return None;
                }
                extensions.push(extension);
            }
        }
        let der = der.to_vec();
        tbs.is_empty().then_some(Self {
            der,
            signed,
            serial,
            issuer,
            subject,
            validity,
            public_key,
            extensions,
            algorithm,
            signature,
        })
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
        rfc2253(&self.issuer)
    }

    /// The issuer's name in the other form that the DGFiP's tool takes.
    #[must_use]
    pub fn issuer_displayed(&self) -> String {
        rfc1779(&self.issuer)
    }

    /// The subject's name in the same form as [`Self::issuer`].
    #[must_use]
    pub fn subject(&self) -> String {
        rfc2253(&self.subject)
    }

    /// The subject's common name; where it has none its given name and surname, or else its whole name.
    #[must_use]
    pub fn common_name(&self) -> String {
        self.holder().name().unwrap_or_else(|| self.subject())
    }

    /// The issuer's common name, or its whole name where it has none.
    #[must_use]
    pub fn issuer_common_name(&self) -> String {
        Holder::new(&self.issuer).common_name.unwrap_or_else(|| self.issuer())
    }

    /// Whom it names.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::new(&self.subject)
    }

    /// The serial number in decimal, read as a number that is not negative.
    #[must_use]
    pub fn serial(&self) -> String {
        decimal(&self.serial)
    }

    /// The serial number in hexadecimal, as many programs show it.
    #[must_use]
    pub fn serial_hexadecimal(&self) -> String {
        hexadecimal(&self.serial)
    }

    /// SHA-256 of its bytes in hexadecimal, by which it is told from all others.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hexadecimal(&self.sha256())
    }

    /// The first second it is valid, since 1970.
    #[must_use]
    pub fn not_before(&self) -> u64 {
        self.validity.0
    }

    /// The last second it is valid, since 1970.
    #[must_use]
    pub fn not_after(&self) -> u64 {
        self.validity.1
    }

    /// Whether it is valid at `time`, seconds since 1970.
    #[must_use]
    pub fn is_valid_at(&self, time: u64) -> bool {
        (self.not_before()..=self.not_after()).contains(&time)
    }

    /// What its key may be used for.
    #[must_use]
    pub fn key_usage(&self) -> KeyUsage {
        let usages = self.usages();
        match () {
            () if self.extension(KEY_USAGE).is_none() => KeyUsage::Unrestricted,
            () if usages.contains(&"digitalSignature") || usages.contains(&"nonRepudiation") => {
                KeyUsage::Signing
            }
            () => KeyUsage::Other,
        }
    }

    /// Its key.
    ///
    /// # Errors
    /// [`CertificateError::UnsupportedKey`]: neither an RSA key of an acceptable size nor one on P-256 or P-384.
    pub fn public_key(&self) -> Result<PublicKey, CertificateError> {
        PublicKey::new(&self.public_key)
    }

    /// Whether it may issue certificates: a CA whose key usage, which must be stated, has `keyCertSign`.
    #[must_use]
    pub fn may_issue(&self) -> bool {
        self.is_authority() && self.usages().contains(&"keyCertSign")
    }

    /// The same by OpenSSL's rules, to which a CA that states no key usage may do anything.
    #[must_use]
    pub fn may_issue_for_openssl(&self) -> bool {
        self.is_authority() && (self.extension(KEY_USAGE).is_none() || self.may_issue())
    }

    /// Whether it has a critical extension that is not understood: no chain may have it (RFC 5280 §4.2).
    #[must_use]
    pub fn has_unknown_critical_extension(&self) -> bool {
        let is_known = |extension: &Extension| UNDERSTOOD.contains(&&*extension.oid.to_string());
        self.extensions.iter().any(|extension| extension.critical && !is_known(extension))
    }

    /// How many authorities may stand between it and a signer; `None` for any number (RFC 5280 §4.2.1.9).
    #[must_use]
    pub fn path_length(&self) -> Option<u8> {
        let mut constraints = Elements::inside(self.extension(BASIC_CONSTRAINTS)?, SEQUENCE)?;
        let _ = constraints.take(BOOLEAN);
        constraints.number().map(|length| u8::try_from(length).unwrap_or(u8::MAX))
    }

    /// Whether it is an authority's, by its basic constraints.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        let constraints =
            self.extension(BASIC_CONSTRAINTS).and_then(|value| Elements::inside(value, SEQUENCE));
        constraints.and_then(|mut constraints| constraints.take(BOOLEAN)).is_some_and(is_true)
    }

    /// Whether its issuer's name is its own.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        self.names_as_issuer(self)
    }

    /// Whether it was signed over a SHA-1 digest.
    #[must_use]
    pub fn is_signed_over_sha1(&self) -> bool {
        let oid = self.algorithm.to_string();
        let known = SIGNATURES.iter().find(|(known, _)| *known == oid);
        known.is_some_and(|(_, algorithm)| algorithm.digest() == DigestAlgorithm::Sha1)
    }

    /// The value of an extension, DER.
    pub(super) fn extension(&self, oid: &str) -> Option<&[u8]> {
        let found = self.extensions.iter().find(|extension| extension.oid.to_string() == oid)?;
        Some(&found.value)
    }

    /// Whether it is issued by `issuer`, as far as names tell.
    #[must_use]
    pub fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.issuer.is_same(&issuer.subject)
    }

    /// Whether the key of `issuer` signed it.
    pub async fn is_signed_by(&self, issuer: &Self, verifier: &impl Verifier) -> bool {
        let oid = self.algorithm.to_string();
        let algorithm = SIGNATURES.iter().find(|(known, _)| *known == oid).map(|(_, algorithm)| *algorithm);
        let (Some(algorithm), Some(octets), Ok(key)) =
            (algorithm, self.der.get(self.signed.clone()), issuer.public_key())
        else {
            return false;
        };
        let value = match algorithm {
            SignatureAlgorithm::Ecdsa(_) => key.ecdsa_value(&self.signature),
            SignatureAlgorithm::Rsa(_) => Some(self.signature.clone()),
        };
        match value {
            Some(value) => verifier.verify(algorithm, &key, octets, &value).await.is_ok(),
            None => false,
        }
    }

    /// The numbers of its RSA key; `None` if it has another kind of key.
    #[must_use]
    pub(super) fn rsa_numbers(&self) -> Option<RsaNumbers<'_>> {
        rsa_numbers(&self.public_key)
    }
}

impl Extension {
    fn read(mut elements: Elements<'_>) -> Option<Self> {
        let oid = ObjectIdentifier::from_bytes(elements.take(OBJECT_IDENTIFIER)?).ok()?;
        let critical = elements.take(BOOLEAN).is_some_and(is_true);
        Some(Self { oid, critical, value: elements.take(OCTET_STRING)?.to_vec() })
    }
}

fn identifier(mut elements: Elements<'_>) -> Option<ObjectIdentifier> {
    ObjectIdentifier::from_bytes(elements.take(OBJECT_IDENTIFIER)?).ok()
}

fn is_true(boolean: &[u8]) -> bool {
    boolean.iter().any(|byte| *byte != 0)
}

/// A time in either of its forms, in seconds since 1970 (RFC 5280 §4.1.2.5); what was before counts as 1970.
fn time(elements: &mut Elements<'_>) -> Option<u64> {
    let (tag, digits) = elements.any()?;
    let digits = str::from_utf8(digits).ok()?.strip_suffix('Z')?;
    let century = match (tag, digits.len()) {
        (UTC_TIME, 12) if digits < "50" => "20",
        (UTC_TIME, 12) => "19",
        (GENERALIZED_TIME, 14) => "",
        _ => return None,
    };
    let text = [century, digits].concat();
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    let (hour, minute, second) = (text.get(8..10)?, text.get(10..12)?, text.get(12..)?);
    if year < "1970" {
        return Some(0);
    }
    let written = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    written.parse().ok().map(SigningTime::unix)
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
    use crate::identity::draft::Draft;

    #[test]
    fn serial_numbers_are_decimal_and_never_negative() {
        assert_eq!(decimal(&[]), "0");
        assert_eq!(decimal(&[0, 0xFF]), "255");
        assert_eq!(decimal(&[0xFF]), "255");
        assert_eq!(decimal(&[0xFF; 20]), "1461501637330902918203684832716283019655932542975");
    }

    #[test]
    fn a_serial_number_that_would_take_long_to_write_is_refused() {
        let with = |length| Draft { serial: vec![0x7F; length], ..Draft::default() }.der();
        let longest = Certificate::from_der(&with(limits::SERIAL_BYTES)).unwrap();
        assert_eq!(longest.serial().len(), 154);
        let longer = Certificate::from_der(&with(limits::SERIAL_BYTES + 1));
        assert_eq!(longer.err(), Some(CertificateError::Malformed));
    }

    #[test]
    fn who_has_no_common_name_is_called_by_given_name_and_surname() {
        let name = |subject| Draft { subject, ..Draft::default() }.certificate().common_name();
        assert_eq!(name(&[(3, "Jeanne ESSAI"), (4, "AUTRE"), (42, "Paule")]), "Jeanne ESSAI");
        assert_eq!(name(&[(4, "ESSAI"), (42, "Jeanne")]), "Jeanne ESSAI");
        assert_eq!(name(&[(4, "ESSAI"), (10, "Mairie")]), "ESSAI");
        assert_eq!(name(&[(10, "Mairie")]), "O=Mairie");
    }

    #[test]
    fn times_are_read_in_both_their_forms() {
        let read = |tag, text: &str| {
            let mut der = Vec::new();
            super::super::asn1::write(&mut der, tag, text.as_bytes());
            time(&mut Elements::new(&der))
        };
        assert_eq!(read(UTC_TIME, "261123090000Z"), Some(1_795_424_400));
        assert_eq!(read(GENERALIZED_TIME, "20261123090000Z"), Some(1_795_424_400));
        assert_eq!(read(UTC_TIME, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(read(UTC_TIME, "500101000000Z"), Some(0));
        assert_eq!(read(GENERALIZED_TIME, "99991231235959Z"), Some(253_402_300_799));
        for (tag, text) in [
            (UTC_TIME, "2611230900Z"),
            (UTC_TIME, "261123090000+0100"),
            (UTC_TIME, "20261123090000Z"),
            (GENERALIZED_TIME, "20261323090000Z"),
            (GENERALIZED_TIME, "20261123090000"),
            (INTEGER, "261123090000Z"),
        ] {
            assert_eq!(read(tag, text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        for bytes in [&b""[..], b"-----BEGIN CERTIFICATE-----", &[0x30, 0x82, 0xFF, 0xFF]] {
            assert_eq!(Certificate::from_der(bytes).err(), Some(CertificateError::Malformed));
        }
    }
}
