//! A request for a certificate (PKCS#10, RFC 2986), for authorities that issue from one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const UTF8_STRING: u8 = 0x0C;
const PRINTABLE_STRING: u8 = 0x13;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
/// `[0]`, constructed.
const ATTRIBUTES: u8 = 0xA0;

/// Object identifiers, tag and length included.
const COUNTRY: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x06];
const ORGANIZATION: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x0A];
const COMMON_NAME: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x03];
/// `sha256WithRSAEncryption` with its parameters, NULL (RFC 4055 §5).
const SHA256_WITH_RSA: &[u8] =
    &[0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B, 0x05, 0x00];
/// The attribute `extensionRequest` (RFC 2985 §5.4.2) with one extension: `keyUsage`, critical, `digitalSignature` and
/// `nonRepudiation` (RFC 5280 §4.2.1.3).
const SIGNING_ASKED_FOR: &[u8] = &[
    0x30, 0x1F, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x0E, 0x31, 0x12, 0x30, 0x10,
    0x30, 0x0E, 0x06, 0x03, 0x55, 0x1D, 0x0F, 0x01, 0x01, 0xFF, 0x04, 0x04, 0x03, 0x02, 0x06, 0xC0,
];

/// Whose certificate is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applicant<'a> {
    /// Given name and surname.
    pub name: &'a str,
    /// The body.
    pub organization: &'a str,
    /// Two letters (ISO 3166).
    pub country: &'a str,
}

/// What the applicant's key signs (`CertificationRequestInfo`), DER. `spki` is its public key as a DER-encoded
/// `SubjectPublicKeyInfo`.
#[must_use]
pub fn request_info(applicant: &Applicant<'_>, spki: &[u8]) -> Vec<u8> {
    let name = [
        attribute(COUNTRY, PRINTABLE_STRING, applicant.country),
        attribute(ORGANIZATION, UTF8_STRING, applicant.organization),
        attribute(COMMON_NAME, UTF8_STRING, applicant.name),
    ];
    let version = element(INTEGER, &[&[0]]);
    let name = element(SEQUENCE, &[&name.concat()]);
    element(SEQUENCE, &[&version, &name, spki, &element(ATTRIBUTES, &[SIGNING_ASKED_FOR])])
}

/// The request, DER: `info` with its signature value (RSASSA-PKCS1-v1_5 with SHA-256).
#[must_use]
pub fn request(info: &[u8], signature: &[u8]) -> Vec<u8> {
    element(SEQUENCE, &[info, SHA256_WITH_RSA, &element(BIT_STRING, &[&[0], signature])])
}

/// The request as authorities take it: PEM (RFC 7468 §7).
#[must_use]
pub fn request_pem(request: &[u8]) -> String {
    let mut pem = "-----BEGIN CERTIFICATE REQUEST-----\n".to_owned();
    for (at, character) in STANDARD.encode(request).chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END CERTIFICATE REQUEST-----\n");
    pem
}

fn attribute(oid: &[u8], tag: u8, value: &str) -> Vec<u8> {
    element(SET, &[&element(SEQUENCE, &[oid, &element(tag, &[value.as_bytes()])])])
}

/// Tag, length and content (X.690 §8.1, §10.1).
fn element(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    let mut element = vec![tag];
    match *digits {
        [] => element.push(0),
        [short] if short < 0x80 => element.push(short),
        // A length has eight digits at most.
        _ => {
            element.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
            element.extend_from_slice(digits);
        }
    }
    element.extend_from_slice(&content);
    element
}
