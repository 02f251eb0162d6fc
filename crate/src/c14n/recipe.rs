//! A canonical form told by what of the document it is made of, and made from that elsewhere.
//!
//! Most of a document's bytes are in its canonical form as they are, its encoding aside, and most of what is not is the
//! end tag of an empty element. To tell that takes a tenth of the octets and of the time that the form itself takes.

use super::Sink;
use super::output::Output;
use crate::limits;
use crate::xml::{Encoding, Span, as_u64};

/// Steps that make canonical forms from a document, and the octets that are not in it.
///
/// A step is a word. Its lowest six bits are the length of an empty element's name: copy so many bytes (the highest 14
/// bits), the last of which (the 12 below) are the element's tag up to `/>`; leave that out; write its end tag. If they
/// are 0, the next two tell the [`Kind`], and the rest is a length.
#[derive(Debug, Default)]
pub struct Recipe {
    steps: Vec<u32>,
    literals: Vec<u8>,
    /// Offset in the document up to which the steps lead, those that are not written yet included.
    at: u64,
    /// Offset of the bytes before that which are to be copied and are in no step yet.
    from: u64,
}

/// Steps, and the octets that they write.
pub type Steps = (Vec<u32>, Vec<u8>);

/// What a step does that is not about an empty element.
mod kind {
    /// Copies bytes of the document.
    pub(super) const COPY: u32 = 0;
    /// Writes octets that are not in it.
    pub(super) const LITERAL: u32 = 1;
    /// Leaves bytes out.
    pub(super) const SKIP: u32 = 2;
    /// Begins a form if the length is 0, ends it if it is 1.
    pub(super) const MARK: u32 = 3;
}

const NAME_BITS: u32 = 6;
const TAG_BITS: u32 = 12;
const RUN_BITS: u32 = 14;
/// Longest that a step of another kind can be.
const MOST: u64 = (1 << 24) - 1;

impl Recipe {
    /// The recipe of a form that begins; `at` is how far the steps before it led.
    #[must_use]
    pub fn new(at: u64) -> Self {
        let mut recipe = Self { at, from: at, ..Self::default() };
        recipe.step(kind::MARK, 0);
        recipe
    }

    /// Ends the form.
    pub fn end(&mut self) {
        self.settle();
        self.step(kind::MARK, 1);
    }

    /// How far the steps lead.
    #[must_use]
    pub fn at(&self) -> u64 {
        self.at
    }

    /// Appends the steps so far, and the octets that they write, to others; the next ones go on from there.
    pub fn move_to(&mut self, (steps, literals): &mut Steps) {
        self.settle();
        steps.append(&mut self.steps);
        literals.append(&mut self.literals);
    }

    /// Appends the steps of another one, and empties it; it goes on from there.
    pub fn append(&mut self, other: &mut Self) {
        other.settle();
        self.steps.append(&mut other.steps);
        self.literals.append(&mut other.literals);
        (self.at, self.from) = (other.at, other.at);
    }

    fn step(&mut self, kind: u32, length: u64) {
        let mut left = length;
        loop {
            let now = left.min(MOST);
            // No more than MOST.
            let length = u32::try_from(now).unwrap_or_default();
            self.steps.push(length << (NAME_BITS + 2) | kind << NAME_BITS);
            left -= now;
            if left == 0 {
                return;
            }
        }
    }

    /// Leaves out what comes up to there.
    #[cold]
    fn skip_to(&mut self, start: u64) {
        self.settle();
        self.step(kind::SKIP, start.saturating_sub(self.at));
        (self.at, self.from) = (start, start);
    }

    /// Writes down what is to be copied.
    fn settle(&mut self) {
        if self.at > self.from {
            self.step(kind::COPY, self.at - self.from);
            self.from = self.at;
        }
    }
}

impl Sink for Recipe {
    const TAKES_PIECES: bool = true;

    fn write(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.settle();
            self.step(kind::LITERAL, as_u64(bytes.len()));
            self.literals.extend_from_slice(bytes);
        }
    }

    #[inline(always)]
    fn piece(&mut self, span: Span) {
        if span.start != self.at {
            self.skip_to(span.start);
        }
        self.at = span.end;
    }

    #[inline(always)]
    fn empty_element(&mut self, span: Span, name: usize) -> bool {
        let end = span.end - 2;
        self.piece(Span { start: span.start, end });
        let (run, tag, name) = (end - self.from, end - span.start, as_u64(name));
        if name == 0 || run >> RUN_BITS | tag >> TAG_BITS | name >> NAME_BITS != 0 {
            return false;
        }
        // The three have 32 bits together.
        let step = run << (TAG_BITS + NAME_BITS) | tag << NAME_BITS | name;
        self.steps.push(u32::try_from(step).unwrap_or_default());
        (self.at, self.from) = (span.end, span.end);
        true
    }
}

/// A recipe does not fit its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit;

/// Whoever has canonical forms made.
pub trait Forms<S> {
    /// A form begins; where it goes, and a buffer to gather it in. A form that fits into the buffer stays there.
    fn begin(&mut self) -> (S, Vec<u8>);

    /// It ended. `len` bytes of `buffer` are its last ones, which did not go anywhere.
    fn end(&mut self, form: S, buffer: Vec<u8>, len: usize);
}

/// Makes canonical forms by their recipe, from the document's bytes.
#[derive(Debug)]
pub struct Maker<S> {
    /// The last bytes of the document.
    bytes: Vec<u8>,
    /// How many there are.
    len: usize,
    /// Offset of the first.
    base: u64,
    /// Offset that the steps led to.
    at: u64,
    output: Option<Output<S>>,
    decoded: Vec<u8>,
}

impl<S> Default for Maker<S> {
    fn default() -> Self {
        Self { bytes: Vec::new(), len: 0, base: 0, at: 0, output: None, decoded: Vec::new() }
    }
}

impl<S: Sink> Maker<S> {
    /// Where the next `len` bytes of the document are to be put.
    pub fn room(&mut self, len: usize) -> &mut [u8] {
        // A construct that begins in what was there may be told of with what comes.
        let end = self.base + as_u64(self.len);
        let from = self.at.clamp(end.saturating_sub(as_u64(limits::MARKUP_BYTES)).max(self.base), end);
        // No more than there are.
        let gone = usize::try_from(from - self.base).unwrap_or_default();
        self.bytes.copy_within(gone..self.len, 0);
        (self.base, self.len) = (from, self.len - gone);
        let start = self.len;
        self.len += len;
        if self.bytes.len() < self.len {
            self.bytes.resize(self.len, 0);
        }
        &mut self.bytes[start..self.len]
    }

    /// Takes steps about the bytes so far.
    ///
    /// # Errors
    /// [`Misfit`]: the steps are not about these bytes.
    pub fn follow(
        &mut self,
        encoding: Encoding,
        (steps, literals): (&[u32], &[u8]),
        forms: &mut impl Forms<S>,
    ) -> Result<(), Misfit> {
        let mut literals = literals;
        for step in steps {
            let name = step & ((1 << NAME_BITS) - 1);
            if name > 0 {
                let (run, tag) = (step >> (TAG_BITS + NAME_BITS), step >> NAME_BITS & ((1 << TAG_BITS) - 1));
                self.empty_element(encoding, run, tag, name)?;
                continue;
            }
            let length = step >> (NAME_BITS + 2);
            match step >> NAME_BITS & 3 {
                kind::COPY => {
                    let from = self.at.checked_sub(self.base).ok_or(Misfit)?;
                    let bytes = part(&self.bytes[..self.len], from, length)?;
                    let output = self.output.as_mut().ok_or(Misfit)?;
                    put(output, encoding, bytes, &mut self.decoded)?;
                    self.at += u64::from(length);
                }
                kind::LITERAL => {
                    let len = usize::try_from(length).map_err(|_| Misfit)?;
                    let (octets, rest) = literals.split_at_checked(len).ok_or(Misfit)?;
                    self.output.as_mut().ok_or(Misfit)?.put(octets);
                    literals = rest;
                }
                kind::SKIP => self.at += u64::from(length),
                _ if length == 0 => {
                    let (form, buffer) = forms.begin();
                    self.output = Some(Output::gathering(form, buffer));
                }
                _ => {
                    let (form, buffer, len) = self.output.take().ok_or(Misfit)?.into_parts();
                    forms.end(form, buffer, len);
                }
            }
        }
        Ok(())
    }

    fn empty_element(&mut self, encoding: Encoding, run: u32, tag: u32, name: u32) -> Result<(), Misfit> {
        let from = self.at.checked_sub(self.base).ok_or(Misfit)?;
        let run_bytes = part(&self.bytes[..self.len], from, run)?;
        let tag_at = run.checked_sub(tag).ok_or(Misfit)?;
        let name = part(run_bytes, u64::from(tag_at) + 1, name)?;
        let output = self.output.as_mut().ok_or(Misfit)?;
        put(output, encoding, run_bytes, &mut self.decoded)?;
        output.put_enclosed(b"></", name, b'>');
        self.at += u64::from(run) + 2;
        Ok(())
    }
}

fn part(bytes: &[u8], from: u64, len: u32) -> Result<&[u8], Misfit> {
    let from = usize::try_from(from).map_err(|_| Misfit)?;
    let len = usize::try_from(len).map_err(|_| Misfit)?;
    bytes.get(from..).and_then(|rest| rest.get(..len)).ok_or(Misfit)
}

/// Writes bytes of the document in UTF-8.
#[inline]
fn put<S: Sink>(
    output: &mut Output<S>,
    encoding: Encoding,
    bytes: &[u8],
    decoded: &mut Vec<u8>,
) -> Result<(), Misfit> {
    if encoding == Encoding::Utf8 {
        output.put(bytes);
        return Ok(());
    }
    if output.put_ascii(bytes) {
        return Ok(());
    }
    decoded.clear();
    encoding.decode_into(bytes, decoded).map_err(|_| Misfit)?;
    output.put(decoded);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::c14n::output::BUFFER_BYTES;
    use crate::c14n::{Canonicalizer, Method};
    use crate::xml::Scanner;

    const METHODS: [Method; 3] =
        [Method::Exclusive, Method::ExclusiveWithComments, Method::InclusiveWithComments];

    struct Collected(Vec<Vec<u8>>);

    impl Forms<Vec<u8>> for Collected {
        fn begin(&mut self) -> (Vec<u8>, Vec<u8>) {
            // Some are longer than this, most are not.
            (Vec::new(), vec![0; 2 * BUFFER_BYTES])
        }

        fn end(&mut self, mut form: Vec<u8>, buffer: Vec<u8>, len: usize) {
            form.extend_from_slice(&buffer[..len]);
            self.0.push(form);
        }
    }

    fn at_once(method: Method, document: &[u8]) -> Vec<u8> {
        let mut canonicalizer = Canonicalizer::new(method, Vec::new());
        let mut scanner = Scanner::new();
        scanner.tell(document, &mut |event| canonicalizer.event(event)).unwrap();
        scanner.finish().unwrap();
        canonicalizer.finish()
    }

    fn by_recipe(plains: bool, method: Method, document: &[u8], size: usize) -> Vec<u8> {
        let mut canonicalizer = Canonicalizer::new(method, Recipe::new(0));
        let (mut scanner, mut maker) = (Scanner::new(), Maker::default());
        let mut forms = Collected(Vec::new());
        for chunk in document.chunks(size) {
            // Plain elements are taken as one, or as events.
            let told = match plains {
                true => scanner.feed(chunk, &mut canonicalizer),
                false => scanner.tell(chunk, &mut |event| canonicalizer.event(event)),
            };
            told.unwrap();
            let mut steps = Steps::default();
            canonicalizer.sink().move_to(&mut steps);
            maker.room(chunk.len()).copy_from_slice(chunk);
            let encoding = scanner.encoding().unwrap_or(Encoding::Utf8);
            maker.follow(encoding, (&steps.0, &steps.1), &mut forms).unwrap();
        }
        let mut recipe = canonicalizer.finish();
        recipe.end();
        let mut steps = Steps::default();
        recipe.move_to(&mut steps);
        maker.follow(scanner.encoding().unwrap(), (&steps.0, &steps.1), &mut forms).unwrap();
        let [form] = <[_; 1]>::try_from(forms.0).unwrap();
        form
    }

    fn documents() -> Vec<String> {
        let long = "n".repeat(70);
        let text = "0123456789\n".repeat(2000);
        let elements = [
            "<e/>".to_owned(),
            "<Nom V=\"Société\"/>".to_owned(),
            "<Nom V=\"a &amp; b\"/>".to_owned(),
            "<e a='1'/><e a=\"'>\"/><e b=\"2\" a=\"1\"/><e  a=\"1\"/><e a=\"1\" /><e ></e >".to_owned(),
            "<é/><é V=\"1\"></é><e é=\"1\"/>".to_owned(),
            format!("<{long}/><{long} V=\"1\"></{long}><e V=\"{long}{long}\"/>"),
            format!("{text}<e/>{text}<e V=\"{}\"/>", text.repeat(2).replace('\n', " ")),
            "a<![CDATA[]]>b<![CDATA[<&]]]]>c<e/>]]<e/>&lt;&#13;&#233;>\r\nd\re\n\r<e/>\r".to_owned(),
            "<!--a--><e/><?p d?>b<!----><e/><?p?>".to_owned(),
            "<p:e xmlns:p=\"urn:p\"><e/><p:f/><e p:a=\"1\"/></p:e><e/>".to_owned(),
            "<e xmlns=\"urn:d\"><e/><f xmlns=\"\"><e/></f></e><e/>".to_owned(),
        ];
        let mut documents = Vec::new();
        for element in elements.iter().chain([&elements.concat()]) {
            documents
                .push(format!("<!--b--><r xmlns:q=\"urn:q\" V=\"1\">\n  {element}\n  {element}</r>\n<?a?>"));
        }
        documents
    }

    #[test]
    fn a_form_made_by_its_recipe_is_the_form_itself_however_the_document_is_cut() {
        for document in documents() {
            for encoding in [Encoding::Utf8, Encoding::Latin1, Encoding::Windows1252] {
                let declared = format!("<?xml version=\"1.0\" encoding=\"{}\"?>{document}", encoding.name());
                let bytes = encoding.encode(&declared);
                for method in METHODS {
                    let expected = at_once(method, &bytes);
                    let sizes: &[usize] =
                        if bytes.len() < 4000 { &[1, 2, 3, 7, 64, 5000] } else { &[777, 1 << 20] };
                    for size in sizes {
                        assert!(by_recipe(false, method, &bytes, *size) == expected, "{size}: {declared}");
                        assert!(by_recipe(true, method, &bytes, *size) == expected, "{size}: {declared}");
                    }
                }
            }
        }
    }

    #[test]
    fn steps_about_other_bytes_are_a_misfit_and_not_a_fault() {
        let mut maker = Maker::default();
        maker.room(3).copy_from_slice(b"<e>");
        let follow = |maker: &mut Maker<Vec<u8>>, steps: &[u32]| {
            maker.follow(Encoding::Ascii, (steps, b"ab"), &mut Collected(Vec::new()))
        };
        let step = |kind: u32, length: u32| length << 8 | kind << 6;
        let begin = step(kind::MARK, 0);
        assert_eq!(follow(&mut maker, &[begin, step(kind::COPY, 3), step(kind::LITERAL, 2)]), Ok(()));
        for steps in [
            &[step(kind::COPY, 1)] as &[u32],
            &[step(kind::MARK, 1), step(kind::COPY, 0)],
            &[begin, step(kind::LITERAL, 3)],
            &[begin, step(kind::COPY, 4)],
            &[begin, step(kind::SKIP, 9), step(kind::COPY, 0)],
            &[begin, 4 << 18 | 3 << 6 | 1],
            &[begin, 1 << 18 | 2 << 6 | 1],
            &[begin, u32::MAX],
        ] {
            let mut maker = Maker::default();
            maker.room(3).copy_from_slice(b"<e>");
            assert_eq!(follow(&mut maker, steps), Err(Misfit), "{steps:?}");
        }
    }
}
