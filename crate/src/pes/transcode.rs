//! Files in another encoding than ISO-8859-1, which is the one that S2low lets through, and how they get into it.

use super::{Change, Code, Edit, Findings, Repair};
use crate::xml::{Encoding, as_u64};

/// How much of the head is kept: byte order mark and declaration stand there.
const HEAD_BYTES: usize = 1 << 10;
/// Most characters named of those that ISO-8859-1 lacks.
const NAMED: usize = 12;
const MARK: &[u8] = b"\xEF\xBB\xBF";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";

/// What becomes of the characters of a file that is put into ISO-8859-1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcoding {
    /// The encoding that the file is in.
    pub from: Encoding,
    /// How many characters ISO-8859-1 lacks: they become numeric references.
    pub references: u64,
    /// The first different ones of them.
    pub characters: String,
}

/// Looks at a file's bytes for what its encoding asks for.
#[derive(Debug, Default)]
pub(crate) struct Characters {
    head: Vec<u8>,
    offset: u64,
    decoder: Decoder,
    lacking: Lacking,
}

/// The characters met that ISO-8859-1 lacks.
#[derive(Debug, Default)]
struct Lacking {
    references: u64,
    named: String,
}

impl Lacking {
    fn add(&mut self, c: char) {
        self.references += 1;
        if self.named.chars().count() < NAMED && !self.named.contains(c) {
            self.named.push(c);
        }
    }

    fn told(self, from: Encoding) -> Transcoding {
        Transcoding { from, references: self.references, characters: self.named }
    }
}

/// Puts bytes in another encoding into ISO-8859-1, piece by piece.
#[derive(Debug)]
pub struct Transcoder {
    decoder: Decoder,
    from: Encoding,
    /// The last bytes written, to know where character data sections begin and end.
    window: [u8; 9],
    in_section: bool,
    lacking: Lacking,
}

/// Bytes to characters; a UTF-8 sequence may be cut.
#[derive(Debug, Default)]
struct Decoder {
    pending: Vec<u8>,
}

impl Characters {
    /// Reads the next bytes, of a file whose encoding may not be known yet.
    #[inline]
    pub(crate) fn feed(&mut self, bytes: &[u8], encoding: Option<Encoding>) {
        let start = self.offset;
        self.offset += as_u64(bytes.len());
        if self.head.len() < HEAD_BYTES {
            let wanted = (HEAD_BYTES - self.head.len()).min(bytes.len());
            self.head.extend_from_slice(&bytes[..wanted]);
        }
        match encoding {
            None | Some(Encoding::Latin1 | Encoding::Ascii) => {}
            Some(encoding) => {
                let skip = if start == 0 && bytes.starts_with(MARK) { MARK.len() } else { 0 };
                self.count(&bytes[skip..], encoding);
            }
        }
    }

    fn count(&mut self, bytes: &[u8], encoding: Encoding) {
        let Self { decoder, lacking, .. } = self;
        for block in bytes.chunks(64) {
            if decoder.pending.is_empty() && block.is_ascii() {
                continue;
            }
            decoder.feed(block, encoding, |decoded| {
                if let Ok(c) = decoded
                    && u32::from(c) > 0xFF
                {
                    lacking.add(c);
                }
            });
        }
    }

    /// Whether `word` stands within the first `count` bytes, letter case aside.
    pub(crate) fn head_has(&self, word: &[u8], count: usize) -> bool {
        let head = &self.head[..self.head.len().min(count)];
        head.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
    }

    /// Whether the file begins with a byte order mark, which no file in ISO-8859-1 has.
    pub(crate) fn has_mark(&self) -> bool {
        self.head.starts_with(MARK)
    }

    /// Adds what would put a file in this encoding into ISO-8859-1, if that was found to be wanting.
    pub(crate) fn repair(self, encoding: Encoding, findings: &mut Findings, repair: &mut Repair) {
        let wanting = [Code::NotLatin1, Code::ByteOrderMark].iter().any(|code| findings.count(*code) > 0);
        let Some(end) = declaration_end(&self.head).filter(|_| wanting) else {
            return;
        };
        findings.mark_repairable(Code::NotLatin1);
        findings.mark_repairable(Code::ByteOrderMark);
        repair.edits.insert(0, edit_of_head(&self.head[..end], Change::Declaration, DECLARATION));
        if !matches!(encoding, Encoding::Latin1 | Encoding::Ascii) {
            repair.transcode = Some(self.lacking.told(encoding));
        }
    }
}

/// Where the declaration of a file ends, the byte order mark before it included; `None` if it cannot be told.
fn declaration_end(head: &[u8]) -> Option<usize> {
    let mark = if head.starts_with(MARK) { MARK.len() } else { 0 };
    let rest = &head[mark..];
    if !rest.starts_with(b"<?xml") || !rest.get(5).is_some_and(u8::is_ascii_whitespace) {
        return Some(mark);
    }
    rest.windows(2).position(|pair| pair == b"?>").map(|end| mark + end + 2)
}

/// Puts something in the place of the first bytes of a file.
fn edit_of_head(head: &[u8], change: Change, replacement: &str) -> Edit {
    Edit {
        start: 0,
        end: as_u64(head.len()),
        replacement: replacement.to_owned(),
        change,
        element: "",
        line: 1,
        before: String::from_utf8_lossy(head).into_owned(),
    }
}

/// What would put right a file that cannot be read because something stands before its declaration, or because its
/// byte order mark and its declaration say different things; `head` is its beginning.
#[must_use]
pub fn repair_of_head(head: &[u8]) -> Option<Repair> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let start =
        head.windows(6).position(|window| window.starts_with(b"<?xml") && window[5].is_ascii_whitespace())?;
    if start == 0 {
        return None;
    }
    let mut repair = Repair { edits: vec![edit_of_head(&head[..start], Change::Lead, "")], transcode: None };
    // With a mark, the text is in UTF-8, whatever the declaration says.
    let declared = &head[start..][..declaration_end(&head[start..])?];
    let says_latin1 = declared.to_ascii_uppercase().windows(10).any(|window| window == b"ISO-8859-1");
    if head[..start].ends_with(MARK) && says_latin1 {
        // How many characters do not fit shows when it is done.
        repair.transcode = Some(Lacking::default().told(Encoding::Utf8));
    }
    Some(repair)
}

impl Transcoder {
    /// From this encoding.
    #[must_use]
    pub fn new(from: Encoding) -> Self {
        let (decoder, lacking) = (Decoder::default(), Lacking::default());
        Self { decoder, from, window: [0; 9], in_section: false, lacking }
    }

    /// What became of the characters.
    #[must_use]
    pub fn told(self) -> Transcoding {
        self.lacking.told(self.from)
    }

    /// The next bytes, in ISO-8859-1. What is no character stays as it is.
    pub fn feed(&mut self, bytes: &[u8], output: &mut Vec<u8>) {
        let Self { decoder, from, window, in_section, lacking } = self;
        decoder.feed(bytes, *from, |decoded| {
            let byte = match decoded {
                Ok(c) => match u8::try_from(u32::from(c)) {
                    Ok(byte) => byte,
                    Err(_) => {
                        lacking.add(c);
                        let reference = format!("&#{};", u32::from(c));
                        // In a character data section, a reference would be read as it is written.
                        let (before, after) = if *in_section { ("]]>", "<![CDATA[") } else { ("", "") };
                        output.extend_from_slice(format!("{before}{reference}{after}").as_bytes());
                        return;
                    }
                },
                Err(byte) => byte,
            };
            output.push(byte);
            window.rotate_left(1);
            window[8] = byte;
            if window == b"<![CDATA[" {
                *in_section = true;
            } else if window.ends_with(b"]]>") {
                *in_section = false;
            }
        });
    }
}

impl Decoder {
    /// Tells each character, or the bytes that are none.
    fn feed(&mut self, bytes: &[u8], encoding: Encoding, mut take: impl FnMut(Result<char, u8>)) {
        if encoding != Encoding::Utf8 {
            bytes.iter().for_each(|byte| take(encoding.decode_byte(*byte).ok_or(*byte)));
            return;
        }
        for byte in bytes {
            if self.pending.is_empty() && byte.is_ascii() {
                take(Ok(char::from(*byte)));
                continue;
            }
            self.pending.push(*byte);
            match std::str::from_utf8(&self.pending) {
                Ok(text) => {
                    text.chars().for_each(|c| take(Ok(c)));
                    self.pending.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => self.pending.drain(..).for_each(|byte| take(Err(byte))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcode(from: Encoding, bytes: &[u8]) -> Vec<u8> {
        let (mut transcoder, mut output) = (Transcoder::new(from), Vec::new());
        bytes.chunks(1).for_each(|byte| transcoder.feed(byte, &mut output));
        output
    }

    #[test]
    fn characters_that_do_not_fit_become_references() {
        assert_eq!(transcode(Encoding::Utf8, "é€ ✓".as_bytes()), b"\xE9&#8364; &#10003;");
        assert_eq!(transcode(Encoding::Windows1252, b"\xE9\x80"), b"\xE9&#8364;");
        assert_eq!(transcode(Encoding::Utf8, b"a\xE9b"), b"a\xE9b");
        let section = "<a><![CDATA[1 €]]>€</a>".as_bytes();
        assert_eq!(transcode(Encoding::Utf8, section), b"<a><![CDATA[1 ]]>&#8364;<![CDATA[]]>&#8364;</a>");
    }

    #[test]
    fn what_stands_before_the_declaration_is_cut_off() {
        let cut = |head: &[u8]| {
            repair_of_head(head).map(|repair| (repair.edits[0].end, repair.transcode.is_some()))
        };
        assert_eq!(cut(b"\r\n <?xml version='1.0'?>"), Some((3, false)));
        assert_eq!(cut(b"\xEF\xBB\xBF<?xml version='1.0' encoding='iso-8859-1'?>"), Some((3, true)));
        assert_eq!(cut(b"<?xml version='1.0'?>"), None);
        assert_eq!(cut(b"no XML"), None);
    }
}
