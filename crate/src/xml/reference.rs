//! Entity and character references: `&amp;`, `&#233;`, `&#xE9;`.

use super::chars::is_char;
use super::error::ErrorKind;

/// Whether `byte` may stand between `&` and `;`.
pub(super) fn may_continue(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_' | b'-' | b'.') || byte >= 0x80
}

/// The character that `body`, the bytes between `&` and `;`, stands for.
pub(super) fn resolve(body: &[u8]) -> Result<char, ErrorKind> {
    match body {
        b"amp" => Ok('&'),
        b"lt" => Ok('<'),
        b"gt" => Ok('>'),
        b"quot" => Ok('"'),
        b"apos" => Ok('\''),
        [b'#', b'x', digits @ ..] => number(digits, 16),
        [b'#', digits @ ..] => number(digits, 10),
        [] => Err(ErrorKind::Reference),
        [first, ..] if first.is_ascii_digit() || matches!(first, b'-' | b'.') => Err(ErrorKind::Reference),
        name if name.contains(&b'#') => Err(ErrorKind::Reference),
        _ => Err(ErrorKind::UnknownEntity),
    }
}

fn number(digits: &[u8], radix: u32) -> Result<char, ErrorKind> {
    if digits.is_empty() {
        return Err(ErrorKind::Reference);
    }
    let mut value = 0u32;
    for digit in digits {
        let digit = char::from(*digit).to_digit(radix).ok_or(ErrorKind::Reference)?;
        value = value.saturating_mul(radix).saturating_add(digit);
    }
    char::from_u32(value).filter(|c| is_char(*c)).ok_or(ErrorKind::Character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_entities_and_numbers_resolve_and_nothing_else() {
        assert_eq!(resolve(b"amp"), Ok('&'));
        assert_eq!(resolve(b"#233"), Ok('é'));
        assert_eq!(resolve(b"#x0001F600"), Ok('😀'));
        assert_eq!(resolve(b"eacute"), Err(ErrorKind::UnknownEntity));
        for bad in [&b""[..], b"#", b"#x", b"#xg", b"#1a", b"1a", b"#-1", b"a#"] {
            assert_eq!(resolve(bad), Err(ErrorKind::Reference), "{bad:?}");
        }
        for bad in [&b"#0"[..], b"#xD800", b"#x110000", b"#99999999999999", b"#11", b"#xFFFE"] {
            assert_eq!(resolve(bad), Err(ErrorKind::Character), "{bad:?}");
        }
    }
}
