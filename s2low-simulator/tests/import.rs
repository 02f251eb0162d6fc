//! The import script: its refusals in S2low's order, and what it answers otherwise.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use crate::common::{self, S2low, enveloppe, id_in, pes, refusal};
use reqwest::multipart::{Form, Part};
use s2low_simulator::{Account, Fault, Permission, Status};

const NO_RGS: &str = "Votre certificat n'est pas RGS et ne vous permet donc pas de télétransmettre";
const NO_ENVELOPPE: &str =
    "Aucune enveloppe trouvée : la taille de l'enveloppe dépasse probablement la taille maximum";

#[tokio::test]
async fn an_import_is_answered_byte_for_byte_as_s2low_does() {
    let s2low = S2low::start().await;
    let response = s2low.post(enveloppe(pes())).await;
    assert_eq!(response.status(), 200);
    for (name, value) in [
        ("content-type", "text/xml"),
        ("content-disposition", "attachment; filename=\"import.xml\""),
        ("expires", "0"),
        ("cache-control", "must-revalidate, post-check=0,pre-check=0"),
        ("pragma", "public"),
    ] {
        assert_eq!(response.headers()[name], value);
    }
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<import>\n  <id>1</id>\n  <resultat>OK</resultat>\n  <message>Téléchargement du fichier réussi.</message>\n</import>\n";
    assert_eq!(response.text().await.unwrap(), expected);

    let transaction = s2low.simulator.transaction(1).unwrap();
    assert_eq!(transaction.filename, "flux.xml");
    assert_eq!(transaction.size, pes().len() as u64);
    let first = &transaction.workflow[0];
    assert_eq!(
        (first.status, first.message.as_str()),
        (Status::POSTED, "Fichier bien reçu par la plate-forme S2low")
    );
    let download = s2low.get("/modules/helios/helios_download_file.php?id=1").await;
    assert_eq!(download.headers()["content-disposition"], "attachment; filename=\"flux.xml\"");
    assert_eq!(download.bytes().await.unwrap(), pes());
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_connection_without_rgs_is_refused_before_anything_else() {
    let s2low = S2low::with(|c| c.account.rgs = false).await;
    assert_eq!(s2low.import("").await, refusal(NO_RGS));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_request_without_enveloppe_is_refused() {
    let s2low = S2low::start().await;
    let other = Form::new().part("fichier", Part::bytes(pes()).file_name("flux.xml"));
    assert_eq!(s2low.post(other).await.text().await.unwrap(), refusal(NO_ENVELOPPE));
    let text = Form::new().text("enveloppe", "not a file");
    assert_eq!(s2low.post(text).await.text().await.unwrap(), refusal(NO_ENVELOPPE));
    assert_eq!(s2low.get(common::IMPORT).await.text().await.unwrap(), refusal(NO_ENVELOPPE));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_failed_upload_is_told_with_phps_number() {
    let s2low = S2low::start().await;
    let none = Form::new().part("enveloppe", Part::bytes(Vec::new()).file_name(""));
    let expected = refusal("Erreur lors du téléchargement du fichier : code 4");
    assert_eq!(s2low.post(none).await.text().await.unwrap(), expected);

    let broken_off =
        "--x\r\nContent-Disposition: form-data; name=\"enveloppe\"; filename=\"flux.xml\"\r\n\r\n<?xml";
    let request = s2low.client.post(format!("{}{}", s2low.simulator.url(), common::IMPORT));
    let request = request.header("content-type", "multipart/form-data; boundary=x").body(broken_off);
    let expected = refusal("Erreur lors du téléchargement du fichier : code 3");
    assert_eq!(request.send().await.unwrap().text().await.unwrap(), expected);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_and_one_at_the_limit_is_not() {
    const LIMIT: usize = 1024 * 1024;
    let s2low = S2low::with(|c| c.max_upload = LIMIT as u64).await;
    let expected = refusal("Taille de fichier supérieure à la limite autorisée (1 Mo maximum).");
    assert_eq!(s2low.import(vec![b'x'; LIMIT + 1]).await, expected);
    assert_eq!(id_in(&s2low.import(vec![b'x'; LIMIT]).await), Some(1));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_limit_is_128_megabytes_by_default() {
    assert_eq!(s2low_simulator::Config::new("unused").max_upload, 134_217_728);
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    let s2low = S2low::start().await;
    assert_eq!(s2low.import("").await, refusal("Le fichier présenté est vide (0 octet)"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_same_bytes_are_taken_once_whatever_became_of_them() {
    let s2low = S2low::start().await;
    let failed = s2low.analyse("not even XML").await;
    assert_eq!(failed.status(), Status::ERROR);
    let duplicate = refusal("doublon détecté. Ce fichier a déjà été posté.");
    assert_eq!(s2low.import("not even XML").await, duplicate);
    assert_eq!(id_in(&s2low.import("other bytes").await), Some(2));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn of_equal_files_sent_at_once_one_is_taken() {
    let s2low = S2low::start().await;
    let (a, b, c) = tokio::join!(s2low.import(pes()), s2low.import(pes()), s2low.import(pes()));
    let taken = [a, b, c].iter().filter(|answer| id_in(answer).is_some()).count();
    assert_eq!(taken, 1);
    assert_eq!(s2low.simulator.transactions().len(), 1);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_stored_is_refused() {
    let s2low = S2low::start().await;
    // A folder in the place of the file that is to come: it cannot take its name.
    let sha1 = "da4b9237bacccdf19c0760cab7aec4a8359010b0";
    let place = s2low.folder.path().join("work/files").join(sha1);
    std::fs::create_dir_all(place.join("occupied")).unwrap();
    assert_eq!(s2low.import("2").await, refusal("Échec lors du téléchargement du fichier"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn refused_files_leave_nothing_behind() {
    let s2low = S2low::start().await;
    s2low.import("").await;
    s2low.import(pes()).await;
    s2low.import(pes()).await;
    let files = std::fs::read_dir(s2low.folder.path().join("work/files")).unwrap().count();
    assert_eq!(files, 1);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_file_to_be_signed_in_s2low_waits_for_it() {
    let s2low = S2low::start().await;
    s2low.post(enveloppe(pes()).text("must_signed", "on")).await;
    let transaction = s2low.simulator.transaction(1).unwrap();
    assert_eq!((transaction.status().code(), transaction.message()), (13, "Fichier en attente d'être signé"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn without_the_right_to_transmit_a_file_waits_for_somebody_who_has_it() {
    let s2low = S2low::with(|c| c.account.permission = Permission::Sign).await;
    s2low.import(pes()).await;
    let transaction = s2low.simulator.transaction(1).unwrap();
    assert_eq!(
        (transaction.status().code(), transaction.message()),
        (14, "Fichier en attente d'être télétransmis")
    );
    assert!(s2low.status("1").await.contains("<message>Accès refusé</message><status></status>"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn plain_refusals_come_in_the_order_of_the_controller() {
    let s2low = S2low::start().await;
    let nobody = Account { active: false, permission: Permission::None, ..Account::demonstration() };
    s2low.simulator.set_account(nobody.clone());
    s2low.simulator.set_fault(Fault::ModuleUnavailable);
    assert_eq!(s2low.import(pes()).await, "KO\nErreur d'initialisation du module");
    s2low.simulator.set_fault(Fault::None);
    assert_eq!(s2low.import(pes()).await, "KO\nÉchec de l'authentification");
    s2low.simulator.set_account(Account { active: true, ..nobody });
    assert_eq!(s2low.import(pes()).await, "KO\nAccès refusé");
    s2low.simulator.set_account(Account::demonstration());
    s2low.simulator.set_fault(Fault::AnswerNotSent);
    assert_eq!(s2low.import(pes()).await, "KO\nimpossible d'envoyer le fichier XML");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_request_above_the_web_servers_limit_gets_its_own_page() {
    let s2low = S2low::with(|c| c.max_request = 1000).await;
    let response = s2low.post(enveloppe(vec![b'x'; 2000])).await;
    assert_eq!(response.status(), 413);
    assert!(response.text().await.unwrap().contains("<h1>Payload Too Large</h1>"));
    s2low.simulator.stop().await;
}
