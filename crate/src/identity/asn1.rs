//! A reader and a writer of DER, as little as containers and extensions need.

/// `BOOLEAN`.
pub(super) const BOOLEAN: u8 = 0x01;
/// `INTEGER`.
pub(super) const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub(super) const BIT_STRING: u8 = 0x03;
/// `OCTET STRING`.
pub(super) const OCTET_STRING: u8 = 0x04;
/// `OBJECT IDENTIFIER`.
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
/// `UTF8String`.
pub(super) const UTF8_STRING: u8 = 0x0C;
/// `NumericString`.
pub(super) const NUMERIC_STRING: u8 = 0x12;
/// `PrintableString`.
pub(super) const PRINTABLE_STRING: u8 = 0x13;
/// `TeletexString`, also called T61String.
pub(super) const TELETEX_STRING: u8 = 0x14;
/// `IA5String`.
pub(super) const IA5_STRING: u8 = 0x16;
/// `UTCTime`.
pub(super) const UTC_TIME: u8 = 0x17;
/// `GeneralizedTime`.
pub(super) const GENERALIZED_TIME: u8 = 0x18;
/// `VisibleString`.
pub(super) const VISIBLE_STRING: u8 = 0x1A;
/// `GeneralString`.
pub(super) const GENERAL_STRING: u8 = 0x1B;
/// `UniversalString`.
pub(super) const UNIVERSAL_STRING: u8 = 0x1C;
/// `BMPString`.
pub(super) const BMP_STRING: u8 = 0x1E;
/// `SEQUENCE`, which is constructed.
pub(super) const SEQUENCE: u8 = 0x30;
/// `SET`, which is constructed.
pub(super) const SET: u8 = 0x31;
/// `[0]`, constructed: an explicit tag, or an implicit one on something constructed.
pub(super) const CONTEXT_0: u8 = 0xA0;
/// `[0]`, primitive: an implicit tag on a string.
pub(super) const CONTEXT_0_STRING: u8 = 0x80;

/// Elements that stand one after another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The elements of the one element that `bytes` begins with, if it has this tag.
    pub(super) fn inside(bytes: &'a [u8], tag: u8) -> Option<Self> {
        Self::new(bytes).enter(tag)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, tag and content.
    pub(super) fn any(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, after) = self.rest.split_first()?;
        let (length, after) = read_length(after)?;
        let (content, after) = after.split_at_checked(length?)?;
        self.rest = after;
        Some((tag, content))
    }

    /// The next element with its tag and length.
    pub(super) fn whole(&mut self) -> Option<&'a [u8]> {
        let before = self.rest;
        self.any()?;
        before.get(..before.len() - self.rest.len())
    }

    /// How many bytes there are still to be read.
    pub(super) fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// The content of the next element, which has this tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        if self.peek()? == tag { Some(self.any()?.1) } else { None }
    }

    /// The elements in the next element, which has this tag.
    pub(super) fn enter(&mut self, tag: u8) -> Option<Self> {
        self.take(tag).map(Self::new)
    }

    /// The next element, which is a number that is not negative and not beyond 64 bits.
    pub(super) fn number(&mut self) -> Option<u64> {
        let digits = self.take(INTEGER)?;
        let digits = digits.strip_prefix(&[0]).unwrap_or(digits);
        if digits.len() > 8 {
            return Some(u64::MAX);
        }
        Some(digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
    }
}

/// A length and what follows it; the inner `None` means indefinite (X.690 §8.1.3.6).
pub(super) fn read_length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    match first {
        0..=0x7F => Some((Some(usize::from(first)), rest)),
        0x80 => Some((None, rest)),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
            let length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            Some((Some(length), rest))
        }
        _ => None,
    }
}

/// Appends an element.
pub(super) fn write(out: &mut Vec<u8>, tag: u8, content: &[u8]) {
    out.push(tag);
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().take_while(|byte| **byte == 0).count()..];
    match digits {
        [] => out.push(0),
        [short @ 0..=0x7F] => out.push(*short),
        long => {
            // At most eight digits.
            out.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(content);
}

/// Most bytes that [`write()`] puts before the content.
pub(super) const HEADER_BYTES: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_at_every_length() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let mut bytes = Vec::new();
            write(&mut bytes, OCTET_STRING, &vec![7; length]);
            write(&mut bytes, INTEGER, &[0, 200]);
            let mut elements = Elements::new(&bytes);
            assert_eq!(elements.take(SEQUENCE), None);
            assert_eq!(elements.take(OCTET_STRING).map(<[u8]>::len), Some(length));
            assert_eq!(elements.number(), Some(200));
            assert!(elements.is_empty());
        }
    }

    #[test]
    fn an_element_longer_than_what_is_there_is_none() {
        assert_eq!(Elements::new(&[4, 2, 0]).any(), None);
        assert_eq!(Elements::new(&[4, 0x80, 0, 0]).any(), None);
        assert_eq!(Elements::new(&[4]).any(), None);
        assert_eq!(Elements::new(&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0]).number(), Some(u64::MAX));
    }
}
