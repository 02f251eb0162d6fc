//! The files that are read, made anew by every run and always the same.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Serialize;

/// The flux that the budgets are about: nearly all markup.
pub const DENSE: &str = "dense";
/// The flux with large attachments.
const ATTACHMENTS: &str = "attachments";
/// The flux that is as large as most.
const SMALL: &str = "small";

/// One file.
#[derive(Clone, Debug, Serialize)]
pub struct Flux {
    /// What it is called in answers.
    pub name: &'static str,
    /// What it is called above tables.
    pub title: &'static str,
    /// Where it is.
    pub file: PathBuf,
    /// Its size.
    pub bytes: usize,
    /// Whether xadesjs, which takes minutes, has to read it too.
    pub xadesjs: bool,
}

/// A file to be made: name, title, size, content, and whether xadesjs has to read it.
type Recipe = (&'static str, &'static str, usize, fn(usize) -> Vec<u8>, bool);

const RECIPES: &[Recipe] = &[
    (SMALL, "A usual flux", 1_000_000, bench_flux::dense, true),
    (DENSE, "A flux dense with markup", 100_000_000, bench_flux::dense, true),
    (ATTACHMENTS, "A flux with large attachments", 150_000_000, bench_flux::attachments, false),
];

/// Writes all of them, each divided by `divisor` in size.
pub fn write(folder: &Path, divisor: usize) -> Result<Vec<Flux>> {
    std::fs::create_dir_all(folder)?;
    let one = |&(name, title, size, content, xadesjs): &Recipe| {
        let bytes = content(size / divisor);
        let file = folder.join(format!("{name}.xml"));
        std::fs::write(&file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Flux { name, title, file, bytes: bytes.len(), xadesjs })
    };
    RECIPES.iter().map(one).collect()
}
