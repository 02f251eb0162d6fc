//! What a person sees on the page at one moment. Non-breaking spaces are read as plain ones; what is not shown
//! is empty.
#![allow(
    missing_docs,
    reason = "the fields are named after what is seen, and view.js says where each is found"
)]

use std::collections::BTreeMap;

use serde::Deserialize;

/// The script that reads a [`View`]; it also finds controls by their names.
pub const SCRIPT: &str = include_str!("view.js");

/// Words as they are read in a [`View`].
pub fn plain(words: &str) -> String {
    words.replace(['\u{a0}', '\u{202f}'], " ").trim().to_owned()
}

/// The whole page.
#[derive(Debug, Clone, Deserialize)]
pub struct View {
    /// `loading`, `ready` or `failed`.
    pub state: String,
    pub language: String,
    /// The status line, which is announced.
    pub status: String,
    pub connection: String,
    /// The state of each part, by its Id.
    pub parts: BTreeMap<String, String>,
    /// What is said of a new version, and of a fault of the program; each with its controls.
    pub update: Notice,
    pub fault: Notice,
    pub errors: Vec<Told>,
    pub field_errors: Vec<String>,
    pub files: Vec<FileRow>,
    pub signer: Signer,
    /// The certificates of one file, to choose from.
    pub choices: Vec<Choice>,
    pub fields: Fields,
    pub certificate: Certificate,
    pub waiting: String,
    pub summary: String,
    pub note: String,
    pub jobs: Vec<Job>,
    pub followed: Vec<Followed>,
    pub reports: Vec<Report>,
    /// The name of what has the focus.
    pub focused: String,
    /// The names of all controls that can be used.
    pub controls: Vec<String>,
    /// Everything that can be read.
    pub text: String,
}

/// An error, told in words.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// The part of the page in which it stands.
    pub part: String,
    pub title: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// Whether the focus is on it.
    pub focused: bool,
    pub controls: Vec<String>,
}

/// A notice of the page as a whole; without words when it is not there.
#[derive(Debug, Clone, Deserialize)]
pub struct Notice {
    pub words: String,
    pub focused: bool,
    pub controls: Vec<String>,
}

/// Something found in a file, a certificate or a transaction.
#[derive(Debug, Clone, Deserialize)]
pub struct Finding {
    pub severity: String,
    pub message: String,
    pub fix: String,
}

/// A certificate to choose.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    /// Its holder, issuer and end.
    pub name: String,
    pub chosen: bool,
}

/// A file of part 1.
#[derive(Debug, Clone, Deserialize)]
pub struct FileRow {
    pub name: String,
    pub state: String,
    pub words: String,
    pub body: String,
    pub budget: String,
    pub year: String,
    pub totals: Vec<Total>,
    /// What its details say, where they are unfolded: "term : value".
    pub about: Vec<String>,
    pub attachments: String,
    pub attached: Vec<Attachment>,
    /// What was looked for in the whole file; at most one.
    pub search: Vec<Search>,
    pub bordereaux: Vec<Bordereau>,
    pub findings: Vec<Finding>,
    /// The changes that are proposed, and those that were made.
    pub repair: Vec<String>,
    pub repaired: Vec<String>,
    /// What the treasury answers, as a whole and one by one.
    pub answers: String,
    pub replies: Vec<Reply>,
    pub controls: Vec<String>,
}

/// A sum of all bordereaux of dépense or recette.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Total {
    pub domain: String,
    pub count: String,
    pub amount: String,
}

/// A bordereau; its pieces are seen once it is unfolded.
#[derive(Debug, Clone, Deserialize)]
pub struct Bordereau {
    pub title: String,
    pub kind: String,
    pub count: String,
    pub amount: String,
    /// Whether it is signed already.
    pub signed: String,
    /// What is said of it once it is unfolded.
    pub facts: Vec<String>,
    /// How many pieces were found, when something is looked for.
    pub found: String,
    /// What is said of pieces that are not kept.
    pub note: String,
    pub pieces: Vec<Piece>,
}

/// What was looked for.
#[derive(Debug, Clone, Deserialize)]
pub struct Search {
    pub found: String,
    pub pieces: Vec<Piece>,
}

/// An answer of the treasury.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Reply {
    pub refused: bool,
    pub words: String,
    pub errors: Vec<String>,
}

/// A mandat or a titre.
#[derive(Debug, Clone, Deserialize)]
pub struct Piece {
    pub number: String,
    pub object: String,
    pub party: String,
    pub attachments: String,
    pub amount: String,
    /// What is seen once it is unfolded.
    pub lines: Vec<Line>,
    pub attached: Vec<Attachment>,
}

/// A line of a piece.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Line {
    pub number: String,
    pub object: String,
    pub amount: String,
    pub facts: Vec<String>,
}

/// An attachment.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// Its type and size.
    pub about: String,
    /// Why it cannot be opened.
    pub trouble: String,
    pub controls: Vec<String>,
}

/// Whose certificate is open.
#[derive(Debug, Clone, Deserialize)]
pub struct Signer {
    pub name: String,
    pub kind: String,
    /// What a certificate of this kind may sign, and what not.
    pub kind_use: String,
    pub validity: String,
    pub findings: Vec<Finding>,
}

/// The fields of the signatory.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Fields {
    pub role: String,
    pub city: String,
    pub postal_code: String,
}

/// The form that opens a certificate.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Certificate {
    pub file: String,
    pub password: String,
    /// Whether the page knows how this browser can keep a certificate.
    pub keeping: bool,
}

/// A file being signed and sent.
#[derive(Debug, Clone, Deserialize)]
pub struct Job {
    pub name: String,
    pub state: String,
    /// Sign, verify, send.
    pub steps: Vec<Step>,
    pub progress: String,
    pub outcome: String,
    pub next: String,
    pub controls: Vec<String>,
}

/// One of the three steps.
#[derive(Debug, Clone, Deserialize)]
pub struct Step {
    pub state: String,
    pub words: String,
}

/// A transaction of S2low.
#[derive(Debug, Clone, Deserialize)]
pub struct Followed {
    pub name: String,
    pub transaction: String,
    /// S2low's number.
    pub status: String,
    pub words: String,
    pub next: String,
    pub findings: Vec<Finding>,
    pub controls: Vec<String>,
}

/// A verified file.
#[derive(Debug, Clone, Deserialize)]
pub struct Report {
    pub name: String,
    pub verdict: String,
    pub words: String,
    pub explanation: String,
    pub signatures: Vec<Signature>,
    /// What the tools that it meets would answer.
    pub answers: Vec<String>,
    pub findings: Vec<Finding>,
    pub controls: Vec<String>,
}

/// One of its signatures.
#[derive(Debug, Clone, Deserialize)]
pub struct Signature {
    pub words: String,
    pub covers: String,
    pub signer: String,
    pub role: String,
    pub place: String,
    /// What unfolds below it.
    pub facts: Vec<String>,
}

impl View {
    /// The row of a file.
    pub fn file(&self, name: &str) -> Option<&FileRow> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The latest work on a file.
    pub fn job(&self, name: &str) -> Option<&Job> {
        self.jobs.iter().rfind(|job| job.name == name)
    }

    /// The latest transaction of a file.
    pub fn followed(&self, name: &str) -> Option<&Followed> {
        self.followed.iter().find(|followed| followed.name == name)
    }

    /// The latest verification of a file.
    pub fn report(&self, name: &str) -> Option<&Report> {
        self.reports.iter().find(|report| report.name == name)
    }

    /// The error in a part of the page.
    pub fn error(&self, part: &str) -> Option<&Told> {
        self.errors.iter().find(|error| error.part == part)
    }

    /// Whether a control of this name can be used.
    pub fn offers(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control == name)
    }
}
