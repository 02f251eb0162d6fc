//! What makes the first file as fast as the next: browsers compile a function well only once it has worked for a
//! while, which on a large file would happen while the person waits.

use super::blob;
use super::digests::PageDigests;
use crate::pes::{Rules, Specimen};
use crate::signing::{Analyzer, Recipes, Scope};

/// Pieces read between two moments in which the page can answer.
const AT_A_TIME: usize = 32;
/// Enough for Chromium to compile everything that reading needs.
const TIMES: usize = 160;

/// Reads a made-up flux, little by little, until something better is to be done.
pub async fn warm_up(is_needed: impl Fn() -> bool) {
    let mut analyzer = Analyzer::with_digests(Scope::Auto, Rules::default(), Recipes::default());
    let digests = PageDigests::here();
    let mut specimen = Specimen::default();
    for _ in 0..TIMES {
        let pieces = specimen.pieces(AT_A_TIME);
        if !is_needed() || analyzer.feed(&pieces).is_err() {
            return;
        }
        digests.take(&pieces, &mut analyzer);
        blob::pause().await;
    }
}
