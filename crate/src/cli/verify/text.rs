//! The report for a person.

use std::collections::HashSet;
use std::io::{self, Write};

use crate::cli::report::{bordereau, field, finding, moment, severity};
use crate::coded::Severity;
use crate::pes::Bordereau;
use crate::verify::{Answer, Covered, Report, SignatureReport, Verdict};
use crate::words::{Words, readable};
use crate::xades::SigningTime;

/// Writes the report on the file called `name`.
pub(super) fn write(output: &mut dyn Write, words: &Words, name: &str, report: &Report) -> io::Result<()> {
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
    write_findings(output, words, report)?;
    if !report.answers.is_empty() {
        writeln!(output, "\n{}", words.message("verify-answers", &[]))?;
        for answer in &report.answers {
            write_answer(output, words, answer)?;
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
        let day =
            |seconds| SigningTime::from_unix(seconds).map_or_else(String::new, |time| moment(words, time));
        let (from, until) = (day(certificate.not_before()), day(certificate.not_after()));
        let validity = words.message("cli-validity", &[("from", (&from).into()), ("until", (&until).into())]);
        field(output, words, "cli-label-validity", &validity)?;
        let authority =
            words.message("verify-authority-state", &[("state", signature.authority.name().into())]);
        field(output, words, "cli-label-authority", &authority)?;
    }
    let unknown = || words.message("cli-not-said", &[]);
    let time = signature.signing_time.map_or_else(unknown, |time| moment(words, time));
    field(output, words, "cli-label-time", &time)?;
    let role = signature.role.as_deref().map_or_else(unknown, |role| readable(role.trim()).into_owned());
    field(output, words, "cli-label-role", &role)?;
    let place = signature.place_in_one();
    let place = if place.is_empty() { unknown() } else { readable(&place).into_owned() };
    field(output, words, "cli-label-place", &place)?;
    let policy = match &signature.policy.identifier {
        Some(identifier) => readable(identifier.trim()).into_owned(),
        None => unknown(),
    };
    field(output, words, "cli-label-policy", &policy)?;
    words.statements(signature).iter().try_for_each(|(label, value)| {
        let args = [("label", label.into()), ("value", value.into())];
        writeln!(output, "  {}", words.message("cli-labelled", &args))
    })
}

fn write_findings(output: &mut dyn Write, words: &Words, report: &Report) -> io::Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
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
    Ok(())
}

fn write_answer(output: &mut dyn Write, words: &Words, answer: &Answer) -> io::Result<()> {
    let codes: Vec<&str> = answer.refuses.iter().map(|code| code.code()).collect();
    let list = codes.join(", ");
    let tool = words.message("verify-tool", &[("tool", answer.tool.name().into())]);
    let args = [("tool", (&tool).into()), ("count", codes.len().into()), ("codes", (&list).into())];
    writeln!(output, "  {}", words.message("verify-answer", &args))
}
