//! What is read: a file in as many passes as needed, or standard input, kept in a nameless temporary file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::arguments::is_standard_input;
use super::failure::Failure;
use crate::xml::{self, Span};

/// Bytes read at once.
const CHUNK_BYTES: usize = 256 << 10;

/// Something that can be read from its start, again and again.
#[derive(Debug)]
pub(super) struct Source {
    name: String,
    file: File,
    buffer: Vec<u8>,
}

impl Source {
    /// Opens `path`, or keeps what `input` gives where it is `-`; what can be read once only is kept too.
    pub(super) fn open(path: &Path, input: &mut dyn Read) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let failed = |error| Failure::Read { name: name.clone(), error };
        if is_standard_input(path) {
            return Self::keep(name.clone(), input).map_err(failed);
        }
        let mut file = open_file(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_file() {
            return Ok(Self::new(name, file));
        }
        Self::keep(name.clone(), &mut file).map_err(failed)
    }

    /// A file that is open already; its end does not matter, its position neither.
    pub(super) fn new(name: String, file: File) -> Self {
        Self { name, file, buffer: vec![0; CHUNK_BYTES] }
    }

    fn keep(name: String, input: &mut dyn Read) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        io::copy(input, &mut file)?;
        Ok(Self::new(name, file))
    }

    /// The name to speak of it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads it once, from its start, as XML.
    pub(super) fn read(
        &mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), xml::Error>,
    ) -> Result<(), Failure> {
        self.pass(|chunk, name| take(chunk).map_err(|error| Failure::Xml { name: name.to_owned(), error }))
    }

    /// Reads it once, from its start, for a receiver that fails in its own way.
    pub(super) fn pass(
        &mut self,
        mut take: impl FnMut(&[u8], &str) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Self { name, file, buffer } = self;
        let failed = |error| Failure::Read { name: name.clone(), error };
        file.rewind().map_err(failed)?;
        each_chunk(file, buffer, |read| match read {
            Ok(chunk) => take(chunk, name),
            Err(error) => Err(failed(error)),
        })
    }

    /// How many bytes it has.
    pub(super) fn size(&self) -> Result<u64, Failure> {
        let failed = |error| Failure::Read { name: self.name.clone(), error };
        Ok(self.file.metadata().map_err(failed)?.len())
    }

    /// The bytes of one range, or of its beginning if it is longer than `limit`.
    pub(super) fn range(&mut self, span: Span, limit: u64) -> Result<Vec<u8>, Failure> {
        let failed = |error| Failure::Read { name: self.name.clone(), error };
        self.file.seek(SeekFrom::Start(span.start)).map_err(failed)?;
        let mut bytes = Vec::new();
        let length = span.end.saturating_sub(span.start).min(limit);
        (&self.file).take(length).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Writes all of it to `output`.
    pub(super) fn copy_to(&mut self, output: &mut dyn Write) -> Result<(), Failure> {
        self.pass(|chunk, _| output.write_all(chunk).map_err(Failure::standard_output))
    }
}

/// Reads `path`, or `input` where it is `-`, once; nothing is kept.
pub(super) fn read_once(
    path: &Path,
    input: &mut dyn Read,
    mut take: impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let failed = |error| Failure::Read { name: path.display().to_string(), error };
    let mut file;
    let reader: &mut dyn Read = if is_standard_input(path) {
        input
    } else {
        file = open_file(path).map_err(failed)?;
        &mut file
    };
    let mut buffer = vec![0; CHUNK_BYTES];
    each_chunk(reader, &mut buffer, |read| match read {
        Ok(chunk) => take(chunk),
        Err(error) => Err(failed(error)),
    })
}

/// Reads at most `limit` bytes and one more of a small file, so that a longer one shows.
pub(super) fn read_small(path: &Path, limit: usize, bytes: &mut Vec<u8>) -> Result<(), Failure> {
    let failed = |error| Failure::Read { name: path.display().to_string(), error };
    let file = open_file(path).map_err(failed)?;
    // No growth while reading: what a vector leaves behind when it grows is not wiped.
    bytes.reserve_exact(limit + 64);
    file.take(xml::as_u64(limit + 1)).read_to_end(bytes).map_err(failed)?;
    Ok(())
}

fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    // Opening a folder succeeds on some systems, and reading it fails with another error on each.
    if file.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

fn each_chunk(
    reader: &mut (impl Read + ?Sized),
    buffer: &mut [u8],
    mut take: impl FnMut(io::Result<&[u8]>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    loop {
        match reader.read(buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => take(Ok(&buffer[..length]))?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => take(Err(error))?,
        }
    }
}
