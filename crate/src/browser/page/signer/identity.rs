//! Whose certificate is open: who, of what kind, until when, and what there is to be said before it signs.

use std::rc::Rc;

use super::super::super::format;
use super::super::super::verifier::WebCryptoVerifier;
use super::super::{App, dom, errors, findings, remembered};
use super::{OpenSigner, choice};
use crate::coded::Severity;
use crate::identity::{Finding, KeyKind};
use crate::words::{Explanation, readable};

/// Shows whose certificate is open.
pub(in super::super) fn render(app: &App) {
    let signer = app.signer.borrow().clone();
    let is_asked = signer.is_none() && app.candidates.borrow().is_empty();
    dom::show(&dom::by_id("certificate-form"), is_asked);
    dom::show(&dom::by_id("certificate-cancel"), false);
    dom::show(&dom::by_id("signer-identity"), signer.is_some());
    choice::render(app);
    let file_name = dom::by_id("certificate-file-name");
    if file_name.has_attribute("data-l10n") {
        dom::set_text(&file_name, &app.t("files-none", &[]));
    }
    let list = dom::by_id("signer-findings");
    let details = dom::by_id("signer-details");
    dom::clear(&list);
    dom::clear(&details);
    remembered::render(app);
    let Some(signer) = signer else {
        return;
    };
    let certificate = signer.certificate();
    let language = app.language();
    let until = format::day(language, certificate.not_after());
    dom::set_text(&dom::by_id("signer-name"), &signer.name());
    let holder = certificate.holder();
    let capacity = [&holder.title, &holder.organization].into_iter().flatten();
    let body = capacity.map(|part| readable(part).into_owned()).collect::<Vec<_>>().join(", ");
    dom::show(&dom::by_id("signer-body"), !body.is_empty());
    dom::set_text(&dom::by_id("signer-body"), &body);
    let issuer = super::issuer_of(certificate);
    let kind = certificate.kind().message();
    let args = [("issuer", issuer.as_str().into())];
    let kind_use = app.words().attribute(kind, "use", &args).unwrap_or_default();
    dom::set_text(&dom::by_id("signer-kind-use"), &kind_use);
    dom::set_text(
        &dom::by_id("signer-validity"),
        &app.t("certificate-valid-until", &[("date", until.as_str().into())]),
    );
    let said = app.t(kind, &args);
    dom::set_text(&dom::by_id("signer-kind"), &said);
    // Most kinds name the issuer themselves.
    let issued = if said.contains(&issuer) { String::new() } else { app.t("certificate-issued-by", &args) };
    dom::set_text(&dom::by_id("signer-issuer"), &issued);
    let kept = dom::by_id("signer-kept");
    dom::show(&kept, signer.kept.is_some());
    dom::set_text(&kept, &app.t(remembered::protection(&signer.key), &[]));
    dom::set_text(&dom::by_id("signer-used"), &remembered::last_use(app, &signer).unwrap_or_default());
    for finding in certificate.findings(format::now()) {
        show_finding(app, &list, app.words().certificate_finding(&finding), finding.code.severity());
    }
    if signer.has_unknown_authority.get() {
        let finding = Finding::unknown_authority(certificate);
        show_finding(app, &list, app.words().certificate_finding(&finding), finding.code.severity());
    }
    show_previous(app, &list, &signer);
    let key = match certificate.public_key().map(|key| key.kind()) {
        Ok(KeyKind::Rsa { bits }) => ["RSA ", &bits.to_string()].concat(),
        _ => String::new(),
    };
    for (term, value) in [
        ("certificate-surname", holder.surname.unwrap_or_default()),
        ("certificate-given-name", holder.given_name.unwrap_or_default()),
        ("certificate-organization", holder.organization.unwrap_or_default()),
        ("certificate-title", holder.title.unwrap_or_default()),
        ("certificate-subject", certificate.subject()),
        ("certificate-issuer", certificate.issuer()),
        ("certificate-serial", certificate.serial()),
        ("certificate-valid-from", format::day(language, certificate.not_before())),
        ("certificate-valid-to", until),
        ("certificate-key", key),
        (
            "certificate-usages",
            [certificate.usages().join(", "), certificate.extended_usages().join(", ")]
                .into_iter()
                .filter(|usages| !usages.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        ),
        ("certificate-policies", certificate.policies().join(", ")),
        ("certificate-fingerprint", certificate.fingerprint()),
    ] {
        if !value.is_empty() {
            errors::add_fact(&details, &app.t(term, &[]), &value);
        }
    }
}

/// Looks whether the authority of the certificate is one of the site's, where the site names any, and says so if not.
pub(in super::super) async fn check_authority(app: &App) {
    let signer = app.signer.borrow().clone();
    let (Some(signer), Some(authorities)) = (signer, app.config.authorities.clone()) else {
        return;
    };
    let between: Vec<_> = signer.chain.iter().collect();
    let (certificate, now) = (signer.certificate(), format::now());
    let is_known = authorities.believes_with(certificate, &between, now, &WebCryptoVerifier).await;
    signer.has_unknown_authority.set(!is_known);
    let is_open = app.signer.borrow().as_ref().is_some_and(|open| Rc::ptr_eq(open, &signer));
    if is_open && !is_known {
        render(app);
    }
}

/// Says when somebody else signed before.
fn show_previous(app: &App, list: &web_sys::Element, signer: &OpenSigner) {
    let name = signer.name();
    if let Some(previous) = app.last_signer.borrow().as_deref().filter(|previous| *previous != name) {
        let args = [("name", name.as_str().into()), ("previous", previous.into())];
        show_finding(app, list, app.words().explain("certificate-other-signer", &args), Severity::Attention);
    }
}

fn show_finding(app: &App, list: &web_sys::Element, words: Explanation, severity: Severity) {
    let shown = findings::Shown {
        words,
        severity,
        label: None,
        element: "",
        value: None,
        position: None,
        repair: None,
    };
    findings::add(app, list, &shown);
}
