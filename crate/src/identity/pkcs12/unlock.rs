//! A password tried on a container: in every form that it may have, within a limit on the work.

use std::cell::Cell;

use zeroize::Zeroizing;

use super::algorithm::{Check, Encryption, Kdf};
use super::cipher::decrypt;
use super::contents::{Bags, Part};
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

    /// The check value covers everything: a wrong password fails it, and so does damage. If the password opens anything
    /// inside all the same, or what no password protects cannot be read, it was damage.
    pub(super) async fn why_not_intact(&self, parts: Vec<Result<Part, Pkcs12Error>>) -> Pkcs12Error {
        let (mut sealed, mut bags) = (Vec::new(), Bags::default());
        for part in parts {
            let read = match part {
                Ok(Part::Encrypted(encryption, octets)) => {
                    sealed.push((encryption, octets));
                    Ok(())
                }
                Ok(Part::Plain(octets)) => bags.read(&octets),
                Err(error) => Err(error),
            };
            if read == Err(Pkcs12Error::Damaged) {
                return Pkcs12Error::Damaged;
            }
        }
        sealed.extend(bags.shrouded.into_iter().map(|key| (key.encryption, key.octets)));
        for (encryption, octets) in &sealed {
            if self.decrypt(encryption, octets).await.is_ok() {
                return Pkcs12Error::Damaged;
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

#[cfg(test)]
mod tests {
    use pollster::block_on;

    use super::super::algorithm::Cipher;
    use super::*;

    /// Derives nothing, at once.
    struct Idle;

    impl Deriver for Idle {
        async fn pbkdf2(&self, task: Pbkdf2<'_>) -> Zeroizing<Vec<u8>> {
            Zeroizing::new(vec![0; task.length])
        }

        async fn pause(&self) {}
    }

    #[test]
    fn the_rounds_of_all_parts_together_have_a_limit() {
        let salt = vec![1; 8];
        let rounds = limits::PKCS12_ROUNDS;
        let kdf = Kdf { hash: Hash::Sha256, salt, rounds, key_length: 32 };
        let encryption = Encryption::Pbes2 { cipher: Cipher::Aes, kdf, vector: vec![0; 16] };
        let unlocker = Unlocker::new("x", &Idle);
        let attempt = || block_on(unlocker.decrypt(&encryption, &[0; 16])).err();
        // Each part is tried with both forms that this password has for PBKDF2.
        let each = 2 * u64::from(rounds);
        for _ in 0..limits::PKCS12_ALL_ROUNDS / each {
            assert_eq!(attempt(), Some(Pkcs12Error::WrongPassword));
        }
        assert_eq!(attempt(), Some(Pkcs12Error::TooManyRounds(rounds.into())));
    }
}
