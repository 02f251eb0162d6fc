//! Running other programs.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::machine::Machine;

/// Runs a program to its end; anything but success is an error that names it.
pub fn run(mut command: Command) -> Result<()> {
    let name = line(&command);
    let status = command.status().with_context(|| format!("cannot start `{name}`"))?;
    ensure!(status.success(), "`{name}` failed ({status})");
    Ok(())
}

/// Like [`run`], and returns what the program wrote on its standard output.
pub fn output(mut command: Command) -> Result<String> {
    let name = line(&command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{name}`"))?;
    ensure!(output.status.success(), "`{name}` failed ({})", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` wrote something else than text"))
}

/// Like [`run`], but stops the program when it takes longer than `limit`.
pub fn run_within(limit: Duration, mut command: Command) -> Result<()> {
    let name = line(&command);
    let child = command.spawn().with_context(|| format!("cannot start `{name}`"))?;
    let status = wait_within(limit, child)?;
    let status =
        status.with_context(|| format!("`{name}` was stopped: not done after {} s", limit.as_secs()))?;
    ensure!(status.success(), "`{name}` failed ({status})");
    Ok(())
}

fn wait_within(limit: Duration, mut child: Child) -> Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

/// Hands over to a program that runs until somebody ends it, so that it gets Ctrl-C itself.
#[cfg(unix)]
pub fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let name = line(&command);
    Err(command.exec()).with_context(|| format!("cannot start `{name}`"))
}

/// Hands over to a program that runs until somebody ends it.
#[cfg(not(unix))]
pub fn become_program(command: Command) -> Result<()> {
    run(command)
}

/// The cargo that started this program, for native builds.
pub fn cargo(machine: &Machine) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&machine.root);
    // What cargo tells the program that it runs is not meant for the cargo that this one starts.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Has cargo build a program of this workspace natively, among others, and says where it is. The arguments begin with
/// the command: `build`, or `test --no-run`.
pub fn build_program(machine: &Machine, arguments: &[&str], name: &str) -> Result<PathBuf> {
    let mut cargo = cargo(machine);
    cargo.args(arguments).arg("--message-format=json-render-diagnostics");
    executable(&output(cargo)?, name)
}

/// Finds in cargo's messages the program of that name, rather than its unit tests.
fn executable(messages: &str, name: &str) -> Result<PathBuf> {
    let found = messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_it = message["target"]["name"] == name && message["profile"]["test"] != true;
        message["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
    });
    found.with_context(|| format!("cargo built no program called {name}"))
}

/// Where a program is, if `PATH` leads to it.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_program_that_outlasts_its_limit_is_stopped() {
        let mut command = Command::new("sleep");
        command.arg("60");
        let start = Instant::now();
        let error = run_within(Duration::from_millis(200), command).unwrap_err();
        assert!(error.to_string().contains("`sleep 60` was stopped"), "{error}");
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_failing_program_is_named() {
        let error = run(Command::new("false")).unwrap_err();
        assert!(error.to_string().starts_with("`false` failed"), "{error}");
        let error = run(Command::new("no-such-program-here")).unwrap_err();
        assert!(error.to_string().contains("no-such-program-here"), "{error}");
    }

    #[test]
    fn the_program_is_found_in_cargos_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"pes_signer"},"executable":null}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"name":"pes-signer"},"profile":{"test":true},"executable":"/t/deps/pes_signer-1"}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"name":"pes-signer"},"profile":{"test":false},"executable":"/t/pes-signer"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(executable(messages, "pes-signer").unwrap(), Path::new("/t/pes-signer"));
        assert!(executable(messages, "other").is_err());
    }

    #[test]
    fn programs_are_found_along_the_path() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-here").is_none());
    }
}
