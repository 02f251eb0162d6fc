//! What these tests share: a simulator, a client, and PES files with one fault each.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::path::PathBuf;
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Response};
use s2low_simulator::{Config, Simulator, Status, Transaction, demonstration};

pub const IMPORT: &str = "/modules/helios/api/helios_importer_fichier.php";
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A simulator, its working folder, and a client that follows no redirection.
pub struct S2low {
    pub simulator: Simulator,
    pub folder: tempfile::TempDir,
    pub client: Client,
}

impl S2low {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(folder.path().join("work"));
        change(&mut config);
        let simulator = Simulator::start(config).await.unwrap();
        let client =
            Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build().unwrap();
        Self { simulator, folder, client }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.simulator.url())).send().await.unwrap()
    }

    pub async fn post(&self, form: Form) -> Response {
        self.try_post(form).await.unwrap()
    }

    pub async fn try_post(&self, form: Form) -> reqwest::Result<Response> {
        self.client.post(format!("{}{IMPORT}", self.simulator.url())).multipart(form).send().await
    }

    /// The import script's answer for these bytes.
    pub async fn import(&self, bytes: impl Into<Vec<u8>>) -> String {
        self.post(enveloppe(bytes)).await.text().await.unwrap()
    }

    /// Imports bytes that S2low takes, and waits for the worker's word.
    pub async fn analyse(&self, bytes: impl Into<Vec<u8>>) -> Transaction {
        let answer = self.import(bytes).await;
        let id = id_in(&answer).unwrap_or_else(|| panic!("not imported: {answer}"));
        self.analysed(id).await
    }

    pub async fn analysed(&self, id: u64) -> Transaction {
        self.simulator.wait_for(id, PATIENCE, |t| t.status() != Status::POSTED).await.unwrap()
    }

    pub async fn status(&self, number: &str) -> String {
        let path = format!("/modules/helios/api/helios_transac_get_status.php?transaction={number}");
        self.get(&path).await.text().await.unwrap()
    }
}

pub fn enveloppe(bytes: impl Into<Vec<u8>>) -> Form {
    Form::new().part("enveloppe", Part::bytes(bytes.into()).file_name("flux.xml"))
}

pub fn id_in(answer: &str) -> Option<u64> {
    answer.split_once("<id>")?.1.split_once("</id>")?.0.parse().ok()
}

/// The answer of a refused import.
pub fn refusal(message: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<import>\n  <id/>\n  <resultat>KO</resultat>\n  <message>{message}</message>\n</import>\n"
    )
}

/// The small demonstration file.
pub fn pes() -> Vec<u8> {
    demonstration::PES[1].1.to_vec()
}

/// The small demonstration file with one passage replaced.
pub fn pes_with(from: &str, to: &str) -> Vec<u8> {
    replace(&pes(), from, to)
}

/// Replaces the one place where a passage stands.
pub fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let places: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with(from.as_bytes())).collect();
    assert_eq!(places.len(), 1, "{from} stands {} times", places.len());
    let (before, after) = bytes.split_at(places[0]);
    [before, to.as_bytes(), &after[from.len()..]].concat()
}

/// A file beside the checkout, or a printed message.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(path);
    if found.exists() {
        Some(found)
    } else {
        println!("skipped: {path} is not beside this checkout");
        None
    }
}
