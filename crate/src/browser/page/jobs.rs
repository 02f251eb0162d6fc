//! The work itself, file by file: sign, verify from the bytes, send.

mod deposit;
mod row;
mod send;
mod work;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, Url};

use super::super::config::Mode;
use super::super::http::Upload;
use super::super::journal::Entry as Kept;
use super::super::key::WebCryptoKey;
use super::super::timer;
use super::errors::Message;
use super::files::{self, Entry, Phase};
use super::{App, connection, dom, errors, journal, language, network};
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

    /// It is signed, and was not sent.
    fn can_be_retried(&self) -> bool {
        self.signed.borrow().is_some() && self.steps.borrow()[SEND].state == "failed"
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

    /// Puts its row where it is looked for: in the table of files, or below the button.
    pub(super) fn put_in_place(&self) {
        let place = match &self.file {
            Some(file) if files::is_shown() && file.row.is_connected() => dom::slot(&file.row, "job"),
            _ => dom::by_id("send-jobs"),
        };
        dom::append(&place, &self.row);
    }

    /// Tells of a failure, unless it is one of several: those are told in their rows, and all together in the end.
    fn tell(&self, app: &App, message: &Message, title: &str) {
        if app.batch.get().1 < 2 {
            message.show(app, "send", title);
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
    for list in ["send-jobs", "files-list"] {
        let app = Rc::clone(app);
        dom::listen(&dom::by_id(list), "click", move |event| {
            let Some((action, key)) = dom::activated(&event) else {
                return;
            };
            let job = app.jobs.borrow().iter().find(|job| job.key == key).cloned();
            if let Some(job) = job {
                act(&app, job, &action);
            }
        });
    }
    let app = Rc::clone(app);
    dom::listen(&dom::by_id("send-errors"), "click", move |event| {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        if target.is_some_and(|target| dom::closest(&target, "[data-action=\"retry\"]").is_some()) {
            let failed = app.jobs.borrow().iter().filter(|job| job.can_be_retried()).cloned().collect();
            send_again(&app, failed);
        }
    });
}

fn act(app: &Rc<App>, job: Rc<Job>, action: &str) {
    match action {
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
        _ if app.working.get() => {}
        "send" | "retry" => send_again(app, vec![job]),
        "deposit" => deposit::open(app, &job),
        "confirm" => deposit::confirm(app, job),
        "forget" => wasm_bindgen_futures::spawn_local(forget(Rc::clone(app), job)),
        _ => {}
    }
}

/// What was signed and is nowhere else stays in sight when its file leaves the table.
pub(super) fn keep_in_sight(app: &App) {
    for job in app.jobs.borrow().iter().filter(|job| job.is_unsent()) {
        job.put_in_place();
    }
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
    wasm_bindgen_futures::spawn_local(work_through(app, jobs, signing, send));
}

async fn work_through(app: Rc<App>, jobs: Vec<Rc<Job>>, signing: Option<Signing>, send: bool) {
    for (index, job) in jobs.iter().enumerate() {
        app.batch.set((index, jobs.len()));
        app.refresh();
        let is_signed = job.signed.borrow().is_some();
        let is_good = match is_signed {
            true => job.is_verified() || work::verify_kept(&app, job).await,
            false => work::sign_and_verify(&app, job, signing.as_ref()).await,
        };
        match (send, app.config.mode) {
            _ if !is_good => {}
            (false, _) => work::keep(&app, job),
            (true, Mode::Api) => send::send(&app, job).await,
            (true, Mode::Form) => deposit::prepare(&app, job),
        }
    }
    finish(&app, &jobs);
    send_held(&app).await;
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

/// Sends files that were signed before.
fn send_again(app: &Rc<App>, jobs: Vec<Rc<Job>>) {
    if app.working.get() || jobs.iter().any(|job| job.signed.borrow().is_none()) {
        return;
    }
    app.working.set(true);
    errors::clear("send");
    wasm_bindgen_futures::spawn_local(work_through(Rc::clone(app), jobs, None, true));
}

/// Sends what waits for the network, as soon as S2low answers.
pub(super) async fn send_held(app: &Rc<App>) {
    if app.resuming.replace(true) {
        return;
    }
    while app.jobs.borrow().iter().any(|job| job.is_held()) && !network::is_away() {
        if app.working.get() || !connection::answers(app).await || app.working.replace(true) {
            timer::sleep(LOOK_AGAIN).await;
            continue;
        }
        app.refresh();
        // Only now: while S2low was asked, some may have been forgotten.
        let held: Vec<_> = app.jobs.borrow().iter().filter(|job| job.is_held()).cloned().collect();
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
    app.batch.take();
    let count = |phase| jobs.iter().filter(|job| job.is_in(phase)).count();
    match (count(Phase::Sent), count(Phase::Signed)) {
        (0, 0) => files::say_what_is_next(app),
        (0, _) if jobs.iter().any(|job| job.is_held()) => {
            app.say_count("status-offline", "files", jobs.iter().filter(|job| job.is_held()).count());
        }
        (0, _) if jobs.iter().any(|job| job.is_cancelled()) => app.say("status-cancelled", &[]),
        // Where sending failed, the error was told; the status line says what is left.
        (0, signed) => app.say_count("status-signed", "files", signed),
        (sent, _) => app.say_count("status-sent", "files", sent),
    }
    app.refresh();
    let failed = jobs.iter().filter(|job| job.has_failed()).count();
    if jobs.len() > 1 && failed > 0 {
        let [good, all] = [jobs.len() - failed, jobs.len()].map(|count| count.to_string());
        Message::of("batch-error").with("good", &good).with("all", &all).show(
            app,
            "send",
            "batch-error-title",
        );
        let retry = dom::find(&dom::by_id("send-errors"), "[data-slot=\"actions\"]");
        let is_of_use = jobs.iter().any(|job| job.can_be_retried());
        retry.inspect(|place| dom::show(place, is_of_use));
    }
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
    job.put_in_place();
    app.jobs.borrow_mut().push(Rc::clone(&job));
    job.render(app);
    job
}
