//! The build script of PES Signer: `cargo xtask` lists what it does.
//!
//! A fresh machine needs nothing prepared: each command installs what it lacks and says so first.

mod assets;
mod budget;
mod commands;
mod fuzzing;
mod icons;
mod integrity;
mod licences;
mod machine;
mod names;
mod offline;
mod plain;
mod process;
mod references;
mod schema;
mod setup;
mod site;
mod toolchain;
mod wasm;
mod words;

use std::process::ExitCode;

use anyhow::{Result, bail};

use commands::{COMMANDS, Command};
use machine::Machine;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let wants_help = |word: &String| matches!(word.as_str(), "help" | "-h" | "--help");
    let Some((name, rest)) = arguments.split_first().filter(|(name, _)| !wants_help(name)) else {
        print!("{}", help());
        return Ok(());
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        bail!("there is no command “{name}”\n\n{}", help());
    };
    if rest.iter().any(wants_help) {
        println!("{}", usage(command));
        return Ok(());
    }
    (command.run)(&Machine::here(), rest)
}

fn help() -> String {
    let lines: Vec<String> = COMMANDS.iter().map(usage).collect();
    format!("Usage:\n{}\n", lines.join("\n"))
}

fn usage(command: &Command) -> String {
    let line = format!("cargo xtask {} {}", command.name, command.arguments);
    format!("  {line:<34} {}", command.summary)
}
