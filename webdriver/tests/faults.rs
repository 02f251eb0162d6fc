//! A fault of the program itself: told as one, with a report, and not the end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::time::Duration;

use s2low_simulator::Fault;
use serde_json::json;
use webdriver_journeys::accessibility;
use webdriver_journeys::material::{PASSWORD, Pes, SIGNER};
use webdriver_journeys::page::names;
use webdriver_journeys::patience::until;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};

const RELOAD: &str = "Recharger la page";
const COPY: &str = "Copier le rapport";

/// Has the module break: while it takes something out of a list, it is told to take it out once more.
async fn break_the_module(stage: &Stage) {
    let script =
        "Element.prototype.remove = function () { this.querySelector('[data-action=remove]').click() }";
    stage.page.run(script, vec![]).await;
    stage.page.press("Fermer le contrôle de signe.xml").await;
}

/// A signed file, and a report on it to close.
async fn sign_and_verify(stage: &Stage) {
    let pes = Pes::full();
    stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_ONLY).await;
    let signed = stage.download(names::DOWNLOAD, pes.bytes(), 3).await;
    stage.page.choose(names::VERIFY, &[&stage.file("signe.xml", fs::read(signed).unwrap())]).await;
    stage
        .page
        .shows("the report", |view| view.report("signe.xml").is_some_and(|report| !report.verdict.is_empty()))
        .await;
}

/// The browser saw it too, and nothing but it.
async fn the_fault_was_seen(stage: &Stage) {
    let misdeeds = stage.misdeeds().await;
    let fault = |misdeed: &&String| {
        misdeed.starts_with("error: ")
            || misdeed.starts_with("unhandled: ")
            || misdeed.contains("unreachable")
    };
    assert!(misdeeds.iter().any(|misdeed| fault(&misdeed)), "{misdeeds:#?}");
    let others: Vec<_> = misdeeds.iter().filter(|misdeed| !fault(misdeed)).collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_fault_of_the_program_is_told_and_after_a_reload_the_work_goes_on() {
    in_every_engine(async |stage| {
        sign_and_verify(stage).await;
        assert!(stage.page.view().await.fault.words.is_empty());
        break_the_module(stage).await;
        let view = stage.page.shows("the fault, with the focus on it", |view| view.fault.focused).await;
        assert!(
            view.fault.words.contains("C’est une faute du programme, ni la vôtre, ni celle de vos fichiers.")
        );
        assert!(view.fault.controls.iter().any(|name| name == RELOAD), "{:?}", view.fault.controls);
        // Nothing else answers any more, but the signed file can still be had.
        stage.page.press("FR").await;
        stage.page.download(names::DOWNLOAD).await;
        the_fault_was_seen(stage).await;

        stage.page.press(RELOAD).await;
        stage.page.shows("the page", |view| view.fault.words.is_empty() && view.state == "ready").await;
        let view = stage.page.is_ready().await;
        assert_eq!(view.job("novembre.xml").unwrap().steps[2].words, "Gardé, à envoyer");
        stage.page.press(names::SEND_NOW).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}

#[test]
fn after_a_fault_nothing_that_was_under_way_goes_on() {
    in_every_engine(async |stage| {
        sign_and_verify(stage).await;
        let files = [stage.pes("premier.xml", &Pes::small()), stage.pes("second.xml", &Pes::full())];
        stage.page.read(&[&files[0], &files[1]]).await;
        stage.simulator.set_fault(Fault::SlowAnswer(Duration::from_secs(6)));
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.uploads("premier.xml").await;
        break_the_module(stage).await;
        let page = "return [...document.querySelectorAll('#status, .job')].map((place) => place.textContent)";
        stage.page.shows("the fault", |view| !view.fault.words.is_empty()).await;
        let before = stage.page.run(page, vec![]).await;
        until("a file at S2low", async || stage.simulator.transaction(1)).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        let names: Vec<_> = stage.simulator.transactions().into_iter().map(|sent| sent.filename).collect();
        assert_eq!(names, ["premier.xml"], "the next file was sent");
        assert_eq!(stage.page.run(page, vec![]).await, before);
        the_fault_was_seen(stage).await;

        // S2low has it, and the page will say so.
        stage.simulator.set_fault(Fault::None);
        stage.page.press(RELOAD).await;
        stage.page.shows("the page", |view| view.fault.words.is_empty() && view.state == "ready").await;
        let view = stage.page.is_ready().await;
        let outcome = &view.job("premier.xml").unwrap().outcome;
        assert!(outcome.contains("la réponse de S2low n’est pas connue"), "{outcome}");
    });
}

#[test]
fn a_report_that_could_not_be_copied_is_not_called_copied() {
    journey(async |stage| {
        sign_and_verify(stage).await;
        break_the_module(stage).await;
        stage.page.shows("the fault", |view| !view.fault.words.is_empty()).await;
        stage.page.press("Rapport pour la personne qui vous aide").await;
        for clipboard in ["undefined", "{ writeText: () => Promise.reject(new DOMException('no')) }"] {
            let script = format!(
                "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {clipboard} }});
                globalThis.rejections ??= 0;
                globalThis.onunhandledrejection = () => {{ globalThis.rejections += 1 }}"
            );
            stage.page.run(&script, vec![]).await;
            stage.page.press(COPY).await;
            let state = "return [document.getElementById('fault-copied').hidden, globalThis.rejections,
                getSelection().toString().includes('wasm-function')]";
            assert_eq!(stage.page.run(state, vec![]).await, json!([true, 0, true]), "{clipboard}");
        }
        the_fault_was_seen(stage).await;
    });
}

#[test]
fn the_report_says_where_the_program_broke_and_nothing_of_the_person_or_the_files() {
    journey(async |stage| {
        sign_and_verify(stage).await;
        break_the_module(stage).await;
        stage.page.shows("the fault", |view| !view.fault.words.is_empty()).await;
        accessibility::look(&stage.page, "a-fault-of-the-program").await;
        stage.page.press("Rapport pour la personne qui vous aide").await;
        let report = stage.page.run("return document.getElementById('fault-place').innerText", vec![]).await;
        let report = report.as_str().unwrap();
        for part in ["Version ", "crate/src/browser/page/", "RuntimeError", "wasm-function", "Chrom"] {
            assert!(report.contains(part), "{part} is not in\n{report}");
        }
        let places = stage.simulator.url();
        for secret in ["novembre", "signe.xml", SIGNER, PASSWORD, "MARCHAND", "99999", places.as_str()] {
            assert!(!report.contains(secret), "{secret} is in\n{report}");
        }
        stage.page.press(COPY).await;
        stage
            .page
            .shows("that it is copied", |view| view.fault.words.contains("Le rapport est copié."))
            .await;
        let selected = stage.page.run("return getSelection().toString()", vec![]).await;
        assert_eq!(selected.as_str().unwrap().trim(), report.trim());
        the_fault_was_seen(stage).await;
    });
}
