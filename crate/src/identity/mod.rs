//! Who signs: certificates and their names, PKCS#12 containers, keys.

mod asn1;
mod ber;
mod certificate;
#[cfg(test)]
mod draft;
mod findings;
mod holder;
mod key;
mod kind;
mod list;
mod name;
mod pkcs12;
mod request;
mod signer;
#[cfg(not(target_arch = "wasm32"))]
mod software;

pub use certificate::{Certificate, CertificateError, KeyUsage};
pub use findings::{Code, Finding};
pub use holder::Holder;
pub use key::{KeyKind, PublicKey};
pub use kind::{CertificateKind, Qualification};
pub use list::read_certificates;
pub use pkcs12::{Deriver, Hash, Identity, Lookalike, Pbkdf2, Pkcs12Error, SoftwareDeriver, open, pbkdf2};
pub use request::{Applicant, request, request_info, request_pem};
pub use signer::{Signer, SignerError};
#[cfg(not(target_arch = "wasm32"))]
pub use software::SoftwareKey;
