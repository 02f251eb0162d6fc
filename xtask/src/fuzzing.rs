//! Building the fuzz targets and running them, bounded.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::machine::Machine;
use crate::{process, setup};

/// The fuzz targets, in the order in which they are run.
pub const TARGETS: &[&str] = &["scanner", "c14n", "verifier", "round_trip", "container"];

/// The version of cargo-fuzz that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";
/// Longest input. All that the targets compare shows on small ones.
const MAX_LEN: &str = "-max_len=4096";
/// Of the end of a log, how many lines are shown when something was found.
const SHOWN: usize = 60;

/// How long each target runs.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Time for each target.
    pub time: Duration,
    /// Executions, if they come first.
    pub runs: Option<u64>,
    /// What was found interesting in earlier runs is used, and what is found in this one is kept.
    pub remember: bool,
}

impl Bound {
    /// For `cargo xtask test`: the same start every time, and some seconds.
    pub const SHORT: Self = Self { time: Duration::from_secs(15), runs: Some(200_000), remember: false };

    /// For `cargo xtask fuzz`.
    pub fn minutes(minutes: u64) -> Self {
        Self { time: Duration::from_secs(minutes * 60), runs: None, remember: true }
    }
}

/// Runs `targets` one after the other, all of them even if one finds something, and sums up.
pub fn run(machine: &Machine, targets: &[&str], bound: Bound) -> Result<()> {
    setup::programs(machine, setup::FUZZING)?;
    let tool = tool(machine)?;
    let mut build = cargo_fuzz(machine, &tool, "build");
    if let [target] = targets {
        build.arg(target);
    }
    process::run(build)?;
    let runs: Vec<Run> =
        targets.iter().map(|target| fuzz(machine, &tool, target, bound)).collect::<Result<_>>()?;
    println!();
    runs.iter().for_each(|run| println!("{run}"));
    let failed: Vec<&str> = runs.iter().filter(|run| !run.passed).map(|run| run.target.as_str()).collect();
    ensure!(failed.is_empty(), "something was found by: {}", failed.join(", "));
    Ok(())
}

/// What came of one target.
struct Run {
    target: String,
    duration: Duration,
    statistics: Statistics,
    passed: bool,
}

/// What libFuzzer says at its end.
#[derive(Debug, Default, PartialEq, Eq)]
struct Statistics {
    executions: u64,
    megabytes: u64,
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Statistics { executions, megabytes } = self.statistics;
        let seconds = self.duration.as_secs();
        let verdict = if self.passed { "nothing found" } else { "FOUND SOMETHING" };
        let target = &self.target;
        write!(
            formatter,
            "{target:<10} {executions:>10} executions in {seconds:>5} s, {megabytes:>3} MB at most: {verdict}"
        )
    }
}

/// cargo-fuzz: from an earlier run, from PATH, or installed.
fn tool(machine: &Machine) -> Result<PathBuf> {
    let folder = machine.root.join("target/tools");
    let tool = folder.join("bin/cargo-fuzz");
    if tool.is_file() {
        return Ok(tool);
    }
    if let Some(tool) = process::find("cargo-fuzz") {
        return Ok(tool);
    }
    println!("Installing cargo-fuzz {CARGO_FUZZ} into {}: it builds the fuzz targets.", folder.display());
    let mut cargo = process::cargo(machine);
    // It runs for a moment: compiling it fast matters more than running it fast.
    cargo
        .args(["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--debug", "--root"])
        .arg(&folder);
    process::run(cargo)?;
    Ok(tool)
}

fn cargo_fuzz(machine: &Machine, tool: &Path, command: &str) -> Command {
    let mut cargo_fuzz = Command::new(tool);
    cargo_fuzz.current_dir(&machine.root).args([
        command,
        "--fuzz-dir",
        "fuzz",
        "--target-dir",
        "target/fuzz",
    ]);
    // No code of the project is unsafe; an address sanitizer would only make the runs slow, and needs a nightly compiler.
    cargo_fuzz.args(["--sanitizer", "none"]);
    cargo_fuzz
}

fn fuzz(machine: &Machine, tool: &Path, target: &str, bound: Bound) -> Result<Run> {
    let results = machine.root.join("target/fuzz");
    let corpus = results.join(if bound.remember { "corpus" } else { "short" }).join(target);
    if !bound.remember && corpus.exists() {
        fs::remove_dir_all(&corpus).with_context(|| format!("cannot empty {}", corpus.display()))?;
    }
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let log = results.join(format!("{target}.log"));
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;

    let mut command = cargo_fuzz(machine, tool, "run");
    command.arg(target).arg(&corpus).arg(format!("fuzz/corpus/{target}")).arg("--");
    command.arg(format!("-max_total_time={}", bound.time.as_secs()));
    command.args(bound.runs.map(|runs| format!("-runs={runs}")));
    command.args([MAX_LEN, "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1"]);
    command.arg("-dict=fuzz/dictionaries/xml.dict");
    println!("{target}: {} s at most…", bound.time.as_secs());
    let start = Instant::now();
    let name = process::line(&command);
    let status = command.stdout(Stdio::null()).stderr(file).status();
    let passed = status.with_context(|| format!("cannot start `{name}`"))?.success();
    let bytes = fs::read(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    if !passed {
        println!("{}\nThe whole log is in {}.", end(&text), log.display());
    }
    let statistics = Statistics::of(&text);
    Ok(Run { target: target.to_owned(), duration: start.elapsed(), statistics, passed })
}

impl Statistics {
    fn of(log: &str) -> Self {
        let value = |name: &str| {
            let line = log.lines().rev().find_map(|line| line.strip_prefix(name));
            line.and_then(|value| value.trim().parse().ok()).unwrap_or_default()
        };
        Self { executions: value("stat::number_of_executed_units:"), megabytes: value("stat::peak_rss_mb:") }
    }
}

/// The last lines of a log.
fn end(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(SHOWN)..].join("\n")
}

/// The targets that are meant by their names; all if there are none.
pub fn named<'a>(names: &[&'a str]) -> Result<Vec<&'a str>> {
    if let Some(unknown) = names.iter().find(|name| !TARGETS.contains(name)) {
        bail!("there is no fuzz target “{unknown}”, only {}", TARGETS.join(", "));
    }
    Ok(if names.is_empty() { TARGETS.to_vec() } else { names.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistics_are_read_off_the_log() {
        let log =
            "#5 NEW cov: 1\nstat::number_of_executed_units: 547297\nstat::peak_rss_mb:              36\n";
        assert_eq!(Statistics::of(log), Statistics { executions: 547_297, megabytes: 36 });
        assert_eq!(Statistics::of("error: no such target"), Statistics::default());
    }

    #[test]
    fn every_target_named_has_a_source_a_corpus_and_an_entry_in_the_manifest() {
        let folder = Machine::here().root.join("fuzz");
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
        for target in TARGETS {
            assert!(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "{target}");
            assert!(fs::read_dir(folder.join("corpus").join(target)).unwrap().count() > 0, "{target}");
        }
    }

    #[test]
    fn a_target_that_does_not_exist_is_named() {
        assert!(named(&["scaner"]).unwrap_err().to_string().contains("“scaner”"));
        assert_eq!(named(&[]).unwrap(), TARGETS);
    }
}
