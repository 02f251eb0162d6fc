//! The journal as the page shows it: what an earlier visit left is taken up again, the table can be saved, and
//! what is finished can be erased.

use std::rc::Rc;

use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::super::journal::{Entry, Journal};
use super::{App, dom, follow, format, jobs, leaving, signer};
use crate::s2low::{self, Record, State};
use crate::words::readable;

pub(super) fn set_up(app: &Rc<App>) {
    let export = Rc::clone(app);
    dom::listen(&dom::by_id("journal-export"), "click", move |_| save(&export));
    let erase = Rc::clone(app);
    dom::listen(&dom::by_id("journal-erase"), "click", move |_| {
        wasm_bindgen_futures::spawn_local(follow::clear(Rc::clone(&erase)));
    });
}

/// Opens the journal and takes up what it holds.
pub(super) async fn restore(app: &Rc<App>) {
    let Ok(journal) = Journal::open().await else {
        return;
    };
    *app.journal.borrow_mut() = Some(journal.clone());
    let entries = journal.all().await;
    if let Some(latest) = entries.first() {
        *app.last_signer.borrow_mut() = Some(readable(&latest.record.signer).into_owned());
        signer::render(app);
    }
    for entry in entries.into_iter().rev() {
        match entry.record.state {
            State::Sent => follow::restore(app, entry.record),
            State::Signed | State::Sending => jobs::restore(app, entry),
        }
    }
    app.refresh();
}

/// Writes what became of a file. Where the browser does not keep it, the person is told while the page still has it.
pub(super) async fn put(app: &App, entry: &Entry) {
    let journal = app.journal.borrow().clone();
    let kept = match journal {
        Some(journal) => journal.put(entry).await.is_ok(),
        None => false,
    };
    if kept {
        app.tabs.tell(leaving::JOURNAL);
    } else if entry.file.is_some() {
        app.say("status-not-kept", &[("name", &entry.record.name)]);
    }
}

/// Erases what is kept of a file; where the browser does not, the person is told.
pub(super) async fn forget(app: &App, sha256: &str) {
    let journal = app.journal.borrow().clone();
    let Some(journal) = journal else { return };
    match journal.remove(sha256).await {
        Ok(()) => app.tabs.tell(&format!("{}{sha256}", leaving::ERASED)),
        Err(_) => app.say("status-not-erased", &[]),
    }
}

/// Takes up what another tab sent meanwhile.
pub(super) async fn catch_up(app: &Rc<App>) {
    let sent: Vec<Record> =
        records(app).await.into_iter().filter(|record| record.state == State::Sent).collect();
    jobs::drop_kept(app, |sha256| sent.iter().any(|record| record.sha256 == sha256));
    for record in sent.into_iter().rev() {
        follow::restore(app, record);
    }
    app.refresh();
}

/// Everything that the journal knows, by this tab or another.
pub(super) async fn records(app: &App) -> Vec<Record> {
    let journal = app.journal.borrow().clone();
    match journal {
        Some(journal) => journal.all().await.into_iter().map(|entry| entry.record).collect(),
        None => Vec::new(),
    }
}

/// The state of a sent file in words.
pub(super) fn state_in_words(app: &App, record: &Record) -> String {
    match (&record.status, record.transaction) {
        (Some((code, _)), _) => follow::state_in_words(app, *code),
        // Right after the upload S2low says 1; nothing else is known before the first answer.
        (None, Some(_)) => follow::state_in_words(app, 1),
        (None, None) => app.t("follow-state-unnumbered", &[]),
    }
}

/// Saves the table of sent files.
fn save(app: &App) {
    let heads = [
        "receipt-file",
        "receipt-digest",
        "receipt-signer",
        "receipt-time",
        "receipt-sent",
        "receipt-transaction",
        "receipt-state",
        "detail-answer",
    ]
    .map(|id| app.t(id, &[]));
    let records = follow::records(app);
    let table = s2low::csv(
        &records,
        &heads,
        |at| format::day_and_time(app.language(), at),
        |record| state_in_words(app, record),
    );
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let parts = Array::of1(&JsString::from(table));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options);
    let Some(address) = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok()) else {
        return;
    };
    if let Ok(link) = dom::document().create_element("a") {
        dom::set(&link, "href", &address);
        dom::set(&link, "download", "journal-pes.csv");
        link.unchecked_ref::<HtmlElement>().click();
    }
}
