//! The three steps of one file.

use std::rc::Rc;

use web_sys::{Blob, Url};

use super::super::errors::Message;
use super::super::files::{self, Phase};
use super::super::{App, follow};
use super::{Job, SEND, SIGN, Signed, Signing, Step, VERIFY, row};
use crate::browser::blob::ReadError;
use crate::browser::http::{NoAnswer, Response, Upload};
use crate::browser::verifier::WebCryptoVerifier;
use crate::browser::{blob, format};
use crate::identity::Signer;
use crate::s2low::{self, Answer, AnswerError, Http, Refusal};
use crate::signing::SigningError;
use crate::verify::{Judge, Report, Survey, TrustStore, Verdict};
use crate::xades::SigningTime;
use crate::xml;

/// Signs the file, unless it came signed, and verifies it from its bytes; whether it may be sent.
pub(super) async fn sign_and_verify(app: &App, job: &Job, signing: Option<&Signing>) -> bool {
    let came_signed = job.file.is_sendable_as_it_is();
    let name = job.file.name.as_str();
    job.file.set_phase(app, Phase::Signing);
    let signed = if came_signed {
        job.set_step(app, SIGN, Step::new("done", "step-sign-kept"));
        Ok((job.file.blob.borrow().clone(), None))
    } else {
        app.say("status-signing", &[("name", name)]);
        job.set_step(app, SIGN, Step::new("doing", "step-sign-doing"));
        sign(app, job, signing).await
    };
    let (signed, expected) = match signed {
        Ok(signed) => signed,
        Err(message) => {
            give_up(app, job, SIGN, "step-sign-failed");
            message.show(app, "send", "sign-error-title");
            return false;
        }
    };
    if !came_signed {
        job.set_step(app, SIGN, Step::new("done", "step-sign-done"));
    }
    app.say("status-verifying", &[("name", name)]);
    job.set_step(app, VERIFY, Step::new("doing", "step-verify-doing"));
    match verify(app, job, &signed, expected).await {
        Ok(()) => {
            job.set_step(app, VERIFY, Step::new("done", "step-verify-done"));
            if let Ok(address) = Url::create_object_url_with_blob(&signed) {
                *job.signed.borrow_mut() = Some(Signed { blob: signed, address });
            }
            job.file.set_phase(app, Phase::Signed);
            true
        }
        Err(message) => {
            give_up(app, job, VERIFY, "step-verify-failed");
            message.show(app, "send", "sign-error-title");
            false
        }
    }
}

/// The file stays here, signed.
pub(super) fn keep(app: &App, job: &Job) {
    *job.outcome.borrow_mut() = Some(Message::of("outcome-signed"));
    job.set_step(app, SEND, Step::new("done", "step-send-later"));
}

/// Posts the signed file to S2low.
pub(super) async fn send(app: &Rc<App>, job: &Job) {
    let Some(signed) = job.signed.borrow().clone() else {
        return;
    };
    let name = job.file.name.clone();
    *job.outcome.borrow_mut() = None;
    job.progress.set((0.0, signed.blob.size()));
    job.began.set(js_sys::Date::now());
    job.file.set_phase(app, Phase::Sending);
    app.say("status-sending", &[("name", &name)]);
    job.set_step(app, SEND, Step::new("doing", "step-send-doing"));
    let answer = post(app, job, &signed.blob, &name).await;
    *job.upload.borrow_mut() = None;
    match answer {
        Ok(Answer::Accepted(transaction)) => {
            let number = transaction.to_string();
            *job.outcome.borrow_mut() = Some(Message::of("outcome-sent").with("transaction", &number));
            job.file.set_phase(app, Phase::Sent);
            job.set_step(app, SEND, Step::new("done", "step-send-done"));
            follow::add(app, &name, transaction);
        }
        Ok(Answer::Refused(refusal)) => {
            let message = refused(app, &refusal);
            fail_to_send(app, job, "step-send-failed", &message, "send-error-title");
        }
        Err(Trouble::NoAnswer(NoAnswer::Cancelled)) => {
            job.file.set_phase(app, Phase::Signed);
            *job.outcome.borrow_mut() = Some(Message::of("outcome-cancelled"));
            job.set_step(app, SEND, Step::new("failed", "step-send-cancelled"));
            app.say("status-cancelled", &[]);
        }
        Err(trouble) => {
            let (message, unsure) = troubled(app, job, &trouble);
            let (step, title) = match unsure {
                true => ("step-send-unsure", "send-unsure-title"),
                false => ("step-send-failed", "send-error-title"),
            };
            fail_to_send(app, job, step, &message, title);
        }
    }
}

/// Why no answer of S2low was understood.
enum Trouble {
    NoAnswer(NoAnswer),
    Answer(AnswerError, Response),
}

async fn post(app: &Rc<App>, job: &Job, file: &Blob, name: &str) -> Result<Answer, Trouble> {
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
    let response =
        upload.post(&url, s2low::IMPORT_FIELD, file, name, progress).await.map_err(Trouble::NoAnswer)?;
    let http = Http { status: response.status, redirected: response.redirected, body: &response.body };
    s2low::read_import(&http).map_err(|error| Trouble::Answer(error, response))
}

/// Signs; the signed file and the number of signatures in it.
async fn sign(app: &App, job: &Job, signing: Option<&Signing>) -> Result<(Blob, Option<usize>), Message> {
    let (Some(analysis), Some(signing)) = (job.file.analysis(), signing) else {
        return Err(Message::of("sign-error-no-signer"));
    };
    let time = SigningTime::from_unix(format::now()).ok_or_else(|| Message::of("sign-error-key"))?;
    let certificate = signing.key.certificate();
    let config = &app.config;
    let refused = |error: SigningError| {
        let id =
            if matches!(error, SigningError::Signer(_)) { "sign-error-key" } else { "sign-error-nothing" };
        Message::of(id)
            .with("name", &job.file.name)
            .fact("detail-code", error.code())
            .fact("detail-cause", &error.to_string())
    };
    let plan = analysis
        .plan(certificate, &signing.signatory, time, &config.policy, &config.profile)
        .map_err(refused)?;
    let splices = plan.sign(&signing.key).await.map_err(refused)?;
    let blob = files::with_splices(&job.file.blob.borrow(), &splices)
        .ok_or_else(|| Message::of("sign-error-memory"))?;
    Ok((blob, Some(plan.len())))
}

/// Reads the signed file from its bytes, twice, and judges it. A file signed here must be beyond doubt;
/// one signed elsewhere must hold.
async fn verify(app: &App, job: &Job, signed: &Blob, expected: Option<usize>) -> Result<(), Message> {
    // Whether the signer's authority is admitted is for S2low to say.
    let report = examine(app, signed, None, |percent| {
        let step = Step { percent, ..Step::new("doing", "step-verify-doing") };
        job.set_step(app, VERIFY, step);
    })
    .await
    .map_err(|error| match error {
        ReadError::Unreadable => Message::of("files-error-changed").with("name", &job.file.name),
        ReadError::Refused(error) => not_conformant(error.kind.code(), &error.to_string()),
    })?;
    let intact = report.verdict == Verdict::Valid;
    let complete = expected.is_none_or(|count| {
        report.signatures.len() == count
            && report.uncovered.is_empty()
            && report.signatures.iter().all(|signature| signature.covers.is_some())
    });
    if intact && complete {
        return Ok(());
    }
    let worst = report.findings.first();
    let code = worst.map_or("VER-000", |finding| finding.code.code());
    Err(not_conformant(code, worst.and_then(|finding| finding.value.as_deref()).unwrap_or_default()))
}

fn not_conformant(code: &str, cause: &str) -> Message {
    Message::of("sign-error-self-check").fact("detail-code", code).fact("detail-cause", cause)
}

/// Both passes over a signed file.
pub(in crate::browser::page) async fn examine(
    app: &App,
    file: &Blob,
    trust: Option<&TrustStore>,
    progress: impl Fn(u64),
) -> Result<Report, ReadError<xml::Error>> {
    let size = file.size();
    let shown = std::cell::Cell::new(u64::MAX);
    let tell = |part: f64| {
        let percent = format::percent(part, 2.0 * size);
        if shown.replace(percent) != percent {
            progress(percent);
        }
    };
    let mut survey = Survey::new();
    blob::read(file, async |bytes| survey.feed(bytes), tell).await?;
    let mut examination = survey.finish().map_err(ReadError::Refused)?.examine();
    blob::read(file, async |bytes| examination.feed(bytes), |read| tell(size + read)).await?;
    let examined = examination.finish().map_err(ReadError::Refused)?;
    let judge = Judge { verifier: &WebCryptoVerifier, trust, policy: &app.config.policy, now: format::now() };
    Ok(examined.report(&judge).await)
}

fn give_up(app: &App, job: &Job, step: usize, words: &'static str) {
    job.file.set_phase(app, Phase::Chosen);
    job.set_step(app, step, Step::new("failed", words));
}

fn fail_to_send(app: &App, job: &Job, step: &'static str, message: &Message, title: &str) {
    job.file.set_phase(app, Phase::Signed);
    job.set_step(app, SEND, Step::new("failed", step));
    message.show(app, "send", title);
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

/// What to say, and whether S2low may have the file all the same.
fn troubled(app: &App, job: &Job, trouble: &Trouble) -> (Message, bool) {
    let (sent, total) = job.progress.get();
    match trouble {
        Trouble::NoAnswer(NoAnswer::Lost) => (Message::of("network-lost-answer"), true),
        Trouble::NoAnswer(NoAnswer::Timeout) => (Message::of("network-timeout").with("seconds", "?"), true),
        Trouble::NoAnswer(_) if sent > 0.0 => {
            let percent = format::percent(sent, total).to_string();
            (Message::of("network-interrupted").with("percent", &percent), false)
        }
        Trouble::NoAnswer(_) => (Message::of("network-unreachable"), false),
        Trouble::Answer(error, response) => {
            let text = String::from_utf8_lossy(&response.body).chars().take(300).collect::<String>();
            let status = response.status.to_string();
            let (message, unsure) = match error {
                AnswerError::LoggedOut => (Message::of("network-session-lost"), false),
                AnswerError::Http(401 | 403) => (Message::of("network-forbidden"), false),
                AnswerError::Http(404) => (Message::of("network-not-found"), false),
                AnswerError::Http(413) => {
                    let size = app.words().size(format::seconds(total));
                    (Message::of("network-too-large").with("size", &size), false)
                }
                AnswerError::Http(500..) => (Message::of("network-server").with("status", &status), false),
                AnswerError::Http(_) => (Message::of("network-http").with("status", &status), false),
                AnswerError::Unreadable => (Message::of("network-unreadable-answer"), true),
            };
            (message.fact("detail-http-status", &status).fact("detail-answer", &text), unsure)
        }
    }
}
