//! What containers are protected with: object identifiers and their parameters, read into a few values.

use der::asn1::ObjectIdentifier;

use super::derivation::Hash;
use super::error::Pkcs12Error;
use crate::identity::asn1::{Elements, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE};
use crate::limits;

/// A block cipher in CBC mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes,
    /// 3DES with two keys or three, by their length.
    Tdes,
    /// RC2, with the effective length of its key in bits.
    Rc2(usize),
}

/// How something is encrypted, and with what.
#[derive(Clone, Debug)]
pub(super) enum Encryption {
    /// RFC 7292 appendix C: key and initialization vector are derived, by SHA-1.
    Pkcs12 { cipher: Cipher, key_length: usize, salt: Vec<u8>, rounds: u32 },
    /// RFC 8018 §6.2.
    Pbes2 { cipher: Cipher, kdf: Kdf, vector: Vec<u8> },
}

/// The parameters of PBKDF2 (RFC 8018 appendix A.2).
#[derive(Clone, Debug)]
pub(super) struct Kdf {
    pub(super) hash: Hash,
    pub(super) salt: Vec<u8>,
    pub(super) rounds: u32,
    pub(super) key_length: usize,
}

/// The check value of a container.
#[derive(Clone, Debug)]
pub(super) enum Check {
    /// RFC 7292 §4: the key is derived by PKCS#12's own way.
    Pkcs12 { hash: Hash, salt: Vec<u8>, rounds: u32, value: Vec<u8> },
    /// RFC 9579.
    Pbmac1 { kdf: Kdf, hash: Hash, value: Vec<u8> },
}

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
const PBMAC1: ObjectIdentifier = oid("1.2.840.113549.1.5.14");
const PBKDF2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
const RC2_CBC: ObjectIdentifier = oid("1.2.840.113549.3.2");

/// RFC 7292 appendix C: the cipher, and the length of its key in bytes.
const PKCS12_SCHEMES: &[(ObjectIdentifier, Cipher, usize)] = &[
    (oid("1.2.840.113549.1.12.1.3"), Cipher::Tdes, 24),
    (oid("1.2.840.113549.1.12.1.4"), Cipher::Tdes, 16),
    (oid("1.2.840.113549.1.12.1.5"), Cipher::Rc2(128), 16),
    (oid("1.2.840.113549.1.12.1.6"), Cipher::Rc2(40), 5),
];

/// Ciphers of PBES2 whose parameters are an initialization vector alone, with the length of the key in bytes.
const PBES2_CIPHERS: &[(ObjectIdentifier, Cipher, usize)] = &[
    (oid("2.16.840.1.101.3.4.1.2"), Cipher::Aes, 16),
    (oid("2.16.840.1.101.3.4.1.22"), Cipher::Aes, 24),
    (oid("2.16.840.1.101.3.4.1.42"), Cipher::Aes, 32),
    (oid("1.2.840.113549.3.7"), Cipher::Tdes, 24),
];

const DIGESTS: &[(ObjectIdentifier, Hash)] = &[
    (oid("1.3.14.3.2.26"), Hash::Sha1),
    (oid("2.16.840.1.101.3.4.2.4"), Hash::Sha224),
    (oid("2.16.840.1.101.3.4.2.1"), Hash::Sha256),
    (oid("2.16.840.1.101.3.4.2.2"), Hash::Sha384),
    (oid("2.16.840.1.101.3.4.2.3"), Hash::Sha512),
];

const HMACS: &[(ObjectIdentifier, Hash)] = &[
    (oid("1.2.840.113549.2.7"), Hash::Sha1),
    (oid("1.2.840.113549.2.8"), Hash::Sha224),
    (oid("1.2.840.113549.2.9"), Hash::Sha256),
    (oid("1.2.840.113549.2.10"), Hash::Sha384),
    (oid("1.2.840.113549.2.11"), Hash::Sha512),
];

/// Names of what is refused, for whoever is asked for help.
const NAMES: &[(&str, &str)] = &[
    ("1.2.840.113549.1.12.1.1", "RC4-128"),
    ("1.2.840.113549.1.12.1.2", "RC4-40"),
    ("1.2.840.113549.1.5.3", "MD5-DES (PBES1)"),
    ("1.2.840.113549.1.5.10", "SHA1-DES (PBES1)"),
    ("1.2.840.113549.1.5.11", "SHA1-RC2 (PBES1)"),
    ("1.3.6.1.4.1.11591.4.11", "scrypt"),
    ("1.3.14.3.2.7", "DES"),
    ("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
    ("1.2.392.200011.61.1.1.1.4", "Camellia-256"),
    ("1.2.410.200004.1.4", "SEED"),
    ("1.2.840.113549.2.5", "MD5"),
    ("1.2.840.113549.2.12", "HMAC-SHA-512/224"),
    ("1.2.840.113549.2.13", "HMAC-SHA-512/256"),
    ("2.16.840.1.101.3.4.2.5", "SHA-512/224"),
    ("2.16.840.1.101.3.4.2.6", "SHA-512/256"),
    ("2.16.840.1.101.3.4.2.8", "SHA3-256"),
    ("2.16.840.1.101.3.4.2.10", "SHA3-512"),
    ("1.2.643.7.1.1.2.2", "GOST R 34.11-2012"),
    ("1.2.643.7.1.1.2.3", "GOST R 34.11-2012"),
    ("1.2.840.113549.1.7.3", "envelopedData"),
    ("1.2.840.10045.2.1", "EC"),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
];

/// The name of an algorithm, with its object identifier; that alone where it has no name here.
pub(super) fn name(oid: &[u8]) -> String {
    let Ok(oid) = ObjectIdentifier::from_bytes(oid) else {
        return "?".to_owned();
    };
    let dotted = oid.to_string();
    match NAMES.iter().find(|(known, _)| *known == dotted) {
        Some((_, name)) => format!("{name}, {dotted}"),
        None => dotted,
    }
}

/// An `AlgorithmIdentifier`: the bytes of its OID, and its parameters.
pub(super) fn identifier(mut elements: Elements<'_>) -> Result<(&[u8], Elements<'_>), Pkcs12Error> {
    Ok((elements.take(OBJECT_IDENTIFIER).ok_or(Pkcs12Error::Damaged)?, elements))
}

fn enter_identifier<'a>(elements: &mut Elements<'a>) -> Result<(&'a [u8], Elements<'a>), Pkcs12Error> {
    identifier(elements.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?)
}

fn look_up<T: Copy>(table: &[(ObjectIdentifier, T)], oid: &[u8]) -> Result<T, Pkcs12Error> {
    let found = table.iter().find(|(known, _)| known.as_bytes() == oid);
    found.map(|(_, value)| *value).ok_or_else(|| Pkcs12Error::Unsupported(name(oid)))
}

fn look_up_cipher(table: &[(ObjectIdentifier, Cipher, usize)], oid: &[u8]) -> Option<(Cipher, usize)> {
    table.iter().find(|(known, ..)| known.as_bytes() == oid).map(|(_, cipher, length)| (*cipher, *length))
}

/// A number of rounds within the limits.
fn rounds(number: u64) -> Result<u32, Pkcs12Error> {
    match u32::try_from(number) {
        Ok(0) => Err(Pkcs12Error::Damaged),
        Ok(rounds) if rounds <= limits::PKCS12_ROUNDS => Ok(rounds),
        _ => Err(Pkcs12Error::TooManyRounds(number)),
    }
}

/// The algorithm of an encrypted part.
pub(super) fn encryption(elements: Elements<'_>) -> Result<Encryption, Pkcs12Error> {
    let (oid, mut parameters) = identifier(elements)?;
    if oid == PBES2.as_bytes() {
        return pbes2(parameters);
    }
    let Some((cipher, key_length)) = look_up_cipher(PKCS12_SCHEMES, oid) else {
        return Err(Pkcs12Error::Unsupported(name(oid)));
    };
    let (salt, number) = salt_and_rounds(&mut parameters).ok_or(Pkcs12Error::Damaged)?;
    Ok(Encryption::Pkcs12 { cipher, key_length, salt, rounds: rounds(number)? })
}

fn salt_and_rounds(parameters: &mut Elements<'_>) -> Option<(Vec<u8>, u64)> {
    let mut inside = parameters.enter(SEQUENCE)?;
    Some((inside.take(OCTET_STRING)?.to_vec(), inside.number()?))
}

fn pbes2(mut parameters: Elements<'_>) -> Result<Encryption, Pkcs12Error> {
    let mut inside = parameters.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
    let (kdf_oid, kdf_parameters) = enter_identifier(&mut inside)?;
    let (mut kdf, stated) = kdf(kdf_oid, kdf_parameters)?;
    let (oid, mut scheme) = enter_identifier(&mut inside)?;
    let (cipher, vector) = if oid == RC2_CBC.as_bytes() {
        let mut inside = scheme.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        let version = inside.number().unwrap_or(RC2_32);
        let bits = rc2_bits(version).ok_or_else(|| Pkcs12Error::Unsupported(format!("RC2, {version}")))?;
        kdf.key_length = stated.unwrap_or(bits / 8);
        (Cipher::Rc2(bits), inside.take(OCTET_STRING))
    } else {
        let Some((cipher, length)) = look_up_cipher(PBES2_CIPHERS, oid) else {
            return Err(Pkcs12Error::Unsupported(name(oid)));
        };
        if stated.is_some_and(|stated| stated != length) {
            return Err(Pkcs12Error::Damaged);
        }
        kdf.key_length = length;
        (cipher, scheme.take(OCTET_STRING))
    };
    Ok(Encryption::Pbes2 { cipher, kdf, vector: vector.ok_or(Pkcs12Error::Damaged)?.to_vec() })
}

/// The version that stands for 32 bits, which is meant where none is given.
const RC2_32: u64 = 0;

/// The effective length of a key by the version number (RFC 8018 appendix B.2.3).
fn rc2_bits(version: u64) -> Option<usize> {
    match version {
        RC2_32 => Some(32),
        160 => Some(40),
        120 => Some(64),
        58 => Some(128),
        256..=1024 => usize::try_from(version).ok(),
        _ => None,
    }
}

/// PBKDF2's parameters, and the length of the key where it is stated.
fn kdf(oid: &[u8], mut parameters: Elements<'_>) -> Result<(Kdf, Option<usize>), Pkcs12Error> {
    if oid != PBKDF2.as_bytes() {
        return Err(Pkcs12Error::Unsupported(name(oid)));
    }
    let mut inside = parameters.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
    let salt = match inside.peek() {
        Some(OCTET_STRING) => inside.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?.to_vec(),
        // A source of salt, which RFC 8018 leaves to later versions.
        _ => return Err(Pkcs12Error::Damaged),
    };
    let number = inside.number().ok_or(Pkcs12Error::Damaged)?;
    let stated = inside.number().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if stated.is_some_and(|length| length == 0 || length > limits::PKCS12_KEY_BYTES) {
        return Err(Pkcs12Error::Damaged);
    }
    let hash = if inside.is_empty() {
        Hash::Sha1
    } else {
        let (oid, _) = enter_identifier(&mut inside)?;
        look_up(HMACS, oid)?
    };
    Ok((Kdf { hash, salt, rounds: rounds(number)?, key_length: stated.unwrap_or_default() }, stated))
}

/// `MacData`.
pub(super) fn check(mut data: Elements<'_>) -> Result<Check, Pkcs12Error> {
    let mut info = data.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
    let (oid, mut parameters) = enter_identifier(&mut info)?;
    let value = info.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?.to_vec();
    if oid == PBMAC1.as_bytes() {
        let mut inside = parameters.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        let (kdf_oid, kdf_parameters) = enter_identifier(&mut inside)?;
        let (kdf, stated) = kdf(kdf_oid, kdf_parameters)?;
        if stated.is_none_or(|length| length < limits::PBMAC1_MIN_KEY_BYTES) {
            return Err(Pkcs12Error::WeakCheck);
        }
        let (oid, _) = enter_identifier(&mut inside)?;
        return Ok(Check::Pbmac1 { kdf, hash: look_up(HMACS, oid)?, value });
    }
    let hash = look_up(DIGESTS, oid)?;
    let salt = data.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?.to_vec();
    let number = if data.is_empty() { 1 } else { data.number().ok_or(Pkcs12Error::Damaged)? };
    Ok(Check::Pkcs12 { hash, salt, rounds: rounds(number)?, value })
}
