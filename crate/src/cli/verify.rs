//! `verify`: what the signatures of a file are worth.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::Serialize;

use super::arguments::Verify;
use super::failure::Failure;
use super::json::{self, Said};
use super::report::{bordereau, field, finding, moment, severity};
use super::source::{Source, read_small};
use super::{Answer, Console};
use crate::coded::Severity;
use crate::pes::Bordereau;
use crate::verify::{Covered, Report, SignatureReport, Survey, TrustStore, Verdict};
use crate::words::{Words, readable};

/// Longest file of authorities.
const AUTHORITIES_BYTES: usize = 16 << 20;

/// Verifies one file.
pub(super) fn run(request: &Verify, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let report = match report(request, console) {
        Err(failure) if request.json => return json::refuse(console, words, failure),
        other => other?,
    };
    if request.json {
        json::print(console, &JsonReport::new(&report, words))?;
    } else {
        let name = request.file.display().to_string();
        write_report(console.output, words, &name, &report).map_err(Failure::standard_output)?;
    }
    Ok(if report.verdict == Verdict::Valid { Answer::Yes } else { Answer::No })
}

/// Reads a file twice: to find its signatures, and to check them.
pub(super) fn examine(source: &mut Source, trust: Option<&TrustStore>) -> Result<Report, Failure> {
    let name = source.name().to_owned();
    let refused = |error| Failure::Xml { name: name.clone(), error };
    let mut survey = Survey::new();
    source.read(|chunk| survey.feed(chunk))?;
    let mut examination = survey.finish().map_err(refused)?.examine();
    source.read(|chunk| examination.feed(chunk))?;
    examination.finish(trust).map_err(refused)
}

fn report(request: &Verify, console: &mut Console<'_>) -> Result<Report, Failure> {
    let mut trust = TrustStore::default();
    for path in &request.trust {
        let mut bytes = Vec::new();
        read_small(path, AUTHORITIES_BYTES, &mut bytes)?;
        let refused = |_| Failure::Authorities { name: path.display().to_string() };
        trust.add(&bytes).map_err(refused)?;
    }
    let mut source = Source::open(&request.file, console.input)?;
    examine(&mut source, (!request.trust.is_empty()).then_some(&trust))
}

fn write_report(output: &mut dyn Write, words: &Words, name: &str, report: &Report) -> io::Result<()> {
    let verdict = match report.verdict {
        Verdict::Valid => "cli-verdict-valid",
        Verdict::Invalid if report.signatures.iter().all(|signature| signature.intact) => {
            "cli-verdict-forbidden"
        }
        Verdict::Invalid => "cli-verdict-broken",
        Verdict::Unsigned => "cli-verdict-unsigned",
    };
    let name = readable(name);
    let args = [("name", (&*name).into()), ("count", report.signatures.len().into())];
    writeln!(output, "{}", words.message(verdict, &args))?;
    for (index, signature) in report.signatures.iter().enumerate() {
        write_signature(output, words, index, signature, &report.flux.bordereaux)?;
    }
    if !report.uncovered.is_empty() {
        writeln!(output, "\n{}", words.message("cli-uncovered", &[]))?;
        for index in &report.uncovered {
            writeln!(output, "  {}", bordereau(words, &report.flux.bordereaux[*index]))?;
        }
    }
    if !report.findings.is_empty() {
        writeln!(output, "\n{}", words.message("cli-findings", &[]))?;
        // The same may hold for each reference of a signature; saying it once is enough.
        let mut said = HashSet::new();
        for found in &report.findings {
            let explanation = words.verification(found, &report.signatures);
            if said.insert(explanation.message.clone()) {
                let weight = match found.code.severity() {
                    Severity::Blocking => words.message("cli-not-intact", &[]),
                    lesser => severity(words, lesser),
                };
                finding(output, &weight, &explanation)?;
            }
        }
    }
    Ok(())
}

fn write_signature(
    output: &mut dyn Write,
    words: &Words,
    index: usize,
    signature: &SignatureReport,
    bordereaux: &[Bordereau],
) -> io::Result<()> {
    let id = signature.id.as_deref().map(readable).unwrap_or_default();
    let state = if signature.intact { "cli-signature-intact" } else { "cli-signature-broken" };
    let args = [("number", (index + 1).into()), ("id", (&*id).into())];
    writeln!(output, "\n{}", words.message(state, &args))?;
    let covers = match signature.covers {
        Some(Covered::File) => words.message("cli-covers-file", &[]),
        Some(Covered::Bordereau(index)) => bordereau(words, &bordereaux[index]),
        None => words.message("cli-covers-nothing", &[("target", (&*readable(&signature.target)).into())]),
    };
    field(output, words, "cli-label-covers", &covers)?;
    if let Some(certificate) = &signature.certificate {
        field(output, words, "cli-label-signer", &readable(&certificate.common_name()))?;
        field(output, words, "cli-label-issuer", &readable(&certificate.issuer_common_name()))?;
    }
    let unknown = || words.message("cli-not-said", &[]);
    let time = signature.signing_time.map_or_else(unknown, |time| moment(words, time));
    field(output, words, "cli-label-time", &time)?;
    let role = signature.role.as_deref().map_or_else(unknown, |role| readable(role.trim()).into_owned());
    field(output, words, "cli-label-role", &role)?;
    let [city, postal_code, country] =
        signature.place.each_ref().map(|part| part.as_deref().unwrap_or_default());
    let town = format!("{} {}", postal_code.trim(), city.trim());
    let place: Vec<_> = [town.trim(), country.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    let place = if place.is_empty() { unknown() } else { readable(&place.join(", ")).into_owned() };
    field(output, words, "cli-label-place", &place)
}

/// The form of `verify --json`.
#[derive(Serialize)]
struct JsonReport<'a> {
    verdict: &'static str,
    signatures: Vec<JsonSignature<'a>>,
    uncovered: Vec<&'a str>,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonSignature<'a> {
    id: Option<&'a str>,
    covers: Option<&'static str>,
    target: &'a str,
    intact: bool,
    signer: Option<String>,
    subject: Option<String>,
    issuer: Option<String>,
    serial: Option<String>,
    signing_time: Option<String>,
    role: Option<&'a str>,
    city: Option<&'a str>,
    postal_code: Option<&'a str>,
    country: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    #[serde(flatten)]
    said: Said,
    /// Index in `signatures`.
    signature: Option<usize>,
    value: Option<&'a str>,
}

impl<'a> JsonReport<'a> {
    fn new(report: &'a Report, words: &Words) -> Self {
        let bordereaux = report.uncovered.iter().map(|index| &report.flux.bordereaux[*index]);
        let named = |one: &'a Bordereau| one.id.as_deref().or(one.number.as_deref()).unwrap_or_default();
        let findings = report.findings.iter().map(|found| JsonFinding {
            said: Said::new(found.code.severity(), words.verification(found, &report.signatures)),
            signature: found.signature,
            value: found.value.as_deref(),
        });
        Self {
            verdict: report.verdict.name(),
            signatures: report.signatures.iter().map(JsonSignature::new).collect(),
            uncovered: bordereaux.map(named).collect(),
            findings: findings.collect(),
        }
    }
}

impl<'a> JsonSignature<'a> {
    fn new(signature: &'a SignatureReport) -> Self {
        let certificate = signature.certificate.as_ref();
        let [city, postal_code, country] = signature.place.each_ref().map(|part| part.as_deref());
        Self {
            id: signature.id.as_deref(),
            covers: signature.covers.map(|covered| match covered {
                Covered::File => "file",
                Covered::Bordereau(_) => "bordereau",
            }),
            target: &signature.target,
            intact: signature.intact,
            signer: certificate.map(|certificate| certificate.common_name()),
            subject: certificate.map(|certificate| certificate.subject()),
            issuer: certificate.map(|certificate| certificate.issuer()),
            serial: certificate.map(|certificate| certificate.serial()),
            signing_time: signature.signing_time.map(|time| time.to_string()),
            role: signature.role.as_deref(),
            city,
            postal_code,
            country,
        }
    }
}
