//! What is left of passwords and keys: in the page, in the module's memory, on the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;

use serde_json::{Value, json};
use webdriver_journeys::containers;
use webdriver_journeys::devtools::{add_authenticator, in_memory};
use webdriver_journeys::engine::Engine;
use webdriver_journeys::material::{PASSWORD, Pes, private_key};
use webdriver_journeys::page::names;
use webdriver_journeys::patience::until;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};

/// Parts of a private key, as PKCS#8. The modulus is public, and stands in the certificate; what follows it is not.
fn parts(key: &[u8]) -> Vec<&[u8]> {
    [400, 520, 700, 850, 1000, 1150].iter().map(|at| &key[*at..*at + 24]).collect()
}

async fn sign(stage: &Stage, file: &str) {
    stage.page.read(&[&stage.pes(file, &Pes::full())]).await;
    stage.page.press(names::SIGN_ONLY).await;
    stage.page.shows("a signed file", |view| view.job(file).is_some_and(|job| job.state == "done")).await;
}

/// Forgets the certificate that is open.
async fn forget(stage: &Stage) {
    stage.page.press(names::FORGET).await;
    stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
}

/// The files of a folder in which any of these stands.
fn files_with(folder: &Path, parts: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_with(&path, parts));
        } else if kind.is_file() {
            // What the browser removes meanwhile is gone.
            let bytes = std::fs::read(&path).unwrap_or_default();
            let has = |part: &&[u8]| memchr::memmem::find(&bytes, part).is_some();
            found.extend(parts.iter().any(has).then(|| path.display().to_string()));
        }
    }
    found
}

#[test]
fn nothing_of_a_key_that_was_kept_and_forgotten_is_left_on_the_disk() {
    in_every_engine(async |stage| {
        let key = private_key(&stage.subfolder("key"), &stage.demonstration.certificate);
        let secret = parts(&key);
        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.sign_as_mayor().await;
        // Written again as it is used, and for each change of what is kept along.
        sign(stage, "lundi.xml").await;
        stage.page.fill(names::ROLE, "Adjointe").await;
        stage.restart_browser().await;
        stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        let profile = stage.page.browser().profile().to_owned();
        let engine = stage.page.browser().engine();
        if engine != Engine::WebKit {
            assert!(!files_with(&profile, &secret).is_empty(), "the key is not found where it must be");
        }
        forget(stage).await;
        stage.restart_browser().await;
        // A browser may remove what nothing refers to any more in its own time.
        until("that no file has it", async || files_with(&profile, &secret).is_empty().then_some(())).await;
    });
}

#[test]
fn nothing_of_password_or_key_is_left_in_the_modules_memory() {
    journey(async |stage| {
        let folder = stage.subfolder("key");
        let certificate = stage.demonstration.certificate.clone();
        let key = private_key(&folder, &certificate);
        let wide: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wrong = "un autre mot de passe";
        let wrong_wide: Vec<u8> = wrong.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut secrets = parts(&key);
        secrets.extend([PASSWORD.as_bytes(), &wide, wrong.as_bytes(), &wrong_wide]);
        let public = &key[60..84];
        let browser = stage.page.browser();
        add_authenticator(browser, true).await;
        stage.go_by_name().await;
        let nothing_is_left = async |when: &str| {
            assert!(!in_memory(browser, &secrets).await.contains(&true), "{when}");
        };

        stage.page.try_certificate(&certificate, wrong).await;
        stage.page.tells("signer", "Mot de passe incorrect").await;
        nothing_is_left("after a wrong password").await;
        stage.sign_as_mayor().await;
        sign(stage, "novembre.xml").await;
        assert_eq!(in_memory(browser, &[public]).await, [true], "the certificate itself is not seen");
        nothing_is_left("while the certificate is open").await;
        forget(stage).await;
        nothing_is_left("after it was forgotten").await;

        let legacy = containers::legacy(&folder, &certificate);
        stage.page.open_certificate(&legacy, PASSWORD, "Maire").await;
        nothing_is_left("a container of the old kind is open").await;
        forget(stage).await;

        // Sealed, which needs the key itself for a moment.
        stage.page.press(names::REMEMBER).await;
        stage.sign_as_mayor().await;
        nothing_is_left("once the key is sealed").await;
        sign(stage, "décembre.xml").await;
        nothing_is_left("once a sealed key has signed").await;
        forget(stage).await;

        // Of two, the other is sealed.
        let two = containers::of_two_signers(&stage.subfolder("two"), &certificate);
        stage.page.press(names::REMEMBER).await;
        stage.page.try_certificate(&two, PASSWORD).await;
        let view = stage.page.shows("the choice", |view| view.choices.len() == 2).await;
        let [successor, mayor] = [true, false].map(|is_successor| {
            let is_wanted = |name: &str| name.starts_with(containers::SUCCESSOR) == is_successor;
            view.choices.iter().find(|choice| is_wanted(&choice.name)).unwrap().name.clone()
        });
        stage.page.press(&successor).await;
        stage.page.shows("the successor", |view| view.signer.name == containers::SUCCESSOR).await;
        nothing_is_left("once one of two keys is sealed").await;
        // The mayor's key is the browser's now: to be kept, it has to be opened again.
        stage.page.press(&mayor).await;
        stage.page.tells("signer", "n’est plus en mémoire depuis qu’un autre a été choisi").await;
        nothing_is_left("once the other one was chosen").await;
        stage.page.fill(names::ROLE, "Maire").await;
        sign(stage, "janvier.xml").await;
    });
}

/// What a password could be read from: the document, its fields, its address, and what is stored of it.
const EVERYTHING: &str = "
    const done = arguments[arguments.length - 1];
    const fields = [...document.querySelectorAll('input')].map((field) => field.value);
    const seen = [document.documentElement.outerHTML, location.href, JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }), document.cookie, ...fields];
    const text = (value) => JSON.stringify(value, (_, inner) =>
        ArrayBuffer.isView(inner) ? new TextDecoder('latin1').decode(inner) : inner);
    const names = ['pes-signer-keys', 'pes-signer-journal'];
    Promise.all(names.map((name) => new Promise((resolve) => {
        const open = indexedDB.open(name);
        open.onsuccess = () => {
            const stores = [...open.result.objectStoreNames];
            if (!stores.length) return resolve('');
            const all = open.result.transaction(stores).objectStore(stores[0]).getAll();
            all.onsuccess = () => { open.result.close(); resolve(text(all.result)); };
        };
        open.onerror = () => resolve('');
    }))).then((stored) => done([...seen, ...stored]));";

async fn everything(stage: &Stage) -> Vec<String> {
    let seen = stage.page.browser().client().execute_async(EVERYTHING, vec![]).await.unwrap();
    serde_json::from_value(seen).unwrap()
}

#[test]
fn a_password_can_be_shown_and_is_nowhere_in_the_page_once_it_was_used() {
    in_every_engine(async |stage| {
        let field = "const field = document.getElementById('certificate-password');
            return [field.type, field.value, field.autocomplete, field.spellcheck,
                document.getElementById('certificate-username').autocomplete]";
        let state = async || stage.page.run(field, vec![]).await;
        let is = |kind: &str, value: &str| json!([kind, value, "current-password", false, "username"]);
        assert_eq!(state().await, is("password", ""), "password managers know it by this");

        let (key, pem) = (stage.file("notes.txt", "rien"), stage.demonstration.certificate.clone());
        stage.page.choose(names::CERTIFICATE, &[&key]).await;
        stage.page.fill(names::PASSWORD, PASSWORD).await;
        stage.page.press("Afficher le mot de passe").await;
        assert_eq!(state().await, is("text", PASSWORD));
        stage.page.press("Masquer le mot de passe").await;
        assert_eq!(state().await, is("password", PASSWORD));
        stage.page.press("Afficher le mot de passe").await;
        stage.page.press(names::OPEN).await;
        stage.page.tells("signer", "notes.txt").await;
        assert_eq!(state().await[1], Value::from(""), "it was not about the password");

        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.page.try_certificate(&pem, PASSWORD).await;
        stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(state().await, is("password", ""), "the next password is hidden as it is typed");
        let places = everything(stage).await;
        assert!(places.len() > 8 && places[0].contains("certificate-password"));
        assert!(places.iter().all(|place| !place.contains(PASSWORD)), "{places:?}");
    });
}
