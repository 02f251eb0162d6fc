//! A password tried on a container: in every form that it may have, within a limit on the work.

use std::cell::Cell;

use zeroize::Zeroizing;

use super::algorithm::{Check, Encryption, Kdf};
use super::cipher::decrypt;
use super::contents::Part;
use super::derivation::{Deriver, Hash, Pbkdf2, Purpose, pkcs12};
use super::error::Pkcs12Error;
use super::password::Password;
use crate::identity::asn1::SEQUENCE;
use crate::identity::ber;
use crate::limits;

/// A password, and what derives keys of it.
pub(super) struct Unlocker<'a, D> {
    password: Password,
    deriver: &'a D,
    /// Rounds that may still be computed.
    left: Cell<u64>,
}

impl<'a, D: Deriver> Unlocker<'a, D> {
    pub(super) fn new(password: &str, deriver: &'a D) -> Self {
        Self { password: Password::new(password), deriver, left: Cell::new(limits::PKCS12_ALL_ROUNDS) }
    }

    /// Whether the password proves the check value right.
    pub(super) async fn is_intact(&self, check: &Check, content: &[u8]) -> Result<bool, Pkcs12Error> {
        match check {
            Check::Pkcs12 { hash, salt, rounds, value } => {
                for (index, password) in self.password.wide.likeliest_first() {
                    let length = hash.length();
                    let task = Pbkdf2 { hash: *hash, password, salt, rounds: *rounds, length };
                    let key = self.pkcs12(task, Purpose::Check).await?;
                    if hash.is_hmac(&key, content, value) {
                        self.password.wide.is_right(index);
                        return Ok(true);
                    }
                }
            }
            Check::Pbmac1 { kdf, hash, value } => {
                for (index, password) in self.password.octets.likeliest_first() {
                    let key = self.pbkdf2(kdf, password).await?;
                    if hash.is_hmac(&key, content, value) {
                        self.password.octets.is_right(index);
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// The check value covers everything: a wrong password fails it, and so does damage. If the password opens what
    /// is inside all the same, it was damage.
    pub(super) async fn why_not_intact(&self, parts: Vec<Result<Part, Pkcs12Error>>) -> Pkcs12Error {
        for part in parts {
            if let Ok(Part::Encrypted(encryption, octets)) = part {
                return match self.decrypt(&encryption, &octets).await {
                    Ok(_) => Pkcs12Error::Damaged,
                    Err(_) => self.wrong_password(),
                };
            }
        }
        self.wrong_password()
    }

    /// Decrypts something that is an ASN.1 SEQUENCE, which tells the right password where padding cannot.
    pub(super) async fn decrypt(
        &self,
        encryption: &Encryption,
        octets: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Pkcs12Error> {
        let forms = match encryption {
            Encryption::Pkcs12 { .. } => &self.password.wide,
            Encryption::Pbes2 { .. } => &self.password.octets,
        };
        for (index, password) in forms.likeliest_first() {
            let decrypted = match encryption {
                Encryption::Pkcs12 { cipher, key_length, salt, rounds } => {
                    let task = |length| Pbkdf2 { hash: Hash::Sha1, password, salt, rounds: *rounds, length };
                    let key = self.pkcs12(task(*key_length), Purpose::Encryption).await?;
                    // All these ciphers have blocks of eight bytes.
                    let vector = self.pkcs12(task(8), Purpose::InitializationVector).await?;
                    decrypt(*cipher, &key, &vector, octets)
                }
                Encryption::Pbes2 { cipher, kdf, vector } => {
                    decrypt(*cipher, &self.pbkdf2(kdf, password).await?, vector, octets)
                }
            };
            let opened = decrypted.filter(|octets| octets.first() == Some(&SEQUENCE));
            if let Some(der) = opened.and_then(|octets| ber::to_der(&octets)) {
                forms.is_right(index);
                return Ok(der);
            }
        }
        Err(if self.password.is_proven() { Pkcs12Error::OtherKeyPassword } else { self.wrong_password() })
    }

    fn wrong_password(&self) -> Pkcs12Error {
        if self.password.is_empty() { Pkcs12Error::EmptyPassword } else { Pkcs12Error::WrongPassword }
    }

    async fn pkcs12(&self, task: Pbkdf2<'_>, purpose: Purpose) -> Result<Zeroizing<Vec<u8>>, Pkcs12Error> {
        self.spend(task)?;
        Ok(pkcs12(task, purpose, self.deriver).await)
    }

    async fn pbkdf2(&self, kdf: &Kdf, password: &[u8]) -> Result<Zeroizing<Vec<u8>>, Pkcs12Error> {
        let Kdf { hash, salt, rounds, key_length } = kdf;
        let task = Pbkdf2 { hash: *hash, password, salt, rounds: *rounds, length: *key_length };
        self.spend(task)?;
        Ok(self.deriver.pbkdf2(task).await)
    }

    fn spend(&self, task: Pbkdf2<'_>) -> Result<(), Pkcs12Error> {
        let blocks = u64::try_from(task.length.div_ceil(task.hash.length())).unwrap_or(u64::MAX);
        let left = self.left.get().checked_sub(u64::from(task.rounds).saturating_mul(blocks));
        self.left.set(left.ok_or(Pkcs12Error::TooManyRounds(task.rounds.into()))?);
        Ok(())
    }
}
