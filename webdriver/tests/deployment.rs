//! The page behind nginx as `docs/deploy.md` has it, S2low with its client certificates, and a browser that holds one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;
use std::time::{Duration, Instant};

use s2low_simulator::tls::{self, Connections};
use s2low_simulator::{Account, Simulator};
use serde_json::json;
use webdriver_journeys::browser::Browser;
use webdriver_journeys::engine::Engine;
use webdriver_journeys::folders::workspace;
use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::{self, Demonstration, PASSWORD, Pes, heavy};
use webdriver_journeys::nginx::Nginx;
use webdriver_journeys::page::{Page, names};
use webdriver_journeys::{certificates, server};

/// S2low as its vhost is, with one account for the certificate `client`.
struct Setting {
    folder: tempfile::TempDir,
    connections: Connections,
    simulator: Simulator,
    demonstration: Demonstration,
}

impl Setting {
    async fn new(client: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connections = tls::prepare(&folder.path().join("connexions")).await.unwrap();
        let demonstration = material::demonstration().await;
        let fingerprint = connections.fingerprint(client).unwrap();
        let simulator =
            server::start(0, &folder.path().join("s2low"), Path::new("/"), &demonstration, |config| {
                config.site = None;
                config.tls = Some(connections.clone());
                config.account = Account { certificate: Some(fingerprint), ..Account::demonstration() };
            })
            .await;
        Self { folder, connections, simulator, demonstration }
    }

    /// The page in a browser that holds the certificate of `agent`.
    async fn open(&self, url: &str) -> Page {
        let home = tempfile::tempdir().unwrap();
        certificates::install(home.path(), &self.connections, "agent");
        Page::open(Browser::start_in(home, Engine::Chromium).await, url).await
    }

    fn pes(&self, bytes: &[u8]) -> std::path::PathBuf {
        let path = self.folder.path().join("novembre.xml");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn runtime(scenario: impl Future<Output = ()>) {
    tokio::time::timeout(Duration::from_secs(120), scenario).await.expect("it takes too long");
}

#[tokio::test(flavor = "multi_thread")]
async fn through_the_documented_proxy_the_body_s_certificate_sends_and_follows() {
    runtime(async {
        // The body's certificate is the proxy's; the person has another.
        let setting = Setting::new("partage").await;
        let s2low = setting.simulator.url();
        let (server, key) = (setting.connections.server(), setting.connections.server_key());
        let (body, body_key) =
            (setting.connections.client("partage"), setting.connections.client_key("partage"));
        let (authority, site) = (setting.connections.authority(), server::site());
        let nginx = Nginx::start(
            "proxy",
            &setting.folder.path().join("nginx"),
            &[
                ("/etc/ssl/signature/server.pem", text(&server)),
                ("/etc/ssl/signature/server.key", text(&key)),
                ("/etc/ssl/signature/agents.pem", text(&authority)),
                ("/etc/ssl/signature/collectivite.pem", text(&body)),
                ("/etc/ssl/signature/collectivite.key", text(&body_key)),
                ("/etc/ssl/certs/ca-certificates.crt", text(&authority)),
                ("/srv/pes-signer", text(&site)),
                ("https://s2low.example.org", &s2low),
                ("s2low.example.org", "localhost"),
            ],
        );
        let page = setting.open(&nginx.url()).await;
        let view = page.view().await;
        assert_eq!(view.connection, "S2low : connecté, Commune de Sainte-Élodie-les-Prés");
        headers_are_sent(&page, "'self'").await;

        // Larger than what nginx takes unless it is told otherwise.
        let pes = heavy();
        page.read(&[&setting.pes(&pes)]).await;
        page.open_certificate(&setting.demonstration.certificate, PASSWORD, "Maire").await;
        page.press(names::SIGN_AND_SEND).await;
        page.reaches("novembre.xml", "2").await;
        only_signed(&pes, &received(&setting.simulator, 1), 1);

        // The browser got all of it with the person's certificate, and opens it with nobody there.
        page.is_kept().await;
        let url = nginx.url();
        drop(nginx);
        let view = page.visit(&url).await;
        assert_eq!(view.connection, "S2low : ne répond pas");
        assert!(view.errors.is_empty(), "{:?}", view.errors);
        nobody_else_was_asked(&page, &[url]).await;
        drop(page);
        setting.simulator.stop().await;
    })
    .await;
}

/// The headers of the page, of its module and of its service worker, which forms may go to these places.
async fn headers_are_sent(page: &Page, forms: &str) {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types beside"
    );
    let script = "
        const done = arguments[arguments.length - 1];
        const wasm = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('.wasm')).name;
        Promise.all(['/', wasm, '/service-worker.js'].map((name) => fetch(name))).then((answers) => done(answers.map((answer) => [
          'content-security-policy', 'x-content-type-options', 'referrer-policy', 'cache-control', 'content-type', 'content-encoding',
          'cross-origin-opener-policy', 'permissions-policy',
        ].map((name) => answer.headers.get(name)))));";
    let found = page.browser().client().execute_async(script, vec![]).await.unwrap();
    let [index, wasm, worker] = found.as_array().unwrap().as_slice() else { panic!("{found}") };
    assert_eq!(index[0], policy);
    assert_eq!(
        (&index[1], &index[2], &index[3]),
        (&json!("nosniff"), &json!("same-origin"), &json!("no-cache"))
    );
    assert_eq!(
        (&index[6], &index[7]),
        (&json!("same-origin"), &json!("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
    );
    assert_eq!((&wasm[0], &wasm[1]), (&json!(policy), &json!("nosniff")));
    assert_eq!((&worker[0], &worker[3]), (&json!(policy), &json!("no-cache")));
    assert_eq!((&wasm[4], &wasm[5]), (&json!("application/wasm"), &json!("gzip")));
    assert!(wasm[3].as_str().unwrap().contains("max-age=315360000"), "{wasm}");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_another_origin_the_file_is_handed_to_s2low_in_another_tab() {
    runtime(async {
        let setting = Setting::new("agent").await;
        let s2low = setting.simulator.url();
        let site = server::site_with(setting.folder.path(), |config| {
            config["s2low"] = json!({ "mode": "form", "base": s2low });
        });
        let (server, key) = (setting.connections.server(), setting.connections.server_key());
        let nginx = Nginx::start(
            "static",
            &setting.folder.path().join("nginx"),
            &[
                ("/etc/ssl/signature/server.pem", text(&server)),
                ("/etc/ssl/signature/server.key", text(&key)),
                ("/srv/pes-signer", text(&site)),
                ("https://s2low.example.org", &s2low),
            ],
        );
        let page = setting.open(&nginx.url()).await;
        headers_are_sent(&page, &format!("'self' {s2low}")).await;
        let pes = Pes::full();
        let view = page.read(&[&setting.pes(pes.bytes())]).await;
        assert_eq!(view.connection, "S2low : dans un autre onglet");
        assert!(view.note.contains("un bouton ouvre S2low dans un nouvel onglet"), "{}", view.note);
        page.open_certificate(&setting.demonstration.certificate, PASSWORD, "Maire").await;
        page.fill(names::CITY, "Sainte-Élodie-les-Prés").await;
        page.fill(names::POSTAL_CODE, "57999").await;
        page.press(names::SIGN_AND_SEND).await;
        page.press("Ouvrir S2low et y déposer le fichier").await;

        let answer = in_the_other_tab(&page).await;
        assert!(answer.contains("Création de la transation n°1. Résultat ok."), "{answer}");
        assert_eq!(setting.simulator.transaction(1).unwrap().filename, "novembre.xml");
        accepted(&setting.simulator, 1).await;
        only_signed(pes.bytes(), &received(&setting.simulator, 1), 3);

        // Until the person says so, the file is kept, through a reload too.
        page.browser().open(&nginx.url()).await;
        let view = page.is_ready().await;
        assert!(view.job("novembre.xml").unwrap().outcome.contains("Son envoi avait commencé"));
        page.press(names::SEND_NOW).await;
        page.press("Ouvrir S2low et y déposer le fichier").await;
        let answer = in_the_other_tab(&page).await;
        assert!(answer.contains("doublon détecté. Ce fichier a déjà été posté."), "{answer}");
        page.press("S2low a pris le fichier").await;
        let view = page.shows("the file in part 4", |view| view.followed("novembre.xml").is_some()).await;
        assert_eq!(view.followed("novembre.xml").unwrap().words, "Reçu par S2low, sans numéro connu ici");
        assert_eq!(setting.simulator.transactions().len(), 1);
        nobody_else_was_asked(&page, &[nginx.url(), format!("{s2low}/")]).await;
        drop(page);
        setting.simulator.stop().await;
    })
    .await;
}

/// Every request went to one of these, and the policy had nothing to forbid.
async fn nobody_else_was_asked(page: &Page, origins: &[String]) {
    let traces = page.browser().traces().await;
    assert!(traces.requests.len() > 5, "the page's requests were not seen");
    let elsewhere = traces.requests.iter().filter(|url| {
        let url = url.strip_prefix("blob:").unwrap_or(url);
        !origins.iter().any(|origin| url.starts_with(origin))
    });
    let elsewhere: Vec<_> = elsewhere.collect();
    assert!(elsewhere.is_empty(), "requests to elsewhere: {elsewhere:#?}");
    assert!(traces.faults.is_empty(), "{:#?}", traces.faults);
}

/// What S2low shows in the tab that was opened, which is then closed.
async fn in_the_other_tab(page: &Page) -> String {
    let client = page.browser().client();
    let own = client.window().await.unwrap();
    let start = Instant::now();
    let other = loop {
        let windows = client.windows().await.unwrap();
        if let Some(other) = windows.into_iter().find(|window| *window != own) {
            break other;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no other tab is opened");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    client.switch_to_window(other).await.unwrap();
    let mut answer = client.source().await.unwrap();
    while !answer.contains("S²LOW") && start.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        answer = client.source().await.unwrap();
    }
    client.close_window().await.unwrap();
    client.switch_to_window(own).await.unwrap();
    answer
}

/// Each policy that a text has, by its directives but for those that differ: forms may go elsewhere, and a page cannot
/// say who frames it.
fn policies(text: &str) -> Vec<Vec<&str>> {
    let policies = text.split('"').filter(|part| part.starts_with("default-src "));
    let differs = |directive: &&str| {
        !["form-action ", "frame-ancestors "].iter().any(|name| directive.starts_with(name))
    };
    policies.map(|policy| policy.split("; ").filter(differs).collect()).collect()
}

#[test]
fn the_page_and_every_documented_server_have_one_policy() {
    let page = std::fs::read_to_string(workspace().join("www/index.html")).unwrap();
    let servers = std::fs::read_to_string(workspace().join("docs/deploy.md")).unwrap();
    let own = policies(&page);
    assert_eq!(own.len(), 1, "the page has a policy in itself");
    let documented = policies(&servers);
    assert!(documented.len() > 3, "{documented:?}");
    for policy in &documented {
        assert_eq!(policy, &own[0]);
    }
    for header in [
        "frame-ancestors 'none'; ",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
    ] {
        let sent =
            servers.lines().filter(|line| line.contains(header) && !line.contains("proxy_hide_header"));
        assert_eq!(sent.count(), documented.len(), "{header}");
    }
}
