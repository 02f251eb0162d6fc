//! S2low away, in trouble, or slow: the signed file is never lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use s2low_simulator::Fault;
use webdriver_journeys::judges::{accepted, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, journey};
use webdriver_journeys::view::View;

/// Signs and sends while S2low has a trouble.
async fn send_into(stage: &Stage, fault: Fault, message: &str) -> View {
    stage.expect_trouble();
    stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
    stage.sign_as_mayor().await;
    stage.simulator.set_fault(fault);
    stage.page.press(names::SIGN_AND_SEND).await;
    let view = stage.page.tells("send", message).await;
    assert!(view.file("novembre.xml").is_some() && !view.signer.name.is_empty(), "everything stays");
    view
}

/// The signed file can be downloaded while the trouble lasts, and sent once it is over.
async fn keeps_the_file_and_sends_it_later(stage: &Stage) {
    let signed = stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;
    let signed = std::fs::read(signed).unwrap();
    assert!(stage.simulator.transactions().is_empty());
    stage.simulator.set_fault(Fault::None);
    stage.page.press(names::RETRY).await;
    let view = stage.page.reaches("novembre.xml", "2").await;
    assert!(view.error("send").is_none(), "the error is still told: {:?}", view.errors);
    let transaction = stage.latest_transaction();
    accepted(&stage.simulator, transaction).await;
    assert_eq!(received(&stage.simulator, transaction), signed, "it was not signed anew");
}

/// Sends into a trouble in which S2low takes nothing; afterwards it works.
fn goes_through_after(fault: Fault, message: &str, fix: &str) {
    journey(async |stage| {
        let view = send_into(stage, fault, message).await;
        let error = view.error("send").unwrap();
        assert_eq!(error.title, "Le fichier n’est pas parti");
        assert!(error.fix.contains(fix), "{error:?}");
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Non envoyé");
        keeps_the_file_and_sends_it_later(stage).await;
    });
}

#[test]
fn a_file_goes_through_after_s2low_could_not_be_reached() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.take_s2low_away().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.tells("send", "S2low ne répond pas. Le fichier n’a pas été envoyé.").await;
        let error = view.error("send").unwrap();
        assert_eq!(error.title, "Le fichier n’est pas parti");
        assert!(error.fix.contains("Vérifiez la connexion au réseau."), "{error:?}");
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Non envoyé");
        stage.bring_s2low_back().await;
        keeps_the_file_and_sends_it_later(stage).await;
    });
}

#[test]
fn a_file_goes_through_after_a_failure_of_s2low() {
    goes_through_after(
        Fault::ServerError500,
        "S2low rencontre un problème de son côté (erreur 500).",
        "Réessayez dans quelques minutes. Le fichier signé est gardé ici.",
    );
}

#[test]
fn a_file_goes_through_after_a_lost_session() {
    goes_through_after(
        Fault::LoggedOut,
        "Votre session S2low est terminée, ou votre compte n’est pas reconnu.",
        "Connectez-vous à S2low dans un autre onglet, puis revenez ici et réessayez.",
    );
}

#[test]
fn a_file_goes_through_after_an_interrupted_upload() {
    journey(async |stage| {
        // More than what fits into buffers on the way, or all is sent before the connection breaks.
        let pes = heavy();
        stage.expect_trouble();
        stage.page.read(&[&stage.file("novembre.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.simulator.set_fault(Fault::UploadInterrupted { after: 3_000_000 });
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.tells("send", "La connexion s’est coupée pendant l’envoi").await;
        assert!(view.error("send").unwrap().fix.contains("puis réessayez"));
        assert!(stage.simulator.transactions().is_empty());
        stage.download(names::DOWNLOAD, &pes, 1).await;
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}

#[test]
fn when_the_answer_is_lost_the_page_says_that_s2low_may_have_the_file() {
    journey(async |stage| {
        let message =
            "La connexion s’est coupée après l’envoi, avant la réponse. S2low a peut-être reçu le fichier.";
        let view = send_into(stage, Fault::AnswerLost, message).await;
        let error = view.error("send").unwrap();
        assert_eq!(error.title, "Envoi à vérifier");
        assert!(error.fix.starts_with("Regardez dans S2low si le fichier y est."), "{error:?}");
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Envoi à vérifier");
        stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;

        // S2low had it: sending again does no harm, and says so.
        assert_eq!(stage.simulator.transactions().len(), 1);
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        stage.page.tells("send", "S2low a déjà ce fichier").await;
        assert_eq!(stage.simulator.transactions().len(), 1);
        accepted(&stage.simulator, stage.latest_transaction()).await;
    });
}

#[test]
fn a_slow_upload_shows_how_far_it_is_and_can_be_cancelled() {
    journey(async |stage| {
        let pes = heavy();
        stage.page.read(&[&stage.file("lourd.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.simulator.set_fault(Fault::SlowUpload { bytes_per_second: 400_000 });
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage
            .page
            .shows("how far the upload is", |view| {
                view.job("lourd.xml")
                    .is_some_and(|job| job.progress.contains(" Mo sur ") && !job.progress.starts_with("0 %"))
            })
            .await;
        let progress = &view.job("lourd.xml").unwrap().progress;
        assert!(!progress.starts_with("100 %"), "{progress}");

        stage.page.press("Annuler l’envoi de lourd.xml").await;
        let view = stage
            .page
            .shows("that it was cancelled", |view| {
                view.job("lourd.xml").is_some_and(|job| job.steps[2].words == "Envoi annulé")
            })
            .await;
        let job = view.job("lourd.xml").unwrap();
        assert_eq!(job.outcome, "L’envoi a été annulé avant la fin. S2low n’a pas le fichier.");
        assert!(job.next.starts_with("Le fichier signé est gardé ici"), "{}", job.next);
        assert_eq!(view.status, "L’envoi est annulé. Le fichier signé est gardé ici.");
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(stage.simulator.transactions().is_empty(), "S2low has it all the same");
        stage.download(names::DOWNLOAD, &pes, 1).await;

        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        stage.page.reaches("lourd.xml", "2").await;
        accepted(&stage.simulator, stage.latest_transaction()).await;
    });
}

/// A PES with an attachment of 12 MB.
fn heavy() -> Vec<u8> {
    let content = "QmlsYW4gZGUgbCdhbm7pZSAy".repeat(500_000);
    let attachment = format!(
        "  <PES_PJ>\n    <EnTetePES_PJ>\n      <IdVer V=\"1\"/>\n    </EnTetePES_PJ>\n    <PJ>\n      <Contenu>\n        <Fichier MIMEType=\"application/pdf\">{content}</Fichier>\n      </Contenu>\n      <IdUnique V=\"PJ1\"/>\n      <NomPJ V=\"bilan.pdf\"/>\n    </PJ>\n  </PES_PJ>\n</n:PES_Aller>"
    );
    Pes::small().with("</n:PES_Aller>", &attachment).bytes().to_vec()
}
