//! Certificates whose keys can be used: those of a container that was opened, and those that this browser keeps.

use std::rc::Rc;

use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::super::deriver::WebCryptoDeriver;
use super::super::js::{bytes, object};
use super::super::key::{ImportError, WebCryptoKey};
use super::super::vault::{KeptKey, Owner, Vault};
use super::super::{format, key};
use super::failure::Failure;
use super::words;
use crate::identity::{Certificate, Lookalike, Pkcs12Error, open};
use crate::limits;
use crate::words::Words;

/// A certificate and its private key, which nobody can read.
#[derive(Debug)]
pub struct Open {
    pub certificate: Certificate,
    key: KeptKey,
}

impl Open {
    /// The key, for the signatures that were asked for now.
    ///
    /// # Errors
    /// The authenticator did not give it.
    pub async fn unlock(&self, words: &Words) -> Result<WebCryptoKey, Failure> {
        match &self.key {
            KeptKey::Browser(key) => Ok(WebCryptoKey::new(self.certificate.clone(), key.clone())),
            KeptKey::Sealed(sealed) => {
                sealed.unseal(&self.certificate).await.map_err(|error| Failure::sealed(words, &error))
            }
        }
    }
}

/// Opens a container and hands its keys to the browser: those of certificates that are valid now first.
///
/// # Errors
/// [`Failure`]: why it gives none; a list returned is never empty.
pub async fn open_container(
    words: &Words,
    container: &[u8],
    password: &str,
    name: &str,
) -> Result<Vec<Rc<Open>>, Failure> {
    let refused = |error| Failure::explained(words.container_error(&error, name));
    if container.len() > limits::PKCS12_BYTES {
        return Err(refused(Pkcs12Error::NotPkcs12(Lookalike::TooLarge)));
    }
    let identities = open(container, password, &WebCryptoDeriver).await.map_err(refused)?;
    let mut opened = Vec::with_capacity(identities.len());
    let mut problem = None;
    for identity in identities {
        match WebCryptoKey::import(&identity).await {
            Ok(key) => opened.push(Rc::new(Open {
                certificate: identity.certificate().clone(),
                key: KeptKey::Browser(key.key().clone()),
            })),
            Err(ImportError::InsecurePage) => problem = Some("certificate-error-insecure-page"),
            Err(ImportError::Refused) => problem = Some("certificate-error-browser"),
        }
    }
    match problem {
        Some(id) if opened.is_empty() => Err(Failure::named(words, id, &[("name", name.into())])),
        _ => {
            let now = format::now();
            opened.sort_by_key(|open| !open.certificate.is_valid_at(now));
            Ok(opened)
        }
    }
}

/// The certificates that this browser keeps at this origin, the one used last first.
pub async fn kept() -> Vec<Rc<Open>> {
    if key::subtle().is_none() {
        return Vec::new();
    }
    let Ok(vault) = Vault::open().await else {
        return Vec::new();
    };
    let open = |kept: super::super::vault::Kept| match kept.owner {
        Owner::Certified(certificate, _) => Some(Rc::new(Open { certificate: *certificate, key: kept.key })),
        Owner::Requested { .. } => None,
    };
    vault.all().await.unwrap_or_default().into_iter().filter_map(open).collect()
}

/// A certificate and its private key, for programs. The key is the browser's and cannot be read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Identity(Rc<Open>);

#[wasm_bindgen]
impl Identity {
    /// The holder's name.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn name(&self) -> String {
        self.0.certificate.common_name()
    }

    /// The holder, as RFC 2253 writes names.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn subject(&self) -> String {
        self.0.certificate.subject()
    }

    /// Who issued the certificate, written likewise.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn issuer(&self) -> String {
        self.0.certificate.issuer()
    }

    /// SHA-256 of the certificate, in hexadecimal digits.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn fingerprint(&self) -> String {
        id(&self.0.certificate)
    }

    /// From when it is valid.
    #[wasm_bindgen(getter, js_name = notBefore)]
    #[must_use]
    pub fn not_before(&self) -> Date {
        date(self.0.certificate.not_before())
    }

    /// Until when it is valid.
    #[wasm_bindgen(getter, js_name = notAfter)]
    #[must_use]
    pub fn not_after(&self) -> Date {
        date(self.0.certificate.not_after())
    }

    /// The certificate, DER.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn certificate(&self) -> Uint8Array {
        Uint8Array::from(self.0.certificate.der())
    }

    /// What there is to be said of it now, the weightiest first.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn findings(&self) -> Array {
        let words = words();
        let finding = |finding: &crate::identity::Finding| {
            let said = words.certificate_finding(finding);
            JsValue::from(object(&[
                ("code", said.code.into()),
                ("severity", finding.code.severity().name().into()),
                ("message", said.message.into()),
                ("fix", said.fix.into()),
            ]))
        };
        self.0.certificate.findings(format::now()).iter().map(finding).collect()
    }
}

impl Identity {
    pub(super) fn open(&self) -> &Open {
        &self.0
    }
}

/// Opens a PKCS#12 container: an array of [`Identity`], never empty.
///
/// # Errors
/// An object with code, message and remedy: wrong password, damaged, unsupported, without key.
#[wasm_bindgen(js_name = openPkcs12)]
pub async fn open_pkcs12(container: JsValue, password: String) -> Result<Array, JsValue> {
    let (words, password) = (words(), Zeroizing::new(password));
    let container = bytes(&container).map(Zeroizing::new);
    let container =
        container.ok_or_else(|| Failure::named(&words, "embed-bytes", &[("name", "bytes".into())]))?;
    let name = words.message("embed-container", &[]);
    let opened = open_container(&words, &container, &password, &name).await?;
    Ok(opened.into_iter().map(|open| JsValue::from(Identity(open))).collect())
}

/// The certificates that this browser keeps at this origin: an array of [`Identity`].
#[wasm_bindgen]
pub async fn identities() -> Array {
    kept().await.into_iter().map(|open| JsValue::from(Identity(open))).collect()
}

/// What a certificate is found by.
pub fn id(certificate: &Certificate) -> String {
    format::hexadecimal(&certificate.sha256())
}

/// A moment, given in seconds since 1970.
pub fn date(unix: u64) -> Date {
    Date::new(&(format::float(unix) * 1000.0).into())
}
