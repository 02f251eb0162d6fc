//! The certificates that this browser keeps: listed, used, erased.

mod request;

use std::rc::Rc;

use web_sys::Element;

use super::super::authenticator::{self, SealError};
use super::super::format;
use super::super::key;
use super::super::vault::{self, Kept, KeptKey, Owner, SealedKey, Vault};
use super::errors::Message;
use super::signer::{self, Candidate, OpenSigner, choice};
use super::{App, dom, language, leaving};
use crate::identity::{Certificate, Signer};

pub(super) use request::is_answered;

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
    request::set_up(app);
    // Nobody's choice in an earlier visit, which some browsers fill in again.
    dom::input("certificate-keep-plain").set_checked(false);
    wasm_bindgen_futures::spawn_local(remember(Rc::clone(app)));
}

/// What the form says about keeping.
pub(super) fn wanted() -> Keeping {
    match () {
        () if !dom::input("certificate-keep").checked() => Keeping::No,
        () if dom::input("certificate-keep-plain").checked() => Keeping::Browser,
        () => Keeping::Sealed,
    }
}

/// Makes a signer of a candidate, kept as it is to be; the message says why it is not.
pub(super) async fn open(app: &App, candidate: &Candidate) -> (OpenSigner, Option<Message>) {
    let certificate = candidate.key.certificate();
    let mut key = KeptKey::Browser(candidate.key.key().clone());
    let for_now = |key| OpenSigner::new(key, certificate.clone(), candidate.chain.clone());
    if candidate.keeping == Keeping::No {
        return (for_now(key), None);
    }
    if candidate.keeping == Keeping::Sealed {
        let Some(identity) = candidate.identity() else {
            // The key was let go of when somebody else of the same file was chosen.
            let again = Message::of("certificate-not-sealed").with("cause", "again");
            return (for_now(key), Some(again));
        };
        app.say("status-sealing", &[]);
        match SealedKey::seal(&identity).await {
            Ok(sealed) => key = KeptKey::Sealed(sealed),
            Err(error) => return (for_now(key), Some(refused("certificate-not-sealed", &error))),
        }
    }
    let before = known_as(app, &vault::fingerprint(certificate));
    let kept = Kept::certified(key, certificate.clone(), candidate.chain.clone());
    let kept = match &before {
        Some(before) => {
            Kept { place: before.place.clone(), used: before.used, made_here: before.made_here, ..kept }
        }
        None => kept,
    };
    if !keep(app, &kept).await {
        kept.key.dismiss().await;
        let key = KeptKey::Browser(candidate.key.key().clone());
        return (for_now(key), Some(Message::of("certificate-not-kept")));
    }
    if let Some(before) = before {
        before.key.dismiss().await;
    }
    let open = OpenSigner::kept(&kept);
    (open.unwrap_or_else(|| for_now(kept.key)), None)
}

/// What is kept of the certificate with this fingerprint.
fn known_as(app: &App, fingerprint: &str) -> Option<Kept> {
    app.kept.borrow().iter().find(|kept| kept.id == fingerprint).cloned()
}

/// What is kept of the certificate that is open.
fn known_of(app: &App, signer: &OpenSigner) -> Option<Kept> {
    app.kept.borrow().iter().find(|kept| signer.is_kept_as(&kept.id)).cloned()
}

/// As what, and where, was signed with this certificate last, where that is kept.
pub(super) fn place_of(app: &App, signer: &OpenSigner) -> [String; 3] {
    known_of(app, signer).map(|kept| kept.place).unwrap_or_default()
}

/// When the certificate that is open was used last, or since when it is kept, in words.
pub(super) fn last_use(app: &App, signer: &OpenSigner) -> Option<String> {
    known_of(app, signer).map(|kept| use_of(app, &kept))
}

fn use_of(app: &App, kept: &Kept) -> String {
    let (id, moment) = match kept.used {
        Some(used) => ("signer-known-used", used),
        None => ("signer-known-since", kept.since),
    };
    app.t(id, &[("date", format::day(app.language(), moment).as_str().into())])
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

/// Takes down that a kept certificate was used now, as what and where.
pub(super) async fn used(app: &App, signer: &OpenSigner, place: [String; 3]) {
    if let Some(kept) = known_of(app, signer) {
        let kept = Kept { place, used: Some(format::now()), ..kept };
        touch(app, &kept.chosen_now()).await;
        dom::set_text(&dom::by_id("signer-used"), &last_use(app, signer).unwrap_or_default());
    }
}

/// Takes down what was written as capacity and place of the certificate that is open.
pub(super) async fn placed(app: &App) {
    let (signer, place) = (app.signer.borrow().clone(), signer::place());
    let kept = signer.and_then(|signer| known_of(app, &signer));
    if let Some(kept) = kept.filter(|kept| kept.place != place) {
        touch(app, &Kept { place, ..kept }).await;
    }
}

/// Erases the certificate that is open, if it is kept; whether nothing of it is left.
pub(super) async fn forget_open(app: &App, signer: &OpenSigner) -> bool {
    // It may be kept though it was opened from its file.
    match known_as(app, &vault::fingerprint(signer.certificate())) {
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
    for kept in app.kept.borrow().iter() {
        if open.as_ref().is_some_and(|open| open.is_kept_as(&kept.id)) {
            continue;
        }
        let item = match &kept.owner {
            Owner::Certified(certificate, _) => known(app, kept, certificate),
            Owner::Requested { name, request, .. } => request::row(app, kept, name, request),
        };
        dom::set(&item, "data-key", &key_of(kept).to_string());
        dom::append(&list, &item);
        shown += 1;
    }
    let form_is_open = !dom::by_id("certificate-form").has_attribute("hidden");
    dom::show(&dom::by_id("signer-known"), shown > 0 && form_is_open);
    dom::show(&dom::by_id("request"), form_is_open);
}

/// What a row is found by, however the list changes: the start of its fingerprint.
fn key_of(kept: &Kept) -> u32 {
    kept.id.get(..8).and_then(|start| u32::from_str_radix(start, 16).ok()).unwrap_or_default()
}

fn known(app: &App, kept: &Kept, certificate: &Certificate) -> Element {
    let item = dom::clone_template("known-template");
    language::translate(app, &item);
    let name = signer::name_of(certificate);
    dom::fill(&item, "name", &name);
    let issuer = signer::issuer_of(certificate);
    let until = format::day(app.language(), certificate.not_after());
    let is_over = certificate.not_after() < format::now();
    let validity = if is_over { "certificate-expired-on" } else { "certificate-valid-until" };
    let facts = [
        ("issuer", app.t("certificate-kind-other", &[("issuer", issuer.as_str().into())])),
        ("validity", app.t(validity, &[("date", until.as_str().into())])),
        ("used", use_of(app, kept)),
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

/// Names each control after whom it is about.
fn label(app: &App, item: &Element, name: &str) {
    for control in dom::all_in(item, "[data-label]") {
        let id = control.get_attribute("data-label").unwrap_or_default();
        dom::set(&control, "aria-label", &app.t(&id, &[("name", name.into())]));
    }
}

/// Opens the vault, says how a certificate can be kept in it, and opens the certificate that was used last.
async fn remember(app: Rc<App>) {
    if key::subtle().is_some()
        && let Ok(vault) = Vault::open().await
    {
        *app.kept.borrow_mut() = vault.all().await.unwrap_or_default();
        *app.vault.borrow_mut() = Some(Rc::new(vault));
    }
    let [sealed, plain] = ["certificate-keep-sealed", "certificate-keep-plain"].map(dom::input);
    let offered = authenticator::is_offered().await;
    dom::enable(&sealed, offered);
    dom::show(&dom::by_id("certificate-keep-no-seal"), !offered);
    // A person may have been faster than the browser.
    if !plain.checked() {
        sealed.set_checked(offered);
        plain.set_checked(!offered);
    }
    if app.vault.borrow().is_none() {
        return;
    }
    // Who can sign today comes before who signed last.
    let now = format::now();
    let first = |is_wanted: &dyn Fn(&Certificate) -> bool| {
        app.kept.borrow().iter().find(|kept| kept.certificate().is_some_and(is_wanted)).cloned()
    };
    match first(&|certificate| certificate.is_valid_at(now)).or_else(|| first(&|_| true)) {
        Some(kept) if app.signer.borrow().is_none() && app.candidates.borrow().is_empty() => {
            utilise(&app, &kept, false).await;
        }
        _ => render(&app),
    }
}

/// Takes a kept certificate for the next signature; says so, and moves the focus on, where a person asked for it.
async fn utilise(app: &App, kept: &Kept, asked: bool) {
    let Some(signer) = OpenSigner::kept(kept) else {
        return;
    };
    signer::take_place(app, signer.certificate(), &kept.place);
    *app.signer.borrow_mut() = Some(Rc::new(signer));
    signer::render(app);
    app.refresh();
    if asked {
        let name = app.signer.borrow().as_ref().map(|signer| signer.name()).unwrap_or_default();
        app.say("status-certificate-open", &[("name", &name)]);
        dom::focus(&dom::by_id("signer-change"));
    }
    placed(app).await;
    signer::check_authority(app).await;
}

async fn act(app: Rc<App>, action: String, key: u32) {
    let kept = app.kept.borrow().iter().find(|kept| key_of(kept) == key).cloned();
    let Some(kept) = kept else {
        return;
    };
    match action.as_str() {
        "use" => {
            // The next visit begins with it, whether it signs now or not.
            let kept = kept.chosen_now();
            if !touch(&app, &kept).await {
                return;
            }
            utilise(&app, &kept, true).await;
        }
        "forget" => {
            if !is_agreed(&app, &kept) {
                return;
            }
            if let Some(certificate) = kept.certificate() {
                choice::forget(certificate);
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

/// Whether the person agrees that a key goes, where there is no other copy of it.
fn is_agreed(app: &App, kept: &Kept) -> bool {
    let question = match kept.certificate() {
        _ if !kept.made_here => return true,
        None => "request-forget-question",
        Some(_) => "key-forget-question",
    };
    let question = app.t(question, &[]);
    web_sys::window().is_some_and(|window| window.confirm_with_message(&question).unwrap_or_default())
}

/// Whether the certificate that is open may be forgotten.
pub(super) fn may_forget(app: &App, signer: &OpenSigner) -> bool {
    known_as(app, &vault::fingerprint(signer.certificate())).is_none_or(|kept| is_agreed(app, &kept))
}

/// Keeps a certificate in the place of what was known of it; whether it is kept.
async fn keep(app: &App, kept: &Kept) -> bool {
    change(app, async |vault| vault.keep(kept).await.is_ok()).await
}

/// Takes down the use of a certificate; whether it is kept still.
async fn touch(app: &App, kept: &Kept) -> bool {
    change(app, async |vault| vault.touch(kept).await.unwrap_or_default()).await
}

/// Erases a certificate; whether it is gone.
async fn forget(app: &App, kept: &Kept) -> bool {
    change(app, async |vault| vault.forget(kept).await.is_ok()).await
}

/// Changes what is in the vault, and takes up what is in it then, as other tabs are told to; what `made` says, `false`
/// without a vault.
async fn change(app: &App, made: impl AsyncFnOnce(&Vault) -> bool) -> bool {
    let vault = app.vault.borrow().clone();
    let Some(vault) = vault else {
        return false;
    };
    let answer = made(&vault).await;
    refresh(app, &vault).await;
    app.tabs.tell(leaving::KEYS);
    answer
}

/// What the rows of the list say, as far as it changes.
fn listed(app: &App) -> String {
    let open = app.signer.borrow().clone();
    let mut said = String::new();
    for kept in app.kept.borrow().iter() {
        if !open.as_ref().is_some_and(|open| open.is_kept_as(&kept.id)) {
            said += &kept.id;
            said += &kept.used.unwrap_or_default().to_string();
            said += protection(&kept.key);
        }
    }
    said
}

/// Lists what is in the vault now; whether that can be told.
async fn refresh(app: &App, vault: &Vault) -> bool {
    let Ok(all) = vault.all().await else {
        return false;
    };
    let before = listed(app);
    *app.kept.borrow_mut() = all;
    // Rows that stay the same are left alone: somebody may be about to press what is in one.
    if listed(app) != before {
        render(app);
    }
    true
}

/// Takes up what another tab kept, and lets go of what it forgot.
pub(super) async fn catch_up(app: &App) {
    let vault = app.vault.borrow().clone();
    let Some(vault) = vault else { return };
    if !refresh(app, &vault).await {
        return;
    }
    let Some(open) = app.signer.borrow().clone().filter(|open| open.is_kept()) else {
        return;
    };
    let now = match known_of(app, &open) {
        Some(kept) if open.has_key(&kept.key) => return,
        // Kept otherwise: by its holder alone, or by anybody.
        Some(kept) => OpenSigner::kept(&kept).map(Rc::new),
        None => None,
    };
    *app.signer.borrow_mut() = now;
    signer::render(app);
    app.refresh();
}

fn show_choice() {
    dom::show(&dom::by_id("certificate-keep-how"), dom::input("certificate-keep").checked());
}
