//! A private key that the browser holds: it signs, and cannot be read back.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::identity::{Certificate, Identity, Signer, SignerError};

/// A non-extractable WebCrypto key and its certificate.
#[derive(Clone, Debug)]
pub struct WebCryptoKey {
    certificate: Certificate,
    key: CryptoKey,
}

/// Why the browser does not take a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// WebCrypto exists on secure pages only.
    InsecurePage,
    /// The browser refused the key.
    Refused,
}

impl WebCryptoKey {
    /// Hands the private key of `identity` over to the browser.
    pub async fn import(identity: &Identity) -> Result<Self, ImportError> {
        let subtle = subtle().ok_or(ImportError::InsecurePage)?;
        let algorithm = Object::new();
        let _ = Reflect::set(&algorithm, &"name".into(), &"RSASSA-PKCS1-v1_5".into());
        let _ = Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into());
        let bytes = Uint8Array::from(identity.private_key());
        let usages = Array::of1(&"sign".into());
        let imported = subtle.import_key_with_object("pkcs8", &bytes, &algorithm, false, &usages);
        let key = match imported {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        // The copy in the browser's own memory is not under our control; this one is.
        bytes.fill(0, 0, bytes.length());
        let key = key.map_err(|_| ImportError::Refused)?.unchecked_into();
        Ok(Self { certificate: identity.certificate().clone(), key })
    }
}

impl Signer for WebCryptoKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    async fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, SignerError> {
        let refused = |error: JsValue| SignerError { detail: describe(&error) };
        let subtle = subtle().ok_or_else(|| SignerError { detail: "no WebCrypto".to_owned() })?;
        let promise =
            subtle.sign_with_str_and_u8_array("RSASSA-PKCS1-v1_5", &self.key, octets).map_err(refused)?;
        let signature = JsFuture::from(promise).await.map_err(refused)?;
        Ok(Uint8Array::new(&signature).to_vec())
    }
}

/// WebCrypto, which exists on secure pages only.
pub(super) fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.dyn_into().ok()
}

/// The name and message of a JavaScript error.
pub fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => error.as_string().unwrap_or_else(|| "?".to_owned()),
    }
}
