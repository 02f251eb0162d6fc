//! The push scanner: bytes in, events out.

use quick_xml::parser::{CommentParser, ElementParser, Parser, PiParser};

use super::declaration::{self, Head};
use super::encoding::Encoding;
use super::error::{Error, ErrorKind, RelativeNamespace};
use super::event::{Event, Receiver};
use super::heads::Heads;
use super::markup::{Markup, Token};
use super::position::{LineCounter, Place, as_u64};
use super::reference;
use super::tag::Fault;
use super::text::{self, TextState};
use crate::limits;

/// Reads one document, pushed in chunks of any size, and tells each thing in it once.
///
/// Checks well-formedness (XML 1.0, fifth edition) and namespaces (Namespaces in XML 1.0). It holds one
/// markup construct at the most, and only where a chunk cuts it; texts are told in parts as they come.
#[derive(Debug)]
pub struct Scanner {
    head: HeadState,
    lines: LineCounter,
    /// The start of a construct that the last chunk cut, from its first byte.
    carry: Vec<u8>,
    /// The lines before it.
    carry_lines: LineCounter,
    pending: Pending,
    text: TextState,
    markup: Markup,
    heads: Heads,
}

#[derive(Debug)]
enum HeadState {
    /// The first bytes, as long as they do not tell where the head ends.
    Reading(Vec<u8>),
    Read(Head),
}

/// Takes nothing.
struct Nobody;

impl Receiver for Nobody {
    fn event(&mut self, _: &Event<'_>) {}
}

/// What `carry` holds the start of.
#[derive(Debug, PartialEq)]
enum Pending {
    Nothing,
    /// `<` and what does not yet tell which construct it opens.
    Opening,
    Tag(ElementParser),
    Comment(CommentParser),
    ProcessingInstruction(PiParser),
    Reference,
    /// A UTF-8 character in text.
    Character,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner at the start of a document.
    #[must_use]
    pub fn new() -> Self {
        Self {
            head: HeadState::Reading(Vec::new()),
            lines: LineCounter::default(),
            carry: Vec::new(),
            carry_lines: LineCounter::default(),
            pending: Pending::Nothing,
            text: TextState::default(),
            markup: Markup::default(),
            heads: Heads::default(),
        }
    }

    /// Reads the next bytes and tells `receiver` what they complete.
    ///
    /// # Errors
    /// The document is at fault. The scanner is of no use afterwards.
    pub fn feed(&mut self, chunk: &[u8], receiver: &mut impl Receiver) -> Result<(), Error> {
        let mut chunk = chunk;
        while let HeadState::Reading(bytes) = &mut self.head {
            if chunk.is_empty() {
                return Ok(());
            }
            let take = memchr::memchr(b'>', chunk).map_or(chunk.len(), |end| end + 1);
            bytes.extend_from_slice(&chunk[..take]);
            chunk = &chunk[take..];
            match declaration::read(bytes) {
                Ok(None) => {}
                Ok(Some(head)) => {
                    let bytes = std::mem::take(bytes);
                    self.lines.advance(&bytes[..head.len]);
                    let rest = &bytes[head.len..];
                    self.markup.encoding = head.encoding;
                    self.head = HeadState::Read(head);
                    self.content(rest, receiver)?;
                }
                Err((kind, index)) => {
                    return Err(Error { kind, position: self.lines.at(bytes, index) });
                }
            }
        }
        self.content(chunk, receiver)
    }

    /// The same for whoever takes all as events.
    ///
    /// # Errors
    /// As [`Self::feed`].
    pub fn tell(&mut self, chunk: &[u8], mut receiver: &mut dyn FnMut(&Event<'_>)) -> Result<(), Error> {
        self.feed(chunk, &mut receiver)
    }

    /// Ends the document.
    ///
    /// # Errors
    /// The document is not complete.
    pub fn finish(mut self) -> Result<(), Error> {
        let end = match &self.head {
            HeadState::Reading(bytes) => self.lines.at(bytes, bytes.len()),
            HeadState::Read(_) => self.lines.at(&[], 0),
        };
        if matches!(self.pending, Pending::Tag(_) | Pending::Comment(_) | Pending::ProcessingInstruction(_)) {
            // What was held back because it was cut may be wrong for a reason of its own.
            let place = Place { lines: &self.carry_lines, bytes: &self.carry, index: 0 };
            let result = self.markup.token(&self.carry, &place, &mut Nobody);
            if let Err((kind, index)) = result {
                return Err(Error { kind, position: self.carry_lines.at(&self.carry, index) });
            }
        }
        let cut = self.pending != Pending::Nothing || self.markup.depth() > 0;
        let kind = match self.head {
            HeadState::Reading(bytes) if !bytes.is_empty() => ErrorKind::UnexpectedEnd,
            _ if cut => ErrorKind::UnexpectedEnd,
            _ if !self.markup.root_seen() => ErrorKind::Empty,
            _ => return Ok(()),
        };
        Err(Error { kind, position: end })
    }

    /// The encoding that the document is read in, once its head was read.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.read_head().map(|head| head.encoding)
    }

    /// The encoding that the XML declaration names.
    #[must_use]
    pub fn declared_encoding(&self) -> Option<Encoding> {
        self.read_head().and_then(|head| head.declared)
    }

    /// Whether the document begins with a UTF-8 byte order mark.
    #[must_use]
    pub fn has_byte_order_mark(&self) -> bool {
        self.read_head().is_some_and(|head| head.byte_order_mark)
    }

    /// The first namespace so far whose address is none by itself. Such a document is well-formed, but has no canonical
    /// form (Canonical XML §1.3), and xmlsec1 checks no signature in it, wherever it stands.
    #[must_use]
    pub fn relative_namespace(&self) -> Option<&RelativeNamespace> {
        self.markup.relative_namespace()
    }

    fn read_head(&self) -> Option<&Head> {
        match &self.head {
            HeadState::Read(head) => Some(head),
            HeadState::Reading(_) => None,
        }
    }

    /// Reads a chunk behind the head.
    fn content(&mut self, chunk: &[u8], receiver: &mut impl Receiver) -> Result<(), Error> {
        let lines = self.lines.clone();
        let mut at = 0;
        while at < chunk.len() {
            let rest = &chunk[at..];
            if self.pending != Pending::Nothing {
                at += self.resume(rest, receiver)?;
                continue;
            }
            let result = match self.plain_way(&lines, chunk, &mut at, receiver) {
                Ok(()) if at == chunk.len() => break,
                Ok(()) => self.scan(&Place { lines: &lines, bytes: chunk, index: at }, receiver),
                Err(failure) => Err(failure),
            };
            match result {
                Ok(Some(len)) => at += len,
                Ok(None) => {
                    self.carry_lines = lines.clone();
                    self.carry_lines.advance(&chunk[..at]);
                    self.suspend(&chunk[at..])?;
                    at = chunk.len();
                }
                Err((kind, index)) => {
                    return Err(Error { kind, position: lines.at(chunk, at + index) });
                }
            }
        }
        self.lines = lines;
        self.lines.advance(chunk);
        Ok(())
    }

    /// Reads text and tags as nearly all are, from `at` on and as far as they follow one another. What is not so
    /// is left to [`Self::scan`], which would read these the same.
    #[inline]
    fn plain_way(
        &mut self,
        lines: &LineCounter,
        chunk: &[u8],
        at: &mut usize,
        receiver: &mut impl Receiver,
    ) -> Result<(), Fault> {
        self.heads.lose();
        while self.markup.depth() > 0 && self.text.is_fresh() {
            let place = Place { lines, bytes: chunk, index: *at };
            if receiver.takes_plain()
                && let Some(head) = self.heads.expected(&chunk[*at..])
                && let Some(len) = self.markup.expected_tag(head, &place, receiver)?
            {
                self.heads.follow(head);
                *at += len;
                self.text.leave_markup();
                continue;
            }
            let (start, offset) = (*at, lines.offset() + as_u64(*at));
            *at = self.text.plain(chunk, *at, Some(offset), receiver);
            if chunk.get(*at) != Some(&b'<') {
                return Ok(());
            }
            match self.markup.plain_tag(&Place { lines, bytes: chunk, index: *at }, receiver)? {
                Some(len) => {
                    if receiver.takes_plain() {
                        self.heads.learn(&chunk[start..*at + len], *at - start);
                    }
                    *at += len;
                }
                None => return Ok(()),
            }
            self.text.leave_markup();
        }
        Ok(())
    }

    /// Reads one construct or one run of text; how many bytes it takes, or `None` if the bytes cut it.
    #[inline]
    fn scan(&mut self, place: &Place<'_>, receiver: &mut dyn Receiver) -> Result<Option<usize>, Fault> {
        let rest = &place.bytes[place.index..];
        if rest[0] == b'<' && !self.text.in_cdata() {
            self.text.flush(receiver);
            return match self.markup.token(rest, place, receiver)? {
                Token::Whole(len) => Ok(Some(len)),
                Token::CdataStart(len) => {
                    self.text.enter_cdata();
                    Ok(Some(len))
                }
                Token::Incomplete => Ok(None),
            };
        }
        if self.markup.depth() == 0 {
            return text::outside_root(rest, self.markup.root_seen()).map(Some);
        }
        self.text.read(rest, self.markup.encoding, receiver)
    }

    /// Holds `rest`, the start of a construct that the chunk cuts.
    fn suspend(&mut self, rest: &[u8]) -> Result<(), Error> {
        self.carry.clear();
        self.carry.extend_from_slice(rest);
        self.pending = match rest[0] {
            b'<' if !self.text.in_cdata() => pending_markup(rest),
            b'&' if !self.text.in_cdata() => Pending::Reference,
            _ => Pending::Character,
        };
        if self.carry.len() > limits::MARKUP_BYTES {
            return Err(Error { kind: ErrorKind::MarkupTooLong, position: self.carry_lines.at(&[], 0) });
        }
        Ok(())
    }

    /// Goes on with what was held; how many bytes of `rest` that takes.
    fn resume(&mut self, rest: &[u8], receiver: &mut dyn Receiver) -> Result<usize, Error> {
        let (take, whole) = match &mut self.pending {
            Pending::Tag(parser) => up_to(parser.feed(rest), rest),
            // Of the three parsers, this one tells where the construct ends, the others where `>` stands.
            Pending::Comment(parser) => up_to(parser.feed(rest).map(|end| end - 1), rest),
            Pending::ProcessingInstruction(parser) => up_to(parser.feed(rest), rest),
            Pending::Reference => match rest.iter().position(|byte| !reference::may_continue(*byte)) {
                Some(end) => (end + 1, true),
                None => (rest.len(), false),
            },
            Pending::Opening | Pending::Character | Pending::Nothing => (1, true),
        };
        self.carry.extend_from_slice(&rest[..take]);
        let limit =
            if self.pending == Pending::Reference { limits::REFERENCE_BYTES } else { limits::MARKUP_BYTES };
        let too_long = self.carry.len() > limit;
        if self.pending == Pending::Opening {
            self.pending = pending_markup(&self.carry);
        }
        if !whole && !too_long {
            return Ok(take);
        }
        let carry = std::mem::take(&mut self.carry);
        let result = {
            let lines = self.carry_lines.clone();
            self.scan(&Place { lines: &lines, bytes: &carry, index: 0 }, receiver)
        };
        match result {
            Ok(Some(_)) => {
                self.pending = Pending::Nothing;
                self.carry = carry;
                self.carry.clear();
                Ok(take)
            }
            Ok(None) if too_long => {
                let position = self.carry_lines.at(&[], 0);
                Err(Error { kind: ErrorKind::MarkupTooLong, position })
            }
            Ok(None) => {
                self.carry = carry;
                Ok(take)
            }
            Err((kind, index)) => Err(Error { kind, position: self.carry_lines.at(&carry, index) }),
        }
    }
}

fn up_to(end: Option<usize>, rest: &[u8]) -> (usize, bool) {
    (end.map_or(rest.len(), |end| end + 1), end.is_some())
}

/// Which construct `bytes`, which begin with `<`, are the start of.
fn pending_markup(bytes: &[u8]) -> Pending {
    let fed = |parser: &mut dyn FnMut(&[u8]) -> Option<usize>, from: usize| {
        // It was found incomplete, so that the parser finds no end either; were it to, the next byte
        // would complete the construct and it would be read then.
        let _ = parser(&bytes[from..]);
    };
    match bytes {
        [b'<'] => Pending::Opening,
        [b'<', b'?', ..] => {
            let mut parser = PiParser::default();
            fed(&mut |bytes| parser.feed(bytes), 2);
            Pending::ProcessingInstruction(parser)
        }
        [b'<', b'!', b'-', b'-', ..] => {
            let mut parser = CommentParser::default();
            fed(&mut |bytes| parser.feed(bytes), 4);
            Pending::Comment(parser)
        }
        [b'<', b'!', ..] => Pending::Opening,
        _ => {
            let mut parser = ElementParser::default();
            fed(&mut |bytes| parser.feed(bytes), 1);
            Pending::Tag(parser)
        }
    }
}
