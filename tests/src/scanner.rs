//! The scanner of the crate, driven in process: the one part of these checks that calls the crate.

use pes_signer::xml::{Error, Scanner};

/// What the scanner says of a document: nothing, or why and where it refuses it.
pub type Verdict = Result<(), Error>;

/// Lengths of the pieces that a document is pushed in, besides the whole.
const PIECES: [usize; 3] = [1, 7, 64];

/// The verdict on `document`, whole and in pieces.
///
/// # Errors
/// It depends on how the document is cut: both verdicts, in words.
pub fn verdict(document: &[u8]) -> Result<Verdict, String> {
    let whole = pushed(document, document.len().max(1));
    for length in PIECES {
        let cut = pushed(document, length);
        if cut != whole {
            return Err(format!("whole: {}; in pieces of {length}: {}", words(&whole), words(&cut)));
        }
    }
    Ok(whole)
}

/// The code of a refusal, or `accepted`.
pub fn code(verdict: &Verdict) -> &'static str {
    verdict.as_ref().map_or_else(|error| error.kind.code(), |()| "accepted")
}

/// A verdict for reports.
pub fn words(verdict: &Verdict) -> String {
    match verdict {
        Ok(()) => code(verdict).to_owned(),
        Err(error) => format!("{} {error}", code(verdict)),
    }
}

fn pushed(document: &[u8], length: usize) -> Verdict {
    let mut scanner = Scanner::new();
    for piece in document.chunks(length) {
        scanner.tell(piece, &mut |_| {})?;
    }
    scanner.finish()
}
