//! Leaving the page and coming back to it; the page in two tabs at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use fantoccini::wd::WindowHandle;
use s2low_simulator::Fault;
use webdriver_journeys::judges::accepted;
use webdriver_journeys::material::{PASSWORD, Pes, heavy};
use webdriver_journeys::page::names;
use webdriver_journeys::patience::until;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
use webdriver_journeys::view::View;

/// What the other tab is told; by the second where both signed in the same second, and so the same bytes.
const ALREADY: &[&str] =
    &["Ce flux a déjà été signé et envoyé d’ici", "S2low a déjà ce fichier, exactement le même"];

async fn ready_to_sign(stage: &Stage) {
    stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
    stage.sign_as_mayor().await;
}

fn knows(view: &View) -> bool {
    let job = view.job("novembre.xml");
    job.is_some_and(|job| ALREADY.iter().any(|already| job.outcome.starts_with(already)))
}

fn is_done(view: &View) -> bool {
    view.job("novembre.xml").is_some_and(|job| job.state == "done")
}

/// Reads the same file in a second tab as well, which is on stage then; the first one.
async fn ready_in_two_tabs(stage: &Stage) -> WindowHandle {
    // Written once: a file that changed since it was read is not signed.
    let file = stage.pes("novembre.xml", &Pes::full());
    stage.page.read(&[&file]).await;
    stage.sign_as_mayor().await;
    let first = stage.open_tab().await;
    stage.page.read(&[&file]).await;
    stage.sign_as_mayor().await;
    first
}

#[test]
fn one_flux_signed_and_sent_in_two_tabs_at_once_is_sent_once() {
    in_every_engine(async |stage| {
        let first = ready_in_two_tabs(stage).await;
        stage.simulator.set_fault(Fault::SlowAnswer(Duration::from_secs(3)));
        let second = stage.go_to_tab(&first).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.go_to_tab(&second).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        // Whichever tab had its turn first, the other one waits for it, learns of it, and follows it too.
        let mut view = stage.page.shows("that it was sent", is_done).await;
        if !knows(&view) {
            stage.go_to_tab(&first).await;
            view = stage.page.shows("that the other tab has sent it", knows).await;
            stage.go_to_tab(&second).await;
        }
        stage.simulator.set_fault(Fault::None);
        assert_eq!(view.followed("novembre.xml").unwrap().transaction, "transaction 1");
        assert_eq!(stage.simulator.transactions().len(), 1);
        accepted(&stage.simulator, 1).await;

        // What one tab erases is gone in the other.
        stage.page.press("Effacer le journal").await;
        stage.go_to_tab(&first).await;
        stage.page.shows("an empty list", |view| view.followed.is_empty()).await;
    });
}

#[test]
fn a_tab_that_was_told_nothing_learns_from_the_journal_what_another_one_sent() {
    in_every_engine(async |stage| {
        let first = ready_in_two_tabs(stage).await;
        stage.page.run("BroadcastChannel.prototype.postMessage = () => {}", vec![]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.shows("that it was sent", is_done).await;
        stage.go_to_tab(&first).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.shows("that the other tab has sent it", knows).await;
        assert_eq!(view.followed.len(), 1);
        assert_eq!(view.followed[0].transaction, "transaction 1");
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn a_certificate_forgotten_in_one_tab_is_closed_in_the_other() {
    in_every_engine(async |stage| {
        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.page.open_certificate(&stage.demonstration.certificate, PASSWORD, "Maire").await;
        let first = stage.open_tab().await;
        stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        let second = stage.go_to_tab(&first).await;
        stage.page.press(names::CHANGE).await;
        stage.page.press(names::FORGET).await;
        stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        stage.go_to_tab(&second).await;
        stage.page.shows("no signer here either", |view| view.signer.name.is_empty()).await;
    });
}

#[test]
fn leaving_is_asked_about_only_while_something_is_unsent() {
    in_every_engine(async |stage| {
        // What shows that a step is done may come a moment before the page is done with it.
        let asks = async |wanted: bool, why: &str| {
            let script = "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
            until(why, async || (stage.page.run(script, vec![]).await == wanted).then_some(())).await;
        };
        let signed = |view: &View| view.jobs.iter().any(|job| job.state == "done");
        ready_to_sign(stage).await;
        asks(false, "nothing was done yet").await;
        stage.page.press(names::SIGN_ONLY).await;
        stage.page.shows("a signed file", signed).await;
        asks(true, "it is signed and not sent").await;
        stage.download(names::DOWNLOAD, Pes::full().bytes(), 3).await;
        asks(false, "it was downloaded").await;
        stage.simulator.set_fault(Fault::SlowAnswer(Duration::from_secs(5)));
        stage.page.press(names::SEND_NOW).await;
        asks(true, "it is being sent").await;
        stage.page.shows("that it was sent", |view| view.followed("novembre.xml").is_some()).await;
        asks(false, "it was sent").await;
    });
}

#[test]
fn going_elsewhere_and_back_finds_what_was_sent_and_can_go_on() {
    in_every_engine(async |stage| {
        ready_to_sign(stage).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        // Chromium asks for an icon of a page that names none.
        stage.expect_trouble();
        let browser = stage.page.browser();
        browser.open(&format!("{}/icon.svg", stage.simulator.url())).await;
        browser.client().back().await.unwrap();
        stage.page.is_ready().await;
        stage.page.reaches("novembre.xml", "2").await;
        browser.client().forward().await.unwrap();
        browser.client().back().await.unwrap();
        stage.page.is_ready().await;
        // The browser may have put the page aside as it was, or may load it anew.
        if stage.page.view().await.signer.name.is_empty() {
            stage.sign_as_mayor().await;
        }
        stage.page.read(&[&stage.pes("decembre.xml", &Pes::small())]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("decembre.xml", "2").await;
        assert_eq!(stage.simulator.transactions().len(), 2);
    });
}

#[test]
fn a_reload_in_the_middle_of_signing_sends_nothing_and_leaves_nothing() {
    in_every_engine(async |stage| {
        ready_to_sign(stage).await;
        // The signature is never made.
        stage.page.run("SubtleCrypto.prototype.sign = () => new Promise(() => {})", vec![]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        let signing = |view: &View| view.job("novembre.xml").is_some_and(|job| job.state == "busy");
        stage.page.shows("that it is being signed", signing).await;
        let view = stage.reload().await;
        assert!(view.jobs.is_empty() && view.followed.is_empty() && view.errors.is_empty(), "{view:#?}");
        assert!(stage.simulator.transactions().is_empty());
        ready_to_sign(stage).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn a_reload_in_the_middle_of_sending_loses_nothing_and_the_file_is_sent_once() {
    in_every_engine(async |stage| {
        stage
            .sends_into(Fault::SlowUpload { bytes_per_second: 200_000 }, &stage.file("novembre.xml", heavy()))
            .await;
        stage.uploads("novembre.xml").await;
        stage.reload().await;
        // What is kept is there a moment after the page can be used.
        let view = stage.page.shows("the signed file", |view| view.job("novembre.xml").is_some()).await;
        let job = view.job("novembre.xml").unwrap();
        assert!(job.outcome.contains("Son envoi avait commencé"), "{}", job.outcome);
        assert!(view.offers(names::SEND_NOW) && view.followed.is_empty(), "{view:#?}");
        assert!(stage.simulator.transactions().is_empty(), "half of it was taken");
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::SEND_NOW).await;
        stage.page.reaches("novembre.xml", "2").await;
        accepted(&stage.simulator, 1).await;
        assert_eq!(stage.simulator.transactions().len(), 1, "it was sent twice");
    });
}

#[test]
fn an_upload_is_told_and_begun_only_once_its_file_is_kept() {
    // The browser takes its time to write anything down, until it may go on; uploads are counted.
    const SLOW_DISK: &str = "
        window.posted = 0;
        const { send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.send = function (body) {
            if (body) window.posted += 1;
            return send.call(this, body);
        };
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (record) {
            const hold = () => { if (!window.goOn) this.get('').onsuccess = hold; };
            hold();
            return put.call(this, record);
        };";
    journey(async |stage| {
        ready_to_sign(stage).await;
        stage.page.run(SLOW_DISK, vec![]).await;
        stage.expect_trouble();
        stage.simulator.set_fault(Fault::SlowUpload { bytes_per_second: 1_000 });
        stage.page.press(names::SIGN_AND_SEND).await;
        let is_sending =
            |view: &View| view.job("novembre.xml").is_some_and(|job| job.steps[2].words == "Envoi en cours");
        let view = stage.page.shows("that it is to be sent", is_sending).await;
        assert_eq!(view.job("novembre.xml").unwrap().progress, "");
        let bar = "return document.querySelector('.job [data-slot=\"progress-bar\"]').value";
        assert_eq!(stage.page.run(bar, vec![]).await, 0);
        let posted = async || stage.page.run("return window.posted", vec![]).await;
        assert_eq!(posted().await, 0);
        stage.page.run("window.goOn = true", vec![]).await;
        stage.uploads("novembre.xml").await;
        assert_eq!(posted().await, 1);
        stage.reload().await;
        stage.page.shows("the file that was kept", |view| view.offers(names::SEND_NOW)).await;
    });
}
