//! Who signs: certificates and their names, PKCS#12 containers, keys.

mod ber;
mod bundle;
mod certificate;
mod key;
mod name;
mod pkcs12;
mod request;
mod signer;
#[cfg(not(target_arch = "wasm32"))]
mod software;

pub use bundle::certificates;
pub use certificate::{Certificate, CertificateError, KeyUsage};
pub use key::{KeyKind, PublicKey};
pub use name::{rfc1779, rfc2253};
pub use pkcs12::{Identity, Lookalike, Pkcs12Error, open};
pub use request::{Applicant, request, request_info, request_pem};
pub use signer::{Signer, SignerError};
#[cfg(not(target_arch = "wasm32"))]
pub use software::SoftwareKey;
