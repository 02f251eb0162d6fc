//! What only Chromium can tell or do: its protocol for developers, and its logs.

use std::path::Path;
use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::common::{self, Traces, WATCH};

/// What [`WATCH`] took down about the work of the page.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// The longest task of the main thread, in milliseconds; 0 when none took 50.
    pub longest_task: f64,
    /// How many tasks took 50 milliseconds or more.
    pub long_tasks: u64,
    /// The size of the module's memory, in bytes; it never shrinks.
    pub memory: u64,
}

impl Effort {
    /// Whether what took so long as a whole was done little by little, so that the page could answer meanwhile: not
    /// half of it in one task. No count of milliseconds, for a busy machine makes any task longer.
    pub fn is_little_by_little(&self, whole: Duration) -> bool {
        self.longest_task * 2.0 <= whole.as_secs_f64() * 1000.0
    }
}

pub(crate) async fn watch_from_the_start(browser: &Browser) {
    // What Chromium shows first is a page of its own, with requests of its own.
    browser.open("about:blank").await;
    log(browser, "performance").await;
    before_the_page(browser, WATCH).await;
}

/// Runs a script before any of the page, from the next time on that it is opened.
pub async fn before_the_page(browser: &Browser, script: &str) {
    command(browser, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
}

/// Forgets all that was kept of a page, so that it is fetched as at the first visit.
pub async fn clear_cache(browser: &Browser, url: &str) {
    command(browser, "Network.clearBrowserCache", json!({})).await;
    let kept = json!({ "origin": url, "storageTypes": "service_workers,cache_storage" });
    command(browser, "Storage.clearDataForOrigin", kept).await;
}

/// Gives the computer an authenticator that recognises its user, or does not; with secrets to give, or without.
pub async fn add_authenticator(browser: &Browser, has_secrets: bool) -> Authenticator {
    command(browser, "WebAuthn.enable", json!({ "enableUI": false })).await;
    let options = json!({
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "hasPrf": has_secrets, "isUserVerified": true,
        "automaticPresenceSimulation": true,
    });
    let answer = command(browser, "WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await;
    Authenticator(answer["authenticatorId"].as_str().unwrap().to_owned())
}

/// An authenticator that there is not.
#[derive(Debug)]
pub struct Authenticator(String);

impl Authenticator {
    /// From here on it recognises its user, or does not.
    pub async fn recognise(&self, browser: &Browser, recognised: bool) {
        let parameters = json!({ "authenticatorId": self.0, "isUserVerified": recognised });
        command(browser, "WebAuthn.setUserVerified", parameters).await;
    }

    /// How often each of its credentials was used.
    pub async fn uses(&self, browser: &Browser) -> Vec<u64> {
        let answer = command(browser, "WebAuthn.getCredentials", json!({ "authenticatorId": self.0 })).await;
        let credentials = answer["credentials"].as_array().unwrap().iter();
        credentials.map(|credential| credential["signCount"].as_u64().unwrap()).collect()
    }
}

/// Which of some sequences of bytes stand in the module's memory.
pub async fn in_memory(browser: &Browser, sequences: &[&[u8]]) -> Vec<bool> {
    let script = "
        const memory = new Uint8Array(window.watched.memory.buffer);
        const stands = (sequence) => {
            for (let at = memory.indexOf(sequence[0]); at >= 0; at = memory.indexOf(sequence[0], at + 1)) {
                if (sequence.every((byte, index) => memory[at + index] === byte)) return true;
            }
            return false;
        };
        return arguments[0].map(stands);";
    let found = browser.run(script, vec![json!(sequences)]).await;
    serde_json::from_value(found).unwrap()
}

/// Everything since the last time this was asked.
pub(crate) async fn traces(browser: &Browser) -> Traces {
    let mut traces = Traces::default();
    for entry in log(browser, "performance").await {
        let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
        let event = &event["message"];
        if event["method"] == "Network.requestWillBeSent" {
            traces.requests.push(event["params"]["request"]["url"].as_str().unwrap().to_owned());
        }
    }
    for entry in log(browser, "browser").await {
        if entry["level"] == "SEVERE" {
            let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            traces.console.push((text("source"), text("message")));
        }
    }
    traces.faults = common::traces(browser).await.faults;
    traces
}

/// The work done since the page was opened, or since the last time this was asked.
pub async fn effort(browser: &Browser) -> Effort {
    let script = "
        const tasks = window.watched.tasks.splice(0);
        return {
            longest: Math.max(0, ...tasks), count: tasks.length,
            memory: window.watched.memory?.buffer.byteLength ?? 0,
        }";
    let found = browser.run(script, vec![]).await;
    Effort {
        longest_task: found["longest"].as_f64().unwrap(),
        long_tasks: found["count"].as_u64().unwrap(),
        memory: found["memory"].as_u64().unwrap(),
    }
}

/// Drops files and folders at a place of the window, as a hand with a mouse does.
pub async fn drop_at(browser: &Browser, place: (u32, u32), paths: &[&Path]) {
    // What is dropped has been dragged over the place before.
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        let event = json!({ "type": kind, "x": place.0, "y": place.1, "data": data });
        command(browser, "Input.dispatchDragEvent", event).await;
    }
}

/// Has the person ask for dark colours, or for none in particular.
pub async fn darken(browser: &Browser, dark: bool) {
    let value = if dark { "dark" } else { "" };
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
    command(browser, "Emulation.setEmulatedMedia", features).await;
}

/// Shows the page as it is printed, or as on a screen again.
pub async fn on_paper(browser: &Browser, on_paper: bool) {
    let media = if on_paper { "print" } else { "" };
    command(browser, "Emulation.setEmulatedMedia", json!({ "media": media })).await;
}

/// Has the browser run no script of the pages that are opened from here on, or run them again.
pub async fn forbid_scripts(browser: &Browser, forbidden: bool) {
    command(browser, "Emulation.setScriptExecutionDisabled", json!({ "value": forbidden })).await;
}

/// What keeps the page from being installed as a program.
pub async fn installability_errors(browser: &Browser) -> Vec<Value> {
    let answer = command(browser, "Page.getInstallabilityErrors", json!({})).await;
    answer["installabilityErrors"].as_array().unwrap().clone()
}

/// What the browser makes of the manifest of the page: its address, its errors, what it read.
pub async fn manifest(browser: &Browser) -> Value {
    command(browser, "Page.getAppManifest", json!({})).await
}

/// Takes the network away from the page, or gives it back; the page is told, as it is by a computer.
pub async fn offline(browser: &Browser, offline: bool) {
    let conditions =
        json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    command(browser, "Network.emulateNetworkConditions", conditions).await;
}

/// Has the browser pay no attention to the policies of pages, so that a page may do what its server forbids.
pub async fn ignore_policies(browser: &Browser) {
    command(browser, "Page.setBypassCSP", json!({ "enabled": true })).await;
}

/// Makes the processor of the page this many times slower.
pub async fn slow_down(browser: &Browser, times: u32) {
    command(browser, "Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
}

pub(crate) async fn set_size(browser: &Browser, width: u32, height: u32) {
    // Not by the window: Chromium's cannot be narrower than 500 pixels.
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    command(browser, "Emulation.setDeviceMetricsOverride", size).await;
}

/// A picture of the whole page, PNG in base64.
pub(crate) async fn picture(browser: &Browser) -> String {
    let how = json!({ "format": "png", "captureBeyondViewport": true });
    let answer = command(browser, "Page.captureScreenshot", how).await;
    answer["data"].as_str().unwrap().to_owned()
}

async fn command(browser: &Browser, name: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": name, "params": parameters });
    browser.call(Method::POST, "goog/cdp/execute".to_owned(), Some(body)).await
}

async fn log(browser: &Browser, kind: &str) -> Vec<Value> {
    let answer = browser.call(Method::POST, "se/log".to_owned(), Some(json!({ "type": kind }))).await;
    let Value::Array(entries) = answer else { panic!("no log: {answer}") };
    entries
}
