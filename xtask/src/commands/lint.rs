//! `cargo xtask lint`: clippy over the code that only the wasm build compiles.

use anyhow::{Result, bail};

use crate::machine::Machine;
use crate::wasm;

/// Lints the library for the wasm target, as the page has it and as it is embedded, warnings denied.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("lint takes no argument, yet “{argument}” was given");
    }
    wasm::lint(machine, wasm::PAGE)?;
    wasm::lint(machine, wasm::EMBED)
}
