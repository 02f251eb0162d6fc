//! The journal of signed files, in this browser (IndexedDB): what became of each, and the file itself until S2low
//! has it, so that neither a reload nor a crash loses it.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, EventTarget, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::format::{float, seconds};
use super::timer;
use crate::s2low::{Record, State};

const DATABASE: &str = "pes-signer-journal";
const STORE: &str = "files";
/// How long opening may take, in seconds.
const PATIENCE: i32 = 5;

/// The journal.
#[derive(Clone, Debug)]
pub struct Journal {
    database: IdbDatabase,
}

/// What the journal keeps of one file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What became of it.
    pub record: Record,
    /// The signed file, as long as S2low does not have it.
    pub file: Option<Blob>,
}

impl Journal {
    /// Opens the journal, and makes it the first time. `None` where the browser keeps nothing.
    pub async fn open() -> Option<Self> {
        let request = web_sys::window()?.indexed_db().ok()??.open_with_u32(DATABASE, 1).ok()?;
        let made = request.clone();
        let upgrade = Closure::<dyn Fn()>::new(move || {
            if let Ok(database) = made.result() {
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        // The page does not wait for a disk that never answers.
        let opened = Array::of2(&event(&request, "success", &["error"]), &timer::after(PATIENCE));
        let _ = JsFuture::from(Promise::race(&opened)).await;
        request.set_onupgradeneeded(None);
        Some(Self { database: request.result().ok()?.dyn_into().ok()? })
    }

    /// Writes an entry, in place of an earlier one of the same file; whether it lies on disk.
    pub async fn put(&self, entry: &Entry) -> bool {
        let Some((transaction, store)) = self.store(IdbTransactionMode::Readwrite) else {
            return false;
        };
        let asked = store.put_with_key(&value_of(entry), &entry.record.sha256.as_str().into());
        asked.is_ok() && finished(&transaction).await
    }

    /// Every entry, the latest first.
    pub async fn all(&self) -> Vec<Entry> {
        let store = self.store(IdbTransactionMode::Readonly);
        let found = match store.and_then(|(_, store)| store.get_all().ok()) {
            Some(request) => settled(&request).await,
            None => None,
        };
        let found = found.and_then(|found| found.dyn_into::<Array>().ok()).unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for entry in found.iter().filter_map(|value| entry_of(&value)) {
            let later = |other: &Entry| other.record.signed_at > entry.record.signed_at;
            entries.insert(entries.partition_point(later), entry);
        }
        entries
    }

    /// Forgets one file.
    pub fn remove(&self, sha256: &str) {
        if let Some((_, store)) = self.store(IdbTransactionMode::Readwrite) {
            let _ = store.delete(&sha256.into());
        }
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<(IdbTransaction, IdbObjectStore)> {
        let transaction = self.database.transaction_with_str_and_mode(STORE, mode).ok()?;
        let store = transaction.object_store(STORE).ok()?;
        Some((transaction, store))
    }
}

/// Only the end of a transaction says that something was kept.
async fn finished(transaction: &IdbTransaction) -> bool {
    JsFuture::from(event(transaction, "complete", &["error", "abort"])).await.is_ok()
}

/// What comes of a request.
async fn settled(request: &IdbRequest) -> Option<JsValue> {
    JsFuture::from(event(request, "success", &["error"])).await.ok()?;
    request.result().ok()
}

/// A promise that is kept by the one event and broken by the others.
fn event(target: &EventTarget, done: &str, failed: &[&str]) -> Promise {
    Promise::new(&mut |resolve, reject| {
        // Every target takes listeners: only a callback that is none could fail.
        let _ = target.add_event_listener_with_callback(done, &resolve);
        for event in failed {
            let _ = target.add_event_listener_with_callback(event, &reject);
        }
    })
}

fn value_of(entry: &Entry) -> Object {
    let value = Object::new();
    let set = |name: &str, field: &JsValue| {
        // A plain object takes every field.
        let _ = Reflect::set(&value, &name.into(), field);
    };
    let record = &entry.record;
    set("sha256", &record.sha256.as_str().into());
    set("name", &record.name.as_str().into());
    set("signer", &record.signer.as_str().into());
    set("signedAt", &float(record.signed_at).into());
    set("state", &record.state.name().into());
    if let Some(at) = record.sent_at {
        set("sentAt", &float(at).into());
    }
    if let Some(number) = record.transaction {
        set("transaction", &number.to_string().into());
    }
    if let Some((code, message)) = &record.status {
        set("status", &(*code).into());
        set("message", &message.as_str().into());
    }
    if let Some(file) = &entry.file {
        set("file", file);
    }
    value
}

fn entry_of(value: &JsValue) -> Option<Entry> {
    let field = |name: &str| Reflect::get(value, &name.into()).ok();
    let text = |name: &str| field(name)?.as_string();
    let moment = |name: &str| field(name)?.as_f64().map(seconds);
    let code =
        field("status").and_then(|code| code.as_f64()).and_then(|code| format!("{code:.0}").parse().ok());
    Some(Entry {
        record: Record {
            sha256: text("sha256")?,
            name: text("name")?,
            signer: text("signer")?,
            signed_at: moment("signedAt")?,
            state: State::from_name(&text("state")?)?,
            sent_at: moment("sentAt"),
            transaction: text("transaction").and_then(|number| number.parse().ok()),
            status: code.zip(text("message")),
        },
        file: field("file").and_then(|file| file.dyn_into().ok()),
    })
}
