//! `cargo xtask dependencies`: what is built upon, held to what `deny.toml` allows.

use anyhow::{Result, bail};

use crate::licences;
use crate::machine::Machine;

/// Fails when a package has a licence that is not allowed, or comes from elsewhere than the registry.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("dependencies takes no argument, yet “{argument}” was given");
    }
    licences::check(machine)
}
