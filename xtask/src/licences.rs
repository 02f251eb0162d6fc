//! The licences of everything that the module is made of, and what may be built upon at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::machine::Machine;
use crate::process;
use crate::toolchain::TARGET;

/// Where the site has them.
pub const FILE: &str = "licences.txt";
/// What may be built upon, for `cargo deny` as well.
const RULES: &str = "deny.toml";
/// The package that becomes the module.
const MODULE: &str = "pes-signer";

/// What cargo knows about all packages.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    repository: Option<String>,
    manifest_path: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for what goes into the program.
    kind: Option<String>,
}

impl Metadata {
    fn of(machine: &Machine, options: &[&str]) -> Result<Self> {
        let mut cargo = process::cargo(machine);
        cargo.args(["metadata", "--format-version", "1", "--locked"]).args(options);
        serde_json::from_str(&process::output(cargo)?).context("cargo's metadata has another form")
    }

    /// What goes into a package: not what builds or tests it.
    fn inside(&self, package: &str) -> Vec<&Package> {
        let mut found = BTreeSet::new();
        let own = self.packages.iter().find(|candidate| candidate.name == package);
        let mut left: Vec<&str> = own.map(|own| own.id.as_str()).into_iter().collect();
        while let Some(id) = left.pop() {
            if found.insert(id) {
                let node = self.resolve.nodes.iter().find(|node| node.id == id);
                let needed = node.into_iter().flat_map(|node| &node.deps);
                let needed = needed.filter(|needed| needed.dep_kinds.iter().any(|kind| kind.kind.is_none()));
                left.extend(needed.map(|needed| needed.pkg.as_str()));
            }
        }
        self.packages.iter().filter(|candidate| found.contains(candidate.id.as_str())).collect()
    }
}

/// What the site says of licences: every package that the module is made of, then each text once.
pub fn texts(machine: &Machine) -> Result<Vec<u8>> {
    let metadata = Metadata::of(machine, &["--filter-platform", TARGET])?;
    let mut list = String::from(
        "PES Signer, MIT OR Apache-2.0. Son module est fait de ceci (its module is made of this):\n\n\
         the Rust standard library, MIT OR Apache-2.0, https://github.com/rust-lang/rust\n",
    );
    let mut texts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for package in metadata.inside(MODULE) {
        let folder = Path::new(&package.manifest_path).parent().unwrap_or(Path::new("."));
        let own = package.source.is_none();
        if !own {
            let Package { name, version, license, repository, .. } = package;
            let license = license.as_deref().unwrap_or("?");
            writeln!(list, "{name} {version}, {license}, {}", repository.as_deref().unwrap_or("-"))?;
        }
        for text in in_folder(if own { &machine.root } else { folder })? {
            texts.entry(text).or_default().insert(&package.name);
        }
    }
    for (text, packages) in texts {
        let packages: Vec<&str> = packages.into_iter().collect();
        write!(list, "\n{}\n{}\n\n{}\n", "-".repeat(80), packages.join(", "), text)?;
    }
    Ok(list.into_bytes())
}

/// The texts of licences that a folder holds, white space made plain: many differ by nothing else.
fn in_folder(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|word| name.starts_with(word));
        if is_licence && path.is_file() {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
            texts.push(lines.join("\n"));
        }
    }
    Ok(texts)
}

/// Looks at every package that anything here is built upon, tests and tools included.
pub fn check(machine: &Machine) -> Result<()> {
    let rules =
        fs::read_to_string(machine.root.join(RULES)).with_context(|| format!("cannot read {RULES}"))?;
    let allowed = allowed(&rules);
    ensure!(!allowed.is_empty(), "{RULES} allows no licence");
    // What neither this machine nor a browser needs is not even fetched.
    let mut rustc = Command::new("rustc");
    rustc.arg("-vV");
    let about = process::output(rustc)?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let platforms = ["--filter-platform", TARGET, "--filter-platform", host];
    let mut packages = Metadata::of(machine, &platforms)?.packages;
    // The fuzz targets have a lock file of their own.
    let fuzzing = [&platforms[..], &["--manifest-path", "fuzz/Cargo.toml"]].concat();
    packages.extend(Metadata::of(machine, &fuzzing)?.packages);
    packages.sort_by(|one, other| one.id.cmp(&other.id));
    packages.dedup_by(|one, other| one.id == other.id);
    let faults: Vec<String> = packages.iter().filter_map(|package| fault(package, &allowed)).collect();
    ensure!(faults.is_empty(), "against {RULES}:\n{}", faults.join("\n"));
    println!(
        "{} packages: their licences are allowed, their sources are the registry and this folder.",
        packages.len()
    );
    Ok(())
}

/// The list `allow` of the section `[licenses]`.
fn allowed(rules: &str) -> Vec<&str> {
    let section = rules.split("\n[").find_map(|section| section.strip_prefix("licenses]"));
    let list = section.and_then(|section| section.split_once("allow = [")).map_or("", |(_, rest)| rest);
    let list = list.split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).collect()
}

fn fault(package: &Package, allowed: &[&str]) -> Option<String> {
    let Package { name, version, license, source, .. } = package;
    if source.as_ref().is_some_and(|source| !source.starts_with("registry+")) {
        return Some(format!("{name} {version} is not from the registry"));
    }
    let license = license.as_deref().unwrap_or_default();
    (!permits(license, allowed)).then(|| format!("{name} {version} has the licence “{license}”"))
}

/// Whether an expression of licences (SPDX, or the older `MIT/Apache-2.0`) can be met with those allowed.
fn permits(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, allowed) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at, allowed);
    }
    met
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    *at += 1;
    // Behind the end, the place is that of no word: the expression is broken off.
    let Some(word) = words.get(*at - 1) else { return false };
    if *word == "(" {
        let met = either(words, at, allowed);
        *at += 1;
        return met && words.get(*at - 1) == Some(&")");
    }
    let name = match words.get(*at..*at + 2) {
        Some(["WITH", exception]) => {
            *at += 2;
            format!("{word} WITH {exception}")
        }
        _ => (*word).to_owned(),
    };
    allowed.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: &[&str] = &["MIT", "Apache-2.0", "Unicode-3.0"];

    #[test]
    fn an_expression_is_met_by_one_side_of_or_and_both_of_and() {
        for met in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/GPL-3.0",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert!(permits(met, ALLOWED), "{met}");
        }
        for unmet in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT OR",
            "(MIT",
            "MIT MIT",
            "Apache-2.0 WITH LLVM-exception",
            "(GPL-3.0 OR AGPL-3.0) AND MIT",
        ] {
            assert!(!permits(unmet, ALLOWED), "{unmet}");
        }
    }

    #[test]
    fn what_is_allowed_is_read_from_its_own_section() {
        let rules = "[bans]\nallow = [\"a\"]\n\n[licenses]\nallow = [\n    \"MIT\",\n    \"ISC\",\n]\n[sources]\nallow = [\"b\"]\n";
        assert_eq!(allowed(rules), ["MIT", "ISC"]);
        assert!(allowed("[bans]\n").is_empty());
    }

    #[test]
    fn a_package_from_elsewhere_or_with_another_licence_is_named() {
        let package = |source: &str, license: &str| Package {
            id: String::new(),
            name: "some".to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(license.to_owned()),
            source: Some(source.to_owned()),
            repository: None,
            manifest_path: String::new(),
        };
        assert_eq!(fault(&package("registry+any", "MIT"), ALLOWED), None);
        assert_eq!(
            fault(&package("git+any", "MIT"), ALLOWED).unwrap(),
            "some 1.0.0 is not from the registry"
        );
        assert_eq!(fault(&package("registry+any", "X"), ALLOWED).unwrap(), "some 1.0.0 has the licence “X”");
    }
}
