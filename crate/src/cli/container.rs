//! The container of the key, its password, and the identity to sign with.

use std::cmp::Reverse;
use std::path::Path;

use zeroize::Zeroizing;

use super::failure::Failure;
use super::source::read_small;
use crate::identity::{Identity, KeyUsage, Pkcs12Error, open};
use crate::limits;
use crate::xades::SigningTime;

/// Longest password file read, in bytes; its first line is the password.
const PASSWORD_FILE_BYTES: usize = 16 << 10;

/// Opens the container: the identity to sign with, and the others in it.
pub(super) fn identities(
    container: &Path,
    password_file: &Path,
    time: SigningTime,
) -> Result<(Identity, Vec<Identity>), Failure> {
    let mut lines = Zeroizing::new(Vec::new());
    read_small(password_file, PASSWORD_FILE_BYTES, &mut lines)?;
    let password = first_line(&lines);
    let mut bytes = Zeroizing::new(Vec::new());
    read_small(container, limits::PKCS12_BYTES, &mut bytes)?;
    let failed = |error| Failure::Container { name: container.display().to_string(), error };
    let mut identities = open(&bytes, &password).map_err(failed)?;
    // The last is the fittest, and the first of several that are equally fit.
    identities.reverse();
    identities.sort_by_key(|identity| Reverse(unfitness(identity, time)));
    let chosen = identities.pop().ok_or_else(|| failed(Pkcs12Error::NoPrivateKey))?;
    Ok((chosen, identities))
}

/// Sorts what can sign now before what cannot; otherwise the container's order stays.
fn unfitness(identity: &Identity, time: SigningTime) -> (bool, bool) {
    let certificate = identity.certificate();
    let valid = (certificate.not_before()..=certificate.not_after()).contains(&time.unix());
    (!valid, certificate.key_usage() == KeyUsage::Other)
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
