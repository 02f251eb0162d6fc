//! Requests to S2low, the only ones there are.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

/// How long S2low may take to tell a state, in milliseconds.
const QUESTION_TIMEOUT: u32 = 30_000;

/// An answer, of whatever kind.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Whether it came from another address than the one asked.
    pub redirected: bool,
    /// Its body.
    pub body: Vec<u8>,
}

/// No answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// Nobody could be reached, or the connection broke before everything was sent.
    Unreachable,
    /// Everything was sent, but no answer came: whether it was taken is unknown.
    Lost,
    /// It took too long.
    Timeout,
    /// The person cancelled it.
    Cancelled,
}

/// An upload that can be cancelled.
#[derive(Clone, Debug)]
pub struct Upload {
    request: XmlHttpRequest,
    sent: Rc<RefCell<bool>>,
}

impl Upload {
    /// Prepares an upload.
    pub fn new() -> Result<Self, NoAnswer> {
        let request = XmlHttpRequest::new().map_err(|_| NoAnswer::Unreachable)?;
        Ok(Self { request, sent: Rc::default() })
    }

    /// Posts `file` under `name` as the field `field` of a form; `progress` is told the bytes sent and all.
    pub async fn post(
        &self,
        url: &str,
        field: &str,
        file: &Blob,
        name: &str,
        progress: impl Fn(f64, f64) + 'static,
    ) -> Result<Response, NoAnswer> {
        let unreachable = |_: JsValue| NoAnswer::Unreachable;
        let form = FormData::new().map_err(unreachable)?;
        form.append_with_blob_and_filename(field, file, name).map_err(unreachable)?;
        self.request.open_with_async("POST", url, true).map_err(unreachable)?;
        let upload = self.request.upload().map_err(unreachable)?;
        let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() {
                progress(event.loaded(), event.total());
            }
        });
        let sent = Rc::clone(&self.sent);
        let on_load = Closure::<dyn Fn()>::new(move || *sent.borrow_mut() = true);
        upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        upload.set_onload(Some(on_load.as_ref().unchecked_ref()));
        let answer = answer(&self.request, url, Some(&form)).await;
        upload.set_onprogress(None);
        upload.set_onload(None);
        match answer {
            Err(NoAnswer::Unreachable) if *self.sent.borrow() => Err(NoAnswer::Lost),
            answer => answer,
        }
    }

    /// Cancels it, if it still runs.
    pub fn cancel(&self) {
        let _ = self.request.abort();
    }
}

/// Asks for `url`.
pub async fn get(url: &str) -> Result<Response, NoAnswer> {
    let request = XmlHttpRequest::new().map_err(|_| NoAnswer::Unreachable)?;
    request.open_with_async("GET", url, true).map_err(|_| NoAnswer::Unreachable)?;
    request.set_timeout(QUESTION_TIMEOUT);
    answer(&request, url, None).await
}

/// Sends an opened request and waits for what comes of it.
async fn answer(request: &XmlHttpRequest, url: &str, form: Option<&FormData>) -> Result<Response, NoAnswer> {
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
    let Some(settle) = settle else {
        return Err(NoAnswer::Unreachable);
    };
    let mut listeners = Vec::new();
    for (event, name) in [("load", ""), ("error", "error"), ("timeout", "timeout"), ("abort", "abort")] {
        let settle = settle.clone();
        let listener = Closure::<dyn Fn()>::new(move || {
            let _ = settle.call1(&JsValue::NULL, &name.into());
        });
        let _ = request.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listeners.push((event, listener));
    }
    let started = match form {
        Some(form) => request.send_with_opt_form_data(Some(form)),
        None => request.send(),
    };
    let event = match started {
        Ok(()) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    for (event, listener) in &listeners {
        let _ = request.remove_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    let Some(event) = event else {
        return Err(NoAnswer::Unreachable);
    };
    match event.as_string().as_deref() {
        Some("") => {}
        Some("timeout") => return Err(NoAnswer::Timeout),
        Some("abort") => return Err(NoAnswer::Cancelled),
        _ => return Err(NoAnswer::Unreachable),
    }
    let body = request.response().map(|body| Uint8Array::new(&body).to_vec()).unwrap_or_default();
    let asked = url.split(['?', '#']).next().unwrap_or_default();
    let redirected = !request.response_url().contains(asked);
    Ok(Response { status: request.status().unwrap_or_default(), redirected, body })
}
