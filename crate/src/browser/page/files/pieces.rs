//! The pieces of a bordereau, or of all of a file: listed, searched and filtered.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::super::super::{blob, format};
use super::filling::{Filling, note, offer, shown};
use super::row::excluding_tax;
use super::{App, Entry, dom, language};
use crate::pes::listing::Lister;
use crate::pes::{Amount, Bordereau, Filter, Flux, Piece, Query};
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
        let (app, entry, holder) = (Rc::clone(app), Rc::clone(entry), holder.clone());
        wasm_bindgen_futures::spawn_local(async move {
            // Where no piece is kept, nobody has to ask for what is in the file.
            if list(&app, &analysis, &holder, more).await && bordereau_of(&holder).is_some() {
                read_on(&app, &entry, &analysis, &holder).await;
            }
        });
    }
}

/// Lists what is looked for among the pieces that are not kept.
pub(super) fn read(app: &Rc<App>, entry: &Rc<Entry>, holder: &Element) {
    if let Some(analysis) = entry.analysis() {
        let (app, entry, holder) = (Rc::clone(app), Rc::clone(entry), holder.clone());
        wasm_bindgen_futures::spawn_local(async move {
            app.say("status-reading", &[("name", &entry.name)]);
            read_on(&app, &entry, &analysis, &holder).await;
            super::say_what_is_next(&app);
        });
    }
}

/// Lists kept pieces; whether there are none among those to be listed.
async fn list(app: &App, analysis: &Analysis, holder: &Element, more: bool) -> bool {
    let (flux, query) = (&analysis.flux, query(holder));
    let bordereau = bordereau_of(holder);
    let pieces = dom::slot(holder, "pieces");
    let mut filling = Filling::new(app, &pieces);
    let mut found: Vec<Place> = Vec::new();
    let mut kept = 0;
    for (index, one) in in_scope(flux, bordereau) {
        kept += one.listed.len();
        for (place, piece) in one.listed.iter().enumerate() {
            let listed = bordereau.is_some() || !query.is_empty();
            if listed && query.matches(piece) {
                found.push((index, place));
            }
            if place % 64 == 0 && !filling.goes_on().await {
                return false;
            }
        }
    }
    if !more {
        dom::clear(&pieces);
        let _ = holder.remove_attribute("data-next");
    }
    let start = shown(&pieces);
    let end = found.len().min(start + SHOWN);
    let rest = found.len() - end;
    say_found(app, holder, &query, found.len(), kept);
    offer(app, holder, "more-pieces", rest, SHOWN);
    offer_reading(app, flux, holder, &query, if rest > 0 { None } else { Some(as_u64(kept)) });
    let mut rows = found[start.min(end)..end].iter().filter_map(|(index, place)| {
        let of = flux.bordereaux.get(*index)?;
        Some(row(app, of, *index, of.listed.get(*place)?, bordereau.is_none()))
    });
    filling.append(&mut rows).await && kept == 0
}

/// Goes on where the kept pieces, or those read before, end.
async fn read_on(app: &App, entry: &Entry, analysis: &Analysis, holder: &Element) {
    let (flux, query) = (&analysis.flux, query(holder));
    let bordereau = bordereau_of(holder);
    let pieces = dom::slot(holder, "pieces");
    let mut filling = Filling::new(app, &pieces);
    let mut next = holder.get_attribute("data-next").and_then(|next| {
        let (index, skip) = next.split_once(' ')?;
        Some((index.parse::<usize>().ok()?, skip.parse::<usize>().ok()?))
    });
    let (mut room, mut looked_at) = (SHOWN, 0);
    for (index, one) in in_scope(flux, bordereau) {
        let mut skip = one.listed.len();
        if let Some((place, behind)) = next {
            // What is before it was read already.
            if index < place {
                looked_at += one.pieces;
                continue;
            }
            skip = if index == place { behind } else { skip };
        }
        looked_at += as_u64(skip);
        if room == 0 || as_u64(skip) >= one.pieces {
            continue;
        }
        let source = entry.source.borrow().clone();
        let (start, end) = (format::float(one.span.start), format::float(one.span.end));
        let Ok(bytes) = source.slice_with_f64_and_f64(start, end) else { return };
        let mut lister = Lister::new(one.span.start, analysis.encoding, query.clone(), skip, room);
        let whole = blob::each_piece(&bytes, &mut |bytes| lister.feed(bytes)).await;
        if !filling.goes_on().await {
            return;
        }
        if !whole && !lister.is_full() {
            let note = dom::slot(holder, "pieces-note");
            dom::set_text(&note, &app.t("piece-unreadable", &[]));
            return;
        }
        let (found, seen) = lister.finish();
        room -= found.len();
        looked_at += as_u64(seen.saturating_sub(skip));
        next = None;
        dom::set(holder, "data-next", &format!("{index} {seen}"));
        let mut rows = found.iter().map(|piece| row(app, one, index, piece, bordereau.is_none()));
        if !filling.append(&mut rows).await {
            return;
        }
    }
    say_found(app, holder, &query, shown(&pieces), usize::try_from(looked_at).unwrap_or_default());
    offer_reading(app, flux, holder, &query, Some(looked_at));
}

/// The bordereaux that a list is about, by their places.
fn in_scope(flux: &Flux, bordereau: Option<usize>) -> impl Iterator<Item = (usize, &Bordereau)> {
    let all = flux.bordereaux.iter().enumerate();
    all.filter(move |(index, _)| bordereau.is_none_or(|only| only == *index))
}

fn say_found(app: &App, holder: &Element, query: &Query, count: usize, total: usize) {
    let said = match query.is_empty() {
        true => String::new(),
        false => app.t("search-found", &[("count", count.into()), ("total", total.into())]),
    };
    dom::fill(holder, "found", &said);
}

/// Says how many pieces were not looked at, and offers to read them once all others are shown.
fn offer_reading(app: &App, flux: &Flux, holder: &Element, query: &Query, looked_at: Option<u64>) {
    let bordereau = bordereau_of(holder);
    let all: u64 = in_scope(flux, bordereau).map(|(_, one)| one.pieces).sum();
    let missing = looked_at.map_or(0, |looked_at| all.saturating_sub(looked_at));
    note(app, holder, "pieces-note", "pieces-not-kept", missing);
    let button = dom::action(holder, "read-pieces");
    // Of a whole file, only what is looked for is listed.
    dom::show(&button, missing > 0 && (bordereau.is_some() || !query.is_empty()));
    let asked = usize::from(!query.is_empty());
    dom::set_text(&button, &app.t("pieces-read", &[("asked", asked.into())]));
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

/// The row of a piece; it says where in the file it is, and names its bordereau where pieces of several are listed.
fn row(app: &App, bordereau: &Bordereau, index: usize, piece: &Piece, of_several: bool) -> Element {
    let row = dom::clone_template("piece-template");
    language::translate(app, &row);
    for (name, value) in
        [("data-start", piece.span.start), ("data-end", piece.span.end), ("data-lines", piece.lines)]
    {
        dom::set(&row, name, &value.to_string());
    }
    dom::set(&row, "data-index", &index.to_string());
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
    if of_several {
        let number = text(&bordereau.number).unwrap_or_else(|| "?".to_owned());
        let of = app.t("piece-in-bordereau", &[("number", (&number).into())]);
        party = if party.is_empty() { of } else { format!("{party} · {of}") };
    }
    dom::fill(&row, "party", &party);
    dom::show(&dom::slot(&row, "attachments"), !piece.attachments.is_empty());
    dom::fill(&row, "attachment-names", &readable(&piece.attachments.join(", ")));
    dom::fill(&row, "amount", &excluding_tax(app, Some(piece.total)));
    row
}
