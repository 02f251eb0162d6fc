//! Packages that npm fetches, once, into cargo's target folder.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::folders::in_target;

/// A file of a package, named with its version.
///
/// # Panics
/// When it cannot be had: a test that was left out would look like one that passed.
pub fn file(package: &str, path: &str) -> PathBuf {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let name = package.rsplit_once('@').map_or(package, |(name, _)| name);
    let folder = in_target(&format!("npm-{name}"));
    let file = folder.join("node_modules").join(name).join(path);
    if !file.is_file() {
        println!("fetching {package} with npm into {}", folder.display());
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-save",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            package,
            "--prefix",
        ]);
        npm.arg(&folder).stdout(Stdio::null());
        match npm.status() {
            Ok(status) if status.success() => {}
            Ok(status) => println!("npm could not fetch {package} ({status})"),
            Err(error) => println!("npm cannot be run ({error})"),
        }
    }
    assert!(file.is_file(), "{package} is not there: `cargo xtask test` installs npm, which fetches it");
    file
}
