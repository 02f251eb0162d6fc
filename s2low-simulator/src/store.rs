//! What S2low keeps of every transaction: its rows, written to disk at each change, and its files in a folder,
//! named by their SHA-1.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tokio::sync::watch;

use crate::error::Error;
use crate::rows;
use crate::status::Status;

/// S2low cuts workflow messages to this many characters.
const MESSAGE_LIMIT: usize = 512;

/// A file that was imported, and what became of it.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// The number that S2low gave.
    pub id: u64,
    /// The body whose account imported it.
    pub authority: String,
    /// The file name as the client sent it.
    pub filename: String,
    /// SHA-1 of the bytes, lower-case hexadecimal.
    pub sha1: String,
    /// Size of the file in bytes.
    pub size: u64,
    /// `NomFic`, once the worker recorded it.
    pub nom_fic: Option<String>,
    /// `CodCol`, likewise.
    pub cod_col: Option<String>,
    /// Every status that the transaction had, oldest first; never empty.
    pub workflow: Vec<WorkflowStep>,
    /// The PES_ACQUIT that came back, if one did.
    pub acquit: Option<PathBuf>,
}

/// One line of a transaction's workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowStep {
    /// The status it came to.
    pub status: Status,
    /// S2low's message.
    pub message: String,
    /// When.
    pub at: SystemTime,
}

impl Transaction {
    /// The current status: the latest of the workflow.
    pub fn status(&self) -> Status {
        self.workflow.last().map_or(Status::ERROR, |step| step.status)
    }

    /// The message of the current status.
    pub fn message(&self) -> &str {
        self.workflow.last().map_or("", |step| &step.message)
    }
}

/// A file that has just been written to disk.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) filename: String,
    pub(crate) sha1: String,
    pub(crate) size: u64,
    /// Where it lies until it gets its name.
    pub(crate) written: PathBuf,
}

#[derive(Debug)]
pub(crate) struct Store {
    files: PathBuf,
    /// Where the rows are written to.
    table: PathBuf,
    rows: Mutex<Rows>,
    changes: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Rows {
    transactions: BTreeMap<u64, Transaction>,
    digests: HashMap<String, u64>,
    /// (NomFic, CodCol) of every PES Aller that was recorded.
    names: HashMap<(String, String), u64>,
    arrivals: u64,
}

impl Rows {
    fn of(transactions: Vec<Transaction>) -> Self {
        let mut rows = Self::default();
        for transaction in transactions {
            rows.digests.insert(transaction.sha1.clone(), transaction.id);
            if let (Some(nom_fic), Some(cod_col)) = (&transaction.nom_fic, &transaction.cod_col) {
                rows.names.insert((nom_fic.clone(), cod_col.clone()), transaction.id);
            }
            rows.transactions.insert(transaction.id, transaction);
        }
        rows
    }
}

/// Why an arrival was not recorded.
#[derive(Debug)]
pub(crate) enum NotRecorded {
    /// The same bytes are there already.
    Duplicate,
    /// The file could not get its name.
    Move,
}

impl Store {
    pub(crate) async fn open(files: PathBuf) -> Result<Self, Error> {
        tokio::fs::create_dir_all(&files).await.map_err(Error::file(&files))?;
        let table = files.with_file_name("transactions.json");
        let rows = match tokio::fs::read(&table).await {
            Ok(json) => Rows::of(rows::read(&json).ok_or_else(|| Error::Table(table.clone()))?),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Rows::default(),
            Err(error) => return Err(Error::file(&table)(error)),
        };
        Ok(Self { files, table, rows: Mutex::new(rows), changes: watch::Sender::new(0) })
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A path that no other upload uses.
    pub(crate) fn arrival_path(&self) -> PathBuf {
        let mut rows = self.rows();
        rows.arrivals += 1;
        self.files.join(format!("arrival-{}-{}", std::process::id(), rows.arrivals))
    }

    /// Where the acquittement of a transaction lies.
    pub(crate) fn acquit_path(&self, id: u64) -> PathBuf {
        self.files.join(format!("acquit-{id}.xml"))
    }

    /// Keeps the acquittement of a transaction.
    pub(crate) fn acquitted(&self, id: u64, acquit: PathBuf) {
        if let Some(transaction) = self.rows().transactions.get_mut(&id) {
            transaction.acquit = Some(acquit);
        }
        self.changed();
    }

    /// Puts other bytes in the place of a transaction's: its signed file, already written under its digest.
    pub(crate) fn replace(&self, id: u64, sha1: &str, size: u64) {
        let mut rows = self.rows();
        rows.digests.insert(sha1.to_owned(), id);
        if let Some(transaction) = rows.transactions.get_mut(&id) {
            sha1.clone_into(&mut transaction.sha1);
            transaction.size = size;
        }
        drop(rows);
        self.changed();
    }

    /// Where the bytes of this digest lie.
    pub(crate) fn path(&self, sha1: &str) -> PathBuf {
        self.files.join(sha1)
    }

    /// Checks for duplicates and records, in one step, so that two equal files sent at once make one transaction.
    pub(crate) fn record(
        &self,
        arrival: &Arrival,
        authority: &str,
        status: Status,
        message: &str,
    ) -> Result<u64, NotRecorded> {
        let mut rows = self.rows();
        if rows.digests.contains_key(&arrival.sha1) {
            return Err(NotRecorded::Duplicate);
        }
        std::fs::rename(&arrival.written, self.path(&arrival.sha1)).map_err(|_| NotRecorded::Move)?;
        let id = rows.transactions.last_key_value().map_or(1, |(last, _)| last + 1);
        rows.digests.insert(arrival.sha1.clone(), id);
        let transaction = Transaction {
            id,
            authority: authority.to_owned(),
            filename: arrival.filename.clone(),
            sha1: arrival.sha1.clone(),
            size: arrival.size,
            nom_fic: None,
            cod_col: None,
            workflow: vec![WorkflowStep::now(status, message)],
            acquit: None,
        };
        rows.transactions.insert(id, transaction);
        drop(rows);
        self.changed();
        Ok(id)
    }

    /// Adds a step to the workflow.
    pub(crate) fn step(&self, id: u64, status: Status, message: &str) -> Result<(), Error> {
        let step = WorkflowStep::now(status, message);
        self.rows().transactions.get_mut(&id).ok_or(Error::NoSuchTransaction(id))?.workflow.push(step);
        self.changed();
        Ok(())
    }

    /// Whether another transaction of this name and body was recorded.
    pub(crate) fn name_is_used(&self, nom_fic: &str, cod_col: &str) -> bool {
        self.rows().names.contains_key(&(nom_fic.to_owned(), cod_col.to_owned()))
    }

    /// Keeps what the worker read in a PES Aller.
    pub(crate) fn record_name(&self, id: u64, nom_fic: &str, cod_col: &str) {
        let mut rows = self.rows();
        rows.names.insert((nom_fic.to_owned(), cod_col.to_owned()), id);
        if let Some(transaction) = rows.transactions.get_mut(&id) {
            transaction.nom_fic = Some(nom_fic.to_owned());
            transaction.cod_col = Some(cod_col.to_owned());
        }
        drop(rows);
        self.changed();
    }

    pub(crate) fn get(&self, id: u64) -> Option<Transaction> {
        self.rows().transactions.get(&id).cloned()
    }

    pub(crate) fn all(&self) -> Vec<Transaction> {
        self.rows().transactions.values().cloned().collect()
    }

    /// Tells each time something was recorded.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn changed(&self) {
        // A disk that takes nothing costs the state after a restart, nothing else.
        if let Err(error) = std::fs::write(&self.table, rows::write(self.rows().transactions.values())) {
            eprintln!("{}: {error}", self.table.display());
        }
        self.changes.send_modify(|count| *count += 1);
    }
}

impl WorkflowStep {
    fn now(status: Status, message: &str) -> Self {
        Self { status, message: message.chars().take(MESSAGE_LIMIT).collect(), at: SystemTime::now() }
    }
}

/// Removes a file that may be gone already.
pub(crate) async fn discard(path: &Path) {
    // Nothing depends on it: a file left behind goes with the working folder.
    let _ = tokio::fs::remove_file(path).await;
}
