//! Part 3: what is about to be signed, in one sentence, and the buttons.

use std::rc::Rc;

use super::super::format;
use super::super::key::WebCryptoKey;
use super::connection::Connection;
use super::errors::Message;
use super::signer::OpenSigner;
use super::{App, dom, errors, files, jobs, remembered, signer};
use crate::coded::Severity;
use crate::letters::lowercase;
use crate::pes::{Amount, Domain};

/// What can be done now.
pub(super) struct Outlook {
    /// Files that can be signed.
    pub(super) signable: usize,
    /// Files that came signed.
    pub(super) sendable: usize,
    /// Files that can be neither.
    pub(super) blocked: usize,
    pub(super) reading: bool,
    pub(super) has_signer: bool,
    pub(super) has_place: bool,
}

pub(super) fn set_up(app: &Rc<App>) {
    for (button, send) in [("sign-and-send", true), ("send-signed", true), ("sign-only", false)] {
        let app = Rc::clone(app);
        dom::listen(&dom::by_id(button), "click", move |_| begin(&app, send));
    }
    jobs::set_up(app);
}

/// Signs, and sends if asked to, every file that is ready.
fn begin(app: &Rc<App>, send: bool) {
    if app.working.get() {
        return;
    }
    errors::clear("send");
    let files: Vec<_> = app
        .files
        .borrow()
        .iter()
        .filter(|file| file.is_signable() || (send && file.is_sendable_as_it_is()))
        .cloned()
        .collect();
    let needs_signer = files.iter().any(|file| file.is_signable());
    let mut signing = None;
    if needs_signer {
        let Some(signer) = app.signer.borrow().clone() else {
            Message::of("sign-error-no-signer").show(app, "send", "sign-error-title");
            return;
        };
        let mut findings = signer.certificate().findings(format::now()).into_iter();
        if let Some(finding) = findings.find(|finding| finding.code.severity() == Severity::Blocking) {
            dom::focus(&dom::by_id("signer-change"));
            let date = app.words().day_of(finding.date);
            let message = Message::of(finding.code.code()).with("date", &date);
            message.show(app, "send", "sign-error-title");
            return;
        }
        let Some(signatory) = signer::signatory(app) else {
            return;
        };
        signing = Some((signer, signatory, signer::place()));
    }
    if files.is_empty() {
        Message::of("sign-error-no-file").show(app, "send", "sign-error-title");
        return;
    }
    match signing {
        None => jobs::run(app, files, None, send),
        Some((signer, signatory, place)) => {
            let app = Rc::clone(app);
            app.working.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                let key = unlock(&app, &signer).await;
                app.working.set(false);
                let Some(key) = key else {
                    app.refresh();
                    return;
                };
                jobs::run(&app, files, Some(jobs::Signing { key, signatory }), send);
                remembered::used(&app, &signer, place).await;
            });
        }
    }
}

/// The key, if its holder is recognised where that was asked for.
async fn unlock(app: &App, signer: &OpenSigner) -> Option<WebCryptoKey> {
    if signer.is_sealed() {
        app.say("status-unsealing", &[]);
        app.refresh();
    }
    match signer.unlock().await {
        Ok(key) => Some(key),
        Err(error) => {
            files::say_what_is_next(app);
            remembered::refused("sign-error-sealed", &error).show(app, "send", "sign-error-title");
            None
        }
    }
}

pub(super) fn refresh(app: &App, outlook: &Outlook) {
    let Outlook { signable, sendable, blocked, reading, has_signer, has_place } = *outlook;
    let working = app.working.get();
    let only_signed = signable == 0 && sendable > 0;
    let can_sign = signable > 0 && has_signer && !reading && !working;
    dom::show(&dom::by_id("sign-and-send"), !only_signed);
    dom::show(&dom::by_id("sign-only"), !only_signed);
    dom::show(&dom::by_id("send-signed"), only_signed);
    dom::enable(&dom::by_id("sign-and-send"), can_sign);
    dom::enable(&dom::by_id("sign-only"), can_sign);
    dom::enable(&dom::by_id("send-signed"), only_signed && !reading && !working);

    let waiting = dom::by_id("send-waiting");
    let id = match () {
        () if reading => "send-waiting-reading",
        () if signable == 0 && blocked > 0 => "send-waiting-blocked",
        () if signable == 0 && has_signer => "send-waiting-file",
        () if signable > 0 && !has_signer => "send-waiting-signer",
        () if signable > 0 && !has_place => "send-waiting-place",
        () => "send-waiting",
    };
    dom::set(&waiting, "data-l10n", id);
    dom::set_text(&waiting, &app.t(id, &[]));

    let summary = dom::by_id("send-summary");
    let sentence = if only_signed {
        Some(app.t("send-summary-signed", &[("files", sendable.into())]))
    } else {
        signing_sentence(app, signable).filter(|_| has_place)
    };
    dom::show(&summary, sentence.is_some() && !working);
    let sentence = sentence.unwrap_or_default();
    let signer = app.signer.borrow().as_ref().map(|signer| signer.name()).unwrap_or_default();
    match sentence.split_once(&signer).filter(|_| !only_signed) {
        // Who signs stands out beside the button.
        Some((before, after)) => {
            dom::clear(&summary);
            for (element, text) in [("span", before), ("strong", &*signer), ("span", after)] {
                dom::append_text(&summary, element, text);
            }
        }
        None => dom::set_text(&summary, &sentence),
    }

    let batch = dom::by_id("send-batch");
    let (done, all) = app.batch.get();
    dom::show(&batch, all > 1);
    dom::set_text(&batch, &app.t("send-batch", &[("done", (done + 1).into()), ("all", all.into())]));

    let note = dom::by_id("send-note");
    let nothing = signable + sendable == 0;
    let text = match &*app.connection.borrow() {
        _ if nothing => None,
        Connection::SignedOut(_) => Some(app.t("send-note-signed-out", &[])),
        Connection::NotRgs { .. } => Some(app.t("send-note-not-rgs", &[])),
        Connection::Offline => Some(app.t("send-note-offline", &[])),
        Connection::Unreachable => Some(app.t("send-note-unreachable", &[])),
        _ if blocked > 0 => Some(app.t("send-note-some-blocked", &[("files", blocked.into())])),
        _ if sendable > 0 && !only_signed => {
            Some(app.t("send-summary-signed-too", &[("files", sendable.into())]))
        }
        Connection::Elsewhere => Some(app.t("send-note-elsewhere", &[])),
        _ => None,
    };
    dom::show(&note, text.is_some());
    dom::set_text(&note, &text.unwrap_or_default());
    tell_clock(app);
}

/// Says that the clock of this computer, which signatures are dated by, is wrong.
fn tell_clock(app: &App) {
    let place = dom::by_id("send-clock");
    let ahead = app.clock.get();
    dom::show(&place, ahead.is_some());
    let Some(ahead) = ahead else { return };
    // The server's being ahead, this computer is late.
    let id = if ahead > 0.0 { "send-clock-late" } else { "send-clock-early" };
    let minutes = format::seconds(ahead.abs() / 60.0);
    dom::set_text(&place, &app.t(id, &[("minutes", minutes.into())]));
}

/// "You sign one file, three bordereaux, in the name of …"
fn signing_sentence(app: &App, files: usize) -> Option<String> {
    let name = app.signer.borrow().as_ref()?.name();
    let (mut bordereaux, mut sums) = (0, String::new());
    for domain in [Domain::Depense, Domain::Recette] {
        let (mut count, mut sum) = (0, Amount::default());
        for file in app.files.borrow().iter().filter(|file| file.is_signable()) {
            let of_file = file.analysis().map(|analysis| analysis.flux.total(domain)).unwrap_or_default();
            count += of_file.0;
            sum += of_file.1;
        }
        if count > 0 {
            let name = lowercase(&app.t(&format!("domain-{}", domain.name()), &[]));
            sums += &format!(
                "{}{name} {}",
                if bordereaux == 0 { " (" } else { ", " },
                files::excluding_tax(app, sum)
            );
        }
        bordereaux += count;
    }
    if bordereaux > 0 {
        sums.push(')');
    }
    let value = |field: &str| dom::input(field).value().trim().to_owned();
    let (role, city) = (value("signer-role"), value("signer-city"));
    (files > 0).then(|| {
        app.t(
            "send-summary",
            &[
                ("files", files.into()),
                ("bordereaux", bordereaux.into()),
                ("sums", sums.as_str().into()),
                ("name", name.as_str().into()),
                ("role", role.as_str().into()),
                ("city", city.as_str().into()),
            ],
        )
    })
}
