//! Which toolchain compiles for the browser: the ordinary one, or Debian's where that cannot.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::machine::Machine;
use crate::{process, setup};

/// The target of the page's module.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Forces a toolchain by its name, `ordinary` or `debian`, whatever else the machine offers.
const FORCE: &str = "XTASK_WASM_TOOLCHAIN";

const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// The target is some 20 MB: what takes longer than this is no download but a network that swallows it.
const ADDING_LIMIT: Duration = Duration::from_secs(240);

/// A way to compile for wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The toolchain that builds the native code too; it has the target's standard library.
    Ordinary,
    /// Debian's cargo and rustc, which compile the standard library from its source.
    Debian,
}

/// What a choice rests on.
#[derive(Clone, Copy, Debug)]
struct Facts {
    /// The ordinary toolchain has the target.
    has_target: bool,
    /// Debian's packages are there.
    has_debian: bool,
    /// rustup is there to be asked for the target.
    rustup: bool,
    /// apt is there to be asked for Debian's packages.
    apt: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Use(Toolchain),
    AddTarget,
    InstallDebian,
}

/// The toolchain for wasm, installed if need be; found out once a run.
pub fn choose(machine: &Machine) -> Result<Toolchain> {
    if let Some(known) = machine.wasm.get() {
        return Ok(*known);
    }
    let chosen = walk(machine, facts()?)?;
    println!(
        "The module for the browser is built with {}.",
        match chosen {
            Toolchain::Ordinary => "the ordinary toolchain",
            Toolchain::Debian => "Debian's toolchain",
        }
    );
    Ok(*machine.wasm.get_or_init(|| chosen))
}

fn walk(machine: &Machine, mut facts: Facts) -> Result<Toolchain> {
    loop {
        match next(&facts)? {
            Step::Use(toolchain) => return Ok(toolchain),
            Step::AddTarget => {
                facts.rustup = false;
                facts.has_target = add_target();
            }
            Step::InstallDebian => {
                println!(
                    "Installing Debian's Rust for {TARGET}, which the ordinary toolchain has no library for: {}",
                    DEBIAN_PACKAGES.join(" ")
                );
                setup::install(machine, DEBIAN_PACKAGES)?;
                facts.apt = false;
                facts.has_debian = has_debian();
            }
        }
    }
}

/// What is there wins over what must be fetched; rustup's small download over Debian's large one.
fn next(facts: &Facts) -> Result<Step> {
    Ok(match facts {
        Facts { has_target: true, .. } => Step::Use(Toolchain::Ordinary),
        Facts { has_debian: true, .. } => Step::Use(Toolchain::Debian),
        Facts { rustup: true, .. } => Step::AddTarget,
        Facts { apt: true, .. } => Step::InstallDebian,
        _ => bail!(
            "nothing here compiles for {TARGET}: neither did `rustup target add {TARGET}` help, \
             nor are Debian's packages to be had ({})",
            DEBIAN_PACKAGES.join(" ")
        ),
    })
}

fn facts() -> Result<Facts> {
    let found = Facts {
        has_target: has_target(),
        has_debian: has_debian(),
        rustup: process::find("rustup").is_some(),
        apt: setup::has_apt(),
    };
    Ok(match std::env::var(FORCE).as_deref() {
        Ok("debian") => Facts { has_target: false, rustup: false, ..found },
        Ok("ordinary") => Facts { has_debian: false, apt: false, ..found },
        Ok(other) => bail!("{FORCE} is “{other}”, but can only be “ordinary” or “debian”"),
        Err(_) => found,
    })
}

/// Asks the compiler rather than rustup: other distributions' toolchains come with the target too.
fn has_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]).stderr(Stdio::null());
    process::output(rustc).is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn has_debian() -> bool {
    ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/lib/rustlib/src/rust/library"]
        .iter()
        .all(|path| Path::new(path).exists())
        && process::find("wasm-ld").is_some()
}

fn add_target() -> bool {
    println!("Installing {TARGET} with rustup: the standard library for the module of the page.");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    match process::run_within(ADDING_LIMIT, rustup) {
        Ok(()) => has_target(),
        Err(error) => {
            println!("rustup could not fetch it: {error:#}");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: Facts = Facts { has_target: false, has_debian: false, rustup: false, apt: false };

    #[test]
    fn a_toolchain_that_is_there_is_used_without_installing_anything() {
        let all = Facts { has_target: true, has_debian: true, rustup: true, apt: true };
        assert_eq!(next(&all).unwrap(), Step::Use(Toolchain::Ordinary));
        assert_eq!(next(&Facts { has_target: false, ..all }).unwrap(), Step::Use(Toolchain::Debian));
    }

    #[test]
    fn rustup_is_asked_before_apt() {
        let both = Facts { rustup: true, apt: true, ..BARE };
        assert_eq!(next(&both).unwrap(), Step::AddTarget);
        assert_eq!(next(&Facts { rustup: false, ..both }).unwrap(), Step::InstallDebian);
    }

    #[test]
    fn where_nothing_can_be_had_the_message_names_both_ways() {
        let message = next(&BARE).unwrap_err().to_string();
        assert!(message.contains("rustup target add wasm32-unknown-unknown"), "{message}");
        assert!(message.contains("rust-web-src"), "{message}");
    }
}
