//! What speaks against a flux, each with a stable code.

use super::schema::ValueRule;
use super::{Amount, Code, Edit};
use crate::coded::Severity;
use crate::limits;
use crate::xml::{Position, as_u64};

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// The element or attribute it is about, such as `EnTetePES/CodCol`.
    pub element: String,
    /// The value at fault, if one is there.
    pub value: Option<String>,
    /// What should be there instead.
    pub expected: Expected,
    /// Number of the bordereau that it is in.
    pub bordereau: Option<String>,
    /// Number of the piece that it is in.
    pub piece: Option<String>,
    /// `IdUnique` of the attachment that it is in.
    pub attachment: Option<String>,
    /// Where it stands.
    pub position: Option<Position>,
    /// Whether this program can put it right on request.
    pub repairable: bool,
}

/// What a finding says should be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// The code says all.
    #[default]
    Nothing,
    /// The element, before this one.
    Before(&'static str),
    /// A value of this form.
    Rule(&'static ValueRule),
    /// This sum.
    Amount(Amount),
    /// This number.
    Count(u64),
    /// At most this many bytes.
    Size(u64),
}

/// What was found in one file, the gravest first.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// How often each code was found, kept or not.
    counts: Vec<u64>,
}

impl Finding {
    /// A finding without more to say about it.
    #[must_use]
    pub fn new(code: Code, element: &str, value: Option<&str>, position: Option<Position>) -> Self {
        Self {
            code,
            element: element.to_owned(),
            value: value.map(str::to_owned),
            expected: Expected::Nothing,
            bordereau: None,
            piece: None,
            attachment: None,
            position,
            repairable: false,
        }
    }
}

impl Findings {
    /// Adds a finding, unless there are very many of its kind.
    #[inline(never)]
    pub fn add(&mut self, code: Code, element: &str, value: Option<&str>, position: Option<Position>) {
        if !self.is_full(code) {
            self.push(Finding::new(code, element, value, position));
        } else {
            self.count_only(code);
        }
    }

    /// Adds one about the bordereau of this number.
    pub fn add_in(&mut self, code: Code, element: &str, bordereau: &str) {
        if self.is_full(code) {
            return self.count_only(code);
        }
        let mut finding = Finding::new(code, element, None, None);
        finding.bordereau = Some(bordereau.to_owned()).filter(|number| !number.is_empty());
        self.push(finding);
    }

    /// Adds a finding whose kind is not [full](Self::is_full).
    pub(super) fn push(&mut self, finding: Finding) {
        self.count_only(finding.code);
        let severity = finding.code.severity();
        let after = self.list.partition_point(|other| other.code.severity() <= severity);
        self.list.insert(after, finding);
    }

    /// Whether no more of its kind are kept.
    #[inline(never)]
    pub(super) fn is_full(&self, code: Code) -> bool {
        self.count(code) >= limits::FINDINGS_PER_CODE
    }

    /// Counts a finding that is not kept.
    #[inline(never)]
    pub(super) fn count_only(&mut self, code: Code) {
        self.counts.resize(Code::ALL.len(), 0);
        if let Some(count) = self.counts.get_mut(code as usize) {
            *count += 1;
        }
    }

    /// How often a code was found; only the first ones are kept.
    #[must_use]
    pub fn count(&self, code: Code) -> u64 {
        self.counts.get(code as usize).copied().unwrap_or_default()
    }

    /// Marks the findings of one kind as repairable.
    pub fn mark_repairable(&mut self, code: Code) {
        for finding in self.list.iter_mut().filter(|finding| finding.code == code) {
            finding.repairable = true;
        }
    }

    /// Moves their places behind what an edit takes away at the beginning of the file.
    pub(crate) fn come_behind(&mut self, lead: &Edit) {
        for position in self.list.iter_mut().filter_map(|finding| finding.position.as_mut()) {
            if position.line == 1 {
                position.column += as_u64(lead.before.chars().rev().take_while(|c| *c != '\n').count());
            }
            position.line += lead.lines();
            position.offset += lead.end;
        }
    }

    /// The findings, the gravest first, in document order within a severity.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Whether nothing can be signed.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.list.iter().any(|finding| finding.code.severity() == Severity::Blocking)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
