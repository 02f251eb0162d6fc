//! Keys made of passwords by the browser's WebCrypto, beside the page.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use super::blob;
use super::key::subtle;
use crate::identity::{Deriver, Hash, Pbkdf2, pbkdf2};

/// The browser; what it refuses, such as SHA-224 or here and there an empty password, is computed in the page.
#[derive(Clone, Copy, Debug)]
pub struct WebCryptoDeriver;

impl Deriver for WebCryptoDeriver {
    async fn pbkdf2(&self, task: Pbkdf2<'_>) -> Zeroizing<Vec<u8>> {
        let hash = match task.hash {
            Hash::Sha1 => Some("SHA-1"),
            Hash::Sha224 => None,
            Hash::Sha256 => Some("SHA-256"),
            Hash::Sha384 => Some("SHA-384"),
            Hash::Sha512 => Some("SHA-512"),
        };
        if let (Some(hash), Some(subtle)) = (hash, subtle())
            && let Ok(key) = derive(&subtle, task, hash).await
        {
            return key;
        }
        pbkdf2(task, self).await
    }

    async fn pause(&self) {
        blob::pause().await;
    }
}

async fn derive(subtle: &SubtleCrypto, task: Pbkdf2<'_>, hash: &str) -> Result<Zeroizing<Vec<u8>>, JsValue> {
    let password = Uint8Array::from(task.password);
    let usages = Array::of1(&"deriveBits".into());
    let imported = match subtle.import_key_with_str("raw", &password, "PBKDF2", false, &usages) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    // The browser has its own copy, out of our reach; this one is not.
    password.fill(0, 0, password.length());
    let key: CryptoKey = imported?.unchecked_into();
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"PBKDF2".into())?;
    Reflect::set(&algorithm, &"hash".into(), &hash.into())?;
    Reflect::set(&algorithm, &"salt".into(), &Uint8Array::from(task.salt))?;
    Reflect::set(&algorithm, &"iterations".into(), &task.rounds.into())?;
    let bits = u32::try_from(task.length * 8).map_err(|_| JsValue::UNDEFINED)?;
    let derived = JsFuture::from(subtle.derive_bits_with_object(&algorithm, &key, bits)?).await?;
    let derived = Uint8Array::new(&derived);
    let bytes = Zeroizing::new(derived.to_vec());
    derived.fill(0, 0, derived.length());
    Ok(bytes)
}
