//! The certificates that this browser keeps: listed, used, erased; and requests that wait for their certificate.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, HtmlInputElement, Url};

use super::super::authenticator::{self, SealError};
use super::super::js::describe;
use super::super::key;
use super::super::vault::{Kept, KeptKey, Owner, SealedKey, Vault};
use super::super::{blob, format};
use super::errors::Message;
use super::signer::{self, Candidate, OpenSigner};
use super::{App, dom, errors, language, leaving};
use crate::identity::{self, Applicant, Certificate, Signer};
use crate::limits;

/// How the person wants a certificate to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Until the page is closed.
    No,
    /// By the browser.
    Browser,
    /// By the browser, and used only with the consent of the machine's authenticator.
    Sealed,
}

pub(super) fn set_up(app: &Rc<App>) {
    dom::listen(&dom::by_id("certificate-keep"), "change", |_| show_choice());
    dom::listen(&dom::by_id("signer-known-list"), "click", {
        let app = Rc::clone(app);
        move |event| {
            if let Some((action, key)) = dom::activated(&event) {
                wasm_bindgen_futures::spawn_local(act(Rc::clone(&app), action, key));
            }
        }
    });
    dom::listen(&dom::by_id("signer-known-list"), "change", {
        let app = Rc::clone(app);
        move |event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some((input, (_, key))) = input.zip(dom::activated(&event)) {
                wasm_bindgen_futures::spawn_local(receive(Rc::clone(&app), input, key));
            }
        }
    });
    dom::listen(&dom::by_id("request-form"), "submit", {
        let app = Rc::clone(app);
        move |event| {
            event.prevent_default();
            wasm_bindgen_futures::spawn_local(request(Rc::clone(&app)));
        }
    });
    wasm_bindgen_futures::spawn_local(remember(Rc::clone(app)));
}

/// What the form says about keeping.
pub(super) fn wanted() -> Keeping {
    match () {
        () if !dom::input("certificate-keep").checked() => Keeping::No,
        () if dom::input("certificate-keep-sealed").checked() => Keeping::Sealed,
        () => Keeping::Browser,
    }
}

/// Makes a signer of a candidate, kept as it is to be; the message says why it is not.
pub(super) async fn open(app: &App, candidate: &Candidate) -> (OpenSigner, Option<Message>) {
    let certificate = candidate.key.certificate();
    let mut key = KeptKey::Browser(candidate.key.key().clone());
    let mut keeping = candidate.keeping;
    let mut problem = None;
    if keeping == Keeping::Sealed {
        app.say("status-sealing", &[]);
        let sealed = match candidate.identity() {
            Some(identity) => SealedKey::seal(&identity).await,
            None => Err(SealError::Failed(String::new())),
        };
        match sealed {
            Ok(sealed) => key = KeptKey::Sealed(sealed),
            Err(error) => {
                keeping = Keeping::No;
                problem = Some(refused("certificate-not-sealed", &error));
            }
        }
    }
    if keeping == Keeping::No {
        return (OpenSigner::new(app, key, certificate.clone()), problem);
    }
    let kept = Kept::certified(key, certificate.clone(), candidate.chain.clone());
    if keep(app, &kept).await {
        return (OpenSigner::kept(app, kept.key, certificate.clone(), &kept.id), None);
    }
    (OpenSigner::new(app, kept.key, certificate.clone()), Some(Message::of("certificate-not-kept")))
}

/// What an authenticator that gives nothing means.
pub(super) fn refused(id: &str, error: &SealError) -> Message {
    let cause = match error {
        SealError::Cancelled => "cancelled",
        SealError::Unsupported => "unsupported",
        SealError::Failed(_) => "failed",
    };
    let message = Message::of(id).with("cause", cause);
    match error {
        SealError::Failed(detail) => message.fact("detail-cause", detail),
        _ => message,
    }
}

/// Takes down when, as what and where a kept certificate was used.
pub(super) async fn used(app: &App, signer: &OpenSigner) {
    let kept = app.kept.borrow().iter().find(|kept| signer.is_kept_as(&kept.id)).cloned();
    if let Some(kept) = kept {
        keep(app, &Kept { place: signer::place(), used: format::now(), ..kept }).await;
    }
}

/// Erases the certificate that is open, if it is kept; whether nothing of it is left.
pub(super) async fn forget_open(app: &App, signer: &OpenSigner) -> bool {
    let kept = app.kept.borrow().iter().find(|kept| signer.is_kept_as(&kept.id)).cloned();
    match kept {
        Some(kept) => forget(app, &kept).await,
        None => true,
    }
}

/// Lists what is kept, but for the one that is open.
pub(super) fn render(app: &App) {
    let list = dom::by_id("signer-known-list");
    dom::clear(&list);
    let open = app.signer.borrow().clone();
    let mut shown = 0;
    for (index, kept) in app.kept.borrow().iter().enumerate() {
        if open.as_ref().is_some_and(|open| open.is_kept_as(&kept.id)) {
            continue;
        }
        let item = match &kept.owner {
            Owner::Certified(certificate, _) => known(app, kept, certificate),
            Owner::Requested { name, request, .. } => requested(app, kept, name, request),
        };
        dom::set(&item, "data-key", &index.to_string());
        dom::append(&list, &item);
        shown += 1;
    }
    let form_is_open = !dom::by_id("certificate-form").has_attribute("hidden");
    dom::show(&dom::by_id("signer-known"), shown > 0 && form_is_open);
    dom::show(&dom::by_id("request"), form_is_open);
}

fn known(app: &App, kept: &Kept, certificate: &Certificate) -> Element {
    let item = dom::clone_template("known-template");
    language::translate(app, &item);
    let name = certificate.common_name();
    let day = |time| format::day(app.language(), time);
    dom::fill(&item, "name", &name);
    let issuer = certificate.issuer_common_name();
    let facts = [
        ("issuer", app.t("certificate-kind-other", &[("issuer", issuer.as_str().into())])),
        (
            "validity",
            app.t("certificate-valid-until", &[("date", day(certificate.not_after()).as_str().into())]),
        ),
        ("used", app.t("signer-known-used", &[("date", day(kept.used).as_str().into())])),
        ("protection", app.t(protection(&kept.key), &[])),
    ];
    for (slot, text) in &facts {
        dom::fill(&item, slot, text);
    }
    label(app, &item, &name);
    item
}

/// How a key is protected, in words.
pub(super) fn protection(key: &KeptKey) -> &'static str {
    match key {
        KeptKey::Browser(_) => "certificate-kept",
        KeptKey::Sealed(_) => "certificate-kept-sealed",
    }
}

fn requested(app: &App, kept: &Kept, name: &str, request: &[u8]) -> Element {
    let item = dom::clone_template("request-template");
    language::translate(app, &item);
    dom::fill(&item, "name", name);
    let date = format::day(app.language(), kept.used);
    dom::fill(&item, "state", &app.t("request-waiting", &[("date", date.as_str().into())]));
    let link = dom::action(&item, "download");
    if let Some(address) = address_of(&identity::request_pem(request)) {
        dom::set(&link, "href", &address);
    }
    dom::set(&link, "download", "demande-de-certificat.csr");
    label(app, &item, name);
    item
}

/// Names each control after whom it is about.
fn label(app: &App, item: &Element, name: &str) {
    for control in dom::all_in(item, "[data-label]") {
        let id = control.get_attribute("data-label").unwrap_or_default();
        dom::set(&control, "aria-label", &app.t(&id, &[("name", name.into())]));
    }
}

/// Opens the vault, and the certificate that was used last.
async fn remember(app: Rc<App>) {
    let offered = authenticator::is_offered().await;
    dom::enable(&dom::by_id("certificate-keep-sealed"), offered);
    dom::show(&dom::by_id("certificate-keep-no-seal"), !offered);
    dom::input("certificate-keep-sealed").set_checked(offered);
    dom::input("certificate-keep-plain").set_checked(!offered);
    if key::subtle().is_none() {
        return;
    }
    let Ok(vault) = Vault::open().await else {
        return;
    };
    *app.kept.borrow_mut() = vault.all().await;
    *app.vault.borrow_mut() = Some(Rc::new(vault));
    let last = app.kept.borrow().iter().find(|kept| matches!(kept.owner, Owner::Certified(..))).cloned();
    match last {
        Some(kept) if app.signer.borrow().is_none() => utilise(&app, &kept).await,
        _ => render(&app),
    }
}

/// Takes a kept certificate for the next signature.
async fn utilise(app: &App, kept: &Kept) {
    let Owner::Certified(certificate, _) = &kept.owner else {
        return;
    };
    let signer = OpenSigner::kept(app, kept.key.clone(), Certificate::clone(certificate), &kept.id);
    *app.signer.borrow_mut() = Some(Rc::new(signer));
    signer::restore_place(&kept.place);
    signer::render(app);
    app.refresh();
    signer::check_authority(app).await;
}

async fn act(app: Rc<App>, action: String, index: u32) {
    let kept = usize::try_from(index).ok().and_then(|index| app.kept.borrow().get(index).cloned());
    let Some(kept) = kept else {
        return;
    };
    match action.as_str() {
        "use" => {
            utilise(&app, &kept).await;
            if let Some(signer) = app.signer.borrow().as_ref() {
                app.say("status-certificate-open", &[("name", &signer.name())]);
            }
            dom::focus(&dom::by_id("signer-change"));
        }
        "forget" => {
            // A key that was made here exists nowhere else.
            let is_made_here = matches!(kept.owner, Owner::Requested { .. });
            if is_made_here && !confirmed(&app.t("request-forget-question", &[])) {
                return;
            }
            let id = match forget(&app, &kept).await {
                true => "status-certificate-forgotten",
                false => "status-certificate-not-forgotten",
            };
            app.say(id, &[]);
            dom::focus(&dom::by_id("certificate-file"));
        }
        _ => {}
    }
}

fn confirmed(question: &str) -> bool {
    web_sys::window().is_some_and(|window| window.confirm_with_message(question).unwrap_or_default())
}

/// Keeps a certificate in the place of what was known of it; whether it is kept.
async fn keep(app: &App, kept: &Kept) -> bool {
    let vault = app.vault.borrow().clone();
    let Some(vault) = vault else {
        return false;
    };
    let is_kept = vault.keep(kept).await.is_ok();
    *app.kept.borrow_mut() = vault.all().await;
    app.tabs.tell(leaving::KEYS);
    is_kept
}

/// Takes up what another tab kept, and lets go of what it forgot.
pub(super) async fn catch_up(app: &App) {
    let vault = app.vault.borrow().clone();
    let Some(vault) = vault else { return };
    let before = app.kept.replace(vault.all().await);
    let gone = |id: &str| !app.kept.borrow().iter().any(|kept| kept.id == id);
    let open = app.signer.borrow().clone();
    if open.is_some_and(|open| before.iter().any(|kept| open.is_kept_as(&kept.id) && gone(&kept.id))) {
        *app.signer.borrow_mut() = None;
        signer::render(app);
        app.refresh();
    }
    render(app);
}

async fn forget(app: &App, kept: &Kept) -> bool {
    let vault = app.vault.borrow().clone();
    let Some(vault) = vault else {
        return false;
    };
    let is_gone = vault.forget(kept).await.is_ok();
    *app.kept.borrow_mut() = vault.all().await;
    app.tabs.tell(leaving::KEYS);
    render(app);
    is_gone
}

/// Makes a key pair and a request for a certificate, and offers the request.
async fn request(app: Rc<App>) {
    errors::clear("signer");
    let value = |id: &str| dom::input(id).value().trim().to_owned();
    let (name, organization) = (value("request-name"), value("request-organization"));
    for (field, is_missing) in
        [("request-name", name.is_empty()), ("request-organization", organization.is_empty())]
    {
        let words = is_missing.then(|| app.t(&format!("{field}-missing"), &[]));
        signer::field_error(field, words.as_deref());
        if is_missing {
            dom::focus(&dom::by_id(field));
            return;
        }
    }
    app.say("status-making-key", &[]);
    match make(&app, &name, &organization).await {
        Ok(true) => {
            for field in ["request-name", "request-organization"] {
                dom::input(field).set_value("");
            }
            render(&app);
            app.say("status-request-made", &[("name", &name)]);
            if let Some(link) = dom::all("#signer-known-list [data-action=\"download\"]").first() {
                dom::focus(link);
            }
        }
        Ok(false) => Message::of("request-error-not-kept").show(&app, "signer", "request-error-title"),
        Err(detail) => {
            let message = Message::of("request-error-browser").fact("detail-cause", &detail);
            message.show(&app, "signer", "request-error-title");
        }
    }
}

/// Whether the new key is kept; else what the browser said.
async fn make(app: &App, name: &str, organization: &str) -> Result<bool, String> {
    let failed = |error| describe(&error);
    let (key, spki) = key::generate().await.map_err(failed)?;
    // Two letters, where the signature has a name.
    let applicant = Applicant { name, organization, country: "FR" };
    let info = identity::request_info(&applicant, &spki);
    let request = identity::request(&info, &key::sign(&key, &info).await.map_err(failed)?);
    let owner = Owner::Requested { name: name.to_owned(), request, spki };
    Ok(keep(app, &Kept::requested(key, owner)).await)
}

/// Takes the certificate that an authority issued for a key made here.
async fn receive(app: Rc<App>, input: HtmlInputElement, index: u32) {
    errors::clear("signer");
    let kept = usize::try_from(index).ok().and_then(|index| app.kept.borrow().get(index).cloned());
    let file = input.files().and_then(|files| files.get(0));
    let (Some(kept), Some(file)) = (kept, file) else {
        return;
    };
    let Owner::Requested { spki, .. } = &kept.owner else {
        return;
    };
    let name = file.name();
    let fail = |id: &str| Message::of(id).with("name", &name).show(&app, "signer", "request-error-title");
    let is_small = file.size() <= format::float(crate::xml::as_u64(limits::PKCS12_BYTES));
    let bytes = if is_small { blob::read_whole(&file).await.ok() } else { None };
    let Some(Ok(certificates)) = bytes.map(|bytes| identity::read_certificates(&bytes)) else {
        return fail("request-error-no-certificate");
    };
    let is_own = |certificate: &Certificate| certificate.public_key().is_ok_and(|key| key.spki() == spki);
    let (mut own, chain): (Vec<_>, Vec<_>) = certificates.into_iter().partition(is_own);
    let Some(certificate) = own.pop() else {
        return fail("request-error-other-key");
    };
    let certified = Kept::certified(kept.key.clone(), certificate, chain);
    if !keep(&app, &certified).await {
        return fail("request-error-not-kept");
    }
    // Only now, for the key is in both. Should it stay, it is listed still.
    forget(&app, &kept).await;
    utilise(&app, &certified).await;
    if let Some(signer) = app.signer.borrow().as_ref() {
        app.say("status-certificate-open", &[("name", &signer.name())]);
    }
    dom::focus(&dom::by_id("signer-change"));
}

fn show_choice() {
    dom::show(&dom::by_id("certificate-keep-how"), dom::input("certificate-keep").checked());
}

fn address_of(text: &str) -> Option<String> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
