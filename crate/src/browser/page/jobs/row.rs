//! One job's row: three steps, progress, outcome, and the signed file to download.

use web_sys::Element;

use super::super::{App, dom, files, language};
use super::{Job, OFFLINE, SEND};
use crate::browser::format::{percent, seconds, signed_name};

/// Seconds of upload after which the time left can be told.
const ENOUGH_TO_TELL: f64 = 2.0;

/// The buttons of a row, and the states of sending in which each is offered; none is where sending failed.
const BUTTONS: &[(&str, &[&str])] = &[
    ("send", &["step-send-later", "step-send-kept", OFFLINE]),
    ("retry", &[]),
    ("deposit", &["step-send-deposit", "step-send-deposited"]),
    ("confirm", &["step-send-deposited"]),
    ("forget", &["step-send-later", "step-send-kept", OFFLINE, "step-send-deposit", "step-send-deposited"]),
];

pub(super) fn render(app: &App, job: &Job) {
    let row = &job.row;
    language::translate(app, row);
    dom::fill(row, "name", &job.name);
    let steps = job.steps.borrow().clone();
    let state = match () {
        () if steps.iter().any(|step| step.state == "failed") => "failed",
        () if steps.iter().any(|step| step.state == "doing") => "busy",
        () if job.outcome.borrow().is_some() => "done",
        () => "busy",
    };
    dom::set(row, "data-state", state);
    for (item, step) in dom::all_in(row, "[data-step]").iter().zip(&steps) {
        dom::set(item, "data-state", step.state);
        dom::fill(item, "text", &app.t(step.words, &[("percent", step.percent.into())]));
    }
    dom::show(&dom::slot(row, "progress"), steps[SEND].state == "doing");
    show_progress(app, job);
    let outcome = job.outcome.borrow().clone();
    dom::show(&dom::slot(row, "outcome"), outcome.is_some());
    if let Some(outcome) = outcome {
        dom::fill(row, "outcome-text", &outcome.text(app));
        let next = outcome.next(app);
        dom::fill(row, "outcome-next", &if next.is_empty() { outcome.fix(app) } else { next });
    }
    show_actions(app, job, &steps[SEND]);
}

fn show_actions(app: &App, job: &Job, send: &super::Step) {
    let row = &job.row;
    let signed = job.signed.borrow().clone();
    dom::show(&dom::slot(row, "actions"), signed.is_some());
    let download = dom::action(row, "download");
    dom::show(&download, signed.is_some());
    if let Some(signed) = signed {
        dom::set(&download, "href", &signed.address);
        dom::set(&download, "download", &signed_name(&job.name));
        name_after(job, &download, app.jobs.borrow().len() > 1);
    }
    for (action, words) in BUTTONS {
        let offered = match words {
            [] => send.state == "failed",
            words => words.contains(&send.words),
        };
        let button = dom::action(row, action);
        dom::show(&button, offered && job.signed.borrow().is_some() && !app.working.get());
        name_after(job, &button, files::is_shown());
    }
}

/// Names a control after the file, too, where there may be others like it.
fn name_after(job: &Job, control: &Element, is_one_of_several: bool) {
    if is_one_of_several {
        let text = control.text_content().unwrap_or_default();
        dom::set(control, "aria-label", &[&text, " ", &job.name].concat());
    } else {
        let _ = control.remove_attribute("aria-label");
    }
}

pub(super) fn show_progress(app: &App, job: &Job) {
    let (sent, total) = job.progress.get();
    let percent = percent(sent, total);
    let bar = dom::slot(&job.row, "progress-bar");
    dom::set(&bar, "value", &percent.to_string());
    dom::set(&bar, "aria-label", &app.t("send-progress-label", &[("name", job.name.as_str().into())]));
    let cancel = app.t("send-cancel-label", &[("name", job.name.as_str().into())]);
    dom::set(&dom::action(&job.row, "cancel"), "aria-label", &cancel);
    let words = app.words();
    let (done, all) = (words.size(seconds(sent)), words.size(seconds(total)));
    let elapsed = (js_sys::Date::now() - job.began.get()) / 1000.0;
    let text = if total <= 0.0 {
        // It is being kept, before its first byte leaves.
        String::new()
    } else if job.pause.get() > 0 {
        app.t("send-progress-again", &[("count", u64::from(job.pause.get()).into())])
    } else if sent >= total {
        app.t("send-progress-answer", &[("total", all.as_str().into())])
    } else {
        let mut args =
            vec![("percent", percent.into()), ("done", done.as_str().into()), ("total", all.as_str().into())];
        if elapsed > ENOUGH_TO_TELL && sent > 0.0 {
            let remaining = duration(app, elapsed * (total - sent) / sent);
            let speed = words.size(seconds(sent / elapsed));
            args.extend([("remaining", remaining.as_str().into()), ("speed", speed.as_str().into())]);
            app.t("send-progress-remaining", &args)
        } else {
            app.t("send-progress", &args)
        }
    };
    dom::fill(&job.row, "progress-text", &text);
}

fn duration(app: &App, length: f64) -> String {
    let count = seconds(length) + 1;
    match count {
        0..90 => app.t("duration-seconds", &[("count", count.into())]),
        _ => app.t("duration-minutes", &[("count", count.div_ceil(60).into())]),
    }
}
