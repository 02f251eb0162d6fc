//! What can be put right in a flux, as changes of its bytes.

use super::{Code, Findings, Flux, Transcoding};
use crate::limits;
use crate::xml::{Position, StartTag};

/// What would put right what can be put right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// Bytes to be changed, in the order of their offsets.
    pub edits: Vec<Edit>,
    /// All characters are to be put into ISO-8859-1, once the edits are made.
    pub transcode: Option<Transcoding>,
}

impl Repair {
    /// Whether there is nothing to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.transcode.is_none()
    }

    /// How many changes it makes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.edits.len() + usize::from(self.takes_mark()) + usize::from(self.transcode.is_some())
    }

    /// Whether it takes a byte order mark away.
    #[must_use]
    pub fn takes_mark(&self) -> bool {
        let is_mark = |edit: &Edit| edit.change == Change::Declaration && edit.before.starts_with('\u{feff}');
        self.edits.first().is_some_and(is_mark)
    }
}

/// A change of some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Offset of the first byte replaced.
    pub start: u64,
    /// Offset of the byte after the last one replaced; the same for an insertion.
    pub end: u64,
    /// What comes there: ASCII.
    pub replacement: String,
    /// What kind of change it is.
    pub change: Change,
    /// The element that is changed; empty where it is none.
    pub element: &'static str,
    /// Its line, or that of the element around it.
    pub line: u64,
    /// What stands there now, as far as it is text.
    pub before: String,
}

impl Edit {
    /// How many lines end in what it replaces.
    pub(crate) fn lines(&self) -> u64 {
        crate::xml::as_u64(self.before.matches('\n').count())
    }
}

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Takes away what stands before the XML declaration.
    Lead,
    /// Writes the XML declaration anew, and takes away a byte order mark before it.
    Declaration,
    /// Gives an element another value.
    Value,
    /// Adds an element with its value.
    Element,
    /// Adds an `Id` to an element.
    Id,
}

impl Change {
    /// The name in Fluent messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Declaration => "declaration",
            Self::Value => "value",
            Self::Element => "element",
            Self::Id => "id",
        }
    }
}

/// Where an `Id` can go: an offset, and the line of its element.
type Place = (u64, u64);

/// The edits that may become of use, gathered while the file is read.
#[derive(Debug, Default)]
pub(super) struct Edits {
    prepared: Vec<Edit>,
    /// Where an `Id` would go into the root.
    root: Place,
    /// Where an `Id` would go into each bordereau that has none.
    bordereaux: Vec<Place>,
}

/// `InfoDematerialisee` of the header being read.
#[derive(Debug, Default)]
pub(super) struct HeaderEdit {
    value: Option<(u64, u64)>,
    position: Position,
    text: Option<String>,
}

impl HeaderEdit {
    /// A header that begins at `position`.
    pub(super) fn at(position: Position) -> Self {
        Self { position, ..Self::default() }
    }

    /// The element is there.
    pub(super) fn value(&mut self, tag: &StartTag<'_>) {
        self.position = tag.position(tag.span().start);
        if let Some(value) = tag.attribute("V") {
            let bytes = value.value();
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(limits::FIELD_BYTES)]);
            self.text = Some(text.into_owned());
            self.value = Some((value.value_span().start, value.value_span().end));
        }
    }

    /// Whether it says 1; `None` where it says nothing.
    pub(super) fn is_set(&self) -> Option<bool> {
        self.text.as_deref().map(|text| matches!(text.trim(), "1" | "true"))
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(super) fn position(&self) -> Position {
        self.position
    }
}

impl Edits {
    /// The root begins.
    pub(super) fn root(&mut self, tag: &StartTag<'_>) {
        self.root = behind_name(tag);
    }

    /// A bordereau without `Id` begins.
    pub(super) fn bordereau(&mut self, tag: &StartTag<'_>) {
        // With an Id that will not do, another one would make two.
        if tag.attribute("Id").is_none() {
            self.bordereaux.push(behind_name(tag));
        }
    }

    /// A header ends, at `end_tag` unless it is an empty element, and does not say that the flux is to be signed.
    pub(super) fn header(&mut self, header: HeaderEdit, end_tag: Option<u64>) {
        if self.prepared.len() >= limits::DOMAIN_HEADERS {
            return;
        }
        let (start, end, replacement, change) = match (&header.text, header.value, end_tag) {
            (Some(_), Some((start, end)), _) => (start, end, "1", Change::Value),
            (None, _, Some(end)) => (end, end, "<InfoDematerialisee V=\"1\"/>", Change::Element),
            _ => return,
        };
        self.prepared.push(Edit {
            start,
            end,
            replacement: replacement.to_owned(),
            change,
            element: "InfoDematerialisee",
            line: header.position.line,
            before: header.text.unwrap_or_default(),
        });
    }

    /// The edits that put right what was found, by their offsets.
    pub(super) fn finish(
        self,
        flux: &Flux,
        findings: &mut Findings,
        is_taken: &dyn Fn(&str) -> bool,
    ) -> Vec<Edit> {
        let mut edits = self.prepared;
        if !edits.is_empty() {
            findings.mark_repairable(Code::NotPrepared);
        }
        let without_id: Vec<&str> =
            findings.iter().filter(|f| f.code == Code::NoId).map(|f| f.element.as_str()).collect();
        let (element, places) = match without_id.first() {
            None => ("", Vec::new()),
            Some(&"Bordereau") => ("Bordereau", self.bordereaux),
            Some(_) => ("PES_Aller", vec![self.root]),
        };
        if !places.is_empty() {
            findings.mark_repairable(Code::NoId);
        }
        let stem = id_stem(flux, is_taken);
        for ((place, line), number) in places.into_iter().zip(1..) {
            let replacement = format!(" Id=\"{stem}{number}\"");
            // Both lists are in order already: most go to the end.
            let at = edits.partition_point(|edit| edit.start <= place);
            let (change, before) = (Change::Id, String::new());
            edits.insert(at, Edit { start: place, end: place, replacement, change, element, line, before });
        }
        edits
    }
}

/// The beginning of new Ids, which no Id of the file has.
fn id_stem(flux: &Flux, is_taken: &dyn Fn(&str) -> bool) -> String {
    // A bordereau's own and, in case it is signed, its signature's.
    let last = flux.bordereaux.len().max(1);
    let own = ["", "_SIG_1", "_SIG_1_SP", "_SIG_1_SV"];
    let free = |stem: &String| {
        !(1..=last).any(|number| own.iter().any(|end| is_taken(&format!("{stem}{number}{end}"))))
    };
    (0_u32..)
        .map(|round| if round == 0 { "PES-SIGNER-".to_owned() } else { format!("PES-SIGNER-{round}-") })
        .take(1_000)
        .find(free)
        .unwrap_or_else(|| "PES-SIGNER-X-".to_owned())
}

/// Behind the name of an element, where an attribute can go.
fn behind_name(tag: &StartTag<'_>) -> Place {
    let start = tag.span().start;
    // The names met here are ASCII: they have as many bytes in the file.
    (start + 1 + crate::xml::as_u64(tag.name().as_bytes().len()), tag.position(start).line)
}
