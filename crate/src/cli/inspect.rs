//! `inspect`: what a file says, what speaks against it, and what would be signed.

mod json;
mod text;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::arguments::Inspect;
use super::failure::Failure;
use super::sign::{analyze, without_lead};
use super::source::Source;
use super::{Answer, Console, verify};
use crate::limits;
use crate::pes::detail::Detail;
use crate::pes::{Piece, Repair, Rules};
use crate::signing::{Analysis, Scope};
use crate::verify::Survey;
use crate::words::Words;

/// A file that was read.
struct Inspected {
    source: Source,
    analysis: Analysis,
    /// SHA-256 of the file, in hexadecimal digits.
    sha256: String,
    /// What was taken away at its beginning to read it: the source and its analysis are of what is left.
    lead: Option<Repair>,
    /// Who signed what, by the Id of the element.
    signers: HashMap<String, String>,
}

impl Inspected {
    /// What `--repair` would do, in words.
    fn changes(&self, words: &Words) -> Vec<String> {
        let lead = self.lead.iter().filter(|_| self.analysis.flux.signatures == 0);
        lead.chain([&self.analysis.repair]).flat_map(|repair| words.changes(repair)).collect()
    }

    /// The pieces that are shown, by bordereau, in full.
    fn details(&mut self) -> Result<Vec<Vec<Detail>>, Failure> {
        let Self { source, analysis, .. } = self;
        let mut read = |piece: &Piece| {
            Ok(Detail::read(&source.range(piece.span, limits::PIECE_BYTES)?, analysis.encoding))
        };
        let bordereaux = analysis.flux.bordereaux.iter();
        bordereaux.map(|one| one.listed.iter().take(text::LISTED).map(&mut read).collect()).collect()
    }

    /// How far the bytes of the file are behind those that were read; `None` if that is not the same everywhere.
    fn shift(&self) -> Option<u64> {
        match &self.lead {
            None => Some(0),
            Some(Repair { transcode: Some(_), .. }) => None,
            Some(lead) => lead.edits.first().map(|edit| edit.end),
        }
    }
}

/// Reports on one file.
pub(super) fn run(request: &Inspect, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let mut inspected =
        match Source::open(&request.file, console.input).and_then(|source| inspect(source, request.rules)) {
            Err(failure) if request.json => return super::json::refuse(console, words, failure),
            other => other?,
        };
    if request.json {
        super::json::print(console, &json::JsonReport::new(&mut inspected, words)?)?;
    } else {
        let name = request.file.display().to_string();
        let details = inspected.details()?;
        text::write(console.output, words, &name, &inspected, &details).map_err(Failure::standard_output)?;
    }
    Ok(if inspected.analysis.findings.blocks() { Answer::No } else { Answer::Yes })
}

fn inspect(mut source: Source, rules: Rules) -> Result<Inspected, Failure> {
    let (read, mut lead) = (analyze(&mut source, Scope::Auto, rules), None);
    // That of the file as it is.
    let mut hash = Sha256::new();
    source.pass(|chunk, _| {
        hash.update(chunk);
        Ok(())
    })?;
    let analysis = match read {
        Err(failure) => {
            // What it says behind the bytes too many, and that they are there.
            let size = source.size()?;
            let (rest, repair) = without_lead(&mut source)?.ok_or(failure)?;
            source = rest;
            let mut analysis = analyze(&mut source, Scope::Auto, rules)?;
            analysis.come_behind(&repair);
            analysis.size = size;
            lead = Some(repair);
            analysis
        }
        Ok(analysis) => analysis,
    };
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut signers = HashMap::new();
    if analysis.flux.signatures > 0 {
        for signature in verify::examine(&mut source, Survey::new(), None)?.signatures {
            if let Some(certificate) = signature.certificate {
                signers.insert(signature.target, certificate.common_name());
            }
        }
    }
    Ok(Inspected { source, analysis, sha256, lead, signers })
}
