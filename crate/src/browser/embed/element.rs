//! The element `<pes-signer>`: a file, what it says, who signs, the signed file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DocumentFragment, Element, File, FilePropertyBag, HtmlInputElement, Url};

use super::super::http::Upload;
use super::super::js::object;
use super::super::{dom, format};
use super::certificates::Certificates;
use super::events::{Act, Acts};
use super::failure::Failure;
use super::parts::{Field, said, tag, tell};
use super::send::{Request, post};
use super::sign::{Read, Terms};
use super::{language_of, says, words_in};
use crate::signing::Scope;
use crate::words::Words;
use crate::xades::{Policy, Profile, Signatory, SigningTime};

/// One element at work.
#[wasm_bindgen]
pub struct Panel(Rc<Inner>);

struct Inner {
    host: Element,
    words: Rc<Words>,
    /// Tells the page of an event: its name, and what it carries.
    emit: Function,
    acts: Acts,
    progress: Element,
    status: Element,
    errors: Element,
    says: Element,
    place: [HtmlInputElement; 3],
    buttons: [Element; 2],
    signed: Element,
    read: RefCell<Option<Rc<Read>>>,
    /// How many files were chosen: what comes of an earlier one is of no interest.
    chosen: Cell<u32>,
}

/// The fields about the signatory: where it is found, its label, and the attribute with its first value.
const PLACE: [(&str, &str, &str); 3] = [
    ("signer-role", "signer-role-label", "signer-role"),
    ("signer-city", "signer-city-label", "city"),
    ("signer-postal-code", "signer-postal-code-label", "postal-code"),
];

#[wasm_bindgen]
impl Panel {
    /// Fills the shadow root of `host`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(host: Element, root: DocumentFragment, emit: Function) -> Self {
        let words = words_in(language_of(Some(&host)));
        let word = |id: &str| words.message(id, &[]);
        let file = Field::new(
            "file",
            "file",
            &word("embed-file"),
            None,
            &[("accept", ".xml,text/xml,application/xml")],
        );
        let progress = tag("progress", &[("max", "1"), ("value", "0"), ("hidden", "")], &[]);
        dom::set(&progress, "aria-label", &word("files-state-reading"));
        let status = said("p", &[("class", "status"), ("role", "status")], &word("status-start"));
        let says = tag("div", &[], &[]);
        let errors = tag("div", &[("role", "alert")], &[]);
        let place = PLACE.map(|(id, label, attribute)| {
            let value = host.get_attribute(attribute).unwrap_or_default();
            let field = Field::new(id, "text", &word(label), None, &[]);
            field.input.set_value(&value);
            field
        });
        let legend = said("legend", &[], &word("signer-place-legend"));
        let hint = said("p", &[("class", "hint")], &word("signer-place-help"));
        let fields = tag(
            "fieldset",
            &[("class", "place")],
            &[&legend, &place[0].element, &place[1].element, &place[2].element, &hint],
        );
        let button = |action: &str, id: &str| {
            said("button", &[("type", "button"), ("data-action", action), ("disabled", "")], &word(id))
        };
        let buttons = [button("sign", "embed-sign"), button("send", "sign-and-send")];
        let sends = host.has_attribute("send");
        dom::show(&buttons[1], sends);
        dom::set(&buttons[usize::from(sends)], "class", "button primary");
        let actions = tag("p", &[("class", "actions")], &[&buttons[1], &buttons[0]]);
        let signed = tag("p", &[("class", "actions")], &[]);
        let certificate = tag("div", &[], &[]);
        let frame = tag(
            "div",
            &[("class", "frame"), ("lang", words.language().tag())],
            &[&file.element, &progress, &status, &says, &certificate, &fields, &errors, &actions, &signed],
        );
        root.set_text_content(None);
        let _ = root.append_child(&frame);
        let acts = Acts::of(&frame);
        let place = place.map(|field| field.input);
        let inner = Rc::new(Inner {
            host,
            words,
            emit,
            acts,
            progress,
            status,
            errors,
            says,
            place,
            buttons,
            signed,
            read: RefCell::default(),
            chosen: Cell::default(),
        });
        wasm_bindgen_futures::spawn_local(run(Rc::clone(&inner), certificate));
        Self(inner)
    }

    /// Reads a file that the page has, as if it had been chosen.
    pub fn open(&self, file: Blob) {
        wasm_bindgen_futures::spawn_local(read(Rc::clone(&self.0), file));
    }

    /// Ends the work: the element is gone from the page.
    pub fn stop(&self) {
        self.0.acts.stop();
    }
}

async fn run(panel: Rc<Inner>, place: Element) {
    let certificates = Certificates::new(&panel.words).await;
    dom::append(&place, &certificates.element);
    loop {
        panel.refresh(&certificates);
        let act = panel.acts.next().await;
        match &act {
            Act::Stop => return,
            Act::Look => {}
            Act::Change(field, input) if field == "file" => {
                if let Some(file) = input.files().and_then(|files| files.get(0)) {
                    // Meanwhile a certificate can be opened.
                    wasm_bindgen_futures::spawn_local(read(Rc::clone(&panel), file.into()));
                }
            }
            Act::Press(action) if action == "sign" || action == "send" => {
                if let Err(failure) = panel.work(&certificates, action == "send").await {
                    panel.fail(failure);
                }
            }
            Act::Toggle(details) => {
                if let Some(read) = &*panel.read.borrow() {
                    says::unfold(&panel.words, &read.analysis, details);
                }
            }
            _ => match certificates.take(&act).await {
                Ok(_) => dom::clear(&panel.errors),
                Err(failure) => panel.fail(failure),
            },
        }
    }
}

/// Reads a file and shows what it says.
async fn read(panel: Rc<Inner>, file: Blob) {
    let number = panel.chosen.get().wrapping_add(1);
    panel.chosen.set(number);
    *panel.read.borrow_mut() = None;
    for place in [&panel.says, &panel.errors] {
        dom::clear(place);
    }
    panel.withdraw();
    panel.acts.look();
    dom::show(&panel.progress, true);
    let progress = {
        let panel = Rc::clone(&panel);
        move |part: f64| {
            if panel.chosen.get() == number {
                dom::set(&panel.progress, "value", &part.to_string());
            }
        }
    };
    let read = Read::new(&panel.words, &file, Scope::Auto, &progress).await;
    let read = match read {
        Ok(read) => read.repaired(&panel.words, Scope::Auto, &progress).await,
        failed => failed,
    };
    if panel.chosen.get() != number {
        return;
    }
    dom::show(&panel.progress, false);
    match read {
        Ok(read) => {
            dom::append(&panel.says, &says::says(&panel.words, &read.analysis));
            *panel.read.borrow_mut() = Some(Rc::new(read));
        }
        Err(failure) => panel.fail(failure),
    }
    panel.acts.look();
}

impl Inner {
    /// Says what is to be done next, and enables what can be done.
    fn refresh(&self, certificates: &Certificates) {
        let has_signer = certificates.chosen().is_some();
        let (id, can_sign) = match &*self.read.borrow() {
            None if !self.progress.has_attribute("hidden") => ("send-waiting-reading", false),
            None => ("status-start", false),
            Some(read) if read.analysis.targets.is_empty() => ("files-state-blocked", false),
            Some(_) if !has_signer => ("send-waiting-signer", false),
            // Signed anew, it would be another file, and S2low would take it twice.
            Some(_) if dom::find(&self.signed, ".outcome").is_some() => ("files-state-sent", false),
            Some(_) if self.signed.first_element_child().is_some() => ("files-state-signed", true),
            Some(_) => ("files-state-ready", true),
        };
        self.say(&self.words.message(id, &[]));
        for button in &self.buttons {
            dom::enable(button, can_sign);
        }
    }

    /// Says what happens, once.
    fn say(&self, text: &str) {
        if self.status.text_content().as_deref() != Some(text) {
            dom::set_text(&self.status, text);
        }
    }

    /// Signs, and sends if that was asked for.
    async fn work(&self, certificates: &Certificates, send: bool) -> Result<(), Failure> {
        let words = &self.words;
        dom::clear(&self.errors);
        let read = self.read.borrow().clone();
        let (Some(read), Some(signer)) = (read, certificates.chosen()) else {
            return Ok(());
        };
        let name = [("name", read.name.as_str().into())];
        self.say(&words.message("status-signing", &name));
        for button in &self.buttons {
            dom::enable(button, false);
        }
        let number = self.chosen.get();
        let signed = read.sign(words, &signer, &self.terms()?).await?;
        let signed =
            file_of(&read.name, &signed).map_err(|_| Failure::named(words, "sign-error-memory", &[]))?;
        // Where another file was chosen meanwhile, this one is the page's alone.
        if self.chosen.get() == number {
            self.offer(&signed);
        }
        self.tell("signed", &object(&[("file", signed.clone().into())]).into());
        if !send {
            return Ok(());
        }
        self.say(&words.message("status-sending", &name));
        let upload = Upload::new().map_err(|_| Failure::named(words, "network-unreachable", &[]))?;
        let base = self.host.get_attribute("s2low").unwrap_or_default();
        let request = Request { base: &base, name: &read.name, authorization: None };
        let sent = post(words, &signed, &request, &upload, &|| false, |_| {}).await?;
        let number = sent.transaction.map_or_else(String::new, |number| number.to_string());
        let id = if sent.duplicate { "outcome-duplicate" } else { "outcome-sent" };
        let outcome = words.message(id, &[("transaction", (&number).into())]);
        dom::append(&self.signed, &said("span", &[("class", "outcome")], &outcome));
        self.tell("sent", &sent.into());
        Ok(())
    }

    fn terms(&self) -> Result<Terms, Failure> {
        let [role, city, postal_code] = self.place.each_ref().map(HtmlInputElement::value);
        let country = self.host.get_attribute("country").unwrap_or_else(|| Signatory::FRANCE.to_owned());
        let signatory = Signatory::new(&role, &city, &postal_code, &country)
            .map_err(|error| Failure::explained(self.words.signatory_error(error)))?;
        let profile = self.host.get_attribute("profile").and_then(|name| Profile::from_name(&name));
        let time = SigningTime::from_unix(format::now());
        let time = time.ok_or_else(|| Failure::named(&self.words, "sign-error-key", &[]))?;
        Ok(Terms { signatory, time, policy: Policy::default(), profile: profile.unwrap_or(Profile::DEFAULT) })
    }

    /// Offers no signed file any more.
    fn withdraw(&self) {
        if let Some(address) = dom::find(&self.signed, "a").and_then(|link| link.get_attribute("href")) {
            let _ = Url::revoke_object_url(&address);
        }
        dom::clear(&self.signed);
    }

    /// Offers the signed file.
    fn offer(&self, signed: &File) {
        self.withdraw();
        if let Ok(address) = Url::create_object_url_with_blob(signed) {
            let attributes = [("class", "button"), ("href", &address), ("download", &signed.name())];
            let link = said("a", &attributes, &self.words.message("send-download", &[]));
            dom::append(&self.signed, &link);
        }
    }

    /// Tells the person and the page of a failure.
    fn fail(&self, failure: Failure) {
        tell(&self.errors, &self.words, &failure);
        self.tell("error", &failure.into());
    }

    fn tell(&self, event: &str, detail: &JsValue) {
        // What the page does with it is its own affair.
        let _ = self.emit.call2(&JsValue::UNDEFINED, &event.into(), detail);
    }
}

/// The signed file, under a name that says so.
fn file_of(name: &str, signed: &Blob) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("text/xml");
    File::new_with_blob_sequence_and_options(&Array::of1(signed), &format::signed_name(name), &options)
}
