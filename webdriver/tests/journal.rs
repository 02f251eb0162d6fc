//! What the browser keeps: signed files until S2low has them, and what became of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use s2low_simulator::{Account, Acquit, Config, Fault};
use webdriver_journeys::accessibility::look;
use webdriver_journeys::devtools::on_paper;
use webdriver_journeys::judges::{accepted, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey, journey_on};
use webdriver_journeys::view::{Followed, View};

#[test]
fn a_file_that_was_only_signed_is_still_there_after_a_reload_and_can_be_sent() {
    in_every_engine(async |stage| {
        let pes = Pes::full();
        stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_ONLY).await;
        stage.page.shows("a signed file", |view| view.jobs.iter().any(|job| job.state == "done")).await;
        let signed = std::fs::read(stage.download(names::DOWNLOAD, pes.bytes(), 3).await).unwrap();

        stage.keeps(1).await;
        stage.reload().await;
        // What is kept is there a moment after the page can be used.
        let view = stage.page.shows("the signed file", |view| view.job("novembre.xml").is_some()).await;
        let job = view.job("novembre.xml").unwrap();
        assert!(
            job.outcome.contains("n’est pas encore envoyé. Il était gardé dans ce navigateur."),
            "{}",
            job.outcome
        );
        assert_eq!(job.steps[2].words, "Gardé, à envoyer");
        stage.page.press(names::SEND_NOW).await;
        let view = stage.page.reaches("novembre.xml", "2").await;
        let steps: Vec<&str> =
            view.job("novembre.xml").unwrap().steps.iter().map(|step| step.words.as_str()).collect();
        assert_eq!(steps, ["Signé", "Vérifié", "Envoyé"]);
        let transaction = stage.latest_transaction();
        accepted(&stage.simulator, transaction).await;
        assert_eq!(received(&stage.simulator, transaction), signed);

        stage.reload().await;
        let view = stage.page.reaches("novembre.xml", "2").await;
        assert!(view.jobs.is_empty(), "what S2low has is not kept: {:?}", view.jobs);
        let followed = view.followed("novembre.xml").unwrap();
        assert_eq!((followed.transaction.as_str(), followed.status.as_str()), ("transaction 1", "2"));
    });
}

#[test]
fn a_browser_killed_in_mid_upload_still_has_the_file_and_never_sends_it_twice() {
    journey(async |stage| {
        stage
            .sends_into(
                Fault::SlowUpload { bytes_per_second: 2_000 },
                &stage.pes("novembre.xml", &Pes::full()),
            )
            .await;
        stage.uploads("novembre.xml").await;
        stage.crash_the_browser().await;
        let view = stage.page.shows("the signed file", |view| view.job("novembre.xml").is_some()).await;
        let job = view.job("novembre.xml").unwrap();
        assert!(job.outcome.contains("Son envoi avait commencé"), "{}", job.outcome);
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::SEND_NOW).await;
        stage.page.shows("that it was sent", |view| view.followed("novembre.xml").is_some()).await;
        assert_eq!(stage.simulator.transactions().len(), 1);
        accepted(&stage.simulator, stage.latest_transaction()).await;
    });
}

#[test]
fn a_browser_killed_before_the_answer_learns_that_s2low_has_the_file() {
    journey(async |stage| {
        stage.sends_into(Fault::AnswerLost, &stage.pes("novembre.xml", &Pes::full())).await;
        stage.tries_again("novembre.xml").await;
        assert_eq!(stage.simulator.transactions().len(), 1);
        stage.crash_the_browser().await;
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::SEND_NOW).await;
        let view =
            stage.page.shows("that S2low has it", |view| view.followed("novembre.xml").is_some()).await;
        assert!(view.job("novembre.xml").unwrap().outcome.starts_with("S2low a bien le fichier"));
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn the_journal_is_saved_as_a_table_printed_as_receipts_and_erased() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        let sha256 = webdriver_journeys::judges::sha256(&received(&stage.simulator, 1));

        let table =
            std::fs::read_to_string(stage.page.download_as("Enregistrer le journal (CSV)", "csv").await)
                .unwrap();
        let lines: Vec<&str> = table.trim_start_matches('\u{FEFF}').lines().collect();
        assert!(
            lines[0].starts_with("\"Fichier\";\"Empreinte du fichier signé (SHA-256)\";\"Signataire\";"),
            "{table}"
        );
        let start = format!("\"novembre.xml\";\"{sha256}\";\"Élodie MARCHAND\";");
        assert!(lines[1].starts_with(&start) && lines[1].contains(";\"1\";\"Contrôlé"), "{table}");

        stage.page.press("Reçu").await;
        let view = stage.page.shows("the receipt", |view| view.text.contains("Reçu de signature")).await;
        assert!(view.text.contains(&sha256), "{}", view.text);
        stage.page.run("window.print = () => { window.printed = document.querySelectorAll('.receipt[data-print]').length }", vec![]).await;
        for paper in [true, false] {
            on_paper(stage.page.browser(), paper).await;
            let view = stage.page.view().await;
            assert!(view.text.contains("Reçu de signature") && view.text.contains(&sha256), "{}", view.text);
            for words in [
                "Fichiers PES",
                "Vérification",
                "Imprimer le reçu",
                "Actualiser",
                "Licences",
                "S2low : connecté",
            ] {
                assert_ne!(view.text.contains(words), paper, "{words}, on paper {paper}: {}", view.text);
            }
        }
        stage.page.press("Imprimer le reçu").await;
        assert_eq!(stage.page.run("return window.printed", vec![]).await, 1);

        stage.page.press("Effacer le journal").await;
        stage.page.shows("an empty list", |view| view.followed.is_empty()).await;
        assert!(stage.reload().await.followed.is_empty());
    });
}

#[test]
fn a_signed_file_that_nobody_wants_is_forgotten() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_ONLY).await;
        stage.page.shows("a signed file", |view| view.jobs.iter().any(|job| job.state == "done")).await;
        stage.page.press("Oublier ce fichier").await;
        let again = |view: &View| view.jobs.is_empty() && view.offers(names::SIGN_ONLY);
        stage.page.shows("that it can be signed anew", again).await;
        stage.page.press(names::SIGN_ONLY).await;
        stage.page.shows("a signed file", |view| view.jobs.iter().any(|job| job.state == "done")).await;
        stage.keeps(1).await;
        stage.reload().await;
        stage.page.press("Oublier ce fichier").await;
        stage.page.shows("no job", |view| view.jobs.is_empty()).await;
        assert!(stage.reload().await.jobs.is_empty());
        stage.keeps(0).await;
    });
}

#[test]
fn where_the_browser_keeps_nothing_the_person_is_told_and_the_file_still_goes() {
    in_every_engine(async |stage| {
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        let full =
            "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }";
        stage.page.run(full, vec![]).await;
        stage.page.press(names::SIGN_ONLY).await;
        let told = "Ce navigateur n’a pas pu garder novembre.xml";
        stage.page.shows(told, |view| view.status.starts_with(told)).await;
        stage.page.press(names::SEND_NOW).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}

/// The treasury answers as soon as S2low has the file.
fn at_once(config: &mut Config) {
    config.transmission_delay = Some(std::time::Duration::ZERO);
    config.acquit_delay = Some(std::time::Duration::ZERO);
}

/// A file signed, sent and answered, as the page shows it.
async fn answered(stage: &mut Stage) -> Followed {
    stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_AND_SEND).await;
    stage.page.reaches("novembre.xml", "8").await.followed("novembre.xml").unwrap().clone()
}

#[test]
fn an_acquittement_is_fetched_as_soon_as_it_is_there_and_says_what_was_refused_and_why() {
    journey_on(
        |config| {
            at_once(config);
            config.acquit = Acquit::Negative;
        },
        async |stage| {
            let followed = answered(stage).await;
            assert_eq!(followed.words, "Acquittement reçu : 1 élément refusé sur 3");
            assert!(
                followed.next.starts_with("Corrigez dans votre logiciel ce qui est indiqué"),
                "{}",
                followed.next
            );
            let view = stage.page.view().await;
            for said in ["Tiers inconnu de la trésorerie.", "Imputation non autorisée.", "ligne 1", "refusé"]
            {
                assert!(view.text.contains(said), "{said}: {}", view.text);
            }
            look(&stage.page, "acquittement").await;
            let file = stage.page.download("Télécharger l’acquittement de novembre.xml").await;
            let text: String = std::fs::read(file).unwrap().into_iter().map(char::from).collect();
            assert!(text.contains("<EtatAck V=\"0\"/>"), "{text}");

            stage.reload().await;
            let again = "the answers again, without anybody asking";
            stage.page.shows(again, |view| view.text.contains("Imputation non autorisée.")).await;
        },
    );
}

#[test]
fn an_acquittement_that_accepts_everything_says_so() {
    journey_on(at_once, async |stage| {
        let followed = answered(stage).await;
        assert_eq!(followed.words, "Acquittement reçu : accepté");
        assert_eq!(
            followed.next,
            "La trésorerie a pris le fichier en compte. Il n’y a rien de plus à faire."
        );
    });
}

#[test]
fn whoever_shares_a_certificate_is_asked_for_a_login_in_whatever_encoding_the_server_takes() {
    journey_on(
        |config| {
            config.logins_from_iso = true;
            config.account = Account::demonstration().with_login("élodie", "secret à moi");
            config.more_accounts = vec![Account::demonstration().with_login("bruno", "autre")];
        },
        async |stage| {
            let view = stage.page.view().await;
            assert_eq!(view.connection, "S2low : non connecté");
            stage.page.fill("Identifiant S2low", "élodie").await;
            stage.page.fill("Mot de passe S2low", "secret").await;
            stage.page.press("Se connecter à S2low").await;
            stage
                .page
                .shows("that it is not known", |view| {
                    view.text.contains("S2low ne connaît pas cet identifiant avec ce mot de passe.")
                })
                .await;
            stage.page.fill("Mot de passe S2low", "secret à moi").await;
            stage.page.press("Se connecter à S2low").await;
            stage
                .page
                .shows("the body", |view| view.connection.starts_with("S2low : connecté, Commune de Sainte-"))
                .await;
            stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
            stage.sign_as_mayor().await;
            stage.page.press(names::SIGN_AND_SEND).await;
            stage.page.reaches("novembre.xml", "2").await;
            // Nothing of it is kept.
            let kept = stage
                .page
                .run(
                    "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])",
                    vec![],
                )
                .await;
            assert_eq!(kept, "[{},{},\"\"]");
            assert_eq!(stage.reload().await.connection, "S2low : non connecté");
        },
    );
}

#[test]
fn a_certificate_that_is_not_rgs_is_told_before_anything_is_signed() {
    journey_on(
        |config| config.account.rgs = false,
        async |stage| {
            let view = stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
            assert!(view.connection.contains("certificat de connexion non RGS"), "{}", view.connection);
            assert!(
                view.note.starts_with("Le certificat de connexion de ce navigateur n’est pas RGS"),
                "{}",
                view.note
            );
        },
    );
}

#[test]
fn whoever_may_only_sign_is_told_why_the_state_cannot_be_read() {
    journey_on(
        |config| config.account.permission = s2low_simulator::Permission::Sign,
        async |stage| {
            stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
            stage.sign_as_mayor().await;
            stage.page.press(names::SIGN_AND_SEND).await;
            let view = stage
                .page
                .shows("why not", |view| {
                    view.followed("novembre.xml")
                        .is_some_and(|row| row.next.contains("il faut la permission RW"))
                })
                .await;
            let followed = view.followed("novembre.xml").unwrap();
            assert!(
                followed.controls.iter().any(|name| name == "Voir dans S2low novembre.xml"),
                "{followed:?}"
            );
        },
    );
}
