//! Where canonical octets go: escaped, gathered, then handed on in large pieces.

use crate::short::{copy, copy_ascii};
use crate::xml::{EndTag, PlainElement, Span, StartTag, Text, as_u64};

/// A receiver of octets that cannot refuse them: a buffer, a digest.
pub trait Sink {
    /// Whether it takes pieces of the document in place of the octets that they stand for.
    const TAKES_PIECES: bool = false;

    /// Takes the next octets.
    fn write(&mut self, bytes: &[u8]);

    /// Takes the octets that stand in the document there, but for its encoding.
    #[inline(always)]
    fn piece(&mut self, _: Span) {}

    /// Takes those of the empty-element tag that stands there, with `/>` and no space before at its end, and an end tag in
    /// place of that; whether it took the end tag as well. The name has so many bytes, or is not ASCII if 0.
    #[inline(always)]
    fn empty_element(&mut self, _: Span, _name: usize) -> bool {
        false
    }
}

impl Sink for Vec<u8> {
    fn write(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Gathers small pieces, since a digest is fastest on large ones.
#[derive(Debug)]
pub(super) struct Output<S> {
    buffer: Vec<u8>,
    /// How much of the buffer is filled.
    len: usize,
    sink: S,
}

/// How many bytes are gathered before they are handed on.
pub(super) const BUFFER_BYTES: usize = 16 << 10;

impl<S: Sink> Output<S> {
    pub(super) fn new(sink: S) -> Self {
        let buffer = if S::TAKES_PIECES { 0 } else { BUFFER_BYTES };
        Self::gathering(sink, vec![0; buffer])
    }

    /// The same with a buffer of another size; once it is full, [`BUFFER_BYTES`] of it are used.
    pub(super) fn gathering(sink: S, buffer: Vec<u8>) -> Self {
        Self { buffer, len: 0, sink }
    }

    #[inline(always)]
    pub(super) fn put(&mut self, bytes: &[u8]) {
        if S::TAKES_PIECES {
            // Octets and pieces are told in their order.
            self.sink.write(bytes);
            return;
        }
        match self.buffer.get_mut(self.len..self.len + bytes.len()) {
            Some(room) => {
                copy(room, bytes);
                self.len += bytes.len();
            }
            None => self.put_after_flush(bytes),
        }
    }

    /// Puts octets if they are ASCII; whether they are.
    #[inline(always)]
    pub(super) fn put_ascii(&mut self, bytes: &[u8]) -> bool {
        match self.buffer.get_mut(self.len..self.len + bytes.len()) {
            Some(room) => {
                let is_ascii = copy_ascii(room, bytes);
                self.len += if is_ascii { bytes.len() } else { 0 };
                is_ascii
            }
            None if bytes.is_ascii() => {
                self.put_after_flush(bytes);
                true
            }
            None => false,
        }
    }

    /// A text that is plain.
    #[inline(always)]
    pub(super) fn put_plain(&mut self, text: &Text<'_>) {
        match text.offset {
            Some(start) if S::TAKES_PIECES => {
                self.sink.piece(Span { start, end: start + as_u64(text.bytes.len()) });
            }
            _ => self.put(text.bytes),
        }
    }

    /// A start tag; `bytes` are what it is from behind `<` to the end of its attributes.
    #[inline(always)]
    pub(super) fn put_start(&mut self, tag: &StartTag<'_>, bytes: &[u8]) {
        match (S::TAKES_PIECES, tag.is_empty_element()) {
            (true, false) => self.sink.piece(tag.span()),
            (true, true) => {
                if !self.sink.empty_element(tag.span(), tag.ascii_name_len()) {
                    self.put_enclosed(b"></", tag.name().as_bytes(), b'>');
                }
            }
            (false, false) => self.put_enclosed(b"<", bytes, b'>'),
            (false, true) => self.put_empty_element(bytes, tag.name().as_bytes()),
        }
    }

    /// A plain element, and the white space before it.
    #[inline(always)]
    pub(super) fn put_plain_element(&mut self, plain: &PlainElement<'_>) {
        if S::TAKES_PIECES {
            let Span { start, end } = plain.span();
            let tag = start + as_u64(plain.white_space().len());
            self.sink.piece(Span { start, end: tag });
            if !self.sink.empty_element(Span { start: tag, end }, plain.name().len()) {
                self.put_enclosed(b"></", plain.name(), b'>');
            }
            return;
        }
        let (head, value) = plain.parts();
        self.put(head);
        self.put(value);
        self.put_enclosed(b"\"></", plain.name(), b'>');
    }

    #[inline(always)]
    pub(super) fn put_end(&mut self, tag: &EndTag<'_>) {
        match tag.verbatim() {
            Some(span) if S::TAKES_PIECES => self.sink.piece(span),
            _ => self.put_enclosed(b"</", tag.name.as_bytes(), b'>'),
        }
    }

    /// The sink, with all that was put so far.
    pub(super) fn sink(&mut self) -> &mut S {
        self.flush();
        &mut self.sink
    }

    /// `open`, `bytes`, `close`.
    #[inline]
    pub(super) fn put_enclosed<const N: usize>(&mut self, open: &[u8; N], bytes: &[u8], close: u8) {
        let len = N + bytes.len() + 1;
        if S::TAKES_PIECES {
            [open, bytes, &[close]].into_iter().for_each(|bytes| self.put(bytes));
            return;
        }
        let room = self.buffer.get_mut(self.len..self.len + len);
        if let Some((first, [middle @ .., last])) = room.and_then(|room| room.split_first_chunk_mut::<N>()) {
            *first = *open;
            copy(middle, bytes);
            *last = close;
            self.len += len;
        } else {
            self.put_after_flush(open);
            self.put(bytes);
            self.put(&[close]);
        }
    }

    /// `<`, `tag`, `></`, `name`, `>`.
    #[inline(always)]
    pub(super) fn put_empty_element(&mut self, tag: &[u8], name: &[u8]) {
        let len = tag.len() + name.len() + 5;
        let Some([open, room @ .., close]) = self.buffer.get_mut(self.len..self.len + len) else {
            self.put_enclosed(b"<", tag, b'>');
            self.put_enclosed(b"</", name, b'>');
            return;
        };
        (*open, *close) = (b'<', b'>');
        if let Some((room, rest)) = room.split_at_mut_checked(tag.len())
            && let Some((between, rest)) = rest.split_first_chunk_mut()
        {
            copy(room, tag);
            *between = *b"></";
            copy(rest, name);
        }
        self.len += len;
    }

    #[cold]
    fn put_after_flush(&mut self, bytes: &[u8]) {
        self.flush();
        match self.buffer.get_mut(..bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.len = bytes.len();
            }
            None => self.sink.write(bytes),
        }
    }

    /// Text content: `&`, `<`, `>` and CR are replaced.
    pub(super) fn put_text(&mut self, text: &[u8]) {
        self.put_escaped(text, |byte| match byte {
            b'&' => Some(b"&amp;"),
            b'<' => Some(b"&lt;"),
            b'>' => Some(b"&gt;"),
            b'\r' => Some(b"&#xD;"),
            _ => None,
        });
    }

    /// ` name="value"`; `&`, `<`, `"` and the three line and tab characters are replaced.
    pub(super) fn put_attribute(&mut self, name: &[&[u8]], value: &[u8]) {
        self.put(b" ");
        for part in name {
            self.put(part);
        }
        self.put(b"=\"");
        self.put_escaped(value, |byte| match byte {
            b'&' => Some(b"&amp;"),
            b'<' => Some(b"&lt;"),
            b'"' => Some(b"&quot;"),
            b'\t' => Some(b"&#x9;"),
            b'\n' => Some(b"&#xA;"),
            b'\r' => Some(b"&#xD;"),
            _ => None,
        });
        self.put(b"\"");
    }

    pub(super) fn into_sink(mut self) -> S {
        self.flush();
        self.sink
    }

    /// The sink, the buffer, and how much of that has not been handed on.
    pub(super) fn into_parts(self) -> (S, Vec<u8>, usize) {
        (self.sink, self.buffer, self.len)
    }

    fn put_escaped(&mut self, bytes: &[u8], escape: impl Fn(u8) -> Option<&'static [u8]>) {
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if let Some(replacement) = escape(*byte) {
                self.put(&bytes[from..at]);
                self.put(replacement);
                from = at + 1;
            }
        }
        self.put(&bytes[from..]);
    }

    fn flush(&mut self) {
        self.sink.write(&self.buffer[..self.len]);
        self.len = 0;
        self.buffer.truncate(BUFFER_BYTES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_comes_out_whatever_its_length() {
        let bytes: Vec<u8> = (0..=255).cycle().take(BUFFER_BYTES + 40).collect();
        for length in (0..200).chain(BUFFER_BYTES - 40..BUFFER_BYTES + 40) {
            let mut output = Output::new(Vec::new());
            output.put(&bytes[..length]);
            output.put_enclosed(b"</", &bytes[..length], b'>');
            output.put(&bytes[..length]);
            output.put_empty_element(&bytes[..length], &bytes[..length]);
            let piece = &bytes[..length];
            let expected = [piece, b"</", piece, b">", piece, b"<", piece, b"></", piece, b">"].concat();
            assert_eq!(output.into_sink(), expected, "{length}");
        }
    }
}
