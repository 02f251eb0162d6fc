//! Every file of the table that the command line is tried with, chosen on the page as the certificate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::{Duration, Instant};

use cross_checks::material::{SIGNER, material};
use cross_checks::matrix::{Case, Expected, Refusal, matrix};
use cross_checks::words::french;
use webdriver_journeys::devtools::{effort, slow_down};
use webdriver_journeys::engine::Engine;
use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::{file_name, names};
use webdriver_journeys::stage::{Stage, alone, in_every_engine, journey};
use webdriver_journeys::view::plain;

/// Of those that open, some whose keys sign: each is protected otherwise than the others.
const SIGN: &[&str] = &[
    "OpenSSL 3",
    "OpenSSL 1 (-legacy, RC2-40 and 3DES)",
    "keytool (JDK)",
    "pk12util (Firefox)",
    "Windows",
    "PBMAC1 SHA512 SHA512",
];

/// How much slower the page's processor is made.
const SPEEDS: [u32; 2] = [1, 4];

fn opens(case: &Case) -> bool {
    case.expected == Expected::Opens
}

#[test]
fn containers_of_every_kind_open_and_their_keys_sign() {
    let all = matrix().iter().filter(|case| opens(case));
    let all: Vec<&Case> = all.collect();
    in_every_engine(async |stage| {
        let authority = std::fs::read_to_string(&material().authority).unwrap();
        stage.simulator.trust(&authority).await.unwrap();
        let is_chromium = stage.page.browser().engine() == Engine::Chromium;
        let mut signed = 0;
        let mut wrong = Vec::new();
        for case in all.iter().filter(|case| is_chromium || case.in_every_engine) {
            stage.page.try_certificate(&case.file, &case.password).await;
            let view = stage.page.answers_a_certificate().await;
            if view.signer.name != SIGNER || !view.certificate.password.is_empty() {
                wrong.push(format!("{}: {:?}, {:?}", case.name, view.errors, view.signer));
                continue;
            }
            if SIGN.contains(&case.name.as_str()) {
                signed += 1;
                signs_and_sends(stage, signed).await;
            }
            stage.page.press(names::FORGET).await;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(!is_chromium || signed == SIGN.len(), "{signed} have signed");
    });
}

/// The open certificate signs a flux of its own, which S2low takes.
async fn signs_and_sends(stage: &Stage, number: usize) {
    let pes = Pes::small().with("<NomFic V=\"", &format!("<NomFic V=\"{number}"));
    let name = format!("{number}.xml");
    stage.page.read(&[&stage.pes(&name, &pes)]).await;
    stage.page.fill(names::ROLE, "Maire").await;
    stage.page.press(names::SIGN_AND_SEND).await;
    stage.page.reaches(&name, "2").await;
    let transaction = stage.latest_transaction();
    accepted(&stage.simulator, transaction).await;
    only_signed(pes.bytes(), &received(&stage.simulator, transaction), 1);
}

#[test]
fn what_is_no_use_is_refused_in_words_of_its_own_and_the_next_file_opens() {
    let all = matrix().iter().filter_map(|case| match &case.expected {
        Expected::Refused(refusal) => Some((case, refusal)),
        Expected::Opens => None,
    });
    let all: Vec<(&Case, &Refusal)> = all.collect();
    journey(async |stage| {
        let pes = Pes::full();
        stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        let title = plain(&french("certificate-error-title", &[]));
        let mut wrong = Vec::new();
        for (case, refusal) in &all {
            stage.page.try_certificate(&case.file, &case.password).await;
            let view = stage.page.answers_a_certificate().await;
            let name = file_name(&case.file);
            let (message, fix) = (plain(&refusal.message(&name)), plain(&refusal.fix(&name)));
            let told = view.error("signer");
            let is_told = told.is_some_and(|told| {
                (&told.title, &told.message, &told.fix) == (&title, &message, &fix) && told.focused
            });
            // The file stays chosen, should only the password be wrong.
            if !is_told || view.certificate.file != name || view.offers(names::SIGN_AND_SEND) {
                wrong.push(format!("{}: {told:#?}, instead of {message} {fix}", case.name));
            }
            if told.is_none() {
                stage.page.press(names::FORGET).await;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));

        let view = stage.sign_as_mayor().await;
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        stage.download(names::DOWNLOAD, pes.bytes(), 3).await;
    });
}

#[test]
fn a_container_of_many_rounds_opens_and_the_page_stays_responsive() {
    let all = matrix().iter().filter(|case| opens(case) && case.name.contains("600 000"));
    let all: Vec<&Case> = all.collect();
    assert!(all.len() > 1, "one derives the older way, one as PBKDF2 does");
    alone(|| {
        journey(async |stage| {
            for (case, slower) in all.iter().flat_map(|case| SPEEDS.map(|slower| (case, slower))) {
                is_opened_little_by_little(stage, case, slower).await;
            }
        });
    });
}

/// Opens a container on a page whose processor is made slower, and forgets it.
async fn is_opened_little_by_little(stage: &Stage, case: &Case, slower: u32) {
    let browser = stage.page.browser();
    stage.page.choose(names::CERTIFICATE, &[&case.file]).await;
    stage.page.fill(names::PASSWORD, &case.password).await;
    let button = stage.page.control(names::OPEN).await;
    slow_down(browser, slower).await;
    effort(browser).await;
    let start = Instant::now();
    button.click().await.unwrap();
    // Looks so small that they do not keep the page busy themselves.
    while stage.page.run("return document.getElementById('signer-identity').hidden", vec![]).await == true {
        assert!(start.elapsed() < Duration::from_secs(60), "{} does not open", case.name);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (effort, took) = (effort(browser).await, start.elapsed());
    slow_down(browser, 1).await;
    let name = &case.name;
    println!("{name}, {slower} × slower: opened in {took:.1?}; longest task {:.0} ms", effort.longest_task);
    assert!(effort.is_little_by_little(took), "{name}, {slower} × slower: {effort:?} of {took:?}");
    stage.page.press(names::FORGET).await;
}
