//! One file's row: who, what, how much, and what speaks against it.

use web_sys::Element;

use super::super::findings::{self, Shown};
use super::super::follow::reply;
use super::super::{App, dom, language};
use super::filling::{note, offer, shown};
use super::{Content, Entry, Phase, Unreadable, repair};
use crate::browser::format::{percent, seconds};
use crate::coded::Severity;
use crate::pes::{Amount, Bordereau, Code, Domain, Flux};
use crate::signing::Analysis;
use crate::words::{Language, readable};

/// How many bordereaux, and how many answers of the treasury, are shown at first, and how many more each time.
const SHOWN: usize = 50;

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
    for (action, id) in [("remove", "files-remove-label"), ("unfold", "files-unfold-label")] {
        let label = app.t(id, &[("name", entry.name.as_str().into())]);
        dom::set(&dom::action(row, action), "aria-label", &label);
    }
    for list in ["totals", "bordereaux", "answers", "body", "budget", "year"] {
        dom::clear(&dom::slot(row, list));
    }
    dom::show(&dom::slot(row, "progress"), matches!(*entry.content.borrow(), Content::Reading));
    for fold in ["attachments-details", "search-file"] {
        dom::show(&dom::slot(row, fold), false);
    }
    if let Some(analysis) = entry.analysis() {
        show_flux(app, row, &analysis.flux);
    }
    show_answers(app, entry, false);
    show_bordereaux(app, entry, false);
    repair::render(app, entry);
    render_state(app, entry);
}

/// Shows what may be done with a file, and what speaks against it.
pub(super) fn render_state(app: &App, entry: &Entry) {
    let row = &entry.row;
    dom::clear(&dom::slot(row, "findings"));
    let (state, words) = match &*entry.content.borrow() {
        Content::Chosen => ("reading", "files-state-chosen"),
        Content::Reading => ("reading", "files-state-reading"),
        Content::Unreadable(unreadable) => {
            show_unreadable(app, entry, unreadable);
            ("blocked", "files-state-blocked")
        }
        Content::Read(analysis) => {
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
    let mut offered = Vec::new();
    for finding in &analysis.findings {
        // An answer is shown as such.
        if finding.code == Code::FromTreasury {
            continue;
        }
        // The repair is one for all; that it is there is said once of each kind.
        let offers = finding.repairable && !offered.contains(&finding.code);
        offered.extend(offers.then_some(finding.code));
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
            repair: offers.then_some(entry.name.as_str()),
        };
        findings::add(app, &list, &shown);
    }
}

/// That a file is signed already keeps it from being signed, but not from being sent.
fn shown_severity(code: Code) -> Severity {
    match code {
        Code::AlreadySigned => Severity::Attention,
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
    let attached = dom::slot(row, "attachments-details");
    dom::show(&attached, flux.attachments > 0);
    let _ = attached.remove_attribute("open");
    dom::clear(&dom::slot(&attached, "attachment-list"));
    dom::fill(&attached, "attachments", &app.t("files-attachments", &[("count", flux.attachments.into())]));
    let search = dom::slot(row, "search-file");
    dom::show(&search, flux.bordereaux.len() > 1);
    let _ = search.remove_attribute("open");
    dom::find(&search, ".sheet").inspect(dom::clear);
}

/// Shows what the treasury answers: the first of it, or more.
pub(super) fn show_answers(app: &App, entry: &Entry, more: bool) {
    let row = &entry.row;
    let analysis = entry.analysis();
    let flux = analysis.as_ref().map(|analysis| &analysis.flux);
    let words = app.words();
    let summary = flux.and_then(|flux| words.answers(flux));
    dom::show(&dom::slot(row, "answers-box"), summary.is_some());
    let Some(acquit) = flux.and_then(|flux| flux.acquit.as_ref()) else { return };
    dom::fill(row, "answers-summary", &summary.unwrap_or_default());
    let list = dom::slot(row, "answers");
    let start = if more { shown(&list) } else { 0 };
    let rest = acquit.answers.get(start..).unwrap_or_default();
    for answer in rest.iter().take(SHOWN) {
        dom::append(&list, &reply(app, answer));
    }
    offer(app, row, "more-answers", rest.len().saturating_sub(SHOWN), SHOWN);
    note(app, row, "answers-more", "answers-more", acquit.beyond());
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

/// Shows the bordereaux: the first, or more of them.
pub(super) fn show_bordereaux(app: &App, entry: &Entry, more: bool) {
    let row = &entry.row;
    let analysis = entry.analysis();
    let bordereaux = analysis.as_ref().map_or(&[][..], |analysis| &analysis.flux.bordereaux);
    let count = bordereaux.len();
    dom::show(&dom::slot(row, "bordereaux-details"), count > 0);
    dom::fill(row, "bordereaux-summary", &app.t("bordereaux-summary", &[("count", count.into())]));
    let list = dom::slot(row, "bordereaux");
    let start = if more { shown(&list) } else { 0 };
    for (index, bordereau) in bordereaux.iter().enumerate().skip(start).take(SHOWN) {
        let item = bordereau_row(app, bordereau);
        dom::set(&item, "data-index", &index.to_string());
        dom::append(&list, &item);
    }
    offer(app, row, "more-bordereaux", count.saturating_sub(start + SHOWN), SHOWN);
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
    if let Some(object) = &bordereau.object {
        fact("bordereau-object", &readable(object));
    }
    let words = app.words();
    if let Some(yearly) = bordereau.yearly {
        fact("bordereau-cumulative", &words.amount(yearly));
    }
    fact("bordereau-computed", &words.amount(bordereau.computed));
    if bordereau.computed_tax.is_positive() {
        fact("bordereau-lines-tax", &words.amount(bordereau.computed_tax));
        fact("bordereau-with-tax", &words.amount(bordereau.computed + bordereau.computed_tax));
    }
    item
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

pub(super) fn excluding_tax(app: &App, amount: Option<Amount>) -> String {
    let Some(amount) = amount else {
        return app.t("amount-missing", &[]);
    };
    let text = match app.language() {
        Language::French => amount.in_french(),
        Language::English => amount.in_english(),
    };
    app.t("amount-excluding-tax", &[("amount", text.as_str().into())])
}
