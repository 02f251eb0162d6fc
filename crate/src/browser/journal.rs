//! The journal of signed files, in this browser (IndexedDB): what became of each, and the file itself until S2low
//! has it, so that neither a reload nor a crash loses it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::database::Database;
use super::format::{float, seconds};
use super::js::{call, get, object};
use crate::s2low::{Record, State};

const NAME: &str = "pes-signer-journal";
const STORE: &str = "files";
/// Size of a file, in bytes, up to which its octets are taken into memory to be kept.
const PLAIN: f64 = 33_554_432.0;

/// The journal.
#[derive(Clone, Debug)]
pub struct Journal(Database);

/// What the journal keeps of one file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What became of it.
    pub record: Record,
    /// The signed file, as long as S2low does not have it.
    pub file: Option<Blob>,
}

impl Journal {
    /// Opens the journal, and makes it the first time.
    ///
    /// # Errors
    /// The browser keeps nothing.
    pub async fn open() -> Result<Self, JsValue> {
        Database::open(NAME, STORE).await.map(Self)
    }

    /// Writes an entry, in place of an earlier one of the same file; done only once it is on the disk.
    ///
    /// # Errors
    /// The browser did not keep it.
    pub async fn put(&self, entry: &Entry) -> Result<(), JsValue> {
        let value = value_of(entry);
        let refused = match (self.0.put(&value).await, &entry.file) {
            (Err(refused), Some(file)) if file.size() <= PLAIN => (refused, file),
            (done, _) => return done,
        };
        // WebKit keeps no files in private windows, but it keeps their octets.
        let (refused, file) = refused;
        let octets = call(file, "arrayBuffer", &[]).await.map_err(|_| refused)?;
        Reflect::set(&value, &"file".into(), &octets)?;
        self.0.put(&value).await
    }

    /// Every entry that can be understood, the latest first.
    pub async fn all(&self) -> Vec<Entry> {
        let values = self.0.all().await.unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for entry in values.iter().filter_map(entry_of) {
            // There are few; sorting would be some KB of the page.
            let place = entries.partition_point(|other| other.record.signed_at >= entry.record.signed_at);
            entries.insert(place, entry);
        }
        entries
    }

    /// Forgets the file with this digest; done only once it is gone from the disk.
    ///
    /// # Errors
    /// It may still be there.
    pub async fn remove(&self, sha256: &str) -> Result<(), JsValue> {
        self.0.delete(sha256).await
    }
}

fn value_of(entry: &Entry) -> Object {
    let record = &entry.record;
    let mut members: Vec<(&str, JsValue)> = vec![
        ("id", record.sha256.as_str().into()),
        ("content", record.content.as_str().into()),
        ("name", record.name.as_str().into()),
        ("signer", record.signer.as_str().into()),
        ("signedAt", float(record.signed_at).into()),
        ("state", record.state.name().into()),
    ];
    members.extend(record.sent_at.map(|at| ("sentAt", float(at).into())));
    members.extend(record.transaction.map(|number| ("transaction", number.to_string().into())));
    if let Some((code, message)) = &record.status {
        members.push(("status", (*code).into()));
        members.push(("message", message.as_str().into()));
    }
    members.extend(entry.file.as_ref().map(|file| ("file", file.into())));
    object(&members)
}

/// A file that was kept as such, or as its octets.
fn file_of(value: &JsValue) -> Option<Blob> {
    match value.dyn_ref::<Blob>() {
        Some(file) => Some(file.clone()),
        None if value.is_instance_of::<js_sys::ArrayBuffer>() => {
            Blob::new_with_buffer_source_sequence(&Array::of1(value)).ok()
        }
        None => None,
    }
}

fn entry_of(value: &JsValue) -> Option<Entry> {
    let text = |name: &str| get(value, name).as_string();
    let moment = |name: &str| get(value, name).as_f64().map(seconds);
    let code = get(value, "status").as_f64().and_then(|code| format!("{code:.0}").parse().ok());
    Some(Entry {
        record: Record {
            sha256: text("id")?,
            content: text("content").unwrap_or_default(),
            name: text("name")?,
            signer: text("signer")?,
            signed_at: moment("signedAt")?,
            state: State::from_name(&text("state")?)?,
            sent_at: moment("sentAt"),
            transaction: text("transaction").and_then(|number| number.parse().ok()),
            status: code.zip(text("message")),
        },
        file: file_of(&get(value, "file")),
    })
}
