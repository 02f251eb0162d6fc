//! What a PES says: header, bordereaux, pieces, attachments, and what would have it refused.

mod acquit;
mod amount;
mod codes;
pub mod content;
pub mod detail;
mod findings;
mod flux;
pub mod listing;
mod query;
mod reader;
mod repair;
mod rules;
mod schema;
mod specimen;
mod transcode;

pub use acquit::{Acquit, Answer, AnswerError};
pub use amount::Amount;
pub use codes::Code;
pub use findings::{Expected, Finding, Findings};
pub use flux::{Attachment, Bordereau, Domain, DomainHeader, Flux, Kind, Piece};
pub use query::{Filter, Query};
pub use reader::{Notice, Reader};
pub use repair::{Change, Edit, Repair};
pub use schema::{Kind as ValueKind, ValueRule};
pub use specimen::Specimen;
pub(crate) use transcode::Characters;
pub use transcode::{Transcoder, Transcoding, repair_of_head};

/// The namespace of the root element `PES_Aller`; its descendants are in none.
pub const ALLER_NAMESPACE: &str = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";

/// What a reader of a PES must be told by whoever wants it checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The largest file that the S2low in use takes, in bytes.
    pub max_bytes: u64,
    /// Whether faults are looked for and pieces kept; without, only bordereaux and signatures are of interest.
    pub check: bool,
}

impl Default for Rules {
    /// S2low's own default: 128 MiB (`domain/s2low.md` §1.3).
    fn default() -> Self {
        Self { max_bytes: 128 << 20, check: true }
    }
}
