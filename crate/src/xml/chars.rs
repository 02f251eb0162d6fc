//! Which characters XML 1.0 (fifth edition) allows where, and byte classes made from them.

/// Production [2] `Char`: what may stand in a document at all.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Production [4] `NameStartChar`, the colon excepted.
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Production [4a] `NameChar`, the colon excepted.
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether `name` is an `NCName` of Namespaces in XML, as `xs:ID` demands.
#[must_use]
pub fn is_ncname(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// Production [3] `S`.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// `bytes` without the white space at their start. `trim_ascii_start` would take form feeds as well.
pub(super) fn trim_start(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !is_space(*byte)).unwrap_or(bytes.len());
    &bytes[start..]
}

/// `bytes` without the white space at their end.
pub(super) fn trim_end(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
    &bytes[..end]
}

/// Bits of [`CLASS`].
pub(super) mod class {
    /// Plain in text: stands for itself, and canonical form leaves it alone.
    pub(in crate::xml) const TEXT: u8 = 1;
    /// Plain in an attribute value between double quotes.
    pub(in crate::xml) const VALUE: u8 = 2;
    /// An ASCII name character, colon excepted.
    pub(in crate::xml) const NAME: u8 = 4;
    /// An ASCII character that may start a name, colon excepted.
    pub(in crate::xml) const NAME_START: u8 = 8;
}

/// What each byte may be, as bits of [`class`]; bytes of 0x80 and above are never plain.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut index = 0u8;
    while index < 0x80 {
        let mut bits = 0;
        let control = index < 0x20 && index != b'\t' && index != b'\n';
        if !control && !matches!(index, b'<' | b'&' | b'>' | b']') {
            bits |= class::TEXT;
        }
        if index >= 0x20 && !matches!(index, b'<' | b'&' | b'"') {
            bits |= class::VALUE;
        }
        if index.is_ascii_alphabetic() || index == b'_' {
            bits |= class::NAME_START;
        }
        if index.is_ascii_alphanumeric() || matches!(index, b'_' | b'-' | b'.') {
            bits |= class::NAME;
        }
        table[index as usize] = bits;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_classes_agree_with_the_productions() {
        for byte in 0..0x80u8 {
            let c = char::from(byte);
            assert_eq!(CLASS[usize::from(byte)] & class::NAME_START != 0, is_name_start(c), "{c:?}");
            assert_eq!(CLASS[usize::from(byte)] & class::NAME != 0, is_name_char(c), "{c:?}");
            assert!(CLASS[usize::from(byte)] & class::TEXT == 0 || is_char(c), "{c:?}");
        }
    }

    #[test]
    fn an_ncname_starts_with_a_letter_and_holds_no_colon() {
        for good in ["BORD1", "_x", "é", "a-b.c"] {
            assert!(is_ncname(good), "{good}");
        }
        for bad in ["", "1BORD", "a:b", "a b", "-a", "a\u{d7}"] {
            assert!(!is_ncname(bad), "{bad}");
        }
    }
}
