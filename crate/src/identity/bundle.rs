//! Files of certificates without keys: `.cer`, `.crt`, `.pem`, `.p7b`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use der::asn1::AnyRef;
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::ber::{self, Depth};
use super::{Certificate, CertificateError};
use crate::limits;

/// `pkcs7-signedData`, as the content of an OBJECT IDENTIFIER.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Every certificate of a file: one in DER; or in PEM, any number, blocks of other things left out; or the
/// certificates of a PKCS#7 `SignedData` (RFC 2315 §9.1), DER, BER or PEM.
///
/// # Errors
/// [`CertificateError::Malformed`]: there is none, or one cannot be read.
pub fn certificates(file: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    if file.len() > limits::PKCS12_BYTES {
        return Err(CertificateError::Malformed);
    }
    let text = String::from_utf8_lossy(file);
    let mut found = Vec::new();
    if text.contains(BEGIN) {
        for block in text.split(BEGIN).skip(1) {
            let (label, rest) = block.split_once(DASHES).ok_or(CertificateError::Malformed)?;
            let is_certificate = matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE");
            if !is_certificate && !matches!(label, "PKCS7" | "CMS") {
                continue;
            }
            let (body, _) = rest.split_once(END).ok_or(CertificateError::Malformed)?;
            let compact: String = body.split_ascii_whitespace().collect();
            let der = STANDARD.decode(compact).map_err(|_| CertificateError::Malformed)?;
            add(&mut found, &der)?;
        }
    } else {
        add(&mut found, file)?;
    }
    if found.is_empty() { Err(CertificateError::Malformed) } else { Ok(found) }
}

fn add(found: &mut Vec<Certificate>, binary: &[u8]) -> Result<(), CertificateError> {
    if let Ok(certificate) = Certificate::from_der(binary) {
        found.push(certificate);
        return Ok(());
    }
    let der = ber::to_der(binary, Depth::Outside).ok_or(CertificateError::Malformed)?;
    for certificate in signed_data(&der).ok_or(CertificateError::Malformed)? {
        found.push(Certificate::from_der(certificate)?);
    }
    Ok(())
}

/// The certificates of a `ContentInfo` that holds `SignedData`, as they are written.
fn signed_data(der: &[u8]) -> Option<Vec<&[u8]>> {
    let [kind, content] = *children(AnyRef::from_der(der).ok()?.value())? else { return None };
    let is_context_0 = |element: &&AnyRef<'_>| {
        element.tag() == Tag::ContextSpecific { constructed: true, number: TagNumber(0) }
    };
    if kind.value() != SIGNED_DATA {
        return None;
    }
    let signed = AnyRef::from_der(content.value()).ok()?;
    let members = children(signed.value())?;
    let certificates = members.iter().find(is_context_0)?;
    elements(certificates.value())
}

/// The elements that a constructed value is made of.
fn children(value: &[u8]) -> Option<Box<[AnyRef<'_>]>> {
    elements(value)?.into_iter().map(|element| AnyRef::from_der(element).ok()).collect()
}

/// The same, each with its tag and its length.
fn elements(value: &[u8]) -> Option<Vec<&[u8]>> {
    let mut reader = SliceReader::new(value).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(reader.tlv_bytes().ok()?);
    }
    Some(elements)
}
