//! Where PES files are found: the project's demonstration, and public samples beside the checkout where they are there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::workspace;

/// The folder of schemas and public samples beside the checkout, if it is there.
pub fn shared() -> Option<PathBuf> {
    let shared = workspace().parent()?.join("shared");
    if shared.join("samples").is_dir() {
        return Some(shared);
    }
    println!("skipped: the public samples and schemas are not beside this checkout");
    None
}

/// The XML files of a folder inside [`shared`], sorted; none where it is not there.
pub fn shared_files(folder: &str) -> Vec<PathBuf> {
    shared().map(|shared| xml_files(&shared.join(folder))).unwrap_or_default()
}

/// The project's own PES files.
pub fn demonstration() -> Vec<PathBuf> {
    xml_files(&workspace().join("s2low-simulator/demonstration"))
}

/// The name of a file, for reports.
pub fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn xml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "xml")).collect();
    files.sort();
    files
}
