//! The first two steps of one file: signed, and verified from its bytes.

use std::collections::BinaryHeap;
use std::rc::Rc;

use sha2::{Digest as _, Sha256};
use web_sys::Blob;

use super::super::App;
use super::super::errors::Message;
use super::super::files::{self, Phase};
use super::super::signer;
use super::{Job, SEND, SIGN, Signed, Signing, Step, VERIFY};
use crate::browser::blob::ReadError;
use crate::browser::{edits, examine, format};
use crate::identity::Signer;
use crate::s2low::{Record, State};
use crate::signing::SigningError;
use crate::verify::{Report, Survey, TrustStore, Verdict};
use crate::xades::SigningTime;
use crate::xml;

/// Signs the file, unless it came signed, and verifies it from its bytes; whether it may be sent.
pub(super) async fn sign_and_verify(app: &App, job: &Job, signing: Option<&Signing>) -> bool {
    let Some(file) = &job.file else {
        return false;
    };
    let came_signed = file.is_sendable_as_it_is();
    let name = job.name.as_str();
    job.set_phase(app, Phase::Signing);
    let signed = if came_signed {
        job.set_step(app, SIGN, Step::new("done", "step-sign-kept"));
        Ok((file.blob.borrow().clone(), None))
    } else {
        app.say("status-signing", &[("name", name)]);
        job.set_step(app, SIGN, Step::new("doing", "step-sign-doing"));
        sign(app, file, signing).await
    };
    let (signed, expected) = match signed {
        Ok(signed) => signed,
        Err(message) => {
            give_up(app, job, SIGN, "step-sign-failed", &message);
            return false;
        }
    };
    if !came_signed {
        job.set_step(app, SIGN, Step::new("done", "step-sign-done"));
    }
    match verify(app, job, &signed, expected).await {
        Ok(mut record) => {
            // A flux that was generated anew is another, though its bordereaux are the same: its name is.
            let analysis = file.analysis();
            let name = analysis.as_ref().and_then(|analysis| analysis.flux.nom_fic.as_deref());
            record.content.push_str(name.unwrap_or_default());
            *app.last_signer.borrow_mut() = Some(record.signer.clone());
            *job.record.borrow_mut() = Some(record);
            *job.signed.borrow_mut() = Signed::new(signed);
            job.set_step(app, VERIFY, Step::new("done", "step-verify-done"));
            job.set_phase(app, Phase::Signed);
            true
        }
        Err(message) => {
            give_up(app, job, VERIFY, "step-verify-failed", &message);
            false
        }
    }
}

/// Verifies a file that the journal kept, before it leaves.
pub(super) async fn verify_kept(app: &App, job: &Job) -> bool {
    let Some(signed) = job.signed.borrow().clone() else {
        return false;
    };
    match verify(app, job, &signed.blob, None).await {
        Ok(_) => {
            job.set_step(app, VERIFY, Step::new("done", "step-verify-done"));
            true
        }
        Err(message) => {
            give_up(app, job, VERIFY, "step-verify-failed", &message);
            false
        }
    }
}

/// The file stays here, signed.
pub(super) fn keep(app: &Rc<App>, job: &Rc<Job>) {
    *job.outcome.borrow_mut() = Some(Message::of("outcome-signed"));
    job.set_step(app, SEND, Step::new("done", "step-send-later"));
    keep_in_journal(app, job);
}

/// Writes into the journal how far the file got, which nobody has to wait for.
pub(super) fn keep_in_journal(app: &Rc<App>, job: &Rc<Job>) {
    let (app, job) = (Rc::clone(app), Rc::clone(job));
    wasm_bindgen_futures::spawn_local(async move { job.keep(&app).await });
}

/// Signs; the signed file and the number of signatures in it.
async fn sign(
    app: &App,
    file: &files::Entry,
    signing: Option<&Signing>,
) -> Result<(Blob, Option<usize>), Message> {
    let (Some(analysis), Some(signing)) = (file.analysis(), signing) else {
        return Err(Message::of("sign-error-no-signer"));
    };
    let time = SigningTime::from_unix(format::now()).ok_or_else(|| Message::of("sign-error-key"))?;
    let certificate = signing.key.certificate();
    let config = &app.config;
    let refused = |error: SigningError| {
        let id = match error {
            SigningError::Signer(_) => "sign-error-key",
            // Nothing is wrong with the file: these words are the code's own.
            SigningError::Certificate(_) => error.code(),
            _ => "sign-error-nothing",
        };
        Message::of(id)
            .with("name", &file.name)
            .fact("detail-code", error.code())
            .fact("detail-cause", &error.to_string())
    };
    let plan = analysis
        .plan(certificate, &signing.signatory, time, &config.policy, &config.profile)
        .map_err(refused)?;
    let splices = plan.sign(&signing.key).await.map_err(refused)?;
    let blob =
        edits::with_splices(&file.blob.borrow(), &splices).ok_or_else(|| Message::of("sign-error-memory"))?;
    Ok((blob, Some(plan.len())))
}

/// Reads the signed file from its bytes, twice, and judges it. A file signed here must be beyond doubt;
/// one signed elsewhere must hold.
async fn verify(app: &App, job: &Job, signed: &Blob, expected: Option<usize>) -> Result<Record, Message> {
    app.say("status-verifying", &[("name", &job.name)]);
    job.set_step(app, VERIFY, Step::new("doing", "step-verify-doing"));
    let mut digest = Sha256::new();
    // Whether the signer's authority is admitted is for S2low to say.
    let report =
        examine::examine(signed, Survey::new(), &app.config.policy, None, Some(&mut digest), &|percent| {
            let step = Step { percent, ..Step::new("doing", "step-verify-doing") };
            job.set_step(app, VERIFY, step);
        })
        .await
        .map_err(|error| match error {
            ReadError::Unreadable => Message::of("files-error-changed").with("name", &job.name),
            ReadError::Refused(error) => not_conformant(error.kind.code(), &error.to_string()),
        })?;
    let intact = report.verdict == Verdict::Valid;
    let complete = expected.is_none_or(|count| {
        report.signatures.len() == count
            && report.uncovered.is_empty()
            && report.signatures.iter().all(|signature| signature.covers.is_some())
    });
    if intact && complete {
        return Ok(Record {
            sha256: format::hexadecimal(&digest.finalize()),
            content: content_of(&report),
            name: job.name.clone(),
            signer: signer_of(&report),
            signed_at: format::now(),
            state: State::Signed,
            sent_at: None,
            transaction: None,
            status: None,
        });
    }
    let worst = report.findings.first();
    let code = worst.map_or("VER-000", |finding| finding.code.code());
    Err(not_conformant(code, worst.and_then(|finding| finding.value.as_deref()).unwrap_or_default()))
}

/// One digest for all that was signed; other signatures of the same have the same.
fn content_of(report: &Report) -> String {
    let references = report.signatures.iter().flat_map(|signature| &signature.references);
    let digests: BinaryHeap<&[u8]> = references
        .filter(|reference| reference.covers.is_some())
        .filter_map(|reference| reference.digest.as_deref())
        .collect();
    let mut content = Sha256::new();
    for digest in digests.into_sorted_vec() {
        content.update(digest);
    }
    format::hexadecimal(&content.finalize())
}

/// The name in the first signature's certificate.
fn signer_of(report: &Report) -> String {
    let certificate = report.signatures.first().and_then(|first| first.certificate.as_ref());
    certificate.map(signer::name_of).unwrap_or_default()
}

fn not_conformant(code: &str, cause: &str) -> Message {
    Message::of("sign-error-self-check").fact("detail-code", code).fact("detail-cause", cause)
}

/// Both passes over a signed file.
pub(in crate::browser::page) async fn examine(
    app: &App,
    file: &Blob,
    trust: Option<&TrustStore>,
    progress: &dyn Fn(u64),
) -> Result<Report, ReadError<xml::Error>> {
    examine::examine(file, Survey::with_schema(), &app.config.policy, trust, None, progress).await
}

fn give_up(app: &App, job: &Job, step: usize, words: &'static str, message: &Message) {
    *job.outcome.borrow_mut() = Some(message.clone());
    job.set_phase(app, Phase::Chosen);
    job.set_step(app, step, Step::new("failed", words));
    job.tell(app, message, "sign-error-title");
}
