//! `cargo xtask build`: the page, ready for a server.

use anyhow::{Result, bail, ensure};

use crate::machine::Machine;
use crate::site::Files;
use crate::{budget, icons, licences, site, wasm};

/// Builds the page, shows its sizes and fails when they exceed the budget.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("build takes no argument, yet “{argument}” was given");
    }
    page(machine)
}

/// The whole build; `serve` and `test` begin with it.
pub fn page(machine: &Machine) -> Result<()> {
    let files = files(machine)?;
    let report = budget::Report::of(&files)?;
    print!("{report}");
    report.check()?;
    site::replace(&machine.site(), &files)?;
    println!("The page is in {}.", machine.site().display());
    Ok(())
}

/// Every file of the page, and what is beside it.
pub fn files(machine: &Machine) -> Result<Files> {
    let page = wasm::build(machine, wasm::PAGE)?;
    let embed = wasm::build(machine, wasm::EMBED)?;
    let www = machine.root.join("www");
    let mut others = icons::draw(&www.join("icon.svg"))?;
    others.insert(licences::FILE.to_owned(), licences::texts(machine)?);
    let files = site::assemble(&www, page, embed, others)?;
    let here = machine.root.to_string_lossy();
    let telling = files.iter().find(|(_, bytes)| contains(bytes, here.as_bytes()));
    ensure!(telling.is_none(), "{} says where it was built", telling.map_or("", |(path, _)| path));
    Ok(files)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
