//! S2low away, in trouble, or slow: the signed file is never lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use s2low_simulator::Fault;
use webdriver_journeys::accessibility::{look, look_in_chromium};
use webdriver_journeys::judges::{accepted, received};
use webdriver_journeys::material::{Pes, heavy};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey, journey_with_settings};
use webdriver_journeys::view::View;

/// Signs and sends while S2low has a trouble.
async fn send_into(stage: &Stage, fault: Fault, message: &str) -> View {
    stage.sends_into(fault, &stage.pes("novembre.xml", &Pes::full())).await;
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
    in_every_engine(async |stage| {
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
        "Aucun compte S2low ne correspond à votre certificat de connexion",
        "Vérifiez que vous avez choisi le bon certificat à la connexion",
    );
}

#[test]
fn a_file_goes_through_after_an_interrupted_upload() {
    journey(async |stage| {
        // More than what fits into buffers on the way, or all is sent before the connection breaks.
        let pes = heavy();
        stage
            .sends_into(Fault::UploadInterrupted { after: 3_000_000 }, &stage.file("novembre.xml", &pes))
            .await;
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
    in_every_engine(async |stage| {
        let message =
            "La connexion s’est coupée après l’envoi, avant la réponse. S2low a peut-être reçu le fichier.";
        let view = send_into(stage, Fault::AnswerLost, message).await;
        let error = view.error("send").unwrap();
        assert_eq!(error.title, "Envoi à vérifier");
        assert!(error.fix.starts_with("Regardez dans S2low si le fichier y est."), "{error:?}");
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Envoi à vérifier");
        look_in_chromium(&stage.page, "an outcome is unsure").await;
        stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;

        // S2low had it: sending again does no harm, and says so.
        assert_eq!(stage.simulator.transactions().len(), 1);
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        let view = stage
            .page
            .shows("that S2low has it", |view| {
                view.job("novembre.xml").is_some_and(|job| job.outcome.starts_with("S2low a bien le fichier"))
            })
            .await;
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Envoyé");
        assert!(view.error("send").is_none(), "{:?}", view.errors);
        let followed = view.followed("novembre.xml").unwrap();
        assert_eq!(followed.words, "Reçu par S2low, sans numéro connu ici");
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
        // What fits into the browser's buffer leaves at once, and nothing more before some of it is read: that must not
        // take long.
        stage.simulator.set_fault(Fault::SlowUpload { bytes_per_second: 500_000 });
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage
            .page
            .shows("how far the upload is", |view| {
                view.job("lourd.xml").is_some_and(|job| job.progress.contains(" par seconde, encore "))
            })
            .await;
        let progress = &view.job("lourd.xml").unwrap().progress;
        assert!(!progress.starts_with("100 %"), "{progress}");
        look(&stage.page, "an upload is running").await;

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

/// What the web server, or somebody before it, may answer in place of S2low.
const OTHER_ANSWERS: &[(Fault, &str, &str)] = &[
    (Fault::Portal, "Ce n’est pas S2low qui a répondu", "Le fichier n’est pas parti"),
    (Fault::ServerError(403), "S2low refuse l’accès à cette adresse", "Le fichier n’est pas parti"),
    (Fault::ServerError(404), "S2low n’est pas à l’adresse", "Le fichier n’est pas parti"),
    (Fault::ServerError(413), "Le serveur refuse un fichier de cette taille (", "Le fichier n’est pas parti"),
    (Fault::ServerError(502), "n’a pas eu sa réponse (erreur 502)", "Envoi à vérifier"),
    (
        Fault::ServerError(503),
        "S2low n’est pas disponible pour le moment (erreur 503)",
        "Le fichier n’est pas parti",
    ),
    (Fault::ServerError(418), "S2low a donné une réponse inattendue (418)", "Le fichier n’est pas parti"),
];

#[test]
fn each_answer_that_is_not_s2lows_is_told_for_what_it_is() {
    journey(async |stage| {
        let (first, message, _) = OTHER_ANSWERS[0];
        send_into(stage, first, message).await;
        for (fault, message, title) in OTHER_ANSWERS {
            stage.simulator.set_fault(*fault);
            stage.page.press(names::RETRY).await;
            let view = stage.page.tells("send", message).await;
            assert_eq!(view.error("send").unwrap().title, *title, "{fault:?}");
            let job = view.job("novembre.xml").unwrap();
            assert!(job.outcome.contains(message), "the row says something else: {}", job.outcome);
        }
        keeps_the_file_and_sends_it_later(stage).await;
    });
}

#[test]
fn an_answer_that_breaks_off_is_in_doubt_and_the_next_attempt_settles_it() {
    journey(async |stage| {
        let message = "S2low a répondu autre chose que ce que la page attend.";
        let view = send_into(stage, Fault::AnswerCut(40), message).await;
        assert_eq!(view.error("send").unwrap().title, "Envoi à vérifier");
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        stage.page.shows("that S2low has it", arrived).await;
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

fn arrived(view: &View) -> bool {
    view.job("novembre.xml").is_some_and(|job| job.outcome.starts_with("S2low a bien le fichier"))
}

#[test]
fn a_short_trouble_passes_without_anybody_doing_anything() {
    journey(async |stage| {
        stage.sends_into(Fault::ServerError(503), &stage.pes("novembre.xml", &Pes::full())).await;
        stage.tries_again("novembre.xml").await;
        stage.simulator.set_fault(Fault::None);
        let view = stage.page.reaches("novembre.xml", "2").await;
        assert!(view.errors.is_empty(), "{:?}", view.errors);
    });
}

#[test]
fn an_answer_lost_once_is_found_out_by_the_page_itself() {
    journey(async |stage| {
        stage.sends_into(Fault::AnswerLost, &stage.pes("novembre.xml", &Pes::full())).await;
        stage.tries_again("novembre.xml").await;
        stage.simulator.set_fault(Fault::None);
        let view = stage.page.shows("that S2low has it", arrived).await;
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn waiting_for_the_next_attempt_can_be_cancelled() {
    journey(async |stage| {
        stage.sends_into(Fault::ServerError(503), &stage.pes("novembre.xml", &Pes::full())).await;
        stage.page.press("Annuler l’envoi de novembre.xml").await;
        stage
            .page
            .shows("that it was cancelled", |view| {
                view.job("novembre.xml").is_some_and(|job| job.steps[2].words == "Envoi annulé")
            })
            .await;
        keeps_the_file_and_sends_it_later(stage).await;
    });
}

#[test]
fn of_three_files_the_one_that_fails_does_not_stop_the_rest_and_each_has_its_result() {
    journey(async |stage| {
        stage.expect_trouble();
        let files = [
            stage.pes("un.xml", &Pes::full()),
            stage.file("lourd.xml", heavy()),
            stage.pes("trois.xml", &Pes::full().with("_001.xml", "_009.xml")),
        ];
        stage.page.read(&[&files[0], &files[1], &files[2]]).await;
        stage.sign_as_mayor().await;
        stage.simulator.set_fault(Fault::UploadInterrupted { after: 3_000_000 });
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("un.xml", "2").await;
        let view = stage.page.shows("the last file, sent", |view| view.followed("trois.xml").is_some()).await;
        for name in ["un.xml", "trois.xml"] {
            let outcome = &view.job(name).unwrap().outcome;
            assert!(outcome.starts_with("S2low a reçu le fichier"), "{outcome}");
        }
        assert_eq!(view.job("lourd.xml").unwrap().steps[2].words, "Non envoyé");
        assert!(
            view.job("lourd.xml").unwrap().outcome.starts_with("La connexion s’est coupée pendant l’envoi")
        );
        assert_eq!(stage.simulator.transactions().len(), 2);
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        stage.page.reaches("lourd.xml", "2").await;
    });
}

#[test]
fn a_server_that_takes_the_file_and_falls_silent_is_not_waited_for_forever() {
    journey_with_settings(
        |settings| settings["s2low"]["patience"] = serde_json::json!(2),
        async |stage| {
            let message = "S2low n’a pas répondu après 2 secondes, alors que tout le fichier était parti.";
            stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
            stage.sign_as_mayor().await;
            stage.expect_trouble();
            stage.simulator.set_fault(Fault::SlowAnswer(Duration::from_secs(7)));
            stage.page.press(names::SIGN_AND_SEND).await;
            let view = stage.page.tells("send", message).await;
            assert_eq!(view.error("send").unwrap().title, "Envoi à vérifier");
        },
    );
}

#[test]
fn a_clock_that_is_wrong_by_more_than_five_minutes_is_told() {
    journey(async |stage| {
        let told = "L’horloge de cet ordinateur retarde de";
        assert!(!stage.page.view().await.text.contains(told));
        stage.simulator.set_fault(Fault::Clock(3600));
        assert!(stage.reload().await.text.contains(told));
        stage.simulator.set_fault(Fault::Clock(-600));
        assert!(stage.reload().await.text.contains("L’horloge de cet ordinateur avance de"));
        stage.simulator.set_fault(Fault::Clock(120));
        assert!(!stage.reload().await.text.contains("L’horloge de cet ordinateur"));
    });
}
