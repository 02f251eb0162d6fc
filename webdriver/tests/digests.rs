//! The worker that reads large files and makes their digests: used for a large file, and missed by nobody where it cannot be had.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::devtools::before_the_page;
use webdriver_journeys::large::Large;
use webdriver_journeys::page::names;
use webdriver_journeys::server;
use webdriver_journeys::stage::{Stage, journey, journey_with_settings};

/// Large enough for the worker.
const SIZE: usize = 12_000_000;
/// Signatures of a file made by [`Large::of`].
const SIGNATURES: usize = 40;

/// Reads and signs a large file on a page whose `Worker` is the one of `script`; how many parcels it was given.
fn parcels_given(script: &str) -> u64 {
    let given = journey(async |stage| {
        let path = stage.file("grand.xml", "");
        Large::of(SIZE).write(&path).unwrap();
        let browser = stage.page.browser();
        before_the_page(browser, script).await;
        browser.open(&format!("{}/", stage.simulator.url())).await;
        stage.page.shows("a page that can be used", |view| view.state == "ready").await;
        stage.page.read(&[&path]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_ONLY).await;
        stage
            .page
            .shows("a signed file", |view| view.job("grand.xml").is_some_and(|job| job.state == "done"))
            .await;
        stage.download(names::DOWNLOAD, &std::fs::read(&path).unwrap(), SIGNATURES).await;
        stage.page.run("return window.parcels", vec![]).await.as_u64()
    });
    given.unwrap_or_default()
}

#[test]
fn the_digests_of_a_large_file_are_made_beside_the_page() {
    let parcels = parcels_given(
        "window.parcels = 0;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (...given) { window.parcels += 1; return post.apply(this, given); };",
    );
    assert!(parcels > 10, "{parcels} parcels for {SIZE} bytes");
}

#[test]
fn a_large_file_is_signed_where_no_worker_can_be_had() {
    parcels_given("window.Worker = class { constructor() { throw new Error('none'); } };");
}

#[test]
fn a_large_file_is_signed_when_the_worker_breaks_off() {
    let parcels = parcels_given(
        "window.parcels = 0;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (...given) {
            window.parcels += 1;
            if (window.parcels === 10) this.dispatchEvent(new Event('error'));
            return post.apply(this, given);
        };",
    );
    assert!(parcels >= 10, "it broke off before the file was read");
}

/// Puts a script before the one of the worker, and goes to the page with it.
async fn visit_with_worker(stage: &Stage, script: &str) {
    let site = stage.site().join("altered");
    server::copy_folder(&server::site(), &site);
    let files = std::fs::read_dir(&site).unwrap().map(|entry| entry.unwrap().path());
    let is_it = |path: &std::path::PathBuf| path.to_str().unwrap().contains("/digests");
    let worker = files.into_iter().find(is_it).unwrap();
    let altered = format!("{script}\n{}", std::fs::read_to_string(&worker).unwrap());
    std::fs::write(&worker, altered).unwrap();
    stage.page.visit(&format!("{}/altered/", stage.simulator.url())).await;
}

/// A browser that forgets to answer in the middle of a file.
const FORGETS: &str = "
    const read = ReadableStreamBYOBReader.prototype.read;
    let reads = 0;
    ReadableStreamBYOBReader.prototype.read = function (view) {
        reads += 1;
        if (reads === 1) return read.call(this, view);
        new BroadcastChannel('forgotten').postMessage(reads);
        return new Promise(() => {});
    };";

#[test]
fn a_large_file_is_read_to_its_end_where_the_browser_forgets_to_answer() {
    journey_with_settings(
        |_| {},
        async |stage| {
            let path = stage.file("grand.xml", "");
            Large::of(SIZE).write(&path).unwrap();
            visit_with_worker(stage, FORGETS).await;
            let listen = "window.forgotten = [];
                new BroadcastChannel('forgotten').onmessage = ({ data }) => window.forgotten.push(data);";
            stage.page.browser().run(listen, vec![]).await;
            stage.page.read(&[&path]).await;
            let forgotten = stage.page.browser().run("return window.forgotten", vec![]).await;
            assert_eq!(forgotten, serde_json::json!([2]), "it was asked again, or never");
            stage.sign_as_mayor().await;
            stage.page.press(names::SIGN_ONLY).await;
            stage.download(names::DOWNLOAD, &std::fs::read(&path).unwrap(), SIGNATURES).await;
        },
    );
}

/// What a worker that means harm would do.
const ASKS: &str = "fetch('http://127.0.0.1:9/elsewhere').catch(() => {});";

#[test]
fn the_worker_cannot_ask_anybody_else_and_an_attempt_would_be_noticed() {
    journey_with_settings(
        |_| {},
        async |stage| {
            let path = stage.file("grand.xml", "");
            Large::of(SIZE).write(&path).unwrap();
            visit_with_worker(stage, ASKS).await;
            stage.page.read(&[&path]).await;
            let misdeeds = stage.misdeeds().await;
            let told = |misdeed: &String| misdeed.contains("elsewhere") && misdeed.contains("connect-src");
            assert!(misdeeds.iter().any(told), "{misdeeds:#?}");
        },
    );
}
