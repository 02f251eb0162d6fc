//! Requests to S2low, the only ones there are.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::format;
use crate::s2low::Http;

/// An answer, of whatever kind.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The address it came from, where that is another than the one asked.
    pub landed: Option<String>,
    /// What the server's clock said, in seconds since 1970.
    pub date: Option<u64>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Response {
    /// The answer as S2low's words are read from.
    pub fn http(&self) -> Http<'_> {
        Http { status: self.status, landed: self.landed.as_deref(), body: &self.body }
    }
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

    /// Posts `file` under `name` as the field `field` of a form; `progress` is told the bytes sent and all. The
    /// time that the terms give runs once everything is sent.
    pub async fn post(
        &self,
        url: &str,
        field: &str,
        file: &Blob,
        name: &str,
        terms: &Terms<'_>,
        progress: impl Fn(f64, f64) + 'static,
    ) -> Result<Response, NoAnswer> {
        let unreachable = |_: JsValue| NoAnswer::Unreachable;
        let form = FormData::new().map_err(unreachable)?;
        form.append_with_blob_and_filename(field, file, name).map_err(unreachable)?;
        self.request.open_with_async("POST", url, true).map_err(unreachable)?;
        terms.authorize(&self.request);
        let (request, began, patience) =
            (self.request.clone(), Date::now(), f64::from(terms.seconds) * 1000.0);
        let upload = self.request.upload().map_err(unreachable)?;
        let sent = Rc::clone(&self.sent);
        let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() {
                // Firefox may tell of an error before it tells that all was sent.
                *sent.borrow_mut() |= event.loaded() > 0.0 && event.loaded() >= event.total();
                progress(event.loaded(), event.total());
            }
        });
        let sent = Rc::clone(&self.sent);
        let on_load = Closure::<dyn Fn()>::new(move || {
            *sent.borrow_mut() = true;
            // The browser counts from the beginning.
            let limit = format::seconds(Date::now() - began + patience);
            request.set_timeout(u32::try_from(limit).unwrap_or_default());
        });
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

/// On which terms S2low is asked.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The value of the header `Authorization`.
    pub authorization: Option<&'a str>,
    /// How long an answer may take.
    pub seconds: u32,
}

impl Terms<'_> {
    /// Nobody in particular asks, and waits a little.
    pub const PLAIN: Self = Self { authorization: None, seconds: 30 };

    fn authorize(&self, request: &XmlHttpRequest) {
        if let Some(value) = self.authorization {
            // Only characters outside of Latin-1 could fail, and base64 has none.
            let _ = request.set_request_header("Authorization", value);
        }
    }
}

/// Asks for `url`.
pub async fn get(url: &str, terms: &Terms<'_>) -> Result<Response, NoAnswer> {
    let request = XmlHttpRequest::new().map_err(|_| NoAnswer::Unreachable)?;
    request.open_with_async("GET", url, true).map_err(|_| NoAnswer::Unreachable)?;
    terms.authorize(&request);
    request.set_timeout(terms.seconds.saturating_mul(1000));
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
    let landed = Some(request.response_url()).filter(|address| !address.contains(asked));
    let date = request.get_response_header("Date").ok().flatten();
    let date = date.map(|date| Date::parse(&date) / 1000.0).filter(|date| date.is_finite());
    let status = request.status().unwrap_or_default();
    Ok(Response { status, landed, date: date.map(format::seconds), body })
}
