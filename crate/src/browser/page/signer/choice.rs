//! Several certificates in one file: a clear choice, remembered.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::super::super::{format, key};
use super::super::{App, dom};
use crate::identity::Signer;

/// Where the fingerprint of the last choice is kept.
const REMEMBERED: &str = "pes-signer.certificate";

/// Certificates of one file whose keys the browser holds; more than one, or none.
#[derive(Debug, Default)]
pub(in super::super) struct Candidates {
    keys: Vec<key::WebCryptoKey>,
    file: String,
}

impl Candidates {
    pub(super) fn new(keys: Vec<key::WebCryptoKey>, file: &str) -> Self {
        Self { keys, file: file.to_owned() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The one that was chosen the last time.
    pub(super) fn remembered(&self) -> Option<&key::WebCryptoKey> {
        let fingerprint = storage()?.get_item(REMEMBERED).ok()??;
        self.keys.iter().find(|key| key.certificate().fingerprint() == fingerprint)
    }
}

pub(super) fn set_up(app: &Rc<App>) {
    let choices = dom::by_id("signer-choices");
    let app = Rc::clone(app);
    dom::listen(&choices, "change", move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(index) = input.and_then(|input| input.value().parse::<usize>().ok()) else { return };
        let candidates = Rc::clone(&app.candidates.borrow());
        let Some(key) = candidates.keys.get(index) else { return };
        if let Some(storage) = storage() {
            // Where nothing can be kept, the choice is made again the next time.
            let _ = storage.set_item(REMEMBERED, &key.certificate().fingerprint());
        }
        super::adopt(&app, key.clone());
        dom::focus(&dom::by_id(&choice_id(index)));
    });
}

/// Forgets the choice, here and on this computer.
pub(super) fn forget(app: &App) {
    *app.candidates.borrow_mut() = Rc::default();
    if let Some(storage) = storage() {
        let _ = storage.remove_item(REMEMBERED);
    }
}

/// Shows who can sign, and who does.
pub(super) fn render(app: &App) {
    let candidates = Rc::clone(&app.candidates.borrow());
    dom::show(&dom::by_id("signer-choice"), !candidates.is_empty());
    let list = dom::by_id("signer-choices");
    dom::clear(&list);
    let chosen = app.signer.borrow().as_ref().map(|signer| signer.key.certificate().fingerprint());
    let hint = app.t("certificate-choice-hint", &[("name", candidates.file.as_str().into())]);
    dom::set_text(&dom::by_id("signer-choice-hint"), &hint);
    for (index, key) in candidates.keys.iter().enumerate() {
        let certificate = key.certificate();
        let entry = dom::clone_template("choice-template");
        let radio: HtmlInputElement = dom::slot(&entry, "radio").unchecked_into();
        radio.set_id(&choice_id(index));
        radio.set_value(&index.to_string());
        radio.set_checked(chosen.as_deref() == Some(&certificate.fingerprint()));
        dom::set(&dom::slot(&entry, "label"), "for", &choice_id(index));
        dom::fill(&entry, "name", &certificate.common_name());
        let until = format::day(app.language(), certificate.not_after());
        let issuer = certificate.issuer_common_name();
        let args = [("issuer", issuer.as_str().into()), ("date", until.as_str().into())];
        dom::fill(&entry, "detail", &app.t("certificate-choice-detail", &args));
        dom::append(&list, &entry);
    }
}

/// Moves the focus to the first choice.
pub(super) fn focus() {
    dom::focus(&dom::by_id(&choice_id(0)));
}

fn choice_id(index: usize) -> String {
    format!("signer-choice-{index}")
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
