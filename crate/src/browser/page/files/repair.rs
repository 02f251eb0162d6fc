//! What can be put right in a file, on a copy that is read from the start like any file.

use std::rc::Rc;

use web_sys::Blob;

use super::super::super::blob;
use super::super::super::edits::repaired;
use super::{App, Entry, analyze, read};
use crate::pes::{Code, repair_of_head};
use crate::signing::{Analysis, Scope};

/// How much of a file's beginning is looked at for what does not belong there, in bytes.
const HEAD: f64 = 1024.0;

/// Puts right what can be.
pub(super) fn start(app: &Rc<App>, entry: Rc<Entry>) {
    let Some(analysis) = entry.analysis() else {
        return;
    };
    let app = Rc::clone(app);
    wasm_bindgen_futures::spawn_local(async move {
        let blob = entry.blob.borrow().clone();
        if let Some(repaired) = repaired(&blob, &analysis.repair).await {
            *entry.blob.borrow_mut() = repaired;
            entry.repaired.set(true);
            read(app, entry).await;
        }
    });
}

/// What a file says behind the bytes before its declaration, if it is these that make it unreadable.
pub(super) async fn without_lead(app: &App, entry: &Entry, blob: &Blob) -> Option<Analysis> {
    let head = blob::read_whole(&blob.slice_with_f64_and_f64(0.0, HEAD).ok()?).await.ok()?;
    let repair = repair_of_head(&head)?;
    let fixed = repaired(blob, &repair).await?;
    let mut analysis = analyze(app, entry, &fixed, Scope::Auto).await.ok()?;
    analysis.findings.add(Code::LeadingBytes, "", None, None);
    analysis.findings.mark_repairable(Code::LeadingBytes);
    analysis.targets.clear();
    analysis.repair = repair;
    Some(analysis)
}
