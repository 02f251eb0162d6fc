//! One file that is asked to be signed: what is known of it.

use wasm_bindgen::JsCast;
use web_sys::{Blob, Element};

use super::super::super::js::{call, get, object};
use super::super::super::{dom, edits};
use super::super::failure::Failure;
use super::super::parts::{notice, said, tag};
use super::super::says;
use super::super::sign::{Read, check};
use super::dialog::Dialog;
use super::failure;
use crate::libersign::Request;
use crate::signing::{Scope, Splice};
use crate::words::{Words, readable};

/// One file that is asked to be signed.
pub(super) struct Part {
    pub(super) request: Request,
    element: Element,
    /// S2low has the file, and puts the signatures into it.
    pub(super) is_in_s2low: bool,
    /// The file, where S2low gave it away and it can be read.
    read: Option<Read>,
    /// It was read, and is not what the digests are of, or must not be signed.
    pub(super) is_wrong: bool,
}

impl Part {
    /// Shows what is asked for; fetches the file, shows it and compares the digests.
    pub(super) async fn new(
        words: &Words,
        dialog: &Dialog,
        request: Request,
        address: Option<String>,
    ) -> Self {
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
        let is_in_s2low = address.is_some();
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
        // What is wrong stays where it is shown: nothing that is done here changes it.
        let wrong = |failure: &Failure| {
            let alert = tag("div", &[("role", "alert")], &[&notice(words, failure)]);
            dom::append(&element, &alert);
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
                    Some(Err(error)) => wrong(&failure(words, &error)),
                    None => {}
                }
            }
            Err(failure) => {
                is_wrong = true;
                wrong(failure);
            }
        }
        dom::append(&element, &said("p", &[], &as_what));
        Self { request, element, is_in_s2low, read: read.ok().flatten(), is_wrong }
    }

    /// Shows what was folded away, if it is of this file.
    pub(super) fn unfold(&self, words: &Words, details: &Element) {
        if let Some(read) = self.read.as_ref().filter(|_| self.element.contains(Some(details))) {
            says::unfold(words, &read.analysis, details);
        }
    }

    /// Where the file is known, it is verified with the signatures in it.
    pub(super) async fn check(&self, words: &Words, signatures: &[String]) -> Result<(), Failure> {
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
