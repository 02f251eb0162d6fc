//! The content of an attachment: decoded from its base64 text, named, and told by its first bytes.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::Attachment;
use crate::xml::{Encoding, Event, Scanner};

/// Bits that no character stands for are let pass, as the reader does.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Decodes one attachment from the bytes between its tags, piece by piece. What comes out may still be compressed.
#[derive(Debug)]
pub struct Decoder {
    scanner: Scanner,
    /// Characters of base64 that are not decoded yet: fewer than four once the pieces so far were fed.
    pending: Vec<u8>,
    ended: bool,
}

/// The text is no base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotBase64;

impl fmt::Display for NotBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attachment is no base64")
    }
}

impl std::error::Error for NotBase64 {}

impl Decoder {
    /// A decoder at the start of the text, in a file in `encoding`.
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        let mut scanner = Scanner::new();
        let head = format!("<?xml version=\"1.0\" encoding=\"{}\"?><Fichier>", encoding.name());
        // It is well-formed.
        let _ = scanner.tell(head.as_bytes(), &mut |_| {});
        Self { scanner, pending: Vec::new(), ended: false }
    }

    /// Decodes the next bytes of the file and appends what they stand for.
    ///
    /// # Errors
    /// They are no base64 text. The decoder is of no use afterwards.
    pub fn feed(&mut self, bytes: &[u8], decoded: &mut Vec<u8>) -> Result<(), NotBase64> {
        let pending = &mut self.pending;
        let read = self.scanner.tell(bytes, &mut |event| {
            if let Event::Text(text) = event {
                pending.extend(text.bytes.iter().filter(|byte| !byte.is_ascii_whitespace()));
            }
        });
        read.map_err(|_| NotBase64)?;
        let whole = self.pending.len() / 4 * 4;
        if whole == 0 {
            return Ok(());
        }
        if self.ended {
            return Err(NotBase64);
        }
        BASE64.decode_vec(&self.pending[..whole], decoded).map_err(|_| NotBase64)?;
        self.ended = self.pending[whole - 1] == b'=';
        self.pending.drain(..whole);
        Ok(())
    }

    /// Ends the text.
    ///
    /// # Errors
    /// It is cut short.
    pub fn finish(mut self, decoded: &mut Vec<u8>) -> Result<(), NotBase64> {
        self.feed(b"</Fichier>", decoded)?;
        if self.pending.is_empty() { Ok(()) } else { Err(NotBase64) }
    }
}

/// What begins like this can be shown by a browser, and cannot act there: under this media type, none of it is run.
const SHOWN: [(&[u8], &str); 5] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
];

/// The media type under which a content that begins with `head` can be shown without risk; `None` where it can only
/// be saved. What the file says of its type, or its name, counts for nothing: markup of any kind is plain text.
#[must_use]
pub fn shown_as(head: &[u8]) -> Option<&'static str> {
    if let Some((_, media_type)) = SHOWN.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(media_type);
    }
    let is_binary = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C');
    if head.is_empty() || head.iter().any(is_binary) {
        return None;
    }
    // A character may be cut where the head ends.
    let is_utf8 = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    Some(if is_utf8 { "text/plain;charset=utf-8" } else { "text/plain;charset=windows-1252" })
}

/// Longest file name, in characters.
const NAME_CHARS: usize = 100;

/// The name under which an attachment is saved: what it is called, without what a file system or a person could take
/// for something else.
#[must_use]
pub fn file_name(attachment: &Attachment) -> String {
    let name = attachment.name.as_deref().or(attachment.id.as_deref()).unwrap_or_default();
    let safe = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        // Marks of direction and characters without width among them: with these, `exe` can look like `pdf`.
        c if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
        {
            '_'
        }
        c => c,
    };
    let name: String = name.chars().map(safe).collect();
    let name = name.trim_matches([' ', '.']);
    let count = name.chars().count();
    if count == 0 {
        return "piece-jointe".to_owned();
    }
    // Of a name that is too long, the end tells what kind of file it is.
    let (start, end) = if count > NAME_CHARS { (NAME_CHARS - 16, 16) } else { (count, 0) };
    name.chars().take(start).chain(name.chars().skip(count - end)).collect()
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    fn decode(parts: &[&[u8]]) -> Result<Vec<u8>, NotBase64> {
        let (mut decoder, mut decoded) = (Decoder::new(Encoding::Latin1), Vec::new());
        for part in parts {
            decoder.feed(part, &mut decoded)?;
        }
        decoder.finish(&mut decoded)?;
        Ok(decoded)
    }

    proptest! {
        #[test]
        fn what_was_encoded_comes_out_however_it_is_wrapped_and_cut(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
            width in 1_usize..90,
            cut in 0_usize..400,
        ) {
            let text = STANDARD.encode(&bytes);
            let lines: Vec<&[u8]> = text.as_bytes().chunks(width).collect();
            let wrapped = lines.join(&b"&#13;\r\n\t"[..]);
            let (head, tail) = wrapped.split_at(cut.min(wrapped.len()));
            prop_assert_eq!(decode(&[head, tail]), Ok(bytes));
        }
    }

    #[test]
    fn what_is_no_base64_is_told() {
        for bad in [&b"AAA"[..], b"A===", b"AA==AAAA", b"AA.A", b"AAAA<b/", b"\xE9AAA", b"AAAA&amp;AAA"] {
            assert_eq!(decode(&[bad]), Err(NotBase64), "{}", String::from_utf8_lossy(bad));
        }
        assert_eq!(decode(&[b"<![CDATA[QUI", b"=]]>"]), Ok(b"AB".to_vec()));
        // Bits beyond the last byte.
        assert_eq!(decode(&[b"QUJ="]), Ok(b"AB".to_vec()));
    }

    #[test]
    fn only_what_cannot_act_is_shown_and_markup_is_text() {
        assert_eq!(shown_as(b"%PDF-1.7\n\xE2"), Some("application/pdf"));
        assert_eq!(shown_as(b"\xFF\xD8\xFF\xE0"), Some("image/jpeg"));
        for active in ["<svg onload='alert(1)'>", "<!doctype html><script>", "<?xml version=\"1.0\"?><a/>"] {
            assert_eq!(shown_as(active.as_bytes()), Some("text/plain;charset=utf-8"));
        }
        assert_eq!(shown_as(b"pay\xE9"), Some("text/plain;charset=utf-8"), "a character cut at the end");
        assert_eq!(shown_as(b"pay\xE9 le 3"), Some("text/plain;charset=windows-1252"));
        for saved in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"MZ\x90\0", b""] {
            assert_eq!(shown_as(saved), None);
        }
    }

    #[test]
    fn a_name_is_one_file_name_and_keeps_its_ending() {
        let named =
            |name: &str| file_name(&Attachment { name: Some(name.to_owned()), ..Attachment::default() });
        assert_eq!(named("Facture n° 12 – été.pdf"), "Facture n° 12 – été.pdf");
        assert_eq!(named("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(named("facture\u{202e}fdp.exe"), "facture_fdp.exe");
        assert_eq!(named("a\\b:c*d?.pdf\n"), "a_b_c_d_.pdf_");
        assert_eq!(named(" ... "), "piece-jointe");
        let long = named(&format!("{}.pdf", "é".repeat(300)));
        assert!(long.ends_with("é.pdf") && long.chars().count() == NAME_CHARS, "{long}");
        let unnamed = Attachment { id: Some("PJ1".to_owned()), ..Attachment::default() };
        assert_eq!(file_name(&unnamed), "PJ1");
    }
}
