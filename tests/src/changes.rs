//! A signed file, changed in one place after another.

use std::fs;
use std::path::{Path, PathBuf};

use crate::encodings::{Encoding, decode, encode};

/// What is done to the text of a file.
pub type Change = fn(&str) -> String;

/// The file after each of the changes, each beside it under a name of its own.
///
/// # Panics
/// When a change changes nothing.
pub fn changed<'a>(signed: &Path, changes: &[(&'a str, Change)]) -> Vec<(&'a str, PathBuf)> {
    let before = decode(&fs::read(signed).unwrap());
    let write = |(number, (what, change)): (usize, &(&'a str, Change))| {
        let after = change(&before);
        assert_ne!(before, after, "{what}");
        let file = signed.with_extension(format!("{number}.changed.xml"));
        fs::write(&file, encode(&after, Encoding::Latin1)).unwrap();
        (*what, file)
    };
    changes.iter().enumerate().map(write).collect()
}
