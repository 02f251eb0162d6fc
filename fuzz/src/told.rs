//! What the scanner tells, written down so that two readings can be compared; and that each event is sound in itself.

use std::hash::{DefaultHasher, Hasher};

use pes_signer::xml::{Attribute, Error, Event, PlainElement, Receiver, Scanner, Span, StartTag};

/// How much is kept for a report; what comes after is only hashed.
const KEPT: usize = 64 << 10;

/// The events of one reading, adjacent texts joined; without the text that a fault interrupts, of which more or less
/// may have been told.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// The start of what was told.
    pub text: String,
    /// A hash of all.
    pub hash: u64,
    /// How many events there were, a text counting as one.
    pub events: usize,
    /// How it ended.
    pub end: Result<(), Error>,
}

/// Writes events down and checks each.
#[derive(Default)]
struct Log {
    text: String,
    hasher: DefaultHasher,
    events: usize,
    /// What there was before the text at hand: length, hash, and number of events.
    before_text: Option<(usize, DefaultHasher, usize)>,
    depth: usize,
    /// Where the last tag ended.
    reached: u64,
    /// The plain element that the next events must be.
    announced: Option<Announced>,
}

/// What was told of a plain element that was not taken.
struct Announced {
    white: String,
    name: String,
    attribute: String,
    value: String,
    /// Where the tag stands.
    span: Span,
}

/// Reads a document in pieces; where `plains`, plain elements are looked at, and held against their events.
///
/// # Panics
/// An event is not sound.
pub fn told<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, plains: bool) -> Told {
    let mut log = Log::default();
    let end = match plains {
        false => read(pieces, |event| log.event(event)),
        true => read_to(pieces, &mut log),
    };
    if end.is_ok() {
        assert_eq!(log.depth, 0, "elements are left open");
    } else if let Some((length, hasher, events)) = log.before_text.take() {
        log.text.truncate(length);
        (log.hasher, log.events) = (hasher, events);
    }
    Told { text: log.text, hash: log.hasher.finish(), events: log.events, end }
}

/// Reads a document in pieces and tells its events.
///
/// # Errors
/// Those of the scanner.
pub fn read<'a>(
    pieces: impl IntoIterator<Item = &'a [u8]>,
    mut receiver: impl FnMut(&Event<'_>),
) -> Result<(), Error> {
    let mut scanner = Scanner::new();
    for piece in pieces {
        scanner.tell(piece, &mut receiver)?;
    }
    scanner.finish()
}

/// The same for a receiver that may take plain elements.
///
/// # Errors
/// Those of the scanner.
pub fn read_to<'a>(
    pieces: impl IntoIterator<Item = &'a [u8]>,
    receiver: &mut impl Receiver,
) -> Result<(), Error> {
    let mut scanner = Scanner::new();
    for piece in pieces {
        scanner.feed(piece, receiver)?;
    }
    scanner.finish()
}

impl Receiver for Log {
    fn takes_plain(&self) -> bool {
        true
    }

    fn event(&mut self, event: &Event<'_>) {
        match (event, &mut self.announced) {
            (Event::Text(text), Some(announced)) if !announced.white.is_empty() => {
                assert_eq!(utf8(text.bytes), std::mem::take(&mut announced.white));
            }
            (Event::Start(tag), Some(announced)) => {
                assert!(announced.white.is_empty(), "no white space before");
                assert_eq!(utf8(tag.name().as_bytes()), announced.name);
                let mut attributes = tag.attributes();
                let attribute = attributes.next().expect("the attribute that was announced");
                assert_eq!(utf8(attribute.name().as_bytes()), announced.attribute);
                assert_eq!(utf8(attribute.value()), announced.value);
                assert_eq!((tag.span(), attributes.len()), (announced.span, 0));
                assert!(tag.is_empty_element() && tag.declarations().next().is_none());
                self.announced = None;
            }
            (_, announced) => assert!(announced.is_none(), "the element that was announced does not come"),
        }
        Self::event(self, event);
    }

    fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        // It may be told of twice, the second time without the white space, which came.
        let white = plain.white_space();
        let Span { start, end } = plain.span();
        let start = start + u64::try_from(white.len()).expect("a length");
        let [white, name, attribute, value] =
            [white, plain.name(), plain.attribute(), plain.value()].map(|bytes| utf8(bytes).to_owned());
        self.announced = Some(Announced { white, name, attribute, value, span: Span { start, end } });
        false
    }
}

impl Log {
    fn event(&mut self, event: &Event<'_>) {
        if let Event::Text(text) = event {
            assert!(self.depth > 0, "text outside the root element");
            assert!(!text.bytes.is_empty(), "an empty text");
            let plain = !text.bytes.iter().any(|byte| b"&<>\r".contains(byte));
            assert!(plain || !text.plain, "a text called plain is not");
            if self.before_text.is_none() {
                self.before_text = Some((self.text.len(), self.hasher.clone(), self.events));
                self.new_event("text ");
            }
            self.put(utf8(text.bytes));
            return;
        }
        self.before_text = None;
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => {
                assert!(self.depth > 0, "an end tag too many");
                self.depth -= 1;
                self.new_event("end ");
                self.put(utf8(tag.name.as_bytes()));
                self.span(tag.span);
            }
            Event::Comment(comment) => {
                self.new_event("comment ");
                self.put(utf8(comment));
            }
            Event::ProcessingInstruction { target, data } => {
                self.new_event("instruction ");
                self.put(utf8(target));
                self.put(" ");
                self.put(utf8(data));
            }
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        self.depth += 1;
        self.new_event("start ");
        self.put(utf8(tag.name().as_bytes()));
        self.put(" in ");
        self.put(utf8(tag.namespace()));
        assert!(tag.name().prefix().is_empty() || !tag.namespace().is_empty(), "an undeclared prefix");
        let mut reached = tag.span().start;
        for attribute in tag.attributes() {
            let span = attribute.value_span();
            assert!(reached < span.start && span.start <= span.end && span.end < tag.span().end);
            reached = span.end;
            self.attribute(&attribute);
        }
        for (prefix, uri) in tag.declarations() {
            self.put(" declares ");
            self.put(utf8(prefix));
            self.put("=");
            self.put(utf8(uri));
        }
        let position = tag.position(tag.span().start);
        assert_eq!(position.offset, tag.span().start);
        assert!(position.line >= 1 && position.column >= 1);
        self.put(&format!(" {}:{} {}", position.line, position.column, tag.is_empty_element()));
        self.span(tag.span());
    }

    fn attribute(&mut self, attribute: &Attribute<'_>) {
        self.put(" ");
        self.put(utf8(attribute.name().as_bytes()));
        self.put(" in ");
        self.put(utf8(attribute.namespace()));
        self.put("=");
        self.put(utf8(attribute.value()));
        let span = attribute.value_span();
        self.put(&format!("@{}-{}", span.start, span.end));
    }

    fn span(&mut self, span: Span) {
        assert!(self.reached <= span.start && span.start <= span.end, "tags overlap: {span:?}");
        self.reached = span.end;
        self.put(&format!(" @{}-{}", span.start, span.end));
    }

    fn new_event(&mut self, kind: &str) {
        self.events += 1;
        self.put("\n");
        self.put(kind);
    }

    fn put(&mut self, text: &str) {
        self.hasher.write(text.as_bytes());
        let room = KEPT - self.text.len();
        self.text.push_str(&text[..text.floor_char_boundary(room)]);
    }
}

/// What the scanner tells is UTF-8 everywhere.
fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("what the scanner tells is UTF-8")
}
