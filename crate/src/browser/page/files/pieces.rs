//! The pieces of a bordereau, or of all of a file: listed, searched and filtered.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::filling::{Filling, note, offer, shown};
use super::row::excluding_tax;
use super::{App, Entry, dom, language};
use crate::pes::{Amount, Filter, Flux, Piece, Query};
use crate::signing::Analysis;
use crate::words::readable;
use crate::xml::as_u64;

/// How many are shown at first, and how many more each time.
const SHOWN: usize = 100;
/// From how many on there is something to be searched.
const WORTH_SEARCHING: u64 = 10;

/// A piece by the places of its bordereau and of itself.
type Place = (usize, usize);

/// Puts a list into the sheet of a bordereau, or into that of the file, which lists only what is looked for.
pub(super) fn open(app: &Rc<App>, entry: &Rc<Entry>, sheet: &Element) {
    let Some(analysis) = entry.analysis().filter(|_| dom::find(sheet, ".pieces-box").is_none()) else {
        return;
    };
    let holder = dom::clone_template("pieces-template");
    language::translate(app, &holder);
    let bordereau = bordereau_of(sheet).and_then(|index| analysis.flux.bordereaux.get(index));
    let label = match bordereau.map(|bordereau| bordereau.number.as_deref().unwrap_or("?")) {
        Some(number) => app.t("search-label-bordereau", &[("number", (&*readable(number)).into())]),
        None => app.t("search-label-file", &[]),
    };
    let search = dom::slot(&holder, "search");
    dom::set(&search, "aria-label", &label);
    if let Some(input) = dom::find(&search, "input") {
        dom::set(&input, "aria-label", &label);
        dom::set(&input, "aria-description", &app.t("search-help", &[]));
    }
    dom::show(&search, bordereau.is_none_or(|bordereau| bordereau.pieces >= WORTH_SEARCHING));
    let _ = sheet.insert_adjacent_element("afterbegin", &holder);
    show(app, entry, &holder, false);
}

/// Lists what is looked for, from the start; or `more` of it.
pub(super) fn show(app: &Rc<App>, entry: &Rc<Entry>, holder: &Element, more: bool) {
    if let Some(analysis) = entry.analysis() {
        let (app, holder) = (Rc::clone(app), holder.clone());
        wasm_bindgen_futures::spawn_local(async move { list(&app, &analysis, &holder, more).await });
    }
}

async fn list(app: &App, analysis: &Analysis, holder: &Element, more: bool) {
    let (flux, query) = (&analysis.flux, query(holder));
    let bordereau = bordereau_of(holder);
    let pieces = dom::slot(holder, "pieces");
    let mut filling = Filling::new(app, &pieces);
    let mut found: Vec<Place> = Vec::new();
    let (mut kept, mut all) = (0, 0);
    for (index, one) in flux.bordereaux.iter().enumerate() {
        if bordereau.is_some_and(|only| only != index) {
            continue;
        }
        kept += one.listed.len();
        all += one.pieces;
        for (place, piece) in one.listed.iter().enumerate() {
            let listed = bordereau.is_some() || !query.is_empty();
            if listed && query.matches(piece) {
                found.push((index, place));
            }
            if place % 64 == 0 && !filling.goes_on().await {
                return;
            }
        }
    }
    if !more {
        dom::clear(&pieces);
    }
    let said = if query.is_empty() {
        String::new()
    } else {
        app.t("search-found", &[("count", found.len().into()), ("total", kept.into())])
    };
    dom::fill(holder, "found", &said);
    note(app, holder, "pieces-note", "pieces-not-kept", all.saturating_sub(as_u64(kept)));
    let start = shown(&pieces);
    let end = found.len().min(start + SHOWN);
    offer(app, holder, "more-pieces", found.len() - end, SHOWN);
    let mut rows = found[start.min(end)..end].iter().filter_map(|place| row(app, flux, *place, bordereau));
    filling.append(&mut rows).await;
}

/// The piece that an element is about, in the flux of its file.
pub(super) fn piece_of<'a>(flux: &'a Flux, item: &Element) -> Option<&'a Piece> {
    flux.bordereaux.get(bordereau_of(item)?)?.listed.get(dom::number(item, "data-piece")?)
}

fn bordereau_of(element: &Element) -> Option<usize> {
    dom::number(&dom::closest(element, "[data-index]")?, "data-index")
}

fn query(holder: &Element) -> Query {
    let input: Option<HtmlInputElement> = dom::find(holder, "input").map(JsCast::unchecked_into);
    let select: HtmlSelectElement = dom::slot(holder, "filter").unchecked_into();
    let filter = match &*select.value() {
        "all" => Filter::All,
        "with" => Filter::Attached,
        "without" => Filter::Bare,
        least => Filter::AtLeast(Amount::parse(least).unwrap_or_default()),
    };
    Query::new(&input.map(|input| input.value()).unwrap_or_default(), filter)
}

/// The row of a piece; it names its bordereau where pieces of several are listed.
fn row(app: &App, flux: &Flux, (index, place): Place, listed: Option<usize>) -> Option<Element> {
    let bordereau = flux.bordereaux.get(index)?;
    let piece = bordereau.listed.get(place)?;
    let row = dom::clone_template("piece-template");
    language::translate(app, &row);
    dom::set(&row, "data-index", &index.to_string());
    dom::set(&row, "data-piece", &place.to_string());
    let text = |text: &Option<String>| text.as_deref().map(|text| readable(text).into_owned());
    let number = text(&piece.number).unwrap_or_else(|| "?".to_owned());
    let id = format!("piece-number-{}", bordereau.domain.name());
    dom::fill(&row, "number", &app.t(&id, &[("number", (&number).into())]));
    let words = app.words();
    let mut object = text(&piece.object).unwrap_or_else(|| app.t("piece-object-none", &[]));
    if let Some(kind) = &piece.kind {
        object = format!("{object} · {}", words.piece_type(bordereau.domain, kind));
    }
    if let Some(nature) = &piece.nature {
        object = format!("{object}, {}", words.piece_nature(bordereau.domain, nature));
    }
    dom::fill(&row, "object", &object);
    let mut party = text(&piece.party).unwrap_or_default();
    if listed.is_none() {
        let number = text(&bordereau.number).unwrap_or_else(|| "?".to_owned());
        let of = app.t("piece-in-bordereau", &[("number", (&number).into())]);
        party = if party.is_empty() { of } else { format!("{party} · {of}") };
    }
    dom::fill(&row, "party", &party);
    dom::show(&dom::slot(&row, "attachments"), !piece.attachments.is_empty());
    dom::fill(&row, "attachment-names", &readable(&piece.attachments.join(", ")));
    dom::fill(&row, "amount", &excluding_tax(app, Some(piece.total)));
    Some(row)
}
