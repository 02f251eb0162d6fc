//! The dialog itself: what is signed, who signs, and two buttons.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{DocumentFragment, Element};

use super::super::super::dom;
use super::super::super::js::call;
use super::super::certificates::Certificates;
use super::super::events::{Act, Acts};
use super::super::failure::Failure;
use super::super::parts::{said, tag, tell};
use crate::words::Words;

/// The dialog, open.
pub(super) struct Dialog {
    words: Rc<Words>,
    root: DocumentFragment,
    dialog: Element,
    /// What the person does in it.
    pub(super) acts: Acts,
    /// Where it is shown what is signed.
    pub(super) content: Element,
    status: Element,
    errors: Element,
    go: Element,
    pub(super) certificates: Certificates,
    /// The last thing that was said.
    said: RefCell<&'static str>,
}

impl Dialog {
    /// Shows it, under a title and with a button that are called so.
    pub(super) async fn new(words: &Rc<Words>, root: &DocumentFragment, title: &str, go: &str) -> Self {
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

    /// Says what happens.
    pub(super) fn say(&self, id: &'static str) {
        if self.said.replace(id) != id {
            dom::set_text(&self.status, &self.words.message(id, &[]));
        }
    }

    /// Says what went wrong.
    pub(super) fn tell(&self, failure: &Failure) {
        tell(&self.errors, &self.words, failure);
    }

    /// Enables the button, where there is somebody to sign.
    pub(super) fn refresh(&self, may_be_signed: bool) {
        let has_signer = self.certificates.chosen().is_some();
        dom::enable(&self.go, may_be_signed && has_signer);
        self.say(match () {
            () if !may_be_signed => "libersign-blocked",
            () if has_signer => "libersign-ready",
            () => "send-waiting-signer",
        });
    }

    /// Takes what the person did about the certificate.
    pub(super) async fn take(&self, act: &Act) {
        match self.certificates.take(act).await {
            Ok(true) => dom::clear(&self.errors),
            Ok(false) => {}
            Err(failure) => self.tell(&failure),
        }
    }

    /// Takes it from the page.
    pub(super) async fn close(self) {
        let _ = call(&self.dialog, "close", &[]).await;
        let _ = self.root.remove_child(&self.dialog);
    }
}
