//! The head of a document: byte order mark and XML declaration.

use super::chars::{is_space, trim_start};
use super::encoding::Encoding;
use super::error::ErrorKind;
use super::tag::Fault;

/// Longest XML declaration; the longest sensible one has some 60 bytes.
const DECLARATION_BYTES: usize = 1 << 10;

/// What the head of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// How the bytes after it are to be read.
    pub(super) encoding: Encoding,
    /// The encoding that the declaration names.
    pub(super) declared: Option<Encoding>,
    /// How many bytes it takes.
    pub(super) len: usize,
    /// Whether it begins with a UTF-8 byte order mark.
    pub(super) byte_order_mark: bool,
}

/// Reads the head off the first bytes of a document; `None` if there are too few to tell.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Head>, Fault> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    const OPEN: &[u8] = b"<?xml";
    if matches!(bytes, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, _, ..] | [b'<', 0, ..]) {
        return Err((ErrorKind::WideEncoding, 0));
    }
    let cut_mark = bytes.len() < MARK.len() && MARK.starts_with(bytes);
    if cut_mark || matches!(bytes, [0 | 0xFE | 0xFF]) {
        return Ok(None);
    }
    let byte_order_mark = bytes.starts_with(MARK);
    let start = if byte_order_mark { MARK.len() } else { 0 };
    let rest = &bytes[start..];
    let opened = match rest.get(..OPEN.len() + 1) {
        Some(head) => head.starts_with(OPEN) && is_space(head[OPEN.len()]),
        None if OPEN.starts_with(rest) || rest == OPEN => return Ok(None),
        None => false,
    };
    if !opened {
        let (encoding, declared) = (Encoding::Utf8, None);
        return Ok(Some(Head { encoding, declared, len: start, byte_order_mark }));
    }
    let malformed = (ErrorKind::Declaration, start);
    // No value in it may hold `>`: the first one ends it.
    let end = memchr::memchr(b'>', rest);
    if end.unwrap_or(rest.len()) > DECLARATION_BYTES {
        return Err(malformed);
    }
    let Some(end) = end else {
        return Ok(None);
    };
    let inside = rest[OPEN.len()..end].strip_suffix(b"?").ok_or(malformed)?;
    let name = pseudo_attributes(inside).ok_or(malformed)?;
    let declared = match name {
        None => None,
        Some(name) => {
            let name = std::str::from_utf8(name).unwrap_or_default();
            if is_wide(name) {
                return Err((ErrorKind::WideEncoding, start));
            }
            Some(Encoding::from_name(name).ok_or((ErrorKind::UnknownEncoding, start))?)
        }
    };
    let encoding = match declared {
        // The mark says UTF-8, the declaration says otherwise. As long as all is ASCII, both are right.
        Some(declared) if byte_order_mark && declared != Encoding::Utf8 => Encoding::Ascii,
        Some(declared) => declared,
        None => Encoding::Utf8,
    };
    Ok(Some(Head { encoding, declared, len: start + end + 1, byte_order_mark }))
}

fn is_wide(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["UTF-16", "UTF-32", "UCS-", "ISO-10646-UCS"].iter().any(|wide| name.starts_with(wide))
}

/// Version, encoding and standalone, in this order; `Some(Some(name))` where an encoding is named.
fn pseudo_attributes(bytes: &[u8]) -> Option<Option<&[u8]>> {
    let mut rest = bytes;
    let version = pseudo_attribute(&mut rest, b"version")??;
    let digits = version.strip_prefix(b"1.")?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let encoding = pseudo_attribute(&mut rest, b"encoding")?;
    if encoding.is_some_and(|name| !is_encoding_name(name)) {
        return None;
    }
    let standalone = pseudo_attribute(&mut rest, b"standalone")?;
    if standalone.is_some_and(|value| value != b"yes" && value != b"no") {
        return None;
    }
    rest.iter().copied().all(is_space).then_some(encoding)
}

/// `S name Eq quote value quote` at the start of `rest`. `Some(None)` if something else stands there,
/// `None` if it is malformed.
fn pseudo_attribute<'a>(rest: &mut &'a [u8], name: &[u8]) -> Option<Option<&'a [u8]>> {
    let trimmed = trim_start(rest);
    let Some(after) = trimmed.strip_prefix(name) else {
        return Some(None);
    };
    if trimmed.len() == rest.len() {
        return None;
    }
    let after = trim_start(trim_start(after).strip_prefix(b"=")?);
    let (quote, after) = after.split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let end = memchr::memchr(*quote, after)?;
    *rest = &after[end + 1..];
    Some(Some(&after[..end]))
}

/// Production [81] `EncName`.
fn is_encoding_name(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_alphabetic)
        && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> Result<Encoding, ErrorKind> {
        match read(bytes) {
            Ok(Some(head)) => Ok(head.encoding),
            Ok(None) => panic!("undecided: {bytes:?}"),
            Err((kind, _)) => Err(kind),
        }
    }

    #[test]
    fn the_declaration_names_the_encoding() {
        assert_eq!(encoding(b"<a/>"), Ok(Encoding::Utf8));
        assert_eq!(encoding(b"<?xml version=\"1.0\"?>"), Ok(Encoding::Utf8));
        assert_eq!(encoding(b"<?xml version='1.0' encoding='iso-8859-1'?>"), Ok(Encoding::Latin1));
        assert_eq!(
            encoding(b"<?xml  version = \"1.0\"\n encoding=\"windows-1252\" standalone=\"yes\" ?>"),
            Ok(Encoding::Windows1252)
        );
        assert_eq!(encoding(b"\xEF\xBB\xBF<a/>"), Ok(Encoding::Utf8));
        assert_eq!(encoding(b"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>"), Ok(Encoding::Ascii));
    }

    #[test]
    fn a_declaration_off_its_grammar_is_refused() {
        for bad in [
            &b"<?xml ?>"[..],
            b"<?xml encoding='UTF-8'?>",
            b"<?xml version='2.0'?>",
            b"<?xml version='1.0'encoding='UTF-8'?>",
            b"<?xml version='1.0' standalone='maybe'?>",
            b"<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
            b"<?xml version='1.0' encoding=''?>",
            b"<?xml version=1.0?>",
        ] {
            assert_eq!(encoding(bad), Err(ErrorKind::Declaration), "{}", String::from_utf8_lossy(bad));
        }
        assert_eq!(encoding(b"<?xml version='1.0' encoding='EBCDIC-FR'?>"), Err(ErrorKind::UnknownEncoding));
        assert_eq!(encoding(b"<?xml version='1.0' encoding='UTF-16'?>"), Err(ErrorKind::WideEncoding));
        assert_eq!(encoding(b"\xFF\xFE<\0"), Err(ErrorKind::WideEncoding));
    }

    #[test]
    fn a_head_cut_short_is_undecided() {
        for head in
            [&b""[..], b"<", b"<?xm", b"<?xml", b"\xEF\xBB", b"\xEF\xBB\xBF<?x", b"<?xml version='1.0'"]
        {
            assert_eq!(read(head), Ok(None), "{head:?}");
        }
    }
}
