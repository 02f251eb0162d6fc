//! Passwords to keys: PBKDF2, and what PKCS#12 did before it.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use zeroize::{Zeroize, Zeroizing};

/// A digest that keys and check values are made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// The same for each digest, with its type as `$name`.
macro_rules! for_each_hash {
    ($hash:expr, $name:ident => $body:expr) => {
        match $hash {
            Hash::Sha1 => {
                type $name = Sha1;
                $body
            }
            Hash::Sha224 => {
                type $name = Sha224;
                $body
            }
            Hash::Sha256 => {
                type $name = Sha256;
                $body
            }
            Hash::Sha384 => {
                type $name = Sha384;
                $body
            }
            Hash::Sha512 => {
                type $name = Sha512;
                $body
            }
        }
    };
}

/// A key to be made of a password: PBKDF2 (RFC 8018 §5.2).
#[derive(Clone, Copy)]
pub struct Pbkdf2<'a> {
    /// The digest under its HMAC.
    pub hash: Hash,
    /// A secret.
    pub password: &'a [u8],
    /// From the container.
    pub salt: &'a [u8],
    /// From the container, within the limits.
    pub rounds: u32,
    /// Length of the key, in bytes.
    pub length: usize,
}

/// Whoever makes keys of passwords.
///
/// Two kinds exist: the browser, whose WebCrypto does it beside the page, and this program's own arithmetic.
pub trait Deriver {
    /// Makes the key.
    fn pbkdf2(&self, task: Pbkdf2<'_>) -> impl Future<Output = Zeroizing<Vec<u8>>>;

    /// Lets others work for a moment: what WebCrypto does not offer is computed here, a slice at a time.
    fn pause(&self) -> impl Future<Output = ()>;
}

/// This program's own arithmetic, for the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoftwareDeriver;

impl Deriver for SoftwareDeriver {
    async fn pbkdf2(&self, task: Pbkdf2<'_>) -> Zeroizing<Vec<u8>> {
        pbkdf2(task, self).await
    }

    async fn pause(&self) {}
}

/// Rounds between two pauses: a few milliseconds on the slow computer of a town hall.
const SLICE: u32 = 4_096;

/// Carries PBKDF2 on: the last U, the T that all are summed up in, and how many rounds.
type Rounds = Box<dyn Fn(&mut [u8], &mut [u8], u32)>;

/// What a key is for, which makes keys of one password differ (RFC 7292 appendix B.3).
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Encryption = 1,
    InitializationVector = 2,
    Check = 3,
}

impl Hash {
    /// The length of a digest.
    pub(super) fn length(self) -> usize {
        for_each_hash!(self, H => <H as Digest>::output_size())
    }

    /// The length of the blocks it works on.
    fn block_length(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }

    /// Puts the digest of `octets` into `value`, and the digest of that, `rounds` times in all.
    fn repeat(self, octets: &[u8], value: &mut [u8], rounds: u32) {
        for_each_hash!(self, H => {
            let mut digest = H::digest(octets);
            for _ in 1..rounds {
                digest = H::digest(digest);
            }
            value.copy_from_slice(&digest);
            digest.as_mut_slice().zeroize();
        });
    }

    /// Whether `value` is the HMAC of `octets`, told in constant time.
    pub(super) fn is_hmac(self, key: &[u8], octets: &[u8], value: &[u8]) -> bool {
        for_each_hash!(self, H => {
            <Hmac<H> as KeyInit>::new_from_slice(key)
                .is_ok_and(|hmac| hmac.chain_update(octets).verify_slice(value).is_ok())
        })
    }

    /// What carries PBKDF2 on under a key.
    fn rounds(self, key: &[u8]) -> Rounds {
        for_each_hash!(self, H => {
            let keyed = <Hmac<H> as KeyInit>::new_from_slice(key).ok();
            Box::new(move |u, t, rounds| {
                // HMAC takes keys of any length.
                let Some(keyed) = &keyed else { return };
                for _ in 0..rounds {
                    u.copy_from_slice(&keyed.clone().chain_update(&*u).finalize().into_bytes());
                    t.iter_mut().zip(&*u).for_each(|(t, u)| *t ^= u);
                }
            })
        })
    }

    /// The first U of PBKDF2's block of a number.
    fn first(self, key: &[u8], salt: &[u8], block: u32) -> Zeroizing<Vec<u8>> {
        for_each_hash!(self, H => {
            let keyed = <Hmac<H> as KeyInit>::new_from_slice(key).ok();
            let hmac = keyed.map(|keyed| keyed.chain_update(salt).chain_update(block.to_be_bytes()));
            Zeroizing::new(hmac.map(|hmac| hmac.finalize().into_bytes().to_vec()).unwrap_or_default())
        })
    }
}

/// PBKDF2 here, with pauses.
pub async fn pbkdf2<D: Deriver>(task: Pbkdf2<'_>, deriver: &D) -> Zeroizing<Vec<u8>> {
    let rounds = task.hash.rounds(task.password);
    let mut key = Zeroizing::new(Vec::with_capacity(task.length + task.hash.length()));
    let mut block = 0;
    while key.len() < task.length {
        block += 1;
        let mut u = task.hash.first(task.password, task.salt, block);
        let mut t = u.clone();
        let mut left = task.rounds.saturating_sub(1);
        while left > 0 {
            let slice = left.min(SLICE);
            rounds(&mut u, &mut t, slice);
            left -= slice;
            deriver.pause().await;
        }
        key.extend_from_slice(&t);
    }
    key.truncate(task.length);
    key
}

/// The key derivation of RFC 7292 appendix B.2. `password` is a BMPString with its end, or nothing.
pub(super) async fn pkcs12<D: Deriver>(
    task: Pbkdf2<'_>,
    purpose: Purpose,
    deriver: &D,
) -> Zeroizing<Vec<u8>> {
    let (digest, block) = (task.hash.length(), task.hash.block_length());
    let filled = |bytes: &[u8]| bytes.len().div_ceil(block) * block;
    let whole = block + filled(task.salt) + filled(task.password);
    // D, then I, which is S and P.
    let mut octets = Zeroizing::new(Vec::with_capacity(whole));
    octets.resize(block, purpose as u8);
    octets.extend(task.salt.iter().cycle().take(filled(task.salt)));
    octets.extend(task.password.iter().cycle().take(filled(task.password)));

    let mut key = Zeroizing::new(Vec::with_capacity(task.length + digest));
    let mut a = Zeroizing::new(vec![0; digest]);
    loop {
        let mut left = task.rounds.max(1);
        let mut from = Zeroizing::new(octets.to_vec());
        while left > 0 {
            let slice = left.min(SLICE);
            task.hash.repeat(&from, &mut a, slice);
            left -= slice;
            from = a.clone();
            if left > 0 || task.rounds > SLICE {
                deriver.pause().await;
            }
        }
        key.extend_from_slice(&a);
        if key.len() >= task.length {
            key.truncate(task.length);
            return key;
        }
        for part in octets[block..].chunks_exact_mut(block) {
            add_one_more(part, &a);
        }
    }
}

/// `part + b + 1`, where `b` is `value` repeated to the same length; what overflows is lost.
fn add_one_more(part: &mut [u8], value: &[u8]) {
    let mut carry = 1;
    for (index, byte) in part.iter_mut().enumerate().rev() {
        let sum = u16::from(*byte) + u16::from(value[index % value.len()]) + carry;
        // The low eight bits.
        *byte = u8::try_from(sum & 0xFF).unwrap_or_default();
        carry = sum >> 8;
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use proptest::prelude::*;

    use super::*;

    const HASHES: [Hash; 5] = [Hash::Sha1, Hash::Sha224, Hash::Sha256, Hash::Sha384, Hash::Sha512];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn pbkdf2_is_that_of_another_implementation(
            password: Vec<u8>,
            salt: Vec<u8>,
            rounds in 1..9_000u32,
            length in 1..100usize,
            hash in 0..5usize,
        ) {
            let hash = HASHES[hash];
            let task = Pbkdf2 { hash, password: &password, salt: &salt, rounds, length };
            let found = block_on(SoftwareDeriver.pbkdf2(task));
            let mut expected = vec![0; length];
            for_each_hash!(hash, H => ::pbkdf2::pbkdf2_hmac::<H>(&password, &salt, rounds, &mut expected));
            prop_assert_eq!(&*found, &expected);
        }

        #[test]
        fn the_derivation_of_pkcs12_is_that_of_another_implementation(
            // The other implementation writes no surrogates.
            password in "[\u{20}-\u{d7ff}]{0,80}",
            salt in proptest::collection::vec(any::<u8>(), 1..150),
            rounds in 1..9_000u32,
            length in 1..100usize,
            purpose in 0..3usize,
            strong: bool,
        ) {
            use ::pkcs12::kdf::{Pkcs12KeyType, derive_key_utf8};
            let hash = if strong { Hash::Sha512 } else { Hash::Sha1 };
            let (purpose, theirs) = [
                (Purpose::Encryption, Pkcs12KeyType::EncryptionKey),
                (Purpose::InitializationVector, Pkcs12KeyType::Iv),
                (Purpose::Check, Pkcs12KeyType::Mac),
            ].into_iter().nth(purpose).unwrap();
            let wide: Vec<u8> = password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
            let task = Pbkdf2 { hash, password: &wide, salt: &salt, rounds, length };
            let found = block_on(pkcs12(task, purpose, &SoftwareDeriver));
            let i_rounds = i32::try_from(rounds).unwrap();
            let expected = if strong {
                derive_key_utf8::<Sha512>(&password, &salt, theirs, i_rounds, length)
            } else {
                derive_key_utf8::<Sha1>(&password, &salt, theirs, i_rounds, length)
            };
            prop_assert_eq!(&*found, &expected.unwrap());
        }
    }
}
