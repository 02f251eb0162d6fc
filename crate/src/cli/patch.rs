//! Changes of a few bytes of a file, made while it is copied: insertions of signatures, repairs.

use std::io::{self, Write};

use crate::pes::Edit;
use crate::signing::Splice;
use crate::xml::as_u64;

/// Bytes to stand in place of `start..end` of the original; nothing is taken out where the two are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    start: u64,
    end: u64,
    bytes: Vec<u8>,
}

impl From<&Edit> for Patch {
    fn from(edit: &Edit) -> Self {
        Self { start: edit.start, end: edit.end, bytes: edit.replacement.clone().into_bytes() }
    }
}

impl From<Splice> for Patch {
    fn from(splice: Splice) -> Self {
        Self { start: splice.offset, end: splice.offset, bytes: splice.bytes }
    }
}

/// Copies a file, chunk by chunk, with changes.
#[derive(Debug)]
pub(super) struct Patcher<W> {
    output: W,
    /// What is still to come, the last first.
    patches: Vec<Patch>,
    /// Bytes of the original that have gone by.
    offset: u64,
    /// Bytes of the original still to be left out.
    skip: u64,
}

impl<W: Write> Patcher<W> {
    /// A patcher at the start of a file.
    pub(super) fn new(output: W, mut patches: Vec<Patch>) -> Self {
        // Stable, then turned round: what goes to the same place keeps its order.
        patches.sort_by_key(|patch| patch.start);
        patches.reverse();
        Self { output, patches, offset: 0, skip: 0 }
    }

    /// Copies the next bytes of the original.
    pub(super) fn feed(&mut self, chunk: &[u8]) -> io::Result<()> {
        let mut rest = chunk;
        loop {
            let left_out = usize::try_from(self.skip).unwrap_or(usize::MAX).min(rest.len());
            self.advance(left_out);
            self.skip -= as_u64(left_out);
            rest = &rest[left_out..];
            let end = self.offset + as_u64(rest.len());
            let Some(patch) = self.patches.pop_if(|patch| patch.start <= end) else {
                break;
            };
            let before = usize::try_from(patch.start.saturating_sub(self.offset)).unwrap_or_default();
            self.output.write_all(&rest[..before])?;
            self.output.write_all(&patch.bytes)?;
            self.advance(before);
            self.skip += patch.end.saturating_sub(patch.start);
            rest = &rest[before..];
        }
        self.output.write_all(rest)?;
        self.advance(rest.len());
        Ok(())
    }

    /// Ends the file; whether it was of `size` bytes and every change found its place.
    pub(super) fn finish(mut self, size: u64) -> io::Result<bool> {
        self.output.flush()?;
        Ok(self.patches.is_empty() && self.skip == 0 && self.offset == size)
    }

    fn advance(&mut self, length: usize) {
        self.offset += as_u64(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(start: u64, end: u64, bytes: &str) -> Patch {
        Patch { start, end, bytes: bytes.as_bytes().to_vec() }
    }

    #[test]
    fn changes_find_their_place_however_the_bytes_are_cut() {
        let original = b"0123456789";
        let patches = vec![
            patch(10, 10, "end"),
            patch(2, 5, "x"),
            patch(0, 0, "<"),
            patch(7, 7, "a"),
            patch(7, 7, "b"),
        ];
        for size in 1..=original.len() {
            let mut output = Vec::new();
            let mut patcher = Patcher::new(&mut output, patches.clone());
            original.chunks(size).for_each(|chunk| patcher.feed(chunk).unwrap());
            assert!(patcher.finish(10).unwrap());
            assert_eq!(String::from_utf8(output).unwrap(), "<01x56ab789end", "chunks of {size}");
        }
    }

    #[test]
    fn a_file_of_another_length_is_noticed() {
        let mut short = Patcher::new(Vec::new(), vec![patch(4, 4, "x")]);
        short.feed(b"012").unwrap();
        assert!(!short.finish(3).unwrap());
        let mut long = Patcher::new(Vec::new(), Vec::new());
        long.feed(b"012").unwrap();
        assert!(!long.finish(2).unwrap());
    }
}
