//! axe-core's judgement of what the page shows. npm fetches it into cargo's target folder.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::npm;
use crate::page::Page;
use crate::screenshots::{self, WIDTHS, overflow};

const AXE: &str = "axe-core@4.14.1";

/// axe-core's script, fetched once; `None`, with the reason printed, where it cannot be had.
pub fn axe() -> Option<String> {
    let script = npm::file(AXE, "axe.min.js").and_then(|script| std::fs::read_to_string(script).ok());
    if script.is_none() {
        println!("accessibility is NOT checked: axe-core is not there");
    }
    script
}

/// What axe finds wrong with what is shown now, in words; empty when nothing is.
pub async fn violations(page: &Page, axe: &str) -> String {
    page.run(&format!("if (!window.axe) {{ {axe} }}"), vec![]).await;
    let script = "
        const done = arguments[arguments.length - 1];
        window.axe.run(document, { resultTypes: ['violations'] }).then(
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
    if let Some(axe) = axe() {
        let found = violations(page, &axe).await;
        assert!(found.is_empty(), "{state}:\n{found}");
    }
    for width in WIDTHS {
        assert_eq!(overflow(page, width).await, 0, "{state} is too wide for {width} pixels");
        screenshots::take(page, state, width).await.unwrap();
    }
    page.browser().resize(1280, 1000).await;
}
