//! The page without a network, and its versions: what the browser keeps is one version, whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::time::Duration;

use s2low_simulator::Fault;
use serde_json::json;
use webdriver_journeys::accessibility;
use webdriver_journeys::devtools;
use webdriver_journeys::engine::Engine;
use webdriver_journeys::judges::{accepted, received};
use webdriver_journeys::material::{Pes, heavy};
use webdriver_journeys::page::names;
use webdriver_journeys::patience::until;
use webdriver_journeys::stage::{
    Stage, in_every_engine, journey, journey_with_edition, journey_with_settings,
};
use webdriver_journeys::view::View;
use webdriver_journeys::{server, version};

const UPDATE: &str = "Mettre à jour";
/// The state of sending, and the status of S2low.
const WAITING: &str = "En attente du réseau";
const NO_NETWORK_YET: &str = "Il n’y a pas de réseau. Le fichier signé est gardé ici";
const NO_NETWORK: &str = "S2low : pas de réseau";

/// What the page itself says, and what its style sheet says.
async fn editions(stage: &Stage) -> (String, String) {
    let script = "
        const style = getComputedStyle(document.documentElement).getPropertyValue('--edition');
        return [document.body?.dataset.edition ?? '', style.trim()]";
    serde_json::from_value(stage.page.browser().look(script).await).unwrap()
}

/// Waits until the page and its style sheet are of an edition.
async fn is_of_edition(stage: &Stage, name: &str) {
    until(&format!("edition {name}"), async || (editions(stage).await == edition(name)).then_some(())).await;
}

fn edition(name: &str) -> (String, String) {
    (name.to_owned(), name.to_owned())
}

/// Has the browser look for a new version, as it does by itself when the page is opened; whether it has one.
async fn look_for_a_version(stage: &Stage) -> bool {
    let script = "
        const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then(async (registration) => {
            const update = await registration.update();
            const worker = update.installing ?? update.waiting;
            if (!worker) return done(false);
            const settled = () => ['installed', 'redundant'].includes(worker.state) && done(worker.state === 'installed');
            worker.addEventListener('statechange', settled);
            settled();
        }).catch(() => done(false))";
    stage.page.browser().client().execute_async(script, vec![]).await.unwrap() == true
}

fn step(view: &View, name: &str) -> String {
    view.job(name).and_then(|job| job.steps.get(2)).map(|step| step.words.clone()).unwrap_or_default()
}

#[test]
fn after_one_visit_the_page_reads_signs_and_verifies_with_nobody_to_ask() {
    in_every_engine(async |stage| {
        stage.is_kept().await;
        if stage.page.browser().engine() == Engine::Chromium {
            let browser = stage.page.browser();
            let manifest = devtools::manifest(browser).await;
            assert_eq!(manifest["errors"], json!([]), "{manifest}");
            assert!(manifest["url"].as_str().unwrap().ends_with("manifest.webmanifest"), "{manifest}");
            assert_eq!(devtools::installability_errors(browser).await, Vec::<serde_json::Value>::new());
        }
        stage.take_s2low_away().await;
        stage.reload().await;
        stage.page.press("EN").await;
        let words = "Les mots de l’anglais n’ont pas pu être chargés.";
        stage.page.shows("that it stays in French", |view| view.status.starts_with(words)).await;
        let pes = Pes::full();
        stage.page.read(&[&stage.pes("novembre.xml", &pes)]).await;
        stage.sign_as_mayor().await;
        stage.page.fill(names::CITY, "Sainte-Élodie-les-Prés").await;
        stage.page.fill(names::POSTAL_CODE, "57999").await;
        stage.page.press(names::SIGN_ONLY).await;
        let signed = stage.download(names::DOWNLOAD, pes.bytes(), 3).await;
        stage.page.choose(names::VERIFY, &[&stage.file("signe.xml", fs::read(signed).unwrap())]).await;
        let view = stage
            .page
            .shows("the report", |view| {
                view.report("signe.xml").is_some_and(|report| !report.verdict.is_empty())
            })
            .await;
        assert_eq!(view.report("signe.xml").unwrap().verdict, "valid");
    });
}

#[test]
fn without_a_network_sending_waits_and_goes_on_once_it_is_back() {
    journey(async |stage| {
        stage.is_kept().await;
        stage.take_s2low_away().await;
        devtools::offline(stage.page.browser(), true).await;
        let view = stage.reload().await;
        assert_eq!(view.connection, NO_NETWORK);
        let files = [stage.pes("novembre.xml", &Pes::full()), stage.pes("autre.xml", &Pes::small())];
        let view = stage.page.read(&[&files[0], &files[1]]).await;
        assert!(
            view.note.starts_with("Il n’y a pas de réseau. Vous pouvez signer maintenant"),
            "{}",
            view.note
        );
        stage.sign_as_mayor().await;
        stage.page.fill(names::CITY, "Sainte-Élodie-les-Prés").await;
        stage.page.fill(names::POSTAL_CODE, "57999").await;
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage
            .page
            .shows("two files that wait", |view| {
                let waits = |name| view.job(name).is_some_and(|job| job.outcome.starts_with(NO_NETWORK_YET));
                // The status comes last.
                ["novembre.xml", "autre.xml"].into_iter().all(waits)
                    && view.status.starts_with("Les 2 fichiers sont signés et vérifiés. Ils partiront")
            })
            .await;
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        let job = view.job("novembre.xml").unwrap();
        assert_eq!(
            job.outcome,
            "Il n’y a pas de réseau. Le fichier signé est gardé ici et partira dès qu’il sera revenu."
        );
        let signed = fs::read(
            stage.download("Télécharger le fichier signé novembre.xml", Pes::full().bytes(), 3).await,
        )
        .unwrap();

        accessibility::look(&stage.page, "waiting-for-the-network").await;
        // Meanwhile the page can be used.
        stage.page.read(&[&stage.pes("troisieme.xml", &Pes::small())]).await;

        // A network without S2low is not enough; the file waits on, and nobody has to press anything.
        devtools::offline(stage.page.browser(), false).await;
        stage
            .page
            .shows("that S2low does not answer", |view| view.connection == "S2low : ne répond pas")
            .await;
        stage.bring_s2low_back().await;
        stage.page.reaches("novembre.xml", "2").await;
        stage.page.reaches("autre.xml", "2").await;
        let transactions = stage.simulator.transactions();
        assert_eq!(transactions.len(), 2);
        let first =
            transactions.iter().find(|transaction| transaction.filename == "novembre.xml").unwrap().id;
        accepted(&stage.simulator, first).await;
        assert_eq!(received(&stage.simulator, first), signed, "it was not signed anew");
    });
}

#[test]
fn an_upload_that_loses_the_network_goes_on_once_it_is_back() {
    journey(async |stage| {
        let pes = heavy();
        stage
            .sends_into(Fault::SlowUpload { bytes_per_second: 400_000 }, &stage.file("lourd.xml", &pes))
            .await;
        stage
            .page
            .shows("the upload", |view| {
                view.job("lourd.xml")
                    .is_some_and(|job| !job.progress.starts_with("0 %") && !job.progress.is_empty())
            })
            .await;
        // The emulation leaves what is under way alone; a cable that is pulled does not.
        devtools::offline(stage.page.browser(), true).await;
        stage.take_s2low_away().await;
        stage.page.shows("a file that waits", |view| step(view, "lourd.xml") == WAITING).await;
        stage.bring_s2low_back().await;
        devtools::offline(stage.page.browser(), false).await;
        stage.page.reaches("lourd.xml", "2").await;
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn a_new_version_is_told_and_taken_up_when_the_person_says_so() {
    journey_with_edition("one", async |stage| {
        stage.is_kept().await;
        assert_eq!(editions(stage).await, edition("one"));

        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        version::make(stage.site(), "two");
        assert!(look_for_a_version(stage).await);
        let view = stage.page.shows("the new version", |view| !view.update.words.is_empty()).await;
        assert!(
            view.update.words.starts_with("Une nouvelle version de cette page est prête."),
            "{}",
            view.update.words
        );
        assert_eq!(view.update.controls, [UPDATE]);
        assert!(!view.update.focused, "nobody is interrupted");
        accessibility::look(&stage.page, "a-new-version").await;

        // What is under way comes to its end with the version that it began with.
        stage.simulator.set_fault(Fault::SlowAnswer(Duration::from_secs(6)));
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.press(UPDATE).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(editions(stage).await, edition("one"));
        stage.simulator.set_fault(Fault::None);
        let script =
            "return document.body?.dataset.edition === 'two' && document.body.dataset.state === 'ready'";
        stage.page.becomes(script, true).await;
        let view = stage.page.is_ready().await;
        assert_eq!(editions(stage).await, edition("two"));
        assert!(view.update.words.is_empty());
        assert!(view.followed("novembre.xml").is_some(), "what was sent is in the journal");
        assert_eq!(stage.simulator.transactions().len(), 1);
    });
}

#[test]
fn a_new_version_is_taken_up_at_the_next_opening_and_leaves_an_open_tab_alone() {
    journey_with_edition("one", async |stage| {
        stage.is_kept().await;
        assert_eq!(editions(stage).await, edition("one"));
        version::make(stage.site(), "two");
        assert!(look_for_a_version(stage).await);
        // The tab that is open is of the first version; the next one is of the second.
        let first = stage.open_tab().await;
        stage.page.shows("a page", |view| view.state == "ready").await;
        is_of_edition(stage, "two").await;
        let second = stage.go_to_tab(&first).await;
        assert_eq!(editions(stage).await, edition("one"), "the other tab stays as it is");
        // It asks for its worker only now, when a large file is read.
        stage.page.read(&[&stage.file("lourd.xml", heavy())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("lourd.xml", "2").await;
        stage.go_to_tab(&second).await;
    });
}

#[test]
fn a_new_version_leaves_a_page_alone_in_which_a_file_was_chosen_already() {
    journey_with_edition("one", async |stage| {
        stage.is_kept().await;
        version::make(stage.site(), "two");
        assert!(look_for_a_version(stage).await);
        // As when it is opened, but that the browser takes its time to say what it keeps.
        let open = "
            const { serviceWorker } = navigator;
            serviceWorker.register = async () => {
                while (!globalThis.goOn) await new Promise((done) => setTimeout(done, 50));
                return serviceWorker.getRegistration();
            };
            document.getElementById('update').hidden = true;
            const { name } = performance.getEntriesByType('resource').find(({ name }) => name.includes('/offline-'));
            import(name).then(({ keep }) => keep());";
        stage.page.run(open, vec![]).await;
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.page.run("globalThis.goOn = true", vec![]).await;
        let view = stage.page.shows("the new version", |view| !view.update.words.is_empty()).await;
        assert!(view.file("novembre.xml").is_some());
        assert_eq!(editions(stage).await, edition("one"));
    });
}

#[test]
fn what_waits_for_the_network_can_be_forgotten_while_s2low_is_asked_for() {
    journey(async |stage| {
        devtools::offline(stage.page.browser(), true).await;
        stage.expect_trouble();
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.shows("a file that waits", |view| step(view, "novembre.xml") == WAITING).await;
        // Each question is answered only once it may be.
        let slow = "
            const { send } = XMLHttpRequest.prototype;
            globalThis.asked = [];
            XMLHttpRequest.prototype.send = function (...all) { asked.push(() => send.apply(this, all)); };";
        stage.page.run(slow, vec![]).await;
        devtools::offline(stage.page.browser(), false).await;
        // What the state of the connection is made of; then whether the file can go.
        for _ in 0..3 {
            stage.page.becomes("return asked.length", 1).await;
            stage.page.run("asked.pop()()", vec![]).await;
        }
        stage.page.becomes("return asked.length", 1).await;
        assert_eq!(step(&stage.page.view().await, "novembre.xml"), WAITING);
        stage.page.press("Oublier ce fichier").await;
        let go_on = "
            const all = asked.splice(0);
            globalThis.asked = { push: (one) => one() };
            for (const one of all) one()";
        stage.page.run(go_on, vec![]).await;
        stage.page.shows("no file on its way", |view| view.job("novembre.xml").is_none()).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(stage.simulator.transactions().is_empty(), "what was forgotten was sent");
    });
}

#[test]
fn a_browser_that_is_wrong_about_the_network_does_not_keep_a_file_from_s2low() {
    journey(async |stage| {
        stage
            .page
            .run("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })", vec![])
            .await;
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}

#[test]
fn of_a_site_that_is_half_updated_nothing_is_taken_up() {
    journey_with_edition("one", async |stage| {
        stage.expect_trouble();
        stage.is_kept().await;
        assert_eq!(editions(stage).await, edition("one"));
        // The new list is there, and one file of it is still the old one.
        let page = fs::read(stage.site().join("index.html")).unwrap();
        version::make(stage.site(), "two");
        let whole = fs::read(stage.site().join("index.html")).unwrap();
        fs::write(stage.site().join("index.html"), page).unwrap();
        assert!(!look_for_a_version(stage).await);
        let view = stage.reload().await;
        assert!(view.update.words.is_empty());
        assert_eq!(editions(stage).await, edition("one"));
        // Once the site is whole, so is the version.
        fs::write(stage.site().join("index.html"), whole).unwrap();
        // A look of the browser's own may just be finding it half-updated.
        until("the new version", async || look_for_a_version(stage).await.then_some(())).await;
        stage.page.press(UPDATE).await;
        is_of_edition(stage, "two").await;
        stage.page.is_ready().await;
    });
}

#[test]
fn behind_a_login_the_page_opens_with_its_last_settings_and_nothing_wrong_is_kept() {
    journey_with_settings(
        |config| config["maxUpload"] = json!(1_000_000),
        async |stage| {
            stage.is_kept().await;
            stage.take_s2low_away().await;
            let portal = stage.put_a_portal_in_between().await;
            let view = stage.reload().await;
            assert!(view.errors.is_empty(), "{:?}", view.errors);
            assert!(!look_for_a_version(stage).await);
            // The settings are the site's own: its limit is told.
            let view = stage.page.read(&[&stage.file("lourd.xml", heavy())]).await;
            assert!(view.text.contains("alors que S2low n’accepte que"), "{}", view.text);
            portal.close().await;
            stage.bring_s2low_back().await;
            let view = stage.reload().await;
            assert!(view.connection.starts_with("S2low : connecté"), "{}", view.connection);
        },
    );
}

#[test]
fn a_page_in_a_folder_is_kept_for_itself_beside_another_one() {
    journey_with_edition("above", async |stage| {
        stage.is_kept().await;
        let below = stage.site().join("signer");
        server::copy_folder(&server::site(), &below);
        version::make(&below, "below");
        let address = format!("{}/signer/", stage.simulator.url());
        stage.page.visit(&address).await;
        stage.page.is_kept().await;
        stage.take_s2low_away().await;
        stage.page.visit(&address).await;
        assert_eq!(editions(stage).await, edition("below"));
        stage.reload().await;
        assert_eq!(editions(stage).await, edition("above"));
    });
}

#[test]
fn new_settings_are_there_at_the_next_opening() {
    journey_with_settings(
        |_| {},
        async |stage| {
            stage.is_kept().await;
            stage.reload().await;
            let path = stage.site().join("config.json");
            let mut config: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            config["s2low"] = json!({ "mode": "form", "base": "https://s2low.example.org" });
            fs::write(&path, config.to_string()).unwrap();
            let view = stage.reload().await;
            assert_eq!(view.connection, "S2low : dans un autre onglet");
        },
    );
}

#[test]
fn nothing_of_s2low_is_kept() {
    journey(async |stage| {
        stage.is_kept().await;
        stage.reload().await;
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        let script = "
            const done = arguments[arguments.length - 1];
            (async () => {
                const kept = [];
                for (const name of await caches.keys()) {
                    for (const request of await (await caches.open(name)).keys()) kept.push(new URL(request.url).pathname);
                }
                done(kept.sort());
            })()";
        let mut expected: Vec<String> = fs::read_dir(stage.site())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !["embed", "icons", "licences.txt", "service-worker.js"].contains(&name.as_str()))
            .map(|name| format!("/{name}"))
            .collect();
        expected.sort();
        let mut at_first = expected.clone();
        at_first.retain(|path| !path.starts_with("/words-en"));
        assert_ne!(at_first, expected, "there is no other language");
        // Nobody downloads another language than is asked for.
        for expected in [at_first, expected] {
            let kept = stage.page.browser().client().execute_async(script, vec![]).await.unwrap();
            assert_eq!(serde_json::from_value::<Vec<String>>(kept).unwrap(), expected);
            stage.page.press("EN").await;
            stage.page.shows("English", |view| view.language == "en").await;
        }
    });
}

#[test]
fn where_the_browser_keeps_nothing_the_page_works_all_the_same() {
    in_every_engine(async |stage| {
        let refused = "
            Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => ({
                register: () => Promise.reject(new DOMException('no', 'SecurityError')) }) });";
        stage.open_after(refused).await;
        stage.page.is_ready().await;
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
    });
}
