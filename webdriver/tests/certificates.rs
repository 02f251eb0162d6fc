//! Opening a certificate, and what can be wrong with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;
use std::time::{Duration, Instant};

use webdriver_journeys::accessibility::look_in_chromium;
use webdriver_journeys::containers::{self, SUCCESSOR};
use webdriver_journeys::devtools::effort;
use webdriver_journeys::material::{PASSWORD, Pes, SIGNER, bare_certificates, expired_certificate};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, alone, in_every_engine, journey};

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

/// Tries a certificate file that cannot do; then the page has to go on to a success.
fn is_refused(given: impl AsyncFnOnce(&Stage) -> std::path::PathBuf, message: &str, fix: &str) {
    journey(async |stage| {
        choose_pes(stage).await;
        let file = given(stage).await;
        stage.page.try_certificate(&file, PASSWORD).await;
        let view = stage.page.tells("signer", message).await;
        let error = view.error("signer").unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(error.message.contains(name), "it does not name the file: {error:?}");
        assert_eq!(error.fix, fix);
        assert!(!view.offers(names::SIGN_AND_SEND));
        goes_on_to_success(stage).await;
    });
}

#[test]
fn a_damaged_container_is_called_damaged() {
    is_refused(
        async |stage| {
            let whole = std::fs::read(&stage.demonstration.certificate).unwrap();
            stage.file("abime.p12", &whole[..whole.len() / 2])
        },
        "est abîmé ou incomplet",
        "Copiez-le à nouveau depuis son emplacement d’origine, ou téléchargez-le à nouveau.",
    );
}

fn bare(stage: &Stage, index: usize) -> std::path::PathBuf {
    bare_certificates(&stage.subfolder("bare"), &stage.demonstration.certificate)[index].clone()
}

const ONLY_A_CERTIFICATE: &str = "contient un certificat sans sa clé secrète";
const CHOOSE_THE_CONTAINER: &str = "Choisissez le fichier .p12 ou .pfx obtenu au même moment.";

#[test]
fn a_pem_certificate_is_told_from_a_container() {
    is_refused(async |stage| bare(stage, 0), ONLY_A_CERTIFICATE, CHOOSE_THE_CONTAINER);
}

#[test]
fn a_pem_certificate_with_words_before_it_is_told_from_a_container() {
    is_refused(async |stage| bare(stage, 2), ONLY_A_CERTIFICATE, CHOOSE_THE_CONTAINER);
}

#[test]
fn a_cer_certificate_is_told_from_a_container() {
    is_refused(async |stage| bare(stage, 1), ONLY_A_CERTIFICATE, CHOOSE_THE_CONTAINER);
}

#[test]
fn a_pes_in_the_place_of_the_certificate_is_recognised() {
    is_refused(
        async |stage| stage.pes("flux.xml", &Pes::small()),
        "est un fichier PES, ou un autre fichier XML, pas un certificat",
        "C’est peut-être le fichier à signer : déposez-le comme fichier PES, et choisissez ici le fichier .p12 ou .pfx du signataire.",
    );
}

#[test]
fn nothing_is_signed_with_an_expired_certificate() {
    journey(async |stage| {
        choose_pes(stage).await;
        let expired = expired_certificate(&stage.subfolder("expired"));
        let view = stage.page.open_certificate(Path::new(&expired), PASSWORD, "Maire").await;
        assert_eq!(view.signer.name, "Gaston ANCIEN");
        let finding = view.signer.findings.first().expect("the certificate is called expired");
        assert!(finding.message.starts_with("Ce certificat a expiré le 14/03/2023."), "{finding:?}");
        assert!(finding.fix.starts_with("Demandez un nouveau certificat."), "{finding:?}");

        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.tells("send", "Ce certificat a expiré le 14/03/2023.").await;
        assert_eq!(view.error("send").unwrap().title, "Le fichier n’est pas signé");
        assert!(view.jobs.is_empty() && stage.simulator.transactions().is_empty());

        stage.page.press(names::CHANGE).await;
        goes_on_to_success(stage).await;
    });
}

#[test]
fn containers_of_every_kind_open() {
    journey(async |stage| {
        let folder = stage.subfolder("containers");
        for container in containers::of_every_kind(&folder, &stage.demonstration.certificate) {
            stage.page.try_certificate(&container.file, container.password).await;
            let what = format!("the signer of {}", container.name);
            let view = stage.page.shows(&what, |view| !view.signer.name.is_empty()).await;
            assert_eq!(view.signer.name, SIGNER, "{}", container.name);
            assert_eq!(view.certificate.password, "");
            stage.page.press("Oublier ce certificat").await;
            stage.page.shows("the form", |view| view.offers(names::CERTIFICATE)).await;
        }
    });
}

/// Milliseconds that no task may take.
const LONGEST_TASK: f64 = 50.0;

#[test]
fn a_container_of_many_rounds_opens_and_the_page_stays_responsive() {
    alone(|| {
        journey(async |stage| {
            let folder = stage.subfolder("containers");
            let browser = stage.page.browser();
            let all = containers::of_every_kind(&folder, &stage.demonstration.certificate);
            for container in all.iter().filter(|container| container.name.contains("600 000")) {
                stage.page.choose(names::CERTIFICATE, &[&container.file]).await;
                stage.page.fill(names::PASSWORD, container.password).await;
                let button = stage.page.control(names::OPEN).await;
                effort(browser).await;
                let start = Instant::now();
                button.click().await.unwrap();
                // Looks so small that they do not keep the page busy themselves.
                while stage.page.run("return document.getElementById('signer-identity').hidden", vec![]).await
                    == true
                {
                    assert!(start.elapsed() < Duration::from_secs(60), "{} does not open", container.name);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                let longest = effort(browser).await.longest_task;
                println!(
                    "{} opened in {:.1?}; longest task {longest:.0} ms",
                    container.name,
                    start.elapsed()
                );
                assert!(longest <= LONGEST_TASK, "{}: a task of {longest:.0} ms", container.name);
                stage.page.press("Oublier ce certificat").await;
                stage.page.shows("the form", |view| view.offers(names::CERTIFICATE)).await;
            }
        });
    });
}

#[test]
fn of_several_certificates_in_one_file_one_is_chosen_and_remembered() {
    in_every_engine(async |stage| {
        choose_pes(stage).await;
        let file = containers::of_two_signers(&stage.subfolder("two"), &stage.demonstration.certificate);
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
        stage.page.press("Oublier ce certificat").await;
        stage.page.shows("the form", |view| view.choices.is_empty()).await;
        choose_pes(stage).await;
        goes_on_to_success(stage).await;
    });
}
