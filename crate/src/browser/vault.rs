//! The keys that this browser keeps, each with its certificate: in IndexedDB, for this origin alone.
//!
//! None of them can be read back. One is a WebCrypto key that is not extractable; or its PKCS#8 is there only
//! encrypted (AES-256-GCM) under a secret that the machine's authenticator gives out after its PIN or a fingerprint.

use std::cmp::Reverse;

use js_sys::{Array, Uint8Array};
use sha2::Digest as _;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

use super::authenticator::{self, Seal, SealError};
use super::database::Database;
use super::format;
use super::js::{bytes, call, get, object, random};
use super::key::{self, WebCryptoKey};
use crate::identity::{Certificate, Identity};
use crate::limits;
use crate::words::readable;

const NAME: &str = "pes-signer-keys";
const STORE: &str = "keys";
/// Length of the nonce of AES-GCM, in bytes (NIST SP 800-38D §8.2).
const NONCE: u32 = 12;
/// What is stored beside a key that the browser holds, in random bytes: a record that is large enough goes into a file
/// of its own, which is removed with it. A smaller one would stay in the database long after it was erased. Chromium does
/// so from 64 KiB on, Firefox above 1 MiB (as compressed, which random bytes cannot be).
const PADDING: u32 = (1 << 20) + (1 << 16);

/// What is kept.
#[derive(Debug)]
pub struct Vault(Database);

/// One key that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the key is found by: the fingerprint of its certificate, or of its public key while there is none.
    pub id: String,
    /// How the key is kept.
    pub key: KeptKey,
    /// Its certificate, or the request that was made for one.
    pub owner: Owner,
    /// As what, and where, was signed with it last: role, city, postal code.
    pub place: [String; 3],
    /// Since when it is kept, in seconds since 1970.
    pub since: u64,
    /// When it was kept, used or preferred to others last, in milliseconds since 1970.
    pub chosen: u64,
    /// When was signed with it last, in seconds since 1970.
    pub used: Option<u64>,
    /// It was made here, and is nowhere else.
    pub made_here: bool,
}

/// How a key is kept.
#[derive(Clone, Debug)]
pub enum KeptKey {
    /// By the browser.
    Browser(CryptoKey),
    /// Encrypted, its secret with the authenticator.
    Sealed(SealedKey),
}

/// Whose a key is.
#[derive(Clone, Debug)]
pub enum Owner {
    /// The holder of this certificate; the others are those that came with it.
    Certified(Box<Certificate>, Vec<Certificate>),
    /// Somebody who asked for a certificate.
    Requested {
        /// The name in the request.
        name: String,
        /// The request (PKCS#10), DER.
        request: Vec<u8>,
        /// The public key, as `SubjectPublicKeyInfo`.
        spki: Vec<u8>,
    },
}

/// A private key under the secret of an authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedKey {
    seal: Seal,
    nonce: Vec<u8>,
    wrapped: Vec<u8>,
}

impl Vault {
    /// Opens it.
    ///
    /// # Errors
    /// The browser keeps nothing.
    pub async fn open() -> Result<Self, JsValue> {
        Database::open(NAME, STORE).await.map(Self)
    }

    /// Everything in it that can be understood, what was chosen last first.
    ///
    /// # Errors
    /// It cannot be read now.
    pub async fn all(&self) -> Result<Vec<Kept>, JsValue> {
        let records = self.0.all().await?;
        let mut kept: Vec<Kept> = Vec::new();
        for one in records.iter().filter_map(read) {
            let comes_first =
                |other: &Kept| (Reverse(other.chosen), &other.id) <= (Reverse(one.chosen), &one.id);
            let place = kept.partition_point(comes_first);
            kept.insert(place, one);
        }
        Ok(kept)
    }

    /// Takes down where and when a key was used or chosen; whether it is kept still. One that was erased stays so.
    ///
    /// # Errors
    /// The browser did not take it down.
    pub async fn touch(&self, kept: &Kept) -> Result<bool, JsValue> {
        let members = uses(kept);
        self.0
            .update(&kept.id, move |record| {
                for (name, value) in &members {
                    let _ = js_sys::Reflect::set(record, &(*name).into(), value);
                }
            })
            .await
    }

    /// Keeps a key.
    ///
    /// # Errors
    /// The browser did not keep it.
    pub async fn keep(&self, kept: &Kept) -> Result<(), JsValue> {
        persist();
        self.0.put(&write(kept)).await
    }

    /// Erases a key, and looks whether it is gone.
    ///
    /// # Errors
    /// It may still be there.
    pub async fn forget(&self, kept: &Kept) -> Result<(), JsValue> {
        self.0.delete(&kept.id).await?;
        kept.key.dismiss().await;
        let left = self.0.all().await?;
        let is_there = left.iter().any(|record| get(record, "id").as_string().as_deref() == Some(&kept.id));
        if is_there { Err(JsValue::UNDEFINED) } else { Ok(()) }
    }
}

impl Kept {
    /// A key with its certificate, kept from now on.
    pub fn certified(key: KeptKey, certificate: Certificate, chain: Vec<Certificate>) -> Self {
        let id = fingerprint(&certificate);
        Self::new(id, key, Owner::Certified(Box::new(certificate), chain))
    }

    /// A key made now, for which a certificate is asked.
    pub fn requested(key: CryptoKey, request: Owner) -> Self {
        let id = match &request {
            Owner::Requested { spki, .. } => format::hexadecimal(&sha2::Sha256::digest(spki)),
            Owner::Certified(certificate, _) => fingerprint(certificate),
        };
        Self { made_here: true, ..Self::new(id, KeptKey::Browser(key), request) }
    }

    fn new(id: String, key: KeptKey, owner: Owner) -> Self {
        let since = format::now();
        let (place, chosen, used, made_here) = Default::default();
        Self { id, key, owner, place, since, chosen, used, made_here }.chosen_now()
    }

    /// The same, preferred to all others.
    #[must_use]
    pub fn chosen_now(self) -> Self {
        Self { chosen: format::seconds(js_sys::Date::now()), ..self }
    }

    /// The certificate, once there is one.
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.owner {
            Owner::Certified(certificate, _) => Some(certificate),
            Owner::Requested { .. } => None,
        }
    }
}

/// What a certificate is kept as.
pub fn fingerprint(certificate: &Certificate) -> String {
    format::hexadecimal(&certificate.sha256())
}

impl KeptKey {
    /// Whether this is the other one, as far as that can be told of a key that nobody sees.
    pub fn is_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sealed(one), Self::Sealed(other)) => one == other,
            (Self::Browser(_), Self::Browser(_)) => true,
            _ => false,
        }
    }

    /// Tells the authenticator, if there is one, that what it keeps for this key is of no use any more.
    pub async fn dismiss(&self) {
        if let Self::Sealed(sealed) = self {
            authenticator::dismiss(&sealed.seal.credential).await;
        }
    }
}

impl SealedKey {
    /// Encrypts the key of `identity` under a new secret of the authenticator.
    ///
    /// # Errors
    /// [`SealError`].
    pub async fn seal(identity: &Identity) -> Result<Self, SealError> {
        let certificate = identity.certificate();
        let (seal, secret) = authenticator::enrol(&readable(&certificate.common_name())).await?;
        let failed = |error: JsValue| SealError::Failed(super::js::describe(&error));
        let nonce = random(NONCE).map_err(failed)?;
        let octets = Uint8Array::from(identity.private_key());
        let wrapped = encrypt(&secret, &cipher(&nonce, certificate), &octets).await;
        // The copy in the browser's own memory is not under our control; this one is.
        octets.fill(0, 0, octets.length());
        Ok(Self { seal, nonce: nonce.to_vec(), wrapped: wrapped.map_err(failed)? })
    }

    /// Asks the authenticator, and has the browser decrypt the key: it is never seen.
    ///
    /// # Errors
    /// [`SealError`].
    pub async fn unseal(&self, certificate: &Certificate) -> Result<WebCryptoKey, SealError> {
        let secret = authenticator::unseal(&self.seal).await?;
        let cipher = cipher(&Uint8Array::from(self.nonce.as_slice()), certificate);
        let wrapped = Uint8Array::from(self.wrapped.as_slice());
        let key = unwrap(&secret, &cipher, &wrapped)
            .await
            .map_err(|error| SealError::Failed(super::js::describe(&error)))?;
        Ok(WebCryptoKey::new(certificate.clone(), key))
    }
}

async fn encrypt(secret: &CryptoKey, cipher: &JsValue, octets: &Uint8Array) -> Result<Vec<u8>, JsValue> {
    let subtle: JsValue = key::subtle().ok_or(JsValue::UNDEFINED)?.into();
    let encrypted = call(&subtle, "encrypt", &[cipher, secret, octets]).await?;
    bytes(&encrypted).ok_or(JsValue::UNDEFINED)
}

async fn unwrap(secret: &CryptoKey, cipher: &JsValue, wrapped: &Uint8Array) -> Result<CryptoKey, JsValue> {
    let subtle: JsValue = key::subtle().ok_or(JsValue::UNDEFINED)?.into();
    let usages = Array::of1(&"sign".into());
    let arguments: &[&JsValue] =
        &[&"pkcs8".into(), wrapped, secret, cipher, &key::rsa(), &false.into(), &usages];
    call(&subtle, "unwrapKey", arguments).await?.dyn_into()
}

/// AES-GCM; the certificate is authenticated along, so that no other can be put in its place.
fn cipher(nonce: &Uint8Array, certificate: &Certificate) -> JsValue {
    let fingerprint = Uint8Array::from(certificate.sha256().as_slice());
    object(&[("name", "AES-GCM".into()), ("iv", nonce.into()), ("additionalData", fingerprint.into())]).into()
}

/// Asks the browser not to clear this away when room gets scarce. Firefox asks the person, who need not answer.
fn persist() {
    wasm_bindgen_futures::spawn_local(async {
        let storage = super::js::at(&js_sys::global(), &["navigator", "storage"]);
        // Whether it agrees changes nothing of what there is to do.
        let _ = call(&storage, "persist", &[]).await;
    });
}

/// What a record says of where and when a key was used.
fn uses(kept: &Kept) -> Vec<(&'static str, JsValue)> {
    let place: Array = kept.place.iter().map(|text| JsValue::from(text.as_str())).collect();
    let mut members = vec![("place", place.into()), ("chosen", format::float(kept.chosen).into())];
    members.extend(kept.used.map(|used| ("used", format::float(used).into())));
    members
}

fn write(kept: &Kept) -> JsValue {
    let octets = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let mut members = uses(kept);
    members.extend([
        ("id", JsValue::from(kept.id.as_str())),
        ("since", format::float(kept.since).into()),
        ("madeHere", kept.made_here.into()),
    ]);
    match &kept.key {
        KeptKey::Browser(key) => {
            members.push(("key", key.into()));
            members.extend(random(PADDING).map(|padding| ("padding", padding.into())));
        }
        KeptKey::Sealed(SealedKey { seal, nonce, wrapped }) => members.extend([
            ("credential", octets(&seal.credential)),
            ("salt", octets(&seal.salt)),
            ("nonce", octets(nonce)),
            ("wrapped", octets(wrapped)),
        ]),
    }
    match &kept.owner {
        Owner::Certified(certificate, chain) => {
            let chain: Array = chain.iter().map(|certificate| octets(certificate.der())).collect();
            members.extend([("certificate", octets(certificate.der())), ("chain", chain.into())]);
        }
        Owner::Requested { name, request, spki } => members.extend([
            ("name", name.as_str().into()),
            ("request", octets(request)),
            ("spki", octets(spki)),
        ]),
    }
    let record = object(&[]);
    for (name, value) in members {
        let _ = js_sys::Reflect::set(&record, &name.into(), &value);
    }
    record.into()
}

/// A record; `None` if another version of the page wrote it, or it is damaged.
fn read(record: &JsValue) -> Option<Kept> {
    let octets = |name: &str| bytes(&get(record, name)).filter(|bytes| bytes.len() <= limits::PKCS12_BYTES);
    let text = |value: JsValue| value.as_string();
    let key = match get(record, "key").dyn_into::<CryptoKey>() {
        Ok(key) => KeptKey::Browser(key),
        Err(_) => KeptKey::Sealed(SealedKey {
            seal: Seal { credential: octets("credential")?, salt: octets("salt")? },
            nonce: octets("nonce")?,
            wrapped: octets("wrapped")?,
        }),
    };
    let owner = match octets("certificate") {
        Some(certificate) => {
            let chain = get(record, "chain").dyn_into::<Array>().unwrap_or_default();
            let chain = chain.iter().filter_map(|der| Certificate::from_der(&bytes(&der)?).ok()).collect();
            Owner::Certified(Box::new(Certificate::from_der(&certificate).ok()?), chain)
        }
        None => Owner::Requested {
            name: text(get(record, "name"))?,
            request: octets("request")?,
            spki: octets("spki")?,
        },
    };
    let place = get(record, "place").dyn_into::<Array>().unwrap_or_default();
    let place = [0, 1, 2].map(|index| text(place.get(index)).unwrap_or_default());
    let moment = |name: &str| get(record, name).as_f64().map(format::seconds);
    let used = moment("used");
    let chosen = moment("chosen").or(used)?;
    let since = moment("since").unwrap_or(chosen);
    let made_here = get(record, "madeHere").is_truthy();
    Some(Kept { id: text(get(record, "id"))?, key, owner, place, since, chosen, used, made_here })
}
