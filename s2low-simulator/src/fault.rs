use std::time::Duration;

/// A trouble that S2low can have, switched on and off while the simulator runs.
/// It touches S2low's own addresses, never the static page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Fault {
    /// All is well.
    #[default]
    None,
    /// Every request gets the web server's page for HTTP 500.
    ServerError500,
    /// Every request gets the web server's page for this HTTP status.
    ServerError(u16),
    /// The server's clock goes wrong by this many seconds.
    Clock(i64),
    /// Scripts answer with a page of HTML under HTTP 200, as a portal in between does.
    Portal,
    /// The answers of scripts break off after this many bytes.
    AnswerCut(usize),
    /// The antivirus finds something in every file.
    Virus,
    /// The window of transmission to the DGFiP is full: transactions stay at status 2.
    WindowFull,
    /// The connection is closed without an answer, as when S2low cannot be reached.
    ConnectionClosed,
    /// The session or the certificate is not recognised: 302 to the HTML page `/connexion-status`.
    LoggedOut,
    /// An upload is read no faster than this.
    SlowUpload {
        /// How many bytes are read in one second.
        bytes_per_second: u64,
    },
    /// The connection is closed once this many bytes of an upload have been read.
    UploadInterrupted {
        /// How many bytes are read before.
        after: u64,
    },
    /// The import is done, but the connection is closed before the answer: sending again meets the duplicate check.
    AnswerLost,
    /// Every answer waits this long.
    SlowAnswer(Duration),
    /// The scripts answer that the module cannot be initialised.
    ModuleUnavailable,
    /// The import script answers, in plain text, that the XML answer cannot be sent.
    AnswerNotSent,
    /// The status script cannot read the state of a transaction.
    StatusUnreadable,
    /// The worker waits (a stopped antivirus does this): transactions stay at status 1.
    WorkerStopped,
    /// The worker cannot record a PES Aller (its twelfth check).
    DatabaseDown,
    /// Where an answer has words, they are these: as of an S2low, or of somebody in between, that means harm.
    Says(Place, &'static str),
}

/// Where an answer has words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The page for HTTP 500.
    Failure,
    /// The import script's refusal in plain text.
    Refusal,
    /// The message of the import script's refusal in XML.
    Import,
    /// The message of the status script; the state is as it is.
    Status,
}
