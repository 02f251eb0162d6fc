//! `sign`: reads, asks what may be signed, signs, writes, reads again what was written, and only then lets
//! it have its name.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::Sign;
use super::failure::{Failure, against, prefix, tell};
use super::output::{Destination, Output};
use super::patch::{Patch, Patcher};
use super::report::{moment, severity};
use super::source::Source;
use super::{Answer, Console, container, verify};
use crate::coded::Severity;
use crate::identity::SoftwareKey;
use crate::pes::{Repair, Rules, Transcoder, repair_of_head};
use crate::signing::{Analysis, Analyzer, Plan, Scope, SigningError, Splice};
use crate::verify::{Report, Survey, Verdict};
use crate::words::{Words, readable};
use crate::xades::{Policy, SigningTime};
use crate::xml;

/// Signs one file.
pub(super) fn run(request: &Sign, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let time = request.at.or_else(now).ok_or(Failure::Clock)?;
    let destination = Destination::new(request.output.as_deref(), request.force)?;
    let identities = container::identities(&request.container, Some(&request.password_file))?;
    let (identity, others) = container::choose(&request.container, identities, request.key.as_deref(), time)?;
    let trust = verify::authorities(&request.trust)?;
    let mut source = Source::open(&request.file, console.input)?;
    let mut analysis = match analyze(&mut source, request.scope, request.rules) {
        Err(failure) if request.repair => {
            let (fixed, repair) = without_lead(&mut source)?.ok_or(failure)?;
            for change in words.changes(&repair) {
                note(console, &change);
            }
            source = fixed;
            analyze(&mut source, request.scope, request.rules)?
        }
        read => read?,
    };
    if request.repair && !analysis.repair.is_empty() {
        for change in words.changes(&analysis.repair) {
            note(console, &change);
        }
        source = repaired(&mut source, &mut analysis.repair, analysis.size)?;
        analysis = analyze(&mut source, request.scope, request.rules)?;
        note(console, &words.message("cli-repaired", &[]));
    }
    warn(&analysis, source.name(), words, console);
    for other in &others {
        let name = other.certificate().common_name();
        note(console, &words.message("cli-other-identity", &[("name", (&*readable(&name)).into())]));
    }

    let failed = |error| Failure::Signing { name: source.name().to_owned(), error };
    let certificate = identity.certificate();
    let between: Vec<_> = identity.chain().collect();
    for finding in verify::findings(certificate, &between, trust.as_ref(), time) {
        // What blocks is said by the plan, which refuses it.
        if finding.code.severity() != Severity::Blocking {
            let before = format!("{}{} – ", prefix(None, None), severity(words, finding.code.severity()));
            let _ = tell(console.errors, &before, &words.certificate_finding(&finding));
        }
    }
    let plan = analysis
        .plan(certificate, &request.signatory, time, &Policy::default(), &request.profile)
        .map_err(failed)?;
    if plan.is_empty() {
        return Err(failed(SigningError::Blocked(Vec::new())));
    }
    let key = SoftwareKey::new(&identity).map_err(|error| failed(SigningError::Signer(error)))?;
    let splices = pollster::block_on(plan.sign(&key)).map_err(failed)?;

    let output = destination.begin()?;
    write(&mut source, splices, &analysis, &output)?;
    let report = check(&output, &plan, words)?;
    // The original is closed before a file of its name takes its place.
    drop(source);
    output.finish(console.output)?;
    for explanation in against(&report, words) {
        let _ = tell(console.errors, &prefix(None, None), &explanation);
    }
    let signatory = &request.signatory;
    let done = words.message(
        "cli-signed",
        &[
            ("scope", scope_of(&analysis).unwrap_or_default().into()),
            ("count", plan.len().into()),
            ("name", (&*readable(&certificate.common_name())).into()),
            ("role", signatory.role().into()),
            ("city", signatory.city().into()),
            ("time", (&moment(words, time)).into()),
        ],
    );
    note(console, &done);
    Ok(Answer::Yes)
}

/// Reads the file as often as it takes to know what is to be signed.
pub(super) fn analyze(source: &mut Source, scope: Scope, rules: Rules) -> Result<Analysis, Failure> {
    let analysis = analyze_once(source, scope, rules)?;
    match analysis.read_again {
        Some(scope) => analyze_once(source, scope, rules),
        None => Ok(analysis),
    }
}

fn analyze_once(source: &mut Source, scope: Scope, rules: Rules) -> Result<Analysis, Failure> {
    let mut analyzer = Analyzer::new(scope, rules);
    source.read(|chunk| analyzer.feed(chunk))?;
    analyzer.finish().map_err(|error| Failure::Xml { name: source.name().to_owned(), error })
}

/// What is to be signed, as `--scope` names it; `None` for nothing.
pub(super) fn scope_of(analysis: &Analysis) -> Option<&'static str> {
    let first = analysis.targets.first()?;
    Some(if first.bordereau.is_none() { "file" } else { "bordereaux" })
}

/// A copy without what stands before the XML declaration; `None` if that is not what is wrong.
pub(super) fn without_lead(source: &mut Source) -> Result<Option<(Source, Repair)>, Failure> {
    let head = source.range(xml::Span { start: 0, end: u64::MAX }, 1 << 10)?;
    match repair_of_head(&head) {
        Some(mut repair) => {
            let size = source.size()?;
            Ok(Some((repaired(source, &mut repair, size)?, repair)))
        }
        None => Ok(None),
    }
}

/// A copy with what is to be put right. The repair learns what became of the characters.
fn repaired(source: &mut Source, repair: &mut Repair, size: u64) -> Result<Source, Failure> {
    let name = source.name().to_owned();
    let failed = |error| Failure::Write { name: name.clone(), error };
    let file = tempfile::tempfile().map_err(failed)?;
    let patches = repair.edits.iter().map(Patch::from).collect();
    patched(source, patches, size, &file, &failed)?;
    let mut repaired = Source::new(name.clone(), file);
    let Some(transcoding) = &repair.transcode else { return Ok(repaired) };
    let file = tempfile::tempfile().map_err(failed)?;
    let (mut transcoder, mut writer) = (Transcoder::new(transcoding.from), BufWriter::new(&file));
    let mut bytes = Vec::new();
    repaired.pass(|chunk, _| {
        bytes.clear();
        transcoder.feed(chunk, &mut bytes);
        writer.write_all(&bytes).map_err(failed)
    })?;
    writer.flush().map_err(failed)?;
    drop(writer);
    repair.transcode = Some(transcoder.told());
    Ok(Source::new(name, file))
}

/// Copies the original with the signatures inserted.
fn write(
    source: &mut Source,
    splices: Vec<Splice>,
    analysis: &Analysis,
    output: &Output,
) -> Result<(), Failure> {
    let patches = splices.into_iter().map(Patch::from).collect();
    patched(source, patches, analysis.size, output.file(), &|error| output.failed(error))
}

fn patched(
    source: &mut Source,
    patches: Vec<Patch>,
    size: u64,
    output: &File,
    failed: &dyn Fn(io::Error) -> Failure,
) -> Result<(), Failure> {
    let mut patcher = Patcher::new(BufWriter::new(output), patches);
    source.pass(|chunk, _| patcher.feed(chunk).map_err(failed))?;
    if patcher.finish(size).map_err(failed)? {
        return Ok(());
    }
    Err(Failure::Changed { name: source.name().to_owned() })
}

/// Reads back what was written and judges it as a stranger would.
fn check(output: &Output, plan: &Plan, words: &Words) -> Result<Report, Failure> {
    let report = match verify::examine(&mut output.read_back()?, Survey::new(), None) {
        Err(Failure::Xml { error, .. }) => {
            return Err(Failure::SelfCheck { explanations: vec![words.xml_error(&error)] });
        }
        other => other?,
    };
    if report.verdict == Verdict::Valid && report.signatures.len() == plan.len() {
        return Ok(report);
    }
    Err(Failure::SelfCheck { explanations: against(&report, words) })
}

/// Says what S2low or the treasury may not like; what blocks is said where signing is refused.
fn warn(analysis: &Analysis, name: &str, words: &Words, console: &mut Console<'_>) {
    for finding in analysis.findings.iter().filter(|f| f.code.severity() != Severity::Blocking) {
        let weight = severity(words, finding.code.severity());
        let before = format!("{}{weight} – ", prefix(Some(name), finding.position));
        let _ = tell(console.errors, &before, &words.finding(finding));
    }
}

/// One line on standard error; nothing can be done if it cannot be written.
fn note(console: &mut Console<'_>, text: &str) {
    let _ = writeln!(console.errors, "pes-signer: {text}");
}

pub(super) fn now() -> Option<SigningTime> {
    SigningTime::from_unix(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs())
}
