//! `cargo xtask lint`: clippy over the code that only the wasm build compiles.

use anyhow::{Result, bail};

use crate::machine::Machine;
use crate::wasm;

/// Lints the library for the wasm target, warnings denied.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("lint takes no argument, yet “{argument}” was given");
    }
    wasm::lint(machine)
}
