//! What a PES says: header, bordereaux, pieces, attachments, and what would have it refused.

mod amount;
mod findings;
mod flux;
mod reader;

pub use amount::Amount;
pub use findings::{Code, Finding, Findings};
pub use flux::{Bordereau, Domain, DomainHeader, Flux, Kind, Piece};
pub use reader::{Edit, Notice, Reader};

/// The namespace of the root element `PES_Aller`; its descendants are in none.
pub const ALLER_NAMESPACE: &str = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";

/// What a reader of a PES must be told by whoever wants it checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The largest file that the S2low in use takes, in bytes.
    pub max_bytes: u64,
}

impl Default for Rules {
    /// S2low's own default: 128 MiB (`domain/s2low.md` §1.3).
    fn default() -> Self {
        Self { max_bytes: 128 << 20 }
    }
}
