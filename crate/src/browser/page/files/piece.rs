//! One piece unfolded: its lines and attachments, read again from the file.

use std::rc::Rc;

use web_sys::{Blob, Element};

use super::super::super::{blob, format};
use super::filling::{Filling, note, offer, shown};
use super::row::excluding_tax;
use super::{App, Entry, attachments, dom, errors};
use crate::limits;
use crate::pes::Flux;
use crate::pes::detail::{Detail, Line, Reader, shortened};
use crate::words::readable;
use crate::xml::{Encoding, as_u64};

/// How many lines are shown at first, and how many more each time.
const SHOWN: usize = 20;

/// Shows the details of a piece, once; or `more` of its lines.
pub(super) fn show(app: &Rc<App>, entry: &Rc<Entry>, item: &Element, more: bool) {
    if !more && item.has_attribute("data-read") {
        return;
    }
    dom::set(item, "data-read", "");
    let Some(analysis) = entry.analysis() else {
        return;
    };
    let (app, item, source) = (Rc::clone(app), item.clone(), entry.source.borrow().clone());
    wasm_bindgen_futures::spawn_local(async move {
        let detail = read(&source, &item, analysis.encoding).await;
        let trouble = dom::slot(&item, "trouble");
        dom::show(&trouble, detail.is_none());
        match detail {
            Some(detail) => render(&app, &analysis.flux, &item, &detail).await,
            None => {
                let _ = item.remove_attribute("data-read");
                dom::set_text(&trouble, &app.t("piece-unreadable", &[]));
            }
        }
    });
}

async fn read(source: &Blob, item: &Element, encoding: Encoding) -> Option<Detail> {
    let (start, end) = (dom::number(item, "data-start")?, dom::number(item, "data-end")?);
    let end = as_u64(end).min(as_u64(start).saturating_add(limits::PIECE_BYTES));
    let (start, end) = (format::float(as_u64(start)), format::float(end));
    let bytes = source.slice_with_f64_and_f64(start, end).ok()?;
    let mut reader = Reader::new(encoding);
    let mut take = |bytes: &[u8]| {
        reader.feed(bytes);
        true
    };
    let whole = blob::each_piece(&bytes, &mut take).await;
    whole.then(|| reader.finish())
}

async fn render(app: &App, flux: &Flux, item: &Element, detail: &Detail) {
    let list = dom::slot(item, "lines");
    let start = shown(&list);
    let lines = detail.lines.get(start..).unwrap_or_default();
    offer(app, item, "more-lines", lines.len().saturating_sub(SHOWN), SHOWN);
    let missing = dom::number(item, "data-lines").unwrap_or_default().saturating_sub(detail.lines.len());
    note(app, item, "lines-note", "list-not-kept", as_u64(missing));
    let mut rows = lines.iter().take(SHOWN).map(|line| row(app, line));
    if !Filling::new(app, &list).append(&mut rows).await || start > 0 {
        return;
    }
    dom::show(&dom::slot(item, "piece-attachments"), !detail.references.is_empty());
    let list = dom::slot(item, "attachment-list");
    let mut rows = detail.references.iter().map(|reference| attachments::referred(app, flux, reference));
    Filling::new(app, &list).append(&mut rows).await;
}

fn row(app: &App, line: &Line) -> Element {
    let row = dom::clone_template("line-template");
    let text = |text: &Option<String>| readable(text.as_deref().unwrap_or_default()).into_owned();
    let number = text(&line.number);
    dom::fill(&row, "number", &app.t("piece-line", &[("number", (&number).into())]));
    dom::fill(&row, "object", &text(&line.object));
    dom::fill(&row, "amount", &excluding_tax(app, line.total));
    let facts = dom::slot(&row, "facts");
    let fact = |name: &str, value: &str| {
        if !value.is_empty() {
            errors::add_fact(&facts, &app.t(name, &[]), value);
        }
    };
    let words = app.words();
    let imputation = [
        ("line-nature", &line.nature),
        ("line-function", &line.function),
        ("line-operation", &line.operation),
    ];
    let imputation: Vec<String> = imputation
        .iter()
        .filter_map(|(id, value)| {
            let value = readable(value.as_deref()?);
            Some(app.t(id, &[("value", (&*value).into())]))
        })
        .collect();
    fact("piece-imputation", &imputation.join(", "));
    if let Some(tax) = line.tax.filter(|tax| *tax != crate::pes::Amount::default()) {
        fact("piece-tax", &words.amount(tax));
        fact("piece-with-tax", &words.amount(line.total.unwrap_or_default() + tax));
    }
    fact("piece-payment", &words.paid(line).unwrap_or_default());
    for party in &line.parties {
        // The postal code stays with its town.
        let town = text(&party.town).replacen(' ', "\u{a0}", 1);
        let who = [text(&party.name), text(&party.identifier), town];
        let who: Vec<&str> = who.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        fact("piece-third-party", &who.join(", "));
        if let Some(account) = &party.account {
            fact("piece-account", &readable(&shortened(account)));
        }
    }
    row
}
