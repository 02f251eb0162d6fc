//! What other pages embed, on the page that shows it: the element, the functions, and the script in LiberSign's place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::Locator;
use serde_json::{Value, json};
use webdriver_journeys::accessibility::look;
use webdriver_journeys::devtools::{add_authenticator, effort, in_memory};
use webdriver_journeys::embedded::Embedded;
use webdriver_journeys::folders::workspace;
use webdriver_journeys::judges;
use webdriver_journeys::large::Large;
use webdriver_journeys::material::{PASSWORD, Pes, SIGNER};
use webdriver_journeys::npm;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, alone, journey};

async fn open(stage: &Stage) {
    stage.page.browser().open(&format!("{}/embed/", stage.simulator.url())).await;
}

/// Nothing went wrong unseen and nobody else was asked; then back to where the journey began.
async fn leave(stage: &Stage) {
    let traces = stage.page.browser().traces().await;
    assert!(
        traces.faults.is_empty() && traces.console.is_empty(),
        "{:#?} {:#?}",
        traces.faults,
        traces.console
    );
    let own = stage.simulator.url();
    for url in traces.requests {
        assert!(url.trim_start_matches("blob:").starts_with(&own), "a request to elsewhere: {url}");
    }
    stage.reload().await;
}

/// Waits until an element of the page (not in a shadow root) says something.
async fn said(stage: &Stage, id: &str, is_wanted: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let text =
            stage.page.run("return document.getElementById(arguments[0]).textContent", vec![json!(id)]).await;
        let text = text.as_str().unwrap();
        if is_wanted(text) {
            return text.to_owned();
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{id} says “{text}”");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn send_keys(stage: &Stage, id: &str, keys: &str) {
    stage.page.browser().client().find(Locator::Id(id)).await.unwrap().send_keys(keys).await.unwrap();
}

async fn submit(stage: &Stage, form: &str) {
    let button = format!("#{form} button");
    stage.page.browser().client().find(Locator::Css(&button)).await.unwrap().click().await.unwrap();
}

#[test]
fn the_element_shows_a_file_signs_it_and_offers_it() {
    journey(async |stage| {
        open(stage).await;
        let element = Embedded(&stage.page);
        element.shows("Choisissez un fichier PES pour commencer.").await;
        look(&stage.page, "embed-nothing").await;
        element.choose(&stage.pes("novembre.xml", &Pes::full())).await;
        let text = element.shows("En attente du certificat du signataire.").await;
        assert!(text.contains("27 594,40 € HT") && text.contains("Bordereau 112"), "{text}");
        assert!(!element.offers("sign").await);

        element.try_certificate(&stage.demonstration.certificate, "faux").await;
        element.shows("Mot de passe incorrect").await;
        // What was typed can be looked at.
        let field = element.control("#certificate-password", "Mot de passe du certificat").await;
        element.press("reveal", "Afficher le mot de passe").await;
        assert_eq!(field.attr("type").await.unwrap().as_deref(), Some("text"));
        assert_eq!(field.attr("autocomplete").await.unwrap().as_deref(), Some("current-password"));
        element.press("reveal", "Masquer le mot de passe").await;
        assert_eq!(field.attr("type").await.unwrap().as_deref(), Some("password"));
        said(stage, "element-event", |text| text.starts_with("error P12-")).await;
        // An event of this name that nobody listens to at the window would be none of a script.
        stage.page.run("window.watched.faults.length = 0", vec![]).await;
        look(&stage.page, "embed-wrong-password").await;
        element.open_certificate(&stage.demonstration.certificate, SIGNER).await;
        element.shows("Prêt à signer").await;
        look(&stage.page, "embed-ready").await;
        element.press("sign", "Signer").await;
        said(stage, "element-event", |text| text == "signed novembre-signe.xml").await;
        let link = element.control("a[download]", "Télécharger le fichier signé").await;
        let signed = stage.page.download_by(link, "xml").await;
        judges::only_signed(Pes::full().bytes(), &std::fs::read(&signed).unwrap(), 3);
        judges::command_line_verifies(&signed, &stage.demonstration.authority);
        look(&stage.page, "embed-signed").await;
        leave(stage).await;
    });
}

#[test]
fn the_element_puts_right_what_can_be_sends_and_speaks_english() {
    journey(async |stage| {
        open(stage).await;
        let script = "
            const element = document.getElementById('element');
            const other = document.createElement('pes-signer');
            for (const [name, value] of Object.entries({ lang: 'en', send: '', 'signer-role': 'Mayor', city: 'Delme', 'postal-code': '57590' })) other.setAttribute(name, value);
            other.addEventListener('sent', ({ detail }) => { document.getElementById('element-event').textContent = `sent ${detail.transaction}`; });
            element.replaceWith(other);";
        stage.page.run(script, vec![]).await;
        let element = Embedded(&stage.page);
        element.shows("Choose a PES file to begin.").await;
        let field = element.control("input#file", "PES file").await;
        field.send_keys(stage.pes("november.xml", &Pes::unprepared()).to_str().unwrap()).await.unwrap();
        element.shows("€167.95").await;
        let file = element.control("#certificate-file", "Certificate (.p12 or .pfx)").await;
        file.send_keys(stage.demonstration.certificate.to_str().unwrap()).await.unwrap();
        let password = element.control("#certificate-password", "Certificate password").await;
        password.send_keys(PASSWORD).await.unwrap();
        element.control("form button:not([type])", "Open the certificate").await.click().await.unwrap();
        element.press("send", "Sign and send").await;
        said(stage, "element-event", |text| text == "sent 1").await;
        judges::accepted(&stage.simulator, 1).await;
        element.shows("S2low has received the file. Transaction 1.").await;
        assert!(!element.offers("send").await && !element.offers("sign").await, "it could be sent twice");
        leave(stage).await;
    });
}

#[test]
fn the_functions_sign_what_they_read_and_tell_what_is_wrong() {
    journey(async |stage| {
        open(stage).await;
        send_keys(stage, "functions-file", stage.pes("novembre.xml", &Pes::full()).to_str().unwrap()).await;
        send_keys(stage, "functions-certificate", stage.demonstration.certificate.to_str().unwrap()).await;
        send_keys(stage, "functions-password", "un mauvais mot de passe").await;
        submit(stage, "functions").await;
        let wrong = said(stage, "functions-result", |text| text.contains("code")).await;
        let wrong: Value = serde_json::from_str(&wrong).unwrap();
        assert_eq!(wrong["code"], "P12-001", "{wrong}");
        assert!(wrong["message"].as_str().unwrap().contains("Mot de passe incorrect"), "{wrong}");
        assert!(!wrong.to_string().contains("un mauvais mot"), "{wrong}");

        stage.page.run("document.getElementById('functions-password').value = ''", vec![]).await;
        send_keys(stage, "functions-password", PASSWORD).await;
        submit(stage, "functions").await;
        let right = said(stage, "functions-result", |text| text.contains("verdict")).await;
        let right: Value = serde_json::from_str(&right).unwrap();
        assert_eq!((&right["verdict"], &right["signatures"]), (&json!("valid"), &json!(3)));
        assert_eq!(
            (&right["signer"], &right["totals"]["depense"]["total"]),
            (&json!(SIGNER), &json!("27594.40"))
        );
        let passwords = [PASSWORD.as_bytes(), b"un mauvais mot de passe".as_slice()];
        assert_eq!(in_memory(stage.page.browser(), &passwords).await, [false, false], "a password is left");

        let link = stage.page.browser().client().find(Locator::Id("functions-signed")).await.unwrap();
        let signed = stage.page.download_by(link, "xml").await;
        judges::only_signed(Pes::full().bytes(), &std::fs::read(&signed).unwrap(), 3);
        judges::command_line_verifies(&signed, &stage.demonstration.authority);
        leave(stage).await;
    });
}

/// Calls the functions in the page as another script would; `PES` is a flux, `SIGNED` a function that signs it.
async fn call(stage: &Stage, script: &str) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
         const container = bytes(arguments[0]), password = arguments[1], pes = new Blob([bytes(arguments[2])]);
         const options = {{ role: 'Maire', city: 'Delme', postalCode: '57590' }};
         import('/embed/pes-signer.js').then(async (signer) => {{ {script} }})
             .then(done, (error) => done({{ name: error.name, ...error, message: error.message }}));"
    );
    let container = STANDARD.encode(std::fs::read(&stage.demonstration.certificate).unwrap());
    let arguments = vec![json!(container), json!(PASSWORD), json!(STANDARD.encode(Pes::full().bytes()))];
    stage.page.browser().client().execute_async(&script, arguments).await.unwrap()
}

#[test]
fn errors_have_a_code_a_remedy_and_a_place() {
    journey(async |stage| {
        open(stage).await;
        let place =
            |error: &Value| (error["name"].clone(), error["code"].clone(), error["place"]["line"].clone());
        let broken =
            call(stage, "return signer.inspect(new Blob(['<?xml version=\"1.0\"?>\\n<a>\\n</b>']))").await;
        let (name, code, line) = place(&broken);
        assert_eq!((&name, &line), (&json!("PesSignerError"), &json!(3)), "{broken}");
        assert!(code.as_str().unwrap().starts_with("XML-"), "{broken}");
        assert!(!broken["fix"].as_str().unwrap().is_empty(), "{broken}");
        for (script, code) in [
            ("return signer.inspect('a text')", "embed-blob"),
            ("return signer.inspect(new Blob([]))", "files-error-empty"),
            ("return signer.inspect(pes, { scope: 'everything' })", "embed-option"),
            ("return signer.openPkcs12('a text', password)", "embed-bytes"),
            ("return signer.openPkcs12(new Uint8Array(8), password)", "P12-002"),
            ("const [who] = await signer.openPkcs12(container, password); return signer.sign(pes, who, {})", "SIG-001"),
            ("return signer.sign(pes, {}, options)", "unexpected"),
            ("const [who] = await signer.openPkcs12(container, password);
              return signer.sign(pes, who, { ...options, at: new Date('2001-01-01') })", "SIG-015"),
            ("const [who] = await signer.openPkcs12(container, password); const signed = await signer.sign(pes, who, options);
              return signer.sign(signed, who, options)", "PES-003"),
            ("return signer.send(pes)", "sign-error-self-check"),
            ("const [who] = await signer.openPkcs12(container, password); const signed = await signer.sign(pes, who, options);
              return signer.send(signed, { signal: AbortSignal.abort() })", "embed-cancelled"),
        ] {
            let error = call(stage, script).await;
            assert_eq!((&error["name"], &error["code"]), (&json!("PesSignerError"), &json!(code)), "{script}: {error}");
        }
        let english =
            call(stage, "await signer.setLanguage('en'); return signer.inspect(new Blob([]))").await;
        assert!(english["message"].as_str().unwrap().contains("is empty"), "{english}");
        leave(stage).await;
    });
}

#[test]
fn a_module_that_cannot_be_loaded_is_told_and_tried_again() {
    journey(async |stage| {
        let script = "
            const fetched = window.fetch;
            window.fetch = () => Promise.reject(new TypeError('offline'));
            const refused = await signer.inspect(pes).catch((error) => error);
            const element = document.body.appendChild(document.createElement('pes-signer'));
            await new Promise((resolve) => element.addEventListener('error', resolve));
            const shown = element.shadowRoot.textContent;
            element.remove();
            window.fetch = fetched;
            const { nomFic } = await signer.inspect(pes);
            return [refused.code, refused.fix, shown, nomFic]";
        let told = call(stage, script).await;
        assert_eq!(told[0], "module-unreachable", "{told}");
        assert!(told[2].as_str().unwrap().contains(told[1].as_str().unwrap()), "{told}");
        assert!(!told[3].as_str().unwrap().is_empty(), "{told}");
        stage.page.run("window.watched.faults.length = 0", vec![]).await;
    });
}

#[test]
fn the_functions_send_once_and_say_when_s2low_has_it_already() {
    journey(async |stage| {
        open(stage).await;
        let sent = call(
            stage,
            "const [who] = await signer.openPkcs12(container, password);
             const signed = await signer.sign(pes, who, { ...options, profile: 'xades-1.2.2' });
             const first = await signer.send(signed, { name: 'novembre.xml' });
             return [first, await signer.send(signed, { name: 'novembre.xml' })]",
        )
        .await;
        assert_eq!(sent[0], json!({ "transaction": 1, "duplicate": false }), "{sent}");
        assert_eq!(sent[1], json!({ "transaction": null, "duplicate": true }), "{sent}");
        judges::accepted(&stage.simulator, 1).await;
        judges::only_signed(Pes::full().bytes(), &judges::received(&stage.simulator, 1), 3);
        leave(stage).await;
    });
}

#[test]
fn in_libersigns_place_digests_are_signed_and_the_content_is_said_not_to_be_seen() {
    journey(async |stage| {
        open(stage).await;
        send_keys(stage, "libersign-file", stage.pes("novembre.xml", &Pes::full()).to_str().unwrap()).await;
        submit(stage, "libersign").await;
        let dialog = Embedded(&stage.page);
        dialog.shows("Certificat de signature").await;
        look(&stage.page, "embed-dialog-choose").await;
        dialog.open_certificate(&stage.demonstration.certificate, SIGNER).await;
        dialog.press("go", "Utiliser ce certificat").await;
        let text = dialog.shows("Le contenu de ce fichier n’a pas été vu ici.").await;
        assert!(
            text.contains("3 signatures sont demandées") && text.contains("Ordonnateur, Delme (57590)"),
            "{text}"
        );
        assert!(text.contains(SIGNER), "{text}");
        dialog.shows("Prêt à signer.").await;
        look(&stage.page, "embed-dialog-unseen").await;
        dialog.press("go", "Signer").await;
        let answer = said(stage, "libersign-result", |text| text.contains("answers")).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["certificate"], SIGNER);
        let documents: Vec<String> = answer["answers"][0]
            .as_str()
            .unwrap()
            .split(',')
            .map(|document| STANDARD.decode(document).unwrap().into_iter().map(char::from).collect())
            .collect();
        assert_eq!(documents.len(), 3);
        for document in documents {
            let start = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"no\"?><DocumentDetachedExternalSignature><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"";
            assert!(document.starts_with(start), "{document}");
            assert!(document.ends_with("</ds:Signature></DocumentDetachedExternalSignature>"), "{document}");
        }
        leave(stage).await;
    });
}

#[test]
fn a_person_who_closes_the_dialog_signs_nothing() {
    journey(async |stage| {
        open(stage).await;
        send_keys(stage, "libersign-file", stage.pes("novembre.xml", &Pes::full()).to_str().unwrap()).await;
        submit(stage, "libersign").await;
        let dialog = Embedded(&stage.page);
        dialog.shows("Certificat de signature").await;
        dialog.open_certificate(&stage.demonstration.certificate, SIGNER).await;
        dialog.press("go", "Utiliser ce certificat").await;
        dialog.shows("Prêt à signer.").await;
        stage.page.browser().client().active_element().await.unwrap().send_keys("\u{e00c}").await.unwrap();
        let answer = said(stage, "libersign-result", |text| !text.is_empty()).await;
        assert!(answer.contains("Rien n’a été signé."), "{answer}");
        leave(stage).await;
    });
}

#[test]
fn a_certificate_that_the_page_keeps_signs_where_it_is_embedded_without_a_password() {
    journey(async |stage| {
        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.sign_as_mayor().await;
        open(stage).await;
        let element = Embedded(&stage.page);
        element.choose(&stage.pes("novembre.xml", &Pes::full())).await;
        element.shows(SIGNER).await;
        element.press("sign", "Signer").await;
        said(stage, "element-event", |text| text == "signed novembre-signe.xml").await;
        leave(stage).await;
    });
}

/// The compiler of TypeScript, by its name for npm.
const TYPESCRIPT: &str = "typescript@5.9.3";

#[test]
fn a_certificate_that_only_its_holder_may_use_asks_the_authenticator_where_it_is_embedded() {
    journey(async |stage| {
        let authenticator = add_authenticator(stage.page.browser(), true).await;
        stage.go_by_name().await;
        stage.page.press(names::REMEMBER).await;
        stage.sign_as_mayor().await;
        let used = authenticator.uses(stage.page.browser()).await[0];
        stage.page.run("location.href = '/embed/'", vec![]).await;
        let element = Embedded(&stage.page);
        element.shows(SIGNER).await;
        element.choose(&stage.pes("novembre.xml", &Pes::full())).await;
        element.press("sign", "Signer").await;
        said(stage, "element-event", |text| text == "signed novembre-signe.xml").await;
        assert!(authenticator.uses(stage.page.browser()).await[0] > used);
        authenticator.recognise(stage.page.browser(), false).await;
        element.press("sign", "Signer").await;
        element.shows("Rien n’a été signé.").await;
        said(stage, "element-event", |text| text == "error sign-error-sealed").await;
        stage.page.run("window.watched.faults.length = 0", vec![]).await;
        stage.reload().await;
    });
}

#[test]
fn a_large_file_is_signed_in_the_memory_of_a_small_one() {
    alone(|| {
        journey(async |stage| {
            let path = stage.file("grand.xml", "");
            Large::of(60_000_000).write(&path).unwrap();
            open(stage).await;
            let element = Embedded(&stage.page);
            element.choose(&path).await;
            element.shows("En attente du certificat du signataire.").await;
            element.open_certificate(&stage.demonstration.certificate, SIGNER).await;
            effort(stage.page.browser()).await;
            let start = Instant::now();
            element.press("sign", "Signer").await;
            said(stage, "element-event", |text| text == "signed grand-signe.xml").await;
            let (effort, took) = (effort(stage.page.browser()).await, start.elapsed());
            assert!((1..=32 << 20).contains(&effort.memory), "{effort:?}");
            assert!(effort.is_little_by_little(took), "{effort:?} of {took:?}");
            let link = element.control("a[download]", "Télécharger le fichier signé").await;
            let signed = stage.page.download_by(link, "xml").await;
            judges::only_signed(&std::fs::read(&path).unwrap(), &std::fs::read(&signed).unwrap(), 40);
            leave(stage).await;
        });
    });
}

#[test]
fn an_element_that_is_moved_goes_on_and_one_that_is_put_back_begins_anew() {
    journey(async |stage| {
        open(stage).await;
        let element = Embedded(&stage.page);
        element.choose(&stage.pes("novembre.xml", &Pes::full())).await;
        element.shows("27 594,40 € HT").await;
        stage.page.run("document.body.append(document.getElementById('element'))", vec![]).await;
        element.shows("27 594,40 € HT").await;
        let script = "
            const done = arguments[arguments.length - 1];
            window.element = document.getElementById('element');
            window.element.remove();
            setTimeout(() => { document.body.append(window.element); done(); }, 50);";
        stage.page.browser().client().execute_async(script, vec![]).await.unwrap();
        element.shows("Choisissez un fichier PES pour commencer.").await;
        stage.page.run("element.open(new Blob(['<a/>']))", vec![]).await;
        element.shows("Ne peut pas être signé").await;
        leave(stage).await;
    });
}

#[test]
fn the_types_fit_a_program_that_uses_everything_and_refuse_what_is_wrong() {
    let compiler = npm::file(TYPESCRIPT, "bin/tsc");
    let mut tsc = Command::new("node");
    tsc.arg(compiler).args(["--noEmit", "--strict", "--target", "es2022", "--module", "es2022"]);
    tsc.args(["--moduleResolution", "bundler", "--lib", "es2022,dom"]);
    tsc.arg(workspace().join("webdriver").join("types").join("program.ts"));
    let output = tsc.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_types_name_what_there_is() {
    journey(async |stage| {
        open(stage).await;
        let names = call(stage, "return Object.keys(signer)").await;
        let there: BTreeSet<String> = serde_json::from_value(names).unwrap();
        let types = std::fs::read_to_string(workspace().join("www/embed/pes-signer.d.ts")).unwrap();
        let declared: BTreeSet<String> = types
            .lines()
            .filter_map(|line| {
                let rest =
                    line.strip_prefix("export function ").or_else(|| line.strip_prefix("export class "))?;
                rest.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)
            })
            .collect();
        assert!(declared.len() > 8, "{declared:?}");
        // What libersign.js is made of is nobody else's.
        let there: BTreeSet<String> = there.into_iter().filter(|name| name != "libersign").collect();
        assert_eq!(there, declared);
        leave(stage).await;
    });
}
