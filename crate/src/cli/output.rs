//! Where the signed file goes: beside its final place first, and there only once it has been verified.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;
use super::source::Source;

/// The place that was asked for, seen to be free.
#[derive(Debug)]
pub(super) enum Destination {
    /// Standard output.
    Standard,
    /// A file to be made, or to be replaced if it is there.
    File { path: PathBuf, replace: bool },
    /// A device or a pipe, which is written to as it is.
    Device(PathBuf),
}

/// A file being written; dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Output {
    name: String,
    written: Written,
}

#[derive(Debug)]
enum Written {
    /// For standard output, or for a device.
    Nameless { file: File, device: Option<PathBuf> },
    /// In the folder of the file that it will be.
    Beside { file: NamedTempFile, path: PathBuf, replace: bool },
}

impl Destination {
    /// Looks at the place; `None` is standard output.
    pub(super) fn new(path: Option<&Path>, force: bool) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Standard);
        };
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                Err(Failure::write(path, io::ErrorKind::IsADirectory.into()))
            }
            Ok(metadata) if !metadata.is_file() => Ok(Self::Device(path.to_owned())),
            Ok(_) if !force => Err(Failure::Exists { path: path.to_owned() }),
            // A link stays; what it leads to is replaced.
            Ok(_) => {
                let path = path.canonicalize().map_err(|error| Failure::write(path, error))?;
                Ok(Self::File { path, replace: true })
            }
            Err(_) => Ok(Self::File { path: path.to_owned(), replace: force }),
        }
    }

    /// Begins to write.
    pub(super) fn begin(self) -> Result<Output, Failure> {
        let name = match &self {
            Self::Standard => "-".to_owned(),
            Self::File { path, .. } | Self::Device(path) => path.display().to_string(),
        };
        let failed = |error| Failure::Write { name: name.clone(), error };
        let written = match self {
            Self::File { path, replace } => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let file = builder().tempfile_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
                Written::Beside { file, path, replace }
            }
            Self::Standard => Written::Nameless { file: tempfile::tempfile().map_err(failed)?, device: None },
            Self::Device(path) => {
                Written::Nameless { file: tempfile::tempfile().map_err(failed)?, device: Some(path) }
            }
        };
        Ok(Output { name, written })
    }
}

impl Output {
    /// What to write to.
    pub(super) fn file(&self) -> &File {
        match &self.written {
            Written::Nameless { file, .. } => file,
            Written::Beside { file, .. } => file.as_file(),
        }
    }

    /// What was written, to be read again.
    pub(super) fn read_back(&self) -> Result<Source, Failure> {
        let file = self.file().try_clone().map_err(|error| self.failed(error))?;
        Ok(Source::new(self.name.clone(), file))
    }

    /// A fault of writing.
    pub(super) fn failed(&self, error: io::Error) -> Failure {
        Failure::Write { name: self.name.clone(), error }
    }

    /// Puts what was written into its place.
    pub(super) fn finish(self, standard_output: &mut dyn Write) -> Result<(), Failure> {
        let Self { name, written } = self;
        match written {
            Written::Beside { file, path, replace } => {
                let done = if replace { file.persist(&path) } else { file.persist_noclobber(&path) };
                done.map(drop).map_err(|failed| match failed.error.kind() {
                    io::ErrorKind::AlreadyExists => Failure::Exists { path },
                    _ => Failure::write(&path, failed.error),
                })
            }
            Written::Nameless { file, device } => {
                let mut source = Source::new(name, file);
                match device {
                    None => source.copy_to(standard_output),
                    Some(path) => {
                        let mut device = File::options()
                            .write(true)
                            .open(&path)
                            .map_err(|error| Failure::write(&path, error))?;
                        source.copy_to(&mut device)
                    }
                }
            }
        }
    }
}

/// Temporary files beside the output get the rights that any new file gets.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pes-signer-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
