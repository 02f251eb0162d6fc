//! What the page loads is what it names, and it loads each once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use webdriver_journeys::engine::Engine;
use webdriver_journeys::server;
use webdriver_journeys::stage::{in_every_engine, in_every_engine_after};

/// What the altered scripts would do.
const MARK: &str = "document.documentElement.dataset.altered = 'yes'";
/// The scripts that the page names with their integrity, by how their names begin.
const SCRIPTS: &[&str] = &["main-", "pes_signer-", "fault-"];
/// WebKit asks anew for what it loaded ahead of time and found to be other than named, and takes what it then gets.
const IN_WEBKIT: &[&str] = &["main-"];

/// The script of this name, whatever its digest.
fn script(site: &Path, beginning: &str) -> PathBuf {
    let files = fs::read_dir(site).unwrap().map(|entry| entry.unwrap().path());
    let is_it = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(beginning);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "js")).find(is_it).unwrap()
}

#[test]
fn a_script_that_is_not_the_one_the_page_names_is_not_run() {
    // A copy of the page each time, so that others can stand beside it.
    in_every_engine_after("\n", async |stage| {
        stage.expect_trouble();
        let scripts = match stage.page.browser().engine() {
            Engine::WebKit => IN_WEBKIT,
            _ => SCRIPTS,
        };
        for beginning in scripts {
            let folder = format!("altered-{beginning}");
            let site = stage.site().join(&folder);
            server::copy_folder(&server::site(), &site);
            let path = script(&site, beginning);
            let altered = format!("{}\n{MARK};\n", fs::read_to_string(&path).unwrap());
            fs::write(&path, altered).unwrap();
            assert!(stage.misdeeds().await.is_empty(), "before {beginning}");

            let browser = stage.page.browser();
            browser.open(&format!("{}/{folder}/", stage.simulator.url())).await;
            if *beginning == "main-" {
                // Nobody is there to tell: the page stands as it is without script.
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            } else {
                let missing = "Le module de signature n’est pas disponible";
                stage.page.shows("why nothing can be signed", |view| view.text.contains(missing)).await;
            }
            let mark = "return document.documentElement.dataset.altered ?? document.body.dataset.state";
            assert_ne!(stage.page.run(mark, vec![]).await, "yes", "{beginning} was run");
            assert_ne!(stage.page.run(mark, vec![]).await, "ready", "{beginning} was done without");
            let traces = browser.traces().await;
            if browser.engine() == Engine::Chromium {
                let told = traces.console.iter().any(|(_, message)| message.contains("integrity"));
                assert!(told, "{beginning}: {:#?}", traces.console);
            }
            stage.reload().await;
        }
    });
}

#[test]
fn at_the_first_visit_each_file_is_asked_for_once() {
    in_every_engine(async |stage| {
        let mut requests = stage.page.browser().traces().await.requests;
        requests.retain(|url| [".js", ".css", ".json", ".wasm"].iter().any(|kind| url.ends_with(kind)));
        assert!(requests.len() > 6, "{requests:#?}");
        assert!(!requests.iter().any(|url| url.contains("words-en")), "another language: {requests:#?}");
        requests.sort();
        let mut once = requests.clone();
        once.dedup();
        assert_eq!(requests, once);
        stage.reload().await;
    });
}
