//! What else a file is that people take for a container, by its first bytes.

use memchr::memmem::find;

use super::error::{Lookalike, Pkcs12Error};
use crate::limits;

/// `signedData`, the content of a list of certificates.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
/// How far into a PEM file its first block may begin: OpenSSL writes attributes before it.
const PEM_HEAD: usize = 4 << 10;

/// Nothing if `file` begins like a container.
pub(super) fn recognise(file: &[u8]) -> Result<(), Pkcs12Error> {
    let head = &file[..file.len().min(PEM_HEAD)];
    let has = |text: &str| find(file, text.as_bytes()).is_some();
    let lookalike = if file.is_empty() {
        Lookalike::Empty
    } else if file.len() > limits::PKCS12_BYTES {
        Lookalike::TooLarge
    } else if find(head, b"-----BEGIN").is_some() {
        match () {
            () if has("PRIVATE KEY-----") => Lookalike::Key,
            () if has("-----BEGIN PKCS7") => Lookalike::Pkcs7,
            () if has("CERTIFICATE REQUEST-----") => Lookalike::Request,
            () => Lookalike::Pem,
        }
    } else if file.starts_with(&[0xFE, 0xED, 0xFE, 0xED]) || file.starts_with(&[0xCE; 4]) {
        Lookalike::JavaKeyStore
    } else if head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().starts_with(b"<?xml")
        || find(head, b"PES_Aller").is_some()
    {
        Lookalike::Xml
    } else {
        match content_of_sequence(file) {
            // A PFX begins with its version, 3.
            Some([0x02, 0x01, 0x03, ..]) => return Ok(()),
            // A private key, PKCS#1 or PKCS#8.
            Some([0x02, 0x01, 0x00 | 0x01, ..]) => Lookalike::Key,
            Some([0x30, inner @ ..]) => match inner {
                // An encrypted private key begins with the algorithm that encrypts it.
                [0..=0x7F, 0x06, ..] => Lookalike::Key,
                // A request has a version, 0, and a name where a certificate has its own version.
                _ if is_request(&file[file.len() - inner.len() - 1..]) => Lookalike::Request,
                _ => Lookalike::Certificate,
            },
            Some([0x06, 0x09, oid @ ..]) if oid.starts_with(SIGNED_DATA) => Lookalike::Pkcs7,
            _ => Lookalike::Unknown,
        }
    };
    Err(Pkcs12Error::NotPkcs12(lookalike))
}

/// Whether this is the beginning of `CertificationRequestInfo` (RFC 2986 §4.1).
fn is_request(info: &[u8]) -> bool {
    let name = content_of_sequence(info).and_then(|info| info.strip_prefix(&[0x02, 0x01, 0x00]));
    name.and_then(content_of_sequence).is_some_and(|name| name.first() == Some(&0x31))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_file_are_named() {
        for (bytes, lookalike) in [
            (&b"-----BEGIN CERTIFICATE-----"[..], Lookalike::Pem),
            (b"Bag Attributes\n    friendlyName: x\n-----BEGIN CERTIFICATE-----", Lookalike::Pem),
            (b"-----BEGIN CERTIFICATE-----\n-----BEGIN ENCRYPTED PRIVATE KEY-----", Lookalike::Key),
            (b"-----BEGIN RSA PRIVATE KEY-----", Lookalike::Key),
            (b"-----BEGIN PKCS7-----", Lookalike::Pkcs7),
            (&[0xFE, 0xED, 0xFE, 0xED, 0, 0], Lookalike::JavaKeyStore),
            (&[0xCE, 0xCE, 0xCE, 0xCE, 0, 0], Lookalike::JavaKeyStore),
            (&[0x30, 0x82, 0x03, 0x00, 0x30, 0x82], Lookalike::Certificate),
            (&[0x30, 0x82, 0x03, 0x00, 0x30, 0x1C, 0x06, 0x0A], Lookalike::Key),
            (&[0x30, 0x82, 0x03, 0x00, 0x02, 0x01, 0x00], Lookalike::Key),
            (b"-----BEGIN CERTIFICATE REQUEST-----", Lookalike::Request),
            (b"-----BEGIN NEW CERTIFICATE REQUEST-----", Lookalike::Request),
            (b"\x30\x82\x03\x00\x30\x82\x02\x00\x02\x01\x00\x30\x10\x31\x0E", Lookalike::Request),
            // A certificate of the first version, with the serial number 0.
            (b"\x30\x82\x03\x00\x30\x82\x02\x00\x02\x01\x00\x30\x0D\x06\x09", Lookalike::Certificate),
            (b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", Lookalike::Pkcs7),
            (b"<?xml", Lookalike::Xml),
            (b"\xEF\xBB\xBF\n<?xml", Lookalike::Xml),
            (b"<n:PES_Aller xmlns:n='x'/>", Lookalike::Xml),
            (b"%PDF-1.7", Lookalike::Unknown),
            (b"", Lookalike::Empty),
            (&vec![0x30; limits::PKCS12_BYTES + 1], Lookalike::TooLarge),
        ] {
            assert_eq!(recognise(bytes), Err(Pkcs12Error::NotPkcs12(lookalike)));
        }
        assert_eq!(recognise(&[0x30, 0x82, 0x03, 0x00, 0x02, 0x01, 0x03, 0x30]), Ok(()));
        assert_eq!(recognise(&[0x30, 0x80, 0x02, 0x01, 0x03, 0x30]), Ok(()));
    }
}
