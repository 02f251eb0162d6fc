//! The work itself, file by file: sign, verify from the bytes, send.

mod row;
mod work;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{Blob, Element};

use super::super::http::Upload;
use super::super::key::WebCryptoKey;
use super::errors::Message;
use super::files::{Entry, Phase};
use super::{App, dom, language};
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
    pub(super) file: Rc<Entry>,
    row: Element,
    steps: RefCell<[Step; 3]>,
    /// The signed and verified file, and an address to download it from.
    signed: RefCell<Option<Signed>>,
    upload: RefCell<Option<Upload>>,
    /// Bytes sent, and all there are.
    progress: Cell<(f64, f64)>,
    /// When the upload began, in milliseconds.
    began: Cell<f64>,
    outcome: RefCell<Option<Message>>,
}

#[derive(Clone)]
struct Signed {
    blob: Blob,
    address: String,
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

impl Job {
    pub(super) fn has_failed(&self) -> bool {
        self.steps.borrow().iter().any(|step| step.state == "failed")
    }

    /// The person cancelled the upload.
    fn is_cancelled(&self) -> bool {
        self.steps.borrow()[SEND].words == "step-send-cancelled"
    }

    pub(super) fn render(&self, app: &App) {
        row::render(app, self);
    }

    fn set_step(&self, app: &App, index: usize, step: Step) {
        self.steps.borrow_mut()[index] = step;
        self.render(app);
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
            "cancel" => {
                if let Some(upload) = &*job.upload.borrow() {
                    upload.cancel();
                }
            }
            "send" | "retry" if !app.working.get() => send_again(&app, job),
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
    let jobs: Vec<Rc<Job>> = files.into_iter().map(|file| new_job(&app, file)).collect();
    app.refresh();
    wasm_bindgen_futures::spawn_local(async move {
        for job in &jobs {
            let ready = work::sign_and_verify(&app, job, signing.as_ref()).await;
            if ready && send {
                work::send(&app, job).await;
            } else if ready {
                work::keep(&app, job);
            }
        }
        finish(&app, &jobs);
    });
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
        work::send(&app, &job).await;
        finish(&app, &[job]);
    });
}

fn finish(app: &App, jobs: &[Rc<Job>]) {
    app.working.set(false);
    let count = |phase| jobs.iter().filter(|job| job.file.phase.get() == phase).count();
    match (count(Phase::Sent), count(Phase::Signed)) {
        (0, 0) => super::files::say_what_is_next(app),
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

fn new_job(app: &Rc<App>, file: Rc<Entry>) -> Rc<Job> {
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
        file,
        row,
        steps: RefCell::new(steps),
        signed: RefCell::new(None),
        upload: RefCell::new(None),
        progress: Cell::new((0.0, 0.0)),
        began: Cell::new(0.0),
        outcome: RefCell::new(None),
    });
    app.jobs.borrow_mut().push(Rc::clone(&job));
    job.render(app);
    job
}
