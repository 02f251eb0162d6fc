//! XML Signature: its algorithms, and one `ds:Signature` as it stands in a document.

mod algorithm;
mod reader;

pub use algorithm::{DigestAlgorithm, Hasher, SignatureAlgorithm, Transform};
pub use reader::{ParsedSignature, Properties, Reference, SignatureReader};

/// The namespace of XML Signature.
pub const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
/// The transform that leaves out the signature itself.
pub const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
