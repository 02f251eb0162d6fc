//! Where canonical octets go: kept, or digested as they come.

use super::{DigestAlgorithm, Hasher};
use crate::c14n::Sink;

/// Canonical octets, or what becomes of them.
#[derive(Debug)]
pub enum Octets {
    /// All of them.
    Kept(Vec<u8>),
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
            Self::Digested(hasher) => hasher.finish(),
        }
    }
}

impl Sink for Octets {
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Kept(octets) => octets.extend_from_slice(bytes),
            Self::Digested(hasher) => hasher.write(bytes),
        }
    }
}
