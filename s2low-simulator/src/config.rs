use std::path::PathBuf;
use std::time::Duration;

use crate::authentication::Account;

/// How a simulator is set up. [`Config::new`] gives what tests want; change the fields that matter.
#[derive(Debug, Clone)]
pub struct Config {
    /// The port on 127.0.0.1; 0 lets the system choose a free one.
    pub port: u16,
    /// The folder of the static page, served at `/`. Without it there is no page.
    pub site: Option<PathBuf>,
    /// Where uploaded files and trusted authorities are kept. Made if it is missing.
    pub work_dir: PathBuf,
    /// `HELIOS_MAX_UPLOAD_SIZE`: larger files are refused with S2low's message.
    pub max_upload: u64,
    /// The web server's `LimitRequestBody`: larger requests get its 413 page, and never reach S2low.
    pub max_request: u64,
    /// How long a transaction stays at status 1 before the worker looks at it.
    pub worker_delay: Duration,
    /// How long a valid transaction waits before it is transmitted (status 3). `None`: it stays at status 2.
    pub transmission_delay: Option<Duration>,
    /// Who is behind the client certificate.
    pub account: Account,
}

impl Config {
    /// S2low's own limits, an ephemeral port, no page, no waiting, no transmission.
    pub fn new(work_dir: impl Into<PathBuf>) -> Self {
        Self {
            port: 0,
            site: None,
            work_dir: work_dir.into(),
            max_upload: 128 * 1024 * 1024,
            max_request: 200_486_000,
            worker_delay: Duration::ZERO,
            transmission_delay: None,
            account: Account::demonstration(),
        }
    }
}
