//! The machine's own authenticator (Windows Hello, Touch ID, a security key): WebAuthn with its extension `prf`.
//!
//! What it gives for a salt is a secret of 32 bytes that nobody has who does not know its PIN or show their finger
//! (WebAuthn Level 3 §10.1.4). A key is kept under it, and never without it.

use js_sys::{Array, JsString, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::js::{at, bytes, call, describe, get, object, random};
use super::key;

/// How long a person may take, in milliseconds.
const PATIENCE: u32 = 120_000;
/// COSE numbers of the algorithms of the credential, which itself is of no use here: ES256, RS256.
const ALGORITHMS: [i32; 2] = [-7, -257];
/// Ties what is derived to its use.
const PURPOSE: &[u8] = b"PES Signer: private key";

/// A credential of the authenticator, made to seal one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its identifier.
    pub credential: Vec<u8>,
    /// What its secret is asked with.
    pub salt: Vec<u8>,
}

/// The authenticator does not give its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The person cancelled, took too long, or was not recognised.
    Cancelled,
    /// It has no secrets to give, or the browser does not ask for them.
    Unsupported,
    /// Something else; what the browser said.
    Failed(String),
}

/// Whether the browser may offer it. That the authenticator can do it shows only when it is used.
pub async fn is_offered() -> bool {
    let credential = get(&js_sys::global(), "PublicKeyCredential");
    if credential.is_undefined() {
        return false;
    }
    match call(&credential, "getClientCapabilities", &[]).await {
        // Browsers that say what they can do name what they cannot.
        Ok(capabilities) => get(&capabilities, "extension:prf").is_truthy(),
        Err(_) => true,
    }
}

/// Makes a credential that the person will know by `name`, and asks it for its secret.
///
/// # Errors
/// [`SealError`].
pub async fn enrol(name: &str) -> Result<(Seal, CryptoKey), SealError> {
    let salt = random(32).map_err(|error| failed(&error))?;
    let algorithms: Array = ALGORITHMS
        .iter()
        .map(|number| object(&[("type", "public-key".into()), ("alg", (*number).into())]))
        .collect();
    let user = object(&[
        ("id", random(16).map_err(|error| failed(&error))?.into()),
        ("name", name.into()),
        ("displayName", name.into()),
    ]);
    let selection = object(&[("residentKey", "preferred".into()), ("userVerification", "required".into())]);
    let options = object(&[
        ("rp", object(&[("name", "PES Signer".into())]).into()),
        ("user", user.into()),
        ("challenge", random(32).map_err(|error| failed(&error))?.into()),
        ("pubKeyCredParams", algorithms.into()),
        ("authenticatorSelection", selection.into()),
        ("timeout", PATIENCE.into()),
        ("extensions", prf(&salt).into()),
    ]);
    let (credential, results) = ask("create", options).await?;
    if !get(&results, "enabled").is_truthy() {
        dismiss(&credential).await;
        return Err(SealError::Unsupported);
    }
    let seal = Seal { credential, salt: salt.to_vec() };
    // Many authenticators give no secret at the moment they are made.
    let key = match secret_of(&results) {
        Some(secret) => wrapping_key(&secret).await?,
        None => unseal(&seal).await?,
    };
    Ok((seal, key))
}

/// Asks a credential for its secret: a key for AES-GCM that is never seen.
///
/// # Errors
/// [`SealError`].
pub async fn unseal(seal: &Seal) -> Result<CryptoKey, SealError> {
    let known =
        object(&[("type", "public-key".into()), ("id", Uint8Array::from(seal.credential.as_slice()).into())]);
    let options = object(&[
        ("challenge", random(32).map_err(|error| failed(&error))?.into()),
        ("allowCredentials", Array::of1(&known).into()),
        ("userVerification", "required".into()),
        ("timeout", PATIENCE.into()),
        ("extensions", prf(&Uint8Array::from(seal.salt.as_slice())).into()),
    ]);
    let (_, results) = ask("get", options).await?;
    wrapping_key(&secret_of(&results).ok_or(SealError::Unsupported)?).await
}

/// Tells the authenticator that a credential is of no use any more, where the browser can.
pub async fn dismiss(credential: &[u8]) {
    let Some(host) = web_sys::window().and_then(|window| window.location().hostname().ok()) else {
        return;
    };
    let options = object(&[("rpId", host.into()), ("credentialId", base64url(credential).into())]);
    let constructor = get(&js_sys::global(), "PublicKeyCredential");
    // It is tidy, no more: without the wrapped key the credential opens nothing.
    let _ = call(&constructor, "signalUnknownCredential", &[&options]).await;
}

/// The identifier of a credential, and what its extension gave.
async fn ask(method: &str, options: Object) -> Result<(Vec<u8>, JsValue), SealError> {
    let credentials = at(&js_sys::global(), &["navigator", "credentials"]);
    if credentials.is_undefined() {
        return Err(SealError::Unsupported);
    }
    let request = object(&[("publicKey", options.into())]);
    let credential = call(&credentials, method, &[&request]).await.map_err(|error| refused(&error))?;
    let id = bytes(&get(&credential, "rawId")).ok_or(SealError::Unsupported)?;
    let results =
        call(&credential, "getClientExtensionResults", &[]).await.map_err(|error| failed(&error))?;
    Ok((id, get(&results, "prf")))
}

fn prf(salt: &Uint8Array) -> Object {
    let inputs = object(&[("first", salt.into())]);
    object(&[("prf", object(&[("eval", inputs.into())]).into())])
}

fn secret_of(results: &JsValue) -> Option<Uint8Array> {
    let secret = at(results, &["results", "first"]);
    (!secret.is_undefined()).then(|| Uint8Array::new(&secret))
}

/// HKDF (RFC 5869) over the secret, in the browser; the secret is wiped.
async fn wrapping_key(secret: &Uint8Array) -> Result<CryptoKey, SealError> {
    let key = derive(secret).await;
    secret.fill(0, 0, secret.length());
    key.map_err(|error| failed(&error))
}

async fn derive(secret: &Uint8Array) -> Result<CryptoKey, JsValue> {
    let subtle: JsValue = key::subtle().ok_or(JsValue::UNDEFINED)?.into();
    let usages = |names: &[&str]| -> Array { names.iter().map(|name| JsValue::from(*name)).collect() };
    let imported = call(
        &subtle,
        "importKey",
        &[&"raw".into(), secret, &"HKDF".into(), &false.into(), &usages(&["deriveKey"])],
    )
    .await?;
    let derivation = object(&[
        ("name", "HKDF".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::new_with_length(0).into()),
        ("info", Uint8Array::from(PURPOSE).into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let uses = usages(&["encrypt", "unwrapKey"]);
    let key = call(&subtle, "deriveKey", &[&derivation, &imported, &kind, &false.into(), &uses]).await?;
    key.dyn_into()
}

fn refused(error: &JsValue) -> SealError {
    let name = get(error, "name").as_string().unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "AbortError" => SealError::Cancelled,
        "NotSupportedError" | "ConstraintError" => SealError::Unsupported,
        _ => failed(error),
    }
}

fn failed(error: &JsValue) -> SealError {
    SealError::Failed(describe(error))
}

fn base64url(bytes: &[u8]) -> JsString {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes).into()
}
