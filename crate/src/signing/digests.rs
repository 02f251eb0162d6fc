//! Where the digests of a file are made.

use std::fmt;

use crate::c14n::Sink;
use crate::dsig::{DigestAlgorithm, Hasher};

/// Makes SHA-256 digests of canonical octets.
///
/// Two kinds exist: in this thread, and, in a browser, in another one, where a digest is waited for.
pub trait Digests: fmt::Debug {
    /// A digest that octets go into.
    type Sink: Sink + fmt::Debug;
    /// What the end of its octets gives: the digest, or where it will be.
    type Digest: fmt::Debug;

    /// A digest of nothing yet.
    fn start(&mut self) -> Self::Sink;

    /// Ends the octets of a digest.
    fn finish(&mut self, sink: Self::Sink) -> Self::Digest;
}

/// Digests made in this thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here;

impl Digests for Here {
    type Sink = Hasher;
    type Digest = Vec<u8>;

    fn start(&mut self) -> Hasher {
        Hasher::new(DigestAlgorithm::Sha256)
    }

    fn finish(&mut self, sink: Hasher) -> Vec<u8> {
        sink.finish()
    }
}
