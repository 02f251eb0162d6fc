//! The machine that was measured on, and what was measured there.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use serde::Serialize;

/// What the figures depend on.
#[derive(Clone, Debug, Serialize)]
pub struct Host {
    /// The day, `2026-11-23`.
    pub day: String,
    /// The processor's name.
    pub processor: String,
    /// How many of its cores there are.
    pub cores: usize,
    /// The memory in GiB.
    pub memory: u64,
    /// The operating system.
    pub system: String,
    /// Programs and their versions.
    pub versions: Vec<String>,
}

/// Finds out.
pub fn describe() -> Result<Host> {
    let read = |path: &str| std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"));
    let processors = read("/proc/cpuinfo")?;
    let memory = field(&read("/proc/meminfo")?, "MemTotal:");
    let kibibytes: u64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let system = field(&release, "PRETTY_NAME=").trim_matches('"').to_owned();
    let first_line = |program: &str, argument: &str| -> Result<String> {
        // Debian's starter of Chromium talks on standard error.
        let asked = Command::new(program).arg(argument).stderr(Stdio::null()).output();
        let output = asked.with_context(|| format!("cannot start {program}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().next().unwrap_or_default().trim().to_owned())
    };
    Ok(Host {
        day: first_line("date", "+%F")?,
        processor: field(&processors, "model name").trim_start_matches([':', ' ']).to_owned(),
        cores: std::thread::available_parallelism()?.get(),
        memory: kibibytes.div_ceil(1 << 20),
        system,
        versions: vec![
            first_line("chromium", "--version")?,
            first_line("xmlsec1", "--version")?,
            first_line("java", "--version")?,
            super::browser::XADESJS.replace('@', " "),
            first_line("rustc", "--version")?,
        ],
    })
}

/// What follows a name at the start of a line.
fn field(text: &str, name: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
}
