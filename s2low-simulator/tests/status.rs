//! The status script and the connection scripts.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::time::Duration;

use crate::common::{self, PATIENCE, S2low, pes, pes_with};
use s2low_simulator::{Account, Fault, Status};

fn answer(id: &str, result: &str, message: &str, status: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<transaction >\n        <id>{id}</id><resultat>{result}</resultat><message>{message}</message><status>{status}</status></transaction>    "
    )
}

#[tokio::test]
async fn numbers_that_name_no_transaction_are_refused() {
    let s2low = S2low::start().await;
    assert_eq!(s2low.status("").await, answer("", "KO", "Pas de numéro de transaction.", ""));
    assert_eq!(s2low.status("999").await, answer("999", "KO", "Numéro de transaction invalide", ""));
    assert_eq!(s2low.status("abc").await, answer("abc", "KO", "Numéro de transaction invalide", ""));
    let tag = answer("&lt;b&gt;", "KO", "Numéro de transaction invalide", "");
    assert_eq!(s2low.status("%3Cb%3E").await, tag);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn status_1_becomes_2_once_the_worker_has_looked() {
    let s2low = S2low::with(|c| c.worker_delay = Duration::from_secs(1)).await;
    s2low.import(pes()).await;
    let posted = answer("1", "OK", "Fichier bien reçu par la plate-forme S2low", "1");
    assert_eq!(s2low.status("1").await, posted);
    s2low.analysed(1).await;
    let waiting = answer("1", "OK", "Transaction 1 dans la file d&#039;attente", "2");
    assert_eq!(s2low.status("1").await, waiting);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn an_acquittement_is_only_announced_when_it_can_be_fetched() {
    let s2low = S2low::start().await;
    s2low.analyse(pes()).await;
    for code in [4, 6, 8] {
        let status = Status::from_code(code).unwrap();
        s2low.simulator.set_status(1, status, "Transaction 1 : information disponible").unwrap();
        let expected = answer("1", "OK", "Transaction 1 : information disponible", "3");
        assert_eq!(s2low.status("1").await, expected);
    }
    s2low.simulator.set_status(1, Status::from_code(7).unwrap(), "En traitement").unwrap();
    assert_eq!(s2low.status("1").await, answer("1", "OK", "En traitement", "7"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_status_script_refuses_who_may_not_see_it() {
    let s2low = S2low::start().await;
    s2low.analyse(pes()).await;
    s2low.simulator.set_account(Account { group_administrator: true, ..Account::demonstration() });
    assert_eq!(s2low.status("1").await, answer("1", "KO", "Accès refusé", ""));
    s2low.simulator.set_account(Account { active: false, ..Account::demonstration() });
    assert_eq!(s2low.status("1").await, answer("1", "KO", "Échec de l&#039;authentification", ""));
    s2low.simulator.set_fault(Fault::ModuleUnavailable);
    assert_eq!(s2low.status("1").await, answer("1", "KO", "Erreur d&#039;initialisation du module", ""));
    s2low.simulator.set_account(Account::demonstration());
    s2low.simulator.set_fault(Fault::StatusUnreadable);
    assert_eq!(s2low.status("1").await, answer("1", "KO", "Erreur consultation statut", ""));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_valid_file_is_transmitted_after_its_delay() {
    let s2low = S2low::with(|c| c.transmission_delay = Some(Duration::from_millis(50))).await;
    s2low.import(pes()).await;
    let sent = s2low.simulator.wait_for(1, PATIENCE, |t| t.workflow.len() == 3).await.unwrap();
    assert_eq!((sent.status(), sent.message()), (Status::TRANSMITTED, "Transaction 1 transmise au serveur."));
    let codes: Vec<i32> = sent.workflow.iter().map(|step| step.status.code()).collect();
    assert_eq!(codes, [1, 2, 3]);
    assert!(sent.workflow.is_sorted_by_key(|step| step.at));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn header_values_of_a_wrong_length_stop_the_transmission() {
    let s2low = S2low::with(|c| c.transmission_delay = Some(Duration::ZERO)).await;
    let cases = [
        (
            "<IdPost V=\"099001\"/>",
            "<IdPost V=\"0990012\"/>",
            "Non-conformité PES aller : la balise EnTetePES/IdPost contient 7 caractères (6 attendus).",
        ),
        ("<CodBud V=\"00\"/>", "", "La balise EnTetePES/CodBud n'est pas présente ou est vide"),
        (
            "<CodCol V=\"421\"/>",
            "<CodCol V=\"42\"/>",
            "Non-conformité PES aller : la balise EnTetePES/CodCol ou EnTetePES/CodColl contient 2 caractères (3 attendus).",
        ),
    ];
    for (number, (from, to, message)) in (1..).zip(cases) {
        let bytes = common::replace(&pes_with(from, to), "_002.xml", &format!("_{number}.xml"));
        s2low.import(bytes).await;
        let stopped = s2low.simulator.wait_for(number, PATIENCE, |t| t.workflow.len() == 3).await.unwrap();
        assert_eq!(stopped.status(), Status::ERROR);
        assert_eq!(stopped.message(), format!("Transaction {number} : {message}"));
    }
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_connection_scripts_know_the_demonstration_commune() {
    let s2low = S2low::start().await;
    assert_eq!(s2low.get("/api/test-connexion.php").await.text().await.unwrap(), "OK");
    let info = s2low.get("/api/info-connexion.php").await.text().await.unwrap();
    let info: serde_json::Value = serde_json::from_str(&info).unwrap();
    assert_eq!(info["authority_info"]["name"], "Commune de Sainte-Élodie-les-Prés");
    assert_eq!(info["authority_info"]["postal_code"], "57999");
    s2low.simulator.set_account(Account { active: false, ..Account::demonstration() });
    let refused = s2low.get("/api/test-connexion.php").await.bytes().await.unwrap();
    assert!(refused.starts_with(b"KO\n"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_scripts_about_returns_answer_as_when_there_is_none() {
    let s2low = S2low::start().await;
    let api =
        async |script: &str| s2low.get(&format!("/modules/helios/api/{script}")).await.text().await.unwrap();
    let list = api("helios_get_list.php").await;
    assert!(list.contains("<resultat/><message>liste r&#xE9;ussi</message><dateDemande>"), "{list}");
    let retour = api("helios_get_retour.php?id=7").await;
    assert!(retour.contains("<get_retour><id>7</id><resultat>KO</resultat>"), "{retour}");
    let changed = api("helios_change_status.php?id=7").await;
    assert!(changed.contains("<transaction><idRetour>7</idRetour><resultat>KO</resultat>"), "{changed}");
    let archivist = s2low.get("/modules/helios/api/list_pes_aller.php").await;
    assert_eq!(archivist.status(), 400);
    assert_eq!(archivist.text().await.unwrap(), "{\"error\":\"L'utilisateur n'est pas archiviste\"}");
    s2low.simulator.stop().await;
}
