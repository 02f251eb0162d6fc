//! What can be put right in a file, on a copy that is read from the start like any file.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::super::super::blob;
use super::{App, Entry, analyze, read, with_edits};
use crate::pes::{Code, Repair, Transcoder, repair_of_head};
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

async fn repaired(blob: &Blob, repair: &Repair) -> Option<Blob> {
    let edits: Vec<_> = repair
        .edits
        .iter()
        .map(|edit| (edit.start, edit.end, edit.replacement.clone().into_bytes()))
        .collect();
    let edited = with_edits(blob, &edits)?;
    let Some(transcoding) = &repair.transcode else {
        return Some(edited);
    };
    let mut transcoder = Transcoder::new(transcoding.from);
    let (parts, mut bytes) = (js_sys::Array::new(), Vec::new());
    let take = |piece: &[u8]| {
        bytes.clear();
        transcoder.feed(piece, &mut bytes);
        // A blob for each piece, so that the browser need not keep them in memory.
        let part = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
        parts.push(Blob::new_with_u8_array_sequence(&part)?.as_ref());
        Ok::<(), JsValue>(())
    };
    blob::read(&edited, take, |_| {}).await.ok()?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/xml");
    Blob::new_with_blob_sequence_and_options(&parts, &options).ok()
}
