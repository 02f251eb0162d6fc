//! Several certificates in one file: a clear choice, remembered.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::super::super::format;
use super::super::super::key::WebCryptoKey;
use super::super::remembered::Keeping;
use super::super::{App, dom};
use crate::identity::{Certificate, Identity, Signer};

/// Where the fingerprint of the last choice is kept.
const REMEMBERED: &str = "pes-signer.certificate";

/// A certificate of the file that was chosen.
#[derive(Debug)]
pub(in super::super) struct Candidate {
    /// Its key, which the browser holds.
    pub(in super::super) key: WebCryptoKey,
    /// The certificates that came with it.
    pub(in super::super) chain: Vec<Certificate>,
    /// How it is to be kept once it is chosen.
    pub(in super::super) keeping: Keeping,
    /// What is to be sealed, until it is; nothing where nothing is to be.
    identity: RefCell<Option<Identity>>,
}

impl Candidate {
    pub(super) fn new(key: WebCryptoKey, identity: Identity, keeping: Keeping) -> Self {
        let chain = identity.chain().cloned().collect();
        let identity = RefCell::new(Some(identity).filter(|_| keeping == Keeping::Sealed));
        Self { key, chain, keeping, identity }
    }

    /// What is to be sealed: given once, and only as long as nobody was chosen.
    pub(in super::super) fn identity(&self) -> Option<Identity> {
        self.identity.borrow_mut().take()
    }
}

/// Certificates of one file; more than one, or none.
#[derive(Debug, Default)]
pub(in super::super) struct Candidates {
    all: Vec<Candidate>,
    file: String,
}

impl Candidates {
    pub(super) fn new(all: Vec<Candidate>, file: &str) -> Self {
        Self { all, file: file.to_owned() }
    }

    pub(in super::super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Somebody was chosen: the keys of the others are left to the browser.
    pub(super) fn settle(&self) {
        for candidate in &self.all {
            drop(candidate.identity());
        }
    }

    /// The one that was chosen the last time.
    pub(super) fn remembered(&self) -> Option<&Candidate> {
        let fingerprint = storage()?.get_item(REMEMBERED).ok()??;
        self.all.iter().find(|candidate| candidate.key.certificate().fingerprint() == fingerprint)
    }
}

pub(super) fn set_up(app: &Rc<App>) {
    let choices = dom::by_id("signer-choices");
    let app = Rc::clone(app);
    dom::listen(&choices, "change", move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(index) = input.and_then(|input| input.value().parse::<usize>().ok()) else { return };
        wasm_bindgen_futures::spawn_local(choose(Rc::clone(&app), index));
    });
}

async fn choose(app: Rc<App>, index: usize) {
    let candidates = Rc::clone(&app.candidates.borrow());
    let Some(candidate) = candidates.all.get(index) else { return };
    if let Some(storage) = storage() {
        // Where nothing can be kept, the choice is made again the next time.
        let _ = storage.set_item(REMEMBERED, &candidate.key.certificate().fingerprint());
    }
    // Until the authenticator has answered for one, nobody else is chosen.
    let choices = dom::by_id("signer-choice");
    dom::set(&choices, "disabled", "");
    let next = || {
        let _ = choices.remove_attribute("disabled");
        candidates.settle();
        dom::focus(&dom::by_id(&choice_id(index)));
    };
    super::adopt(&app, candidate, &next).await;
}

/// Forgets that this certificate was chosen among several.
pub(in super::super) fn forget(certificate: &Certificate) {
    if let Some(storage) = storage()
        && storage.get_item(REMEMBERED).ok().flatten() == Some(certificate.fingerprint())
    {
        let _ = storage.remove_item(REMEMBERED);
    }
}

/// Shows who can sign, and who does.
pub(super) fn render(app: &App) {
    let candidates = Rc::clone(&app.candidates.borrow());
    dom::show(&dom::by_id("signer-choice"), !candidates.is_empty());
    let list = dom::by_id("signer-choices");
    dom::clear(&list);
    let chosen = app.signer.borrow().as_ref().map(|signer| signer.certificate().fingerprint());
    let hint = app.t("certificate-choice-hint", &[("name", candidates.file.as_str().into())]);
    dom::set_text(&dom::by_id("signer-choice-hint"), &hint);
    for (index, candidate) in candidates.all.iter().enumerate() {
        let certificate = candidate.key.certificate();
        let entry = dom::clone_template("choice-template");
        let radio: HtmlInputElement = dom::slot(&entry, "radio").unchecked_into();
        radio.set_id(&choice_id(index));
        radio.set_value(&index.to_string());
        radio.set_checked(chosen.as_deref() == Some(&certificate.fingerprint()));
        dom::set(&dom::slot(&entry, "label"), "for", &choice_id(index));
        dom::fill(&entry, "name", &super::name_of(certificate));
        let until = format::day(app.language(), certificate.not_after());
        let issuer = super::issuer_of(certificate);
        let args = [("issuer", issuer.as_str().into()), ("date", until.as_str().into())];
        dom::fill(&entry, "detail", &app.t("certificate-choice-detail", &args));
        // Of one person's certificates, one may be for connections alone.
        if let Some(finding) = certificate.findings(format::now()).first() {
            dom::fill(&entry, "finding", &app.words().certificate_finding(finding).message);
        }
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
