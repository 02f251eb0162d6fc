//! Sending one file to S2low: never twice, and not given up for a short trouble.

use std::rc::Rc;

use web_sys::Blob;

use super::super::errors::Message;
use super::super::files::Phase;
use super::super::{App, connection, follow, journal, network};
use super::{Job, OFFLINE, SEND, Step, row};
use crate::browser::format;
use crate::browser::http::{NoAnswer, Response, Terms, Upload};
use crate::browser::tabs::Turn;
use crate::browser::timer;
use crate::s2low::{self, Answer, AnswerError, Record, Refusal, State};

/// Seconds before each further attempt after a trouble of the network.
const PAUSES: &[u32] = &[1, 3, 6];
/// Followed by what was signed: the name of a tab's turn to send it.
const TURN: &str = "pes-signer-send ";

/// Whether the journal knows that S2low has, or may have, what was signed here: then it is not even tried.
async fn was_sent_before(app: &Rc<App>, job: &Job) -> bool {
    let Some(own) = job.record.borrow().clone() else {
        return false;
    };
    let is_same = |record: &Record| record.sha256 == own.sha256;
    let is_alike = |record: &Record| !own.content.is_empty() && record.content == own.content;
    let mut records = follow::records(app);
    records.extend(journal::records(app).await);
    let has_it = |record: &&Record| {
        record.state == State::Sent && (is_same(record) || is_alike(record) && !follow::is_refused(record))
    };
    if let Some(known) = records.iter().find(has_it) {
        let number = known.transaction.map_or_else(String::new, |number| number.to_string());
        let id = match () {
            () if !is_same(known) => "outcome-known-flux",
            () if number.is_empty() => "outcome-duplicate",
            () => "outcome-known",
        };
        let outcome = Message::of(id).with("transaction", &number).with("name", &known.name);
        *job.outcome.borrow_mut() = Some(outcome);
        *job.record.borrow_mut() = Some(known.clone());
        job.set_phase(app, Phase::Sent);
        job.set_step(app, SEND, Step::new("done", "step-send-done"));
        // What another tab sent may not have been told to this one yet.
        follow::restore(app, known.clone());
        if job.was_kept() && !is_same(known) {
            journal::forget(app, &own.sha256).await;
        }
        return true;
    }
    // Another signature of it is under way, or was when its tab was closed.
    let in_doubt =
        records.iter().any(|record| record.state == State::Sending && is_alike(record) && !is_same(record));
    if in_doubt {
        let message = Message::of("outcome-other-unsure");
        *job.outcome.borrow_mut() = Some(message.clone());
        job.set_phase(app, Phase::Signed);
        job.set_step(app, SEND, Step::new("failed", "step-send-failed"));
        job.tell(app, &message, "send-unsure-title");
    }
    in_doubt
}

/// Posts the signed file to S2low.
pub(super) async fn send(app: &Rc<App>, job: &Job) {
    let Some(signed) = job.signed.borrow().clone() else {
        return;
    };
    let content = job.record.borrow().as_ref().map(|record| record.content.clone()).unwrap_or_default();
    // Whoever sends the same in another tab is waited for, and then known of.
    let _turn = Turn::take(&format!("{TURN}{content}")).await;
    if was_sent_before(app, job).await {
        return;
    }
    *job.outcome.borrow_mut() = None;
    job.cancelled.set(false);
    job.set_phase(app, Phase::Sending);
    app.say("status-sending", &[("name", &job.name)]);
    let mut in_doubt = job.is_in_doubt();
    job.set_step(app, SEND, Step::new("doing", "step-send-doing"));
    // Before the first byte: should this tab be gone in a moment, the next visit knows that S2low may have it.
    job.note(State::Sending, None);
    job.keep(app).await;
    let mut pauses = PAUSES.iter();
    let answer = loop {
        let answer = attempt(app, job, &signed.blob).await;
        let Err(trouble) = &answer else { break answer };
        in_doubt |= trouble.leaves_doubt();
        if trouble.is_passing() && network::is_away() {
            *job.upload.borrow_mut() = None;
            if !in_doubt {
                job.note(State::Signed, None);
            }
            return hold(app, job).await;
        }
        match pauses.next() {
            Some(pause) if trouble.is_passing() && wait(app, job, *pause).await => {}
            _ if job.cancelled.get() => break Err(Trouble::NoAnswer(NoAnswer::Cancelled)),
            _ => break answer,
        }
    };
    *job.upload.borrow_mut() = None;
    end(app, job, answer, in_doubt);
    job.keep(app).await;
}

/// Keeps the file here until the network is back.
async fn hold(app: &App, job: &Job) {
    *job.outcome.borrow_mut() = Some(Message::of("outcome-offline"));
    job.set_phase(app, Phase::Signed);
    job.set_step(app, SEND, Step::new("waiting", OFFLINE));
    job.keep(app).await;
}

/// Says what came of it.
fn end(app: &Rc<App>, job: &Job, answer: Result<Answer, Trouble>, in_doubt: bool) {
    let (step, title, message) = match answer {
        Ok(Answer::Accepted(transaction)) => return arrived(app, job, Some(transaction), "outcome-sent"),
        // The same bytes: an earlier upload of this very signature, whoever saw its answer.
        Ok(Answer::Refused(Refusal::Duplicate)) => {
            let id = if in_doubt { "outcome-arrived" } else { "outcome-duplicate" };
            return arrived(app, job, None, id);
        }
        Ok(Answer::Refused(refusal)) => {
            ("step-send-failed", Some("send-error-title"), refused(app, &refusal))
        }
        Err(Trouble::NoAnswer(NoAnswer::Cancelled)) => {
            let id = if in_doubt { "outcome-cancelled-unsure" } else { "outcome-cancelled" };
            ("step-send-cancelled", None, Message::of(id))
        }
        Err(trouble) => match troubled(app, job, &trouble) {
            (message, true) => ("step-send-unsure", Some("send-unsure-title"), message),
            (message, false) => ("step-send-failed", Some("send-error-title"), message),
        },
    };
    if !in_doubt {
        job.note(State::Signed, None);
    }
    job.set_phase(app, Phase::Signed);
    *job.outcome.borrow_mut() = Some(message.clone());
    job.set_step(app, SEND, Step::new("failed", step));
    match title {
        Some(title) => job.tell(app, &message, title),
        None => app.say("status-cancelled", &[]),
    }
}

/// S2low has the file, under a number that is known or not.
fn arrived(app: &Rc<App>, job: &Job, transaction: Option<u64>, outcome: &str) {
    let number = transaction.map_or_else(String::new, |number| number.to_string());
    *job.outcome.borrow_mut() = Some(Message::of(outcome).with("transaction", &number));
    job.set_phase(app, Phase::Sent);
    job.set_step(app, SEND, Step::new("done", "step-send-done"));
    job.note(State::Sent, transaction);
    if let Some(record) = job.record.borrow().clone() {
        follow::add(app, record);
    }
}

/// Why no answer of S2low was understood.
enum Trouble {
    NoAnswer(NoAnswer),
    Answer(AnswerError, Response),
}

impl Trouble {
    /// Whether S2low may have taken the file.
    fn leaves_doubt(&self) -> bool {
        match self {
            Self::NoAnswer(none) => matches!(none, NoAnswer::Lost | NoAnswer::Timeout),
            Self::Answer(error, _) => error.leaves_doubt(),
        }
    }

    /// Whether another attempt soon may fare better. One that finds the file there does no harm.
    fn is_passing(&self) -> bool {
        match self {
            Self::NoAnswer(none) => matches!(none, NoAnswer::Unreachable | NoAnswer::Lost),
            Self::Answer(error, _) => error.is_passing(),
        }
    }
}

async fn attempt(app: &Rc<App>, job: &Job, file: &Blob) -> Result<Answer, Trouble> {
    job.progress.set((0.0, file.size()));
    job.began.set(js_sys::Date::now());
    job.set_step(app, SEND, Step::new("doing", "step-send-doing"));
    let upload = Upload::new().map_err(Trouble::NoAnswer)?;
    *job.upload.borrow_mut() = Some(upload.clone());
    let progress = {
        let app = Rc::clone(app);
        let key = job.key;
        move |sent: f64, total: f64| {
            let job = app.jobs.borrow().iter().find(|job| job.key == key).cloned();
            if let Some(job) = job {
                job.progress.set((sent, total));
                row::show_progress(&app, &job);
            }
        }
    };
    let url = format!("{}{}", app.config.s2low, s2low::IMPORT);
    let authorization = app.authorization();
    let terms = Terms {
        authorization: authorization.as_ref().map(|value| value.as_str()),
        seconds: app.config.patience,
    };
    let response = match upload.post(&url, s2low::IMPORT_FIELD, file, &job.name, &terms, progress).await {
        // Firefox does not say how much of a small file it sent. Where S2low is there to be asked, it may have been all.
        Err(NoAnswer::Unreachable) if job.progress.get().0 <= 0.0 && connection::answers(app).await => {
            Err(NoAnswer::Lost)
        }
        response => response,
    };
    let response = response.map_err(Trouble::NoAnswer)?;
    s2low::read_import(&response.http()).map_err(|error| Trouble::Answer(error, response))
}

/// Waits for the next attempt, and says so; whether the person still wants it.
async fn wait(app: &App, job: &Job, seconds: u32) -> bool {
    for left in (1..=seconds).rev() {
        job.pause.set(left);
        row::show_progress(app, job);
        timer::sleep(1).await;
        if job.cancelled.get() {
            break;
        }
    }
    job.pause.set(0);
    !job.cancelled.get()
}

fn refused(app: &App, refusal: &Refusal) -> Message {
    let (id, argument) = refusal.words();
    let message = Message::of(id);
    match (refusal, argument) {
        (Refusal::TooLarge, _) => message.with("limit", &app.words().size(app.config.rules.max_bytes)),
        (_, Some((name, value))) => message.with(name, value),
        _ => message,
    }
}

/// What to say, and whether to call the outcome unknown.
fn troubled(app: &App, job: &Job, trouble: &Trouble) -> (Message, bool) {
    let (sent, total) = job.progress.get();
    match trouble {
        Trouble::NoAnswer(NoAnswer::Lost) => (Message::of("network-lost-answer"), true),
        Trouble::NoAnswer(NoAnswer::Timeout) => {
            let seconds = app.config.patience.to_string();
            (Message::of("network-timeout").with("seconds", &seconds), true)
        }
        Trouble::NoAnswer(_) if sent > 0.0 => {
            let percent = format::percent(sent, total).to_string();
            (Message::of("network-interrupted").with("percent", &percent), false)
        }
        Trouble::NoAnswer(_) => (Message::of("network-unreachable"), false),
        Trouble::Answer(error, response) => {
            let text = String::from_utf8_lossy(&response.body).chars().take(300).collect::<String>();
            let status = response.status.to_string();
            let message = match error {
                AnswerError::LoggedOut if response.landed.is_none() => Message::of("network-portal"),
                AnswerError::LoggedOut => Message::of("network-session-lost"),
                AnswerError::Stranger(refusal) => refused(app, refusal),
                AnswerError::Http(code) => {
                    let size = app.words().size(format::seconds(total));
                    Message::of(s2low::http_words(*code)).with("status", &status).with("size", &size)
                }
                AnswerError::Unreadable => Message::of("network-unreadable-answer"),
            };
            // The web server's 500 comes in place of the script in nearly every case: a retry shows.
            let unsure = matches!(error, AnswerError::Unreadable | AnswerError::Http(502 | 504));
            (message.fact("detail-http-status", &status).fact("detail-answer", &text), unsure)
        }
    }
}
