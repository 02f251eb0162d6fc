//! Sending a signed file to S2low, once.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, EventTarget};
use zeroize::Zeroizing;

use super::super::format;
use super::super::http::{NoAnswer, Terms, Upload};
use super::super::js::{get, object};
use super::api::blob_of;
use super::failure::Failure;
use super::options::Options;
use super::sign::examine;
use super::words;
use crate::pes::Rules;
use crate::s2low::{self, Answer, AnswerError, Login, LoginEncoding, Refusal};
use crate::verify::{Survey, Verdict};
use crate::words::{Words, readable};
use crate::xades::Policy;

/// How long S2low may take to answer once it has a whole file, in seconds.
const PATIENCE: u32 = 300;

/// What S2low said.
pub struct Sent {
    /// The number of the transaction, where S2low told it.
    pub transaction: Option<u64>,
    /// It had the very same file already.
    pub duplicate: bool,
}

impl From<Sent> for JsValue {
    fn from(sent: Sent) -> Self {
        let transaction = sent.transaction.map_or(Self::NULL, |number| format::float(number).into());
        object(&[("transaction", transaction), ("duplicate", sent.duplicate.into())]).into()
    }
}

/// Posts a signed file to S2low, after its signatures were verified.
///
/// # Errors
/// An object with code, message and remedy; `inDoubt` tells whether S2low may have the file all the same.
#[wasm_bindgen]
pub async fn send(file: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let words = words();
    let options = Options::new(&words, options);
    let file = blob_of(&words, file)?;
    let name = match options.text("name")? {
        name if name.is_empty() => match file.dyn_ref::<web_sys::File>() {
            Some(file) => file.name(),
            None => "pes.xml".to_owned(),
        },
        name => name,
    };
    let authorization = authorization(&words, &options)?;
    let upload = Upload::new().map_err(|_| Failure::named(&words, "network-unreachable", &[]))?;
    let watch = Watch::new(options.member("signal"), &upload);
    let progress = options.progress();
    let base = options.text("base")?;
    let terms =
        Request { base: &base, name: &name, authorization: authorization.as_ref().map(|a| a.as_str()) };
    Ok(post(&words, &file, &terms, &upload, &|| watch.is_aborted(), progress).await?.into())
}

/// Where and as what a file is posted.
pub struct Request<'a> {
    pub base: &'a str,
    pub name: &'a str,
    pub authorization: Option<&'a str>,
}

/// The same from within.
///
/// # Errors
/// [`Failure`].
pub async fn post(
    words: &Words,
    file: &Blob,
    request: &Request<'_>,
    upload: &Upload,
    is_cancelled: &dyn Fn() -> bool,
    progress: impl Fn(f64) + 'static,
) -> Result<Sent, Failure> {
    let report = examine(words, file, Survey::new(), &Policy::default(), None, &|_| {}).await?;
    if report.verdict != Verdict::Valid {
        let code = report.findings.first().map_or("VER-000", |finding| finding.code.code());
        return Err(Failure::named(words, "sign-error-self-check", &[]).because(code));
    }
    if is_cancelled() {
        return Err(Failure::named(words, "embed-cancelled", &[]));
    }
    let url = [request.base.trim_end_matches('/'), s2low::IMPORT].concat();
    let terms = Terms { authorization: request.authorization, seconds: PATIENCE };
    let told = move |sent: f64, total: f64| progress(if total > 0.0 { sent / total } else { 1.0 });
    let response = upload
        .post(&url, s2low::IMPORT_FIELD, file, request.name, &terms, told)
        .await
        .map_err(|none| unanswered(words, none))?;
    match s2low::read_import(&response.http()) {
        Ok(Answer::Accepted(transaction)) => Ok(Sent { transaction: Some(transaction), duplicate: false }),
        Ok(Answer::Refused(Refusal::Duplicate)) => Ok(Sent { transaction: None, duplicate: true }),
        Ok(Answer::Refused(refusal)) => Err(refused(words, &refusal)),
        Err(error) => {
            let failure = match &error {
                AnswerError::LoggedOut if response.landed.is_none() => {
                    Failure::named(words, "network-portal", &[])
                }
                AnswerError::LoggedOut => Failure::named(words, "network-session-lost", &[]),
                AnswerError::Stranger(refusal) => refused(words, refusal),
                AnswerError::Http(status) => {
                    let size = words.size(format::seconds(file.size()));
                    let status_text = status.to_string();
                    let args = [("status", (&status_text).into()), ("size", (&size).into())];
                    Failure::named(words, s2low::http_words(*status), &args)
                }
                AnswerError::Unreadable => Failure::named(words, "network-unreadable-answer", &[]),
            };
            Err(failure.because(&response.status.to_string()).in_doubt(error.leaves_doubt()))
        }
    }
}

fn unanswered(words: &Words, none: NoAnswer) -> Failure {
    let seconds = PATIENCE.to_string();
    let (id, in_doubt) = match none {
        NoAnswer::Unreachable => ("network-unreachable", false),
        NoAnswer::Lost => ("network-lost-answer", true),
        NoAnswer::Timeout => ("network-timeout", true),
        // What was cancelled may have arrived all the same.
        NoAnswer::Cancelled => ("embed-cancelled", true),
    };
    Failure::named(words, id, &[("seconds", (&seconds).into())]).in_doubt(in_doubt)
}

fn refused(words: &Words, refusal: &Refusal) -> Failure {
    let (id, argument) = refusal.words();
    let limit = words.size(Rules::default().max_bytes);
    let (name, value) = argument.unwrap_or(("limit", &limit));
    Failure::named(words, id, &[(name, (&*readable(value)).into())])
}

/// The value of the header `Authorization`, where a login is given.
fn authorization(words: &Words, options: &Options<'_>) -> Result<Option<Zeroizing<String>>, Failure> {
    let login = options.text("login")?;
    if login.is_empty() {
        return Ok(None);
    }
    let password = options.member("password").and_then(|password| password.as_string());
    let login = Login::new(&login, Zeroizing::new(password.unwrap_or_default()));
    let login = login.ok_or_else(|| Failure::named(words, "embed-login", &[]))?;
    let encoding = if options.flag("latin1Login") { LoginEncoding::Latin1 } else { LoginEncoding::Utf8 };
    let header = login.header(encoding);
    header.map(Some).ok_or_else(|| Failure::named(words, "embed-login", &[]))
}

/// Cancels an upload when an `AbortSignal` says so, for as long as it is held.
struct Watch {
    signal: Option<EventTarget>,
    listener: Closure<dyn Fn()>,
}

impl Watch {
    fn new(signal: Option<JsValue>, upload: &Upload) -> Self {
        let upload = Rc::new(upload.clone());
        let listener = Closure::<dyn Fn()>::new(move || upload.cancel());
        let callback: &Function = listener.as_ref().unchecked_ref();
        let signal = signal.and_then(|signal| signal.dyn_into::<EventTarget>().ok());
        if let Some(signal) = &signal {
            let _ = signal.add_event_listener_with_callback("abort", callback);
        }
        Self { signal, listener }
    }

    fn is_aborted(&self) -> bool {
        self.signal.as_ref().is_some_and(|signal| get(signal, "aborted").is_truthy())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(signal) = &self.signal {
            let callback: &Function = self.listener.as_ref().unchecked_ref();
            let _ = signal.remove_event_listener_with_callback("abort", callback);
        }
    }
}
