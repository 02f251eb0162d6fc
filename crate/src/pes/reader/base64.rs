//! Base64 text, checked as it streams by.

use wide::u8x16;

use crate::xml::as_u64;

/// Checks one base64 text and measures what it decodes to.
#[derive(Debug, Default)]
pub(super) struct Base64 {
    /// Characters that stand for six bits each.
    characters: u64,
    /// `=` at the end.
    padding: u64,
    /// The first four characters.
    head: [u8; 4],
    broken: bool,
}

impl Base64 {
    /// Reads the next part of the text.
    pub(super) fn feed(&mut self, text: &[u8]) {
        for (index, byte) in text.iter().filter(|byte| !byte.is_ascii_whitespace()).take(4).enumerate() {
            let index = usize::try_from(self.characters).unwrap_or(usize::MAX).saturating_add(index);
            if let Some(place) = self.head.get_mut(index) {
                *place = *byte;
            }
        }
        let mut rest = text;
        while !rest.is_empty() {
            let run = alphabet_run(rest);
            self.broken |= run > 0 && self.padding > 0;
            self.characters += as_u64(run);
            match rest.get(run) {
                Some(b'=') => self.padding += 1,
                Some(b' ' | b'\t' | b'\n' | b'\r') | None => {}
                Some(_) => self.broken = true,
            }
            rest = rest.get(run + 1..).unwrap_or_default();
        }
    }

    /// Whether the whole text can be decoded.
    pub(super) fn is_sound(&self) -> bool {
        !self.broken && self.padding <= 2 && (self.characters + self.padding).is_multiple_of(4)
    }

    /// Whether there is nothing to decode.
    pub(super) fn is_empty(&self) -> bool {
        self.characters == 0
    }

    /// How many bytes it decodes to.
    pub(super) fn decoded(&self) -> u64 {
        self.characters * 3 / 4
    }

    /// Whether it begins as gzip does.
    pub(super) fn is_gzip(&self) -> bool {
        self.head == *b"H4sI"
    }
}

/// How many characters of the alphabet stand at the start of `text`.
#[inline]
fn alphabet_run(text: &[u8]) -> usize {
    const LANES: usize = 16;
    let mut at = 0;
    while let Some(block) = text.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let block = u8x16::from(*block);
        let letter = within(block | u8x16::splat(0x20), b'a', b'z') & within(block, b'A', b'z');
        // From `/` to `9` are the slash and the digits.
        let plus = block.simd_eq(u8x16::splat(b'+'));
        let stops = (!(letter | within(block, b'/', b'9') | plus)).to_bitmask();
        if stops != 0 {
            return at + usize::try_from(stops.trailing_zeros()).unwrap_or_default();
        }
        at += LANES;
    }
    let rest = text.get(at..).unwrap_or_default();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    at + rest.iter().take_while(|byte| plain(byte)).count()
}

#[inline]
fn within(block: u8x16, first: u8, last: u8) -> u8x16 {
    let from_first = block - u8x16::splat(first);
    let width = u8x16::splat(last - first);
    from_first.min(width).simd_eq(from_first)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn check(parts: &[&[u8]]) -> Base64 {
        let mut base64 = Base64::default();
        parts.iter().for_each(|part| base64.feed(part));
        base64
    }

    #[test]
    fn what_was_encoded_is_sound_and_measured_however_it_is_cut() {
        for length in 0..70 {
            let bytes: Vec<u8> = (0..length).map(|byte: u8| byte.wrapping_mul(37)).collect();
            let text = STANDARD.encode(&bytes);
            for cut in 0..=text.len() {
                let (head, tail) = text.as_bytes().split_at(cut);
                let checked = check(&[head, b"\n ", tail]);
                assert!(checked.is_sound() && checked.decoded() == as_u64(bytes.len()), "{text} at {cut}");
            }
        }
        assert!(check(&[b"H4", b"sIAAAA"]).is_gzip() && !check(&[b"JVBERi0="]).is_gzip());
        assert!(check(&[b" \n"]).is_empty());
    }

    #[test]
    fn every_other_byte_breaks_it_wherever_it_stands() {
        for byte in 0..=0xFF_u8 {
            for place in [0, 3, 15, 16, 21] {
                let mut text = *b"AAAABBBBCCCCDDDDEEEEFFFF";
                text[place] = byte;
                let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
                assert_eq!(check(&[&text]).is_sound(), plain, "{byte:#x} at {place}");
            }
        }
        for bad in [&b"AAA"[..], b"A===", b"AA=A", b"AAAA=", b"AA==AAAA"] {
            assert!(!check(&[bad]).is_sound(), "{}", String::from_utf8_lossy(bad));
        }
    }
}
