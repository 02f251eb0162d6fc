//! The way in: client certificates, accounts that share one, sessions.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::sync::Arc;

use crate::common::S2low;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use s2low_simulator::tls::{self, Connections};
use s2low_simulator::{Account, Version};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

const TEST: &str = "/api/test-connexion.php";

async fn with_tls() -> (S2low, Connections, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let connections = tls::prepare(folder.path()).await.unwrap();
    let account = |name: &str| Account {
        certificate: Some(connections.fingerprint(name).unwrap()),
        ..Account::demonstration()
    };
    let shared = ["élodie", "bruno"].map(|name| account("partage").with_login(name, "mot de passé"));
    let s2low = S2low::with(|config| {
        config.tls = Some(connections.clone());
        config.account = account("agent");
        config.more_accounts = shared.to_vec();
    })
    .await;
    (s2low, connections, folder)
}

/// The whole answer; an error where the handshake fails.
async fn ask(
    s2low: &S2low,
    connections: &Connections,
    client: Option<&str>,
    path: &str,
    header: &str,
) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(connections.authority()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let config = match client {
        None => config.with_no_client_auth(),
        Some(name) => {
            let certificate = CertificateDer::from_pem_file(connections.client(name)).unwrap();
            let key = PrivateKeyDer::from_pem_file(connections.client_key(name)).unwrap();
            config.with_client_auth_cert(vec![certificate], key).unwrap()
        }
    };
    let stream = TcpStream::connect(s2low.simulator.address()).await?;
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{header}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer).await {
        Err(error) if answer.is_empty() => Err(error),
        _ => Ok(answer.into_iter().map(char::from).collect()),
    }
}

fn basic(bytes: &[u8]) -> String {
    format!("authorization: Basic {}\r\n", STANDARD.encode(bytes))
}

#[tokio::test]
async fn without_a_known_certificate_there_is_no_http_and_with_one_the_account_is_found() {
    let (s2low, connections, _folder) = with_tls().await;
    assert!(ask(&s2low, &connections, None, TEST, "").await.is_err());
    let known = ask(&s2low, &connections, Some("agent"), TEST, "").await.unwrap();
    assert!(known.starts_with("HTTP/1.1 200") && known.ends_with("\r\n\r\nOK"), "{known}");
    let unknown = ask(&s2low, &connections, Some("inconnu"), TEST, "").await.unwrap();
    assert!(
        unknown.ends_with("KO\nLe certificat n&#039;est pas valide : aucun compte trouvé\n"),
        "{unknown}"
    );
    let page = ask(&s2low, &connections, Some("inconnu"), "/modules/helios/index.php", "").await.unwrap();
    assert!(page.starts_with("HTTP/1.1 302") && page.contains("location: /connexion-status\r\n"), "{page}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_shared_certificate_needs_a_login_in_the_servers_encoding() {
    let (s2low, connections, _folder) = with_tls().await;
    let client = Some("partage");
    let alone = ask(&s2low, &connections, client, TEST, "").await.unwrap();
    assert!(alone.ends_with("KO\nLa connexion n&#039;a pas pu être établie\n"), "{alone}");
    let page = ask(&s2low, &connections, client, "/modules/helios/index.php", "").await.unwrap();
    assert!(page.contains("location: /login.php\r\n"), "{page}");
    let utf8 = basic("élodie:mot de passé".as_bytes());
    assert!(ask(&s2low, &connections, client, TEST, &utf8).await.unwrap().ends_with("\r\n\r\nOK"));
    let latin1 = basic(b"\xE9lodie:mot de pass\xE9");
    assert!(ask(&s2low, &connections, client, TEST, &latin1).await.unwrap().contains("aucun compte"));
    let wrong = basic("élodie:autre".as_bytes());
    assert!(ask(&s2low, &connections, client, TEST, &wrong).await.unwrap().contains("aucun compte"));
    let logins = ask(&s2low, &connections, client, "/admin/users/api-list-login.php", "").await.unwrap();
    assert!(logins.ends_with("\r\n\r\nélodie\nbruno\n"), "{logins}");
    let none =
        ask(&s2low, &connections, Some("inconnu"), "/admin/users/api-list-login.php", "").await.unwrap();
    assert!(none.ends_with("\r\n\r\n"), "{none}");
    let nonce = ask(&s2low, &connections, client, "/api/get-nounce.php", "").await.unwrap();
    assert!(nonce.starts_with("HTTP/1.1 401") && nonce.contains("Basic realm=\"API S2low\""), "{nonce}");
    assert!(
        ask(&s2low, &connections, client, "/api/get-nounce.php", &utf8)
            .await
            .unwrap()
            .contains("{\"nounce\":\"")
    );
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn logins_may_be_taken_for_iso_8859_1() {
    let accounts = ["é", "b"].map(|name| Account::demonstration().with_login(name, "p"));
    let s2low = S2low::with(|config| {
        config.logins_from_iso = true;
        config.account = accounts[0].clone();
        config.more_accounts = vec![accounts[1].clone()];
    })
    .await;
    let ask = async |bytes: &[u8]| {
        let url = format!("{}{TEST}", s2low.simulator.url());
        let value = format!("Basic {}", STANDARD.encode(bytes));
        s2low.client.get(url).header("authorization", value).send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(ask(b"\xE9:p").await, "OK");
    assert!(ask("é:p".as_bytes()).await.starts_with("KO\n"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_form_opens_a_session_which_the_next_requests_belong_to() {
    let accounts = ["elodie", "bruno"].map(|name| Account::demonstration().with_login(name, "p"));
    let s2low = S2low::with(|config| {
        config.account = accounts[0].clone();
        config.more_accounts = vec![accounts[1].clone()];
    })
    .await;
    assert_eq!(s2low.get("/modules/helios/index.php").await.headers()["location"], "/login.php");
    assert!(s2low.get("/login.php").await.text().await.unwrap().contains("name=\"password\""));
    let log_in = async |body: &'static str| {
        let url = format!("{}/login.php", s2low.simulator.url());
        s2low.client.post(url).body(body).send().await.unwrap()
    };
    assert_eq!(log_in("login=bruno&password=q").await.headers()["location"], "/connexion-status");
    let opened = log_in("login=bruno&password=p").await;
    assert_eq!(opened.headers()["location"], "/modules/helios/index.php");
    let cookie = opened.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let url = format!("{}/api/info-connexion.php", s2low.simulator.url());
    let info = s2low.client.get(url).header("cookie", cookie).send().await.unwrap().text().await.unwrap();
    assert!(info.contains("\"login\": \"bruno\""), "{info}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn version_6_answers_a_wrong_login_in_its_own_way() {
    let accounts = ["elodie", "bruno"].map(|name| Account::demonstration().with_login(name, "p"));
    let s2low = S2low::with(|config| {
        config.version = Version::V6;
        config.account = accounts[0].clone();
        config.more_accounts = vec![accounts[1].clone()];
    })
    .await;
    let url = format!("{}/modules/helios/api/helios_importer_fichier.php", s2low.simulator.url());
    let value = format!("Basic {}", STANDARD.encode("elodie:q"));
    let answer = s2low.client.get(url).header("authorization", value).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "KO\nLa connexion n&#039;a pas pu ?tre ?tablie\n");
    let page = s2low.get("/modules/helios/index.php").await;
    assert_eq!(page.headers()["location"], "/login.php?error=multiple_accounts");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn in_version_5_a_nonce_stands_for_the_password_on_any_address() {
    for (version, outcome) in [(Version::V5, "OK"), (Version::V6, "KO\n")] {
        let accounts = ["elodie", "bruno"].map(|name| Account::demonstration().with_login(name, "p"));
        let s2low = S2low::with(|config| {
            config.version = version;
            config.account = accounts[0].clone();
            config.more_accounts = vec![accounts[1].clone()];
        })
        .await;
        let url = format!("{}/api/get-nounce.php", s2low.simulator.url());
        let value = format!("Basic {}", STANDARD.encode("elodie:p"));
        let nonce = s2low.client.get(url).header("authorization", value).send().await.unwrap();
        let nonce: serde_json::Value = serde_json::from_str(&nonce.text().await.unwrap()).unwrap();
        let nonce = nonce["nounce"].as_str().unwrap();
        let digest = <sha2::Sha256 as sha2::Digest>::digest(format!("p:{nonce}"));
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        for _ in 0..2 {
            let answer = s2low.get(&format!("{TEST}?nounce={nonce}&login=elodie&hash={hash}")).await;
            assert!(answer.bytes().await.unwrap().starts_with(outcome.as_bytes()));
        }
        let other = s2low.get(&format!("{TEST}?nounce={nonce}&login=bruno&hash={nonce}")).await;
        assert!(other.bytes().await.unwrap().starts_with(b"KO\n"));
        s2low.simulator.stop().await;
    }
}
