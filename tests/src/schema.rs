//! The official PES schema, by libxml2.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Command;

use crate::cli::text;
use crate::process::run;
use crate::samples::shared;

/// Those of `files` that are valid against `PES_Aller.xsd`; nothing where the schemas are not on this machine.
pub fn valid(files: &[PathBuf]) -> Option<HashSet<PathBuf>> {
    let schema = shared()?.join("schemas/pes_v5.17/PES_V2/Rev0/PES_Aller.xsd");
    let mut valid = HashSet::new();
    for some in files.chunks(200) {
        let mut command = Command::new("xmllint");
        command.args(["--nonet", "--noout", "--huge", "--schema", text(&schema)]).args(some);
        let answer = run(&mut command, b"");
        let lines = answer.err.lines().filter_map(|line| line.strip_suffix(" validates"));
        valid.extend(lines.map(PathBuf::from));
    }
    Some(valid)
}

/// What libxml2 finds wrong in `file`, for a report.
pub fn complaints(file: &std::path::Path) -> String {
    let Some(shared) = shared() else { return String::new() };
    let schema = shared.join("schemas/pes_v5.17/PES_V2/Rev0/PES_Aller.xsd");
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--huge", "--schema", text(&schema), text(file)]);
    let answer = run(&mut command, b"");
    answer.err.lines().filter(|line| line.contains("error")).take(3).collect::<Vec<_>>().join("\n")
}
