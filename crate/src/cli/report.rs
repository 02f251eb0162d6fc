//! Reports for people: what both reports share.

use std::io::{self, Write};

use crate::coded::Severity;
use crate::pes::{Bordereau, Domain};
use crate::words::{Explanation, Words, readable};
use crate::xades::SigningTime;

/// Columns before the value of a field.
pub(super) const LABEL_WIDTH: usize = 20;

/// A line `label  value`.
pub(super) fn field(output: &mut dyn Write, words: &Words, label: &str, value: &str) -> io::Result<()> {
    let label = words.message(label, &[]);
    writeln!(output, "  {label:<LABEL_WIDTH$}{value}")
}

/// A finding with its weight, and its remedy.
pub(super) fn finding(output: &mut dyn Write, weight: &str, explanation: &Explanation) -> io::Result<()> {
    let Explanation { code, message, fix } = explanation;
    writeln!(output, "  {weight} – {message} [{code}]\n    → {fix}")
}

/// How much a finding weighs, in words.
pub(super) fn severity(words: &Words, severity: Severity) -> String {
    words.message(
        match severity {
            Severity::Blocking => "severity-blocking",
            Severity::Refused => "severity-refused",
            Severity::Attention => "severity-attention",
        },
        &[],
    )
}

/// The domain's name.
pub(super) fn domain(words: &Words, domain: Domain) -> String {
    words.message(
        match domain {
            Domain::Depense => "cli-depense",
            Domain::Recette => "cli-recette",
        },
        &[],
    )
}

/// How a bordereau is called: by its domain and number, and by its Id if it has one.
pub(super) fn bordereau(words: &Words, bordereau: &Bordereau) -> String {
    let number = bordereau.number.as_deref().map_or_else(|| "?".into(), readable);
    let name = format!("{} {number}", domain(words, bordereau.domain));
    match &bordereau.id {
        Some(id) => format!("{name} ({})", readable(id)),
        None => name,
    }
}

/// Day and time, UTC.
pub(super) fn moment(words: &Words, time: SigningTime) -> String {
    let text = time.to_string();
    let (day, clock) = text.split_once('T').unwrap_or((&text, ""));
    format!("{} {} UTC", words.date(day), clock.trim_end_matches('Z'))
}
