//! « Vérifier un fichier signé »: what the signatures of a file are worth.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use web_sys::Element;

use super::super::blob::ReadError;
use super::super::format;
use super::errors::Message;
use super::findings::Shown;
use super::{App, dom, errors, findings, jobs, language, signer};
use crate::coded::Severity;
use crate::verify::{Covered, Report, SignatureReport, Verdict};

/// A file that was verified.
pub(super) struct Entry {
    key: u32,
    name: String,
    row: Element,
    report: RefCell<Rc<Report>>,
}

pub(super) fn set_up(app: &Rc<App>) {
    let chosen = Rc::clone(app);
    dom::listen(&dom::by_id("verify-input"), "change", move |_| {
        let input = dom::input("verify-input");
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            wasm_bindgen_futures::spawn_local(verify(Rc::clone(&chosen), file));
        }
        input.set_value("");
    });
    let list = Rc::clone(app);
    dom::listen(&dom::by_id("verify-reports"), "click", move |event| {
        if let Some((_, key)) = dom::activated(&event) {
            list.reports.borrow_mut().retain(|entry| {
                if entry.key == key {
                    entry.row.remove();
                }
                entry.key != key
            });
            dom::focus(&dom::by_id("verify-input"));
        }
    });
}

async fn verify(app: Rc<App>, file: web_sys::File) {
    let name = file.name();
    errors::clear("verify");
    app.say("status-verify-reading", &[("name", &name)]);
    let progress = dom::by_id("verify-progress");
    dom::show(&progress, true);
    let report = jobs::examine(&app, &file, app.config.authorities.as_deref(), &|percent| {
        dom::set(&dom::by_id("verify-progress-bar"), "value", &percent.to_string());
        let text = app.t("verify-progress", &[("percent", percent.into())]);
        dom::set_text(&dom::by_id("verify-progress-text"), &text);
    })
    .await;
    dom::show(&progress, false);
    match report {
        Ok(report) => {
            let row = dom::clone_template("report-template");
            let key = app.key();
            dom::set(&row, "data-key", &key.to_string());
            let list = dom::by_id("verify-reports");
            let _ = list.insert_before(&row, list.first_child().as_ref());
            let report = RefCell::new(Rc::new(report));
            let entry = Rc::new(Entry { key, name: name.clone(), row, report });
            entry.render(&app);
            app.reports.borrow_mut().insert(0, Rc::clone(&entry));
            app.say("status-verify-done", &[("name", &name)]);
            dom::focus(&entry.row);
        }
        Err(error) => {
            let message = match error {
                ReadError::Unreadable => Message::of("files-error-unreadable").with("name", &name),
                ReadError::Refused(error) => Message::of("files-error-not-xml")
                    .with("name", &name)
                    .fact("detail-code", error.kind.code())
                    .fact("detail-line", &error.position.line.to_string())
                    .fact("detail-byte", &error.position.offset.to_string()),
            };
            message.show(&app, "verify", "verify-error-title");
        }
    }
}

impl Entry {
    pub(super) fn render(&self, app: &App) {
        let report = Rc::clone(&self.report.borrow());
        let row = &self.row;
        language::translate(app, row);
        dom::set(row, "data-verdict", report.verdict.name());
        dom::fill(row, "name", &self.name);
        let close = app.t("verify-close-label", &[("name", self.name.as_str().into())]);
        dom::set(&dom::action(row, "remove"), "aria-label", &close);
        let broken = report.signatures.iter().filter(|signature| !signature.intact).count();
        let id = match report.verdict {
            Verdict::Valid => "verify-verdict-valid",
            Verdict::Unsigned => "verify-verdict-unsigned",
            Verdict::Invalid if broken == 0 => "verify-verdict-forbidden",
            Verdict::Invalid => "verify-verdict-invalid",
        };
        let count = if broken > 0 { broken } else { report.signatures.len() };
        let args = [("count", count.into())];
        dom::fill(row, "verdict", &app.t(id, &args));
        dom::fill(row, "explanation", &app.words().attribute(id, "explanation", &args).unwrap_or_default());
        let list = dom::slot(row, "signatures");
        dom::clear(&list);
        for signature in &report.signatures {
            dom::append(&list, &signature_row(app, &report, signature));
        }
        show_uncovered(app, row, &report);
        show_findings(app, row, &report);
        show_answers(app, row, &report);
    }
}

fn signature_row(app: &App, report: &Report, signature: &SignatureReport) -> Element {
    let row = dom::clone_template("signature-template");
    language::translate(app, &row);
    dom::set(&row, "data-intact", if signature.intact { "true" } else { "false" });
    let intact = match (&signature.certificate, signature.intact) {
        (_, true) => "verify-intact",
        (Some(_), false) => "verify-altered",
        (None, false) => "verify-unreadable",
    };
    dom::fill(&row, "intact", &app.t(intact, &[]));
    let covers = match signature.covers {
        Some(Covered::File) => app.t("verify-covers-file", &[]),
        Some(Covered::Bordereau(index)) => {
            app.t("verify-covers-bordereau", &[("number", number(report, index).as_str().into())])
        }
        None if signature.target.is_empty() => app.t("verify-covers-nothing", &[]),
        None => app.t("verify-covers-other", &[("target", signature.target.as_str().into())]),
    };
    dom::fill(&row, "covers", &covers);
    let certificate = signature.certificate.as_ref();
    dom::fill(&row, "signer", &certificate.map(signer::name_of).unwrap_or_default());
    dom::fill(&row, "role", signature.role.as_deref().unwrap_or_default());
    dom::fill(&row, "place", &signature.place_in_one());
    let time = match signature.signing_time {
        Some(time) => {
            let date = format::day_and_time(app.language(), time.unix());
            app.t("verify-time", &[("date", date.as_str().into())])
        }
        None => app.t("verify-time-none", &[]),
    };
    dom::fill(&row, "time", &time);
    show_facts(app, &dom::slot(&row, "facts"), signature);
    row
}

/// What a reviewer asks for, below what a clerk reads.
fn show_facts(app: &App, list: &Element, signature: &SignatureReport) {
    let fact = |id, value: &str| errors::add_fact(list, &app.t(id, &[]), value);
    if let Some(certificate) = &signature.certificate {
        let day = |unix| format::day_and_time(app.language(), unix);
        fact("certificate-subject", &certificate.subject());
        fact("certificate-issuer", &certificate.issuer());
        fact("certificate-serial", &certificate.serial());
        fact("certificate-valid-from", &day(certificate.not_before()));
        fact("certificate-valid-to", &day(certificate.not_after()));
        fact(
            "verify-authority",
            &app.t("verify-authority-state", &[("state", signature.authority.name().into())]),
        );
    }
    for (id, value) in [
        ("verify-algorithm", &signature.algorithm),
        ("verify-policy", &signature.policy.identifier),
        ("verify-format", &signature.xades),
    ] {
        if let Some(value) = value {
            fact(id, value);
        }
    }
    for (label, value) in app.words().statements(signature) {
        errors::add_fact(list, &label, &value);
    }
}

/// What the tools that the file meets would answer.
fn show_answers(app: &App, row: &Element, report: &Report) {
    let list = dom::slot(row, "answers");
    dom::clear(&list);
    dom::show(&dom::slot(row, "answers-heading"), !report.answers.is_empty());
    for answer in &report.answers {
        let item = dom::clone_template("answer-template");
        let codes: Vec<&str> = answer.refuses.iter().map(|code| code.code()).collect();
        let tool = app.t("verify-tool", &[("tool", answer.tool.name().into())]);
        let list_of_codes = codes.join(", ");
        let args = [
            ("tool", tool.as_str().into()),
            ("count", codes.len().into()),
            ("codes", list_of_codes.as_str().into()),
        ];
        dom::set(&item, "data-accepts", if codes.is_empty() { "true" } else { "false" });
        dom::fill(&item, "answer", &app.t("verify-answer", &args));
        dom::append(&list, &item);
    }
}

fn show_uncovered(app: &App, row: &Element, report: &Report) {
    let slot = dom::slot(row, "uncovered");
    dom::show(&slot, !report.uncovered.is_empty());
    let list: Vec<String> = report.uncovered.iter().map(|index| number(report, *index)).collect();
    let list = list.join(", ");
    let args = [("count", report.uncovered.len().into()), ("list", list.as_str().into())];
    dom::set_text(&slot, &app.t("verify-uncovered", &args));
}

fn show_findings(app: &App, row: &Element, report: &Report) {
    let list = dom::slot(row, "findings");
    dom::clear(&list);
    // The same may hold for each reference of a signature; saying it once is enough.
    let mut said = HashSet::new();
    for finding in &report.findings {
        if !said.insert(app.words().verification(finding, &report.signatures).message) {
            continue;
        }
        let signature = finding.signature.and_then(|index| report.signatures.get(index));
        let id = signature.and_then(|signature| signature.id.as_deref()).unwrap_or_default();
        let shown = Shown {
            words: app.words().verification(finding, &report.signatures),
            severity: finding.code.severity(),
            label: (finding.code.severity() == Severity::Blocking).then_some("verify-severity-blocking"),
            element: id,
            value: finding.value.as_deref(),
            position: None,
            repair: None,
        };
        findings::add(app, &list, &shown);
    }
}

/// The number of a bordereau, or its Id where it has none.
fn number(report: &Report, index: usize) -> String {
    let bordereau = report.flux.bordereaux.get(index);
    bordereau
        .and_then(|bordereau| bordereau.number.clone().or_else(|| bordereau.id.clone()))
        .unwrap_or_default()
}
