//! What a flux says, shown before it is signed.

use web_sys::Element;

use super::super::dom;
use super::parts::{said, tag};
use crate::coded::Severity;
use crate::pes::{Amount, Bordereau, Domain};
use crate::signing::Analysis;
use crate::words::{Language, Words};

/// How many bordereaux are shown.
const SHOWN_BORDEREAUX: usize = 500;
/// How many pieces of a bordereau are shown.
const SHOWN_PIECES: usize = 500;

/// Body, totals, bordereaux, and what speaks against signing.
pub fn says(words: &Words, analysis: &Analysis) -> Element {
    let flux = &analysis.flux;
    let says = tag("div", &[("class", "says")], &[]);
    let budget =
        flux.cod_bud.as_deref().map(|code| words.message("files-budget", &[("budget", code.into())]));
    let year = flux.bordereaux.first().and_then(|bordereau| bordereau.year.as_deref());
    let year = year.map(|year| words.message("files-year", &[("year", year.into())]));
    let body = flux.libelle.clone().or_else(|| flux.id_coll.clone());
    let origin: Vec<String> = [body, budget, year].into_iter().flatten().collect();
    dom::append(&says, &said("p", &[("class", "origin")], &origin.join(" · ")));
    dom::append(&says, &findings(words, analysis));
    let totals = tag("dl", &[("class", "totals")], &[]);
    for domain in [Domain::Depense, Domain::Recette] {
        let (count, sum) = flux.total(domain);
        if count > 0 {
            dom::append(&totals, &total(words, analysis, domain, count, sum));
        }
    }
    dom::append(&says, &totals);
    if flux.attachments > 0 {
        let count = [("count", flux.attachments.into()), ("size", "".into())];
        dom::append(&says, &said("p", &[], &words.message("files-attachments", &count)));
    }
    let list = tag("ol", &[("class", "bordereaux"), ("role", "list")], &[]);
    for (index, bordereau) in flux.bordereaux.iter().enumerate().take(SHOWN_BORDEREAUX) {
        dom::append(&list, &row(words, index, bordereau));
    }
    dom::append(&says, &list);
    let beyond = flux.bordereaux.len().saturating_sub(SHOWN_BORDEREAUX);
    if beyond > 0 {
        let count = [("count", beyond.into())];
        dom::append(&says, &said("p", &[("class", "hint")], &words.message("embed-bordereaux-more", &count)));
    }
    says
}

/// Writes the pieces of a bordereau when it is unfolded for the first time: there may be thousands.
pub fn unfold(words: &Words, analysis: &Analysis, details: &Element) {
    let index = details.get_attribute("data-index").and_then(|index| index.parse::<usize>().ok());
    let bordereau = index.and_then(|index| analysis.flux.bordereaux.get(index));
    let (Some(bordereau), Some(list)) = (bordereau, dom::find(details, "ol")) else {
        return;
    };
    if list.first_element_child().is_some() {
        return;
    }
    for piece in bordereau.listed.iter().take(SHOWN_PIECES) {
        let number = piece.number.as_deref().unwrap_or("?");
        let id = format!("piece-number-{}", bordereau.domain.name());
        let object = piece.object.clone().unwrap_or_else(|| words.message("piece-object-none", &[]));
        let mut what = vec![words.message(&id, &[("number", number.into())]), object];
        what.extend(piece.party.clone());
        what.extend(piece.attachments.iter().cloned());
        let row = tag(
            "li",
            &[("class", "row")],
            &[
                &said("span", &[], &what.join(" · ")),
                &said("span", &[("class", "amount")], &excluding_tax(words, Some(piece.total))),
            ],
        );
        dom::append(&list, &row);
    }
    let shown = crate::xml::as_u64(bordereau.listed.len().min(SHOWN_PIECES));
    let beyond = bordereau.pieces.saturating_sub(shown);
    if beyond > 0 {
        let note = words.message("pieces-not-kept", &[("count", beyond.into())]);
        dom::append(&list, &said("li", &[("class", "hint")], &note));
    }
}

fn findings(words: &Words, analysis: &Analysis) -> Element {
    let list = tag("ul", &[("class", "findings"), ("role", "list")], &[]);
    for found in &analysis.findings {
        let explanation = words.finding(found);
        let severity = found.code.severity();
        let label = words.message(&format!("severity-{}", severity.name()), &[]);
        let message = match words.place(found) {
            None => explanation.message,
            Some(place) => words.message(
                "finding-in-place",
                &[("place", (&place).into()), ("message", (&explanation.message).into())],
            ),
        };
        let grave = if severity == Severity::Attention { "finding" } else { "finding grave" };
        let item = tag(
            "li",
            &[("class", grave), ("data-code", explanation.code)],
            &[&said("strong", &[], &label), &said("p", &[], &message), &said("p", &[], &explanation.fix)],
        );
        dom::append(&list, &item);
    }
    list
}

fn total(words: &Words, analysis: &Analysis, domain: Domain, count: usize, sum: Amount) -> Element {
    let bordereaux = analysis.flux.bordereaux.iter().filter(|bordereau| bordereau.domain == domain);
    let pieces: u64 = bordereaux.map(|bordereau| bordereau.pieces).sum();
    let args = [("bordereaux", count.into()), ("count", pieces.into())];
    let name = words.message(&format!("domain-{}", domain.name()), &[]);
    let counted = words.message(&format!("totals-count-{}", domain.name()), &args);
    tag(
        "div",
        &[("class", "row")],
        &[
            &said("dt", &[], &[name, counted].join(" · ")),
            &said("dd", &[("class", "amount")], &excluding_tax(words, Some(sum))),
        ],
    )
}

fn row(words: &Words, index: usize, bordereau: &Bordereau) -> Element {
    let title = match bordereau.number.as_deref() {
        Some(number) => words.message("bordereau-title", &[("number", number.into())]),
        None => words.message("bordereau-title-unnumbered", &[]),
    };
    let kind = words.bordereau_type(bordereau.domain, bordereau.kind.as_deref().unwrap_or_default());
    let date = bordereau.date.as_deref().map(|date| words.date(date));
    let count = words.message(
        &format!("bordereau-count-{}", bordereau.domain.name()),
        &[("count", bordereau.pieces.into())],
    );
    let what = [Some(title), Some(kind), date, Some(count)].into_iter().flatten().collect::<Vec<_>>();
    let summary = tag(
        "summary",
        &[("class", "row")],
        &[
            &said("span", &[], &what.join(" · ")),
            &said("span", &[("class", "amount")], &excluding_tax(words, bordereau.total)),
        ],
    );
    let pieces = tag("ol", &[("role", "list")], &[]);
    let details = tag("details", &[("data-index", &index.to_string())], &[&summary, &pieces]);
    tag("li", &[], &[&details])
}

fn excluding_tax(words: &Words, amount: Option<Amount>) -> String {
    let Some(amount) = amount else {
        return words.message("amount-missing", &[]);
    };
    let text = match words.language() {
        Language::French => amount.in_french(),
        Language::English => amount.in_english(),
    };
    words.message("amount-excluding-tax", &[("amount", (&text).into())])
}
