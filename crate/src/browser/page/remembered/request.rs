//! Keys that are made here: the request for a certificate, and the certificate that comes of it.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, HtmlInputElement, Url};

use super::super::super::js::describe;
use super::super::super::vault::{Kept, Owner};
use super::super::super::{blob, format, key};
use super::super::errors::{self, Message};
use super::super::{App, dom, language, signer};
use super::{forget, keep, key_of, label, render, utilise};
use crate::identity::{self, Applicant, Certificate};
use crate::limits;

pub(super) fn set_up(app: &Rc<App>) {
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
}

/// A request in the list of what is kept.
pub(super) fn row(app: &App, kept: &Kept, name: &str, request: &[u8]) -> Element {
    let item = dom::clone_template("request-template");
    language::translate(app, &item);
    dom::fill(&item, "name", name);
    let date = format::day(app.language(), kept.since);
    dom::fill(&item, "state", &app.t("request-waiting", &[("date", date.as_str().into())]));
    let link = dom::action(&item, "download");
    if let Some(address) = address_of(&identity::request_pem(request)) {
        dom::set(&link, "href", &address);
    }
    dom::set(&link, "download", "demande-de-certificat.csr");
    label(app, &item, name);
    item
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
        Ok(false) => Message::of("request-error-not-kept").show(&app, "signer", "request-make-error-title"),
        Err(detail) => {
            let message = Message::of("request-error-browser").fact("detail-cause", &detail);
            message.show(&app, "signer", "request-make-error-title");
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
async fn receive(app: Rc<App>, input: HtmlInputElement, key: u32) {
    errors::clear("signer");
    let kept = app.kept.borrow().iter().find(|kept| key_of(kept) == key).cloned();
    let file = input.files().and_then(|files| files.get(0));
    let (Some(kept), Some(file)) = (kept, file) else {
        return;
    };
    let Owner::Requested { spki, .. } = &kept.owner else {
        return;
    };
    let name = file.name();
    let fail = |id: &str| Message::of(id).with("name", &name).show(&app, "signer", "request-error-title");
    let Some(certificates) = certificates_in(&file).await else {
        return fail("request-error-no-certificate");
    };
    if let Err(id) = complete(&app, &kept, spki, certificates).await {
        fail(id);
    }
}

/// Takes the answer to a request that was chosen as if it were the signer's container; whether it is one.
pub(in super::super) async fn is_answered(app: &App, file: &Blob) -> bool {
    let waiting =
        app.kept.borrow().iter().filter(|kept| kept.certificate().is_none()).cloned().collect::<Vec<_>>();
    if waiting.is_empty() {
        return false;
    }
    let Some(certificates) = certificates_in(file).await else {
        return false;
    };
    for kept in waiting {
        if let Owner::Requested { spki, .. } = &kept.owner
            && complete(app, &kept, spki, certificates.clone()).await.is_ok()
        {
            return true;
        }
    }
    false
}

async fn certificates_in(file: &Blob) -> Option<Vec<Certificate>> {
    let bytes = blob::read_small(file, limits::PKCS12_BYTES).await.ok()?;
    identity::read_certificates(&bytes).ok()
}

/// Gives a key that was made here its certificate, and takes it for the next signature.
///
/// # Errors
/// The message that says why not.
async fn complete(
    app: &App,
    kept: &Kept,
    spki: &[u8],
    certificates: Vec<Certificate>,
) -> Result<(), &'static str> {
    let is_own = |certificate: &Certificate| certificate.public_key().is_ok_and(|key| key.spki() == spki);
    let (mut own, chain): (Vec<_>, Vec<_>) = certificates.into_iter().partition(is_own);
    let certificate = own.pop().ok_or("request-error-other-key")?;
    let certified = Kept { made_here: true, ..Kept::certified(kept.key.clone(), certificate, chain) };
    if !keep(app, &certified).await {
        return Err("request-error-not-kept");
    }
    // Only now, for the key is in both. Should it stay, it is listed still.
    forget(app, kept).await;
    utilise(app, &certified, true).await;
    Ok(())
}

fn address_of(text: &str) -> Option<String> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}
