//! The JSON forms, stable and documented in `docs/json.md`.

use serde::Serialize;

use super::Console;
use super::failure::Failure;
use crate::coded::Severity;
use crate::words::{Explanation, Words};
use crate::xml::Position;

/// Instead of a report: the input cannot be read.
#[derive(Serialize)]
struct Refusal<'a> {
    error: Fault<'a>,
}

#[derive(Serialize)]
struct Fault<'a> {
    code: &'a str,
    message: &'a str,
    recommendation: &'a str,
    #[serde(flatten)]
    place: Place,
}

/// Where something stands; every field is null where that is not known.
#[derive(Debug, Default, Serialize)]
pub(super) struct Place {
    line: Option<u64>,
    column: Option<u64>,
    pub(super) offset: Option<u64>,
}

/// The words of a finding.
#[derive(Debug, Serialize)]
pub(super) struct Said {
    pub(super) code: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: String,
    pub(super) recommendation: String,
}

impl From<Option<Position>> for Place {
    fn from(position: Option<Position>) -> Self {
        let Some(Position { offset, line, column }) = position else {
            return Self::default();
        };
        Self { line: Some(line), column: Some(column), offset: Some(offset) }
    }
}

impl Said {
    pub(super) fn new(severity: Severity, explanation: Explanation) -> Self {
        let Explanation { code, message, fix } = explanation;
        Self { code, severity: severity.name(), message, recommendation: fix }
    }
}

/// Prints a report.
pub(super) fn print(console: &mut Console<'_>, report: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *console.output, report)
        .map_err(|error| Failure::standard_output(error.into()))?;
    writeln!(console.output).map_err(Failure::standard_output)
}

/// Prints what went wrong in place of a report, and hands it on.
pub(super) fn refuse<T>(console: &mut Console<'_>, words: &Words, failure: Failure) -> Result<T, Failure> {
    let Explanation { code, message, fix } = &failure.explanation(words);
    let place = failure.position().into();
    let fault = Fault { code, message, recommendation: fix, place };
    print(console, &Refusal { error: fault })?;
    console.output.flush().map_err(Failure::standard_output)?;
    Err(failure)
}
