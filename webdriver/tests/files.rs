//! Files that cannot be signed as they are, in words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::accessibility::look;
use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
use webdriver_journeys::view::View;

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

/// What the treasury sends, and how it is told.
struct Sent {
    name: &'static str,
    content: &'static str,
    summary: &'static str,
    /// Whether it refuses, in which words, and why.
    replies: &'static [(bool, &'static str, &'static [&'static str])],
}

const SENT: &[Sent] = &[
    Sent {
        name: "acquit.xml",
        content: "<n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\"><Enveloppe/><ACQUIT>\
            <ElementACQUIT><DomaineAck V=\"5\"/><EtatAck V=\"0\"/><NumBord V=\"112\"/><ExerciceBord V=\"2026\"/>\
            <Erreur><NumAnoAck V=\"ERREUR_CUMUL_MONTANTS\"/></Erreur>\
            <DetailPiece><NumPiece V=\"1101\"/><Erreur><NumAnoAck V=\"ERREUR_AUTRE\"/><LibelleAnoAck V=\"Tiers inconnu\"/></Erreur>\
            <DetailLigne><NumLigne V=\"2\"/><Erreur><NumAnoAck V=\"ERREUR_SIRET\"/></Erreur></DetailLigne></DetailPiece></ElementACQUIT>\
            <ElementACQUIT><DomaineAck V=\"6\"/><EtatAck V=\"1\"/><NumBord V=\"38\"/></ElementACQUIT>\
            <ElementACQUIT><DomaineAck V=\"4\"/><EtatAck V=\"0\"/><IdUnique V=\"FACT1\"/><Erreur><NumAnoAck V=\"ERREUR_PJ\"/></Erreur></ElementACQUIT>\
            </ACQUIT></n:PES_ACQUIT>",
        summary: "Acquittement de la trésorerie : 2 refus, 1 accepté",
        replies: &[
            (
                true,
                "Dépense, bordereau 112, exercice 2026 : refusé",
                &[
                    "Les montants ne s’additionnent pas (ERREUR_CUMUL_MONTANTS)",
                    "pièce 1101 – Autre motif (ERREUR_AUTRE) – Tiers inconnu",
                    "pièce 1101 – ligne 2 – SIRET inconnu (ERREUR_SIRET)",
                ],
            ),
            (false, "Recette, bordereau 38 : accepté", &[]),
            (true, "Pièce jointe FACT1 : refusé", &["Pièce jointe refusée (ERREUR_PJ)"]),
        ],
    },
    Sent {
        name: "non-acquit.xml",
        content: "<n:PES_NonAcquit xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour\"><ACQUIT>\
            <ElementACQUIT><DomaineAck V=\"3\"/><EtatAck V=\"0\"/><NumBord V=\"7\"/>\
            <Erreur><NumAnoAck V=\"ERREUR_CERTIFICAT\"/></Erreur></ElementACQUIT></ACQUIT></n:PES_NonAcquit>",
        summary: "Acquittement de la trésorerie : 1 refus, 0 accepté",
        replies: &[(
            true,
            "Signature du bordereau, bordereau 7 : refusé",
            &["Certificat refusé (ERREUR_CERTIFICAT)"],
        )],
    },
    Sent {
        name: "retour.xml",
        content: "<n:PES_Retour xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour\"><PES_DepenseRetour><Bordereau>\
            <BlocBordereau><Exer V=\"2026\"/><IdBord V=\"112\"/></BlocBordereau>\
            <Piece><IdPce V=\"1101\"/><EtatPce V=\"04\"/><Obj V=\"Fournitures\"/></Piece>\
            <Piece><IdPce V=\"1102\"/><EtatPce V=\"02\"/></Piece></Bordereau></PES_DepenseRetour></n:PES_Retour>",
        summary: "Retour de la trésorerie sur 2 pièces",
        replies: &[
            (true, "Dépense, bordereau 112, exercice 2026, pièce 1101, Fournitures : rejetée", &[]),
            (false, "Dépense, bordereau 112, exercice 2026, pièce 1102 : prise en charge", &[]),
        ],
    },
];

#[test]
fn an_answer_of_the_treasury_is_shown_as_what_it_means_and_nothing_is_offered_to_sign() {
    journey(async |stage| {
        stage.sign_as_mayor().await;
        for Sent { name, content, summary, replies } in SENT {
            let content = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{content}");
            let view = stage.page.read(&[&stage.file(name, content)]).await;
            let file = view.file(name).unwrap();
            assert_eq!((file.state.as_str(), file.words.as_str()), ("answer", "Réponse"), "{name}");
            assert_eq!(file.answers, *summary, "{name}");
            assert!(file.findings.is_empty(), "{name}: {file:#?}");
            let told: Vec<_> = file
                .replies
                .iter()
                .map(|reply| {
                    (reply.refused, reply.words.as_str(), reply.errors.iter().map(String::as_str).collect())
                })
                .collect();
            let meant: Vec<(bool, &str, Vec<&str>)> =
                replies.iter().map(|(refused, words, errors)| (*refused, *words, errors.to_vec())).collect();
            assert_eq!(told, meant, "{name}");
            assert!(!view.offers(names::SIGN_AND_SEND) && !view.offers(names::SIGN_ONLY), "{name}");
            assert!(!view.status.contains("corriger"), "{name}: {}", view.status);
            if *name == SENT[0].name {
                look(&stage.page, "answers-of-the-treasury").await;
            }
            stage.page.remove(name).await;
        }
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
        look(&stage.page, "a file is blocked").await;
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

        // Nothing is changed before it was shown, nor when it is not wanted.
        for answer in ["Ne rien changer", "Faire la correction de a-corriger.xml"] {
            stage.page.press("Corriger a-corriger.xml").await;
            let shown = |view: &View| !view.file("a-corriger.xml").unwrap().repair.is_empty();
            let view = stage.page.shows("what would be changed", shown).await;
            let file = view.file("a-corriger.xml").unwrap();
            assert_eq!(file.repair, ["Ligne 30, InfoDematerialisee : « 0 » devient « 1 »"]);
            assert_eq!((file.state.as_str(), file.repaired.len()), ("refused", 0));
            stage.page.press(answer).await;
        }
        let view = stage
            .page
            .shows("the repaired file", |view| {
                view.file("a-corriger.xml").is_some_and(|file| file.state == "ready")
            })
            .await;
        let file = view.file("a-corriger.xml").unwrap();
        assert!(file.findings.is_empty() && file.repair.is_empty(), "{file:#?}");
        stage.page.press("Corrigé ici : 1 changement").await;
        let told = |view: &View| view.file("a-corriger.xml").unwrap().repaired.len() == 1;
        stage.page.shows("what was changed", told).await;
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
fn every_change_of_a_repair_is_told_before_it_is_made() {
    let text: String = Pes::full().without_ids().bytes().iter().copied().map(char::from).collect();
    let text =
        text.replacen("encoding=\"ISO-8859-1\"", "encoding=\"UTF-8\"", 1).replace("du 11 novembre", "à 11 €");
    let declaration = text.split("?>").next().unwrap().to_owned() + "?>";
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend_from_slice(text.as_bytes());
    journey(async |stage| {
        let page = &stage.page;
        stage.sign_as_mayor().await;
        page.read(&[&stage.file("utf-8.xml", &bytes)]).await;
        // Any of the findings leads to the same repair.
        page.run("document.querySelector('.finding [data-action=repair]').click()", vec![]).await;
        let shown = |view: &View| !view.file("utf-8.xml").unwrap().repair.is_empty();
        let view = page.shows("what would be changed", shown).await;
        let file = view.file("utf-8.xml").unwrap();
        let [mark, first, ids @ .., whole] = file.repair.as_slice() else { panic!("{file:#?}") };
        assert_eq!(mark, "Début du fichier : la marque d’ordre des octets (BOM) est enlevée");
        assert_eq!(
            *first,
            format!(
                "Première ligne du fichier : « {declaration} » devient « <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?> »"
            )
        );
        assert_eq!(ids.len(), 3, "{ids:#?}");
        assert!(ids[0].ends_with(", Bordereau : l’identifiant « PES-SIGNER-1 » est ajouté"), "{ids:#?}");
        assert!(
            whole.starts_with("Fichier entier : les caractères passent du codage UTF-8 au codage ISO-8859-1"),
            "{whole}"
        );
        assert!(whole.ends_with("n’y existent pas et deviennent des références (€)"), "{whole}");
        look(page, "a-repair-is-proposed").await;
        page.press("Faire la correction de utf-8.xml").await;
        let repaired = |view: &View| view.file("utf-8.xml").is_some_and(|file| file.state == "ready");
        page.shows("the repaired file", repaired).await;
        page.press(names::SIGN_AND_SEND).await;
        page.reaches("utf-8.xml", "2").await;
        accepted(&stage.simulator, stage.latest_transaction()).await;
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
