//! A flux read from its `Blob` in one pass: what it says, and the digests of what is to be signed.

use web_sys::Blob;

use super::blob::{self, ReadError};
use super::digests::{PageDigests, Pending};
use crate::pes::Rules;
use crate::signing::{Analysis, Analyzer, Scope};
use crate::xml;

/// Why a file is not read.
#[derive(Clone, Debug)]
pub enum Unreadable {
    /// The browser cannot read it any more.
    Gone,
    /// It has no bytes.
    Empty,
    /// It is a ZIP or gzip file.
    Archive,
    /// It is no XML that is accepted.
    Xml(xml::Error),
}

/// Reads a file from the start; `progress` is told how many bytes were taken.
///
/// # Errors
/// [`Unreadable`].
pub async fn analyze(
    digests: &PageDigests,
    rules: Rules,
    file: &Blob,
    scope: Scope,
    progress: &dyn Fn(f64),
) -> Result<Analysis, Unreadable> {
    let analysis = analyze_with(digests, rules, file, scope, progress).await?;
    digests.settled().await;
    match analysis.settle(|pending| pending.value()) {
        Some(analysis) => Ok(analysis),
        // Whoever was to make the digests could not.
        None => {
            let analysis = analyze_with(&PageDigests::here(), rules, file, scope, progress).await?;
            analysis.settle(|pending| pending.value()).ok_or(Unreadable::Gone)
        }
    }
}

async fn analyze_with(
    digests: &PageDigests,
    rules: Rules,
    file: &Blob,
    scope: Scope,
    progress: &dyn Fn(f64),
) -> Result<Analysis<Pending>, Unreadable> {
    if file.size() == 0.0 {
        return Err(Unreadable::Empty);
    }
    let mut analyzer = Analyzer::with_digests(scope, rules, digests.clone());
    let mut first = true;
    let take = |bytes: &[u8]| {
        if std::mem::take(&mut first) && is_archive(bytes) {
            return Err(Unreadable::Archive);
        }
        analyzer.feed(bytes).map_err(Unreadable::Xml)
    };
    match blob::read_for(digests, file, take, progress).await {
        Ok(()) => analyzer.finish().map_err(Unreadable::Xml),
        Err(ReadError::Unreadable) => Err(Unreadable::Gone),
        Err(ReadError::Refused(unreadable)) => Err(unreadable),
    }
}

/// ZIP and gzip, which people send instead of what is inside.
fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0x1F, 0x8B])
}
