//! What the scanner tells: start tags, end tags, text, comments, processing instructions.

use super::error::Position;
use super::namespaces::Namespaces;
use super::position::{Place, as_u64};
use super::tag::{RawAttribute, Tag};

/// One thing read from a document. All bytes are UTF-8, whatever the document's encoding.
#[derive(Debug)]
pub enum Event<'a> {
    /// A start tag, or an empty-element tag, which an [`Event::End`] follows at once.
    Start(StartTag<'a>),
    /// An end tag.
    End(EndTag<'a>),
    /// Part of the text of the innermost open element. One text may come in any number of parts.
    Text(Text<'a>),
    /// A comment, without its delimiters.
    Comment(&'a [u8]),
    /// A processing instruction: its target and its data, which may be empty.
    ProcessingInstruction {
        /// The target.
        target: &'a [u8],
        /// What follows the target and the white space after it.
        data: &'a [u8],
    },
}

/// Whoever is told what is in a document.
pub trait Receiver {
    /// Whether plain elements are offered to [`Self::plain`].
    #[inline(always)]
    fn takes_plain(&self) -> bool {
        false
    }

    /// Takes the next event.
    fn event(&mut self, event: &Event<'_>);

    /// Takes a text.
    #[inline(always)]
    fn text(&mut self, text: &Text<'_>) {
        self.event(&Event::Text(*text));
    }

    /// Takes a plain element, which most of a PES are; whether it did. One that is not taken is told by its events.
    fn plain(&mut self, _: &PlainElement<'_>) -> bool {
        false
    }
}

impl Receiver for &mut dyn FnMut(&Event<'_>) {
    #[inline(always)]
    fn event(&mut self, event: &Event<'_>) {
        self(event);
    }
}

/// A range of the original bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offset of its first byte.
    pub start: u64,
    /// Offset of the byte after its last.
    pub end: u64,
}

/// Part of a text, with line ends normalised and references resolved.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The part, in UTF-8, cut between characters.
    pub bytes: &'a [u8],
    /// None of `&`, `<`, `>` and CR is in it: canonical form writes it as it is.
    pub plain: bool,
    /// It is known to be white space alone.
    pub blank: bool,
    /// Where it stands, if the document has it byte for byte; it is plain then.
    pub offset: Option<u64>,
}

/// An empty-element tag with one attribute and nothing in it to be changed but its encoding, such as ` <Nom V="a"/>`, and
/// the white space before it. Neither name has a prefix, and both are ASCII.
#[derive(Clone, Copy, Debug)]
pub struct PlainElement<'a> {
    /// From the white space to the opening quote of the value.
    pub(super) head: &'a [u8],
    /// How much of it is white space.
    pub(super) text: usize,
    pub(super) name_len: usize,
    pub(super) value: &'a [u8],
    /// White space included.
    pub(super) span: Span,
    pub(super) namespaces: &'a Namespaces,
    pub(super) number: Option<u8>,
}

impl<'a> PlainElement<'a> {
    /// The element's name.
    #[inline(always)]
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        &self.head[self.text + 1..self.text + 1 + self.name_len]
    }

    /// The attribute's name.
    #[inline(always)]
    #[must_use]
    pub fn attribute(&self) -> &'a [u8] {
        &self.head[self.text + self.name_len + 2..self.head.len() - 2]
    }

    /// The attribute's value, in UTF-8.
    #[inline(always)]
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.value
    }

    /// White space and tag up to the value's closing quote, in two parts, in UTF-8.
    #[inline(always)]
    pub(crate) fn parts(&self) -> (&'a [u8], &'a [u8]) {
        (self.head, self.value)
    }

    /// Where the white space and the tag stand in the original bytes.
    #[inline(always)]
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The white space before the tag, perhaps none.
    #[inline(always)]
    #[must_use]
    pub fn white_space(&self) -> &'a [u8] {
        &self.head[..self.text]
    }

    /// All namespaces in scope.
    #[inline(always)]
    #[must_use]
    pub fn namespaces(&self) -> &'a Namespaces {
        self.namespaces
    }

    /// A number that stands for the element's name in this document, if that has got one.
    #[inline(always)]
    pub(crate) fn number(&self) -> Option<u8> {
        self.number
    }
}

/// A qualified name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QName<'a> {
    bytes: &'a [u8],
    colon: Option<usize>,
}

impl<'a> QName<'a> {
    #[inline(always)]
    pub(super) fn new(bytes: &'a [u8], colon: Option<usize>) -> Self {
        Self { bytes, colon }
    }

    /// The whole name, prefix and colon included.
    #[must_use]
    pub fn as_bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// The prefix, empty where there is none.
    #[must_use]
    pub fn prefix(self) -> &'a [u8] {
        &self.bytes[..self.colon.unwrap_or_default()]
    }

    /// The part after the colon, or all of it.
    #[inline(always)]
    #[must_use]
    pub fn local(self) -> &'a [u8] {
        &self.bytes[self.colon.map_or(0, |colon| colon + 1)..]
    }

    pub(super) fn colon(self) -> Option<usize> {
        self.colon
    }
}

/// A start tag and the namespaces in scope on its element.
#[derive(Clone, Copy, Debug)]
pub struct StartTag<'a> {
    /// The tag in UTF-8, from behind `<` up to `>`.
    pub(super) bytes: &'a [u8],
    pub(super) tag: &'a Tag,
    pub(super) namespaces: &'a Namespaces,
    /// How many namespaces were in scope outside the element.
    pub(super) outside: usize,
    pub(super) place: &'a Place<'a>,
    /// How many bytes the tag takes in the document.
    pub(super) len: usize,
    pub(super) empty: bool,
    /// The document has one byte a character, so that offsets in `bytes` count characters.
    pub(super) single_byte: bool,
}

impl<'a> StartTag<'a> {
    /// The element's name.
    #[inline(always)]
    #[must_use]
    pub fn name(&self) -> QName<'a> {
        QName::new(&self.bytes[..self.tag.name_len], self.tag.colon)
    }

    /// The element's namespace; empty for none.
    #[must_use]
    pub fn namespace(&self) -> &'a [u8] {
        self.namespaces.resolve(self.name().prefix()).unwrap_or_default()
    }

    /// Whether the element is `local` in the namespace `uri`.
    #[must_use]
    pub fn is(&self, uri: &str, local: &str) -> bool {
        self.name().local() == local.as_bytes() && self.namespace() == uri.as_bytes()
    }

    /// The attributes in document order, namespace declarations left out.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = Attribute<'a>> + use<'a> {
        let tag = *self;
        tag.tag.attributes.iter().map(move |raw| Attribute { raw, tag })
    }

    /// The length of the name, if that is ASCII; else 0.
    #[inline(always)]
    pub(crate) fn ascii_name_len(&self) -> usize {
        let is_ascii = self.tag.plain || self.name().as_bytes().is_ascii();
        if is_ascii { self.tag.name_len } else { 0 }
    }

    /// Whether neither the element nor an attribute has a prefix, there is one attribute at most, and no namespace is
    /// declared.
    #[inline(always)]
    pub(crate) fn is_simple(&self) -> bool {
        self.tag.plain || self.is_simple_still()
    }

    fn is_simple_still(&self) -> bool {
        let Tag { colon, attributes, declarations, .. } = self.tag;
        colon.is_none()
            && declarations.is_empty()
            && attributes.len() <= 1
            && attributes.iter().all(|raw| raw.colon.is_none())
    }

    /// The attribute at `index`, which must be below [`Self::attribute_count`].
    pub(crate) fn attribute_at(&self, index: usize) -> Attribute<'a> {
        Attribute { raw: &self.tag.attributes[index], tag: *self }
    }

    /// How many attributes there are.
    #[inline]
    pub(crate) fn attribute_count(&self) -> usize {
        self.tag.attributes.len()
    }

    /// The value of the attribute called `name`, which has no namespace.
    #[inline]
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        let is_it = |raw: &&RawAttribute| &self.bytes[raw.name.0..raw.name.1] == name.as_bytes();
        self.tag.attributes.iter().find(is_it).map(|raw| Attribute { raw, tag: *self })
    }

    /// What one verifier or another takes for an identifier of the element: `Id`; `xml:id`; and `Id` in any namespace, by
    /// which xmlsec1 finds an element whose name it is told, as S2low tells it those of the elements that are signed.
    pub fn identifiers(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
        let is_signed = [&b"Bordereau"[..], b"PES_Aller"].contains(&self.name().local());
        self.attributes().filter(move |attribute| {
            let name = attribute.name();
            matches!(name.as_bytes(), b"Id" | b"xml:id") || is_signed && name.local() == b"Id"
        })
    }

    /// All namespaces in scope.
    #[must_use]
    pub fn namespaces(&self) -> &'a Namespaces {
        self.namespaces
    }

    /// Whether this tag declares namespaces.
    #[inline]
    pub(crate) fn has_declarations(&self) -> bool {
        !self.tag.declarations.is_empty()
    }

    /// Prefixes and URIs that this tag declares, in document order.
    pub fn declarations(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        self.namespaces.iter().skip(self.outside)
    }

    /// Where the tag stands in the original bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.place.span(self.len)
    }

    /// Line and column of a byte of the tag, given by its offset in the document.
    #[must_use]
    pub fn position(&self, offset: u64) -> Position {
        self.place.position(offset)
    }

    /// Whether it is an empty-element tag, such as `<a/>`.
    #[inline]
    #[must_use]
    pub fn is_empty_element(&self) -> bool {
        self.empty
    }

    /// The tag from behind `<` to the end of its attributes, if canonical form writes it just so, the order of
    /// several attributes and the namespaces to render aside.
    #[inline]
    #[must_use]
    pub(crate) fn verbatim(&self) -> Option<&'a [u8]> {
        let end = self.bytes.len() - if self.empty { 2 } else { 1 };
        self.tag.verbatim.then(|| &self.bytes[..end])
    }
}

/// An attribute that is no namespace declaration.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'a> {
    raw: &'a RawAttribute,
    tag: StartTag<'a>,
}

impl<'a> Attribute<'a> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> QName<'a> {
        self.tag.tag.name(self.tag.bytes, self.raw)
    }

    /// Its namespace; empty for none, and an attribute without prefix is in none.
    #[must_use]
    pub fn namespace(&self) -> &'a [u8] {
        match self.name().prefix() {
            b"" => b"",
            prefix => self.tag.namespaces.resolve(prefix).unwrap_or_default(),
        }
    }

    /// Its value, normalised, in UTF-8.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.tag.tag.value_of(self.tag.bytes, self.raw)
    }

    /// Where its value stands in the original bytes, quotes left out.
    #[must_use]
    pub fn value_span(&self) -> Span {
        Span { start: self.offset(self.raw.raw.0), end: self.offset(self.raw.raw.1) }
    }

    fn offset(&self, index: usize) -> u64 {
        let before = &self.tag.bytes[..index];
        let length = match self.tag.single_byte {
            true => before.iter().filter(|byte| **byte & 0xC0 != 0x80).count(),
            false => before.len(),
        };
        self.tag.span().start + 1 + as_u64(length)
    }
}

/// An end tag.
#[derive(Clone, Copy, Debug)]
pub struct EndTag<'a> {
    /// The element's qualified name.
    pub name: QName<'a>,
    /// Where the tag stands; for an empty-element tag, the empty range at its end.
    pub span: Span,
    pub(super) place: &'a Place<'a>,
    /// It is written as canonical form writes it.
    pub(super) verbatim: bool,
}

impl EndTag<'_> {
    /// Line and column of its first byte; of the element's only tag, if that is an empty-element tag.
    #[must_use]
    pub fn position(&self) -> Position {
        self.place.position(self.place.span(0).start)
    }

    /// Where the tag stands, if canonical form writes it just so.
    #[inline]
    pub(crate) fn verbatim(&self) -> Option<Span> {
        self.verbatim.then_some(self.span)
    }

    /// Where the tag begins; `None` if the element is an empty-element tag, which has no end tag.
    #[inline]
    #[must_use]
    pub fn offset(&self) -> Option<u64> {
        (self.span.start < self.span.end).then_some(self.span.start)
    }
}
