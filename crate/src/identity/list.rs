//! Certificates without keys, in every kind of file that they come in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::asn1::{CONTEXT_0, Elements, OBJECT_IDENTIFIER, SEQUENCE, SET, write};
use super::{Certificate, CertificateError, ber};
use crate::limits;

/// `signedData` (RFC 2315 §14).
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";

/// Every certificate of a file: one in DER (`.cer`, `.crt`), some in PEM (`.pem`), or a list in either form (`.p7b`).
///
/// # Errors
/// [`CertificateError::Malformed`]: there is none, or one cannot be read.
pub fn read_certificates(file: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    let text = String::from_utf8_lossy(file);
    let mut all = Vec::new();
    if text.contains(BEGIN) {
        for block in text.split(BEGIN).skip(1) {
            let (label, body) = block.split_once("-----").ok_or(CertificateError::Malformed)?;
            if !matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" | "PKCS7" | "CMS")
            {
                continue;
            }
            let (body, _) = body.split_once(END).ok_or(CertificateError::Malformed)?;
            let compact: String = body.split_ascii_whitespace().collect();
            let der = STANDARD.decode(compact).map_err(|_| CertificateError::Malformed)?;
            add(&der, &mut all)?;
        }
    } else {
        add(file, &mut all)?;
    }
    if all.is_empty() { Err(CertificateError::Malformed) } else { Ok(all) }
}

fn add(der: &[u8], all: &mut Vec<Certificate>) -> Result<(), CertificateError> {
    match listed(der) {
        Some(listed) => {
            for certificate in listed {
                all.push(Certificate::from_der(&certificate)?);
            }
        }
        None => all.push(Certificate::from_der(der)?),
    }
    Ok(())
}

/// The certificates of `SignedData` (RFC 2315 §9.1), DER each; `None` if it is something else.
fn listed(ber: &[u8]) -> Option<Vec<Vec<u8>>> {
    if ber.len() > limits::PKCS12_BYTES {
        return None;
    }
    let der = ber::to_der(ber)?;
    let mut info = Elements::inside(&der, SEQUENCE)?;
    if info.take(OBJECT_IDENTIFIER)? != SIGNED_DATA {
        return None;
    }
    let mut data = info.enter(CONTEXT_0)?.enter(SEQUENCE)?;
    data.number()?;
    data.take(SET)?;
    data.take(SEQUENCE)?;
    let mut certificates = data.enter(CONTEXT_0)?;
    let mut all = Vec::new();
    while let Some(certificate) = certificates.take(SEQUENCE) {
        let mut der = Vec::with_capacity(certificate.len() + 10);
        write(&mut der, SEQUENCE, certificate);
        all.push(der);
    }
    Some(all)
}
