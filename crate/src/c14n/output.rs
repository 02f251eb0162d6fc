//! Where canonical octets go: escaped, gathered, then handed on in large pieces.

/// A receiver of octets that cannot refuse them: a buffer, a digest.
pub trait Sink {
    /// Takes the next octets.
    fn write(&mut self, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn write(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Gathers small pieces, since a digest is fastest on large ones.
#[derive(Debug)]
pub(super) struct Output<S> {
    buffer: Vec<u8>,
    sink: S,
}

const BUFFER_BYTES: usize = 16 << 10;

impl<S: Sink> Output<S> {
    pub(super) fn new(sink: S) -> Self {
        Self { buffer: Vec::with_capacity(BUFFER_BYTES), sink }
    }

    #[inline]
    pub(super) fn put(&mut self, bytes: &[u8]) {
        if self.buffer.len() + bytes.len() > BUFFER_BYTES {
            self.flush();
            if bytes.len() >= BUFFER_BYTES {
                self.sink.write(bytes);
                return;
            }
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Text content: `&`, `<`, `>` and CR are replaced.
    pub(super) fn put_text(&mut self, text: &[u8]) {
        self.put_escaped(text, |byte| match byte {
            b'&' => Some(b"&amp;"),
            b'<' => Some(b"&lt;"),
            b'>' => Some(b"&gt;"),
            b'\r' => Some(b"&#xD;"),
            _ => None,
        });
    }

    /// ` name="value"`; `&`, `<`, `"` and the three line and tab characters are replaced.
    pub(super) fn put_attribute(&mut self, name: &[&[u8]], value: &[u8]) {
        self.put(b" ");
        for part in name {
            self.put(part);
        }
        self.put(b"=\"");
        self.put_escaped(value, |byte| match byte {
            b'&' => Some(b"&amp;"),
            b'<' => Some(b"&lt;"),
            b'"' => Some(b"&quot;"),
            b'\t' => Some(b"&#x9;"),
            b'\n' => Some(b"&#xA;"),
            b'\r' => Some(b"&#xD;"),
            _ => None,
        });
        self.put(b"\"");
    }

    pub(super) fn into_sink(mut self) -> S {
        self.flush();
        self.sink
    }

    fn put_escaped(&mut self, bytes: &[u8], escape: impl Fn(u8) -> Option<&'static [u8]>) {
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if let Some(replacement) = escape(*byte) {
                self.put(&bytes[from..at]);
                self.put(replacement);
                from = at + 1;
            }
        }
        self.put(&bytes[from..]);
    }

    fn flush(&mut self) {
        self.sink.write(&self.buffer);
        self.buffer.clear();
    }
}
