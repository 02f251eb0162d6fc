use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::authentication::Account;
use crate::authorities::Authorities;
use crate::config::Config;
use crate::connection;
use crate::error::Error;
use crate::fault::Fault;
use crate::routes::{Shared, router};
use crate::sessions::Sessions;
use crate::status::Status;
use crate::store::{Store, Transaction};
use crate::tls;
use crate::worker::{acquit_all, analyse_all, transmit_all};

/// A running S2low. Dropping it ends it at once; [`Simulator::stop`] lets running requests end.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    server: JoinSet<()>,
    workers: JoinSet<()>,
}

impl Simulator {
    /// Starts listening on 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken or the working folder cannot be made.
    pub async fn start(config: Config) -> Result<Self, Error> {
        let port = config.port;
        let listening = |source| Error::Listen { port, source };
        let listener = listen(port).map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        // Programs are run with these folders; a relative one would follow the current folder.
        let work_dir = std::path::absolute(&config.work_dir).map_err(Error::file(&config.work_dir))?;

        let (posted, posted_queue) = mpsc::unbounded_channel();
        let (valid, valid_queue) = mpsc::unbounded_channel();
        let (sent, sent_queue) = mpsc::unbounded_channel();
        let acceptor = config.tls.as_ref().map(tls::acceptor).transpose()?;
        let accounts = [std::slice::from_ref(&config.account), &config.more_accounts].concat();
        let shared = Arc::new(Shared {
            store: Store::open(work_dir.join("files")).await?,
            authorities: Authorities::open(work_dir.join("validca")).await?,
            posted,
            fault: Mutex::default(),
            accounts: Mutex::new(accounts),
            sessions: Sessions::default(),
            config,
        });
        go_on(&shared, &valid, &sent);
        let (stop, stopping) = watch::channel(false);
        let mut server = JoinSet::new();
        server.spawn(connection::serve(listener, acceptor, router(shared.clone()), stopping));
        let mut workers = JoinSet::new();
        workers.spawn(analyse_all(shared.clone(), posted_queue, valid));
        workers.spawn(transmit_all(shared.clone(), valid_queue, sent));
        workers.spawn(acquit_all(shared.clone(), sent_queue));
        Ok(Self { address, shared, stop, server, workers })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:<port>`, or `https`, without a final slash.
    pub fn url(&self) -> String {
        let scheme = if self.shared.config.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Trusts a certification authority, given as one PEM certificate: puts it into `validca`.
    ///
    /// # Errors
    /// When `openssl` cannot be run or cannot read the certificate, or the folder cannot be written.
    pub async fn trust(&self, ca_pem: &str) -> Result<(), Error> {
        self.shared.authorities.trust(ca_pem).await
    }

    /// The folder of trusted authorities, with OpenSSL's hashed names. CRLs (`<hash>.r0`) may be put there.
    pub fn validca(&self) -> &Path {
        self.shared.authorities.folder()
    }

    /// Every transaction, oldest first.
    pub fn transactions(&self) -> Vec<Transaction> {
        self.shared.store.all()
    }

    /// One transaction by its number.
    pub fn transaction(&self, id: u64) -> Option<Transaction> {
        self.shared.store.get(id)
    }

    /// Where the bytes of a transaction lie.
    pub fn file_of(&self, id: u64) -> Option<PathBuf> {
        self.transaction(id).map(|transaction| self.shared.store.path(&transaction.sha1))
    }

    /// Waits until a transaction is as wanted: `|t| t.status() != Status::POSTED`.
    ///
    /// # Errors
    /// When the number is unknown, or the time is over.
    pub async fn wait_for(
        &self,
        id: u64,
        limit: Duration,
        wanted: impl Fn(&Transaction) -> bool,
    ) -> Result<Transaction, Error> {
        let mut changes = self.shared.store.watch();
        let waiting = async {
            loop {
                let transaction = self.transaction(id).ok_or(Error::NoSuchTransaction(id))?;
                if wanted(&transaction) {
                    return Ok(transaction);
                }
                changes.changed().await.map_err(|_| Error::Waiting(id))?;
            }
        };
        tokio::time::timeout(limit, waiting).await.unwrap_or(Err(Error::Waiting(id)))
    }

    /// Adds a step to a transaction's workflow, as an event at the DGFiP would.
    ///
    /// # Errors
    /// When the number is unknown.
    pub fn set_status(&self, id: u64, status: Status, message: &str) -> Result<(), Error> {
        self.shared.store.step(id, status, message)
    }

    /// Has a trouble from now on; [`Fault::None`] ends it.
    pub fn set_fault(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// Changes who is behind the client certificate.
    pub fn set_account(&self, account: Account) {
        self.set_accounts(vec![account]);
    }

    /// Changes every account.
    pub fn set_accounts(&self, accounts: Vec<Account>) {
        *self.shared.accounts.lock().unwrap_or_else(PoisonError::into_inner) = accounts;
    }

    /// Stops listening, lets running requests end for a moment, and ends the workers.
    pub async fn stop(mut self) {
        // The server holds the receiver until it ends.
        let _ = self.stop.send(true);
        while self.server.join_next().await.is_some() {}
        self.workers.shutdown().await;
    }
}

/// What the kernel may hold of a request that is not read yet, in bytes. On the loopback device it would be megabytes: a
/// slow upload would seem half done at once, and then to stand still.
const UNREAD_BYTES: u32 = 256 * 1024;

fn listen(port: u16) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.set_recv_buffer_size(UNREAD_BYTES)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    socket.listen(1024)
}

/// Takes up what an earlier run left unfinished.
fn go_on(
    shared: &Shared,
    valid: &mpsc::UnboundedSender<(Instant, u64)>,
    sent: &mpsc::UnboundedSender<(Instant, u64)>,
) {
    for transaction in shared.store.all() {
        let (id, status) = (transaction.id, transaction.status());
        // The receivers only go when the simulator stops.
        let _ = match (status, shared.config.transmission_delay, shared.config.acquit_delay) {
            (Status::POSTED, ..) => shared.posted.send(id).ok(),
            (Status::WAITING, Some(delay), _) => valid.send((Instant::now() + delay, id)).ok(),
            (Status::TRANSMITTED, _, Some(delay)) => sent.send((Instant::now() + delay, id)).ok(),
            _ => None,
        };
    }
}
