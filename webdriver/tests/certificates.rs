//! Opening a certificate, and what can be wrong with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use cross_checks::kinds::certificates;
use cross_checks::material as kinds;
use cross_checks::words::french;
use webdriver_journeys::accessibility::look_in_chromium;
use webdriver_journeys::containers::{SUCCESSOR, of_two_signers};
use webdriver_journeys::material::{PASSWORD, Pes, SIGNER};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
use webdriver_journeys::view::plain;

/// What the page has to go through to the end after whatever went wrong.
async fn goes_on_to_success(stage: &Stage) {
    let view = stage.sign_as_mayor().await;
    assert_eq!(view.signer.name, SIGNER);
    assert!(view.error("signer").is_none(), "{:?}", view.errors);
    stage.page.press(names::SIGN_AND_SEND).await;
    stage.page.reaches("novembre.xml", "2").await;
    stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;
}

async fn choose_pes(stage: &Stage) {
    stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
}

#[test]
fn after_a_wrong_password_the_right_one_opens_the_same_certificate() {
    in_every_engine(async |stage| {
        choose_pes(stage).await;
        let certificate = &stage.demonstration.certificate;
        stage.page.try_certificate(certificate, "un autre mot de passe").await;
        let view =
            stage.page.tells("signer", "Mot de passe incorrect pour certificat-demonstration.p12.").await;
        let error = view.error("signer").unwrap();
        assert_eq!(error.title, "Le certificat n’est pas ouvert");
        assert!(error.message.contains("au moment de le télécharger, pas celui du portail"), "{error:?}");
        assert!(error.fix.starts_with("Saisissez-le à nouveau"), "{error:?}");
        assert_eq!(view.certificate.file, "certificat-demonstration.p12", "the file stays chosen");
        assert!(view.file("novembre.xml").is_some(), "the PES stays");
        assert!(view.signer.name.is_empty());

        // Only the password is typed again.
        stage.page.fill(names::PASSWORD, PASSWORD).await;
        stage.page.press(names::OPEN).await;
        let view = stage.page.shows("the signer", |view| view.signer.name == SIGNER).await;
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        assert_eq!(view.certificate.password, "", "the password is still in the page");
        stage.page.fill(names::ROLE, "Maire").await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;
    });
}

#[test]
fn an_empty_password_is_asked_for_and_not_called_wrong() {
    journey(async |stage| {
        choose_pes(stage).await;
        stage.page.choose(names::CERTIFICATE, &[&stage.demonstration.certificate]).await;
        stage.page.press(names::OPEN).await;
        let view =
            stage.page.tells("signer", "certificat-demonstration.p12 est protégé par un mot de passe.").await;
        assert!(view.error("signer").unwrap().fix.starts_with("Saisissez celui que vous avez choisi"));
        goes_on_to_success(stage).await;
    });
}

#[test]
fn each_kind_of_certificate_is_named_and_what_speaks_against_one_is_told() {
    let all = certificates();
    journey(async |stage| {
        let mut wrong = Vec::new();
        for certificate in all {
            stage.page.try_certificate(&certificate.container, kinds::PASSWORD).await;
            let signer = stage.page.answers_a_certificate().await.signer;
            let (kind, kind_use) = certificate.kind_in_words();
            let findings = certificate.findings.iter();
            let seen = signer.findings.iter().map(|found| (found.message.clone(), found.fix.clone()));
            let is_right = signer.name == certificate.holder
                && (&signer.kind, &signer.kind_use) == (&plain(&kind), &plain(&kind_use))
                && findings.map(|found| (plain(&found.message), plain(&found.fix))).eq(seen);
            if !is_right {
                wrong.push(format!("{certificate:#?}: {signer:#?}"));
            }
            stage.page.press(names::FORGET).await;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn nothing_is_signed_with_a_certificate_outside_its_validity() {
    let codes = ["SIG-014", "SIG-015"];
    let blocking = certificates().iter().flat_map(|one| {
        one.findings.iter().filter(|finding| codes.contains(&finding.code)).map(move |finding| (one, finding))
    });
    let blocking: Vec<_> = blocking.collect();
    assert_eq!(blocking.len(), codes.len());
    journey(async |stage| {
        choose_pes(stage).await;
        for (certificate, finding) in &blocking {
            let view = stage.page.open_certificate(&certificate.container, kinds::PASSWORD, "Maire").await;
            assert_eq!(view.signer.name, certificate.holder);
            stage.page.press(names::SIGN_AND_SEND).await;
            let view = stage.page.tells("send", &plain(&finding.message)).await;
            let error = view.error("send").unwrap();
            assert_eq!(error.title, plain(&french("sign-error-title", &[])));
            assert_eq!(error.fix, plain(&finding.fix));
            assert!(view.jobs.is_empty() && stage.simulator.transactions().is_empty());
            stage.page.press(names::CHANGE).await;
        }
        goes_on_to_success(stage).await;
    });
}

#[test]
fn of_several_certificates_in_one_file_one_is_chosen_and_remembered() {
    in_every_engine(async |stage| {
        choose_pes(stage).await;
        let file = of_two_signers(&stage.subfolder("two"), &stage.demonstration.certificate);
        stage.page.try_certificate(&file, PASSWORD).await;
        let view = stage.page.shows("the choice", |view| view.choices.len() == 2).await;
        assert!(view.signer.name.is_empty() && view.choices.iter().all(|choice| !choice.chosen), "{view:#?}");
        assert!(!view.offers(names::SIGN_AND_SEND), "nobody has been chosen");
        for name in [SIGNER, SUCCESSOR] {
            let choice = view.choices.iter().find(|choice| choice.name.starts_with(name));
            assert!(choice.is_some_and(|choice| choice.name.contains("délivré par")), "{:?}", view.choices);
        }
        look_in_chromium(&stage.page, "a choice among certificates").await;
        let successor = view.choices.iter().find(|choice| choice.name.starts_with(SUCCESSOR)).unwrap();
        stage.page.press(&successor.name).await;
        stage.page.shows("the successor", |view| view.signer.name == SUCCESSOR).await;

        // The next time the choice is made already, and can be changed.
        stage.page.browser().client().refresh().await.unwrap();
        stage.page.shows("the page", |view| view.state == "ready").await;
        stage.page.try_certificate(&file, PASSWORD).await;
        let view = stage.page.shows("the successor", |view| view.signer.name == SUCCESSOR).await;
        let mayor = view.choices.iter().find(|choice| choice.name.starts_with(SIGNER)).unwrap();
        assert!(!mayor.chosen);
        stage.page.press(&mayor.name).await;
        stage.page.shows("the mayor", |view| view.signer.name == SIGNER).await;
        stage.page.press(names::FORGET).await;
        stage.page.shows("the form", |view| view.choices.is_empty()).await;
        choose_pes(stage).await;
        goes_on_to_success(stage).await;
    });
}
