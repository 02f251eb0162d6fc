//! What one browser or another lacks: told in words, and worked without where that is possible.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use serde_json::json;
use webdriver_journeys::accessibility::{look, look_in_chromium, look_without_axe, violations};
use webdriver_journeys::devtools::forbid_scripts;
use webdriver_journeys::engine::Engine;
use webdriver_journeys::large::Large;
use webdriver_journeys::material::{PASSWORD, Pes};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine};
use webdriver_journeys::view::View;

/// What keeps the module from starting: a script before the page's own, and the words that tell.
const NO_MODULE: &[(&str, &str)] = &[
    ("delete globalThis.WebAssembly;", "Ce navigateur ne permet pas de l’exécuter (WebAssembly est absent ou interdit)."),
    (
        // An instruction that the engine does not know, as SIMD is one for old ones.
        "WebAssembly.instantiateStreaming = async () => new WebAssembly.Module(
             new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 5, 1, 3, 0, 253, 255]));",
        "Ce navigateur ne permet pas de l’exécuter (WebAssembly est absent ou interdit).",
    ),
    (
        "WebAssembly.instantiateStreaming = async () => { throw new TypeError('interrupted') };",
        "Il n’a pas pu être téléchargé. Vérifiez la connexion au réseau, puis rechargez la page.",
    ),
];

/// What the page does without; nobody notices.
const SPARE: &[&str] = &[
    "delete globalThis.BroadcastChannel; Object.defineProperty(navigator, 'locks', { value: undefined });",
    "delete globalThis.DecompressionStream;",
    "globalThis.Worker = class { constructor() { throw new Error('no module workers') } };",
    "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } });",
];

async fn sign_and_send(stage: &Stage, name: &str, pes: &Pes) {
    stage.page.read(&[&stage.pes(name, pes)]).await;
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_AND_SEND).await;
    stage.page.reaches(name, "2").await;
}

#[test]
fn a_browser_in_which_the_module_does_not_start_is_told_what_to_do() {
    in_every_engine(async |stage| {
        for (index, (script, words)) in NO_MODULE.iter().enumerate() {
            stage.open_after(script).await;
            let script =
                "return [document.body.dataset.state, document.getElementById('module-missing').innerText]";
            let start = std::time::Instant::now();
            let seen = loop {
                let seen = stage.page.run(script, vec![]).await;
                if seen[0] != json!("loading") || start.elapsed().as_secs() > 40 {
                    break seen;
                }
            };
            assert_eq!(seen[0], "failed");
            assert!(seen[1].as_str().unwrap().contains(words), "{seen}");
            if index == 0 {
                look_in_chromium(&stage.page, "the module is missing").await;
            }
        }
        if stage.page.browser().engine() == Engine::Chromium {
            // A module that never comes.
            stage.open_after("WebAssembly.instantiateStreaming = () => new Promise(() => {});").await;
            assert_eq!(stage.page.view().await.state, "loading");
            look(&stage.page, "the page is loading").await;
            forbid_scripts(stage.page.browser(), true).await;
            stage.page.browser().open(&format!("{}/", stage.simulator.url())).await;
            look_without_axe(&stage.page, "the page without script").await;
            let view = stage.page.view().await;
            for words in ["Cette page a besoin de JavaScript", "puis rechargez la page", "needs JavaScript"] {
                assert!(view.text.contains(words), "{words}: {}", view.text);
            }
            // axe is a script: for it to look, what stands there has to stay when scripts run again.
            let stay =
                "const words = document.querySelector('noscript'); words.replaceWith(...words.children)";
            stage.page.run(stay, vec![]).await;
            forbid_scripts(stage.page.browser(), false).await;
            assert!(stage.page.view().await.text.contains("needs JavaScript"));
            let found = violations(&stage.page).await;
            assert!(found.is_empty(), "without script:\n{found}");
        }
        stage.open_after("").await;
        stage.page.is_ready().await;
    });
}

#[test]
fn what_the_page_can_do_without_is_not_missed() {
    in_every_engine(async |stage| {
        for (number, script) in SPARE.iter().enumerate() {
            stage.open_after(script).await;
            stage.page.is_ready().await;
            let pes = Pes::small().with("Plantations d'automne", &format!("Plantations {number}"));
            let pes = pes.with("<NomFic V=\"", &format!("<NomFic V=\"{number}"));
            sign_and_send(stage, &format!("{number}.xml"), &pes).await;
        }
        // Large enough for a worker, which there is none of.
        let large = stage.file("grand.xml", "");
        Large::of(6_000_000).write(&large).unwrap();
        stage.open_after(SPARE[2]).await;
        stage.page.is_ready().await;
        let view = stage.page.read(&[&large]).await;
        let file = view.file("grand.xml").unwrap();
        assert!(!file.totals.is_empty() && file.state != "blocked", "{file:?}");
    });
}

#[test]
fn at_an_address_without_webcrypto_the_person_is_told_which_address_to_use() {
    in_every_engine(async |stage| {
        stage.open_after("Object.defineProperty(crypto, 'subtle', { value: undefined });").await;
        stage.page.is_ready().await;
        let view = stage
            .page
            .tells("signer", "Le navigateur n’autorise la signature que sur une adresse sécurisée")
            .await;
        assert!(
            view.error("signer").unwrap().fix.starts_with("Ouvrez la page par son adresse https."),
            "{:?}",
            view.errors
        );
        let view = stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        assert_eq!(view.file("novembre.xml").unwrap().state, "ready", "what it says is shown all the same");
        stage.page.try_certificate(&stage.demonstration.certificate, PASSWORD).await;
        stage.page.tells("signer", "").await;
        assert!(!stage.page.view().await.offers(names::SIGN_AND_SEND));
    });
}

#[test]
fn where_the_browser_refuses_to_keep_anything_it_is_told_and_files_still_go() {
    in_every_engine(async |stage| {
        for script in [
            "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });",
            "IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError') };",
        ] {
            stage.open_after(script).await;
            stage.page.is_ready().await;
            stage.page.press(names::REMEMBER).await;
            stage.page.press(names::BY_ANYBODY).await;
            stage.page.try_certificate(&stage.demonstration.certificate, PASSWORD).await;
            stage.page.tells("signer", "Ce navigateur n’a pas pu le retenir : navigation privée").await;
            stage.page.fill(names::ROLE, "Maire").await;
            stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
            stage.page.press(names::SIGN_ONLY).await;
            let told = "Ce navigateur n’a pas pu garder novembre.xml";
            stage.page.shows(told, |view| view.status.starts_with(told)).await;
        }
        stage.page.press(names::SEND_NOW).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}

#[test]
fn where_no_authenticator_can_be_asked_the_other_way_of_keeping_is_offered() {
    in_every_engine(async |stage| {
        stage.open_after("delete globalThis.PublicKeyCredential;").await;
        stage.page.is_ready().await;
        stage.page.press(names::REMEMBER).await;
        let told = "Ce navigateur ne sait pas demander le code PIN ou l’empreinte du titulaire.";
        let view = stage.page.shows(told, |view: &View| view.text.contains(told)).await;
        assert!(view.offers(names::BY_ANYBODY) && !view.offers("Le titulaire seul"), "{:?}", view.controls);
        stage.page.open_certificate(&stage.demonstration.certificate, PASSWORD, "Maire").await;
        stage.open_after("").await;
        stage.page.shows("the signer, kept", |view| !view.signer.name.is_empty()).await;
    });
}
