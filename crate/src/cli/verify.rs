//! `verify`: what the signatures of a file are worth.

mod json;
mod text;

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::Verify;
use super::failure::Failure;
use super::json::{print, refuse};
use super::source::{Source, read_small};
use super::{Answer, Console};
use crate::dsig::SoftwareVerifier;
use crate::identity::{Certificate, Finding};
use crate::verify::{Judge, Report, Survey, TrustStore, Verdict};
use crate::words::Words;
use crate::xades::{Policy, SigningTime};

/// Longest file of authorities.
const AUTHORITIES_BYTES: usize = 16 << 20;

/// Verifies one file.
pub(super) fn run(request: &Verify, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let report = match report(request, console) {
        Err(failure) if request.json => return refuse(console, words, failure),
        other => other?,
    };
    if request.json {
        print(console, &json::JsonReport::new(&report, words))?;
    } else {
        let name = request.file.display().to_string();
        text::write(console.output, words, &name, &report).map_err(Failure::standard_output)?;
    }
    Ok(if report.verdict == Verdict::Valid { Answer::Yes } else { Answer::No })
}

/// Reads a file twice: to find its signatures, and to check them.
pub(super) fn examine(
    source: &mut Source,
    mut survey: Survey,
    trust: Option<&TrustStore>,
) -> Result<Report, Failure> {
    let name = source.name().to_owned();
    let refused = |error| Failure::Xml { name: name.clone(), error };
    source.read(|chunk| survey.feed(chunk))?;
    let mut examination = survey.finish().map_err(refused)?.examine();
    source.read(|chunk| examination.feed(chunk))?;
    let examined = examination.finish().map_err(refused)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| Failure::Clock)?.as_secs();
    let judge = Judge { verifier: &SoftwareVerifier, trust, policy: &Policy::default(), now };
    Ok(pollster::block_on(examined.report(&judge)))
}

fn report(request: &Verify, console: &mut Console<'_>) -> Result<Report, Failure> {
    let trust = authorities(&request.trust)?;
    let mut source = Source::open(&request.file, console.input)?;
    examine(&mut source, Survey::with_schema(), trust.as_ref())
}

/// The authorities in files and folders; `None` where none is named.
pub(super) fn authorities(paths: &[PathBuf]) -> Result<Option<TrustStore>, Failure> {
    let mut trust = TrustStore::default();
    for path in paths {
        add_authorities(&mut trust, path)?;
    }
    Ok((!paths.is_empty()).then_some(trust))
}

/// What there is to be said of a certificate before it signs; `between` may lead from it to an authority.
pub(super) fn findings(
    certificate: &Certificate,
    between: &[&Certificate],
    trust: Option<&TrustStore>,
    time: SigningTime,
) -> Vec<Finding> {
    let mut findings = certificate.findings(time.unix());
    if let Some(trust) = trust {
        let believed = trust.believes_with(certificate, between, time.unix(), &SoftwareVerifier);
        // One that nobody issued has words of its own.
        if !pollster::block_on(believed) && !certificate.is_self_signed() {
            findings.push(Finding::unknown_authority(certificate));
        }
    }
    findings
}

/// Adds the certificates of a file, or of every file of a folder.
fn add_authorities(trust: &mut TrustStore, path: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Read { name: path.display().to_string(), error };
    if !path.is_dir() {
        return add_file(trust, path);
    }
    let entries = std::fs::read_dir(path).map_err(failed)?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(failed)?;
    files.retain(|file| file.is_file());
    files.sort();
    if files.is_empty() {
        return Err(Failure::Authorities { name: path.display().to_string() });
    }
    files.iter().try_for_each(|file| add_file(trust, file))
}

fn add_file(trust: &mut TrustStore, path: &Path) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    read_small(path, AUTHORITIES_BYTES, &mut bytes)?;
    trust.add(&bytes).map_err(|_| Failure::Authorities { name: path.display().to_string() })
}
