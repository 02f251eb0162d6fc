//! One file's row: who, what, how much, and what speaks against it.

use web_sys::Element;

use super::super::findings::{self, Shown};
use super::super::follow::reply;
use super::super::{App, dom, language};
use super::filling::{Filling, note, offer, shown};
use super::{Content, Entry, Phase, Unreadable, repair};
use crate::browser::format::{percent, seconds};
use crate::coded::Severity;
use crate::pes::{Amount, Bordereau, Code, Domain, Flux};
use crate::signing::Analysis;
use crate::words::{Language, readable};

/// How many bordereaux, and how many answers of the treasury, are shown at first, and how many more each time.
const SHOWN: usize = 50;

/// A list, and what is to be written into it.
type Rows<'a> = (Element, Box<dyn Iterator<Item = Element> + 'a>);

/// Whether the only thing that keeps a file from being signed is that it is.
pub(super) fn is_signed(analysis: &Analysis) -> bool {
    let mut blocking =
        analysis.findings.iter().filter(|finding| finding.code.severity() == Severity::Blocking).peekable();
    blocking.peek().is_some() && blocking.all(|finding| finding.code == Code::AlreadySigned)
}

/// Writes the row anew, in short tasks; its state last.
pub(super) async fn render(app: &App, entry: &Entry) {
    let row = &entry.row;
    dom::fill(row, "name", &entry.name);
    language::translate(app, row);
    for (action, id) in [("remove", "files-remove-label"), ("unfold", "files-unfold-label")] {
        let label = app.t(id, &[("name", entry.name.as_str().into())]);
        dom::set(&dom::action(row, action), "aria-label", &label);
    }
    for list in ["totals", "bordereaux", "answers", "body", "budget", "year", "findings"] {
        dom::clear(&dom::slot(row, list));
    }
    let reading = matches!(*entry.content.borrow(), Content::Reading);
    dom::show(&dom::slot(row, "progress"), reading);
    if reading {
        show_progress(app, entry);
    }
    for fold in ["attachments-details", "search-file", "about"] {
        dom::show(&dom::slot(row, fold), false);
    }
    repair::render(app, entry);
    dom::show(&dom::slot(row, "answers-box"), false);
    dom::show(&dom::slot(row, "bordereaux-details"), false);
    if let Content::Unreadable(unreadable) = &*entry.content.borrow() {
        show_unreadable(app, entry, unreadable);
    }
    if let Some(analysis) = entry.analysis() {
        show_flux(app, row, &analysis.flux);
        let lists = [
            findings(app, entry, &analysis),
            answers(app, row, &analysis.flux, false),
            bordereaux(app, row, &analysis.flux, false),
        ];
        for (list, mut rows) in lists {
            if !Filling::new(app, &list).append(&mut rows).await {
                return;
            }
        }
    }
    render_state(app, entry);
}

/// Adds more bordereaux to their list, or more answers to theirs.
pub(super) async fn show_more(app: &App, entry: &Entry, of_bordereaux: bool) {
    let Some(analysis) = entry.analysis() else { return };
    let more = if of_bordereaux { bordereaux } else { answers };
    let (list, mut rows) = more(app, &entry.row, &analysis.flux, true);
    Filling::new(app, &list).append(&mut rows).await;
}

/// Shows what may be done with a file, and, while it is not being signed, what speaks against it.
pub(super) fn render_state(app: &App, entry: &Entry) {
    let (row, phase) = (&entry.row, entry.phase.get());
    dom::show(&dom::slot(row, "findings"), phase == Phase::Chosen);
    let (state, words) = match &*entry.content.borrow() {
        Content::Chosen => ("reading", "files-state-chosen"),
        Content::Reading => ("reading", "files-state-reading"),
        Content::Unreadable(_) => ("blocked", "files-state-blocked"),
        Content::Read(analysis) => state_of(phase, analysis),
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

fn findings<'a>(app: &'a App, entry: &'a Entry, analysis: &'a Analysis) -> Rows<'a> {
    let list = dom::slot(&entry.row, "findings");
    let mut offered = Vec::new();
    // An answer is shown as such.
    let findings = analysis.findings.iter().filter(|finding| finding.code != Code::FromTreasury);
    let rows = findings.map(move |finding| {
        // The repair is one for all; that it is there is said once of each kind.
        let offers = finding.repairable && !offered.contains(&finding.code);
        offered.extend(offers.then_some(finding.code));
        let mut words = app.words().finding(finding);
        if let Some(place) = app.words().place(finding) {
            words.message = app
                .t("finding-in-place", &[("place", (&place).into()), ("message", (&words.message).into())]);
        }
        findings::row(
            app,
            &Shown {
                words,
                severity: shown_severity(finding.code),
                label: None,
                element: &finding.element,
                value: finding.value.as_deref(),
                position: finding.position,
                repair: offers.then_some(entry.name.as_str()),
            },
        )
    });
    (list, Box::new(rows))
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
    let about = dom::slot(row, "about");
    dom::show(&about, true);
    let _ = about.remove_attribute("open");
    dom::clear(&dom::slot(&about, "about-facts"));
    let search = dom::slot(row, "search-file");
    dom::show(&search, flux.bordereaux.len() > 1);
    let _ = search.remove_attribute("open");
    dom::find(&search, ".sheet").inspect(dom::clear);
}

/// What the treasury answers: the first of it, or more.
fn answers<'a>(app: &'a App, row: &Element, flux: &'a Flux, more: bool) -> Rows<'a> {
    let list = dom::slot(row, "answers");
    let start = if more { shown(&list) } else { 0 };
    let acquit = flux.acquit.as_ref();
    let rest = acquit.and_then(|acquit| acquit.answers.get(start..)).unwrap_or_default();
    if let Some((acquit, summary)) = acquit.zip(app.words().answers(flux)) {
        dom::show(&dom::slot(row, "answers-box"), true);
        dom::fill(row, "answers-summary", &summary);
        offer(app, row, "more-answers", rest.len().saturating_sub(SHOWN), SHOWN);
        note(app, row, "answers-more", "answers-more", acquit.beyond());
    }
    (list, Box::new(rest.iter().take(SHOWN).map(|answer| reply(app, answer))))
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
    // Other parts are signed with these, unread.
    for part in &flux.parts {
        let id = match part.as_str() {
            "PES_Facture" => "domain-facture",
            "PES_Marche" => "domain-marche",
            _ => continue,
        };
        let total = dom::clone_template("total-template");
        dom::fill(&total, "domain", &app.t(id, &[]));
        dom::fill(&total, "count", &app.t("totals-unread", &[]));
        dom::append(list, &total);
    }
}

/// The bordereaux: the first, or more of them.
fn bordereaux<'a>(app: &'a App, row: &Element, flux: &'a Flux, more: bool) -> Rows<'a> {
    let count = flux.bordereaux.len();
    dom::show(&dom::slot(row, "bordereaux-details"), count > 0);
    dom::fill(row, "bordereaux-summary", &app.t("bordereaux-summary", &[("count", count.into())]));
    let list = dom::slot(row, "bordereaux");
    let start = if more { shown(&list) } else { 0 };
    offer(app, row, "more-bordereaux", count.saturating_sub(start + SHOWN), SHOWN);
    let rows = flux.bordereaux.iter().enumerate().skip(start).take(SHOWN);
    (list, Box::new(rows.map(|(index, bordereau)| bordereau_row(app, index, bordereau))))
}

fn bordereau_row(app: &App, index: usize, bordereau: &Bordereau) -> Element {
    let item = dom::clone_template("bordereau-template");
    dom::set(&item, "data-index", &index.to_string());
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
    if let Some(tax) = bordereau.tax {
        fact("bordereau-tax", &words.amount(tax));
    }
    fact("bordereau-computed", &words.amount(bordereau.computed));
    if bordereau.computed_tax.is_positive() {
        fact("bordereau-lines-tax", &words.amount(bordereau.computed_tax));
        fact("bordereau-with-tax", &words.amount(bordereau.computed + bordereau.computed_tax));
    }
    fact("bordereau-agreement", &words.agreement(bordereau));
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
