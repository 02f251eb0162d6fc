//! The page itself: how fast it reads, how long it signs, and what it needs for that.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use webdriver_journeys::devtools::{before_the_page, clear_cache, effort, slow_down};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, journey};

use crate::Flux;

/// Takes the time inside the page.
const WATCH: &str = include_str!("watch.js");
/// By how much the processor is slowed down where tasks are measured.
const SLOWER: u32 = 4;

/// A person takes longer to find a file; the page uses the time to get ready.
const BEFORE_CHOOSING: Duration = Duration::from_secs(1);

/// The page on one flux.
#[derive(Debug, Serialize)]
pub struct Measured {
    flux: String,
    /// From the choice of the file to what it says, once for each run.
    seconds: Vec<f64>,
    /// The module's memory at the end, in bytes.
    module: u64,
    /// The most memory that the page's process had, in bytes.
    renderer: Option<u64>,
    /// The longest task while reading, in milliseconds; 0 when none took 50.
    longest_task: f64,
    /// The same on a processor four times slower.
    longest_task_slowed: f64,
    signing: Signing,
}

/// The signing of one flux.
#[derive(Debug, Serialize)]
struct Signing {
    signatures: u64,
    /// From the press of the button to the signed file.
    seconds: f64,
    /// What of it was the key's work.
    key_seconds: f64,
    /// From the press of the button to the end of the verification.
    verified_seconds: f64,
}

#[derive(Deserialize)]
struct Reading {
    milliseconds: f64,
    longest_task: f64,
    state: String,
}

#[derive(Deserialize)]
struct Signed {
    milliseconds: f64,
    key: f64,
    signatures: u64,
    verified: f64,
    state: String,
}

/// Tells when the page can be used, as it says itself, since it was asked for.
const START: &str = "
    window.started = new Promise((done) => {
        const look = () => document.body?.dataset.state === 'ready' && done(performance.now());
        new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    });";

/// How long it takes until the page can be used, in seconds, on a processor that is four times slower and with
/// nothing of it kept.
pub fn start(runs: usize) -> Vec<f64> {
    let start = || {
        journey(async |stage| {
            let browser = stage.page.browser();
            before_the_page(browser, START).await;
            slow_down(browser, SLOWER).await;
            let url = format!("{}/", stage.simulator.url());
            clear_cache(browser, &url).await;
            browser.open(&url).await;
            let milliseconds: f64 = promised(stage, "started").await;
            milliseconds / 1000.0
        })
    };
    (0..runs).map(|_| start()).collect()
}

/// Reads a flux several times, each time on a page just loaded, then signs it.
pub fn measure(flux: &Flux, runs: usize) -> Measured {
    journey(async |stage| {
        slow_down(stage.page.browser(), SLOWER).await;
        let slowed = read(stage, flux).await;
        slow_down(stage.page.browser(), 1).await;

        let (mut seconds, mut longest_task) = (Vec::new(), 0.0_f64);
        for _ in 0..runs {
            let reading = read(stage, flux).await;
            seconds.push(reading.milliseconds / 1000.0);
            longest_task = longest_task.max(reading.longest_task);
        }
        let signing = sign(stage).await;
        Measured {
            flux: flux.name.clone(),
            seconds,
            module: effort(stage.page.browser()).await.memory,
            renderer: stage.page.browser().renderer_peak(),
            longest_task,
            longest_task_slowed: slowed.longest_task,
            signing,
        }
    })
}

/// Loads the page anew and has it read the flux.
async fn read(stage: &Stage, flux: &Flux) -> Reading {
    let browser = stage.page.browser();
    browser.open(&format!("{}/", stage.simulator.url())).await;
    stage.page.shows("a page that can be used", |view| view.state == "ready").await;
    browser.run(WATCH, vec![]).await;
    tokio::time::sleep(BEFORE_CHOOSING).await;
    stage.page.choose(names::FILES, &[&flux.file]).await;
    let reading: Reading = promised(stage, "reading").await;
    // Above 128 MiB it is read and can be signed, but S2low would refuse it.
    let can_be_signed = matches!(reading.state.as_str(), "ready" | "attention" | "refused");
    assert!(can_be_signed, "the flux is “{}”", reading.state);
    reading
}

/// Signs what was read last.
async fn sign(stage: &Stage) -> Signing {
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_ONLY).await;
    let signed: Signed = promised(stage, "signing").await;
    assert_eq!(signed.state, "done", "the flux was not signed");
    Signing {
        signatures: signed.signatures,
        seconds: signed.milliseconds / 1000.0,
        key_seconds: signed.key / 1000.0,
        verified_seconds: signed.verified / 1000.0,
    }
}

/// Waits for one of the promises of [`WATCH`].
async fn promised<T: for<'a> Deserialize<'a>>(stage: &Stage, name: &str) -> T {
    let script = format!("window.{name}.then(arguments[arguments.length - 1])");
    let kept = stage.page.browser().client().execute_async(&script, vec![]).await.unwrap();
    serde_json::from_value(kept).unwrap()
}
