//! `cargo xtask fuzz`: the fuzz targets, for long.

use anyhow::{Context as _, Result, bail};

use crate::fuzzing::{self, Bound};
use crate::machine::Machine;

/// How long each target runs unless told otherwise.
const MINUTES: u64 = 20;

/// Runs the targets named, or all.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let (targets, bound) = asked(arguments)?;
    fuzzing::run(machine, &targets, bound)
}

/// The targets, and how long each is to run.
fn asked(arguments: &[String]) -> Result<(Vec<&str>, Bound)> {
    let mut names = Vec::new();
    let mut minutes = None;
    let mut short = false;
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--minutes") {
            Some("") => minutes = Some(arguments.next().unwrap_or_default()),
            Some(value) => minutes = Some(value.strip_prefix('=').unwrap_or(value)),
            None if argument == "--short" => short = true,
            None if argument.starts_with('-') => {
                bail!("fuzz takes only --minutes N and --short, not “{argument}”")
            }
            None => names.push(argument),
        }
    }
    let bound = match minutes {
        None if short => Bound::SHORT,
        None => Bound::minutes(MINUTES),
        Some(_) if short => bail!("--short and --minutes contradict each other"),
        Some(value) => {
            let number = value.parse().ok().filter(|minutes| (1..=10_000).contains(minutes));
            Bound::minutes(number.with_context(|| format!("“{value}” is no number of minutes"))?)
        }
    };
    Ok((fuzzing::named(&names)?, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes_of(words: &[&str]) -> Result<(usize, u64)> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        asked(&words).map(|(targets, bound)| (targets.len(), bound.time.as_secs() / 60))
    }

    #[test]
    fn all_targets_run_for_twenty_minutes_unless_others_are_asked_for() {
        assert_eq!(minutes_of(&[]).unwrap(), (fuzzing::TARGETS.len(), 20));
        assert_eq!(minutes_of(&["scanner", "--minutes", "3"]).unwrap(), (1, 3));
        assert_eq!(minutes_of(&["--minutes=90", "c14n", "verifier"]).unwrap(), (2, 90));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (words, named) in [
            (&["--minutes", "0"][..], "“0”"),
            (&["--minutes"], "“”"),
            (&["--hours=1"], "“--hours=1”"),
            (&["x"], "“x”"),
        ] {
            assert!(minutes_of(words).unwrap_err().to_string().contains(named), "{named}");
        }
    }
}
