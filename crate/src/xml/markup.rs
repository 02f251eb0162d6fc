//! Markup: tags, comments, processing instructions; and the stack of open elements.

use super::chars::{is_space, trim_end, trim_start};
use super::encoding::{Encoding, latin1_into};
use super::error::{ErrorKind, RelativeNamespace};
use super::event::{EndTag, Event, PlainElement, QName, Receiver, Span, StartTag, Text};
use super::heads::{Head, Kind};
use super::namespaces::Namespaces;
use super::position::Place;
use super::run::value_end;
use super::tag::{Fault, Outcome, PlainTag, RawAttribute, Tag};
use super::text::forbidden_character;
use crate::limits;
use crate::short::{copy, same};

/// Reads one markup construct at a time.
#[derive(Debug)]
pub(super) struct Markup {
    pub(super) encoding: Encoding,
    /// Names of the open elements, one after the other, and room for more.
    names: Vec<u8>,
    open: Vec<OpenElement>,
    namespaces: Namespaces,
    tag: Tag,
    /// Markup that had to be decoded.
    decoded: Vec<u8>,
    /// Room for a value that has to be.
    value: Vec<u8>,
    root_seen: bool,
    relative: Option<RelativeNamespace>,
}

#[derive(Clone, Copy, Debug)]
struct OpenElement {
    /// From where to where its name stands among the names.
    name: (usize, usize),
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

/// The parts of a plain element, counted from the white space before it.
struct Parts {
    /// How many bytes are white space.
    text: usize,
    name_len: usize,
    /// From where to where its value stands.
    value: (usize, usize),
    /// Whether the value is ASCII.
    ascii: bool,
    number: Option<u8>,
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
            value: Vec::new(),
            root_seen: false,
            relative: None,
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

    pub(super) fn relative_namespace(&self) -> Option<&RelativeNamespace> {
        self.relative.as_ref()
    }

    /// Reads the construct at the start of `bytes`, which begin with `<` at `place`.
    #[inline]
    pub(super) fn token(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut dyn Receiver,
    ) -> Result<Token, Fault> {
        let token = match bytes.get(1) {
            None => Ok(Token::Incomplete),
            Some(b'/') => self.end_tag(bytes, place, receiver),
            Some(b'!') => self.declaration(bytes, receiver),
            Some(b'?') => self.processing_instruction(bytes, receiver),
            Some(_) => self.start_tag(bytes, place, receiver),
        };
        match token {
            // Where the construct is cut, nobody gets to see a fault so far behind its start.
            Err((_, index)) if index >= limits::MARKUP_BYTES => too_long(),
            token => token,
        }
    }

    fn start_tag(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut dyn Receiver,
    ) -> Result<Token, Fault> {
        if self.open.is_empty() && self.root_seen {
            return Err((ErrorKind::ContentAfterRoot, 0));
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
    fn decoded_start_tag(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut dyn Receiver,
    ) -> Result<Token, Fault> {
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
            return Err(to_raw((ErrorKind::Character, index)));
        }
        let token = match self.tag.read(&decoded, true).map_err(to_raw)? {
            Outcome::Whole { empty, .. } => {
                let token = self.open_element(&decoded, place, raw.len() + 1, empty, single_byte, receiver);
                token.map_err(|fault| match fault {
                    // It counts in the decoded bytes, from `<` on.
                    (kind, index @ 1..) => to_raw((kind, index - 1)),
                    fault => fault,
                })
            }
            // The quotes do not pair: `>` was found outside them, but the tag does not end there.
            Outcome::Incomplete | Outcome::NonAscii => Err((ErrorKind::Tag, 0)),
        };
        self.decoded = decoded;
        token
    }

    /// Binds the namespaces that the tag declares.
    #[inline(never)]
    fn declare(&mut self, bytes: &[u8], place: &Place<'_>) -> Result<(), Fault> {
        self.tag.declare(bytes, &mut self.namespaces).map_err(shift)?;
        if self.relative.is_none()
            && let Some(uri) = self.tag.relative_namespace(bytes)
        {
            let uri = &uri[..uri.len().min(limits::SHORT_TEXT_BYTES)];
            let uri = String::from_utf8_lossy(uri).into_owned();
            self.relative = Some(RelativeNamespace { uri, position: place.position(place.span(0).start) });
        }
        Ok(())
    }

    /// Opens the element whose tag was read from `bytes`, UTF-8; in the document it takes `len` bytes.
    #[inline]
    fn open_element(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        len: usize,
        empty: bool,
        single_byte: bool,
        receiver: &mut (impl Receiver + ?Sized),
    ) -> Result<Token, Fault> {
        if len > limits::MARKUP_BYTES {
            return too_long();
        }
        let open_bytes = self.open.last().map_or(0, |element| element.tags) + len;
        if self.open.len() >= limits::DEPTH || open_bytes > limits::OPEN_TAGS_BYTES {
            return Err((ErrorKind::TooDeep, 0));
        }
        self.root_seen = true;
        let outside = self.namespaces.len();
        if !self.tag.declarations.is_empty() {
            self.declare(bytes, place)?;
        }
        self.tag.check(bytes, &self.namespaces).map_err(shift)?;
        let Self { tag, namespaces, .. } = self;
        let start = StartTag { bytes, tag, namespaces, outside, place, len, empty, single_byte };
        let (name, colon) = (&bytes[..tag.name_len], tag.colon);
        receiver.event(&Event::Start(start));
        if empty {
            let (name, end) = (QName::new(name, colon), place.span(len).end);
            let tag = EndTag { name, span: Span { start: end, end }, place, verbatim: false };
            receiver.event(&Event::End(tag));
            self.namespaces.truncate(outside);
        } else {
            let (start, tags) = (self.open.last().map_or(0, |element| element.name.1), open_bytes);
            let end = start + name.len();
            if self.names.len() < end {
                self.names.resize(2 * end, 0);
            }
            copy(&mut self.names[start..end], name);
            self.open.push(OpenElement { name: (start, end), colon, namespaces: outside, tags });
        }
        Ok(Token::Whole(len))
    }

    fn end_tag(
        &mut self,
        bytes: &[u8],
        place: &Place<'_>,
        receiver: &mut dyn Receiver,
    ) -> Result<Token, Fault> {
        let Some(element) = self.open.last().copied() else {
            return self.stray_end_tag(bytes);
        };
        if let Some(len) = self.written_plainly(bytes, element) {
            self.close_element(element, place, len, true, receiver);
            return Ok(Token::Whole(len));
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
        if self.decoded != self.names[element.name.0..element.name.1] {
            return Err((ErrorKind::MismatchedTag, 0));
        }
        self.close_element(element, place, len, false, receiver);
        Ok(Token::Whole(len))
    }

    /// The length of the end tag at the start of `bytes`, if it is that of `element` and is written as nearly
    /// all are: byte for byte the name, no space.
    #[inline]
    fn written_plainly(&self, bytes: &[u8], element: OpenElement) -> Option<usize> {
        let name = &self.names[element.name.0..element.name.1];
        let len = name.len() + 3;
        if self.encoding != Encoding::Utf8 && !name.is_ascii() {
            return None;
        }
        matches!(bytes.get(2..len)?, [written @ .., b'>'] if same(written, name)).then_some(len)
    }

    /// Tells the end of `element`, the innermost, and leaves it.
    #[inline]
    fn close_element(
        &mut self,
        element: OpenElement,
        place: &Place<'_>,
        len: usize,
        verbatim: bool,
        receiver: &mut (impl Receiver + ?Sized),
    ) {
        let name = QName::new(&self.names[element.name.0..element.name.1], element.colon);
        let span = place.span(len);
        receiver.event(&Event::End(EndTag { name, span, place, verbatim }));
        self.open.pop();
        self.namespaces.truncate(element.namespaces);
    }

    /// Reads the tag at `place` if it is one as nearly all are; its length, or `None` with nothing done.
    #[inline]
    pub(super) fn plain_tag(
        &mut self,
        place: &Place<'_>,
        receiver: &mut (impl Receiver + ?Sized),
    ) -> Result<Option<usize>, Fault> {
        let bytes = &place.bytes[place.index..];
        let Some(element) = self.open.last().copied() else { return Ok(None) };
        if bytes.get(1) == Some(&b'/') {
            let Some(len) = self.written_plainly(bytes, element) else { return Ok(None) };
            self.close_element(element, place, len, true, receiver);
            return Ok(Some(len));
        }
        let Some(inside) = bytes.get(1..) else { return Ok(None) };
        let tag = self.tag.read_plain(inside);
        if let Some(PlainTag { len, empty: true, ascii }) = tag
            && let [RawAttribute { raw: (from, to), .. }] = *self.tag.attributes.as_slice()
            && receiver.takes_plain()
        {
            let value = (from + 1, to + 1);
            let parts = Parts { text: 0, name_len: self.tag.name_len, value, ascii, number: None };
            if self.tell_plain(parts, place, receiver) {
                return Ok(Some(len + 1));
            }
        }
        match tag {
            Some(PlainTag { len, empty, ascii: true }) => self
                .open_element(&inside[..len], place, len + 1, empty, false, receiver)
                .map(|_| Some(len + 1)),
            _ => Ok(None),
        }
    }

    /// Reads what came last time, and comes again at `place`, for a receiver that takes plain elements; how many bytes it
    /// takes, or `None` with nothing done.
    #[inline]
    pub(super) fn expected_tag(
        &mut self,
        head: Head,
        place: &Place<'_>,
        receiver: &mut (impl Receiver + ?Sized),
    ) -> Result<Option<usize>, Fault> {
        let bytes = &place.bytes[place.index..];
        let [len, text, name_len] = head.lengths();
        let tag = Place { index: place.index + text, ..*place };
        match head.kind() {
            Kind::Empty => {
                let (to, ascii) = value_end(bytes, len);
                let Some(b"\"/>") = bytes.get(to..to + 3) else { return Ok(None) };
                let value = (len, to);
                let parts = Parts { text, name_len, value, ascii, number: Some(head.tag()) };
                Ok(self.tell_plain(parts, place, receiver).then_some(to + 3))
            }
            Kind::Start => {
                tell_blank(&bytes[..text], place, receiver);
                let inside = &bytes[text + 1..len];
                self.tag.set_plain(name_len);
                let opened = self.open_element(inside, &tag, inside.len() + 1, false, false, receiver);
                opened.map_err(|(kind, index)| (kind, index + text))?;
                Ok(Some(len))
            }
            Kind::End => {
                let Some(element) = self.open.last().copied() else { return Ok(None) };
                // Where it is not ASCII, the document is in UTF-8, as the names are.
                let name = &bytes[text + 2..text + 2 + name_len];
                if !same(name, &self.names[element.name.0..element.name.1]) {
                    return Ok(None);
                }
                tell_blank(&bytes[..text], place, receiver);
                self.close_element(element, &tag, len - text, true, receiver);
                Ok(Some(len))
            }
        }
    }

    /// Tells of a plain element at `place`; whether the receiver took it.
    #[inline(always)]
    fn tell_plain(
        &mut self,
        parts: Parts,
        place: &Place<'_>,
        receiver: &mut (impl Receiver + ?Sized),
    ) -> bool {
        let Parts { text, name_len, value: (from, to), ascii, number } = parts;
        let (bytes, len) = (&place.bytes[place.index..], to + 3);
        // What may be too much is left to those who tell.
        let open_bytes = self.open.last().map_or(0, |element| element.tags) + len;
        if len > limits::MARKUP_BYTES
            || open_bytes > limits::OPEN_TAGS_BYTES
            || self.open.len() >= limits::DEPTH
        {
            return false;
        }
        let Self { encoding, value: room, namespaces, .. } = self;
        let mut value = &bytes[from..to];
        if !ascii {
            match encoding {
                Encoding::Latin1 => {
                    if room.len() < 2 * value.len() {
                        room.resize(2 * value.len(), 0);
                    }
                    let len = latin1_into(value, room);
                    value = &room[..len];
                }
                Encoding::Utf8
                    if std::str::from_utf8(value).is_ok() && forbidden_character(value).is_none() => {}
                _ => return false,
            }
        }
        let (head, span) = (&bytes[..from], place.span(len));
        receiver.plain(&PlainElement { head, text, name_len, value, span, namespaces, number })
    }

    /// An end tag where no element is open.
    fn stray_end_tag(&self, bytes: &[u8]) -> Result<Token, Fault> {
        match memchr::memchr(b'>', bytes) {
            None => Ok(Token::Incomplete),
            Some(end) if end >= limits::MARKUP_BYTES => too_long(),
            Some(_) => Err((ErrorKind::MismatchedTag, 0)),
        }
    }

    /// Reads what begins with `<!`.
    fn declaration(&mut self, bytes: &[u8], receiver: &mut dyn Receiver) -> Result<Token, Fault> {
        const COMMENT: &[u8] = b"<!--";
        const CDATA: &[u8] = b"<![CDATA[";
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        if bytes.starts_with(COMMENT) {
            return self.comment(bytes, receiver);
        }
        if bytes.starts_with(DOCTYPE) {
            return Err((ErrorKind::Doctype, 0));
        }
        if bytes.starts_with(CDATA) {
            let inside = !self.open.is_empty();
            return if inside { Ok(Token::CdataStart(CDATA.len())) } else { Err((ErrorKind::Markup, 0)) };
        }
        if [COMMENT, CDATA, DOCTYPE].iter().any(|open| open.starts_with(bytes)) {
            return Ok(Token::Incomplete);
        }
        Err((ErrorKind::Markup, 0))
    }

    fn comment(&mut self, bytes: &[u8], receiver: &mut dyn Receiver) -> Result<Token, Fault> {
        let Some(dashes) = memchr::memmem::find(&bytes[4..], b"--") else {
            return Ok(Token::Incomplete);
        };
        let end = dashes + 4;
        match bytes.get(end + 2) {
            None => return Ok(Token::Incomplete),
            Some(b'>') => {}
            Some(_) => return Err((ErrorKind::Comment, end)),
        }
        if end + 3 > limits::MARKUP_BYTES {
            return too_long();
        }
        self.decode_content(bytes, 4, end)?;
        receiver.event(&Event::Comment(&self.decoded));
        Ok(Token::Whole(end + 3))
    }

    fn processing_instruction(&mut self, bytes: &[u8], receiver: &mut dyn Receiver) -> Result<Token, Fault> {
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
            return Err((ErrorKind::Declaration, 0));
        }
        if !super::chars::is_ncname(name) {
            return Err((ErrorKind::ProcessingInstruction, 2));
        }
        let data = trim_start(&content[target..]);
        receiver.event(&Event::ProcessingInstruction { target: &content[..target], data });
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

/// Tells white space, if there is some.
#[inline(always)]
fn tell_blank(bytes: &[u8], place: &Place<'_>, receiver: &mut (impl Receiver + ?Sized)) {
    if !bytes.is_empty() {
        let offset = Some(place.span(0).start);
        receiver.text(&Text { bytes, plain: true, blank: true, offset });
    }
}

fn too_long() -> Result<Token, Fault> {
    Err((ErrorKind::MarkupTooLong, 0))
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
