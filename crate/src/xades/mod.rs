//! XAdES-EPES as the DGFiP profiles it: the profile as data, the writer of a `ds:Signature`, and the
//! reader of its qualifying properties.
//!
//! Facts and sources: `domain/pes-signature.md` §0, §1 and §5.

mod profile;
mod time;
mod writer;

pub use profile::{Policy, Profile, Signatory, SignatoryError, XadesVersion};
pub use time::SigningTime;
pub use writer::{Draft, draft};
