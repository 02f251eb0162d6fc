//! Line and column of a byte, counted chunk by chunk.

use std::cell::Cell;

use super::error::Position;
use super::event::Span;

/// Counts lines lazily: a chunk is counted once, when it is done, and its head again only where a position is asked
/// for; positions asked for in the order of the bytes count each byte once.
#[derive(Clone, Debug, Default)]
pub(super) struct LineCounter {
    /// Bytes before the current chunk.
    offset: u64,
    /// Line feeds before the current chunk.
    lines: u64,
    /// Offset of the first byte of the line that the current chunk starts in.
    line_start: u64,
    /// The last place asked for in the current chunk, with the lines before it and where its own starts.
    asked: Cell<(usize, u64, u64)>,
}

impl LineCounter {
    /// The position `index` bytes into `chunk`, the current one.
    pub(super) fn at(&self, chunk: &[u8], index: usize) -> Position {
        let index = index.min(chunk.len());
        let (from, mut lines, mut line_start) = self.asked.get();
        let from = if from <= index { from } else { 0 };
        if from == 0 {
            (lines, line_start) = (self.lines, self.line_start);
        }
        if let Some(last) = memchr::memrchr(b'\n', &chunk[from..index]) {
            lines += as_u64(memchr::memchr_iter(b'\n', &chunk[from..=from + last]).count());
            line_start = self.offset + as_u64(from + last) + 1;
        }
        self.asked.set((index, lines, line_start));
        let offset = self.offset + as_u64(index);
        Position { offset, line: lines + 1, column: offset - line_start + 1 }
    }

    /// Bytes before the current chunk.
    #[inline]
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Leaves `bytes`, the current chunk or its head, behind.
    pub(super) fn advance(&mut self, bytes: &[u8]) {
        let end = self.at(bytes, bytes.len());
        self.offset = end.offset;
        self.lines = end.line - 1;
        self.line_start = end.offset + 1 - end.column;
        self.asked.set((0, 0, 0));
    }
}

/// Where a construct stands: `index` bytes into `bytes`, before which `lines` counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) lines: &'a LineCounter,
    pub(super) bytes: &'a [u8],
    pub(super) index: usize,
}

impl Place<'_> {
    /// The range of the `len` bytes there.
    pub(super) fn span(&self, len: usize) -> Span {
        let start = self.lines.offset + as_u64(self.index);
        Span { start, end: start + as_u64(len) }
    }

    /// Line and column of a byte of the construct, given by its offset in the document.
    pub(super) fn position(&self, offset: u64) -> Position {
        let index = usize::try_from(offset.saturating_sub(self.lines.offset)).unwrap_or(usize::MAX);
        self.lines.at(self.bytes, index)
    }
}

/// Widens a length; every platform this runs on has addresses of at most 64 bits.
pub(crate) fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_the_same_however_the_bytes_are_cut() {
        let text = b"first\nsecond line\n\nfourth".repeat(100);
        let whole = LineCounter::default();
        for cut in 0..text.len() {
            let mut counter = LineCounter::default();
            counter.advance(&text[..cut]);
            let rest = &text[cut..];
            let index = rest.len() / 2;
            assert_eq!(counter.at(rest, index), whole.at(&text, cut + index));
            assert_eq!(counter.at(rest, index / 2), LineCounter::default().at(&text, cut + index / 2));
        }
        assert_eq!(whole.at(b"a\nbc", 3), Position { offset: 3, line: 2, column: 2 });
    }
}
