//! The encodings that a PES may declare, and their way to UTF-8.

use crate::short::copy;

/// A character encoding that this program reads. All keep ASCII as it is.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, also what a file without declaration is.
    Utf8,
    /// US-ASCII.
    Ascii,
    /// ISO-8859-1, the one encoding that S2low lets through.
    Latin1,
    /// ISO-8859-15.
    Latin9,
    /// windows-1252.
    Windows1252,
}

/// Names an XML declaration may use, in upper case.
const NAMES: &[(&str, Encoding)] = &[
    ("UTF-8", Encoding::Utf8),
    ("UTF8", Encoding::Utf8),
    ("US-ASCII", Encoding::Ascii),
    ("ASCII", Encoding::Ascii),
    ("ISO646-US", Encoding::Ascii),
    ("ANSI_X3.4-1968", Encoding::Ascii),
    ("ISO-8859-1", Encoding::Latin1),
    ("ISO_8859-1", Encoding::Latin1),
    ("ISO8859-1", Encoding::Latin1),
    ("ISO-IR-100", Encoding::Latin1),
    ("IBM819", Encoding::Latin1),
    ("CP819", Encoding::Latin1),
    ("CSISOLATIN1", Encoding::Latin1),
    ("ISO-LATIN-1", Encoding::Latin1),
    ("LATIN1", Encoding::Latin1),
    ("L1", Encoding::Latin1),
    ("ISO-8859-15", Encoding::Latin9),
    ("ISO_8859-15", Encoding::Latin9),
    ("ISO8859-15", Encoding::Latin9),
    ("ISO8859_15", Encoding::Latin9),
    ("LATIN-9", Encoding::Latin9),
    ("LATIN9", Encoding::Latin9),
    ("WINDOWS-1252", Encoding::Windows1252),
    ("CP1252", Encoding::Windows1252),
];

/// What windows-1252 has in 0x80–0x9F; `\0` where it has nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

impl Encoding {
    /// The encoding that a declaration names, letter case aside.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, encoding)| *encoding)
    }

    /// Every name that [`Self::from_name`] knows, in upper case.
    pub fn names() -> impl Iterator<Item = (&'static str, Self)> {
        NAMES.iter().copied()
    }

    /// The usual name, as a declaration writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Ascii => "US-ASCII",
            Self::Latin1 => "ISO-8859-1",
            Self::Latin9 => "ISO-8859-15",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Encodes `text`, a piece of XML; a character that the encoding lacks becomes a numeric reference,
    /// which only content and attribute values may hold.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        if self == Self::Utf8 || text.is_ascii() {
            return text.as_bytes().to_vec();
        }
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.chars() {
            match self.encode_char(c) {
                Some(byte) => bytes.push(byte),
                None => bytes.extend_from_slice(format!("&#{};", u32::from(c)).as_bytes()),
            }
        }
        bytes
    }

    /// The character of one byte in a single-byte encoding; `None` where the encoding has nothing there.
    pub(crate) fn decode_byte(self, byte: u8) -> Option<char> {
        match (self, byte) {
            (_, 0..0x80) => Some(char::from(byte)),
            (Self::Utf8 | Self::Ascii, _) => None,
            (Self::Latin1, _) => Some(char::from(byte)),
            (Self::Latin9, _) => Some(match byte {
                0xA4 => '€',
                0xA6 => 'Š',
                0xA8 => 'š',
                0xB4 => 'Ž',
                0xB8 => 'ž',
                0xBC => 'Œ',
                0xBD => 'œ',
                0xBE => 'Ÿ',
                _ => char::from(byte),
            }),
            (Self::Windows1252, 0x80..=0x9F) => {
                Some(WINDOWS_1252[usize::from(byte - 0x80)]).filter(|c| *c != '\0')
            }
            (Self::Windows1252, _) => Some(char::from(byte)),
        }
    }

    fn encode_char(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return u8::try_from(c).ok();
        }
        match self {
            Self::Latin1 => u8::try_from(c).ok(),
            _ => (0x80..=0xFF).find(|byte| self.decode_byte(*byte) == Some(c)),
        }
    }

    /// Appends `bytes`, decoded, to `out`. The error is the index of the first byte at fault; what came
    /// before it stands in `out`. For UTF-8, `bytes` must not end inside a character.
    pub(crate) fn decode_into(self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), usize> {
        if self == Self::Utf8 {
            return match std::str::from_utf8(bytes) {
                Ok(_) => {
                    out.extend_from_slice(bytes);
                    Ok(())
                }
                Err(error) => Err(error.valid_up_to()),
            };
        }
        if self == Self::Latin1 {
            latin1_to_utf8(bytes, out);
            return Ok(());
        }
        for (index, byte) in bytes.iter().enumerate() {
            match byte {
                0..0x80 => out.push(*byte),
                _ => {
                    let c = self.decode_byte(*byte).ok_or(index)?;
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
        }
        Ok(())
    }
}

/// Appends ISO-8859-1 in UTF-8.
pub(super) fn latin1_to_utf8(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + 2 * bytes.len(), 0);
    let len = latin1_into(bytes, &mut out[start..]);
    out.truncate(start + len);
}

/// Writes ISO-8859-1 in UTF-8 into `room`, which is twice as long; how many bytes that takes.
pub(super) fn latin1_into(bytes: &[u8], room: &mut [u8]) -> usize {
    let (mut rest, mut len) = (bytes, 0);
    while let Some(at) = rest.iter().position(|byte| *byte >= 0x80) {
        let (ascii, wide) = rest.split_at(at);
        copy(&mut room[len..len + at], ascii);
        len += at + 2;
        room[len - 2] = 0xC0 | wide[0] >> 6;
        room[len - 1] = 0x80 | wide[0] & 0x3F;
        rest = &wide[1..];
    }
    copy(&mut room[len..len + rest.len()], rest);
    len + rest.len()
}

/// How many bytes at the end of `bytes` are the start of a UTF-8 character cut off by the end.
pub(super) fn incomplete_utf8_tail(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let byte = bytes[bytes.len() - back];
        let needed = match byte {
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF7 => 4,
            0x80..=0xBF => continue,
            _ => return 0,
        };
        return if needed > back { back } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_single_byte_encoding_survives_the_way_to_unicode_and_back() {
        for encoding in [Encoding::Ascii, Encoding::Latin1, Encoding::Latin9, Encoding::Windows1252] {
            for byte in 0..=0xFFu8 {
                if let Some(c) = encoding.decode_byte(byte) {
                    assert_eq!(encoding.encode(&c.to_string()), [byte], "{encoding:?} {byte:#x}");
                }
            }
        }
    }

    #[test]
    fn a_character_that_the_encoding_lacks_becomes_a_numeric_reference() {
        assert_eq!(Encoding::Latin1.encode("Cœur é"), b"C&#339;ur \xE9");
        assert_eq!(Encoding::Latin9.encode("Cœur é"), b"C\xBDur \xE9");
        assert_eq!(Encoding::Windows1252.encode("Œ"), b"\x8C");
        assert_eq!(Encoding::Ascii.encode("é😀"), b"&#233;&#128512;");
    }

    #[test]
    fn an_incomplete_character_is_seen_at_the_end_only() {
        let text = "a😀é".as_bytes();
        let tails: Vec<usize> = (0..=text.len()).map(|end| incomplete_utf8_tail(&text[..end])).collect();
        assert_eq!(tails, [0, 0, 1, 2, 3, 0, 1, 0]);
    }
}
