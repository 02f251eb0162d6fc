//! PKCS#12 containers: the file with a password that most signers have.

use std::fmt;

use der::{Decode, Encode};
use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use pkcs8::PrivateKeyInfoRef;
use zeroize::Zeroizing;

use super::{Certificate, ber};
use crate::limits;

/// `rsaEncryption`.
const RSA: &str = "1.2.840.113549.1.1.1";

/// A certificate and the private key that belongs to it.
pub struct Identity {
    certificate: Certificate,
    /// The other certificates of the container.
    chain: Vec<Certificate>,
    private_key: Zeroizing<Vec<u8>>,
}

impl Identity {
    /// The signer's certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Certificates that came with it, in no order.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The private key as DER-encoded PKCS#8. A secret.
    #[must_use]
    pub fn private_key(&self) -> &[u8] {
        &self.private_key
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("certificate", &self.certificate.subject()).finish_non_exhaustive()
    }
}

/// A container gives no identity to sign with.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pkcs12Error {
    /// The password does not open it.
    WrongPassword,
    /// It is something else; the field says what, where that can be told.
    NotPkcs12(Lookalike),
    /// It is a container, but cut short or altered.
    Damaged,
    /// It is protected in a way that this program does not know.
    Unsupported,
    /// It holds certificates, but no private key.
    NoPrivateKey,
    /// None of its certificates belongs to its key.
    NoCertificate,
    /// Its key is not RSA.
    NotRsa,
    /// Its key is shorter than the limit; the field is its length in bits.
    TooWeak(usize),
    /// Its key is longer than the limit.
    TooLong,
}

/// What people take for a PKCS#12 file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// A certificate without key (`.cer`, `.crt`).
    Certificate,
    /// A PEM file.
    Pem,
    /// A list of certificates (`.p7b`).
    Pkcs7,
    /// A Java key store (`.jks`).
    JavaKeyStore,
    /// Something unknown.
    Unknown,
}

impl Pkcs12Error {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "P12-001",
            Self::NotPkcs12(_) => "P12-002",
            Self::Damaged => "P12-003",
            Self::Unsupported => "P12-004",
            Self::NoPrivateKey => "P12-005",
            Self::NoCertificate => "P12-006",
            Self::NotRsa => "P12-007",
            Self::TooWeak(_) => "P12-008",
            Self::TooLong => "P12-009",
        }
    }
}

impl fmt::Display for Pkcs12Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongPassword => f.write_str("the password does not open the container"),
            Self::NotPkcs12(Lookalike::Certificate) => f.write_str("a certificate without private key"),
            Self::NotPkcs12(Lookalike::Pem) => f.write_str("a PEM file, not a PKCS#12 container"),
            Self::NotPkcs12(Lookalike::Pkcs7) => {
                f.write_str("a PKCS#7 list of certificates without private key")
            }
            Self::NotPkcs12(Lookalike::JavaKeyStore) => {
                f.write_str("a Java key store, not a PKCS#12 container")
            }
            Self::NotPkcs12(Lookalike::Unknown) => f.write_str("not a PKCS#12 container"),
            Self::Damaged => f.write_str("a damaged PKCS#12 container"),
            Self::Unsupported => f.write_str("a PKCS#12 container protected by an unsupported algorithm"),
            Self::NoPrivateKey => f.write_str("no private key in the container"),
            Self::NoCertificate => f.write_str("no certificate for the private key in the container"),
            Self::NotRsa => f.write_str("the private key is not RSA"),
            Self::TooWeak(bits) => write!(f, "an RSA key of {bits} bits is too weak"),
            Self::TooLong => f.write_str("the RSA key is too long"),
        }
    }
}

impl std::error::Error for Pkcs12Error {}

/// Opens a container: every private key in it with the certificate that belongs to it.
///
/// The certificate is found by its public key; names and `localKeyId` are not relied upon.
///
/// # Errors
/// [`Pkcs12Error`]; a list returned is never empty.
pub fn open(container: &[u8], password: &str) -> Result<Vec<Identity>, Pkcs12Error> {
    recognise(container)?;
    let archive = match Pkcs12Archive::from_pkcs12(container, password) {
        Ok(archive) => archive,
        Err(Error::DerError(_)) => open_ber(container, password)?,
        Err(error) => return Err(refusal(error, container, password)),
    };
    let certificates: Vec<Certificate> =
        archive.certs.iter().filter_map(|bag| Certificate::from_der(bag.cert.as_der()).ok()).collect();
    if archive.keys.is_empty() {
        return Err(Pkcs12Error::NoPrivateKey);
    }
    let mut identities = Vec::new();
    let mut problem = None;
    for bag in &archive.keys {
        match identity(bag.key.as_der(), &certificates) {
            Ok(identity) => identities.push(identity),
            Err(error) => problem = problem.or(Some(error)),
        }
    }
    match problem {
        Some(error) if identities.is_empty() => Err(error),
        _ => Ok(identities),
    }
}

fn identity(private_key: &[u8], certificates: &[Certificate]) -> Result<Identity, Pkcs12Error> {
    let modulus = rsa_modulus(private_key)?;
    let bits = bit_length(&modulus);
    if bits < limits::RSA_MIN_BITS {
        return Err(Pkcs12Error::TooWeak(bits));
    }
    if bits > limits::RSA_MAX_BITS {
        return Err(Pkcs12Error::TooLong);
    }
    let own = certificates
        .iter()
        .position(|certificate| certificate.rsa_modulus().as_ref() == Some(&modulus))
        .ok_or(Pkcs12Error::NoCertificate)?;
    let chain = certificates.iter().enumerate().filter(|(index, _)| *index != own);
    Ok(Identity {
        certificate: certificates[own].clone(),
        chain: chain.map(|(_, certificate)| certificate.clone()).collect(),
        private_key: Zeroizing::new(private_key.to_vec()),
    })
}

fn rsa_modulus(private_key: &[u8]) -> Result<Vec<u8>, Pkcs12Error> {
    let info = PrivateKeyInfoRef::try_from(private_key).map_err(|_| Pkcs12Error::Damaged)?;
    if info.algorithm.oid.to_string() != RSA {
        return Err(Pkcs12Error::NotRsa);
    }
    let key =
        pkcs1::RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).map_err(|_| Pkcs12Error::Damaged)?;
    Ok(key.modulus.as_bytes().to_vec())
}

fn bit_length(number: &[u8]) -> usize {
    let Some(first) = number.iter().position(|byte| *byte != 0) else {
        return 0;
    };
    let zeros = usize::try_from(number[first].leading_zeros()).unwrap_or_default();
    (number.len() - first) * 8 - zeros
}

/// How far into a PEM file its first block may begin: OpenSSL writes attributes before it.
const PEM_HEAD: usize = 4 << 10;

/// Tells what else a file is, by its first bytes.
fn recognise(container: &[u8]) -> Result<(), Pkcs12Error> {
    const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    let lookalike = if container.len() > limits::PKCS12_BYTES {
        Lookalike::Unknown
    } else if memchr::memmem::find(&container[..container.len().min(PEM_HEAD)], b"-----BEGIN").is_some() {
        Lookalike::Pem
    } else if container.starts_with(&[0xFE, 0xED, 0xFE, 0xED])
        || container.starts_with(&[0xCE, 0xCE, 0xCE, 0xCE])
    {
        Lookalike::JavaKeyStore
    } else {
        match content_of_sequence(container) {
            // A PFX begins with its version, 3.
            Some([0x02, 0x01, 0x03, ..]) => return Ok(()),
            Some([0x30, ..]) => Lookalike::Certificate,
            Some([0x06, 0x09, oid @ ..]) if oid.starts_with(SIGNED_DATA) => Lookalike::Pkcs7,
            _ => Lookalike::Unknown,
        }
    };
    Err(Pkcs12Error::NotPkcs12(lookalike))
}

/// What follows the tag and the length of an ASN.1 SEQUENCE, complete or not.
fn content_of_sequence(bytes: &[u8]) -> Option<&[u8]> {
    let [0x30, length, rest @ ..] = bytes else {
        return None;
    };
    match length {
        0..=0x80 => Some(rest),
        0x81..=0x84 => rest.get(usize::from(length & 0x7F)..),
        _ => None,
    }
}

/// Opens a container that is BER, not DER.
fn open_ber(container: &[u8], password: &str) -> Result<Pkcs12Archive, Pkcs12Error> {
    // The check value is over the bytes inside as they are. The library looks at it before it reads them:
    // if it stumbles over them only, the password is right.
    let outside = ber::to_der(container, ber::Depth::Outside).ok_or(Pkcs12Error::Damaged)?;
    match Pkcs12Archive::from_pkcs12(&outside, password) {
        Ok(archive) => return Ok(archive),
        Err(Error::DerError(_)) => {}
        Err(error) => return Err(refusal(error, &outside, password)),
    }
    let inside = ber::to_der(container, ber::Depth::Inside).ok_or(Pkcs12Error::Damaged)?;
    let bare = without_mac(&inside).ok_or(Pkcs12Error::Damaged)?;
    Pkcs12Archive::from_pkcs12(&bare, password).map_err(|error| refusal(error, &bare, password))
}

/// What an error of the library means for the person with the file.
fn refusal(error: Error, container: &[u8], password: &str) -> Pkcs12Error {
    match error {
        // The check value covers everything: a wrong password fails it, and so does damage. If the
        // password opens what is inside all the same, it was damage.
        Error::MacError(_) if opens_without_mac(container, password) => Pkcs12Error::Damaged,
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => Pkcs12Error::WrongPassword,
        Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::UnsupportedContentType
        | Error::UnsupportedCertificateType
        | Error::InvalidParameters => Pkcs12Error::Unsupported,
        Error::InvalidVersion => Pkcs12Error::NotPkcs12(Lookalike::Unknown),
        _ => Pkcs12Error::Damaged,
    }
}

fn opens_without_mac(container: &[u8], password: &str) -> bool {
    let opened = without_mac(container).map(|bare| Pkcs12Archive::from_pkcs12(&bare, password));
    matches!(opened, Some(Ok(archive)) if !archive.keys.is_empty())
}

/// The container less its check value.
fn without_mac(container: &[u8]) -> Option<Vec<u8>> {
    let mut pfx = pkcs12::pfx::Pfx::from_der(container).ok()?;
    pfx.mac_data = None;
    pfx.to_der().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_file_are_named() {
        for (bytes, lookalike) in [
            (&b"-----BEGIN CERTIFICATE-----"[..], Lookalike::Pem),
            (b"Bag Attributes\n    friendlyName: x\n-----BEGIN CERTIFICATE-----", Lookalike::Pem),
            (&[0xFE, 0xED, 0xFE, 0xED, 0, 0], Lookalike::JavaKeyStore),
            (&[0x30, 0x82, 0x03, 0x00, 0x30, 0x82], Lookalike::Certificate),
            (b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", Lookalike::Pkcs7),
            (b"<?xml", Lookalike::Unknown),
            (b"", Lookalike::Unknown),
        ] {
            assert_eq!(open(bytes, "x").err(), Some(Pkcs12Error::NotPkcs12(lookalike)));
        }
    }

    #[test]
    fn a_container_cut_short_is_damaged() {
        assert_eq!(
            open(&[0x30, 0x82, 0x03, 0x00, 0x02, 0x01, 0x03, 0x30], "x").err(),
            Some(Pkcs12Error::Damaged)
        );
    }

    #[test]
    fn bits_are_counted_from_the_first_that_is_set() {
        assert_eq!(bit_length(&[0, 0x80, 0]), 16);
        assert_eq!(bit_length(&[1]), 1);
        assert_eq!(bit_length(&[0, 0]), 0);
    }
}
