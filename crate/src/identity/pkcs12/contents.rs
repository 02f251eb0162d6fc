//! The structure of a container (RFC 7292 §4): its parts, and the bags in them.

use zeroize::Zeroizing;

use super::algorithm::{self, Check, Encryption};
use super::error::Pkcs12Error;
use crate::identity::Certificate;
use crate::identity::asn1::{
    BMP_STRING, CONTEXT_0, CONTEXT_0_STRING, Elements, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET,
};
use crate::identity::ber;
use crate::limits;

/// Content types (RFC 2315 §14) and bag types (RFC 7292 appendix D), as far as they are read: bytes of their OIDs.
const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
const ENCRYPTED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06];
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const BAG: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01];
const KEY_BAG: u8 = 1;
const SHROUDED_KEY_BAG: u8 = 2;
const CERTIFICATE_BAG: u8 = 3;
const SAFE_CONTENTS_BAG: u8 = 6;
const X509: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x16, 0x01];
const FRIENDLY_NAME: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x14];

/// A container, not yet opened.
pub(super) struct Shell {
    /// What the check value covers: the bytes as they stand.
    pub(super) content: Zeroizing<Vec<u8>>,
    pub(super) check: Option<Check>,
}

/// A part of a container.
pub(super) enum Part {
    Plain(Zeroizing<Vec<u8>>),
    Encrypted(Encryption, Vec<u8>),
}

/// What the bags of a container hold.
#[derive(Default)]
pub(super) struct Bags {
    /// Private keys, PKCS#8.
    pub(super) keys: Vec<Key>,
    /// Private keys that are encrypted once more.
    pub(super) shrouded: Vec<Shrouded>,
    pub(super) certificates: Vec<Certificate>,
    count: usize,
}

/// A private key, DER-encoded PKCS#8.
pub(super) struct Key {
    pub(super) pkcs8: Zeroizing<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
}

/// An encrypted private key.
pub(super) struct Shrouded {
    pub(super) encryption: Encryption,
    pub(super) octets: Vec<u8>,
    pub(super) friendly_name: Option<String>,
}

impl Shell {
    /// Reads `PFX`.
    pub(super) fn read(container: &[u8]) -> Result<Self, Pkcs12Error> {
        let der = ber::to_der(container).ok_or(Pkcs12Error::Damaged)?;
        let mut pfx = Elements::inside(&der, SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        let (Some(3), Some(mut safe)) = (pfx.number(), pfx.enter(SEQUENCE)) else {
            return Err(Pkcs12Error::Damaged);
        };
        match safe.take(OBJECT_IDENTIFIER) {
            Some(DATA) => {}
            // Public-key integrity: signed instead of checked by a password.
            Some(SIGNED_DATA) => return Err(Pkcs12Error::Unsupported("signedData".to_owned())),
            _ => return Err(Pkcs12Error::Damaged),
        }
        let content = safe.enter(CONTEXT_0).and_then(|mut inside| inside.take(OCTET_STRING));
        let content = Zeroizing::new(content.ok_or(Pkcs12Error::Damaged)?.to_vec());
        let check = match pfx.enter(SEQUENCE) {
            Some(data) => Some(algorithm::check(data)?),
            None if pfx.is_empty() => None,
            None => return Err(Pkcs12Error::Damaged),
        };
        Ok(Self { content, check })
    }

    /// Reads `AuthenticatedSafe`.
    pub(super) fn parts(&self) -> Result<Vec<Result<Part, Pkcs12Error>>, Pkcs12Error> {
        let der = ber::to_der(&self.content).ok_or(Pkcs12Error::Damaged)?;
        let mut infos = Elements::inside(&der, SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        let mut parts = Vec::new();
        while !infos.is_empty() {
            if parts.len() == limits::PKCS12_BAGS {
                return Err(Pkcs12Error::Damaged);
            }
            parts.push(part(infos.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?));
        }
        Ok(parts)
    }
}

/// `ContentInfo`.
fn part(mut info: Elements<'_>) -> Result<Part, Pkcs12Error> {
    let kind = info.take(OBJECT_IDENTIFIER).ok_or(Pkcs12Error::Damaged)?;
    let mut content = info.enter(CONTEXT_0).ok_or(Pkcs12Error::Damaged)?;
    match kind {
        DATA => {
            let octets = content.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?;
            Ok(Part::Plain(Zeroizing::new(octets.to_vec())))
        }
        ENCRYPTED_DATA => {
            let mut data = content.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
            data.number().ok_or(Pkcs12Error::Damaged)?;
            let mut info = data.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
            info.take(OBJECT_IDENTIFIER).ok_or(Pkcs12Error::Damaged)?;
            let encryption = algorithm::encryption(info.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?)?;
            let octets = match info.any() {
                Some((CONTEXT_0_STRING, octets)) => octets.to_vec(),
                Some((CONTEXT_0, pieces)) => ber::join(pieces).ok_or(Pkcs12Error::Damaged)?,
                _ => return Err(Pkcs12Error::Damaged),
            };
            Ok(Part::Encrypted(encryption, octets))
        }
        other => Err(Pkcs12Error::Unsupported(algorithm::name(other))),
    }
}

impl Bags {
    /// Reads `SafeContents`, in BER.
    pub(super) fn read(&mut self, ber: &[u8]) -> Result<(), Pkcs12Error> {
        let der = ber::to_der(ber).ok_or(Pkcs12Error::Damaged)?;
        self.read_contents(Elements::new(&der), limits::PKCS12_NESTING)
    }

    fn read_contents(&mut self, mut outer: Elements<'_>, levels: usize) -> Result<(), Pkcs12Error> {
        let mut bags = outer.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
        while !bags.is_empty() {
            self.count += 1;
            if self.count > limits::PKCS12_BAGS || levels == 0 {
                return Err(Pkcs12Error::Damaged);
            }
            self.read_bag(bags.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?, levels)?;
        }
        Ok(())
    }

    fn read_bag(&mut self, mut bag: Elements<'_>, levels: usize) -> Result<(), Pkcs12Error> {
        let kind = bag.take(OBJECT_IDENTIFIER).ok_or(Pkcs12Error::Damaged)?;
        let mut value = bag.enter(CONTEXT_0).ok_or(Pkcs12Error::Damaged)?;
        let friendly_name = bag.enter(SET).and_then(friendly_name);
        match kind.strip_prefix(BAG) {
            Some(&[KEY_BAG]) => {
                let (tag, content) = value.any().ok_or(Pkcs12Error::Damaged)?;
                let mut pkcs8 = Zeroizing::new(Vec::with_capacity(content.len() + 10));
                crate::identity::asn1::write(&mut pkcs8, tag, content);
                self.keys.push(Key { pkcs8, friendly_name });
            }
            Some(&[SHROUDED_KEY_BAG]) => {
                let mut info = value.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
                let encryption = algorithm::encryption(info.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?)?;
                let octets = info.take(OCTET_STRING).ok_or(Pkcs12Error::Damaged)?.to_vec();
                self.shrouded.push(Shrouded { encryption, octets, friendly_name });
            }
            Some(&[CERTIFICATE_BAG]) => {
                let mut info = value.enter(SEQUENCE).ok_or(Pkcs12Error::Damaged)?;
                // The other kind, SDSI, never came into use.
                if info.take(OBJECT_IDENTIFIER) == Some(X509) {
                    let der = info.enter(CONTEXT_0).and_then(|mut inside| inside.take(OCTET_STRING));
                    let certificate = Certificate::from_der(der.ok_or(Pkcs12Error::Damaged)?);
                    // One that cannot be read is no use; another may be.
                    self.certificates.extend(certificate);
                }
            }
            Some(&[SAFE_CONTENTS_BAG]) => self.read_contents(value, levels - 1)?,
            // Revocation lists and secrets are of no concern here.
            _ => {}
        }
        Ok(())
    }
}

/// The name that a program gave a bag, from its attributes.
fn friendly_name(mut attributes: Elements<'_>) -> Option<String> {
    while !attributes.is_empty() {
        let mut attribute = attributes.enter(SEQUENCE)?;
        if attribute.take(OBJECT_IDENTIFIER) == Some(FRIENDLY_NAME) {
            let text = attribute.enter(SET)?.take(BMP_STRING)?;
            let units = text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let name: String =
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            return Some(name).filter(|name| !name.is_empty());
        }
    }
    None
}
