//! What stands in LiberSign's place: a dialog that shows what is signed as far as it can be known, asks who signs,
//! and answers as LiberSign did.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DocumentFragment, Element};

use super::super::js::{at, call, get, object};
use super::super::{dom, edits, format};
use super::certificates::{self, Certificates};
use super::events::{Act, Acts};
use super::failure::Failure;
use super::identity::{Open, date, id};
use super::parts::{said, tag, tell};
use super::sign::{Read, check};
use super::{says, words};
use crate::libersign::{Asked, Request, RequestError, answer, check_issuer};
use crate::signing::{Scope, Splice};
use crate::words::{Words, readable};
use crate::xades::SigningTime;

/// Asks who signs. What LiberSign told of a certificate; null if none was chosen.
#[wasm_bindgen(js_name = chooseCertificate)]
pub async fn choose_certificate(root: DocumentFragment) -> JsValue {
    let words = words();
    let dialog = Dialog::new(&words, &root, "libersign-choose", "libersign-use").await;
    let chosen = loop {
        dialog.refresh(true);
        let act = dialog.acts.next().await;
        match &act {
            Act::Press(action) if action == "go" => break dialog.certificates.chosen(),
            Act::Press(action) if action == "cancel" => break None,
            Act::Close | Act::Stop => break None,
            _ => dialog.take(&act).await,
        }
    };
    dialog.close().await;
    chosen.map_or(JsValue::NULL, |open| described(&open))
}

/// Signs what `informations` ask for. `files` has for each the address of its file, or null. An array of answers; null
/// if the person does not sign.
///
/// # Errors
/// An object with code, message and remedy: what is asked for cannot be signed.
#[wasm_bindgen(js_name = signInformations)]
pub async fn sign_informations(
    root: DocumentFragment,
    certificate: JsValue,
    informations: Array,
    files: Array,
    progress: Function,
) -> Result<JsValue, JsValue> {
    let words = words();
    let mut asked = Vec::new();
    for information in informations.iter() {
        let request = Request::read(&read(&information)).map_err(|error| failure(&words, &error))?;
        asked.push(request);
    }
    if asked.is_empty() {
        return Err(failure(&words, &RequestError::Count).into());
    }
    let dialog = Dialog::new(&words, &root, "libersign-sign", "embed-sign").await;
    let fingerprint = get(&certificate, "ID").as_string().unwrap_or_default();
    if let Some(open) = certificates::find(&fingerprint).await {
        dialog.certificates.prefer(open);
    }
    let mut parts = Vec::new();
    for (request, address) in asked.into_iter().zip(files.iter().chain(std::iter::repeat(JsValue::NULL))) {
        parts.push(Part::new(&words, &dialog, request, address.as_string()).await);
    }
    let is_s2low = parts.iter().any(|part| part.read.is_some());
    let mut objected = None;
    let signs = loop {
        let chosen = dialog.certificates.chosen().filter(|_| is_s2low);
        let objection = chosen.and_then(|open| check_issuer(&open.certificate).err());
        if let Some(error) = objection.as_ref().filter(|_| objection != objected) {
            dialog.tell(&failure(&words, error));
        }
        dialog.refresh(objection.is_none() && parts.iter().all(|part| !part.is_wrong));
        objected = objection;
        let act = dialog.acts.next().await;
        match &act {
            Act::Press(action) if action == "go" => {
                dialog.say("libersign-signing");
                let _ = progress.call1(&JsValue::UNDEFINED, &words.message("libersign-signing", &[]).into());
                match sign(&words, &dialog, &parts).await {
                    Ok(answers) => break Some(answers),
                    Err(failure) => dialog.tell(&failure),
                }
            }
            Act::Press(action) if action == "cancel" => break None,
            Act::Close | Act::Stop => break None,
            Act::Toggle(details) => {
                if let Some(read) = parts.iter().find_map(|part| part.holding(details)) {
                    says::unfold(&words, &read.analysis, details);
                }
            }
            _ => dialog.take(&act).await,
        }
    };
    dialog.close().await;
    Ok(signs.map_or(JsValue::NULL, JsValue::from))
}

/// A text for the page around, which has no words of its own.
#[wasm_bindgen(js_name = libersignText)]
#[must_use]
pub fn libersign_text(name: &str) -> String {
    let known = TEXTS.iter().find(|(known, _)| *known == name);
    known.map_or_else(String::new, |(_, message)| words().message(message, &[]))
}

const TEXTS: &[(&str, &str)] =
    &[("button", "libersign-button"), ("signed", "libersign-signed"), ("cancelled", "libersign-cancelled")];

async fn sign(words: &Words, dialog: &Dialog, parts: &[Part]) -> Result<Array, Failure> {
    let Some(signer) = dialog.certificates.chosen() else {
        return Err(Failure::named(words, "sign-error-no-signer", &[]));
    };
    let time = SigningTime::from_unix(format::now());
    let time = time.ok_or_else(|| Failure::named(words, "sign-error-key", &[]))?;
    let refused = |error| Failure::explained(words.signing_error(&error));
    let mut drafts = Vec::with_capacity(parts.len());
    for part in parts {
        drafts.push(part.request.drafts(&signer.certificate, time).map_err(refused)?);
    }
    let key = signer.unlock(words).await?;
    let answers = Array::new();
    for (part, drafts) in parts.iter().zip(drafts) {
        let signatures = drafts.sign(&key).await.map_err(refused)?;
        part.check(words, &signatures).await?;
        answers.push(&answer(&signatures).into());
    }
    Ok(answers)
}

/// One file that is asked to be signed.
struct Part {
    request: Request,
    element: Element,
    /// The file, where the page gave it away and it can be read.
    read: Option<Read>,
    /// It was read, and is not what the digests are of, or must not be signed.
    is_wrong: bool,
}

impl Part {
    /// Shows what is asked for; fetches the file, shows it and compares the digests.
    async fn new(words: &Words, dialog: &Dialog, request: Request, address: Option<String>) -> Self {
        let element = tag("section", &[("class", "part")], &[]);
        dom::append(&dialog.content, &element);
        let signatory = request.signatory();
        let as_what = words.message(
            "libersign-signatory",
            &[
                ("role", signatory.role().into()),
                ("city", signatory.city().into()),
                ("postal-code", signatory.postal_code().into()),
            ],
        );
        let file = match address {
            None => None,
            Some(address) => {
                dialog.say("libersign-reading");
                fetch(&address).await
            }
        };
        let read = match &file {
            None => Ok(None),
            Some(file) => Read::new(words, file, Scope::Auto, &|_| {}).await.map(Some),
        };
        let mut is_wrong = false;
        match &read {
            Ok(None) => {
                let count = [("count", request.ids().count().into())];
                let why = words.attribute("libersign-not-seen", "why", &[]).unwrap_or_default();
                let warning = tag(
                    "div",
                    &[("class", "finding"), ("data-code", "unseen")],
                    &[
                        &said("strong", &[], &words.message("libersign-not-seen", &[])),
                        &said("p", &[], &why),
                        &said("p", &[], &words.message("libersign-elements", &count)),
                    ],
                );
                let ids = request.ids().collect::<Vec<_>>().join(", ");
                dom::append(&warning, &said("p", &[("class", "hint")], &readable(&ids)));
                dom::append(&element, &warning);
            }
            Ok(Some(read)) => {
                dom::append(&element, &says::says(words, &read.analysis));
                // What blocks is told with the findings; then there is nothing to compare.
                let compared = match read.analysis.findings.blocks() {
                    true => None,
                    false => Some(request.compare(&read.analysis.targets)),
                };
                is_wrong = compared != Some(Ok(()));
                match compared {
                    Some(Ok(())) => {
                        let seen = words.message("libersign-seen", &[]);
                        dom::append(&element, &said("p", &[("class", "seen")], &seen));
                    }
                    Some(Err(error)) => dialog.tell(&failure(words, &error)),
                    None => {}
                }
            }
            Err(failure) => {
                is_wrong = true;
                dialog.tell(failure);
            }
        }
        dom::append(&element, &said("p", &[], &as_what));
        Self { request, element, read: read.ok().flatten(), is_wrong }
    }

    /// The file, if this is shown of it.
    fn holding(&self, shown: &Element) -> Option<&Read> {
        self.read.as_ref().filter(|_| self.element.contains(Some(shown)))
    }

    /// Where the file is known, it is verified with the signatures in it.
    async fn check(&self, words: &Words, signatures: &[String]) -> Result<(), Failure> {
        let Some(read) = &self.read else {
            return Ok(());
        };
        let place = |id: &str| read.analysis.targets.iter().find(|target| target.id == id);
        let mut splices: Vec<Splice> = self
            .request
            .ids()
            .zip(signatures)
            .filter_map(|(id, signature)| {
                let bytes = read.analysis.encoding.encode(signature);
                place(id).map(|target| Splice { offset: target.insert_at, bytes })
            })
            .collect();
        splices.sort_by_key(|splice| splice.offset);
        let signed = edits::with_splices(&read.file, &splices)
            .ok_or_else(|| Failure::named(words, "sign-error-memory", &[]))?;
        check(words, &signed, signatures.len(), self.request.policy()).await
    }
}

/// The dialog, open.
struct Dialog {
    words: Rc<Words>,
    root: DocumentFragment,
    dialog: Element,
    acts: Acts,
    content: Element,
    status: Element,
    errors: Element,
    go: Element,
    certificates: Certificates,
    /// The last thing that was said.
    said: RefCell<&'static str>,
}

impl Dialog {
    async fn new(words: &Rc<Words>, root: &DocumentFragment, title: &str, go: &str) -> Self {
        let word = |id: &str| words.message(id, &[]);
        let heading = said("h2", &[("id", "title"), ("tabindex", "-1"), ("autofocus", "")], &word(title));
        let status = said("p", &[("class", "status"), ("role", "status")], "");
        let content = tag("div", &[], &[]);
        let errors = tag("div", &[("role", "alert")], &[]);
        let go = said(
            "button",
            &[("type", "button"), ("class", "button primary"), ("data-action", "go"), ("disabled", "")],
            &word(go),
        );
        let cancel = said(
            "button",
            &[("type", "button"), ("class", "button"), ("data-action", "cancel")],
            &word("send-cancel"),
        );
        let actions = tag("p", &[("class", "actions")], &[&go, &cancel]);
        let place = tag("div", &[], &[]);
        let frame =
            tag("div", &[("class", "frame")], &[&heading, &content, &place, &status, &errors, &actions]);
        let lang = words.language().tag();
        let dialog = tag("dialog", &[("aria-labelledby", "title"), ("lang", lang)], &[&frame]);
        let _ = root.append_child(&dialog);
        let acts = Acts::of(&dialog);
        // A dialog that cannot be shown is closed at once, as if by the person.
        if call(&dialog, "showModal", &[]).await.is_err() {
            acts.stop();
        }
        let certificates = Certificates::new(words).await;
        dom::append(&place, &certificates.element);
        Self {
            words: Rc::clone(words),
            root: root.clone(),
            dialog,
            acts,
            content,
            status,
            errors,
            go,
            certificates,
            said: RefCell::new(""),
        }
    }

    fn say(&self, id: &'static str) {
        if self.said.replace(id) != id {
            dom::set_text(&self.status, &self.words.message(id, &[]));
        }
    }

    fn tell(&self, failure: &Failure) {
        tell(&self.errors, &self.words, failure);
    }

    fn refresh(&self, may_be_signed: bool) {
        let has_signer = self.certificates.chosen().is_some();
        dom::enable(&self.go, may_be_signed && has_signer);
        self.say(match () {
            () if !may_be_signed => "libersign-blocked",
            () if has_signer => "libersign-ready",
            () => "send-waiting-signer",
        });
    }

    /// What is about the certificate.
    async fn take(&self, act: &Act) {
        match self.certificates.take(act).await {
            Ok(true) => dom::clear(&self.errors),
            Ok(false) => {}
            Err(failure) => self.tell(&failure),
        }
    }

    async fn close(self) {
        let _ = call(&self.dialog, "close", &[]).await;
        let _ = self.root.remove_child(&self.dialog);
    }
}

/// A file of S2low; `None` where it is not given: a page to log in, or that the file is gone.
async fn fetch(address: &str) -> Option<Blob> {
    let options = object(&[("credentials", "same-origin".into()), ("redirect", "error".into())]);
    let response = call(&js_sys::global(), "fetch", &[&address.into(), &options]).await.ok()?;
    let kind = call(&get(&response, "headers"), "get", &[&"content-type".into()]).await.ok()?;
    let is_file =
        get(&response, "ok").is_truthy() && kind.as_string().is_some_and(|kind| kind.contains("xml"));
    if !is_file {
        return None;
    }
    call(&response, "blob", &[]).await.ok()?.dyn_into().ok()
}

/// What a page asks for, as it writes it.
fn read(information: &JsValue) -> Asked {
    let text = |name: &str| {
        let value = at(information, &[name]);
        value.as_string().or_else(|| value.as_f64().map(|number| number.to_string())).unwrap_or_default()
    };
    let uri = match text("pesspuri") {
        uri if uri.is_empty() => text("pespuri"),
        uri => uri,
    };
    Asked {
        hash: text("hash"),
        pesid: text("pesid"),
        policy: [text("pespolicyid"), text("pespolicydesc"), text("pespolicyhash"), uri],
        signatory: [text("pesclaimedrole"), text("pescity"), text("pespostalcode"), text("pescountryname")],
        format: text("format"),
    }
}

fn failure(words: &Words, error: &RequestError) -> Failure {
    match error {
        RequestError::Signatory(error) => Failure::explained(words.signatory_error(*error)),
        error => {
            let value = readable(error.value());
            Failure::named(words, error.code(), &[("value", (&*value).into())])
        }
    }
}

/// A certificate as LiberSign told of it.
fn described(open: &Open) -> JsValue {
    let certificate = &open.certificate;
    let moment = |unix| date(unix).to_iso_string();
    object(&[
        ("ID", id(certificate).into()),
        ("CN", certificate.common_name().into()),
        ("ISSUERDN", certificate.issuer().into()),
        ("NOTBEFORE", moment(certificate.not_before()).into()),
        ("NOTAFTER", moment(certificate.not_after()).into()),
        ("EMAILADDRESS", "".into()),
        ("verifiedWith", Array::new().into()),
    ])
    .into()
}
