//! PKCS#12 containers (RFC 7292): the file with a password that most signers have.

mod algorithm;
mod cipher;
mod contents;
mod derivation;
mod error;
mod key;
mod password;
mod recognise;
mod unlock;

use std::fmt;
use std::rc::Rc;

use zeroize::Zeroizing;

pub use derivation::{Deriver, Hash, Pbkdf2, SoftwareDeriver, pbkdf2};
pub use error::{Lookalike, Pkcs12Error};

use super::Certificate;
use crate::limits;
use contents::{Bags, Key, Part, Shell};
use key::RsaKey;
use unlock::Unlocker;

/// A certificate and the private key that belongs to it.
pub struct Identity {
    certificate: Certificate,
    /// All certificates of the container: every identity of it holds the same.
    all: Rc<[Certificate]>,
    private_key: Zeroizing<Vec<u8>>,
    friendly_name: Option<String>,
}

impl Identity {
    /// The signer's certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The other certificates of the container, in its order.
    pub fn chain(&self) -> impl Iterator<Item = &Certificate> {
        self.all.iter().filter(|other| other.der() != self.certificate.der())
    }

    /// The private key as DER-encoded PKCS#8, without attributes. A secret.
    #[must_use]
    pub fn private_key(&self) -> &[u8] {
        &self.private_key
    }

    /// The name that the key was given by the program or person that made the container.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("certificate", &self.certificate.subject()).finish_non_exhaustive()
    }
}

/// Opens a container: every certificate in it that has its private key there too, in the container's order.
///
/// The key is found by its numbers; names and `localKeyId` are not relied upon. Identities beyond the limit are left
/// out. What stands behind the container in the file is not read.
///
/// # Errors
/// [`Pkcs12Error`]; a list returned is never empty.
pub async fn open<D: Deriver>(
    container: &[u8],
    password: &str,
    deriver: &D,
) -> Result<Vec<Identity>, Pkcs12Error> {
    recognise::recognise(container)?;
    let shell = Shell::read(container)?;
    let unlocker = Unlocker::new(password, deriver);
    let parts = shell.parts()?;
    if let Some(check) = &shell.check
        && !unlocker.is_intact(check, &shell.content).await?
    {
        return Err(unlocker.why_not_intact(parts).await);
    }
    let mut bags = Bags::default();
    let mut problem = None;
    for part in parts {
        let read = match part {
            Ok(Part::Plain(octets)) => bags.read(&octets),
            Ok(Part::Encrypted(encryption, octets)) => match unlocker.decrypt(&encryption, &octets).await {
                Ok(octets) => bags.read(&octets),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        };
        note(&mut problem, read.err());
    }
    for shrouded in std::mem::take(&mut bags.shrouded) {
        match unlocker.decrypt(&shrouded.encryption, &shrouded.octets).await {
            Ok(pkcs8) => bags.keys.push(Key { pkcs8, friendly_name: shrouded.friendly_name }),
            Err(error) => note(&mut problem, Some(error)),
        }
    }
    identities(bags, problem)
}

/// Remembers the first problem: what can be used all the same is used.
fn note(problem: &mut Option<Pkcs12Error>, error: Option<Pkcs12Error>) {
    if problem.is_none() {
        *problem = error;
    }
}

/// Pairs keys and certificates.
fn identities(bags: Bags, mut problem: Option<Pkcs12Error>) -> Result<Vec<Identity>, Pkcs12Error> {
    let mut keys = Vec::new();
    for bag in &bags.keys {
        match RsaKey::read(&bag.pkcs8) {
            Ok(key) => keys.push((key, bag)),
            Err(error) => note(&mut problem, Some(error)),
        }
    }
    let mut identities: Vec<Identity> = Vec::new();
    let all: Rc<[Certificate]> = bags.certificates.into();
    for certificate in all.iter() {
        let Some(numbers) = certificate.rsa_numbers() else { continue };
        let known = identities.iter().any(|identity| identity.certificate.der() == certificate.der());
        let Some((key, bag)) = keys.iter().find(|(key, _)| key.belongs_to(numbers)).filter(|_| !known) else {
            continue;
        };
        if identities.len() == limits::PKCS12_IDENTITIES {
            break;
        }
        identities.push(Identity {
            certificate: certificate.clone(),
            all: Rc::clone(&all),
            private_key: key.pkcs8.clone(),
            friendly_name: bag.friendly_name.clone(),
        });
    }
    if !identities.is_empty() {
        return Ok(identities);
    }
    Err(match problem {
        Some(problem) => problem,
        None if bags.keys.is_empty() => Pkcs12Error::NoPrivateKey,
        None if all.is_empty() => Pkcs12Error::NoCertificate,
        None => Pkcs12Error::Mismatch,
    })
}

#[cfg(test)]
mod tests {
    use pollster::block_on;

    use super::*;

    #[test]
    fn a_container_cut_short_is_damaged() {
        let cut = [0x30, 0x82, 0x03, 0x00, 0x02, 0x01, 0x03, 0x30];
        assert_eq!(block_on(open(&cut, "x", &SoftwareDeriver)).err(), Some(Pkcs12Error::Damaged));
    }
}
