//! Certificates that the browser keeps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use serde_json::{Value, json};
use webdriver_journeys::accessibility::{look, look_in_chromium};
use webdriver_journeys::devtools::add_authenticator;
use webdriver_journeys::judges::accepted;
use webdriver_journeys::material::{PASSWORD, Pes, answer_to_request, private_key};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, in_every_engine_after, journey};
use webdriver_journeys::view::View;

/// What the browser keeps, as far as it can be told: of each key its kind, and whether it can be read out.
const LOOK: &str = "
    const done = arguments[arguments.length - 1];
    const open = indexedDB.open('pes-signer-keys');
    open.onsuccess = () => {
        const all = open.result.transaction('keys').objectStore('keys').getAll();
        all.onsuccess = async () => done(await Promise.all(all.result.map(async (record) => {
            const kind = record.key ? 'browser' : record.wrapped ? 'sealed' : '?';
            const exports = ['pkcs8', 'jwk'].map((format) =>
                crypto.subtle.exportKey(format, record.key).then(() => 'read', () => 'refused'));
            const bytes = Object.values(record).filter((value) => value instanceof Uint8Array).map((value) => [...value]);
            return { kind, exports: record.key ? await Promise.all(exports) : [], bytes, place: record.place };
        })));
        open.result.close();
    };";

async fn kept(stage: &Stage) -> Vec<Value> {
    let found = stage.page.browser().client().execute_async(LOOK, vec![]).await.unwrap();
    let Value::Array(records) = found else { panic!("{found}") };
    records
}

/// Opens the demonstration's certificate with « Retenir ce certificat sur ce poste », kept as `choice` if one is made.
async fn open_and_remember(stage: &Stage, choice: Option<&str>) {
    stage.page.press(names::REMEMBER).await;
    if let Some(choice) = choice {
        stage.page.press(choice).await;
    }
    stage.page.open_certificate(&stage.demonstration.certificate, PASSWORD, "Maire").await;
}

async fn sign(stage: &Stage, file: &str) -> PathBuf {
    stage.page.read(&[&stage.pes(file, &Pes::full())]).await;
    stage.page.press(names::SIGN_ONLY).await;
    stage.page.shows("a signed file", |view| view.job(file).is_some_and(|job| job.state == "done")).await;
    let is_alone = stage.page.view().await.jobs.len() == 1;
    let link = if is_alone { names::DOWNLOAD.to_owned() } else { format!("{} {file}", names::DOWNLOAD) };
    stage.download(&link, Pes::full().bytes(), 3).await
}

#[test]
fn a_remembered_certificate_signs_the_next_day_without_file_or_password_and_is_erased_for_good() {
    in_every_engine(async |stage| {
        open_and_remember(stage, Some(names::BY_ANYBODY)).await;
        sign(stage, "lundi.xml").await;
        stage.restart_browser().await;

        let view = stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(view.fields.role, "Maire", "the role is remembered along");
        stage.page.read(&[&stage.pes("mardi.xml", &Pes::full())]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("mardi.xml", "2").await;
        accepted(&stage.simulator, stage.latest_transaction()).await;

        let keys = kept(stage).await;
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0]["exports"], json!(["refused", "refused"]), "the key cannot be read out");
        let name = view.signer.name.clone();
        stage.page.press(names::CHANGE).await;
        look_in_chromium(&stage.page, "a certificate that was kept").await;
        stage.page.press(names::FORGET).await;
        stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        assert!(kept(stage).await.is_empty(), "something is left");
        stage.restart_browser().await;
        let view = stage.page.view().await;
        assert!(view.signer.name.is_empty() && !view.text.contains(&name), "{}", view.text);
    });
}

#[test]
fn a_sealed_certificate_asks_the_authenticator_at_each_signature() {
    journey(async |stage| {
        let browser = stage.page.browser();
        let authenticator = add_authenticator(browser, true).await;
        stage.go_by_name().await;
        stage.page.press(names::REMEMBER).await;
        look(&stage.page, "how to keep a certificate").await;
        stage.page.open_certificate(&stage.demonstration.certificate, PASSWORD, "Maire").await;
        let keys = kept(stage).await;
        assert_eq!(keys[0]["kind"], "sealed");
        let secret = private_key(&stage.subfolder("key"), &stage.demonstration.certificate);
        let octets: Vec<u8> = serde_json::from_value(
            keys[0]["bytes"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|bytes| bytes.as_array().unwrap().clone())
                .collect(),
        )
        .unwrap();
        assert!(
            !octets.is_empty() && memchr::memmem::find(&octets, &secret[400..432]).is_none(),
            "the key is in the clear"
        );

        let used = authenticator.uses(browser).await[0];
        sign(stage, "premier.xml").await;
        assert!(authenticator.uses(browser).await[0] > used, "it was not asked");
        stage.reload().await;
        stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        let used = authenticator.uses(browser).await[0];
        sign(stage, "deuxième.xml").await;
        assert!(
            authenticator.uses(browser).await[0] > used,
            "it was not asked after the page was loaded anew"
        );

        authenticator.recognise(browser, false).await;
        stage.page.read(&[&stage.pes("troisième.xml", &Pes::full())]).await;
        stage.page.press(names::SIGN_ONLY).await;
        let view = stage.page.tells("send", "L’ordinateur n’a pas reçu le code PIN, l’empreinte ou le visage du titulaire. Rien n’a été signé.").await;
        assert!(view.job("troisième.xml").is_none(), "it was signed");
    });
}

#[test]
fn a_sealed_certificate_is_there_after_a_restart_and_is_of_no_use_without_its_authenticator() {
    journey(async |stage| {
        add_authenticator(stage.page.browser(), true).await;
        stage.go_by_name().await;
        open_and_remember(stage, None).await;
        sign(stage, "lundi.xml").await;
        stage.restart_browser().await;
        // Another computer's, as far as the certificate goes: one that was never shown it.
        add_authenticator(stage.page.browser(), true).await;
        let view = stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(view.fields.role, "Maire", "the role is remembered along");
        assert_eq!(kept(stage).await[0]["kind"], "sealed");
        stage.page.read(&[&stage.pes("mardi.xml", &Pes::full())]).await;
        stage.page.press(names::SIGN_ONLY).await;
        let told = |view: &View| {
            view.error("send").is_some_and(|error| error.message.contains("Rien n’a été signé"))
        };
        let view = stage.page.shows("that nothing was signed", told).await;
        assert!(view.job("mardi.xml").is_none(), "it was signed");
    });
}

/// An authenticator that every browser has, and that a restart leaves alone: it gives the same secret for the same salt,
/// and counts how often it was asked; `confirmed` says whether its user is there.
const AUTHENTICATOR: &str = "
    globalThis.asked = { create: 0, get: 0, dismissed: [] };
    const answer = async (salt) => {
        if (localStorage.getItem('absent')) throw new DOMException('nobody is there', 'NotAllowedError');
        const first = await crypto.subtle.digest('SHA-256', salt);
        return { rawId: new Uint8Array([7, 7, 7, Number(localStorage.getItem('made') ?? 0)]).buffer,
            getClientExtensionResults: () => ({ prf: { enabled: true, results: { first } } }) };
    };
    const salt = (options) => options.publicKey.extensions.prf.eval.first;
    const credentials = {
        create(options) {
            asked.create += 1;
            localStorage.setItem('made', Number(localStorage.getItem('made') ?? 0) + 1);
            return answer(salt(options));
        },
        get(options) { asked.get += 1; return answer(salt(options)); },
    };
    Object.defineProperty(navigator, 'credentials', { configurable: true, value: credentials });
    globalThis.PublicKeyCredential = class {
        static async getClientCapabilities() { return { 'extension:prf': true }; }
        static async signalUnknownCredential(options) { asked.dismissed.push(options.credentialId); }
    };
";

#[test]
fn a_sealed_certificate_signs_after_a_restart_for_whom_the_authenticator_recognises() {
    in_every_engine_after(AUTHENTICATOR, async |stage| {
        open_and_remember(stage, None).await;
        let made = stage.page.run("return [asked.create, asked.get]", vec![]).await;
        assert_eq!(made, json!([1, 0]), "its secret was given as it was made");
        stage.restart_browser().await;
        stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(kept(stage).await[0]["kind"], "sealed");
        stage.page.fill(names::ROLE, "Maire").await;
        stage.page.read(&[&stage.pes("mardi.xml", &Pes::full())]).await;
        stage.page.run("localStorage.setItem('absent', 1)", vec![]).await;
        stage.page.press(names::SIGN_ONLY).await;
        stage.page.tells("send", "Rien n’a été signé.").await;
        stage.page.run("localStorage.removeItem('absent')", vec![]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("mardi.xml", "2").await;
        accepted(&stage.simulator, stage.latest_transaction()).await;
        assert_eq!(stage.page.run("return asked.get", vec![]).await, json!(2));

        // Kept anew, the credential of before is of no use; forgotten, neither is the other.
        stage.page.press(names::CHANGE).await;
        open_and_remember(stage, None).await;
        let first = "return [asked.create, asked.dismissed.length, asked.dismissed[0]]";
        assert_eq!(stage.page.run(first, vec![]).await, json!([1, 1, "BwcHAQ"]));
        assert_eq!(kept(stage).await.len(), 1);
        stage.page.press(names::FORGET).await;
        stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        assert_eq!(stage.page.run("return asked.dismissed[1]", vec![]).await, json!("BwcHAg"));
    });
}

#[test]
fn where_the_authenticator_has_no_secrets_the_certificate_is_open_for_this_time_and_that_is_said() {
    journey(async |stage| {
        add_authenticator(stage.page.browser(), false).await;
        stage.go_by_name().await;
        stage.page.press(names::REMEMBER).await;
        stage.page.try_certificate(&stage.demonstration.certificate, PASSWORD).await;
        stage
            .page
            .tells("signer", "Cet ordinateur ne sait pas protéger une clé par un code PIN ou une empreinte.")
            .await;
        assert!(kept(stage).await.is_empty());
        stage.page.fill(names::ROLE, "Maire").await;
        sign(stage, "novembre.xml").await;
    });
}

/// Makes a key and a request for a certificate; the request.
async fn request(stage: &Stage) -> PathBuf {
    stage.page.run("document.getElementById('request').open = true", vec![]).await;
    stage.page.fill("Prénom et nom du titulaire", "Éloïse d’Hérouville").await;
    stage.page.fill("Organisme", "Commune de Sainte-Élodie-les-Prés").await;
    stage.page.press(names::MAKE_REQUEST).await;
    stage.page.shows("the request", |view| view.text.contains("en attente du certificat")).await;
    stage.page.download_as("Télécharger la demande de Éloïse d’Hérouville", "csr").await
}

const RECEIVE: &str = "Ajouter le certificat reçu pour Éloïse d’Hérouville";

#[test]
fn a_key_made_here_signs_with_the_certificate_that_was_issued_for_its_request() {
    in_every_engine(async |stage| {
        let folder = stage.subfolder("authority");
        let request = request(stage).await;
        look_in_chromium(&stage.page, "a certificate was requested").await;
        let refused = json!(["refused", "refused"]);
        assert_eq!(kept(stage).await[0]["exports"], refused, "the key cannot be read out");
        stage.restart_browser().await;

        let (answer, authority) = answer_to_request(&folder, &request);
        stage.page.choose(RECEIVE, &[&authority]).await;
        stage
            .page
            .tells(
                "signer",
                "Le certificat de issuer.pem a été délivré pour une autre clé que celle de cette demande.",
            )
            .await;
        stage.page.choose(RECEIVE, &[&stage.file("notes.cer", "rien")]).await;
        stage.page.tells("signer", "notes.cer ne contient pas de certificat.").await;
        stage.page.choose(RECEIVE, &[&answer]).await;
        let view = stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(view.signer.name, "Éloïse d’Hérouville");
        assert_eq!(kept(stage).await[0]["exports"], refused, "the key cannot be read out");
        stage.page.fill(names::ROLE, "Maire").await;
        stage.demonstration.authority = authority;
        sign(stage, "novembre.xml").await;
        assert_eq!(kept(stage).await.len(), 1);
    });
}

#[test]
fn the_answer_to_a_request_in_any_form_may_be_chosen_where_certificates_are() {
    journey(async |stage| {
        let folders = ["der", "pem"].map(|name| stage.subfolder(name));
        for (folder, form) in folders.iter().zip(["issued.cer", "issued.pem"]) {
            let request = request(stage).await;
            answer_to_request(folder, &request);
            stage.page.choose(names::CERTIFICATE, &[&folder.join(form)]).await;
            stage.page.press(names::OPEN).await;
            let view = stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
            assert_eq!(view.signer.name, "Éloïse d’Hérouville", "{form}");
            assert!(view.errors.is_empty(), "{:?}", view.errors);
            stage.page.press(names::FORGET).await;
            let client = stage.page.browser().client();
            let question = client.get_alert_text().await.unwrap();
            assert!(question.contains("Elle n’existe que dans ce navigateur"), "{question}");
            client.accept_alert().await.unwrap();
            stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        }
        // Nothing is asked for any more: a bare certificate is one again.
        let other = stage.subfolder("other").join("issued.cer");
        std::fs::copy(folders[0].join("issued.cer"), &other).unwrap();
        stage.page.choose(names::CERTIFICATE, &[&other]).await;
        stage.page.press(names::OPEN).await;
        stage.page.tells("signer", "issued.cer").await;
    });
}

#[test]
fn a_certificate_is_forgotten_that_was_opened_from_its_file_though_it_is_kept() {
    journey(async |stage| {
        open_and_remember(stage, Some(names::BY_ANYBODY)).await;
        stage.page.press(names::CHANGE).await;
        stage.sign_as_mayor().await;
        assert_eq!(kept(stage).await.len(), 1);
        stage.page.press(names::FORGET).await;
        stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        assert!(kept(stage).await.is_empty(), "something is left");
    });
}

#[test]
fn a_key_that_was_erased_does_not_come_back_by_being_used() {
    in_every_engine(async |stage| {
        open_and_remember(stage, Some(names::BY_ANYBODY)).await;
        // As another tab does of which this one has not heard yet.
        let erase = "
            const done = arguments[arguments.length - 1];
            const open = indexedDB.open('pes-signer-keys');
            open.onsuccess = () => {
                const transaction = open.result.transaction('keys', 'readwrite');
                transaction.objectStore('keys').clear();
                transaction.oncomplete = () => { open.result.close(); done(true); };
            };";
        stage.page.browser().client().execute_async(erase, vec![]).await.unwrap();
        stage.page.fill(names::ROLE, "Adjointe").await;
        sign(stage, "lundi.xml").await;
        assert!(kept(stage).await.is_empty(), "it came back");
    });
}

#[test]
fn a_key_that_waits_for_its_certificate_is_erased_only_after_a_question() {
    journey(async |stage| {
        request(stage).await;
        let client = stage.page.browser().client();
        let name = "Oublier le certificat de Éloïse d’Hérouville";
        stage.page.press(name).await;
        assert!(client.get_alert_text().await.unwrap().contains("Effacer cette demande et sa clé"));
        client.dismiss_alert().await.unwrap();
        assert_eq!(kept(stage).await.len(), 1);
        stage.page.press(name).await;
        client.accept_alert().await.unwrap();
        stage.page.shows("no request", |view| !view.text.contains("en attente du certificat")).await;
        assert!(kept(stage).await.is_empty());
    });
}
