//! The work itself, file by file: sign, verify from the bytes, send.

mod deposit;
mod row;
mod send;
mod work;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{Blob, Element, Url};

use super::super::config::Mode;
use super::super::http::Upload;
use super::super::journal::Entry as Kept;
use super::super::key::WebCryptoKey;
use super::super::timer;
use super::errors::Message;
use super::files::{Entry, Phase};
use super::{App, connection, dom, journal, language, network};
use crate::s2low::{Record, State};
use crate::xades::Signatory;

pub(super) use work::examine;

/// Who signs, and as what.
pub(super) struct Signing {
    pub(super) key: WebCryptoKey,
    pub(super) signatory: Signatory,
}

/// One file on its way.
pub(super) struct Job {
    pub(super) key: u32,
    name: String,
    /// The file of part 1 that it began with; none for one that the journal kept.
    pub(super) file: Option<Rc<Entry>>,
    row: Element,
    steps: RefCell<[Step; 3]>,
    /// The signed and verified file, and an address to download it from.
    signed: RefCell<Option<Signed>>,
    /// What the journal says of it.
    record: RefCell<Option<Record>>,
    upload: RefCell<Option<Upload>>,
    cancelled: Cell<bool>,
    /// The person downloaded the signed file.
    saved: Cell<bool>,
    /// Bytes sent, and all there are.
    progress: Cell<(f64, f64)>,
    /// When the upload began, in milliseconds.
    began: Cell<f64>,
    /// Seconds until the next attempt.
    pause: Cell<u32>,
    outcome: RefCell<Option<Message>>,
}

#[derive(Clone)]
struct Signed {
    blob: Blob,
    address: String,
}

impl Signed {
    fn new(blob: Blob) -> Option<Self> {
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        Some(Self { blob, address })
    }
}

/// The state of one of the three steps.
#[derive(Clone, Debug)]
struct Step {
    /// `waiting`, `doing`, `done` or `failed`.
    state: &'static str,
    words: &'static str,
    percent: u64,
}

impl Step {
    const fn new(state: &'static str, words: &'static str) -> Self {
        Self { state, words, percent: 0 }
    }
}

const SIGN: usize = 0;
const VERIFY: usize = 1;
const SEND: usize = 2;
/// The state of sending in which the network is waited for.
const OFFLINE: &str = "step-send-offline";
/// Seconds between two looks whether S2low answers again.
const LOOK_AGAIN: i32 = 5;

impl Job {
    pub(super) fn has_failed(&self) -> bool {
        self.steps.borrow().iter().any(|step| step.state == "failed")
    }

    /// The journal brought it back.
    pub(super) fn was_kept(&self) -> bool {
        self.file.is_none()
    }

    /// The journal brought it back, and nothing was done with it since.
    fn is_kept_still(&self) -> bool {
        self.was_kept() && self.steps.borrow()[SEND].words == "step-send-kept"
    }

    /// It goes once the network is back.
    fn is_held(&self) -> bool {
        self.steps.borrow()[SEND].words == OFFLINE
    }

    /// The person cancelled the upload.
    fn is_cancelled(&self) -> bool {
        self.steps.borrow()[SEND].words == "step-send-cancelled"
    }

    /// The person signed it in this visit, and has it neither in S2low nor as a file of their own.
    pub(super) fn is_unsent(&self) -> bool {
        let at_rest = ["step-send-done", "step-send-deposited"].contains(&self.steps.borrow()[SEND].words);
        !self.was_kept() && self.signed.borrow().is_some() && !at_rest && !self.saved.get()
    }

    fn is_verified(&self) -> bool {
        self.steps.borrow()[VERIFY].state == "done"
    }

    fn is_in(&self, phase: Phase) -> bool {
        let sent = self.steps.borrow()[SEND].words == "step-send-done";
        match &self.file {
            Some(file) => file.phase.get() == phase,
            None => sent == (phase == Phase::Sent),
        }
    }

    fn set_phase(&self, app: &App, phase: Phase) {
        if let Some(file) = &self.file {
            file.set_phase(app, phase);
        }
    }

    pub(super) fn render(&self, app: &App) {
        row::render(app, self);
    }

    fn set_step(&self, app: &App, index: usize, step: Step) {
        self.steps.borrow_mut()[index] = step;
        self.render(app);
    }

    /// Takes down how far the file got.
    fn note(&self, state: State, transaction: Option<u64>) {
        if let Some(record) = &mut *self.record.borrow_mut() {
            record.state = state;
            record.transaction = transaction;
            record.sent_at = (state == State::Sent).then(super::format::now);
        }
    }

    /// Writes it into the journal; the file stays there until S2low has it.
    async fn keep(&self, app: &App) {
        let Some(record) = self.record.borrow().clone() else {
            return;
        };
        let blob = self.signed.borrow().as_ref().map(|signed| signed.blob.clone());
        let file = blob.filter(|_| record.state != State::Sent);
        journal::put(app, &Kept { record, file }).await;
    }

    /// S2low may have it already: an upload went out of which the end is not known.
    fn is_in_doubt(&self) -> bool {
        self.record.borrow().as_ref().is_some_and(|record| record.state == State::Sending)
    }
}

pub(super) fn set_up(app: &Rc<App>) {
    let app = Rc::clone(app);
    dom::listen(&dom::by_id("send-jobs"), "click", move |event| {
        let Some((action, key)) = dom::activated(&event) else {
            return;
        };
        let Some(job) = app.jobs.borrow().iter().find(|job| job.key == key).cloned() else {
            return;
        };
        match action.as_str() {
            "download" => {
                job.saved.set(true);
                app.refresh();
            }
            "cancel" => {
                job.cancelled.set(true);
                if let Some(upload) = &*job.upload.borrow() {
                    upload.cancel();
                }
            }
            "send" | "retry" if !app.working.get() => send_again(&app, job),
            "deposit" if !app.working.get() => deposit::open(&app, &job),
            "confirm" if !app.working.get() => deposit::confirm(&app, job),
            "forget" if !app.working.get() => wasm_bindgen_futures::spawn_local(forget(Rc::clone(&app), job)),
            _ => {}
        }
    });
}

/// Shows of every job what can be done with it now.
pub(super) fn refresh(app: &App) {
    for job in app.jobs.borrow().iter() {
        job.render(app);
    }
}

/// Does the work for several files, one after the other; one that fails does not stop the rest.
pub(super) fn run(app: &Rc<App>, files: Vec<Rc<Entry>>, signing: Option<Signing>, send: bool) {
    let app = Rc::clone(app);
    app.working.set(true);
    forget_unsigned(&app);
    let jobs: Vec<Rc<Job>> =
        files.into_iter().map(|file| new_job(&app, file.name.clone(), Some(file))).collect();
    app.refresh();
    wasm_bindgen_futures::spawn_local(async move {
        for job in &jobs {
            if !work::sign_and_verify(&app, job, signing.as_ref()).await {
                continue;
            }
            match (send, app.config.mode) {
                (false, _) => work::keep(&app, job),
                (true, Mode::Api) => send::send(&app, job).await,
                (true, Mode::Form) => deposit::prepare(&app, job),
            }
        }
        finish(&app, &jobs);
        send_held(&app).await;
    });
}

/// Takes up a file that an earlier visit signed and did not get to S2low.
pub(super) fn restore(app: &Rc<App>, kept: Kept) {
    let Some(signed) = kept.file.and_then(Signed::new) else {
        return;
    };
    let in_doubt = kept.record.state == State::Sending;
    let job = new_job(app, kept.record.name.clone(), None);
    let date = super::format::day_and_time(app.language(), kept.record.signed_at);
    let id = if in_doubt { "outcome-kept-unsure" } else { "outcome-kept" };
    *job.outcome.borrow_mut() = Some(Message::of(id).with("date", &date));
    *job.signed.borrow_mut() = Some(signed);
    *job.record.borrow_mut() = Some(kept.record);
    *job.steps.borrow_mut() = [
        Step::new("done", "step-sign-done"),
        Step::new("waiting", "step-verify-waiting"),
        Step::new("waiting", "step-send-kept"),
    ];
    job.render(app);
}

/// Sends a file that was signed before.
fn send_again(app: &Rc<App>, job: Rc<Job>) {
    if job.signed.borrow().is_none() {
        return;
    }
    let app = Rc::clone(app);
    app.working.set(true);
    super::errors::clear("send");
    app.refresh();
    wasm_bindgen_futures::spawn_local(async move {
        if job.is_verified() || work::verify_kept(&app, &job).await {
            match app.config.mode {
                Mode::Api => send::send(&app, &job).await,
                Mode::Form => deposit::prepare(&app, &job),
            }
        }
        finish(&app, &[job]);
        send_held(&app).await;
    });
}

/// Sends what waits for the network, as soon as S2low answers.
pub(super) async fn send_held(app: &Rc<App>) {
    if app.resuming.replace(true) {
        return;
    }
    loop {
        let held: Vec<_> = app.jobs.borrow().iter().filter(|job| job.is_held()).cloned().collect();
        if held.is_empty() || network::is_away() {
            break;
        }
        if app.working.get() || !connection::answers(app).await || app.working.replace(true) {
            timer::sleep(LOOK_AGAIN).await;
            continue;
        }
        app.refresh();
        for job in &held {
            send::send(app, job).await;
        }
        finish(app, &held);
    }
    app.resuming.set(false);
}

/// Drops those that the journal brought back and `is_gone` is true of: another tab sent them, or forgot them.
pub(super) fn drop_kept(app: &App, is_gone: impl Fn(&str) -> bool) {
    if app.working.get() {
        return;
    }
    app.jobs.borrow_mut().retain(|job| {
        let gone =
            job.is_kept_still() && job.record.borrow().as_ref().is_some_and(|record| is_gone(&record.sha256));
        if gone {
            job.row.remove();
        }
        !gone
    });
}

/// Forgets a signed file that the person does not want to send. Its row goes away when the file has.
async fn forget(app: Rc<App>, job: Rc<Job>) {
    app.jobs.borrow_mut().retain(|other| other.key != job.key);
    let sha256 = job.record.borrow().as_ref().map(|record| record.sha256.clone());
    if let Some(sha256) = sha256 {
        journal::forget(&app, &sha256).await;
    }
    job.row.remove();
    if let Some(signed) = &*job.signed.borrow() {
        let _ = Url::revoke_object_url(&signed.address);
    }
    // It can be signed anew.
    job.set_phase(&app, Phase::Chosen);
    dom::focus(&dom::by_id("send-heading"));
    app.refresh();
}

fn finish(app: &App, jobs: &[Rc<Job>]) {
    app.working.set(false);
    let count = |phase| jobs.iter().filter(|job| job.is_in(phase)).count();
    match (count(Phase::Sent), count(Phase::Signed)) {
        (0, 0) => super::files::say_what_is_next(app),
        (0, _) if jobs.iter().any(|job| job.is_held()) => {
            app.say_count("status-offline", "files", jobs.iter().filter(|job| job.is_held()).count());
        }
        (0, _) if jobs.iter().any(|job| job.is_cancelled()) => app.say("status-cancelled", &[]),
        // Where sending failed, the error was told; the status line says what is left.
        (0, signed) => app.say_count("status-signed", "files", signed),
        (sent, _) => app.say_count("status-sent", "files", sent),
    }
    app.refresh();
}

/// A job without signed file is of no use once its file is worked on again.
fn forget_unsigned(app: &App) {
    app.jobs.borrow_mut().retain(|job| {
        let keep = job.signed.borrow().is_some();
        if !keep {
            job.row.remove();
        }
        keep
    });
}

fn new_job(app: &Rc<App>, name: String, file: Option<Rc<Entry>>) -> Rc<Job> {
    let row = dom::clone_template("job-template");
    language::translate(app, &row);
    let key = app.key();
    dom::set(&row, "data-key", &key.to_string());
    dom::append(&dom::by_id("send-jobs"), &row);
    let steps = [
        Step::new("waiting", "step-sign-waiting"),
        Step::new("waiting", "step-verify-waiting"),
        Step::new("waiting", "step-send-waiting"),
    ];
    let job = Rc::new(Job {
        key,
        name,
        file,
        row,
        steps: RefCell::new(steps),
        signed: RefCell::new(None),
        record: RefCell::new(None),
        upload: RefCell::new(None),
        cancelled: Cell::new(false),
        saved: Cell::new(false),
        progress: Cell::new((0.0, 0.0)),
        began: Cell::new(0.0),
        pause: Cell::new(0),
        outcome: RefCell::new(None),
    });
    app.jobs.borrow_mut().push(Rc::clone(&job));
    job.render(app);
    job
}
