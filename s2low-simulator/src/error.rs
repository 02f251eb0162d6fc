use std::io;
use std::path::PathBuf;

/// Why the simulator could not do what its owner asked. (What a client does wrong is answered over HTTP instead.)
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The port is taken, or may not be opened.
    #[error("cannot listen on 127.0.0.1:{port}: {source}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder of the simulator could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A certificate or key of the simulator's connections cannot be used.
    #[error("{}: {message}", path.display())]
    Certificate {
        /// The file.
        path: PathBuf,
        /// Why not.
        message: String,
    },
    /// The table of transactions of an earlier run cannot be read.
    #[error("{}: not a table of transactions", .0.display())]
    Table(PathBuf),
    /// A program that S2low relies on could not be run. It is probably not installed.
    #[error("cannot run {program}: {source}")]
    Program {
        /// The program's name.
        program: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A program that S2low relies on ran and failed.
    #[error("{program} failed: {message}")]
    ProgramFailed {
        /// The program's name.
        program: &'static str,
        /// What the program said.
        message: String,
    },
    /// A program did not end within its time limit, and was stopped.
    #[error("{program} did not end within {seconds} s")]
    TooSlow {
        /// The program's name.
        program: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// No transaction has this number.
    #[error("no transaction {0}")]
    NoSuchTransaction(u64),
    /// Nothing happened to a transaction within the time that was given.
    #[error("transaction {0} did not get there in time")]
    Waiting(u64),
}

impl Error {
    /// Names the file in an I/O error: `map_err(Error::file(&path))`.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
