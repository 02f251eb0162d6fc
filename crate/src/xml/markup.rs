//! Markup: tags, comments, processing instructions; and the stack of open elements.

use super::chars::{is_space, trim_end, trim_start};
use super::encoding::Encoding;
use super::error::ErrorKind;
use super::event::{EndTag, Event, QName, Receiver, Span, StartTag};
use super::namespaces::Namespaces;
use super::position::Place;
use super::scanner::Failure;
use super::tag::{Fault, Outcome, PlainTag, Tag};
use super::text::forbidden_character;
use crate::limits;
use crate::short::same;

/// Reads one markup construct at a time.
#[derive(Debug)]
pub(super) struct Markup {
    pub(super) encoding: Encoding,
    /// Names of the open elements, one after the other.
    names: Vec<u8>,
    open: Vec<OpenElement>,
    namespaces: Namespaces,
    tag: Tag,
    /// Markup that had to be decoded.
    decoded: Vec<u8>,
    root_seen: bool,
}

#[derive(Clone, Copy, Debug)]
struct OpenElement {
    name: usize,
    colon: Option<usize>,
    /// How many bindings were in scope outside it.
    namespaces: usize,
    /// How long its start tag is, together with those around it.
    tags: usize,
}

/// How reading one construct ended.
pub(super) enum Token {
    /// It takes this many bytes.
    Whole(usize),
    /// It was `<![CDATA[`, of this many bytes.
    CdataStart(usize),
    /// The bytes end inside it.
    Incomplete,
}

impl Default for Markup {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            names: Vec::new(),
            open: Vec::new(),
            namespaces: Namespaces::default(),
            tag: Tag::default(),
            decoded: Vec::new(),
            root_seen: false,
        }
    }
}

impl Markup {
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn root_seen(&self) -> bool {
        self.root_seen
    }

    /// Reads the construct at the start of `bytes`, which begin with `<` at `place`.
    #[inline]
    pub(super) fn token<E>(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Token, Failure<E>> {
        let token = match bytes.get(1) {
            None => Ok(Token::Incomplete),
            Some(b'/') => self.end_tag(bytes, place, receiver),
            Some(b'!') => self.declaration(bytes, receiver),
            Some(b'?') => self.processing_instruction(bytes, receiver),
            Some(_) => self.start_tag(bytes, place, receiver),
        };
        match token {
            // Where the construct is cut, nobody gets to see a fault so far behind its start.
            Err(Failure::Document((_, index))) if index >= limits::MARKUP_BYTES => too_long(),
            token => token,
        }
    }

    fn start_tag<E>(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Token, Failure<E>> {
        if self.open.is_empty() && self.root_seen {
            return Err((ErrorKind::ContentAfterRoot, 0).into());
        }
        match self.tag.read(&bytes[1..], false).map_err(shift)? {
            Outcome::Whole { len, empty } => {
                self.open_element(&bytes[1..=len], place, len + 1, empty, false, receiver)
            }
            Outcome::Incomplete => Ok(Token::Incomplete),
            Outcome::NonAscii => self.decoded_start_tag(bytes, place, receiver),
        }
    }

    /// A tag with characters outside ASCII: found whole first, then decoded, then read.
    fn decoded_start_tag<E>(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Token, Failure<E>> {
        use quick_xml::parser::{ElementParser, Parser};
        let Some(end) = ElementParser::default().feed(&bytes[1..]) else {
            return Ok(Token::Incomplete);
        };
        if end + 2 > limits::MARKUP_BYTES {
            return too_long();
        }
        let raw = &bytes[1..end + 2];
        let mut decoded = std::mem::take(&mut self.decoded);
        decoded.clear();
        self.encoding.decode_into(raw, &mut decoded).map_err(|index| (ErrorKind::Encoding, index + 1))?;
        let single_byte = self.encoding != Encoding::Utf8;
        let to_raw = |(kind, index): Fault| {
            let index = if single_byte { characters(&decoded, index) } else { index.min(decoded.len()) };
            (kind, index + 1)
        };
        if let Some(index) = forbidden_character(&decoded) {
            return Err(to_raw((ErrorKind::Character, index)).into());
        }
        let token = match self.tag.read(&decoded, true).map_err(to_raw)? {
            Outcome::Whole { empty, .. } => {
                let token = self.open_element(&decoded, place, raw.len() + 1, empty, single_byte, receiver);
                token.map_err(|failure| match failure {
                    // It counts in the decoded bytes, from `<` on.
                    Failure::Document((kind, index @ 1..)) => to_raw((kind, index - 1)).into(),
                    failure => failure,
                })
            }
            // The quotes do not pair: `>` was found outside them, but the tag does not end there.
            Outcome::Incomplete | Outcome::NonAscii => Err((ErrorKind::Tag, 0).into()),
        };
        self.decoded = decoded;
        token
    }

    /// Opens the element whose tag was read from `bytes`, UTF-8; in the document it takes `len` bytes.
    #[inline]
    fn open_element<E, R: Receiver<E>>(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        len: usize,
        empty: bool,
        single_byte: bool,
        receiver: &mut R,
    ) -> Result<Token, Failure<E>> {
        if len > limits::MARKUP_BYTES {
            return too_long();
        }
        let open_bytes = self.open.last().map_or(0, |element| element.tags) + len;
        if self.open.len() >= limits::DEPTH || open_bytes > limits::OPEN_TAGS_BYTES {
            return Err((ErrorKind::TooDeep, 0).into());
        }
        self.root_seen = true;
        let outside = self.namespaces.len();
        if !self.tag.declarations.is_empty() {
            self.tag.declare(bytes, &mut self.namespaces).map_err(shift)?;
        }
        self.tag.check(bytes, &self.namespaces).map_err(shift)?;
        let Self { tag, namespaces, .. } = self;
        let start = StartTag { bytes, tag, namespaces, outside, place, len, empty, single_byte };
        let (name, colon) = (&bytes[..tag.name_len], tag.colon);
        let end = || {
            let end = place.span(len).end;
            EndTag { name: QName::new(name, colon), span: Span { start: end, end }, place, verbatim: false }
        };
        if empty && R::TAKES_EMPTY {
            receiver.empty(start, end()).map_err(Failure::Receiver)?;
            self.namespaces.truncate(outside);
            return Ok(Token::Whole(len));
        }
        receiver.event(Event::Start(start)).map_err(Failure::Receiver)?;
        if empty {
            receiver.event(Event::End(end())).map_err(Failure::Receiver)?;
            self.namespaces.truncate(outside);
        } else {
            let (name_at, tags) = (self.names.len(), open_bytes);
            self.open.push(OpenElement { name: name_at, colon, namespaces: outside, tags });
            self.names.extend_from_slice(name);
        }
        Ok(Token::Whole(len))
    }

    fn end_tag<E>(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Token, Failure<E>> {
        let Some(element) = self.open.last().copied() else {
            return self.stray_end_tag(bytes);
        };
        if let Some(len) = self.written_plainly(bytes, element) {
            return self.close_element(element, place, len, true, receiver).map(|()| Token::Whole(len));
        }
        let Some(end) = memchr::memchr(b'>', bytes) else {
            return Ok(Token::Incomplete);
        };
        let len = end + 1;
        if len > limits::MARKUP_BYTES {
            return too_long();
        }
        self.decoded.clear();
        self.encoding
            .decode_into(trim_end(&bytes[2..end]), &mut self.decoded)
            .map_err(|index| (ErrorKind::Encoding, index + 2))?;
        if self.decoded != self.names[element.name..] {
            return Err((ErrorKind::MismatchedTag, 0).into());
        }
        self.close_element(element, place, len, false, receiver).map(|()| Token::Whole(len))
    }

    /// The length of the end tag at the start of `bytes`, if it is that of `element` and is written as nearly
    /// all are: byte for byte the name, no space.
    #[inline]
    fn written_plainly(&self, bytes: &[u8], element: OpenElement) -> Option<usize> {
        let name = &self.names[element.name..];
        let len = name.len() + 3;
        if self.encoding != Encoding::Utf8 && !name.is_ascii() {
            return None;
        }
        matches!(bytes.get(2..len)?, [written @ .., b'>'] if same(written, name)).then_some(len)
    }

    /// Tells the end of `element`, the innermost, and leaves it.
    #[inline]
    fn close_element<E>(
        &mut self,
        element: OpenElement,
        place: &Place<'_>,
        len: usize,
        verbatim: bool,
        receiver: &mut impl Receiver<E>,
    ) -> Result<(), Failure<E>> {
        let name = QName::new(&self.names[element.name..], element.colon);
        let span = place.span(len);
        receiver.event(Event::End(EndTag { name, span, place, verbatim })).map_err(Failure::Receiver)?;
        self.open.pop();
        self.names.truncate(element.name);
        self.namespaces.truncate(element.namespaces);
        Ok(())
    }

    /// Reads the tag at `place` if it is one as nearly all are; its length, or `None` with nothing done.
    #[inline]
    pub(super) fn plain_tag<E>(
        &mut self,
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Option<usize>, Failure<E>> {
        let bytes = &place.bytes[place.index..];
        let Some(element) = self.open.last().copied() else { return Ok(None) };
        if bytes.get(1) == Some(&b'/') {
            let Some(len) = self.written_plainly(bytes, element) else { return Ok(None) };
            return self.close_element(element, place, len, true, receiver).map(|()| Some(len));
        }
        let Some(inside) = bytes.get(1..) else { return Ok(None) };
        match self.tag.read_plain(inside) {
            Some(PlainTag { len, empty, ascii: true }) => self
                .open_element(&inside[..len], place, len + 1, empty, false, receiver)
                .map(|_| Some(len + 1)),
            Some(tag) if self.encoding == Encoding::Latin1 => {
                self.plain_latin1_tag(&inside[..tag.len], tag.empty, place, receiver)
            }
            _ => Ok(None),
        }
    }

    /// Opens the element of a plain tag whose values have letters with accents in them: in this encoding a byte is a
    /// character, and every one is allowed.
    fn plain_latin1_tag<E>(
        &mut self,
        bytes: &[u8],
        empty: bool,
        place: &Place<'_>,
        receiver: &mut impl Receiver<E>,
    ) -> Result<Option<usize>, Failure<E>> {
        let len = bytes.len() + 1;
        let mut decoded = std::mem::take(&mut self.decoded);
        decoded.clear();
        self.tag.decode_latin1(bytes, &mut decoded);
        let opened = self.open_element(&decoded, place, len, empty, true, receiver);
        let opened = opened.map_err(|failure| match failure {
            Failure::Document((kind, index @ 1..)) => (kind, characters(&decoded, index - 1) + 1).into(),
            failure => failure,
        });
        self.decoded = decoded;
        opened.map(|_| Some(len))
    }

    /// An end tag where no element is open.
    fn stray_end_tag<E>(&self, bytes: &[u8]) -> Result<Token, Failure<E>> {
        match memchr::memchr(b'>', bytes) {
            None => Ok(Token::Incomplete),
            Some(end) if end >= limits::MARKUP_BYTES => too_long(),
            Some(_) => Err((ErrorKind::MismatchedTag, 0).into()),
        }
    }

    /// Reads what begins with `<!`.
    fn declaration<E>(&mut self, bytes: &[u8], receiver: &mut impl Receiver<E>) -> Result<Token, Failure<E>> {
        const COMMENT: &[u8] = b"<!--";
        const CDATA: &[u8] = b"<![CDATA[";
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        if bytes.starts_with(COMMENT) {
            return self.comment(bytes, receiver);
        }
        if bytes.starts_with(DOCTYPE) {
            return Err((ErrorKind::Doctype, 0).into());
        }
        if bytes.starts_with(CDATA) {
            let inside = !self.open.is_empty();
            return if inside {
                Ok(Token::CdataStart(CDATA.len()))
            } else {
                Err((ErrorKind::Markup, 0).into())
            };
        }
        if [COMMENT, CDATA, DOCTYPE].iter().any(|open| open.starts_with(bytes)) {
            return Ok(Token::Incomplete);
        }
        Err((ErrorKind::Markup, 0).into())
    }

    fn comment<E>(&mut self, bytes: &[u8], receiver: &mut impl Receiver<E>) -> Result<Token, Failure<E>> {
        let Some(dashes) = memchr::memmem::find(&bytes[4..], b"--") else {
            return Ok(Token::Incomplete);
        };
        let end = dashes + 4;
        match bytes.get(end + 2) {
            None => return Ok(Token::Incomplete),
            Some(b'>') => {}
            Some(_) => return Err((ErrorKind::Comment, end).into()),
        }
        if end + 3 > limits::MARKUP_BYTES {
            return too_long();
        }
        self.decode_content(bytes, 4, end)?;
        receiver.event(Event::Comment(&self.decoded)).map_err(Failure::Receiver)?;
        Ok(Token::Whole(end + 3))
    }

    fn processing_instruction<E>(
        &mut self,
        bytes: &[u8],
        receiver: &mut impl Receiver<E>,
    ) -> Result<Token, Failure<E>> {
        let Some(end) = memchr::memmem::find(&bytes[2..], b"?>").map(|index| index + 2) else {
            return Ok(Token::Incomplete);
        };
        if end + 2 > limits::MARKUP_BYTES {
            return too_long();
        }
        self.decode_content(bytes, 2, end)?;
        let content = self.decoded.as_slice();
        let target = content.iter().position(|byte| is_space(*byte)).unwrap_or(content.len());
        let name = std::str::from_utf8(&content[..target]).unwrap_or_default();
        if name.eq_ignore_ascii_case("xml") {
            return Err((ErrorKind::Declaration, 0).into());
        }
        if !super::chars::is_ncname(name) {
            return Err((ErrorKind::ProcessingInstruction, 2).into());
        }
        let data = trim_start(&content[target..]);
        receiver
            .event(Event::ProcessingInstruction { target: &content[..target], data })
            .map_err(Failure::Receiver)?;
        Ok(Token::Whole(end + 2))
    }

    /// Leaves `bytes[from..to]` in `decoded`: UTF-8, characters checked, line ends normalised.
    fn decode_content(&mut self, bytes: &[u8], from: usize, to: usize) -> Result<(), Fault> {
        let content = &bytes[from..to];
        let is_control = |byte: &u8| *byte < 0x20 && !is_space(*byte);
        if let Some(index) = content.iter().position(is_control) {
            return Err((ErrorKind::Character, from + index));
        }
        self.decoded.clear();
        self.encoding
            .decode_into(content, &mut self.decoded)
            .map_err(|index| (ErrorKind::Encoding, from + index))?;
        if let Some(index) = forbidden_character(&self.decoded).filter(|_| self.encoding == Encoding::Utf8) {
            return Err((ErrorKind::Character, from + index));
        }
        normalise_line_ends(&mut self.decoded);
        Ok(())
    }
}

fn too_long<E>() -> Result<Token, Failure<E>> {
    Err((ErrorKind::MarkupTooLong, 0).into())
}

/// How many characters there are in the first `len` bytes of `utf8`.
fn characters(utf8: &[u8], len: usize) -> usize {
    utf8[..len.min(utf8.len())].iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

fn shift((kind, index): Fault) -> Fault {
    (kind, index + 1)
}

/// CR LF and lone CR become LF.
fn normalise_line_ends(bytes: &mut Vec<u8>) {
    if !bytes.contains(&b'\r') {
        return;
    }
    let mut after_cr = false;
    bytes.retain_mut(|byte| {
        let keep = !(after_cr && *byte == b'\n');
        after_cr = *byte == b'\r';
        if after_cr {
            *byte = b'\n';
        }
        keep
    });
}
