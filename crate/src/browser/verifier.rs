//! Signature values checked by the browser's WebCrypto.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::key::subtle;
use crate::dsig::{DigestAlgorithm, SignatureAlgorithm, Unverified, Verifier};
use crate::identity::{KeyKind, PublicKey};

/// The browser. It knows nothing but what it is given: not the key that signed.
#[derive(Clone, Copy, Debug)]
pub struct WebCryptoVerifier;

impl Verifier for WebCryptoVerifier {
    async fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        key: &PublicKey,
        octets: &[u8],
        value: &[u8],
    ) -> Result<(), Unverified> {
        let parameters = match (algorithm, key.kind()) {
            (SignatureAlgorithm::Rsa(_), KeyKind::Rsa { .. }) => parameters("RSASSA-PKCS1-v1_5", None),
            (SignatureAlgorithm::Ecdsa(_), KeyKind::P256) => parameters("ECDSA", Some("P-256")),
            (SignatureAlgorithm::Ecdsa(_), KeyKind::P384) => parameters("ECDSA", Some("P-384")),
            _ => return Err(Unverified::Unsupported),
        };
        let hash = match algorithm.digest() {
            DigestAlgorithm::Sha1 => "SHA-1",
            DigestAlgorithm::Sha256 => "SHA-256",
            DigestAlgorithm::Sha384 => "SHA-384",
            DigestAlgorithm::Sha512 => "SHA-512",
        };
        set(&parameters, "hash", hash);
        let subtle = subtle().ok_or(Unverified::Unsupported)?;
        let key = import(&subtle, key.spki(), &parameters).await.map_err(|_| Unverified::Unsupported)?;
        let right = check(&subtle, &key, &parameters, value, octets).await;
        // An error here is about the value: the key and the algorithm were taken.
        if right.is_ok_and(|right| right.is_truthy()) { Ok(()) } else { Err(Unverified::Mismatch) }
    }
}

async fn import(subtle: &SubtleCrypto, spki: &[u8], parameters: &Object) -> Result<CryptoKey, JsValue> {
    let bytes = Uint8Array::from(spki);
    let usages = Array::of1(&"verify".into());
    let imported = subtle.import_key_with_object("spki", &bytes, parameters, false, &usages)?;
    Ok(JsFuture::from(imported).await?.unchecked_into())
}

async fn check(
    subtle: &SubtleCrypto,
    key: &CryptoKey,
    parameters: &Object,
    value: &[u8],
    octets: &[u8],
) -> Result<JsValue, JsValue> {
    let checked = subtle.verify_with_object_and_u8_array_and_u8_array(parameters, key, value, octets)?;
    JsFuture::from(checked).await
}

fn parameters(name: &str, curve: Option<&str>) -> Object {
    let parameters = Object::new();
    set(&parameters, "name", name);
    if let Some(curve) = curve {
        set(&parameters, "namedCurve", curve);
    }
    parameters
}

fn set(object: &Object, name: &str, value: &str) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}
