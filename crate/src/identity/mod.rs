//! Who signs: certificates and their names, PKCS#12 containers, keys.

mod ber;
mod certificate;
mod key;
mod name;
mod pkcs12;
mod signer;
#[cfg(not(target_arch = "wasm32"))]
mod software;

pub use certificate::{Certificate, CertificateError, KeyUsage};
pub use key::{KeyKind, PublicKey};
pub use name::{rfc1779, rfc2253};
pub use pkcs12::{Identity, Lookalike, Pkcs12Error, open};
pub use signer::{Signer, SignerError};
#[cfg(not(target_arch = "wasm32"))]
pub use software::SoftwareKey;
