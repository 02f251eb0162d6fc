//! A private key that the browser holds: it signs, and cannot be read back.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::js::{bytes, call, describe, get, object};
use crate::identity::{Certificate, Identity, Signer, SignerError};

/// Length of new keys, in bits.
const NEW_KEY_BITS: u32 = 3072;

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
        let bytes = Uint8Array::from(identity.private_key());
        let usages = Array::of1(&"sign".into());
        let imported = subtle.import_key_with_object("pkcs8", &bytes, &rsa(), false, &usages);
        let key = match imported {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        // The copy in the browser's own memory is not under our control; this one is.
        bytes.fill(0, 0, bytes.length());
        let key = key.map_err(|_| ImportError::Refused)?.unchecked_into();
        Ok(Self::new(identity.certificate().clone(), key))
    }

    /// A key that the browser holds already.
    pub fn new(certificate: Certificate, key: CryptoKey) -> Self {
        Self { certificate, key }
    }

    /// The key itself.
    pub fn key(&self) -> &CryptoKey {
        &self.key
    }
}

impl Signer for WebCryptoKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    async fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, SignerError> {
        sign(&self.key, octets).await.map_err(|error| SignerError { detail: describe(&error) })
    }
}

/// RSASSA-PKCS1-v1_5 with SHA-256.
pub async fn sign(key: &CryptoKey, octets: &[u8]) -> Result<Vec<u8>, JsValue> {
    let subtle = subtle().ok_or_else(|| JsValue::from("no WebCrypto"))?;
    let promise = subtle.sign_with_str_and_u8_array("RSASSA-PKCS1-v1_5", key, octets)?;
    Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
}

/// A new key pair that cannot be read out: the private key, and the public one as `SubjectPublicKeyInfo`.
pub async fn generate() -> Result<(CryptoKey, Vec<u8>), JsValue> {
    let subtle: JsValue = subtle().ok_or_else(|| JsValue::from("no WebCrypto"))?.into();
    let parameters = object(&[
        ("name", "RSASSA-PKCS1-v1_5".into()),
        ("hash", "SHA-256".into()),
        ("modulusLength", NEW_KEY_BITS.into()),
        ("publicExponent", Uint8Array::from([1, 0, 1].as_slice()).into()),
    ]);
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let pair = call(&subtle, "generateKey", &[&parameters, &false.into(), &usages]).await?;
    let spki = call(&subtle, "exportKey", &[&"spki".into(), &get(&pair, "publicKey")]).await?;
    let spki = bytes(&spki).ok_or(JsValue::UNDEFINED)?;
    Ok((get(&pair, "privateKey").dyn_into()?, spki))
}

/// The parameters of every key here.
pub fn rsa() -> Object {
    object(&[("name", "RSASSA-PKCS1-v1_5".into()), ("hash", "SHA-256".into())])
}

/// WebCrypto, which exists on secure pages only.
pub(super) fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.dyn_into().ok()
}
