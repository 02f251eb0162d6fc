//! libxml2 as a judge of well-formedness: `xmllint`, many files to one start.

use std::fs;
use std::process::Command;

use crate::folder::subfolder;
use crate::process::run;

/// How many files one process reads.
const BATCH: usize = 500;

/// What libxml2 complains of in each of `documents`. Warnings do not count.
pub fn complaints(documents: &[Vec<u8>]) -> Vec<Vec<String>> {
    // Thousands of files: they go as soon as they are judged.
    let folder = tempfile::tempdir_in(subfolder("libxml2")).unwrap();
    let names: Vec<String> = (0..documents.len()).map(|number| format!("{number}.xml")).collect();
    for (name, document) in names.iter().zip(documents) {
        fs::write(folder.path().join(name), document).unwrap();
    }
    let mut complaints = vec![Vec::new(); documents.len()];
    for batch in names.chunks(BATCH) {
        let mut xmllint = Command::new("xmllint");
        let answer = run(xmllint.args(["--noout", "--nonet"]).args(batch).current_dir(folder.path()), b"");
        for (number, complaint) in answer.err.lines().filter_map(complaint) {
            complaints[number].push(complaint.to_owned());
        }
    }
    complaints
}

/// The number and the words of a line such as `12.xml:3: parser error : Document is empty`.
fn complaint(line: &str) -> Option<(usize, &str)> {
    let (number, rest) = line.split_once(".xml:")?;
    let (row, words) = rest.split_once(": ")?;
    row.parse::<usize>().ok()?;
    let (kind, _) = words.split_once(" : ")?;
    kind.ends_with(" error").then_some(())?;
    Some((number.parse().ok()?, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_complaints_and_warnings_and_echoed_source_are_not() {
        assert_eq!(
            complaint("7.xml:12: namespace error : Namespace prefix p on a is not defined"),
            Some((7, "namespace error : Namespace prefix p on a is not defined"))
        );
        assert_eq!(complaint("7.xml:1: parser warning : Unsupported version '1.1'"), None);
        assert_eq!(complaint("<a>7.xml: x</a>"), None);
    }
}
