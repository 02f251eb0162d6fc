//! One start tag: its grammar, its attributes and its namespace declarations.

use super::chars::{CLASS, class, is_name_char, is_name_start, is_space};
use super::error::ErrorKind;
use super::event::QName;
use super::namespaces::{Namespaces, XML_NAMESPACE, XMLNS_NAMESPACE, is_absolute};
use super::reference;
use super::run::{name_end, value_end};
use crate::limits;

/// What went wrong, and the index of the byte where.
pub(super) type Fault = (ErrorKind, usize);

/// How reading a tag ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The tag is whole and takes this many bytes, `>` included.
    Whole { len: usize, empty: bool },
    /// The bytes end inside the tag.
    Incomplete,
    /// There is a byte of 0x80 or above, to be decoded first.
    NonAscii,
}

/// Where a value stands: in the tag as written or, where it had to be changed, in [`Tag::values`].
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    AsWritten,
    Changed(usize, usize),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawAttribute {
    pub(super) name: (usize, usize),
    pub(super) colon: Option<usize>,
    /// The value as written, between its quotes.
    pub(super) raw: (usize, usize),
    pub(super) value: Value,
}

/// The parts of the tag read last. Kept from tag to tag, so that reading one allocates nothing.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name_len: usize,
    pub(super) colon: Option<usize>,
    pub(super) attributes: Vec<RawAttribute>,
    /// Namespace declarations, as attributes.
    pub(super) declarations: Vec<RawAttribute>,
    pub(super) values: Vec<u8>,
    /// Canonical form would write these bytes the same, up to the end of the last attribute, as long as
    /// there is one attribute at most and no namespace to render.
    pub(super) verbatim: bool,
    /// It was read as a plain one, has one attribute at most, and declares no namespace.
    pub(super) plain: bool,
}

/// A tag that was read as a plain one.
pub(super) struct PlainTag {
    /// How many bytes it takes, `>` included.
    pub(super) len: usize,
    pub(super) empty: bool,
    /// Whether its values are ASCII.
    pub(super) ascii: bool,
}

/// Reads names and values off the bytes of one tag.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The bytes are known to be UTF-8: bytes of 0x80 and above are fine.
    decoded: bool,
}

/// Why reading stops before the end of the tag.
enum Stop {
    Fault(Fault),
    Incomplete,
    NonAscii,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Tag {
    /// Reads the tag at the start of `bytes`, which begin after `<`. Unless `decoded`, it stops at the
    /// first byte that is not ASCII; if `decoded`, `bytes` must be valid UTF-8.
    pub(super) fn read(&mut self, bytes: &[u8], decoded: bool) -> Result<Outcome, Fault> {
        self.clear();
        let mut cursor = Cursor { bytes, at: 0, decoded };
        match self.read_all(&mut cursor) {
            Ok(empty) => Ok(Outcome::Whole { len: cursor.at, empty }),
            Err(Stop::Fault(fault)) => Err(fault),
            Err(Stop::Incomplete) => Ok(Outcome::Incomplete),
            Err(Stop::NonAscii) => Ok(Outcome::NonAscii),
        }
    }

    /// Reads a tag as nearly all are: no prefixes, ASCII but for its values, one space before each attribute, values in
    /// double quotes with nothing to resolve. `None` if it is not so, or not whole.
    #[inline]
    pub(super) fn read_plain(&mut self, bytes: &[u8]) -> Option<PlainTag> {
        self.clear();
        let mut at = plain_name(bytes, 0)?;
        self.name_len = at;
        self.colon = None;
        let mut ascii = true;
        loop {
            let (len, empty) = match *bytes.get(at)? {
                b'>' => (at + 1, false),
                b'/' if *bytes.get(at + 1)? == b'>' => (at + 2, true),
                b' ' => (0, false),
                _ => return None,
            };
            if len > 0 {
                self.plain = self.attributes.len() <= 1;
                return Some(PlainTag { len, empty, ascii });
            }
            let start = at + 1;
            let end = plain_name(bytes, start)?;
            let from = end + 2;
            if bytes.get(end..from)? != b"=\"" || &bytes[start..end] == b"xmlns" {
                return None;
            }
            let (to, is_ascii) = value_end(bytes, from);
            ascii &= is_ascii;
            if *bytes.get(to)? != b'"' || self.attributes.len() >= limits::ATTRIBUTES {
                return None;
            }
            let (name, raw, value) = ((start, end), (from, to), Value::AsWritten);
            self.attributes.push(RawAttribute { name, colon: None, raw, value });
            at = to + 1;
        }
    }

    /// As if a plain tag without attributes had been read, whose name has so many bytes.
    #[inline]
    pub(super) fn set_plain(&mut self, name_len: usize) {
        self.clear();
        (self.name_len, self.colon, self.plain) = (name_len, None, true);
    }

    #[inline]
    fn clear(&mut self) {
        self.attributes.clear();
        self.declarations.clear();
        self.values.clear();
        self.verbatim = true;
        self.plain = false;
    }

    fn read_all(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
        self.colon = cursor.name()?;
        self.name_len = cursor.at;
        loop {
            let spaces = cursor.spaces();
            match cursor.peek()? {
                b'>' => {
                    self.verbatim &= spaces == 0;
                    cursor.at += 1;
                    return Ok(false);
                }
                b'/' => {
                    self.verbatim &= spaces == 0;
                    cursor.at += 1;
                    cursor.expect(b'>', ErrorKind::Tag)?;
                    return Ok(true);
                }
                _ if spaces == 0 => return Err((ErrorKind::Tag, cursor.at).into()),
                _ => {
                    self.verbatim &= spaces == 1 && cursor.bytes[cursor.at - 1] == b' ';
                    self.attribute(cursor)?;
                }
            }
        }
    }

    fn attribute(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let start = cursor.at;
        let colon = cursor.name()?.map(|colon| colon - start);
        let name = (start, cursor.at);
        let before = cursor.spaces();
        cursor.expect(b'=', ErrorKind::Attribute)?;
        let after = cursor.spaces();
        let quote = cursor.peek()?;
        if quote != b'"' && quote != b'\'' {
            return Err((ErrorKind::Attribute, cursor.at).into());
        }
        self.verbatim &= before + after == 0 && quote == b'"';
        cursor.at += 1;
        let from = cursor.at;
        let value = self.value(cursor, quote)?;
        let attribute = RawAttribute { name, colon, raw: (from, cursor.at - 1), value };
        if self.attributes.len() + self.declarations.len() >= limits::ATTRIBUTES {
            return Err((ErrorKind::TooManyAttributes, start).into());
        }
        let bytes = &cursor.bytes[start..name.1];
        if bytes == b"xmlns" || bytes.starts_with(b"xmlns:") {
            self.verbatim = false;
            self.declarations.push(attribute);
        } else {
            self.attributes.push(attribute);
        }
        Ok(())
    }

    /// Reads a value and its closing quote; white space becomes spaces, references become characters.
    fn value(&mut self, cursor: &mut Cursor<'_>, quote: u8) -> Result<Value, Stop> {
        let from = cursor.at;
        if quote == b'"' {
            cursor.skip(class::VALUE);
        } else {
            let plain = |byte: &u8| *byte != quote && CLASS[usize::from(*byte)] & class::VALUE != 0;
            cursor.at += cursor.bytes[from..].iter().take_while(|byte| plain(byte)).count();
        }
        if cursor.peek()? == quote {
            cursor.at += 1;
            return Ok(Value::AsWritten);
        }
        cursor.at = from;
        let start = self.values.len();
        loop {
            let byte = cursor.peek()?;
            match byte {
                _ if byte == quote => {
                    cursor.at += 1;
                    break;
                }
                b'<' => return Err((ErrorKind::Attribute, cursor.at).into()),
                b'&' => {
                    // Canonical form writes these three the same.
                    let rest = &cursor.bytes[cursor.at + 1..];
                    self.verbatim &=
                        [&b"amp;"[..], b"lt;", b"quot;"].iter().any(|name| rest.starts_with(name));
                    let c = cursor.reference()?;
                    self.values.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                b'\t' | b'\n' | b'\r' => {
                    self.verbatim = false;
                    cursor.at += 1;
                    if byte == b'\r' && cursor.peek()? == b'\n' {
                        cursor.at += 1;
                    }
                    self.values.push(b' ');
                }
                0..0x20 => return Err((ErrorKind::Character, cursor.at).into()),
                _ => {
                    self.values.push(byte);
                    cursor.at += 1;
                }
            }
        }
        Ok(Value::Changed(start, self.values.len()))
    }

    /// Binds the declared namespaces; `bytes` is the tag that was read.
    pub(super) fn declare(&self, bytes: &[u8], namespaces: &mut Namespaces) -> Result<(), Fault> {
        for (index, declaration) in self.declarations.iter().enumerate() {
            let at = declaration.name.0;
            let name = &bytes[declaration.name.0..declaration.name.1];
            if self.declarations[..index].iter().any(|d| &bytes[d.name.0..d.name.1] == name) {
                return Err((ErrorKind::DuplicateAttribute, at));
            }
            let prefix = name.get(b"xmlns:".len()..).unwrap_or_default();
            let uri = self.value_of(bytes, declaration);
            let is_xml = uri == XML_NAMESPACE.as_bytes();
            let allowed = match prefix {
                b"xml" => is_xml,
                b"xmlns" => false,
                b"" => !is_xml,
                _ => !is_xml && !uri.is_empty(),
            };
            if !allowed || uri == XMLNS_NAMESPACE.as_bytes() {
                return Err((ErrorKind::ReservedNamespace, at));
            }
            if namespaces.len() >= limits::NAMESPACES {
                return Err((ErrorKind::TooManyAttributes, at));
            }
            namespaces.push(prefix, uri);
        }
        Ok(())
    }

    /// The first address among the declared ones that is none by itself.
    pub(super) fn relative_namespace<'a>(&'a self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let uris = self.declarations.iter().map(|declaration| self.value_of(bytes, declaration));
        uris.filter(|uri| !uri.is_empty()).find(|uri| !is_absolute(uri))
    }

    /// Checks that prefixes are declared and no attribute stands twice.
    #[inline]
    pub(super) fn check(&self, bytes: &[u8], namespaces: &Namespaces) -> Result<(), Fault> {
        match self.attributes.as_slice() {
            [] | [RawAttribute { colon: None, .. }] if self.colon.is_none() => Ok(()),
            _ => self.check_all(bytes, namespaces),
        }
    }

    fn check_all(&self, bytes: &[u8], namespaces: &Namespaces) -> Result<(), Fault> {
        if let Some(colon) = self.colon {
            namespaces.resolve(&bytes[..colon]).ok_or((ErrorKind::UndeclaredPrefix, 0))?;
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            let name = self.name(bytes, attribute);
            let at = attribute.name.0;
            let namespace = match name.prefix() {
                b"" => &b""[..],
                prefix => namespaces.resolve(prefix).ok_or((ErrorKind::UndeclaredPrefix, at))?,
            };
            for other in &self.attributes[..index] {
                let other = self.name(bytes, other);
                let same = other.as_bytes() == name.as_bytes()
                    || (name.colon().is_some()
                        && other.colon().is_some()
                        && other.local() == name.local()
                        && namespaces.resolve(other.prefix()) == Some(namespace));
                if same {
                    return Err((ErrorKind::DuplicateAttribute, at));
                }
            }
        }
        Ok(())
    }

    pub(super) fn name<'a>(&self, bytes: &'a [u8], attribute: &RawAttribute) -> QName<'a> {
        QName::new(&bytes[attribute.name.0..attribute.name.1], attribute.colon)
    }

    pub(super) fn value_of<'a>(&'a self, bytes: &'a [u8], attribute: &RawAttribute) -> &'a [u8] {
        match attribute.value {
            Value::AsWritten => &bytes[attribute.raw.0..attribute.raw.1],
            Value::Changed(from, to) => &self.values[from..to],
        }
    }
}

/// The end of the name that begins at `at`, if one does that is ASCII and has no colon.
#[inline]
fn plain_name(bytes: &[u8], at: usize) -> Option<usize> {
    let starts = CLASS[usize::from(*bytes.get(at)?)] & class::NAME_START != 0;
    starts.then(|| name_end(bytes, at + 1))
}

impl Cursor<'_> {
    fn peek(&self) -> Result<u8, Stop> {
        match self.bytes.get(self.at) {
            Some(byte) if *byte >= 0x80 && !self.decoded => Err(Stop::NonAscii),
            Some(byte) => Ok(*byte),
            None => Err(Stop::Incomplete),
        }
    }

    fn expect(&mut self, byte: u8, kind: ErrorKind) -> Result<(), Stop> {
        if self.peek()? != byte {
            return Err((kind, self.at).into());
        }
        self.at += 1;
        Ok(())
    }

    fn spaces(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).copied().is_some_and(is_space) {
            self.at += 1;
        }
        self.at - start
    }

    fn skip(&mut self, bit: u8) {
        while self.bytes.get(self.at).is_some_and(|byte| CLASS[usize::from(*byte)] & bit != 0) {
            self.at += 1;
        }
    }

    /// Reads a qualified name; where its colon stands, counted from the start of the bytes.
    fn name(&mut self) -> Result<Option<usize>, Stop> {
        self.ncname()?;
        if self.peek()? != b':' {
            return Ok(None);
        }
        let colon = self.at;
        self.at += 1;
        self.ncname()?;
        match self.peek()? {
            b':' => Err((ErrorKind::Name, self.at).into()),
            _ => Ok(Some(colon)),
        }
    }

    fn ncname(&mut self) -> Result<(), Stop> {
        let first = self.peek()?;
        if first >= 0x80 {
            self.wide_name_char(is_name_start)?;
        } else if CLASS[usize::from(first)] & class::NAME_START == 0 {
            return Err((ErrorKind::Name, self.at).into());
        }
        loop {
            self.skip(class::NAME);
            match self.peek()? {
                0x80.. => self.wide_name_char(is_name_char)?,
                _ => return Ok(()),
            }
        }
    }

    fn wide_name_char(&mut self, allowed: fn(char) -> bool) -> Result<(), Stop> {
        let end = (self.at + 4).min(self.bytes.len());
        let c = self.bytes[self.at..end].utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        match c {
            Some(c) if allowed(c) => {
                self.at += c.len_utf8();
                Ok(())
            }
            _ => Err((ErrorKind::Name, self.at).into()),
        }
    }

    fn reference(&mut self) -> Result<char, Stop> {
        let start = self.at;
        let end = loop {
            self.at += 1;
            match self.peek()? {
                b';' => break self.at,
                byte if reference::may_continue(byte) && self.at - start + 1 < limits::REFERENCE_BYTES => {}
                _ => return Err((ErrorKind::Reference, start).into()),
            }
        };
        self.at += 1;
        reference::resolve(&self.bytes[start + 1..end]).map_err(|kind| (kind, start).into())
    }
}
