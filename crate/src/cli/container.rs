//! The container of the key, its password, and the identity to sign with.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::failure::Failure;
use super::source::read_small;
use crate::identity::{Certificate, Identity, KeyUsage, SoftwareDeriver, open};
use crate::limits;
use crate::xades::SigningTime;

/// Longest password file read, in bytes; its first line is the password.
const PASSWORD_FILE_BYTES: usize = 16 << 10;
/// Fewest digits of a fingerprint that name a certificate.
const FINGERPRINT_DIGITS: usize = 8;

/// Opens the container: every identity in it.
pub(super) fn identities(
    container: &Path,
    password_file: Option<&PathBuf>,
) -> Result<Vec<Identity>, Failure> {
    let mut lines = Zeroizing::new(Vec::new());
    if let Some(file) = password_file {
        read_small(file, PASSWORD_FILE_BYTES, &mut lines)?;
    }
    let password = first_line(&lines);
    let mut bytes = Zeroizing::new(Vec::new());
    read_small(container, limits::PKCS12_BYTES, &mut bytes)?;
    pollster::block_on(open(&bytes, &password, &SoftwareDeriver))
        .map_err(|error| Failure::Container { name: container.display().to_string(), error })
}

/// The identity to sign with, and the others: the one that `key` names, or the one that is fittest. Where several are,
/// whoever calls has to say which.
pub(super) fn choose(
    container: &Path,
    mut identities: Vec<Identity>,
    key: Option<&str>,
    time: SigningTime,
) -> Result<(Identity, Vec<Identity>), Failure> {
    let rank = |identity: &Identity| match key {
        Some(key) => Some((0, 0)).filter(|_| is_named(identity.certificate(), key)),
        None => Some(unfitness(identity.certificate(), time)),
    };
    let best = identities.iter().filter_map(rank).min();
    let mut fittest =
        identities.iter().enumerate().filter(|(_, identity)| best.is_some() && rank(identity) == best);
    match (fittest.next(), fittest.next()) {
        (Some((index, _)), None) => {
            let chosen = identities.remove(index);
            Ok((chosen, identities))
        }
        (first, _) => Err(Failure::Choice {
            name: container.display().to_string(),
            key: key.filter(|_| first.is_none()).map(str::to_owned),
            candidates: identities.iter().map(|identity| identity.certificate().clone()).collect(),
        }),
    }
}

/// Sorts what can sign now before what cannot, and what is made for signing before what may also sign.
fn unfitness(certificate: &Certificate, time: SigningTime) -> (u8, u8) {
    let usage = match certificate.key_usage() {
        _ if certificate.usages().contains(&"nonRepudiation") => 0,
        KeyUsage::Signing | KeyUsage::Unrestricted => 1,
        KeyUsage::Other => 2,
    };
    (u8::from(!certificate.is_valid_at(time.unix())), usage)
}

/// Whether `key` is the certificate's serial number, decimal or hexadecimal, the beginning of its SHA-256 fingerprint,
/// or its subject's name.
fn is_named(certificate: &Certificate, key: &str) -> bool {
    let digits: String = key.chars().filter(|c| !matches!(c, ':' | ' ')).collect::<String>().to_lowercase();
    let fingerprint = certificate.fingerprint();
    key == certificate.serial()
        || digits.trim_start_matches('0') == certificate.serial_hexadecimal().trim_start_matches('0')
        || (digits.len() >= FINGERPRINT_DIGITS && fingerprint.starts_with(&digits))
        || key.to_lowercase() == certificate.common_name().to_lowercase()
        || key == certificate.subject()
}

/// The first line without its end and without a byte order mark; ISO-8859-1 where it is not UTF-8.
fn first_line(bytes: &[u8]) -> Zeroizing<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    // Room for the longest form of every byte: a string that grows leaves copies behind.
    let mut password = Zeroizing::new(String::with_capacity(line.len() * 2));
    match str::from_utf8(line) {
        Ok(text) => password.push_str(text),
        Err(_) => password.extend(line.iter().map(|byte| char::from(*byte))),
    }
    password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_the_first_line_whatever_its_end_and_encoding() {
        for (bytes, password) in [
            (&b"secret"[..], "secret"),
            (b"secret\n", "secret"),
            (b"secret\r\nmore\n", "secret"),
            (b" spaces stay \n", " spaces stay "),
            (b"", ""),
            (b"\n", ""),
            ("\u{feff}été\r\n".as_bytes(), "été"),
            (b"\xE9t\xE9\n", "été"),
        ] {
            assert_eq!(*first_line(bytes), password);
        }
    }
}
