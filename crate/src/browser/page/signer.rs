//! Part 2: the certificate file, who it names, and in which capacity and where they sign.

pub(super) mod choice;
mod identity;

use std::cell::Cell;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::super::authenticator::SealError;
use super::super::blob::{self, ReadError};
use super::super::deriver::WebCryptoDeriver;
use super::super::vault::{self, Kept, KeptKey, Owner};
use super::super::{format, key};
use super::errors::Message;
use super::{App, dom, errors, files, remembered};
use crate::identity::{Certificate, Lookalike, Pkcs12Error, open as open_container};
use crate::limits;
use crate::words::readable;
use crate::xades::{Signatory, SignatoryError};

pub(super) use choice::{Candidate, Candidates};
pub(super) use identity::{check_authority, render};

/// A certificate whose key can be had.
pub(super) struct OpenSigner {
    certificate: Certificate,
    /// The certificates that came with it.
    chain: Vec<Certificate>,
    key: KeptKey,
    /// What it is kept as, if it is.
    kept: Option<String>,
    /// Its authority was looked for among those of the site, and is none of them.
    has_unknown_authority: Cell<bool>,
}

impl OpenSigner {
    /// A certificate that is open until the page is closed.
    pub(super) fn new(key: KeptKey, certificate: Certificate, chain: Vec<Certificate>) -> Self {
        Self { certificate, chain, key, kept: None, has_unknown_authority: Cell::default() }
    }

    /// A certificate that the browser keeps; `None` while there is none.
    pub(super) fn kept(kept: &Kept) -> Option<Self> {
        let Owner::Certified(certificate, chain) = &kept.owner else {
            return None;
        };
        let open = Self::new(kept.key.clone(), Certificate::clone(certificate), chain.clone());
        Some(Self { kept: Some(kept.id.clone()), ..open })
    }

    pub(super) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(super) fn name(&self) -> String {
        name_of(&self.certificate)
    }

    pub(super) fn is_kept_as(&self, id: &str) -> bool {
        self.kept.as_deref() == Some(id)
    }

    pub(super) fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether this is its key, as far as that can be told.
    pub(super) fn has_key(&self, key: &KeptKey) -> bool {
        self.key.is_as(key)
    }

    /// Whether its holder must be recognised at each signature.
    pub(super) fn is_sealed(&self) -> bool {
        matches!(self.key, KeptKey::Sealed(_))
    }

    /// The key, for the signatures that were asked for now.
    ///
    /// # Errors
    /// The authenticator did not give it.
    pub(super) async fn unlock(&self) -> Result<key::WebCryptoKey, SealError> {
        match &self.key {
            KeptKey::Browser(key) => Ok(key::WebCryptoKey::new(self.certificate.clone(), key.clone())),
            KeptKey::Sealed(sealed) => sealed.unseal(&self.certificate).await,
        }
    }
}

/// Whom a certificate names, fit to be shown.
pub(super) fn name_of(certificate: &Certificate) -> String {
    readable(&certificate.common_name()).into_owned()
}

/// Who issued a certificate, fit to be shown.
pub(super) fn issuer_of(certificate: &Certificate) -> String {
    readable(&certificate.issuer_common_name()).into_owned()
}

/// The fields of the signatory: the input's Id, and the message for one that is empty.
const FIELDS: &[(&str, &str)] = &[
    ("signer-role", "signer-role-missing"),
    ("signer-city", "signer-city-missing"),
    ("signer-postal-code", "signer-postal-code-missing"),
];

pub(super) fn set_up(app: &Rc<App>) {
    dom::listen(&dom::by_id("certificate-file"), "change", {
        let app = Rc::clone(app);
        move |_| choose_file(&app)
    });
    dom::listen(&dom::by_id("certificate-form"), "submit", {
        let app = Rc::clone(app);
        move |event| {
            event.prevent_default();
            wasm_bindgen_futures::spawn_local(open(Rc::clone(&app)));
        }
    });
    dom::listen(&dom::by_id("certificate-password-show"), "click", {
        let app = Rc::clone(app);
        move |_| show_password(&app, dom::input("certificate-password").type_() == "password")
    });
    dom::listen(&dom::by_id("certificate-cancel"), "click", {
        let app = Rc::clone(app);
        move |_| {
            forget_fields(&app);
            render(&app);
        }
    });
    let changing = Rc::clone(app);
    dom::listen(&dom::by_id("signer-change"), "click", move |_| {
        let app = &changing;
        dom::show(&dom::by_id("certificate-form"), true);
        dom::show(&dom::by_id("certificate-cancel"), true);
        remembered::render(app);
        dom::focus(&dom::by_id("certificate-file"));
    });
    dom::listen(&dom::by_id("signer-forget"), "click", {
        let app = Rc::clone(app);
        move |_| wasm_bindgen_futures::spawn_local(forget(Rc::clone(&app)))
    });
    dom::listen(&dom::by_id("signer-choice-other"), "click", {
        let app = Rc::clone(app);
        move |_| {
            *app.candidates.borrow_mut() = Rc::default();
            *app.signer.borrow_mut() = None;
            render(&app);
            app.refresh();
            dom::focus(&dom::by_id("certificate-file"));
        }
    });
    choice::set_up(app);
    for (field, _) in FIELDS {
        let app = Rc::clone(app);
        let input = dom::by_id(field);
        // Browsers fill in what was there before a reload, which may have been another person's.
        dom::input(field).set_value("");
        dom::listen(&input, "change", {
            let app = Rc::clone(&app);
            move |_| {
                let app = Rc::clone(&app);
                wasm_bindgen_futures::spawn_local(async move { remembered::placed(&app).await });
            }
        });
        dom::listen(&input, "input", move |_| {
            field_error(field, None);
            if app.signer.borrow().is_none() {
                // What is written while nobody is there is for whoever comes.
                *app.place_of.borrow_mut() = None;
            }
            files::say_what_is_next(&app);
            app.refresh();
        });
    }
}

/// Whether role, city and postal code are all filled.
pub(super) fn has_place() -> bool {
    FIELDS.iter().all(|(field, _)| !dom::input(field).value().trim().is_empty())
}

/// Fills city and postal code where they are empty.
pub(super) fn suggest_place(city: Option<&str>, postal_code: Option<&str>) {
    for (field, value) in [("signer-city", city), ("signer-postal-code", postal_code)] {
        let input = dom::input(field);
        if let Some(value) = value.map(str::trim).filter(|_| input.value().is_empty()) {
            input.set_value(value);
        }
    }
}

/// The signatory of the fields; where they are not right, says so at the field and moves there.
pub(super) fn signatory(app: &App) -> Option<Signatory> {
    let value = |index: usize| dom::input(FIELDS[index].0).value();
    match Signatory::new(&value(0), &value(1), &value(2), &app.config.country) {
        Ok(signatory) => Some(signatory),
        Err(error) => {
            let index = match error {
                SignatoryError::City => 1,
                SignatoryError::PostalCode => 2,
                SignatoryError::Role | SignatoryError::Country => 0,
            };
            let (field, missing) = FIELDS[index];
            let words = if value(index).trim().is_empty() {
                app.t(missing, &[])
            } else {
                app.t("signer-text-too-long", &[("limit", limits::SIGNATORY_CHARS.into())])
            };
            field_error(field, Some(&words));
            dom::focus(&dom::by_id(field));
            None
        }
    }
}

/// Role, city and postal code as they are written.
pub(super) fn place() -> [String; 3] {
    [0, 1, 2].map(|index| dom::input(FIELDS[index].0).value())
}

/// Fills the fields for a certificate, with what was written when it was used last, as far as it was. What a person
/// wrote stays, but never as another person's: nobody signs in the capacity of somebody else.
pub(super) fn take_place(app: &App, certificate: &Certificate, written: &[String; 3]) {
    let fingerprint = vault::fingerprint(certificate);
    let before = app.place_of.replace(Some(fingerprint.clone()));
    let is_anothers = before.is_some_and(|before| before != fingerprint);
    let title = || readable(&certificate.holder().title.unwrap_or_default()).into_owned();
    for (index, ((field, _), written)) in FIELDS.iter().zip(written).enumerate() {
        let input = dom::input(field);
        let is_role = index == 0;
        let value = if is_role && written.is_empty() { title() } else { written.clone() };
        if input.value().is_empty() || is_anothers && (is_role || !value.is_empty()) {
            input.set_value(&value);
            field_error(field, None);
        }
    }
}

/// Closes the certificate, and erases it where it is kept.
async fn forget(app: Rc<App>) {
    let signer = app.signer.borrow().clone().filter(|signer| remembered::may_forget(&app, signer));
    let Some(signer) = signer else {
        return;
    };
    *app.signer.borrow_mut() = None;
    let is_gone = remembered::forget_open(&app, &signer).await;
    choice::forget(signer.certificate());
    *app.candidates.borrow_mut() = Rc::default();
    forget_fields(&app);
    render(&app);
    let id = if is_gone { "status-certificate-forgotten" } else { "status-certificate-not-forgotten" };
    app.say(id, &[]);
    app.refresh();
    dom::focus(&dom::by_id("certificate-file"));
}

fn choose_file(app: &App) {
    errors::clear("signer");
    field_error("certificate-file", None);
    let file = dom::input("certificate-file").files().and_then(|files| files.get(0));
    let name = dom::by_id("certificate-file-name");
    match &file {
        Some(file) => {
            let _ = name.remove_attribute("data-l10n");
            dom::set_text(&name, &file.name());
            dom::input("certificate-username").set_value(&file.name());
            dom::focus(&dom::by_id("certificate-password"));
        }
        None => {
            dom::set(&name, "data-l10n", "files-none");
            dom::set_text(&name, &app.t("files-none", &[]));
        }
    }
    dom::enable(&dom::by_id("certificate-open"), file.is_some());
}

/// Opens the chosen container, hands its key to the browser, and forgets the rest.
async fn open(app: Rc<App>) {
    let Some(file) = dom::input("certificate-file").files().and_then(|files| files.get(0)) else {
        field_error("certificate-file", Some(&app.t("certificate-file-missing", &[])));
        return;
    };
    let name = file.name();
    let password = Zeroizing::new(dom::input("certificate-password").value());
    errors::clear("signer");
    field_error("certificate-password", None);
    if remembered::is_answered(&app, &file).await {
        forget_fields(&app);
        return;
    }
    app.say("status-opening-certificate", &[]);
    dom::enable(&dom::by_id("certificate-open"), false);
    let opened = open_file(&app, &file, &name, &password).await;
    drop(password);
    dom::enable(&dom::by_id("certificate-open"), true);
    match opened {
        Ok(mut found) if found.len() == 1 => {
            *app.candidates.borrow_mut() = Rc::default();
            if let Some(candidate) = found.pop() {
                adopt(&app, &candidate, &focus_next).await;
            }
        }
        Ok(found) => {
            let candidates = Rc::new(Candidates::new(found, &name));
            *app.candidates.borrow_mut() = Rc::clone(&candidates);
            *app.signer.borrow_mut() = None;
            match candidates.remembered() {
                Some(candidate) => {
                    let next = || {
                        candidates.settle();
                        focus_next();
                    };
                    adopt(&app, candidate, &next).await;
                }
                None => {
                    forget_fields(&app);
                    render(&app);
                    app.say("status-certificate-choice", &[]);
                    app.refresh();
                    choice::focus();
                }
            }
        }
        Err(refusal) => {
            files::say_what_is_next(&app);
            let input = dom::input("certificate-password");
            if refusal.is_about_the_password {
                // The words stand above the form; the field says that it is the one.
                dom::set(&input, "aria-invalid", "true");
                // Some browsers move the focus along: the message takes it afterwards.
                input.select();
            } else {
                input.set_value("");
            }
            refusal.message.show(&app, "signer", "certificate-error-title");
        }
    }
}

/// Makes the holder of a key the signer, moves the focus on by `next`, and says why their certificate is not kept as was
/// wanted, if it is not. What comes after must not take the focus from somebody who writes.
async fn adopt(app: &App, candidate: &Candidate, next: &dyn Fn()) {
    let (signer, not_kept) = remembered::open(app, candidate).await;
    let name = signer.name();
    take_place(app, signer.certificate(), &remembered::place_of(app, &signer));
    *app.signer.borrow_mut() = Some(Rc::new(signer));
    forget_fields(app);
    render(app);
    app.say("status-certificate-open", &[("name", &name)]);
    app.refresh();
    next();
    if let Some(message) = not_kept {
        message.show(app, "signer", "certificate-not-kept-title");
    }
    remembered::placed(app).await;
    check_authority(app).await;
}

/// Moves the focus to the first field of the signatory that is empty.
fn focus_next() {
    let next = FIELDS.iter().find(|(field, _)| dom::input(field).value().trim().is_empty());
    dom::focus(&dom::by_id(next.map_or("signer-change", |(field, _)| field)));
}

/// Why a container was not opened.
struct Refusal {
    /// Another password would help.
    is_about_the_password: bool,
    message: Message,
}

impl Refusal {
    fn new(app: &App, error: &Pkcs12Error, name: &str) -> Self {
        let (variable, value) = app.words().container_value(error);
        let message = Message::of(error.code()).with("name", &readable(name)).with(variable, &value);
        let message = message.fact("detail-code", error.code());
        Self { is_about_the_password: error.is_about_the_password(), message }
    }

    fn of(id: &str, name: &str) -> Self {
        Self { is_about_the_password: false, message: Message::of(id).with("name", name) }
    }
}

/// Opens a container and hands its keys to the browser: those of certificates that are valid now, or all.
async fn open_file(
    app: &App,
    file: &web_sys::File,
    name: &str,
    password: &str,
) -> Result<Vec<Candidate>, Refusal> {
    let refused = |error| Refusal::new(app, &error, name);
    let bytes = match blob::read_small(file, limits::PKCS12_BYTES).await {
        Ok(bytes) => bytes,
        Err(ReadError::Refused(())) => return Err(refused(Pkcs12Error::NotPkcs12(Lookalike::TooLarge))),
        Err(ReadError::Unreadable) => return Err(refused(Pkcs12Error::Damaged)),
    };
    let mut identities = open_container(&bytes, password, &WebCryptoDeriver).await.map_err(refused)?;
    let now = format::now();
    if identities.iter().any(|identity| identity.certificate().is_valid_at(now)) {
        identities.retain(|identity| identity.certificate().is_valid_at(now));
    }
    let mut found = Vec::with_capacity(identities.len());
    let mut problem = None;
    for identity in identities {
        match key::WebCryptoKey::import(&identity).await {
            Ok(key) => found.push(Candidate::new(key, identity, remembered::wanted())),
            Err(error) => problem = Some(error),
        }
    }
    match problem {
        Some(key::ImportError::InsecurePage) => Err(Refusal::of("certificate-error-insecure-page", name)),
        Some(key::ImportError::Refused) if found.is_empty() => {
            Err(Refusal::of("certificate-error-browser", name))
        }
        _ => Ok(found),
    }
}

/// Empties what was typed and chosen to open a certificate, and hides what will be typed next.
fn forget_fields(app: &App) {
    for id in ["certificate-file", "certificate-password", "certificate-username"] {
        dom::input(id).set_value("");
    }
    let name = dom::by_id("certificate-file-name");
    dom::set(&name, "data-l10n", "files-none");
    dom::enable(&dom::by_id("certificate-open"), false);
    dom::input("certificate-keep").set_checked(false);
    dom::show(&dom::by_id("certificate-keep-how"), false);
    show_password(app, false);
    field_error("certificate-password", None);
    errors::clear("signer");
}

fn show_password(app: &App, shown: bool) {
    dom::input("certificate-password").set_type(if shown { "text" } else { "password" });
    let id = if shown { "certificate-password-hide" } else { "certificate-password-show" };
    let button = dom::by_id("certificate-password-show");
    dom::set(&button, "data-l10n", id);
    dom::set(&button, "data-l10n-attr", &format!("aria-label:{id}.label"));
    dom::set_text(&button, &app.t(id, &[]));
    dom::set(&button, "aria-label", &app.words().attribute(id, "label", &[]).unwrap_or_default());
}

/// Says at a field what is wrong with it, or takes that back.
pub(super) fn field_error(field: &str, words: Option<&str>) {
    let error = dom::by_id(&format!("{field}-error"));
    dom::show(&error, words.is_some());
    dom::set_text(&error, words.unwrap_or_default());
    let input = dom::by_id(field);
    match words {
        Some(_) => dom::set(&input, "aria-invalid", "true"),
        None => drop(input.remove_attribute("aria-invalid")),
    }
}
