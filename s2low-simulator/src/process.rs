//! Runs the programs that S2low runs.

use std::process::Output;
use std::time::Duration;

use tokio::process::Command;

use crate::error::Error;

/// No program that is run here needs longer on any file that S2low takes.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// Runs to the end, or to the time limit, and gives what was printed. A failure exit is not an error here.
pub(crate) async fn run(program: &'static str, prepare: impl FnOnce(&mut Command)) -> Result<Output, Error> {
    let mut command = Command::new(program);
    prepare(&mut command);
    command.stdin(std::process::Stdio::null()).kill_on_drop(true);
    tokio::time::timeout(TIME_LIMIT, command.output())
        .await
        .map_err(|_| Error::TooSlow { program, seconds: TIME_LIMIT.as_secs() })?
        .map_err(|source| Error::Program { program, source })
}

/// Runs a program that has to succeed, and gives its standard output.
pub(crate) async fn run_well(
    program: &'static str,
    prepare: impl FnOnce(&mut Command),
) -> Result<String, Error> {
    let output = run(program, prepare).await?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Error::ProgramFailed { program, message })
    }
}
