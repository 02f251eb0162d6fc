//! Where canonical octets go: kept, or digested as they come.

use super::{DigestAlgorithm, Hasher};
use crate::c14n::Sink;

/// Canonical octets, or what becomes of them.
#[derive(Debug)]
pub enum Octets {
    /// All of them.
    Kept(Vec<u8>),
    /// Up to so many, for a SHA-256 that takes all at once; what becomes more is digested as it comes.
    Gathered(Vec<u8>, usize),
    /// Their digest.
    Digested(Box<Hasher>),
}

impl Octets {
    /// None yet, for a digest by `algorithm`.
    #[must_use]
    pub fn digested(algorithm: DigestAlgorithm) -> Self {
        Self::Digested(Box::new(Hasher::new(algorithm)))
    }

    /// What was kept, or the digest.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Kept(octets) => octets,
            Self::Gathered(octets, _) => {
                let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
                hasher.write(&octets);
                hasher.finish()
            }
            Self::Digested(hasher) => hasher.finish(),
        }
    }
}

impl Sink for Octets {
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Kept(octets) => octets.extend_from_slice(bytes),
            Self::Gathered(octets, most) if octets.len() + bytes.len() <= *most => {
                octets.extend_from_slice(bytes);
            }
            Self::Gathered(octets, _) => {
                let mut hasher = Box::new(Hasher::new(DigestAlgorithm::Sha256));
                hasher.write(octets);
                hasher.write(bytes);
                *self = Self::Digested(hasher);
            }
            Self::Digested(hasher) => hasher.write(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_same_whether_its_octets_are_gathered_or_not() {
        let octets: Vec<u8> = (0..=255).cycle().take(1000).collect();
        let digest = |mut sink: Octets| {
            octets.chunks(70).for_each(|bytes| sink.write(bytes));
            sink.finish()
        };
        let expected = digest(Octets::digested(DigestAlgorithm::Sha256));
        for most in [0, 69, 70, 500, 999, 1000, 5000] {
            assert_eq!(digest(Octets::Gathered(Vec::new(), most)), expected, "{most}");
        }
        assert_eq!(digest(Octets::Kept(Vec::new())), octets);
    }
}
