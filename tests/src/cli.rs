//! The command line under judgement, run as a stranger would run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::folder::workspace;
use crate::material::material;
use crate::process::{self, Answer};

/// The instant that signatures of the tests carry.
pub const AT: &str = "2026-11-23T09:00:00Z";

/// The program: what `PES_SIGNER_CLI` names, from the workspace, else built once by this process.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        std::env::var_os("PES_SIGNER_CLI").map_or_else(build, |named| workspace().join(named))
    })
}

/// Runs the command line.
pub fn run(arguments: &[&str]) -> Answer {
    run_with_input(arguments, b"")
}

/// Runs the command line with `input` on its standard input.
pub fn run_with_input(arguments: &[&str], input: &[u8]) -> Answer {
    process::run(Command::new(binary()).args(arguments), input)
}

/// `verify FILE`, trusting the tests' authority.
pub fn verify(file: &Path) -> Answer {
    run(&["verify", text(file), "--trust", text(&material().authority)])
}

/// One call of `sign`; every field can be changed before [`Sign::run`].
#[derive(Debug, Clone)]
pub struct Sign {
    /// The container of certificate and key.
    pub container: PathBuf,
    /// The file that holds its password.
    pub password_file: PathBuf,
    /// The signer's capacity.
    pub role: String,
    /// Where it is signed.
    pub city: String,
    /// Its postal code.
    pub postal_code: String,
    /// `auto`, `file` or `bordereaux`.
    pub scope: &'static str,
    /// `default` or `xades-1.2.2`.
    pub profile: &'static str,
    /// Further arguments.
    pub more: Vec<String>,
}

impl Default for Sign {
    fn default() -> Self {
        Self {
            container: material().container.clone(),
            password_file: material().password_file.clone(),
            role: "Adjointe déléguée".to_owned(),
            city: "Saint-Éloi-lès-Bois".to_owned(),
            postal_code: "00420".to_owned(),
            scope: "auto",
            profile: "default",
            more: Vec::new(),
        }
    }
}

impl Sign {
    /// Signs `file` into `output`.
    pub fn run(&self, file: &Path, output: &Path) -> Answer {
        process::run(&mut self.command(file, output), b"")
    }

    /// The call, not yet made.
    pub fn command(&self, file: &Path, output: &Path) -> Command {
        let mut command = Command::new(binary());
        command.arg("sign").arg(file).arg("--p12").arg(&self.container);
        command.arg("--password-file").arg(&self.password_file);
        command.args(["--role", &self.role, "--city", &self.city, "--postal-code", &self.postal_code]);
        command.args(["--scope", self.scope, "--profile", self.profile, "--at", AT]);
        command.args(&self.more).arg("-o").arg(output);
        command
    }
}

/// A path as an argument. The tests' paths are all text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Builds the package and asks cargo where the program is: no guess about target folders.
fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace());
    command.args([
        "build",
        "--package",
        "pes-signer",
        "--bin",
        "pes-signer",
        "--message-format=json-render-diagnostics",
    ]);
    let answer = process::run(&mut command, b"");
    assert!(answer.code == 0, "the command line does not build\n{}", answer.err);
    let program = answer.text().lines().filter_map(executable).next_back();
    let program =
        PathBuf::from(program.unwrap_or_else(|| panic!("cargo names no program\n{}", answer.all())));
    assert!(fs::metadata(&program).is_ok(), "{} is not there", program.display());
    program
}

fn executable(message: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    message.get("executable")?.as_str().map(str::to_owned)
}
