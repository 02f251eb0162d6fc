//! Certificates that the browser keeps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::PathBuf;

use serde_json::Value;
use webdriver_journeys::accessibility::{look, look_in_chromium};
use webdriver_journeys::devtools::{add_authenticator, in_memory};
use webdriver_journeys::judges::accepted;
use webdriver_journeys::material::{PASSWORD, Pes, answer_to_request, private_key};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
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
        assert_eq!(
            keys[0]["exports"],
            serde_json::json!(["refused", "refused"]),
            "the key cannot be read out"
        );
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

#[test]
fn a_key_made_here_signs_with_the_certificate_that_was_issued_for_its_request() {
    journey(async |stage| {
        let folder = stage.subfolder("authority");
        stage.page.run("document.getElementById('request').open = true", vec![]).await;
        stage.page.fill("Prénom et nom du titulaire", "Éloïse d’Hérouville").await;
        stage.page.fill("Organisme", "Commune de Sainte-Élodie-les-Prés").await;
        stage.page.press(names::MAKE_REQUEST).await;
        stage.page.shows("the request", |view| view.text.contains("en attente du certificat")).await;
        look(&stage.page, "a certificate was requested").await;
        let request = stage.page.download_as("Télécharger la demande de Éloïse d’Hérouville", "csr").await;
        stage.restart_browser().await;

        let (answer, authority) = answer_to_request(&folder, &request);
        stage.page.choose("Ajouter le certificat reçu pour Éloïse d’Hérouville", &[&authority]).await;
        stage
            .page
            .tells(
                "signer",
                "Le certificat de issuer.pem a été délivré pour une autre clé que celle de cette demande.",
            )
            .await;
        stage.page.choose("Ajouter le certificat reçu pour Éloïse d’Hérouville", &[&answer]).await;
        let view = stage.page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        assert_eq!(view.signer.name, "Éloïse d’Hérouville");
        stage.page.fill(names::ROLE, "Maire").await;
        stage.demonstration.authority = authority;
        sign(stage, "novembre.xml").await;
        assert_eq!(kept(stage).await.len(), 1);
    });
}

#[test]
fn nothing_of_password_or_key_is_left_in_the_modules_memory() {
    journey(async |stage| {
        let key = private_key(&stage.subfolder("key"), &stage.demonstration.certificate);
        // The modulus is public, and stands in the certificate; what follows it is not.
        let parts: Vec<&[u8]> =
            [400, 520, 700, 850, 1000, 1150].iter().map(|at| &key[*at..*at + 24]).collect();
        let wide: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let secrets: Vec<&[u8]> = parts.into_iter().chain([PASSWORD.as_bytes(), &wide]).collect();
        stage.sign_as_mayor().await;
        sign(stage, "novembre.xml").await;
        let public = &key[60..84];
        let browser = stage.page.browser();
        assert_eq!(in_memory(browser, &[public]).await, [true], "the certificate itself is not seen");
        assert!(!in_memory(browser, &secrets).await.contains(&true), "while the certificate is open");
        stage.page.press(names::FORGET).await;
        stage.page.shows("no signer", |view| view.signer.name.is_empty()).await;
        assert!(!in_memory(browser, &secrets).await.contains(&true), "after it was forgotten");
    });
}
