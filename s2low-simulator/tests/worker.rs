//! The worker's checks, in S2low's order. (The tenth, on signatures, has a file of its own.)

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use crate::common::{S2low, pes, pes_with, shared};
use s2low_simulator::{Fault, Status};

/// Analyses one file and compares the message of the failed check.
async fn fails(bytes: Vec<u8>, message: &str) {
    let s2low = S2low::start().await;
    let transaction = s2low.analyse(bytes).await;
    assert_eq!((transaction.status(), transaction.message()), (Status::ERROR, message));
    s2low.simulator.stop().await;
}

/// Has the stored file changed between import and analysis.
async fn fails_after(change: impl FnOnce(&std::path::Path), message: &str) {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::WorkerStopped);
    s2low.import(pes()).await;
    change(&s2low.simulator.file_of(1).unwrap());
    s2low.simulator.set_fault(Fault::None);
    let transaction = s2low.analysed(1).await;
    assert_eq!((transaction.status(), transaction.message()), (Status::ERROR, message));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn check_1_a_file_that_is_gone() {
    let message = "Transaction 1 : fichier non trouvé en local ou sur le cloud";
    fails_after(|path| std::fs::remove_file(path).unwrap(), message).await;
}

#[tokio::test]
async fn check_2_a_file_that_reads_empty() {
    fails_after(|path| std::fs::write(path, "").unwrap(), "Transaction 1 : le fichier est introuvable").await;
}

#[tokio::test]
async fn check_3_a_virus() {
    let eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat();
    fails(eicar.into(), "Transaction 1 : un virus a été detecté dans le fichier PES").await;
}

#[tokio::test]
async fn check_4_another_encoding_than_iso_8859_1() {
    let message = "Transaction 1 : ce fichier n'est pas encodé en ISO-8859-1";
    fails(pes_with("encoding=\"ISO-8859-1\"", "encoding=\"UTF-8\""), message).await;
    fails(pes_with("<?xml version", "<?xml                 version"), message).await;
}

#[tokio::test]
async fn check_4_takes_lower_case() {
    let s2low = S2low::start().await;
    let transaction = s2low.analyse(pes_with("ISO-8859-1", "iso-8859-1")).await;
    assert_eq!(transaction.status(), Status::WAITING);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn check_5_a_file_that_is_no_xml() {
    let message = "Transaction 1 : ce fichier n'est pas en XML";
    fails(pes_with("</n:PES_Aller>", ""), message).await;
    fails(pes_with("<CodBud V=\"00\"/>", "<CodBud V=\"00\" V=\"00\"/>"), message).await;
    fails(pes_with("<CodBud V=\"00\"/>", "&unknown;"), message).await;
}

#[tokio::test]
async fn check_6_a_file_without_any_content() {
    let text = String::from_utf8_lossy(&pes()).into_owned();
    let (before, rest) = text.split_once("<PES_DepenseAller>").unwrap();
    let (_, after) = rest.split_once("</PES_DepenseAller>").unwrap();
    let message = "Transaction 1 : ce fichier ne contient ni bordereau, ni PJ, ni marché";
    fails(format!("{before}{after}").into(), message).await;
}

#[tokio::test]
async fn check_7_a_file_without_its_name() {
    let message = "Transaction 1 : La balise Enveloppe/Parametre/NomFic n'est pas présente ou est vide";
    let name = "<NomFic V=\"PESALR2_DEMONSTRATION_20261123_002.xml\"/>";
    fails(pes_with(name, ""), message).await;
    fails(pes_with(name, "<NomFic V=\"\"/>"), message).await;
}

#[tokio::test]
async fn check_8_a_cod_col_that_is_too_long() {
    fails(pes_with("<CodCol V=\"421\"/>", "<CodCol V=\"4210\"/>"), "Transaction 1 : Le CodCol est trop long")
        .await;
}

#[tokio::test]
async fn check_9_a_file_that_was_changed_since() {
    let message = "Le fichier a été modifé depuis son postage sur la plateforme";
    fails_after(|path| std::fs::write(path, pes_with("438.20", "438.21")).unwrap(), message).await;
}

#[tokio::test]
async fn check_11_a_name_that_was_sent_before() {
    let s2low = S2low::start().await;
    assert_eq!(s2low.analyse(pes()).await.status(), Status::WAITING);
    let again = s2low.analyse(pes_with("438.20", "438.21")).await;
    assert_eq!(again.message(), "Transaction 2 : ce fichier existe déjà sur la plateforme");
    let other_body = pes_with("<CodCol V=\"421\"/>", "<CodCol V=\"422\"/>");
    assert_eq!(s2low.analyse(other_body).await.status(), Status::WAITING);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn check_12_a_database_that_records_nothing() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::DatabaseDown);
    let transaction = s2low.analyse(pes()).await;
    let message = "Transaction 1 : problème d'enregistrement du PES Aller en base de données.";
    assert_eq!((transaction.status(), transaction.message()), (Status::ERROR, message));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn check_13_comes_after_the_name_was_recorded() {
    let s2low = S2low::start().await;
    let too_long = pes_with("<IdColl V=\"99999001300016\"/>", "<IdColl V=\"999990013000160\"/>");
    let transaction = s2low.analyse(too_long).await;
    assert_eq!(transaction.message(), "Transaction 1 : La balise IdCol est trop longue");
    let corrected = s2low.analyse(pes()).await;
    assert_eq!(corrected.message(), "Transaction 2 : ce fichier existe déjà sur la plateforme");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_file_that_passes_every_check_waits_for_its_transmission() {
    let s2low = S2low::start().await;
    let transaction = s2low.analyse(pes()).await;
    assert_eq!(transaction.status(), Status::WAITING);
    assert_eq!(transaction.message(), "Transaction 1 dans la file d'attente");
    assert_eq!(transaction.nom_fic.as_deref(), Some("PESALR2_DEMONSTRATION_20261123_002.xml"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn s2lows_own_test_files_end_as_their_names_tell() {
    let Some(folder) = shared("samples/unsigned") else { return };
    let expected = [
        ("pes_aller_ok.xml", "dans la file d'attente"),
        ("HELIOS_SIMU_ALR2_LibelleColBud_avec_accent.xml", "dans la file d'attente"),
        ("pes_aller_utf8.xml", ": ce fichier n'est pas encodé en ISO-8859-1"),
        ("pes_aller_empty.xml", ": ce fichier ne contient ni bordereau, ni PJ, ni marché"),
        (
            "pes_aller_PasDeNomFic.xml",
            ": La balise Enveloppe/Parametre/NomFic n'est pas présente ou est vide",
        ),
        ("pes_aller_CodColTropLong.xml", ": Le CodCol est trop long"),
        ("pes_aller_IdColl_trop_long.xml", ": La balise IdCol est trop longue"),
    ];
    for (name, message) in expected {
        let s2low = S2low::start().await;
        let transaction = s2low.analyse(std::fs::read(folder.join(name)).unwrap()).await;
        assert_eq!(transaction.message(), format!("Transaction 1 {message}"), "{name}");
        s2low.simulator.stop().await;
    }
}
