//! A flux read from its `Blob` in one pass: what it says, and the digests of what is to be signed.

use web_sys::Blob;

use super::blob::{self, ReadError};
use super::digests::PageDigests;
use crate::pes::Rules;
use crate::signing::{Analysis, Analyzer, Recipes, Scope};
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

/// Reads a file from the start, with its digests made as `digests` says; `progress` is told how many bytes were taken.
///
/// # Errors
/// [`Unreadable`].
pub async fn analyze(
    digests: PageDigests,
    rules: Rules,
    file: &Blob,
    scope: Scope,
    progress: &dyn Fn(f64),
) -> Result<Analysis, Unreadable> {
    let elsewhere = digests.is_elsewhere();
    match analyze_with(digests, rules, file, scope, progress).await {
        // Whoever was to read it, or to make the digests, could not.
        Err(Unreadable::Gone) if elsewhere => {
            analyze_with(PageDigests::here(), rules, file, scope, progress).await
        }
        analysis => analysis,
    }
}

async fn analyze_with(
    digests: PageDigests,
    rules: Rules,
    file: &Blob,
    scope: Scope,
    progress: &dyn Fn(f64),
) -> Result<Analysis, Unreadable> {
    if file.size() == 0.0 {
        return Err(Unreadable::Empty);
    }
    let mut analyzer = Analyzer::with_digests(scope, rules, Recipes::default());
    let mut first = true;
    let take = |bytes: &[u8]| {
        if std::mem::take(&mut first) && is_archive(bytes) {
            return Err(Unreadable::Archive);
        }
        analyzer.feed(bytes).map_err(Unreadable::Xml)?;
        digests.take(bytes, &mut analyzer);
        Ok(())
    };
    match blob::read_for(&digests, file, take, progress).await {
        Ok(()) => {
            let analysis = analyzer.finish().map_err(Unreadable::Xml)?;
            digests.settle(analysis).await.ok_or(Unreadable::Gone)
        }
        Err(ReadError::Unreadable) => Err(Unreadable::Gone),
        Err(ReadError::Refused(unreadable)) => Err(unreadable),
    }
}

/// ZIP and gzip, which people send instead of what is inside.
fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0x1F, 0x8B])
}
