//! The marchés, concessions and invoices of a flux, its units here, read for the rules about them.

use std::collections::HashSet;

use super::take::{is_known, number};
use super::{Code, Notice, Reader, SIGNATURE_NAMESPACE, short};
use crate::limits;
use crate::pes::rules::{self, Fault, PartCase, Values};
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
    is_invoice: bool,
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
        if self.unit_at.is_none() && matches!(&*name, "Marche" | "Concession" | "FactureIndiv") {
            (self.unit_at, self.is_invoice) = (Some(self.depth), name == "FactureIndiv");
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

impl Part {
    /// What breaks some of the rules. Where more was there than is kept, nothing can be said.
    fn faults(&self, rules: &str, unit: &List) -> Vec<Fault> {
        let [head, whole] = [&self.head, unit].map(|list| Values::new(list));
        if unit.len() < limits::PART_VALUES {
            PartCase { head, unit: whole }.faults(rules)
        } else {
            Vec::new()
        }
    }

    /// Whether the invoices are notices of payment that the treasury prints (« ASAP »), for patients or others.
    fn is_notice(&self) -> bool {
        matches!(Values::new(&self.head).get("TypeFact"), Some("09" | "10"))
    }

    /// What is wrong around the units, at the end.
    fn faults_around(&self) -> Vec<Fault> {
        let head = Values::new(&self.head);
        let mut faults = self.faults(rules::HEAD, &self.head);
        if self.is_notice() {
            faults.extend(self.faults(rules::AROUND, &self.head));
            let kinds = head.all("Tiers/InfoTiers/TypTiers");
            if kinds != ["25", "26"] && kinds != ["26", "25"] {
                let kind = kinds.first().copied().unwrap_or_default().to_owned();
                faults.push((
                    Code::InvoiceParties,
                    "Tiers/InfoTiers/TypTiers".to_owned(),
                    kind,
                    Expected::Nothing,
                ));
            }
        }
        faults
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
            let (is_notice, kind) =
                (part.is_notice(), if part.is_invoice { rules::INVOICE } else { rules::MARCHE });
            let mut broken = part.faults(kind, &part.unit);
            if part.is_invoice && is_notice {
                broken.extend(part.faults(rules::NOTICE, &part.unit));
            }
            let of_title = |name| Values::new(&part.unit).get(name).unwrap_or_default();
            let [year, title] = ["RefTitre/Exercice", "RefTitre/NumTitre"].map(of_title);
            // Numbers have 13 digits at most.
            let keys = number(year.as_bytes()).zip(number(title.as_bytes()));
            if is_notice
                && let Some(key) =
                    keys.and_then(|(year, title)| year.checked_mul(10_u64.pow(13))?.checked_add(title))
                && is_known(&mut part.titles, key)
            {
                let element = "RefTitre/NumTitre".to_owned();
                broken.push((Code::PartTwice, element, title.to_owned(), Expected::Nothing));
            }
            let at = part.at[1];
            self.add_all(broken, at);
        } else if part.depth == 0 {
            let (broken, at) = (part.faults_around(), part.at[0]);
            self.elsewhere = None;
            self.add_all(broken, at);
        } else {
            let end = part.path.rfind('/').unwrap_or_default();
            part.path.truncate(end);
        }
        Notice::None
    }

    fn add_all(&mut self, broken: Vec<Fault>, at: Position) {
        for (code, element, value, expected) in broken {
            let value = Some(value).filter(|value| !value.is_empty());
            let expected = if code == Code::Version { Expected::Count(2) } else { expected };
            self.add_at(code, &element, value.as_deref(), expected, at);
        }
    }

    /// Whether this is a signature, wherever it stands.
    pub(super) fn is_signature(tag: &StartTag<'_>) -> bool {
        tag.name().local() == b"Signature" && tag.is(SIGNATURE_NAMESPACE, "Signature")
    }
}
