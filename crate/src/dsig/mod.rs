//! XML Signature: its algorithms, and one `ds:Signature` as it stands in a document.

mod algorithm;
mod octets;
mod reader;
#[cfg(not(target_arch = "wasm32"))]
mod software;
mod verifier;

pub use algorithm::{DigestAlgorithm, Hasher, SignatureAlgorithm, Transform};
pub use octets::Octets;
pub use reader::{ParsedSignature, Properties, Reference, SignatureReader};
#[cfg(not(target_arch = "wasm32"))]
pub use software::SoftwareVerifier;
pub use verifier::{Unverified, Verifier};

/// The namespace of XML Signature.
pub const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
/// The transform that leaves out the signature itself.
pub const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
