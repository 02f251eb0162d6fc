//! Algorithms, by the URIs that name them.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::ENVELOPED_SIGNATURE;
use crate::c14n::{Method, Sink};

/// A digest algorithm.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DigestAlgorithm {
    /// SHA-1: still met in files of before September 2018, refused by the policy since.
    Sha1,
    /// SHA-256: the one that the policy fixes.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

const DIGESTS: &[(DigestAlgorithm, &str)] = &[
    (DigestAlgorithm::Sha1, "http://www.w3.org/2000/09/xmldsig#sha1"),
    (DigestAlgorithm::Sha256, "http://www.w3.org/2001/04/xmlenc#sha256"),
    (DigestAlgorithm::Sha384, "http://www.w3.org/2001/04/xmldsig-more#sha384"),
    (DigestAlgorithm::Sha512, "http://www.w3.org/2001/04/xmlenc#sha512"),
];

impl DigestAlgorithm {
    /// The algorithm that a URI names.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        DIGESTS.iter().find(|(_, known)| *known == uri).map(|(algorithm, _)| *algorithm)
    }

    /// The URI that names it.
    #[must_use]
    pub fn uri(self) -> &'static str {
        DIGESTS.iter().find(|(algorithm, _)| *algorithm == self).map_or("", |(_, uri)| uri)
    }

    /// The digest of `bytes`.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.write(bytes);
        hasher.finish()
    }
}

/// A digest being computed.
#[derive(Clone, Debug)]
pub enum Hasher {
    /// SHA-1.
    Sha1(Sha1),
    /// SHA-256.
    Sha256(Sha256),
    /// SHA-384.
    Sha384(Sha384),
    /// SHA-512.
    Sha512(Sha512),
}

impl Hasher {
    /// A digest of nothing yet.
    #[must_use]
    pub fn new(algorithm: DigestAlgorithm) -> Self {
        match algorithm {
            DigestAlgorithm::Sha1 => Self::Sha1(Sha1::new()),
            DigestAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
            DigestAlgorithm::Sha384 => Self::Sha384(Sha384::new()),
            DigestAlgorithm::Sha512 => Self::Sha512(Sha512::new()),
        }
    }

    /// The digest of all that was written.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
            Self::Sha384(hasher) => hasher.finalize().to_vec(),
            Self::Sha512(hasher) => hasher.finalize().to_vec(),
        }
    }
}

impl Sink for Hasher {
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Sha384(hasher) => hasher.update(bytes),
            Self::Sha512(hasher) => hasher.update(bytes),
        }
    }
}

/// A signature algorithm, with one of the digests.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5.
    Rsa(DigestAlgorithm),
    /// ECDSA; the value is r and s, each as long as the curve's order (RFC 4050 §3.3).
    Ecdsa(DigestAlgorithm),
}

const SIGNATURES: &[(SignatureAlgorithm, &str)] = &[
    (SignatureAlgorithm::Rsa(DigestAlgorithm::Sha1), "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
    (SignatureAlgorithm::Rsa(DigestAlgorithm::Sha256), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    (SignatureAlgorithm::Rsa(DigestAlgorithm::Sha384), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
    (SignatureAlgorithm::Rsa(DigestAlgorithm::Sha512), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
    (SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha1), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"),
    (
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    ),
    (
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    ),
    (
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
    ),
];

impl SignatureAlgorithm {
    /// The algorithm that the policy fixes.
    pub const POLICY: Self = Self::Rsa(DigestAlgorithm::Sha256);

    /// The algorithm that a URI names.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        SIGNATURES.iter().find(|(_, known)| *known == uri).map(|(algorithm, _)| *algorithm)
    }

    /// The URI that names it.
    #[must_use]
    pub fn uri(self) -> &'static str {
        SIGNATURES.iter().find(|(algorithm, _)| *algorithm == self).map_or("", |(_, uri)| uri)
    }

    /// The digest it signs.
    #[must_use]
    pub fn digest(self) -> DigestAlgorithm {
        match self {
            Self::Rsa(digest) | Self::Ecdsa(digest) => digest,
        }
    }
}

/// What is done to the target of a reference before it is digested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Leave out the signature that holds the reference.
    EnvelopedSignature,
    /// Canonicalize, with the prefix list of `InclusiveNamespaces`.
    Canonicalize(Method, String),
    /// Something that this program does not do; a reference that asks for it is not verified.
    Unknown(String),
}

impl Transform {
    /// The transform that a URI names.
    #[must_use]
    pub fn from_uri(uri: &str) -> Self {
        match (uri, Method::from_uri(uri)) {
            (ENVELOPED_SIGNATURE, _) => Self::EnvelopedSignature,
            (_, Some(method)) => Self::Canonicalize(method, String::new()),
            _ => Self::Unknown(uri.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_is_found_by_the_uri_that_names_it() {
        for (algorithm, uri) in DIGESTS {
            assert_eq!(DigestAlgorithm::from_uri(uri), Some(*algorithm));
            assert_eq!(algorithm.uri(), *uri);
        }
        for (algorithm, uri) in SIGNATURES {
            assert_eq!(SignatureAlgorithm::from_uri(uri), Some(*algorithm));
            assert_eq!(algorithm.uri(), *uri);
        }
    }
}
