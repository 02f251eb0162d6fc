//! `cargo xtask test`: everything that can say no, each as its own step, to the end.

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::build;
use crate::fuzzing::{self, Bound};
use crate::machine::Machine;
use crate::{process, setup};

/// The tests that drive a browser.
const JOURNEYS: &[&str] = &["--test", "journeys"];
/// All others but the examples in the documentation.
const OTHERS: &[&str] =
    &["--lib", "--bins", "--test", "cli", "--test", "cross-checks", "--test", "simulator"];
/// The package of this program.
const SCRIPT: &str = env!("CARGO_PKG_NAME");
/// All packages but this one, in every step: of other choices cargo would build much anew, for what they ask of their
/// dependencies is not the same.
const EVERYTHING: &[&str] = &["--workspace", "--exclude", SCRIPT];

/// Runs all steps, even after one failed, then sums them up.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(option) = arguments.iter().find(|argument| argument.starts_with('-')) {
        bail!("test takes only filters (parts of tests' names), not “{option}”");
    }
    let mut steps = Steps::default();
    steps.run("Programs that the tests call", || setup::programs(machine, setup::TESTS));
    steps.run("The driver of Firefox", || setup::geckodriver(machine));
    steps.run("The browser's policy", || setup::browser_policy(machine));
    let site = steps.run("The page", || build::page(machine));
    let cli = steps.run("The command line and the tests", || {
        let tests = ["test", "--no-run", "--lib", "--bins", "--tests"];
        process::build_program(machine, &[&tests, EVERYTHING].concat(), "pes-signer")
    });
    let cli = cli.as_deref();
    steps.run("Unit tests, cross-checks, simulator", || {
        let tested = cargo_test(machine, &[EVERYTHING, OTHERS].concat(), cli, &[], arguments);
        tested.and(cargo_test(machine, &[EVERYTHING, &["--doc"]].concat(), cli, &[], arguments))
    });
    // By itself: together with the others, cargo would build all that this program stands on a second time.
    steps.run("The build script", || cargo_test(machine, &["--package", SCRIPT], cli, &[], arguments));
    // A filter asks for tests by their names, and these have none.
    if arguments.is_empty() {
        steps.run("Fuzzing, a short while", || fuzzing::run(machine, fuzzing::TARGETS, Bound::SHORT));
    }
    steps.run("Journeys in the browsers", || {
        ensure!(site.is_some(), "not run, for there is no page to drive");
        // Mostly they wait; those that measure see to it that they are alone.
        cargo_test(machine, &[EVERYTHING, JOURNEYS].concat(), cli, &["--test-threads=3"], arguments)
    });
    println!("\n{steps}");
    steps.verdict()
}

fn cargo_test(
    machine: &Machine,
    packages: &[&str],
    cli: Option<&Path>,
    options: &[&str],
    filters: &[String],
) -> Result<()> {
    let mut cargo = process::cargo(machine);
    cargo.arg("test").args(packages).args(["--no-fail-fast", "--"]).args(options).args(filters);
    cargo.env("PES_SIGNER_SITE", machine.site());
    if let Some(cli) = cli {
        cargo.env("PES_SIGNER_CLI", cli);
    }
    process::run(cargo)
}

/// The steps run so far.
#[derive(Default)]
struct Steps(Vec<Step>);

struct Step {
    name: &'static str,
    duration: Duration,
    passed: bool,
}

impl Steps {
    fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n=== {name} ===");
        let start = Instant::now();
        let result = work();
        self.0.push(Step { name, duration: start.elapsed(), passed: result.is_ok() });
        result.inspect_err(|error| eprintln!("{name}: {error:#}")).ok()
    }

    fn verdict(&self) -> Result<()> {
        let failed: Vec<&str> = self.0.iter().filter(|step| !step.passed).map(|step| step.name).collect();
        ensure!(failed.is_empty(), "failed: {}", failed.join("; "));
        Ok(())
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Step { name, duration, passed } in &self.0 {
            let seconds = duration.as_secs();
            let verdict = if *passed { "passed" } else { "FAILED" };
            writeln!(formatter, "{verdict}  {:>3} min {:02} s  {name}", seconds / 60, seconds % 60)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_failed_step_does_not_stop_the_next_but_fails_the_whole() {
        let mut steps = Steps::default();
        assert_eq!(steps.run("first", || -> Result<()> { bail!("broken") }), None);
        assert_eq!(steps.run("second", || Ok(2)), Some(2));
        assert_eq!(steps.verdict().unwrap_err().to_string(), "failed: first");
        let table = steps.to_string();
        assert!(table.contains("FAILED    0 min 00 s  first\npassed"), "{table}");
    }

    #[test]
    fn no_file_of_tests_is_forgotten_by_the_program_it_belongs_to() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for folder in ["s2low-simulator/tests", "tests/tests", "webdriver/tests"] {
            let program = fs::read_to_string(root.join(folder).join("main.rs")).unwrap();
            for file in fs::read_dir(root.join(folder)).unwrap() {
                let file = file.unwrap().file_name().into_string().unwrap();
                let Some(module) = file.strip_suffix(".rs") else { continue };
                let named = program.lines().any(|line| line == format!("mod {module};"));
                assert!(named || module == "main", "{folder}/{file}");
            }
        }
    }
}
