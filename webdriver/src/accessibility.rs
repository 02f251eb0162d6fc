//! axe-core's judgement of what the page shows. npm fetches it into cargo's target folder.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::devtools;
use crate::engine::Engine;
use crate::npm;
use crate::page::Page;
use crate::screenshots::{self, WIDTHS, overflow};

const AXE: &str = "axe-core@4.14.1";

/// axe-core's script, fetched once.
fn axe() -> String {
    std::fs::read_to_string(npm::file(AXE, "axe.min.js")).unwrap()
}

/// What axe finds wrong with what is shown now, in words; empty when nothing is. Where the colours can be chosen, in
/// the dark ones, too.
pub async fn violations(page: &Page) -> String {
    let axe = axe();
    let mut words = found(page, &axe).await;
    let browser = page.browser();
    if browser.engine() == Engine::Chromium {
        devtools::darken(browser, true).await;
        words.push_str(&found(page, &axe).await);
        devtools::darken(browser, false).await;
    }
    words
}

async fn found(page: &Page, axe: &str) -> String {
    page.run(&format!("if (!window.axe) {{ {axe} }}"), vec![]).await;
    let script = "
        const done = arguments[arguments.length - 1];
        // Half-way from one colour to another, a contrast means nothing.
        const still = document.getAnimations().map((one) => one.finished.catch(() => {}));
        Promise.all(still).then(() => window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })).then(
            (result) => done({ violations: result.violations, passes: result.passes.length }),
            (error) => done({ error: String(error) }))";
    let found = page.browser().client().execute_async(script, vec![]).await.unwrap();
    assert_eq!(found["error"], Value::Null, "axe could not look at the page");
    assert!(found["passes"].as_u64() > Some(10), "axe looked at next to nothing: {}", json!(found));
    let mut words = String::new();
    for violation in found["violations"].as_array().unwrap() {
        writeln!(words, "{} ({}): {}", violation["id"], violation["impact"], violation["help"]).unwrap();
        for node in violation["nodes"].as_array().unwrap() {
            writeln!(words, "  {}\n    {}", node["html"], node["failureSummary"]).unwrap();
        }
    }
    words
}

/// Looks at one state of the page: axe finds nothing, nothing is cut off, and pictures are taken.
///
/// # Panics
/// When something is wrong with it.
pub async fn look(page: &Page, state: &str) {
    let found = violations(page).await;
    assert!(found.is_empty(), "{state}:\n{found}");
    look_without_axe(page, state).await;
}

/// Looks at one state of a page on which no script of a test may run, and so not axe.
///
/// # Panics
/// When it is too wide.
pub async fn look_without_axe(page: &Page, state: &str) {
    for width in WIDTHS {
        assert_eq!(overflow(page, width).await, 0, "{state} is too wide for {width} pixels");
        screenshots::take(page, &state.replace(' ', "-"), width).await.unwrap();
    }
    page.browser().resize(1280, 1000).await;
}

/// The same where it looks alike in every engine: axe and the pictures are of one.
///
/// # Panics
/// When something is wrong with it.
pub async fn look_in_chromium(page: &Page, state: &str) {
    if page.browser().engine() == Engine::Chromium {
        look(page, state).await;
    }
}
