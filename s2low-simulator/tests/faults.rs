//! Troubles that a page has to live with.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::time::{Duration, Instant};

use crate::common::{self, S2low, enveloppe, id_in, pes, refusal};
use s2low_simulator::{Fault, Place};

#[tokio::test]
async fn a_server_error_is_the_web_servers_page_and_ends_with_the_fault() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::ServerError500);
    let response = s2low.post(enveloppe(vec![b'x'; 3_000_000])).await;
    assert_eq!(response.status(), 500);
    assert!(response.text().await.unwrap().contains("Internal Server Error"));
    assert!(s2low.simulator.transactions().is_empty());
    s2low.simulator.set_fault(Fault::None);
    assert_eq!(id_in(&s2low.import(pes()).await), Some(1));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_lost_session_is_a_redirection_to_html() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::LoggedOut);
    let response = s2low.post(enveloppe(pes())).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (302, &"/connexion-status".parse().unwrap())
    );
    let page = s2low.get("/connexion-status").await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_closed_connection_gives_no_answer() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::ConnectionClosed);
    assert!(s2low.try_post(enveloppe(pes())).await.is_err());
    assert!(s2low.simulator.transactions().is_empty());
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn an_interrupted_upload_leaves_nothing() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::UploadInterrupted { after: 100_000 });
    assert!(s2low.try_post(enveloppe(vec![b'x'; 3_000_000])).await.is_err());
    assert!(s2low.simulator.transactions().is_empty());
    let files = std::fs::read_dir(s2low.folder.path().join("work/files")).unwrap().count();
    assert_eq!(files, 0);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn after_a_lost_answer_the_second_sending_is_a_duplicate() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::AnswerLost);
    assert!(s2low.try_post(enveloppe(pes())).await.is_err());
    s2low.simulator.set_fault(Fault::None);
    let duplicate = refusal("doublon détecté. Ce fichier a déjà été posté.");
    assert_eq!(s2low.import(pes()).await, duplicate);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_slow_upload_takes_its_time() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::SlowUpload { bytes_per_second: 1_000_000 });
    let started = Instant::now();
    assert_eq!(id_in(&s2low.import(vec![b'x'; 600_000]).await), Some(1));
    assert!(started.elapsed() >= Duration::from_millis(500));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_stopped_worker_leaves_transactions_at_status_1_until_it_goes_on() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::WorkerStopped);
    s2low.import(pes()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(s2low.status("1").await.contains("<status>1</status>"));
    s2low.simulator.set_fault(Fault::None);
    assert_eq!(s2low.analysed(1).await.status().code(), 2);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_stopped_simulator_no_longer_listens() {
    let s2low = S2low::start().await;
    let address = s2low.simulator.address();
    // An idle connection does not hold the end up.
    s2low.get("/api/test-connexion.php").await;
    s2low.simulator.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn words_can_be_put_into_each_kind_of_answer() {
    const WORDS: &str = "<b>Bonjour</b>";
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::Says(Place::Failure, WORDS));
    let response = s2low.post(enveloppe(pes())).await;
    assert_eq!((response.status().as_u16(), response.text().await.unwrap().as_str()), (500, WORDS));
    s2low.simulator.set_fault(Fault::Says(Place::Refusal, WORDS));
    assert_eq!(s2low.import(pes()).await, format!("KO\n{WORDS}"));
    s2low.simulator.set_fault(Fault::Says(Place::Import, WORDS));
    assert!(s2low.import(pes()).await.contains("<message>&lt;b&gt;Bonjour&lt;/b&gt;</message>"));
    assert!(s2low.simulator.transactions().is_empty());
    s2low.simulator.set_fault(Fault::Says(Place::Status, WORDS));
    assert!(s2low.import(pes()).await.contains("<resultat>OK</resultat>"));
    assert!(s2low.status("1").await.contains("<message>&lt;b&gt;Bonjour&lt;/b&gt;</message>"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn pages_of_others_broken_answers_and_wrong_clocks_can_be_had() {
    let s2low = S2low::start().await;
    s2low.simulator.set_fault(Fault::Portal);
    assert!(s2low.import(pes()).await.starts_with("<!DOCTYPE html>"));
    s2low.simulator.set_fault(Fault::ServerError(502));
    assert_eq!(s2low.post(enveloppe(pes())).await.status(), 502);
    assert!(s2low.simulator.transactions().is_empty());
    s2low.simulator.set_fault(Fault::AnswerCut(30));
    assert_eq!(s2low.import(pes()).await.len(), 30);
    assert_eq!(s2low.simulator.transactions().len(), 1, "only the answer breaks off");
    s2low.simulator.set_fault(Fault::Clock(3600));
    let date = s2low.get("/api/test-connexion.php").await.headers()["date"].to_str().unwrap().to_owned();
    let format = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    let told = time::PrimitiveDateTime::parse(&date, format).unwrap().assume_utc();
    let ahead = (told - time::OffsetDateTime::now_utc()).whole_minutes();
    assert!((58..=60).contains(&ahead), "{date}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn an_antivirus_that_finds_something_everywhere_and_a_full_window() {
    let s2low = S2low::with(|c| c.transmission_delay = Some(Duration::ZERO)).await;
    s2low.simulator.set_fault(Fault::Virus);
    let refused = s2low.analyse(pes()).await;
    assert_eq!(refused.message(), "Transaction 1 : un virus a été detecté dans le fichier PES");
    s2low.simulator.set_fault(Fault::WindowFull);
    let id = id_in(&s2low.import(common::pes_with("_002.xml", "_003.xml")).await).unwrap();
    assert_eq!(s2low.analysed(id).await.status().code(), 2);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(s2low.simulator.transaction(id).unwrap().status().code(), 2);
    s2low.simulator.set_fault(Fault::None);
    s2low.simulator.wait_for(id, common::PATIENCE, |t| t.status().code() == 3).await.unwrap();
    s2low.simulator.stop().await;
}
