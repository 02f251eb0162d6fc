//! First pass: where the signatures are and what they say.

use std::rc::Rc;

use crate::dsig::{NAMESPACE, ParsedSignature, SignatureReader};
use crate::limits;
use crate::pes::{Code, Flux, Kind, Notice, Reader, Rules};
use crate::xml::{Error, Event, Scanner, StartTag};

/// What is found against the schema of the PES.
const SCHEMA: &[Code] = &[
    Code::ElementUnknown,
    Code::ElementMisplaced,
    Code::ElementMissing,
    Code::ValueMissing,
    Code::ValueRefused,
    Code::AttributeUnknown,
    Code::TextUnexpected,
    Code::WrongNamespace,
];

/// An element that a signature can cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Covered {
    /// The root element.
    File,
    /// The bordereau at this index of [`Flux::bordereaux`].
    Bordereau(usize),
}

/// Reads a file to find its signatures.
#[derive(Debug)]
pub struct Survey {
    scanner: Scanner,
    content: Finder,
}

/// Finds the signatures among the events of a file.
#[derive(Debug)]
pub(super) struct Finder {
    check: bool,
    reader: Reader,
    /// Start offsets of the open elements, and which of them can be covered.
    open: Vec<(u64, Option<Covered>)>,
    /// Signatures being read; one inside another is read with it.
    reading: Vec<(usize, SignatureReader)>,
    signatures: Vec<PlacedSignature>,
    /// What the signatures take in memory.
    weight: usize,
    /// The certificates met: most signatures of a file have the same.
    certificates: Vec<Rc<[u8]>>,
    too_many: bool,
    strays: usize,
    stray_ids: Vec<String>,
}

/// A signature and the element that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedSignature {
    pub(super) parsed: ParsedSignature,
    pub(super) parent: u64,
    pub(super) place: Option<Covered>,
}

/// The signatures of a file, unchecked.
#[derive(Debug)]
pub struct Surveyed {
    pub(super) signatures: Vec<PlacedSignature>,
    pub(super) flux: Flux,
    /// There are more, or larger ones, than are examined.
    pub(super) too_many: bool,
    /// How many elements are called `Bordereau` beside those of `flux`: in a place of their own, or beyond the limit.
    pub(super) strays: usize,
    /// The Ids of elements that are called `Bordereau` or `PES_Aller`, beside those of `flux`.
    pub(super) stray_ids: Vec<String>,
    /// What the schema of the PES does not allow, if that was looked at.
    pub(super) faults: Vec<Code>,
}

impl Surveyed {
    /// How many signatures the file has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.signatures.len()
    }

    /// Whether the file has no signature.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.signatures.is_empty()
    }
}

impl Default for Survey {
    fn default() -> Self {
        Self::new()
    }
}

impl Survey {
    /// A survey at the start of a file.
    #[must_use]
    pub fn new() -> Self {
        Self { scanner: Scanner::new(), content: Finder::new(false) }
    }

    /// One that also looks whether the file is as the schema of the PES has it.
    #[must_use]
    pub fn with_schema() -> Self {
        Self { scanner: Scanner::new(), content: Finder::new(true) }
    }

    /// Reads the next bytes.
    ///
    /// # Errors
    /// The file is not well-formed XML that this program accepts.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), Error> {
        let content = &mut self.content;
        self.scanner.tell(chunk, &mut |event| {
            content.event(event);
        })
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The file is cut short.
    pub fn finish(self) -> Result<Surveyed, Error> {
        self.scanner.finish()?;
        Ok(self.content.finish())
    }
}

impl Finder {
    pub(super) fn new(check: bool) -> Self {
        Self {
            check,
            reader: Reader::new(Rules { check, ..Rules::default() }),
            open: Vec::new(),
            reading: Vec::new(),
            signatures: Vec::new(),
            weight: 0,
            certificates: Vec::new(),
            too_many: false,
            strays: 0,
            stray_ids: Vec::new(),
        }
    }

    /// Reads an event; what can be covered and begins with it.
    pub(super) fn event(&mut self, event: &Event<'_>) -> Option<Covered> {
        let notice = self.reader.event(event);
        if !self.reading.is_empty() {
            self.read_signatures(event);
        }
        match event {
            Event::Start(tag) => {
                if tag.name().local() == b"Signature" && tag.is(NAMESPACE, "Signature") {
                    self.start_signature(tag);
                }
                let covered = match notice {
                    Notice::RootStart => Some(Covered::File),
                    Notice::BordereauStart(index) => Some(Covered::Bordereau(index)),
                    _ => None,
                };
                if let (None, b"Bordereau" | b"PES_Aller") = (covered, tag.name().local()) {
                    self.note_stray(tag);
                }
                self.open.push((tag.span().start, covered));
                covered
            }
            Event::End(_) => {
                self.open.pop();
                None
            }
            _ => None,
        }
    }

    pub(super) fn finish(self) -> Surveyed {
        let Self { check, reader, signatures, too_many, strays, stray_ids, .. } = self;
        let mut faults = Vec::new();
        let flux = match check {
            false => reader.into_flux(),
            true => {
                let (flux, findings, _) = reader.finish(0, &|_| false);
                let is_aller = flux.kind == Kind::Aller;
                faults.extend(SCHEMA.iter().filter(|code| is_aller && findings.count(**code) > 0));
                flux
            }
        };
        Surveyed { signatures, flux, too_many, strays, stray_ids, faults }
    }

    fn note_stray(&mut self, tag: &StartTag<'_>) {
        self.strays += usize::from(tag.name().local() == b"Bordereau");
        if self.stray_ids.len() < limits::STRAY_IDS
            && let Some(id) = tag.attribute("Id").filter(|id| id.value().len() <= limits::ID_BYTES)
        {
            self.stray_ids.push(String::from_utf8_lossy(id.value()).into_owned());
        }
    }

    fn start_signature(&mut self, tag: &StartTag<'_>) {
        if self.signatures.len() >= limits::SIGNATURES || self.reading.len() >= limits::NESTED_SIGNATURES {
            self.too_many = true;
            return;
        }
        let (parent, place) = self.open.last().copied().unwrap_or_default();
        let parsed = ParsedSignature { offset: tag.span().start, ..ParsedSignature::default() };
        self.signatures.push(PlacedSignature { parsed, parent, place });
        self.reading.push((self.signatures.len() - 1, SignatureReader::new(tag)));
    }

    /// Hands the event to the signatures being read; one nested in another is part of both.
    fn read_signatures(&mut self, event: &Event<'_>) {
        for (index, reader) in &mut self.reading {
            if let Some(parsed) = reader.event(event) {
                self.signatures[*index].parsed = parsed;
            }
        }
        // The innermost comes last, and ends first.
        let ended =
            |open: &[(u64, Option<Covered>)], offset| open.last().is_some_and(|(start, _)| *start == offset);
        if let Event::End(_) = event
            && let Some((index, _)) = self.reading.last()
            && ended(&self.open, self.signatures[*index].parsed.offset)
        {
            let index = *index;
            self.reading.pop();
            self.keep(index);
        }
    }

    /// Keeps a signature that was read, as far as there is room.
    fn keep(&mut self, index: usize) {
        let signature = &mut self.signatures[index].parsed;
        self.weight += signature.weight();
        if let Some(certificate) = &mut signature.certificate {
            match self.certificates.iter().find(|known| *known == certificate) {
                Some(known) => *certificate = Rc::clone(known),
                None => self.certificates.push(Rc::clone(certificate)),
            }
        }
        if self.weight > limits::SIGNATURES_BYTES || self.certificates.len() > limits::SIGNERS {
            self.too_many = true;
            *signature =
                ParsedSignature { offset: signature.offset, over_limit: true, ..ParsedSignature::default() };
        }
    }
}
