//! Who signs: a certificate that this browser keeps, or one from a file.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use zeroize::Zeroizing;

use super::super::blob::{self, ReadError};
use super::super::{dom, format};
use super::events::Act;
use super::failure::Failure;
use super::identity::{self, Open, id};
use super::parts::{Field, said, tag};
use crate::identity::{Lookalike, Pkcs12Error};
use crate::limits;
use crate::words::{Words, readable};

/// Shows the password that was typed, or hides it.
const SHOW: &str = "reveal";

thread_local! {
    /// Those that were opened from files, until the page is left.
    static OPENED: RefCell<Vec<Rc<Open>>> = const { RefCell::new(Vec::new()) };
}

/// The choice of a certificate.
pub struct Certificates {
    words: Rc<Words>,
    /// What is shown of it.
    pub element: Element,
    choices: Element,
    findings: Element,
    other: Element,
    file: Field,
    password: Field,
    shows: Element,
    known: RefCell<Vec<Rc<Open>>>,
    chosen: RefCell<Option<Rc<Open>>>,
}

impl Certificates {
    /// Shows those that are known already, and a form to open others.
    pub async fn new(words: &Rc<Words>) -> Self {
        let word = |id: &str| words.message(id, &[]);
        let legend = said("legend", &[], &word("certificate-choice"));
        let choices = tag("fieldset", &[("class", "choices"), ("hidden", "")], &[&legend]);
        let findings = tag("ul", &[("class", "findings"), ("role", "list")], &[]);
        let file = Field::new(
            "certificate-file",
            "file",
            &word("certificate-file-label"),
            Some(&word("certificate-file-help")),
            &[("accept", ".p12,.pfx"), ("required", "")],
        );
        let password = Field::new(
            "certificate-password",
            "password",
            &word("certificate-password-label"),
            Some(&word("certificate-password-help")),
            &[("autocomplete", "current-password"), ("autocapitalize", "off"), ("spellcheck", "false")],
        );
        let controls = [("type", "button"), ("class", "button"), ("data-action", SHOW)];
        let shows = tag("button", &controls, &[]);
        dom::set(&shows, "aria-controls", "certificate-password");
        dom::append(&password.element, &shows);
        let button = said("button", &[("class", "button")], &word("certificate-open"));
        let actions = tag("p", &[("class", "actions")], &[&button]);
        let form = tag("form", &[("data-form", "open")], &[&file.element, &password.element, &actions]);
        let summary = said("summary", &[], &word("embed-certificate-other"));
        let other = tag("details", &[("class", "other"), ("open", "")], &[&summary, &form]);
        let element = tag("div", &[("class", "certificates")], &[&choices, &findings, &other]);
        let known = known().await;
        let certificates = Self {
            words: Rc::clone(words),
            element,
            choices,
            findings,
            other,
            file,
            password,
            shows,
            known: RefCell::new(known),
            chosen: RefCell::default(),
        };
        certificates.show_password(false);
        let now = format::now();
        let first = {
            let known = certificates.known.borrow();
            let is_valid = |open: &&Rc<Open>| open.certificate.is_valid_at(now);
            known.iter().find(is_valid).or(known.first()).cloned()
        };
        certificates.choose(first);
        certificates
    }

    /// Who is to sign.
    pub fn chosen(&self) -> Option<Rc<Open>> {
        self.chosen.borrow().clone()
    }

    /// Takes this one for what is signed here.
    pub fn prefer(&self, open: Rc<Open>) {
        self.choose(Some(open));
    }

    /// Takes what a person did here; whether anything came of it.
    ///
    /// # Errors
    /// [`Failure`]: a file that was not opened.
    pub async fn take(&self, act: &Act) -> Result<bool, Failure> {
        match act {
            Act::Change(field, input) if field == "certificate" => {
                let chosen =
                    self.known.borrow().iter().find(|open| id(&open.certificate) == input.value()).cloned();
                self.choose(chosen);
                Ok(true)
            }
            Act::Submit(form) if form == "open" => self.open().await.map(|()| true),
            Act::Press(action) if action == SHOW => {
                self.show_password(self.password.input.type_() == "password");
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn show_password(&self, shown: bool) {
        self.password.input.set_type(if shown { "text" } else { "password" });
        let id = if shown { "certificate-password-hide" } else { "certificate-password-show" };
        dom::set_text(&self.shows, &self.words.message(id, &[]));
        let label = self.words.attribute(id, "label", &[]).unwrap_or_default();
        dom::set(&self.shows, "aria-label", &label);
    }

    async fn open(&self) -> Result<(), Failure> {
        let words = &self.words;
        let Some(file) = self.file.input.files().and_then(|files| files.get(0)) else {
            return Ok(());
        };
        let name = readable(&file.name()).into_owned();
        let refused = |error| Failure::explained(words.container_error(&error, &name));
        let password = Zeroizing::new(self.password.input.value());
        let bytes = match blob::read_small(&file, limits::PKCS12_BYTES).await {
            Ok(bytes) => bytes,
            Err(ReadError::Refused(())) => return Err(refused(Pkcs12Error::NotPkcs12(Lookalike::TooLarge))),
            Err(ReadError::Unreadable) => return Err(refused(Pkcs12Error::Damaged)),
        };
        let opened = identity::open_container(words, &bytes, &password, &name).await?;
        for input in [&self.file.input, &self.password.input] {
            input.set_value("");
        }
        self.show_password(false);
        let first = opened.first().cloned();
        let add = |list: &mut Vec<Rc<Open>>| {
            list.retain(|known| opened.iter().all(|open| id(&open.certificate) != id(&known.certificate)));
            list.splice(0..0, opened.iter().cloned());
        };
        add(&mut self.known.borrow_mut());
        OPENED.with_borrow_mut(add);
        self.choose(first);
        Ok(())
    }

    /// Takes a certificate for what is signed here, and shows it.
    fn choose(&self, chosen: Option<Rc<Open>>) {
        let words = &self.words;
        for choice in dom::all_in(&self.choices, ".choice") {
            choice.remove();
        }
        let known = self.known.borrow();
        dom::show(&self.choices, !known.is_empty());
        for open in known.iter() {
            let certificate = &open.certificate;
            let until = words.day_of(certificate.not_after());
            let issuer = readable(&certificate.issuer_common_name()).into_owned();
            let args = [("issuer", (&issuer).into()), ("date", (&until).into())];
            let key = id(certificate);
            let input = tag(
                "input",
                &[
                    ("type", "radio"),
                    ("name", "certificate"),
                    ("id", &key),
                    ("value", &key),
                    ("data-field", "certificate"),
                ],
                &[],
            );
            if chosen.as_ref().is_some_and(|chosen| id(&chosen.certificate) == key) {
                dom::set(&input, "checked", "");
            }
            let label = tag(
                "label",
                &[("for", &key)],
                &[
                    &said("strong", &[], &readable(&certificate.common_name())),
                    &said("span", &[("class", "hint")], &words.message("certificate-choice-detail", &args)),
                ],
            );
            dom::append(&self.choices, &tag("div", &[("class", "choice")], &[&input, &label]));
        }
        dom::clear(&self.findings);
        if let Some(open) = &chosen {
            for finding in open.certificate.findings(format::now()) {
                let explanation = words.certificate_finding(&finding);
                let item = tag(
                    "li",
                    &[("class", "finding"), ("data-code", explanation.code)],
                    &[&said("p", &[], &explanation.message), &said("p", &[], &explanation.fix)],
                );
                dom::append(&self.findings, &item);
            }
            let _ = self.other.remove_attribute("open");
        }
        let checked = dom::find(&self.choices, "input[checked]");
        *self.chosen.borrow_mut() = chosen;
        drop(known);
        // The button that was pressed is folded away: the focus goes to what came of it.
        if let Some(checked) = checked.filter(|_| self.element.is_connected()) {
            dom::focus(&checked);
        }
    }
}

/// The certificate with this fingerprint, if it was opened or is kept.
pub async fn find(fingerprint: &str) -> Option<Rc<Open>> {
    known().await.into_iter().find(|open| id(&open.certificate) == fingerprint)
}

async fn known() -> Vec<Rc<Open>> {
    let kept = identity::kept().await;
    let mut known = OPENED.with_borrow(Clone::clone);
    for open in kept {
        if known.iter().all(|known| id(&known.certificate) != id(&open.certificate)) {
            known.push(open);
        }
    }
    known
}
