//! Files that come signed: sent as they are, refused where they were altered, verified on request.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

use webdriver_journeys::accessibility::look_in_chromium;
use webdriver_journeys::judges::{accepted, received};
use webdriver_journeys::material::{Demonstration, Pes, SIGNER, stranger};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey, journey_with_authority};
use webdriver_journeys::view::View;

/// Signs in the page, without sending; the signed bytes. The list is empty afterwards.
async fn sign(stage: &Stage, pes: &Pes) -> Vec<u8> {
    stage.page.read(&[&stage.pes("avant.xml", pes)]).await;
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_ONLY).await;
    let signed = stage.page.download(names::DOWNLOAD).await;
    stage.page.remove("avant.xml").await;
    std::fs::read(signed).unwrap()
}

/// Whether the open certificate is said to be of an authority that the page does not know.
async fn told_before_signing(stage: &Stage) -> bool {
    let findings = stage.page.view().await.signer.findings;
    findings.iter().any(|finding| finding.message.contains("n’est pas de celles qui sont reconnues ici"))
}

/// A signed file in which somebody changed an amount.
fn altered(stage: &Stage, name: &str, signed: &[u8]) -> PathBuf {
    let (from, to) = (b"<MtHT V=\"1234.00\"/>", b"<MtHT V=\"9234.00\"/>");
    let place = memchr::memmem::find(signed, from).unwrap();
    let mut bytes = signed.to_vec();
    bytes[place..place + to.len()].copy_from_slice(to);
    stage.file(name, bytes)
}

/// What the details of a file say once all of them are there.
async fn details(stage: &Stage, name: &str) -> Vec<String> {
    stage.page.press("Détail du fichier").await;
    let said = |view: &View| {
        let about = &view.file(name).unwrap().about;
        about.last().is_some_and(|fact| fact.starts_with("Empreinte SHA-256")).then(|| about.clone())
    };
    said(&stage.page.shows("its fingerprint", |view| said(view).is_some()).await).unwrap()
}

/// The fingerprint by another program.
fn fingerprint(path: &Path) -> String {
    let answer = Command::new("sha256sum").arg(path).output().unwrap();
    let digits = String::from_utf8(answer.stdout).unwrap().split(' ').next().unwrap().to_owned();
    assert_eq!(digits.len(), 64);
    format!("Empreinte SHA-256 : {digits}")
}

#[test]
fn the_details_of_a_file_are_its_header_its_fingerprint_and_who_signed_it() {
    journey(async |stage| {
        let signed = sign(stage, &Pes::full()).await;
        let path = stage.pes("avant.xml", &Pes::full());
        stage.page.read(&[&path]).await;
        let said = details(stage, "avant.xml").await;
        let size = std::fs::metadata(&path).unwrap().len() / 1024;
        assert!(said.iter().any(|fact| fact == "Date du flux : 20/11/2026"), "{said:#?}");
        assert!(said.iter().any(|fact| fact.starts_with("SIRET (IdColl) : ")), "{said:#?}");
        assert!(said.iter().any(|fact| fact == "Encodage : ISO-8859-1"), "{said:#?}");
        assert!(said.iter().any(|fact| fact.starts_with(&format!("Taille : {size}"))), "{said:#?}");
        assert!(!said.iter().any(|fact| fact.starts_with("Signé par")), "{said:#?}");
        assert_eq!(said.last(), Some(&fingerprint(&path)));

        stage.page.remove("avant.xml").await;
        let path = stage.file("signe.xml", &signed);
        stage.page.read(&[&path]).await;
        let said = details(stage, "signe.xml").await;
        assert!(said.contains(&format!("Signé par : {SIGNER}")), "{said:#?}");
        assert_eq!(said.last(), Some(&fingerprint(&path)));
        // Nobody has signed what was changed since.
        stage.page.remove("signe.xml").await;
        stage.page.read(&[&altered(stage, "change.xml", &signed)]).await;
        let said = details(stage, "change.xml").await;
        assert!(said.contains(&format!("Signé par : {SIGNER}")), "the other bordereaux hold: {said:#?}");
    });
}

#[test]
fn parts_that_are_not_read_are_said_to_be_in_the_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../s2low-simulator/demonstration");
    journey(async |stage| {
        for (name, part) in [("pes-marche.xml", "Marché"), ("pes-facture.xml", "Facture")] {
            let path = stage.file(name, std::fs::read(folder.join(name)).unwrap());
            let view = stage.page.read(&[&path]).await;
            let totals = &view.file(name).unwrap().totals;
            let said = totals.iter().find(|total| total.domain == part).unwrap();
            assert_eq!(
                (said.count.as_str(), said.amount.as_str()),
                ("présent dans le fichier, non détaillé ici", "")
            );
            stage.page.remove(name).await;
        }
    });
}

#[test]
fn a_bordereau_that_is_signed_says_by_whom() {
    journey(async |stage| {
        let signed = sign(stage, &Pes::full()).await;
        let view = stage.page.read(&[&stage.file("signe.xml", &signed)]).await;
        let bordereaux = &view.file("signe.xml").unwrap().bordereaux;
        assert!(bordereaux.iter().all(|bordereau| bordereau.signed == "Déjà signé"), "{bordereaux:#?}");
        let name = view.controls.iter().find(|name| name.starts_with("Bordereau 113")).unwrap().clone();
        stage.page.press(&name).await;
        let said = |view: &View| {
            let facts = &view.file("signe.xml").unwrap().bordereaux[1].facts;
            facts.iter().find(|fact| fact.starts_with("Signé par")).cloned()
        };
        let view = stage.page.shows("who signed it", |view| said(view).is_some()).await;
        assert_eq!(said(&view).unwrap(), format!("Signé par : {SIGNER}"));
    });
}

#[test]
fn what_stands_before_a_file_is_taken_away_on_request_but_not_where_it_is_signed() {
    let behind = |lead: &str, bytes: &[u8]| [lead.as_bytes(), bytes].concat();
    journey(async |stage| {
        let page = &stage.page;
        let signed = sign(stage, &Pes::full()).await;
        let view = page.read(&[&stage.file("signe.xml", behind("\n", &signed))]).await;
        let file = view.file("signe.xml").unwrap();
        assert!(
            file.findings.iter().any(|finding| finding.message.contains("quelque chose se trouve avant"))
        );
        assert!(!view.offers("Corriger signe.xml"), "{file:#?}");
        page.remove("signe.xml").await;

        // A mark against the declaration: the characters are in UTF-8, and one does not fit.
        let text: String = Pes::full().bytes().iter().copied().map(char::from).collect();
        let text = text.replace("du 11 novembre", "à 11 €");
        page.read(&[&stage.file("marque.xml", behind("\u{feff}", text.as_bytes()))]).await;
        page.press("Corriger marque.xml").await;
        let changes = |view: &View| view.file("marque.xml").unwrap().repair.clone();
        let view = page.shows("what would be changed", |view| !changes(view).is_empty()).await;
        let [lead, whole] = &changes(&view)[..] else { panic!("{:?}", changes(&view)) };
        assert!(lead.starts_with("Début du fichier"), "{lead}");
        assert!(whole.contains("UTF-8") && whole.ends_with("deviennent des références (€)"), "{whole}");
        page.press("Faire la correction de marque.xml").await;
        let ready = |view: &View| view.file("marque.xml").is_some_and(|file| file.state == "ready");
        page.shows("the repaired file", ready).await;
    });
}

#[test]
fn a_signed_file_is_sent_as_it_is_without_a_new_signature() {
    journey(async |stage| {
        let signed = sign(stage, &Pes::full()).await;
        let view = stage.page.read(&[&stage.file("signe.xml", &signed)]).await;
        let file = view.file("signe.xml").unwrap();
        assert_eq!(file.words, "Déjà signé, prêt à envoyer");
        assert!(file.findings[0].message.starts_with("Ce fichier est déjà signé."), "{:?}", file.findings);
        assert_eq!(file.findings[0].fix.split_once('.').unwrap().0, "Envoyez-le tel quel");
        assert_eq!(view.summary, "Ce fichier est déjà signé. Il part tel quel, sans nouvelle signature.");
        assert!(!view.offers(names::SIGN_AND_SEND) && !view.offers(names::SIGN_ONLY));

        stage.page.press(names::SEND_SIGNED).await;
        let view = stage.page.reaches("signe.xml", "2").await;
        let steps: Vec<&str> =
            view.job("signe.xml").unwrap().steps.iter().map(|step| step.words.as_str()).collect();
        assert_eq!(steps, ["Déjà signé", "Vérifié", "Envoyé"]);
        let transaction = stage.latest_transaction();
        accepted(&stage.simulator, transaction).await;
        assert_eq!(received(&stage.simulator, transaction), signed);
    });
}

#[test]
fn an_altered_signed_file_is_refused_before_one_byte_is_sent() {
    in_every_engine(async |stage| {
        let signed = sign(stage, &Pes::full()).await;
        stage.page.read(&[&altered(stage, "modifie.xml", &signed)]).await;
        stage.page.press(names::SEND_SIGNED).await;
        let view = stage.page.tells("send", "").await;
        let error = view.error("send").unwrap();
        assert!(error.message.contains("Il n’a pas été envoyé"), "{error:?}");
        assert!(stage.simulator.transactions().is_empty(), "it was sent");

        // The page goes on: the file as it was signed can be sent.
        stage.page.remove("modifie.xml").await;
        stage.page.read(&[&stage.file("intact.xml", &signed)]).await;
        stage.page.press(names::SEND_SIGNED).await;
        stage.page.reaches("intact.xml", "2").await;
    });
}

#[test]
fn a_file_that_s2low_has_already_is_not_sent_again_and_the_page_says_which_it_is() {
    journey(async |stage| {
        let pes = Pes::full();
        stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        let signed = std::fs::read(stage.download(names::DOWNLOAD, pes.bytes(), 3).await).unwrap();
        stage.page.remove("novembre.xml").await;

        // The journal knows.
        let outcome = async |name: &str, words: &str| {
            stage.page.read(&[&stage.file(name, &signed)]).await;
            stage.page.press(names::SEND_SIGNED).await;
            let known = |view: &View| view.job(name).is_some_and(|job| job.outcome.starts_with(words));
            let view = stage.page.shows(words, known).await;
            assert_eq!(view.job(name).unwrap().steps[2].words, "Envoyé");
            assert!(view.errors.is_empty(), "{:?}", view.errors);
            assert_eq!(stage.simulator.transactions().len(), 1);
            stage.page.remove(name).await;
            view
        };
        let words = "S2low a déjà ce fichier, exactement le même : c’est la transaction 1";
        let view = outcome("encore.xml", words).await;
        assert_eq!(view.followed.len(), 1);

        // Where it was erased, S2low says so.
        stage.page.press("Effacer le journal").await;
        let words = "S2low a déjà ce fichier, exactement le même : il n’est pas envoyé une seconde fois.";
        outcome("toujours.xml", words).await;

        // The page goes on with another file.
        stage.page.read(&[&stage.pes("decembre.xml", &Pes::small())]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("decembre.xml", "2").await;
    });
}

#[test]
fn a_refusal_of_s2lows_worker_is_told_in_words_in_the_follow_up() {
    journey(async |stage| {
        let first = Pes::small();
        let same_name = first.clone().with("Plantations d'automne", "Plantations de printemps");
        stage.sign_as_mayor().await;
        stage.page.read(&[&stage.pes("un.xml", &first)]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("un.xml", "2").await;
        stage.page.read(&[&stage.pes("deux.xml", &same_name)]).await;
        stage.page.press(names::SIGN_AND_SEND).await;

        let view = stage.page.reaches("deux.xml", "-1").await;
        let row = view.followed("deux.xml").unwrap();
        assert_eq!(row.words, "Refusé par les contrôles");
        assert!(row.next.starts_with("Le fichier n’est pas parti à la trésorerie."), "{}", row.next);
        let finding = &row.findings[0];
        assert!(finding.message.contains("même nom interne (NomFic)"), "{finding:?}");
        assert!(finding.fix.contains("générez le flux à nouveau"), "{finding:?}");
        assert_eq!(view.followed("un.xml").unwrap().status, "2", "the first is not touched");
        stage.download("Télécharger le fichier signé deux.xml", same_name.bytes(), 1).await;
    });
}

#[test]
fn a_signed_file_is_verified_and_an_altered_one_is_found_out() {
    in_every_engine(async |stage| {
        let signed = sign(stage, &Pes::full()).await;
        stage.page.choose(names::VERIFY, &[&stage.file("bon.xml", &signed)]).await;
        let view = stage.page.shows("the report", |view| view.report("bon.xml").is_some()).await;
        let report = view.report("bon.xml").unwrap();
        assert_eq!(report.verdict, "valid", "{report:?}");
        assert_eq!(report.signatures.len(), 3);
        let accepted = ["La DGFiP l’accepterait", "STELA l’accepterait", "S2low l’accepterait"];
        assert_eq!(report.answers, accepted);
        for (signature, number) in report.signatures.iter().zip(["112", "113", "38"]) {
            assert_eq!(signature.signer, SIGNER);
            assert_eq!(
                (signature.role.as_str(), signature.place.as_str()),
                ("Maire", "57999 Sainte-Élodie-les-Prés, France")
            );
            assert!(signature.covers.contains(number), "{signature:?}");
            // What a reviewer asks for stands there when nothing is wrong, too.
            for fact in [
                "Usages prévus : nonRepudiation",
                "Certificat valable à la date de signature : Oui",
                "Empreinte du certificat exacte : Oui",
                "Son numéro exact : Oui",
                "Son émetteur exact : Oui",
                "Politique en vigueur : Oui",
                "Son empreinte exacte : Oui",
            ] {
                assert!(signature.facts.iter().any(|found| found == fact), "{fact}: {signature:?}");
            }
            let references = signature.facts.iter().filter(|fact| fact.starts_with("Élément couvert : #"));
            assert!(
                references.clone().count() == 2 && references.clone().all(|fact| fact.ends_with("– Intacte"))
            );
        }

        stage.page.choose(names::VERIFY, &[&altered(stage, "modifie.xml", &signed)]).await;
        let view = stage.page.shows("the report", |view| view.report("modifie.xml").is_some()).await;
        let report = view.report("modifie.xml").unwrap();
        assert_eq!(report.verdict, "invalid");
        assert!(!report.words.is_empty() && !report.explanation.is_empty(), "{report:?}");
        assert!(report.answers.iter().all(|answer| answer.contains("le refuserait (VER-001")), "{report:?}");
        let words: Vec<&str> = report.signatures.iter().map(|signature| signature.words.as_str()).collect();
        assert_ne!(words[0], words[1], "only the first bordereau was altered");
        assert_eq!(words[1], words[2]);
        assert!(stage.simulator.transactions().is_empty(), "verifying sends nothing");

        look_in_chromium(&stage.page, "signed files verified").await;

        let unsigned = stage.pes("non-signe.xml", &Pes::small());
        stage.page.choose(names::VERIFY, &[&unsigned]).await;
        let view = stage.page.shows("the report", |view| view.report("non-signe.xml").is_some()).await;
        let report = view.report("non-signe.xml").unwrap();
        assert_eq!(report.verdict, "unsigned");
        let answers =
            ["La DGFiP le refuserait (VER-053)", "STELA le refuserait (VER-052)", "S2low l’accepterait"];
        assert_eq!(report.answers, answers);
    });
}

/// Signs, has the page verify that, and reads its verdict, its answers and what unfolds below the signature.
async fn signed_and_verified(stage: &Stage) -> (String, Vec<String>, String) {
    let signed = sign(stage, &Pes::small()).await;
    stage.page.choose(names::VERIFY, &[&stage.file("signe.xml", &signed)]).await;
    let view = stage.page.shows("the report", |view| view.report("signe.xml").is_some()).await;
    let report = view.report("signe.xml").unwrap();
    (report.verdict.clone(), report.answers.clone(), report.signatures[0].facts.join(" "))
}

#[test]
fn an_authority_that_the_operator_put_beside_the_page_is_checked() {
    let authority = |demonstration: &Demonstration| demonstration.authority.clone();
    journey_with_authority(authority, async |stage| {
        let (verdict, answers, facts) = signed_and_verified(stage).await;
        assert_eq!(verdict, "valid");
        assert!(answers.iter().all(|answer| answer.ends_with("l’accepterait")), "{answers:?}");
        assert!(facts.contains("Autorité : de confiance"), "{facts}");
        assert!(!told_before_signing(stage).await);
    });
}

#[test]
fn a_signer_of_another_authority_than_those_beside_the_page_is_found_out() {
    let stranger = |demonstration: &Demonstration| stranger(demonstration.authority.parent().unwrap());
    journey_with_authority(stranger, async |stage| {
        let (verdict, answers, facts) = signed_and_verified(stage).await;
        assert_eq!(verdict, "invalid");
        let refuses: Vec<bool> = answers.iter().map(|answer| answer.contains("VER-035")).collect();
        assert_eq!(refuses, [true, false, true], "{answers:?}");
        assert!(facts.contains("Autorité : pas de confiance"), "{facts}");
        assert!(told_before_signing(stage).await);
    });
}
