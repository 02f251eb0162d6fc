//! What `verify --json` says of a file.

use std::path::Path;

use serde_json::Value;

use crate::cli::{run, text};

/// A report, and the exit code beside it.
#[derive(Debug, Clone)]
pub struct Report {
    /// The exit code.
    pub code: i32,
    /// The object, as `docs/json.md` tells it.
    pub json: Value,
}

/// Verifies `file`, believing the authorities that `trust` holds.
pub fn verify(file: &Path, trust: &[&Path]) -> Report {
    let mut arguments = vec!["verify", text(file), "--json"];
    trust.iter().for_each(|authorities| arguments.extend(["--trust", text(authorities)]));
    let answer = run(&arguments);
    let json = serde_json::from_slice(&answer.out).unwrap_or_else(|why| panic!("{why}: {}", answer.all()));
    Report { code: answer.code, json }
}

impl Report {
    /// A member of the first signature.
    pub fn first(&self, member: &str) -> &Value {
        &self.json["signatures"][0][member]
    }

    /// Whether the only signature is intact.
    pub fn is_intact(&self) -> bool {
        assert_eq!(self.json["signatures"].as_array().map(Vec::len), Some(1), "{}", self.json);
        self.first("intact").as_bool().unwrap()
    }

    /// Whether a tool would accept the file.
    pub fn accepts(&self, tool: &str) -> bool {
        let answers = self.json["answers"].as_array().unwrap();
        answers.iter().find(|answer| answer["tool"] == tool).unwrap()["accepts"].as_bool().unwrap()
    }

    /// The codes of the findings, sorted, each once.
    pub fn codes(&self) -> Vec<&str> {
        self.codes_of(|_| true)
    }

    /// The same of one severity only.
    pub fn codes_that_are(&self, severity: &str) -> Vec<&str> {
        self.codes_of(|finding| finding["severity"] == severity)
    }

    fn codes_of(&self, wanted: impl Fn(&&Value) -> bool) -> Vec<&str> {
        let findings = self.json["findings"].as_array().unwrap();
        let codes = findings.iter().filter(wanted).map(|finding| finding["code"].as_str().unwrap());
        let mut codes: Vec<&str> = codes.collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}
