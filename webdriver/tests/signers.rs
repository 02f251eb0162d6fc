//! Several people at one computer: each signs as who they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;

use cross_checks::kinds::{Certificate, certificates};
use cross_checks::material as kinds;
use webdriver_journeys::containers::{self, SUCCESSOR};
use webdriver_journeys::material::{PASSWORD, Pes, SIGNER, certificate_for_connections, certificate_named};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
use webdriver_journeys::view::View;

/// Opens a certificate to be kept for anybody; what the page shows then.
async fn keep(stage: &Stage, file: &Path, name: &str) -> View {
    stage.page.press(names::REMEMBER).await;
    stage.page.press(names::BY_ANYBODY).await;
    stage.page.try_certificate(file, PASSWORD).await;
    stage.page.shows("the signer", |view| view.signer.name == name).await
}

async fn change_to(stage: &Stage, name: &str) -> View {
    stage.page.press(names::CHANGE).await;
    stage.page.press(&format!("Utiliser le certificat de {name}")).await;
    stage.page.shows("the other signer", |view| view.signer.name == name).await
}

#[test]
fn nobody_signs_in_the_capacity_of_somebody_else() {
    in_every_engine(async |stage| {
        let folder = stage.subfolder("two");
        containers::of_two_signers(&folder, &stage.demonstration.certificate);
        let [mayor, successor] = [stage.demonstration.certificate.clone(), folder.join("other.p12")];
        // What is written before anybody is known stays.
        stage.page.fill(names::ROLE, "Maire").await;
        assert_eq!(keep(stage, &mayor, SIGNER).await.fields.role, "Maire");
        let view = stage.page.view().await;
        let city = view.fields.city.clone();
        assert!(!city.is_empty(), "the configuration names none");

        stage.page.press(names::CHANGE).await;
        let view = keep(stage, &successor, SUCCESSOR).await;
        assert_eq!(view.fields.role, "", "the mayor's capacity");
        assert_eq!(view.fields.city, city);
        stage.page.fill(names::ROLE, "Adjoint aux finances").await;

        assert_eq!(change_to(stage, SIGNER).await.fields.role, "Maire");
        // The next visit begins with whoever was taken last, though nothing was signed; and with their own capacity.
        let view = stage.reload().await;
        assert!(view.signer.name.is_empty() || view.signer.name == SIGNER);
        let view = stage.page.shows("the mayor", |view| view.signer.name == SIGNER).await;
        assert_eq!(view.fields.role, "Maire");
        assert!(view.text.contains("retenu le"), "{}", view.text);
        assert_eq!(change_to(stage, SUCCESSOR).await.fields.role, "Adjoint aux finances");
        stage.page.press(names::CHANGE).await;
        stage.page.press(&format!("Oublier le certificat de {SIGNER}")).await;
        stage.page.shows("one less", |view| view.status.contains("oublié")).await;
        assert_eq!(stage.page.view().await.signer.name, SUCCESSOR, "that of another was forgotten");

        // Somebody whose certificate is not kept signs, and the page is loaded anew: browsers fill in what stood there.
        stage.page.press(names::CHANGE).await;
        stage.page.open_certificate(&mayor, PASSWORD, "Maire").await;
        stage.page.browser().client().refresh().await.unwrap();
        let view = stage.page.shows("who is kept", |view| view.signer.name == SUCCESSOR).await;
        assert_eq!(view.fields.role, "Adjoint aux finances");
    });
}

#[test]
fn who_signed_last_is_told_when_another_certificate_is_open_and_not_before_it_signed() {
    journey(async |stage| {
        let folder = stage.subfolder("two");
        containers::of_two_signers(&folder, &stage.demonstration.certificate);
        let successor = folder.join("other.p12");
        stage.page.open_certificate(&successor, PASSWORD, "Adjoint").await;
        stage.page.press(names::CHANGE).await;
        let told = |view: &View| {
            view.signer.findings.iter().any(|finding| finding.message.contains("Le dernier fichier traité"))
        };
        let view = stage.sign_as_mayor().await;
        assert!(!told(&view), "nobody signed: {:?}", view.signer.findings);
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        stage.page.press(names::CHANGE).await;
        stage.page.try_certificate(&successor, PASSWORD).await;
        stage.page.shows("who signed last, at the same visit", told).await;

        stage.reload().await;
        stage.page.open_certificate(&successor, PASSWORD, "Adjoint").await;
        let view = stage.page.shows("who signed last", told).await;
        let finding = view.signer.findings.iter().find(|finding| finding.message.contains(SIGNER)).unwrap();
        assert!(finding.fix.contains(SUCCESSOR), "{finding:?}");
    });
}

#[test]
fn a_certificate_that_can_sign_comes_before_one_that_expired() {
    journey(async |stage| {
        let mayor = stage.demonstration.certificate.clone();
        keep(stage, &mayor, SIGNER).await;
        let is_expired = |one: &&Certificate| one.findings.iter().any(|finding| finding.code == "SIG-014");
        let expired = certificates().iter().find(is_expired).unwrap();
        stage.page.press(names::CHANGE).await;
        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.page.try_certificate(&expired.container, kinds::PASSWORD).await;
        let told = |view: &View| view.signer.findings.iter().any(|found| found.message.contains("a expiré"));
        stage.page.shows("that it expired", told).await;
        stage.reload().await;
        let view = stage.page.shows("the valid one", |view| view.signer.name == SIGNER && !told(view)).await;
        assert!(!view.text.contains("expiré depuis le"), "{}", view.text);
        stage.page.press(names::CHANGE).await;
        stage.page.shows("the other one", |view| view.text.contains("expiré depuis le")).await;
    });
}

#[test]
fn of_one_persons_certificates_it_is_told_which_does_not_sign() {
    journey(async |stage| {
        let folder = stage.subfolder("two");
        let other = certificate_for_connections(&folder);
        let file = containers::together(&folder, &stage.demonstration.certificate, &other);
        stage.page.try_certificate(&file, PASSWORD).await;
        let view = stage.page.shows("the choice", |view| view.choices.len() == 2).await;
        let told: Vec<bool> =
            view.choices.iter().map(|choice| choice.name.contains("n’est pas prévu pour signer")).collect();
        assert_eq!(told.iter().filter(|told| **told).count(), 1, "{:?}", view.choices);
        assert!(view.choices.iter().all(|choice| choice.name.starts_with(SIGNER)), "{:?}", view.choices);
    });
}

#[test]
fn a_name_that_would_turn_the_text_around_it_does_not() {
    journey(async |stage| {
        let shown = "Marie\u{fffd}TNOPUD";
        let file = certificate_named(&stage.subfolder("named"), "Marie\u{202e}TNOPUD");
        let open = keep(stage, &file, shown).await;
        stage.page.press(names::CHANGE).await;
        keep(stage, &stage.demonstration.certificate, SIGNER).await;
        stage.page.press(names::CHANGE).await;
        let listed = stage.page.shows("the list", |view| view.text.contains(shown)).await;
        for view in [&open, &listed] {
            assert!(!view.text.contains('\u{202e}') && view.text.matches(shown).count() > 1, "{}", view.text);
        }
        assert_eq!(open.fields.role, shown, "the capacity that the certificate names");
    });
}
