//! What stands in LiberSign's place: a dialog that shows what is signed as far as it can be known, asks who signs,
//! and answers as LiberSign did.

mod dialog;
mod part;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::DocumentFragment;

use super::super::format;
use super::super::js::{at, get, object};
use super::events::Act;
use super::failure::Failure;
use super::identity::{Open, date, id};
use super::{certificates, words};
use crate::libersign::{Asked, Request, RequestError, answer, check_issuer};
use crate::words::{Words, readable};
use crate::xades::SigningTime;
use dialog::Dialog;
use part::Part;

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
    let is_s2low = parts.iter().any(|part| part.is_in_s2low);
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
            Act::Toggle(details) => parts.iter().for_each(|part| part.unfold(&words, details)),
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
