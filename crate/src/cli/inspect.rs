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
use crate::pes::Code;
use crate::signing::{Analysis, Scope};
use crate::words::Words;

/// A file that was read.
struct Inspected {
    source: Source,
    analysis: Analysis,
    /// SHA-256 of the file, in hexadecimal digits.
    sha256: String,
    /// Who signed what, by the Id of the element.
    signers: HashMap<String, String>,
}

/// Reports on one file.
pub(super) fn run(request: &Inspect, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let mut inspected = match Source::open(&request.file, console.input).and_then(inspect) {
        Err(failure) if request.json => return super::json::refuse(console, words, failure),
        other => other?,
    };
    if request.json {
        super::json::print(console, &json::JsonReport::new(&mut inspected, words)?)?;
    } else {
        let name = request.file.display().to_string();
        text::write(console.output, words, &name, &inspected).map_err(Failure::standard_output)?;
    }
    Ok(if inspected.analysis.findings.blocks() { Answer::No } else { Answer::Yes })
}

fn inspect(mut source: Source) -> Result<Inspected, Failure> {
    let analysis = match analyze(&mut source, Scope::Auto) {
        Err(failure) => {
            // What it says behind the bytes too many, and that they are there.
            source = without_lead(&mut source)?.ok_or(failure)?;
            let mut analysis = analyze(&mut source, Scope::Auto)?;
            analysis.findings.add(Code::LeadingBytes, "", None, None);
            analysis.findings.mark_repairable(Code::LeadingBytes);
            analysis.targets.clear();
            analysis
        }
        Ok(analysis) => analysis,
    };
    let mut hash = Sha256::new();
    source.pass(|chunk, _| {
        hash.update(chunk);
        Ok(())
    })?;
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut signers = HashMap::new();
    if analysis.flux.signatures > 0 {
        for signature in verify::examine(&mut source, None)?.signatures {
            if let Some(certificate) = signature.certificate {
                signers.insert(signature.target, certificate.common_name());
            }
        }
    }
    Ok(Inspected { source, analysis, sha256, signers })
}
