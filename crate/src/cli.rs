//! The command line: the same core for IT staff and vendors, and the way to judge it without a browser.
//!
//! Files are streamed, in as many passes as the work needs; memory does not grow with them.

mod arguments;
mod canonicalize;
mod certificate;
mod container;
mod failure;
mod inspect;
mod json;
mod output;
mod patch;
mod report;
mod sign;
mod source;
#[cfg(test)]
mod tests;
mod verify;

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use arguments::Command;
use failure::Failure;

use crate::words::{Language, Words};

/// What a command reads and writes beside files.
pub struct Console<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
}

/// The answer of a command that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Done, or valid.
    Yes,
    /// Invalid, or something blocks.
    No,
}

/// Runs the process.
#[must_use]
pub fn main() -> ExitCode {
    let mut output = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let mut console =
        Console { input: &mut io::stdin().lock(), output: &mut output, errors: &mut io::stderr().lock() };
    ExitCode::from(run(std::env::args_os().skip(1).collect(), language_of_environment(), &mut console))
}

/// Runs one command; the exit code.
///
/// 0: done, or valid. 1: the answer is no. 2: the call is wrong. 3: the input cannot be read.
pub fn run(arguments: Vec<OsString>, language: Language, console: &mut Console<'_>) -> u8 {
    let words = words(arguments::language(&arguments).unwrap_or(language));
    let answer = arguments::parse(arguments).map_err(Failure::Usage).and_then(|command| match command {
        Command::Help => print(console, help(words.language())),
        Command::Version => print(console, concat!("pes-signer ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Inspect(request) => inspect::run(&request, &words, console),
        Command::Sign(request) => sign::run(&request, &words, console),
        Command::Verify(request) => verify::run(&request, &words, console),
        Command::Certificate(request) => certificate::run(&request, &words, console),
        Command::Canonicalize(request) => canonicalize::run(&request, console),
    });
    let answer = answer.and_then(|answer| {
        console.output.flush().map_err(Failure::standard_output)?;
        Ok(answer)
    });
    match answer {
        Ok(Answer::Yes) => 0,
        Ok(Answer::No) => 1,
        Err(failure) => {
            failure.tell(&words, console.errors);
            failure.exit_code()
        }
    }
}

/// The words of the page, the codes and the command line.
fn words(language: Language) -> Words {
    let mut words = Words::new(language);
    words.add(match language {
        Language::French => include_str!("cli/fr.ftl"),
        Language::English => include_str!("cli/en.ftl"),
    });
    words
}

fn help(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("cli/help.fr.txt"),
        Language::English => include_str!("cli/help.en.txt"),
    }
}

fn print(console: &mut Console<'_>, text: &str) -> Result<Answer, Failure> {
    console.output.write_all(text.as_bytes()).map_err(Failure::standard_output)?;
    Ok(Answer::Yes)
}

/// As POSIX ranks them.
fn language_of_environment() -> Language {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let tag = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    Language::from_tag(&tag.unwrap_or_default())
}
