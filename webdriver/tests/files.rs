//! Files that cannot be signed as they are, in words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};

/// A file that is no PES: its name, its content, what the page says it is, and what to do.
struct Stranger {
    name: &'static str,
    content: &'static [u8],
    message: &'static str,
    fix: &'static str,
}

const STRANGERS: &[Stranger] = &[
    Stranger {
        name: "notes.txt",
        content: b"Penser \xE0 rappeler la tr\xE9sorerie jeudi.\n",
        message: "notes.txt n’est pas un fichier PES : la page attend un fichier XML",
        fix: "Cherchez le fichier exporté par ce logiciel, dont le nom finit en général par .xml.",
    },
    Stranger {
        name: "facture.xml",
        content: b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Invoice xmlns=\"urn:essai:facture\"><ID>12</ID></Invoice>\n",
        message: "son premier élément est Invoice, au lieu de PES_Aller",
        fix: "Choisissez le flux que votre logiciel a généré pour la trésorerie.",
    },
    Stranger {
        name: "flux.zip",
        content: b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00!\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00a.xmlPK\x05\x06",
        message: "flux.zip est une archive compressée.",
        fix: "Ouvrez l’archive, extrayez les fichiers PES, puis choisissez-les ici.",
    },
    Stranger {
        name: "vide.xml",
        content: b"",
        message: "vide.xml est vide (0 octet).",
        fix: "Générez le flux à nouveau dans votre logiciel de comptabilité, puis choisissez le nouveau fichier.",
    },
    Stranger {
        name: "tronque.xml",
        content: b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\">\n<Enveloppe>",
        message: "Le fichier s’arrête trop tôt",
        fix: "Copiez-le à nouveau depuis son emplacement d’origine, ou générez le flux à nouveau.",
    },
];

#[test]
fn an_acknowledgement_is_shown_as_an_answer_and_nothing_is_offered_to_sign() {
    const ACQUIT: &[u8] = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\"><Enveloppe/><ACQUIT><ElementACQUIT><DomaineAck V=\"5\"/><EtatAck V=\"0\"/><NumBord V=\"112\"/><Erreur><NumAnoAck V=\"ERREUR_AUTRE\"/></Erreur></ElementACQUIT></ACQUIT></n:PES_ACQUIT>\n";
    journey(async |stage| {
        stage.sign_as_mayor().await;
        let view = stage.page.read(&[&stage.file("acquit.xml", ACQUIT)]).await;
        let file = view.file("acquit.xml").unwrap();
        assert_eq!((file.state.as_str(), file.words.as_str()), ("answer", "Réponse"));
        let finding = file.findings.first().unwrap();
        assert!(finding.message.contains("est une réponse (PES_ACQUIT)"), "{}", finding.message);
        assert!(!view.offers(names::SIGN_AND_SEND) && !view.offers(names::SIGN_ONLY));
    });
}

#[test]
fn a_file_that_is_no_pes_is_called_what_it_is_and_leaves_the_page_usable() {
    journey(async |stage| {
        stage.sign_as_mayor().await;
        for Stranger { name, content, message, fix } in STRANGERS {
            let view = stage.page.read(&[&stage.file(name, content)]).await;
            let file = view.file(name).unwrap();
            assert_eq!(
                (file.state.as_str(), file.words.as_str()),
                ("blocked", "Ne peut pas être signé"),
                "{name}"
            );
            let finding = file.findings.first().unwrap_or_else(|| panic!("nothing is said about {name}"));
            assert_eq!(finding.severity, "Signature impossible");
            assert!(finding.message.contains(message), "{name}: {}", finding.message);
            assert_eq!(&finding.fix, fix, "{name}");
            assert!(!view.offers(names::SIGN_AND_SEND) && !view.offers(names::SIGN_ONLY), "{name}");
            assert!(
                view.status.starts_with("Un fichier ne peut pas être signé tel quel."),
                "{}",
                view.status
            );
            stage.page.remove(name).await;
        }
        signs_and_sends(stage, "novembre.xml", &Pes::full(), 3).await;
    });
}

async fn signs_and_sends(stage: &Stage, name: &str, pes: &Pes, signatures: usize) {
    stage.page.read(&[&stage.pes(name, pes)]).await;
    stage.page.press(names::SIGN_AND_SEND).await;
    stage.page.reaches(name, "2").await;
    stage.download(names::DOWNLOAD, pes.bytes(), signatures).await;
}

#[test]
fn a_pes_without_any_id_cannot_be_signed_and_says_what_to_tick() {
    journey(async |stage| {
        stage.sign_as_mayor().await;
        let view = stage.page.read(&[&stage.pes("sans.xml", &Pes::full().without_ids())]).await;
        let file = view.file("sans.xml").unwrap();
        assert_eq!(file.state, "blocked");
        let finding = &file.findings[0];
        assert_eq!(finding.severity, "Signature impossible");
        assert!(finding.message.contains("n’a pas d’identifiant (attribut Id)"), "{finding:?}");
        assert!(finding.fix.starts_with("Cochez « Fichier à signer » dans votre logiciel"), "{finding:?}");
        assert!(!view.offers(names::SIGN_AND_SEND));
        assert_eq!(
            view.waiting,
            "Aucun fichier ne peut être signé tel quel. Voyez les remarques de la partie 1."
        );
        stage.page.remove("sans.xml").await;
        signs_and_sends(stage, "novembre.xml", &Pes::full(), 3).await;
    });
}

#[test]
fn a_pes_that_was_not_prepared_is_put_right_on_request_and_accepted() {
    in_every_engine(async |stage| {
        let pes = Pes::unprepared();
        let chosen = stage.pes("a-corriger.xml", &pes);
        stage.sign_as_mayor().await;
        let view = stage.page.read(&[&chosen]).await;
        let file = view.file("a-corriger.xml").unwrap();
        assert_eq!((file.state.as_str(), file.words.as_str()), ("refused", "Serait refusé"));
        let finding = &file.findings[0];
        assert!(finding.message.contains("InfoDematerialisee vaut 0"), "{finding:?}");
        assert!(finding.fix.contains("acceptez la correction"), "{finding:?}");

        stage.page.press("Corriger a-corriger.xml").await;
        let view = stage
            .page
            .shows("the repaired file", |view| {
                view.file("a-corriger.xml").is_some_and(|file| file.state == "ready")
            })
            .await;
        assert!(view.file("a-corriger.xml").unwrap().findings.is_empty());
        assert!(view.status.contains("votre fichier d’origine n’est pas modifié"), "{}", view.status);

        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("a-corriger.xml", "2").await;
        let transaction = stage.latest_transaction();
        accepted(&stage.simulator, transaction).await;
        let repaired = pes.clone().with("<InfoDematerialisee V=\"0\"/>", "<InfoDematerialisee V=\"1\"/>");
        only_signed(repaired.bytes(), &received(&stage.simulator, transaction), 1);
        stage.download(names::DOWNLOAD, repaired.bytes(), 1).await;
        assert_eq!(std::fs::read(chosen).unwrap(), pes.bytes(), "the original was touched");
    });
}

#[test]
fn the_same_file_chosen_twice_is_listed_once() {
    journey(async |stage| {
        let file = stage.pes("novembre.xml", &Pes::small());
        stage.page.read(&[&file]).await;
        stage.page.choose(names::FILES, &[&file]).await;
        let view = stage.page.tells("files", "novembre.xml est déjà dans la liste.").await;
        assert_eq!(view.files.len(), 1);
    });
}
