//! `cargo xtask build`: the page, ready for a server.

use anyhow::{Result, bail};

use crate::machine::Machine;
use crate::{budget, site, wasm};

/// Builds the page, shows its sizes and fails when they exceed the budget.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("build takes no argument, yet “{argument}” was given");
    }
    page(machine)
}

/// The whole build; `serve` and `test` begin with it.
pub fn page(machine: &Machine) -> Result<()> {
    let page = wasm::build(machine, wasm::PAGE)?;
    let embed = wasm::build(machine, wasm::EMBED)?;
    let files = site::assemble(&machine.root.join("www"), page, embed)?;
    let report = budget::Report::of(&files)?;
    print!("{report}");
    report.check()?;
    site::replace(&machine.site(), &files)?;
    println!("The page is in {}.", machine.site().display());
    Ok(())
}
