//! `cargo xtask reproduce`: whether the same sources give the same bytes, wherever they lie.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::build;
use crate::machine::Machine;
use crate::site::Files;

/// What a copy of the sources does without.
const LEFT_OUT: &[&str] = &[".git", "target"];

/// Builds here and from a copy elsewhere, which shares nothing but the registry, and compares.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("reproduce takes no argument, yet “{argument}” was given");
    }
    let here = build::files(machine)?;
    // Longer than any path is likely to be here: a place that got into the module would change its length.
    let folder = std::env::temp_dir().join(format!("pes-signer-{}", std::process::id()));
    let elsewhere = folder.join("a-copy-of-the-sources-in-a-folder-of-another-name");
    println!("The same once more, in {}.", elsewhere.display());
    let built = copy(&machine.root, &elsewhere).and_then(|()| build::files(&Machine::at(elsewhere)));
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    let there = built?;
    let differing = differing(&here, &there);
    ensure!(differing.is_empty(), "built elsewhere, these files are others: {}", differing.join(", "));
    println!("{} files, each the same byte for byte.", here.len());
    Ok(())
}

fn differing<'files>(here: &'files Files, there: &'files Files) -> Vec<&'files str> {
    let paths = here.keys().chain(there.keys().filter(|path| !here.contains_key(*path)));
    paths.filter(|path| here.get(*path) != there.get(*path)).map(String::as_str).collect()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_missing_or_has_other_bytes() {
        let files = |list: &[(&str, &str)]| -> Files {
            list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let here = files(&[("a", "1"), ("b", "2"), ("c", "3")]);
        assert!(differing(&here, &here.clone()).is_empty());
        assert_eq!(differing(&here, &files(&[("a", "1"), ("b", "X"), ("d", "4")])), ["b", "c", "d"]);
    }

    #[test]
    fn a_copy_has_everything_but_what_builds_leave_behind() {
        let folder = std::env::temp_dir().join(format!("xtask-copy-{}", std::process::id()));
        for path in ["from/src/a.rs", "from/target/b", "from/.git/c", "from/.cargo/config.toml"] {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        copy(&folder.join("from"), &folder.join("to")).unwrap();
        let there = |path: &str| folder.join("to").join(path).exists();
        assert!(there("src/a.rs") && there(".cargo/config.toml") && !there("target") && !there(".git"));
        fs::remove_dir_all(folder).unwrap();
    }
}
