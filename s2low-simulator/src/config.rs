use std::path::PathBuf;
use std::time::Duration;

use crate::acquit::Acquit;
use crate::authentication::Account;
use crate::tls::Connections;

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
    /// How long a transmitted transaction waits for its acquittement. `None`: it stays at status 3.
    pub acquit_delay: Option<Duration>,
    /// What the DGFiP answers.
    pub acquit: Acquit,
    /// Who is behind the client certificate.
    pub account: Account,
    /// Other accounts, for certificates of their own or shared ones.
    pub more_accounts: Vec<Account>,
    /// The certificates of a vhost that demands one of its clients; plain HTTP without.
    pub tls: Option<Connections>,
    /// Which S2low this is.
    pub version: Version,
    /// `CONVERT_API_LOGINS_FROM_ISO`: names and passwords of HTTP Basic are taken for ISO-8859-1.
    pub logins_from_iso: bool,
}

/// The lines of S2low.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// 5.1: files can be signed on S2low's own pages.
    V5,
    /// 6.0: they cannot.
    V6,
}

impl Config {
    /// S2low's own limits, an ephemeral port, no page, no waiting, no transmission, no TLS.
    pub fn new(work_dir: impl Into<PathBuf>) -> Self {
        Self {
            port: 0,
            site: None,
            work_dir: work_dir.into(),
            max_upload: 128 * 1024 * 1024,
            max_request: 200_486_000,
            worker_delay: Duration::ZERO,
            transmission_delay: None,
            acquit_delay: None,
            acquit: Acquit::Positive,
            account: Account::demonstration(),
            more_accounts: Vec::new(),
            tls: None,
            version: Version::V5,
            logins_from_iso: false,
        }
    }
}
