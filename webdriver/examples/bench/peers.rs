//! What the page is measured against in the same browser: SHA-256 in WebAssembly and nothing else, the browser's own
//! digest, and xadesjs.

use std::time::Duration;

use fantoccini::Locator;
use s2low_simulator::{Config, Simulator};
use serde::{Deserialize, Serialize};
use serde_json::json;
use webdriver_journeys::browser::Browser;
use webdriver_journeys::devtools;

use crate::{Flux, Order};

/// How long one measurement may take.
const PATIENCE: Duration = Duration::from_secs(240);
/// What is done as often as the page reads.
const QUICK: &[&str] = &["sha256", "sha256File", "webCrypto"];

/// One of them on one flux.
#[derive(Debug, Serialize)]
pub struct Measured {
    flux: String,
    name: &'static str,
    /// Once for each run.
    seconds: Vec<f64>,
    /// The module's memory, if it is one, in bytes.
    module: Option<u64>,
    /// The most memory that the page's process had, in bytes.
    renderer: Option<u64>,
    /// What it digested, as it tells it.
    digest: Option<String>,
    /// Why there is no time.
    error: Option<String>,
}

#[derive(Default, Deserialize)]
struct Run {
    milliseconds: Option<f64>,
    memory: Option<u64>,
    digest: Option<String>,
    error: Option<String>,
}

/// Measures all of them, each in a browser just started.
pub async fn measure(order: &Order) -> Vec<Measured> {
    let folder = tempfile::tempdir().unwrap();
    // Nothing but a server of files here.
    let config = Config { site: Some(order.peers.clone()), ..Config::new(folder.path()) };
    let server = Simulator::start(config).await.unwrap();
    let mut measured = Vec::new();
    for flux in &order.flux {
        for name in QUICK {
            measured.push(one(&server, flux, name, order.runs, &order.id).await);
        }
        if flux.xadesjs {
            measured.push(one(&server, flux, "xadesjs", 1, &order.id).await);
        }
    }
    server.stop().await;
    measured
}

async fn one(server: &Simulator, flux: &Flux, name: &'static str, runs: usize, id: &str) -> Measured {
    let browser = Browser::start().await;
    browser.be_patient(PATIENCE).await;
    // xadesjs gives texts to DOMParser, which the server's policy of trusted types would stop.
    devtools::ignore_policies(&browser).await;
    let mut last = Run::default();
    let mut seconds = Vec::new();
    for _ in 0..runs {
        last = run(&browser, server, flux, name, id).await;
        seconds.extend(last.milliseconds.map(|milliseconds| milliseconds / 1000.0));
    }
    Measured {
        flux: flux.name.clone(),
        name,
        seconds,
        module: last.memory,
        renderer: browser.renderer_peak(),
        digest: last.digest,
        error: last.error,
    }
}

async fn run(browser: &Browser, server: &Simulator, flux: &Flux, name: &str, id: &str) -> Run {
    browser.open(&format!("{}/", server.url())).await;
    let client = browser.client();
    let field = client.find(Locator::Id("file")).await.unwrap();
    field.send_keys(flux.file.to_str().unwrap()).await.unwrap();
    let script = "window.measure(arguments[0], arguments[1]).then(arguments[2])";
    match client.execute_async(script, vec![json!(name), json!(id)]).await {
        Ok(value) => serde_json::from_value(value).unwrap(),
        // Such as a page that ran out of memory.
        Err(error) => Run { error: Some(error.to_string()), ..Run::default() },
    }
}
