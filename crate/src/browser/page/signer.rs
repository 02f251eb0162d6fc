//! Part 2: the certificate file, who it names, and in which capacity and where they sign.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::super::authenticator::SealError;
use super::super::vault::KeptKey;
use super::super::{blob, format, key};
use super::errors::Message;
use super::{App, dom, errors, files, remembered};
use crate::identity::{self, Certificate, Identity, KeyUsage, Lookalike, Pkcs12Error};
use crate::limits;
use crate::xades::{Signatory, SignatoryError};

/// Days before its end from which a certificate's end is announced.
const EXPIRY_NOTICE_DAYS: u64 = 60;
const DAY: u64 = 86_400;

/// A certificate whose key can be had.
pub(super) struct OpenSigner {
    certificate: Certificate,
    key: KeptKey,
    /// What it is kept as, if it is.
    kept: Option<String>,
    /// The last name that was signed with, if it was another.
    previous: Option<String>,
}

impl OpenSigner {
    /// A certificate that is open until the page is closed.
    pub(super) fn new(app: &App, key: KeptKey, certificate: Certificate) -> Self {
        let previous = app.signer.borrow().as_ref().map(|signer| signer.name());
        Self { certificate, key, kept: None, previous }
    }

    /// A certificate that the browser keeps.
    pub(super) fn kept(app: &App, key: KeptKey, certificate: Certificate, id: &str) -> Self {
        Self { kept: Some(id.to_owned()), ..Self::new(app, key, certificate) }
    }

    pub(super) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(super) fn name(&self) -> String {
        self.certificate.common_name()
    }

    pub(super) fn is_kept_as(&self, id: &str) -> bool {
        self.kept.as_deref() == Some(id)
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
        move |_| toggle_password(&app)
    });
    dom::listen(&dom::by_id("certificate-cancel"), "click", {
        let app = Rc::clone(app);
        move |_| {
            forget_fields();
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
    for (field, _) in FIELDS {
        let app = Rc::clone(app);
        dom::listen(&dom::by_id(field), "input", move |_| {
            field_error(field, None);
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

/// Fills the fields with what was written the last time; what is in them stays.
pub(super) fn restore_place(place: &[String; 3]) {
    for ((field, _), value) in FIELDS.iter().zip(place) {
        let input = dom::input(field);
        if input.value().is_empty() {
            input.set_value(value);
        }
    }
}

/// Closes the certificate, and erases it where it is kept.
async fn forget(app: Rc<App>) {
    let Some(signer) = app.signer.borrow_mut().take() else {
        return;
    };
    let is_gone = remembered::forget_open(&app, &signer).await;
    forget_fields();
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
    app.say("status-opening-certificate", &[]);
    dom::enable(&dom::by_id("certificate-open"), false);
    let opened = open_file(&app, &file, &name, &password).await;
    dom::enable(&dom::by_id("certificate-open"), true);
    match opened {
        Ok((signer, not_kept)) => {
            let name = signer.name();
            *app.signer.borrow_mut() = Some(Rc::new(signer));
            forget_fields();
            render(&app);
            app.say("status-certificate-open", &[("name", &name)]);
            app.refresh();
            let next = FIELDS.iter().find(|(field, _)| dom::input(field).value().trim().is_empty());
            dom::focus(&dom::by_id(next.map_or("signer-change", |(field, _)| field)));
            if let Some(message) = not_kept {
                message.show(&app, "signer", "certificate-not-kept-title");
            }
        }
        Err(message) => {
            files::say_what_is_next(&app);
            let at_password = matches!(message, Refusal::Password(_));
            let (Refusal::Password(message) | Refusal::Other(message)) = message;
            if at_password {
                // The words stand above the form; the field says that it is the one.
                let input = dom::input("certificate-password");
                dom::set(&input, "aria-invalid", "true");
                // Some browsers move the focus along: the message takes it afterwards.
                input.select();
            }
            message.show(&app, "signer", "certificate-error-title");
        }
    }
}

/// Why a container was not opened.
enum Refusal {
    /// The password is not the right one.
    Password(Message),
    Other(Message),
}

async fn open_file(
    app: &App,
    file: &web_sys::File,
    name: &str,
    password: &str,
) -> Result<(OpenSigner, Option<Message>), Refusal> {
    let other = |id: &str| Refusal::Other(Message::of(id).with("name", name));
    if file.size() == 0.0 {
        return Err(other("certificate-error-empty"));
    }
    if file.size() > f64::from(u32::try_from(limits::PKCS12_BYTES).unwrap_or(u32::MAX)) {
        let size = app.words().size(format::seconds(file.size()));
        return Err(Refusal::Other(
            Message::of("certificate-error-too-large").with("name", name).with("size", &size),
        ));
    }
    let bytes = blob::read_whole(file).await.map_err(|_| other("certificate-error-damaged"))?;
    let bytes = Zeroizing::new(bytes);
    if bytes.trim_ascii_start().starts_with(b"<?xml") {
        return Err(other("certificate-error-is-pes"));
    }
    let identities =
        identity::open(&bytes, password).map_err(|error| refusal(&error, &bytes, name, password))?;
    let identity = choose(identities).map_err(|count| {
        Refusal::Other(
            Message::of("certificate-error-several-keys")
                .with("name", name)
                .with("count", &count.to_string()),
        )
    })?;
    remembered::open(app, &identity, remembered::wanted()).await.map_err(|error| match error {
        key::ImportError::InsecurePage => other("certificate-error-insecure-page"),
        key::ImportError::Refused => other("certificate-error-browser"),
    })
}

/// The one identity that is valid now; the number of candidates if there is more than one.
fn choose(mut identities: Vec<Identity>) -> Result<Identity, usize> {
    let now = format::now();
    let valid = |identity: &Identity| is_valid_at(identity.certificate(), now);
    if identities.len() > 1 {
        identities.retain(valid);
    }
    let count = identities.len();
    match identities.pop() {
        Some(identity) if count == 1 => Ok(identity),
        _ => Err(count),
    }
}

pub(super) fn is_valid_at(certificate: &Certificate, time: u64) -> bool {
    (certificate.not_before()..=certificate.not_after()).contains(&time)
}

fn refusal(error: &Pkcs12Error, bytes: &[u8], name: &str, password: &str) -> Refusal {
    let of = |id: &str| Message::of(id).with("name", name).fact("detail-code", error.code());
    let is_key = memchr::memmem::find(bytes, b"PRIVATE KEY").is_some();
    let id = match error {
        Pkcs12Error::WrongPassword if password.is_empty() => {
            return Refusal::Password(of("certificate-error-password-empty"));
        }
        Pkcs12Error::WrongPassword => return Refusal::Password(of("certificate-error-password")),
        Pkcs12Error::NotPkcs12(Lookalike::Pem) if is_key => "certificate-error-is-pem-key",
        Pkcs12Error::NotPkcs12(Lookalike::Certificate | Lookalike::Pem | Lookalike::Pkcs7) => {
            "certificate-error-is-certificate"
        }
        Pkcs12Error::NotPkcs12(Lookalike::JavaKeyStore) => "certificate-error-is-java-keystore",
        Pkcs12Error::NotPkcs12(Lookalike::Unknown) => "certificate-error-not-a-certificate",
        Pkcs12Error::Damaged => "certificate-error-damaged",
        Pkcs12Error::Unsupported | Pkcs12Error::TooLong => {
            return Refusal::Other(of("certificate-error-unsupported").with("algorithm", "?"));
        }
        Pkcs12Error::NoPrivateKey => "certificate-error-no-key",
        Pkcs12Error::NoCertificate => "certificate-error-no-certificate",
        Pkcs12Error::NotRsa => return Refusal::Other(of("certificate-error-not-rsa").with("algorithm", "?")),
        Pkcs12Error::TooWeak(bits) => {
            return Refusal::Other(of("certificate-error-too-weak").with("bits", &bits.to_string()));
        }
    };
    Refusal::Other(of(id))
}

/// Empties what was typed and chosen to open a certificate.
fn forget_fields() {
    for id in ["certificate-file", "certificate-password", "certificate-username"] {
        dom::input(id).set_value("");
    }
    let name = dom::by_id("certificate-file-name");
    dom::set(&name, "data-l10n", "files-none");
    dom::enable(&dom::by_id("certificate-open"), false);
    dom::input("certificate-keep").set_checked(false);
    dom::show(&dom::by_id("certificate-keep-how"), false);
    field_error("certificate-password", None);
    errors::clear("signer");
}

fn toggle_password(app: &App) {
    let input = dom::input("certificate-password");
    let hidden = input.type_() == "password";
    input.set_type(if hidden { "text" } else { "password" });
    let id = if hidden { "certificate-password-hide" } else { "certificate-password-show" };
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

/// Shows whose certificate is open.
pub(super) fn render(app: &App) {
    let signer = app.signer.borrow().clone();
    dom::show(&dom::by_id("certificate-form"), signer.is_none());
    dom::show(&dom::by_id("certificate-cancel"), false);
    dom::show(&dom::by_id("signer-identity"), signer.is_some());
    let file_name = dom::by_id("certificate-file-name");
    if file_name.has_attribute("data-l10n") {
        dom::set_text(&file_name, &app.t("files-none", &[]));
    }
    let findings = dom::by_id("signer-findings");
    let details = dom::by_id("signer-details");
    dom::clear(&findings);
    dom::clear(&details);
    remembered::render(app);
    let Some(signer) = signer else {
        return;
    };
    let certificate = signer.certificate();
    let language = app.language();
    let until = format::day(language, certificate.not_after());
    dom::set_text(&dom::by_id("signer-name"), &signer.name());
    let issuer = certificate.issuer_common_name();
    dom::set_text(
        &dom::by_id("signer-kind"),
        &app.t("certificate-kind-other", &[("issuer", issuer.as_str().into())]),
    );
    dom::set_text(&dom::by_id("signer-kind-use"), "");
    dom::set_text(
        &dom::by_id("signer-validity"),
        &app.t("certificate-valid-until", &[("date", until.as_str().into())]),
    );
    let kept = dom::by_id("signer-kept");
    dom::show(&kept, signer.kept.is_some());
    dom::set_text(&kept, &app.t(remembered::protection(&signer.key), &[]));
    show_findings(app, &findings, &signer, &until);
    let from = format::day(language, certificate.not_before());
    for (term, value) in [
        ("certificate-subject", certificate.subject()),
        ("certificate-issuer", certificate.issuer()),
        ("certificate-serial", certificate.serial()),
        ("certificate-valid-from", from),
        ("certificate-valid-to", until),
        ("certificate-fingerprint", hexadecimal(&certificate.sha256())),
    ] {
        errors::add_fact(&details, &app.t(term, &[]), &value);
    }
}

fn show_findings(app: &App, list: &web_sys::Element, signer: &OpenSigner, until: &str) {
    use crate::coded::Severity;
    let certificate = signer.certificate();
    let now = format::now();
    let from = format::day(app.language(), certificate.not_before());
    let left = certificate.not_after().saturating_sub(now) / DAY;
    let mut found = Vec::new();
    if now > certificate.not_after() {
        found.push(("certificate-expired", Severity::Blocking, vec![("date", until.into())]));
    } else if now < certificate.not_before() {
        found.push(("certificate-not-yet-valid", Severity::Blocking, vec![("date", from.as_str().into())]));
    } else if left < EXPIRY_NOTICE_DAYS {
        let args = vec![("days", left.into()), ("date", until.into())];
        found.push(("certificate-expires-soon", Severity::Attention, args));
    }
    if certificate.key_usage() == KeyUsage::Other {
        found.push(("certificate-no-signing-usage", Severity::Attention, Vec::new()));
    }
    let name = signer.name();
    if let Some(previous) = signer.previous.as_deref().filter(|previous| *previous != name) {
        let args = vec![("name", name.as_str().into()), ("previous", previous.into())];
        found.push(("certificate-other-signer", Severity::Attention, args));
    }
    for (code, severity, args) in found {
        let words = app.words().explain(code, &args);
        let shown = super::findings::Shown {
            words,
            severity,
            label: None,
            element: "",
            value: None,
            position: None,
            repair: None,
        };
        super::findings::add(app, list, &shown);
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
