//! Text and CDATA sections: runs as long as can be, line ends, references, characters.

use super::chars::{CLASS, class, is_space};
use super::encoding::{Encoding, incomplete_utf8_tail};
use super::error::ErrorKind;
use super::event::{Receiver, Text};
use super::reference;
use super::run::text_end;
use super::tag::Fault;
use crate::limits;

/// What of a text must be remembered from one run to the next.
#[derive(Debug, Default)]
pub(super) struct TextState {
    /// The last run ended with CR, which LF may follow.
    carriage_return: bool,
    /// How many `]` came last.
    brackets: usize,
    in_cdata: bool,
    decoded: Vec<u8>,
}

impl TextState {
    pub(super) fn in_cdata(&self) -> bool {
        self.in_cdata
    }

    pub(super) fn enter_cdata(&mut self) {
        self.in_cdata = true;
        self.brackets = 0;
    }

    /// Whether a text that follows can be read without a look at what came before.
    #[inline]
    pub(super) fn is_fresh(&self) -> bool {
        !self.in_cdata && !self.carriage_return
    }

    /// Reads the run of bytes at `at`, which stand at `offset` in the document, that stand for themselves; where it ends.
    #[inline]
    pub(super) fn plain(
        &mut self,
        bytes: &[u8],
        at: usize,
        offset: Option<u64>,
        receiver: &mut (impl Receiver + ?Sized),
    ) -> usize {
        let (end, blank) = text_end(bytes, at);
        if end > at {
            self.brackets = 0;
            let text = Text { bytes: &bytes[at..end], plain: true, blank, offset };
            receiver.text(&text);
        }
        end
    }

    /// Markup came between: brackets before it are no part of what follows.
    #[inline]
    pub(super) fn leave_markup(&mut self) {
        self.brackets = 0;
    }

    /// Markup follows: what was held back is told.
    #[inline]
    pub(super) fn flush(&mut self, receiver: &mut dyn Receiver) {
        self.brackets = 0;
        if self.carriage_return {
            self.carriage_return = false;
            tell(receiver, b"\n", true);
        }
    }

    /// Reads one run off `rest`, which is not empty; `None` if a reference or a character is cut.
    pub(super) fn read(
        &mut self,
        rest: &[u8],
        encoding: Encoding,
        receiver: &mut dyn Receiver,
    ) -> Result<Option<usize>, Fault> {
        if self.carriage_return {
            self.carriage_return = false;
            if rest[0] != b'\n' {
                tell(receiver, b"\n", true);
            }
        }
        if self.in_cdata {
            return self.read_cdata(rest, encoding, receiver);
        }
        let plain = self.plain(rest, 0, None, receiver);
        if plain > 0 {
            return Ok(Some(plain));
        }
        match rest[0] {
            b']' => {
                self.brackets += 1;
                tell(receiver, b"]", true);
                Ok(Some(1))
            }
            b'>' if self.brackets >= 2 => Err((ErrorKind::CdataEnd, 0)),
            b'>' => {
                self.brackets = 0;
                tell(receiver, b">", false);
                Ok(Some(1))
            }
            b'\r' => {
                self.brackets = 0;
                self.carriage_return = true;
                Ok(Some(1))
            }
            b'&' => {
                self.brackets = 0;
                read_reference(rest, receiver)
            }
            0x80.. => {
                self.brackets = 0;
                let is_plain = |byte: &u8| *byte >= 0x80 || CLASS[usize::from(*byte)] & class::TEXT != 0;
                let run = rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
                self.read_decoded(rest, run, true, encoding, receiver)
            }
            _ => Err((ErrorKind::Character, 0)),
        }
    }

    fn read_cdata(
        &mut self,
        rest: &[u8],
        encoding: Encoding,
        receiver: &mut dyn Receiver,
    ) -> Result<Option<usize>, Fault> {
        match rest[0] {
            b']' => {
                self.brackets += 1;
                Ok(Some(1))
            }
            b'>' if self.brackets >= 2 => {
                let brackets = self.brackets - 2;
                self.in_cdata = false;
                self.brackets = 0;
                tell_brackets(receiver, brackets);
                Ok(Some(1))
            }
            first => {
                let brackets = std::mem::take(&mut self.brackets);
                tell_brackets(receiver, brackets);
                if first == b'\r' {
                    self.carriage_return = true;
                    return Ok(Some(1));
                }
                let stops = |byte: &u8| *byte == b']' || (*byte < 0x20 && !matches!(byte, b'\t' | b'\n'));
                match rest.iter().position(stops).unwrap_or(rest.len()) {
                    0 => Err((ErrorKind::Character, 0)),
                    run => self.read_decoded(rest, run, false, encoding, receiver),
                }
            }
        }
    }

    /// Tells the first `run` bytes of `rest`, decoded; a UTF-8 character cut by the end of `rest` is left.
    fn read_decoded(
        &mut self,
        rest: &[u8],
        run: usize,
        plain: bool,
        encoding: Encoding,
        receiver: &mut dyn Receiver,
    ) -> Result<Option<usize>, Fault> {
        let cut =
            if encoding == Encoding::Utf8 && run == rest.len() { incomplete_utf8_tail(rest) } else { 0 };
        let bytes = &rest[..run - cut];
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.is_ascii() {
            tell(receiver, bytes, plain);
        } else {
            self.decoded.clear();
            let decoded = encoding.decode_into(bytes, &mut self.decoded);
            // The first fault counts, or where the text is cut would decide which one is found.
            let sound = &bytes[..decoded.err().unwrap_or(bytes.len())];
            if let Some(index) = forbidden_character(sound).filter(|_| encoding == Encoding::Utf8) {
                return Err((ErrorKind::Character, index));
            }
            decoded.map_err(|index| (ErrorKind::Encoding, index))?;
            tell(receiver, &self.decoded, plain);
        }
        Ok(Some(bytes.len()))
    }
}

/// White space outside the root element is skipped; anything else there is an error.
pub(super) fn outside_root(rest: &[u8], root_seen: bool) -> Result<usize, Fault> {
    match rest.iter().position(|byte| !is_space(*byte)) {
        None => Ok(rest.len()),
        Some(0) if root_seen => Err((ErrorKind::ContentAfterRoot, 0)),
        Some(0) => Err((ErrorKind::ContentBeforeRoot, 0)),
        Some(end) => Ok(end),
    }
}

/// U+FFFE or U+FFFF in `utf8`: of the characters that UTF-8 can encode, XML forbids these two and controls.
pub(super) fn forbidden_character(utf8: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xEF, utf8).find(|at| matches!(utf8[*at..], [_, 0xBF, 0xBE | 0xBF, ..]))
}

fn read_reference(rest: &[u8], receiver: &mut dyn Receiver) -> Result<Option<usize>, Fault> {
    let end = rest[1..].iter().position(|byte| !reference::may_continue(*byte));
    if end.map_or(rest.len(), |end| end + 2) > limits::REFERENCE_BYTES {
        return Err((ErrorKind::Reference, 0));
    }
    match end {
        Some(end) if rest[end + 1] == b';' => {
            let c = reference::resolve(&rest[1..=end]).map_err(|kind| (kind, 0))?;
            let plain = !matches!(c, '&' | '<' | '>' | '\r');
            tell(receiver, c.encode_utf8(&mut [0; 4]).as_bytes(), plain);
            Ok(Some(end + 2))
        }
        Some(_) => Err((ErrorKind::Reference, 0)),
        None => Ok(None),
    }
}

fn tell_brackets(receiver: &mut dyn Receiver, mut count: usize) {
    const BRACKETS: &[u8] = &[b']'; 64];
    while count > 0 {
        let part = count.min(BRACKETS.len());
        tell(receiver, &BRACKETS[..part], true);
        count -= part;
    }
}

#[inline]
fn tell(receiver: &mut dyn Receiver, bytes: &[u8], plain: bool) {
    receiver.text(&Text { bytes, plain, blank: false, offset: None });
}
