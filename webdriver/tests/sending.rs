//! From a chosen file to S2low's answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::{Pes, SIGNER};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::in_every_engine;
use webdriver_journeys::view::{Fields, Total, View};

#[test]
fn three_bordereaux_are_shown_signed_sent_and_found_valid_by_s2low() {
    in_every_engine(async |stage| {
        let pes = Pes::full();
        let view = stage.page.view().await;
        assert_eq!(view.language, "fr");
        assert_eq!(view.connection, "S2low : connecté, Commune de Sainte-Élodie-les-Prés");
        assert!(!view.offers(names::SIGN_AND_SEND) && !view.offers(names::SIGN_ONLY));

        let view = stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        shows_what_will_be_signed(&view);
        assert!(!view.offers(names::SIGN_AND_SEND), "there is no certificate yet");
        assert_eq!(view.waiting, "En attente du certificat du signataire.");

        let view = stage.sign_as_mayor().await;
        assert_eq!(view.signer.name, SIGNER);
        assert!(view.signer.validity.starts_with("valable jusqu’au "), "{:?}", view.signer);
        let place = ("Sainte-Élodie-les-Prés".to_owned(), "57999".to_owned());
        assert_eq!(view.fields, Fields { role: "Maire".to_owned(), city: place.0, postal_code: place.1 });
        assert_eq!(
            view.summary,
            "Vous signez 1 fichier, 3 bordereaux (dépense 27 594,40 € HT, recette 1 200,00 € HT), au nom de Élodie MARCHAND, Maire, à Sainte-Élodie-les-Prés."
        );

        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.reaches("novembre.xml", "2").await;
        let transaction = stage.latest_transaction();
        let number = format!("transaction {transaction}");
        let followed = view.followed("novembre.xml").unwrap();
        assert_eq!(followed.transaction, number);
        assert_eq!(followed.words, "Contrôlé, en attente d’envoi à la trésorerie");
        assert!(followed.next.contains("S2low le transmet"), "{}", followed.next);
        let job = view.job("novembre.xml").unwrap();
        let steps: Vec<&str> = job.steps.iter().map(|step| step.words.as_str()).collect();
        assert_eq!(steps, ["Signé", "Vérifié", "Envoyé"]);
        assert!(job.outcome.to_lowercase().contains(&number), "{}", job.outcome);
        assert!(job.next.contains("La trésorerie accuse réception"), "{}", job.next);
        assert_eq!(view.status, "Le fichier est signé et envoyé à S2low.");
        assert!(view.errors.is_empty(), "{:?}", view.errors);

        accepted(&stage.simulator, transaction).await;
        let signed = stage.download(names::DOWNLOAD, pes.bytes(), 3).await;
        assert_eq!(std::fs::read(signed).unwrap(), received(&stage.simulator, transaction));
    });
}

fn shows_what_will_be_signed(view: &View) {
    let file = view.file("novembre.xml").unwrap();
    assert_eq!((file.state.as_str(), file.words.as_str()), ("ready", "Prêt à signer"));
    assert!(file.findings.is_empty(), "{:?}", file.findings);
    assert_eq!(file.body, "Commune de Sainte-Élodie-les-Prés");
    assert_eq!(file.budget, "Budget 00");
    assert_eq!(file.year, "Exercice 2026");
    let total = |domain: &str, count: &str, amount: &str| Total {
        domain: domain.to_owned(),
        count: count.to_owned(),
        amount: amount.to_owned(),
    };
    assert_eq!(
        file.totals,
        [
            total("Dépense", "2 bordereaux, 7 mandats", "27 594,40 € HT"),
            total("Recette", "1 bordereau, 3 titres", "1 200,00 € HT"),
        ]
    );
    assert_eq!(file.attachments, "1 pièce jointe");
    let shown: Vec<_> = file
        .bordereaux
        .iter()
        .map(|b| (b.title.as_str(), b.kind.as_str(), b.count.as_str(), b.amount.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("Bordereau 112", "Dépense ordinaire · 20/11/2026", "5 mandats", "9 876,50 € HT"),
            ("Bordereau 113", "Dépense ordinaire · 20/11/2026", "2 mandats", "17 717,90 € HT"),
            ("Bordereau 38", "Recette ordinaire · 20/11/2026", "3 titres", "1 200,00 € HT"),
        ]
    );
}

#[test]
fn the_pieces_of_a_bordereau_can_be_read_before_it_is_signed() {
    in_every_engine(async |stage| {
        let view = stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        let names = view.file("novembre.xml").unwrap().controls.clone();
        let fold = names.iter().find(|name| name.starts_with("Bordereau 112")).unwrap();
        stage.page.press(fold).await;
        let view = stage
            .page
            .shows("the five mandats of the unfolded bordereau", |view| {
                view.file("novembre.xml").is_some_and(|file| file.bordereaux[0].pieces.len() == 5)
            })
            .await;
        let pieces = &view.file("novembre.xml").unwrap().bordereaux[0].pieces;
        assert_eq!(pieces[0].number, "Mandat 1101");
        assert_eq!(
            pieces[0].object,
            "Fournitures scolaires, école Les Hirondelles · Mandat ordinaire, fonctionnement"
        );
        assert!(pieces[0].party.contains("Papeterie du Centre"), "{:?}", pieces[0]);
        assert!(pieces[0].amount.starts_with("1 234,00 €"), "{:?}", pieces[0]);
        assert!(pieces[0].attachments.contains("facture-2026-0417-papeterie.pdf"), "{:?}", pieces[0]);
    });
}

#[test]
fn a_file_signed_without_sending_is_downloaded_and_sent_later() {
    in_every_engine(async |stage| {
        let pes = Pes::full();
        stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_ONLY).await;
        let view = stage.page.shows("a signed file", |view| !view.jobs.is_empty() && job_is_done(view)).await;
        let job = view.job("novembre.xml").unwrap();
        assert_eq!(job.outcome, "Le fichier est signé et vérifié. Il n’a pas été envoyé.");
        assert!(job.next.contains("Téléchargez-le et gardez-le, ou envoyez-le d’ici"), "{}", job.next);
        assert!(stage.simulator.transactions().is_empty(), "it was sent");

        let signed = stage.download(names::DOWNLOAD, pes.bytes(), 3).await;
        assert_eq!(signed.file_name().unwrap(), "novembre-signe.xml");

        stage.page.press(names::SEND_NOW).await;
        stage.page.reaches("novembre.xml", "2").await;
        let transaction = stage.latest_transaction();
        accepted(&stage.simulator, transaction).await;
        assert_eq!(std::fs::read(signed).unwrap(), received(&stage.simulator, transaction));
    });
}

fn job_is_done(view: &View) -> bool {
    view.jobs.iter().all(|job| job.state == "done")
}

#[test]
fn of_two_files_chosen_together_the_good_one_goes_and_the_other_stays() {
    in_every_engine(async |stage| {
        let good = Pes::small();
        let bad = Pes::full().without_ids();
        let files = [stage.pes("bon.xml", &good), stage.pes("sans-identifiant.xml", &bad)];
        let view = stage.page.read(&[&files[0], &files[1]]).await;
        assert_eq!(view.file("bon.xml").unwrap().state, "ready");
        let blocked = view.file("sans-identifiant.xml").unwrap();
        assert_eq!((blocked.state.as_str(), blocked.words.as_str()), ("blocked", "Ne peut pas être signé"));

        let view = stage.sign_as_mayor().await;
        assert_eq!(view.note, "Un fichier reste de côté : il ne peut pas être signé tel quel.");
        assert!(view.summary.starts_with("Vous signez 1 fichier, 1 bordereau (dépense "), "{}", view.summary);
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.reaches("bon.xml", "2").await;
        assert_eq!(stage.simulator.transactions().len(), 1);
        assert_eq!(stage.simulator.transactions()[0].filename, "bon.xml");
        only_signed(good.bytes(), &received(&stage.simulator, stage.latest_transaction()), 1);
        let blocked = view.file("sans-identifiant.xml").unwrap();
        assert!(!blocked.findings.is_empty(), "it no longer says why");
    });
}

#[test]
fn two_good_files_are_signed_and_sent_one_after_the_other() {
    in_every_engine(async |stage| {
        let files = [stage.pes("un.xml", &Pes::full()), stage.pes("deux.xml", &Pes::small())];
        stage.page.read(&[&files[0], &files[1]]).await;
        let view = stage.sign_as_mayor().await;
        assert!(
            view.summary.starts_with("Vous signez 2 fichiers, 4 bordereaux (dépense "),
            "{}",
            view.summary
        );
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("un.xml", "2").await;
        let view = stage.page.reaches("deux.xml", "2").await;
        assert_eq!(view.status, "Les 2 fichiers sont signés et envoyés à S2low.");
        stage.download("Télécharger le fichier signé un.xml", Pes::full().bytes(), 3).await;
        stage.download("Télécharger le fichier signé deux.xml", Pes::small().bytes(), 1).await;
    });
}
