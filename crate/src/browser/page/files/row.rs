//! One file's row: who, what, how much, and what speaks against it.

use web_sys::Element;

use super::super::findings::{self, Shown};
use super::super::{App, dom, language};
use super::{Content, Entry, Phase, Unreadable};
use crate::browser::format::{percent, seconds};
use crate::coded::Severity;
use crate::pes::{Amount, Bordereau, Code, Domain, Flux};
use crate::signing::Analysis;
use crate::words::Language;

/// How many pieces of a bordereau are shown at first.
const SHOWN_PIECES: usize = 100;
/// How many answers of the treasury are shown.
const SHOWN_ANSWERS: usize = 500;
/// How many bordereaux are shown at first.
const SHOWN_BORDEREAUX: usize = 50;

/// Whether the only thing that keeps a file from being signed is that it is.
pub(super) fn is_signed(analysis: &Analysis) -> bool {
    let mut blocking =
        analysis.findings.iter().filter(|finding| finding.code.severity() == Severity::Blocking).peekable();
    blocking.peek().is_some() && blocking.all(|finding| finding.code == Code::AlreadySigned)
}

pub(super) fn render(app: &App, entry: &Entry) {
    let row = &entry.row;
    dom::fill(row, "name", &entry.name);
    language::translate(app, row);
    let label = app.t("files-remove-label", &[("name", entry.name.as_str().into())]);
    dom::set(&dom::action(row, "remove"), "aria-label", &label);
    for list in ["findings", "totals", "bordereaux", "attachments", "body", "budget", "year"] {
        dom::clear(&dom::slot(row, list));
    }
    let reading = entry.is_reading();
    dom::show(&dom::slot(row, "progress"), reading);
    let (state, words) = match &*entry.content.borrow() {
        Content::Reading => ("reading", "files-state-reading"),
        Content::Unreadable(unreadable) => {
            show_unreadable(app, entry, unreadable);
            ("blocked", "files-state-blocked")
        }
        Content::Read(analysis) => {
            show_flux(app, row, &analysis.flux);
            show_bordereaux(app, row, &analysis.flux, SHOWN_BORDEREAUX);
            if entry.phase.get() == Phase::Chosen {
                show_findings(app, entry, analysis);
            }
            state_of(entry.phase.get(), analysis)
        }
    };
    dom::set(row, "data-state", state);
    dom::fill(row, "state", &app.t(words, &[]));
}

pub(super) fn show_progress(app: &App, entry: &Entry) {
    let total = entry.blob.borrow().size();
    let percent = percent(entry.read.get(), total);
    let bar = dom::slot(&entry.row, "progress-bar");
    dom::set(&bar, "value", &percent.to_string());
    dom::set(&bar, "aria-label", &app.t("files-reading-label", &[("name", entry.name.as_str().into())]));
    let words = app.words();
    let (done, total) = (words.size(seconds(entry.read.get())), words.size(seconds(total)));
    let args =
        [("percent", percent.into()), ("done", done.as_str().into()), ("total", total.as_str().into())];
    dom::fill(&entry.row, "progress-text", &app.t("files-reading-progress", &args));
}

/// Shows the bordereaux that were held back.
pub(super) fn show_all_bordereaux(app: &App, entry: &Entry) {
    if let Some(analysis) = entry.analysis() {
        dom::clear(&dom::slot(&entry.row, "bordereaux"));
        show_bordereaux(app, &entry.row, &analysis.flux, usize::MAX);
    }
}

fn state_of(phase: Phase, analysis: &Analysis) -> (&'static str, &'static str) {
    let gravest = analysis.findings.iter().map(|finding| finding.code.severity()).min();
    match (phase, gravest) {
        (Phase::Signing, _) => ("busy", "files-state-signing"),
        (Phase::Signed, _) => ("signed", "files-state-signed"),
        (Phase::Sending, _) => ("busy", "files-state-sending"),
        (Phase::Sent, _) => ("sent", "files-state-sent"),
        (Phase::Chosen, _) if is_signed(analysis) => ("signed", "files-state-signed-already"),
        (Phase::Chosen, _) if analysis.flux.acquit.is_some() => ("answer", "files-state-answer"),
        (Phase::Chosen, Some(Severity::Blocking)) => ("blocked", "files-state-blocked"),
        (Phase::Chosen, Some(Severity::Refused)) => ("refused", "files-state-refused"),
        (Phase::Chosen, Some(Severity::Attention)) => ("attention", "files-state-attention"),
        (Phase::Chosen, None) => ("ready", "files-state-ready"),
    }
}

fn show_unreadable(app: &App, entry: &Entry, unreadable: &Unreadable) {
    let list = dom::slot(&entry.row, "findings");
    let name = entry.name.as_str();
    let words = app.words();
    let named = |id| words.explain(id, &[("name", name.into())]);
    let (words, position) = match unreadable {
        Unreadable::Gone => (named("files-error-unreadable"), None),
        Unreadable::Empty => (named("files-error-empty"), None),
        Unreadable::Archive => (named("files-error-archive"), None),
        Unreadable::Xml(error) if error.kind == crate::xml::ErrorKind::ContentBeforeRoot => {
            (named("files-error-not-xml"), Some(error.position))
        }
        Unreadable::Xml(error) => (words.xml_error(error), Some(error.position)),
    };
    let severity = Severity::Blocking;
    findings::add(
        app,
        &list,
        &Shown { words, severity, label: None, element: "", value: None, position, repair: None },
    );
}

fn show_findings(app: &App, entry: &Entry, analysis: &Analysis) {
    let list = dom::slot(&entry.row, "findings");
    for finding in &analysis.findings {
        let mut words = app.words().finding(finding);
        if let Some(place) = app.words().place(finding) {
            words.message = app
                .t("finding-in-place", &[("place", (&place).into()), ("message", (&words.message).into())]);
        }
        let shown = Shown {
            words,
            severity: shown_severity(finding.code),
            label: None,
            element: &finding.element,
            value: finding.value.as_deref(),
            position: finding.position,
            repair: finding.repairable.then_some(entry.name.as_str()),
        };
        findings::add(app, &list, &shown);
    }
}

/// That a file is signed already keeps it from being signed, but not from being sent; an answer is there to be read.
fn shown_severity(code: Code) -> Severity {
    match code {
        Code::AlreadySigned | Code::FromTreasury => Severity::Attention,
        code => code.severity(),
    }
}

fn show_flux(app: &App, row: &Element, flux: &Flux) {
    dom::fill(row, "body", flux.libelle.as_deref().or(flux.id_coll.as_deref()).unwrap_or_default());
    if let Some(budget) = flux.cod_bud.as_deref() {
        dom::fill(row, "budget", &app.t("files-budget", &[("budget", budget.into())]));
    }
    if let Some(year) = flux.bordereaux.first().and_then(|bordereau| bordereau.year.as_deref()) {
        dom::fill(row, "year", &app.t("files-year", &[("year", year.into())]));
    }
    show_totals(app, &dom::slot(row, "totals"), flux);
    show_answers(app, row, flux);
    if flux.attachments > 0 {
        let args = [("count", flux.attachments.into()), ("size", "".into())];
        dom::fill(row, "attachments", &app.t("files-attachments", &args));
    }
}

/// What the treasury answers.
fn show_answers(app: &App, row: &Element, flux: &Flux) {
    let words = app.words();
    let summary = words.answers(flux);
    let list = dom::slot(row, "answers");
    dom::clear(&list);
    dom::show(&dom::slot(row, "answers-box"), summary.is_some());
    dom::fill(row, "answers-summary", &summary.unwrap_or_default());
    let Some(acquit) = &flux.acquit else { return };
    for answer in acquit.answers.iter().take(SHOWN_ANSWERS) {
        let item = dom::clone_template("answer-template");
        let refused = answer.accepted == Some(false) || answer.state.as_deref() == Some("04");
        dom::set(&item, "data-refused", if refused { "true" } else { "false" });
        dom::fill(&item, "answer", &words.answer(answer));
        dom::fill(&item, "errors", &words.answer_errors(answer).join(" · "));
        dom::append(&list, &item);
    }
    let beyond = acquit.count.saturating_sub(crate::xml::as_u64(SHOWN_ANSWERS));
    let more = dom::slot(row, "answers-more");
    dom::show(&more, beyond > 0);
    dom::set_text(&more, &app.t("answers-more", &[("count", beyond.into())]));
}

/// The sums of dépense and recette.
pub(in crate::browser::page) fn show_totals(app: &App, list: &Element, flux: &Flux) {
    for domain in [Domain::Depense, Domain::Recette] {
        let (bordereaux, sum) = flux.total(domain);
        if bordereaux == 0 {
            continue;
        }
        let pieces: u64 =
            flux.bordereaux.iter().filter(|bordereau| bordereau.domain == domain).map(|b| b.pieces).sum();
        let total = dom::clone_template("total-template");
        dom::set(&total, "data-domain", domain.name());
        dom::fill(&total, "domain", &app.t(&format!("domain-{}", domain.name()), &[]));
        let args = [("bordereaux", bordereaux.into()), ("count", pieces.into())];
        dom::fill(&total, "count", &app.t(&format!("totals-count-{}", domain.name()), &args));
        dom::fill(&total, "amount", &excluding_tax(app, Some(sum)));
        dom::append(list, &total);
    }
}

fn show_bordereaux(app: &App, row: &Element, flux: &Flux, shown: usize) {
    let count = flux.bordereaux.len();
    dom::show(&dom::slot(row, "bordereaux-details"), count > 0);
    dom::fill(row, "bordereaux-summary", &app.t("bordereaux-summary", &[("count", count.into())]));
    let list = dom::slot(row, "bordereaux");
    for (index, bordereau) in flux.bordereaux.iter().enumerate().take(shown) {
        let item = bordereau_row(app, bordereau);
        dom::set(&item, "data-index", &index.to_string());
        dom::append(&list, &item);
    }
    let more = dom::action(row, "more-bordereaux");
    let hidden = count.saturating_sub(shown);
    dom::show(&more, hidden > 0);
    dom::set_text(&more, &app.t("bordereaux-more", &[("count", hidden.into())]));
}

fn bordereau_row(app: &App, bordereau: &Bordereau) -> Element {
    let item = dom::clone_template("bordereau-template");
    language::translate(app, &item);
    let domain = bordereau.domain.name();
    dom::set(&item, "data-domain", domain);
    dom::set(&item, "data-signed", if bordereau.signed { "true" } else { "false" });
    let title = match bordereau.number.as_deref() {
        Some(number) => app.t("bordereau-title", &[("number", number.into())]),
        None => app.t("bordereau-title-unnumbered", &[]),
    };
    dom::fill(&item, "title", &title);
    dom::fill(&item, "type", &kind_and_date(app, bordereau));
    dom::fill(
        &item,
        "count",
        &app.t(&format!("bordereau-count-{domain}"), &[("count", bordereau.pieces.into())]),
    );
    dom::fill(&item, "amount", &excluding_tax(app, bordereau.total));
    let signed = dom::slot(&item, "signed");
    dom::show(&signed, bordereau.signed);
    dom::set_text(&signed, &app.t("bordereau-signed", &[]));
    let facts = dom::slot(&item, "facts");
    let fact = |name: &str, value: &str| super::super::errors::add_fact(&facts, &app.t(name, &[]), value);
    match bordereau.id.as_deref() {
        Some(id) => fact("bordereau-id", id),
        None => fact("bordereau-id", &app.t("bordereau-id-none", &[])),
    }
    if let Some(year) = &bordereau.year {
        fact("bordereau-year", year);
    }
    let words = app.words();
    fact("bordereau-computed", &words.amount(bordereau.computed));
    if bordereau.computed_tax.is_positive() {
        fact("bordereau-lines-tax", &words.amount(bordereau.computed_tax));
        fact("bordereau-with-tax", &words.amount(bordereau.computed + bordereau.computed_tax));
    }
    item
}

/// Shows the pieces of a bordereau: the first ones, or all that are kept.
pub(super) fn show_pieces(app: &App, item: &Element, bordereau: &Bordereau, all: bool) {
    let list = dom::slot(item, "pieces");
    dom::clear(&list);
    let shown = if all { bordereau.listed.len() } else { SHOWN_PIECES };
    let more = dom::action(item, "more-pieces");
    let held_back = bordereau.listed.len().saturating_sub(shown);
    dom::show(&more, held_back > 0);
    dom::set_text(&more, &app.t("pieces-more", &[("count", held_back.into())]));
    for piece in bordereau.listed.iter().take(shown) {
        let row = dom::clone_template("piece-template");
        let number = piece.number.as_deref().unwrap_or("?");
        let id = format!("piece-number-{}", bordereau.domain.name());
        dom::fill(&row, "number", &app.t(&id, &[("number", number.into())]));
        let mut object = piece.object.clone().unwrap_or_else(|| app.t("piece-object-none", &[]));
        if let Some(kind) = &piece.kind {
            object = format!("{object} · {}", app.words().piece_type(bordereau.domain, kind));
        }
        if let Some(nature) = &piece.nature {
            object = format!("{object}, {}", app.words().piece_nature(bordereau.domain, nature));
        }
        dom::fill(&row, "object", &object);
        dom::fill(&row, "party", piece.party.as_deref().unwrap_or_default());
        dom::show(&dom::slot(&row, "attachments"), !piece.attachments.is_empty());
        dom::fill(&row, "attachment-names", &piece.attachments.join(", "));
        dom::fill(&row, "amount", &excluding_tax(app, Some(piece.total)));
        dom::append(&list, &row);
    }
    let missing = bordereau.pieces.saturating_sub(crate::xml::as_u64(bordereau.listed.len()));
    let note = dom::slot(item, "pieces-note");
    dom::show(&note, missing > 0);
    dom::set_text(&note, &app.t("pieces-not-kept", &[("count", missing.into())]));
}

fn kind_and_date(app: &App, bordereau: &Bordereau) -> String {
    let code = bordereau.kind.as_deref().unwrap_or_default();
    let kind = app.words().bordereau_type(bordereau.domain, code);
    let date = match bordereau.date.as_deref() {
        Some(date) => app.words().date(date),
        None => app.t("bordereau-date-missing", &[]),
    };
    app.t("bordereau-type", &[("type", kind.as_str().into()), ("date", date.as_str().into())])
}

fn excluding_tax(app: &App, amount: Option<Amount>) -> String {
    let Some(amount) = amount else {
        return app.t("amount-missing", &[]);
    };
    let text = match app.language() {
        Language::French => amount.in_french(),
        Language::English => amount.in_english(),
    };
    app.t("amount-excluding-tax", &[("amount", text.as_str().into())])
}
