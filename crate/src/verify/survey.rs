//! First pass: where the signatures are and what they say.

use crate::dsig::{NAMESPACE, ParsedSignature, SignatureReader};
use crate::limits;
use crate::pes::{Flux, Notice, Reader, Rules};
use crate::xml::{Error, Event, Scanner};

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
    content: Content,
}

#[derive(Debug)]
struct Content {
    reader: Reader,
    /// Start offsets of the open elements, and which of them can be covered.
    open: Vec<(u64, Option<Covered>)>,
    /// Signatures being read; one inside another is read with it.
    reading: Vec<(usize, SignatureReader)>,
    signatures: Vec<PlacedSignature>,
    too_many: bool,
}

/// A signature and the element that it stands in.
#[derive(Clone, Debug)]
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
    pub(super) too_many: bool,
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
        let content = Content {
            reader: Reader::new(Rules::default()),
            open: Vec::new(),
            reading: Vec::new(),
            signatures: Vec::new(),
            too_many: false,
        };
        Self { scanner: Scanner::new(), content }
    }

    /// Reads the next bytes.
    ///
    /// # Errors
    /// The file is not well-formed XML that this program accepts.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), Error> {
        let content = &mut self.content;
        self.scanner.feed(chunk, |event| {
            content.event(&event);
            Ok(())
        })
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The file is cut short.
    pub fn finish(self) -> Result<Surveyed, Error> {
        self.scanner.finish()?;
        let Content { reader, signatures, too_many, .. } = self.content;
        Ok(Surveyed { signatures, flux: reader.flux().clone(), too_many })
    }
}

impl Content {
    fn event(&mut self, event: &Event<'_>) {
        let notice = self.reader.event(event);
        for (index, reader) in &mut self.reading {
            if let Some(parsed) = reader.event(event) {
                self.signatures[*index].parsed = parsed;
            }
        }
        match event {
            Event::Start(tag) => {
                if tag.is(NAMESPACE, "Signature") {
                    self.start_signature(tag);
                }
                let covered = match notice {
                    Notice::RootStart => Some(Covered::File),
                    Notice::BordereauStart(index) => Some(Covered::Bordereau(index)),
                    _ => None,
                };
                self.open.push((tag.span().start, covered));
            }
            Event::End(_) => {
                if let Some((start, _)) = self.open.pop() {
                    self.reading.retain(|(index, _)| self.signatures[*index].parsed.offset != start);
                }
            }
            _ => {}
        }
    }

    fn start_signature(&mut self, tag: &crate::xml::StartTag<'_>) {
        if self.signatures.len() >= limits::SIGNATURES || self.reading.len() >= limits::NESTED_SIGNATURES {
            self.too_many = true;
            return;
        }
        let (parent, place) = self.open.last().copied().unwrap_or_default();
        let parsed = ParsedSignature { offset: tag.span().start, ..ParsedSignature::default() };
        self.signatures.push(PlacedSignature { parsed, parent, place });
        self.reading.push((self.signatures.len() - 1, SignatureReader::new(tag)));
    }
}
