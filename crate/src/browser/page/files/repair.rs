//! What can be put right in a file: shown, then on request made on a copy, which is read from the start like any file.

use std::rc::Rc;

use web_sys::{Blob, Element};

use super::super::super::blob;
use super::super::super::edits::repaired;
use super::{App, Entry, analyze, dom, read};
use crate::pes::{Repair, repair_of_head};
use crate::signing::{Analysis, Scope};

/// How much of a file's beginning is looked at for what does not belong there, in bytes.
const HEAD: f64 = 1024.0;

/// How many changes are shown.
const SHOWN: usize = 50;

/// Shows what would be changed, and asks.
pub(super) fn propose(app: &App, entry: &Entry) {
    let panel = dom::slot(&entry.row, "repair");
    dom::show(&panel, true);
    render(app, entry);
    dom::focus(&panel);
}

/// Shows nothing more of it.
pub(super) fn withdraw(entry: &Entry) {
    dom::show(&dom::slot(&entry.row, "repair"), false);
    if let Some(control) =
        dom::find(&entry.row, "[data-slot=\"actions\"]:not([hidden]) [data-action=\"repair\"]")
    {
        dom::focus(&control);
    }
}

/// Writes what would be changed, where that was asked for, and what was.
pub(super) fn render(app: &App, entry: &Entry) {
    let row = &entry.row;
    let panel = dom::slot(row, "repair");
    match entry.analysis().filter(|analysis| !analysis.repair.is_empty()) {
        Some(analysis) if !panel.has_attribute("hidden") => {
            list(app, &dom::slot(&panel, "changes"), std::slice::from_ref(&analysis.repair));
            let label = app.t("repair-make-label", &[("name", entry.name.as_str().into())]);
            dom::set(&dom::action(&panel, "make-repair"), "aria-label", &label);
        }
        _ => dom::show(&panel, false),
    }
    let count = list(app, &dom::slot(row, "repaired-changes"), &entry.repaired.borrow());
    dom::show(&dom::slot(row, "repaired"), count > 0);
    dom::fill(row, "repaired-summary", &app.t("repair-done", &[("count", count.into())]));
}

/// Lists the first of the changes of some repairs; how many there are.
fn list(app: &App, list: &Element, repairs: &[Repair]) -> usize {
    dom::clear(list);
    let words = app.words();
    for change in repairs.iter().flat_map(|repair| words.changes(repair)).take(SHOWN) {
        dom::append_text(list, "li", &change);
    }
    let count = repairs.iter().map(Repair::count).sum::<usize>();
    if count > SHOWN {
        dom::append_text(list, "li", &app.t("repair-more", &[("count", (count - SHOWN).into())]));
    }
    count
}

/// Makes the changes, and reads the result from the start.
pub(super) fn make(app: &Rc<App>, entry: Rc<Entry>) {
    let Some(analysis) = entry.analysis() else {
        return;
    };
    dom::show(&dom::slot(&entry.row, "repair"), false);
    let app = Rc::clone(app);
    wasm_bindgen_futures::spawn_local(async move {
        let (blob, mut repair) = (entry.blob.borrow().clone(), analysis.repair.clone());
        if let Some(repaired) = repaired(&blob, &mut repair).await {
            *entry.blob.borrow_mut() = repaired;
            entry.repaired.borrow_mut().push(repair);
            read(app, entry).await;
        }
    });
}

/// What a file says behind the bytes before its declaration, if it is these that make it unreadable.
/// It comes with the bytes that it is about.
pub(super) async fn without_lead(app: &App, entry: &Entry, blob: &Blob) -> Option<(Analysis, Blob)> {
    let head = blob::read_whole(&blob.slice_with_f64_and_f64(0.0, HEAD).ok()?).await.ok()?;
    let mut repair = repair_of_head(&head)?;
    let fixed = repaired(blob, &mut repair).await?;
    let mut analysis = analyze(app, entry, app.workshop.digests(&fixed), &fixed, Scope::Auto).await.ok()?;
    analysis.come_behind(&repair);
    // Nothing is changed in a file that is signed.
    analysis.repair = if analysis.flux.signatures == 0 { repair } else { Repair::default() };
    Some((analysis, fixed))
}
