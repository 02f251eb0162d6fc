//! The marchés, concessions and invoices of a flux, its units here, read for the rules about them.

use std::collections::HashSet;

use super::take::{is_known, number};
use super::{Code, Notice, Reader, SIGNATURE_NAMESPACE, short};
use crate::limits;
use crate::pes::rules::{self, PartCase, PartRule, Values};
use crate::pes::{Expected, acquit};
use crate::xml::{Position, StartTag};

/// Who reads what the table of elements does not have.
#[derive(Debug)]
pub(super) enum Elsewhere {
    /// All of an answer of the treasury.
    Answer(acquit::Reader),
    /// A part of a flux.
    Part(Part),
}

/// Paths and values, to be looked at as [`Values`].
type List = Vec<(String, String)>;

/// `PES_Marche` or `PES_Facture`.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// How many elements are open.
    depth: usize,
    /// Where the part begins, and where the unit being read does.
    at: [Position; 2],
    /// The open elements, those below the part or, in a unit, below that.
    path: String,
    /// At which depth that one stands, while it is read.
    unit_at: Option<usize>,
    rules: &'static [PartRule],
    head: List,
    unit: List,
    /// Titres that invoices were about.
    titles: HashSet<u64>,
}

impl Part {
    pub(super) fn new(tag: &StartTag<'_>) -> Self {
        Self { depth: 1, at: [tag.position(tag.span().start); 2], ..Self::default() }
    }

    pub(super) fn start(&mut self, tag: &StartTag<'_>) {
        self.depth += 1;
        let name = String::from_utf8_lossy(tag.name().local());
        let rules = match &*name {
            _ if self.unit_at.is_some() => None,
            "Marche" => Some(rules::MARCHE),
            "Concession" => Some(rules::CONCESSION),
            "FactureIndiv" => Some(rules::INVOICE),
            _ => None,
        };
        if let Some(rules) = rules {
            (self.unit_at, self.rules) = (Some(self.depth), rules);
            self.at[1] = tag.position(tag.span().start);
            self.path.clear();
            self.unit.clear();
            return;
        }
        if !self.path.is_empty() {
            self.path.push('/');
        }
        self.path.push_str(&name);
        let values = if self.unit_at.is_some() { &mut self.unit } else { &mut self.head };
        if values.len() < limits::PART_VALUES && self.path.len() <= limits::SHORT_TEXT_BYTES {
            let value = tag.attribute("V").map(|attribute| short(attribute.value()));
            values.push((self.path.clone(), value.unwrap_or_default()));
        }
    }
}

// Few flux have such parts: what every element goes through does not hold their code.
impl Reader {
    #[cold]
    #[inline(never)]
    pub(super) fn start_part(&mut self, tag: &StartTag<'_>) {
        // It is read, if not by the table.
        self.unread = 0;
        self.elsewhere = Some(Box::new(Elsewhere::Part(Part::new(tag))));
    }

    /// Ends an element inside a part, or the part.
    #[cold]
    #[inline(never)]
    pub(super) fn end_in_part(&mut self) -> Notice {
        let Some(Elsewhere::Part(part)) = self.elsewhere.as_deref_mut() else { return Notice::None };
        part.depth -= 1;
        if part.unit_at.is_some_and(|depth| depth > part.depth) {
            part.unit_at = None;
            part.path.clear();
            let mut broken = judge(part.rules, &part.head, &part.unit);
            let of_title = |name| Values(&part.unit).all(name).first().copied().unwrap_or_default();
            let [year, title] = ["RefTitre/Exercice", "RefTitre/NumTitre"].map(of_title);
            // Numbers have 13 digits at most.
            let keys = number(year.as_bytes()).zip(number(title.as_bytes()));
            if let Some(key) =
                keys.and_then(|(year, title)| year.checked_mul(10_u64.pow(13))?.checked_add(title))
                && is_known(&mut part.titles, key)
            {
                broken.push((Code::PartTwice, "RefTitre/NumTitre", title.to_owned(), Expected::Nothing));
            }
            let at = part.at[1];
            self.add_all(broken, at);
        } else if part.depth == 0 {
            let (broken, at) = (judge(rules::AROUND, &part.head, &part.head), part.at[0]);
            self.elsewhere = None;
            self.add_all(broken, at);
        } else {
            let end = part.path.rfind('/').unwrap_or_default();
            part.path.truncate(end);
        }
        Notice::None
    }

    fn add_all(&mut self, broken: Vec<Broken>, at: Position) {
        for (code, element, value, expected) in broken {
            let value = Some(value).filter(|value| !value.is_empty());
            self.add_at(code, element, value.as_deref(), expected, at);
        }
    }

    /// Whether this is a signature, wherever it stands.
    pub(super) fn is_signature(tag: &StartTag<'_>) -> bool {
        tag.name().local() == b"Signature" && tag.is(SIGNATURE_NAMESPACE, "Signature")
    }
}

/// Code, element, value, and what would be right.
type Broken = (Code, &'static str, String, Expected);

/// Where more was there than is kept, nothing can be said.
fn judge(rules: &[PartRule], head: &List, unit: &List) -> Vec<Broken> {
    let case = PartCase { head: Values(head), unit: Values(unit) };
    let is_whole = unit.len() < limits::PART_VALUES;
    let broken = rules.iter().filter(|_| is_whole).filter_map(|rule| {
        let fault = (rule.fault)(&case)?;
        let first = || case.unit.all(rule.element).first().copied().unwrap_or_default();
        let value = if fault.is_empty() { first() } else { fault };
        Some((rule.code, rule.element, value.to_owned(), rule.expected))
    });
    broken.collect()
}
