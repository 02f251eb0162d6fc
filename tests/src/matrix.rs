//! One table for the command line and the page: files that people choose as their certificate, the password they type,
//! and what must come of it.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::folder::subfolder;
use crate::words::{french, french_attribute};
use crate::{built, containers};

/// A file, and what must come of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What wrote it, and how; or what is wrong with it.
    pub name: String,
    /// The file; no two have the same name.
    pub file: PathBuf,
    /// What is typed.
    pub password: String,
    /// What must come of it.
    pub expected: Expected,
    /// Whether each engine is to show it: that keys are derived, and with which digests, is a matter of the browser.
    pub in_every_engine: bool,
}

/// What comes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// It opens, and its key signs as that of [`crate::material::material`].
    Opens,
    /// It is refused.
    Refused(Refusal),
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: &'static str,
    /// What its words speak of beside the file's name: the variable, and its value.
    about: (&'static str, &'static str),
}

/// All of them, made once.
pub fn matrix() -> &'static [Case] {
    static MATRIX: OnceLock<Vec<Case>> = OnceLock::new();
    MATRIX.get_or_init(|| {
        let all = [
            containers::that_open(),
            built::that_open(),
            containers::that_are_refused(),
            built::that_are_refused(),
        ]
        .concat();
        for (index, case) in all.iter().enumerate() {
            let same = all[..index].iter().find(|other| other.file == case.file);
            assert!(same.is_none(), "{same:?} and {case:?}");
        }
        all
    })
}

/// Where a file of the table stands.
pub(crate) fn place(name: &str, ending: &str) -> PathBuf {
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    subfolder("matrix").join(format!("{plain}.{ending}"))
}

impl Case {
    /// A file that is there and must open.
    pub(crate) fn opens(name: &str, file: PathBuf, password: &str) -> Self {
        let (name, password) = (name.to_owned(), password.to_owned());
        Self { name, file, password, expected: Expected::Opens, in_every_engine: false }
    }

    /// A container of these bytes, which must open.
    pub(crate) fn built(name: &str, password: &str, bytes: &[u8]) -> Self {
        Self::opens(name, place(name, "p12"), password).with(bytes)
    }

    /// A file of these bytes, which must be refused.
    pub(crate) fn refused(
        name: &str,
        ending: &str,
        password: &str,
        bytes: &[u8],
        code: &'static str,
    ) -> Self {
        Self::opens(name, place(name, ending), password).with(bytes).refused_with(code)
    }

    /// The same, and it must be refused.
    pub(crate) fn refused_with(self, code: &'static str) -> Self {
        Self { expected: Expected::Refused(Refusal { code, about: ("", "") }), ..self }
    }

    /// The same, and the words of the refusal speak of this, too.
    pub(crate) fn about(mut self, variable: &'static str, value: &'static str) -> Self {
        if let Expected::Refused(refusal) = &mut self.expected {
            refusal.about = (variable, value);
        }
        self
    }

    /// The same, and each engine is to show it.
    pub(crate) fn in_every_engine(self) -> Self {
        Self { in_every_engine: true, ..self }
    }

    fn with(self, bytes: &[u8]) -> Self {
        fs::write(&self.file, bytes).unwrap();
        self
    }
}

impl Refusal {
    /// What it says of the file that is called so.
    pub fn message(&self, name: &str) -> String {
        french(self.code, &[("name", name), self.about])
    }

    /// What it says is to be done.
    pub fn fix(&self, name: &str) -> String {
        french_attribute(self.code, "fix", &[("name", name), self.about])
    }
}
