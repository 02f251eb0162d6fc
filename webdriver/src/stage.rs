//! One journey: a browser, the page, S2low; and afterwards a look at what no journey may leave behind.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use s2low_simulator::Simulator;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::devtools::{self, Traces};
use crate::material::{self, Demonstration, PASSWORD, Pes};
use crate::page::Page;
use crate::view::View;
use crate::{judges, screenshots, server};

/// No journey takes longer.
const LIMIT: Duration = Duration::from_secs(150);
/// Some journeys measure: none runs beside another.
static TURN: Mutex<()> = Mutex::new(());

/// What a scenario plays on.
#[derive(Debug)]
pub struct Stage {
    /// The page in its browser.
    pub page: Page,
    /// S2low.
    pub simulator: Simulator,
    /// The demonstration's certificate and authority.
    pub demonstration: Demonstration,
    folder: TempDir,
    troubled: Cell<bool>,
}

/// Plays a scenario, to its end or to [`LIMIT`].
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey(scenario: impl AsyncFnOnce(&Stage)) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let stage = Stage::set_up().await;
        let play = async {
            scenario(&stage).await;
            stage.look_around().await;
        };
        let outcome = AssertUnwindSafe(tokio::time::timeout(LIMIT, play)).catch_unwind().await;
        let Ok(Ok(())) = outcome else {
            stage.take_down_the_failure().await;
            match outcome {
                Err(panic) => resume_unwind(panic),
                Ok(_) => panic!("the journey took longer than {} s", LIMIT.as_secs()),
            }
        };
        let Stage { page, simulator, .. } = stage;
        drop(page);
        simulator.stop().await;
    });
}

impl Stage {
    async fn set_up() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let demonstration = material::demonstration().await;
        let simulator = server::start(&folder.path().join("s2low"), &demonstration).await;
        let page = Page::open(Browser::start().await, &format!("{}/", simulator.url())).await;
        Self { page, simulator, demonstration, folder, troubled: Cell::new(false) }
    }

    /// Writes a file that can be chosen in the page.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes a PES that can be chosen in the page.
    pub fn pes(&self, name: &str, pes: &Pes) -> PathBuf {
        self.file(name, pes.bytes())
    }

    /// A folder of its own for a kind of material.
    pub fn subfolder(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir(&path).unwrap();
        path
    }

    /// Opens the demonstration's certificate as its mayor.
    pub async fn sign_as_mayor(&self) -> View {
        self.page.open_certificate(&self.demonstration.certificate, PASSWORD, "Maire").await
    }

    /// From here on, answers of S2low may be missing or failures: the browser's console says so.
    pub fn expect_trouble(&self) {
        self.troubled.set(true);
    }

    /// The signed file behind a link: only signed, and verified by the command line.
    pub async fn download(&self, link: &str, original: &[u8], signatures: usize) -> PathBuf {
        let path = self.page.download(link).await;
        judges::only_signed(original, &std::fs::read(&path).unwrap(), signatures);
        judges::command_line_verifies(&path, &self.demonstration.authority);
        path
    }

    /// The number of the only transaction, or of the latest.
    pub fn latest_transaction(&self) -> u64 {
        self.simulator.transactions().last().expect("S2low has a transaction").id
    }

    /// What no journey may leave behind: a request to elsewhere, an error that nobody was told, a word missing.
    async fn look_around(&self) {
        let view = self.page.view().await;
        for sign in ["{", "}", "undefined", "NaN"] {
            assert!(!view.text.contains(sign), "“{sign}” on the page:\n{}", view.text);
        }
        let traces = devtools::traces(self.page.browser()).await;
        self.judge(&traces);
    }

    fn judge(&self, traces: &Traces) {
        let own = format!("{}/", self.simulator.url());
        let elsewhere: Vec<_> = traces.requests.iter().filter(|url| !is_own(url, &own)).collect();
        assert!(elsewhere.is_empty(), "requests to elsewhere: {elsewhere:?}");
        assert!(traces.requests.len() > 5, "the requests were not seen: {:?}", traces.requests);
        assert!(traces.faults.is_empty(), "{:?}", traces.faults);
        let expected = |source: &str| self.troubled.get() && source == "network";
        let errors: Vec<_> = traces.console.iter().filter(|(source, _)| !expected(source)).collect();
        assert!(errors.is_empty(), "errors on the console: {errors:?}");
    }

    async fn take_down_the_failure(&self) {
        let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
        let picture = format!("failed-{name}");
        let shooting = screenshots::take(&self.page, &picture, 1280);
        if let Ok(Ok(path)) = AssertUnwindSafe(shooting).catch_unwind().await {
            eprintln!("the page at that moment: {}", path.display());
        }
        let looking = devtools::traces(self.page.browser());
        if let Ok(traces) = AssertUnwindSafe(looking).catch_unwind().await {
            eprintln!("console: {:#?}\nfaults: {:#?}", traces.console, traces.faults);
        }
    }
}

/// An address of the page's own origin; a `blob:` address stands for bytes that the page made.
fn is_own(url: &str, own: &str) -> bool {
    url.strip_prefix("blob:").unwrap_or(url).starts_with(own)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn addresses_of_others_are_told_from_the_pages_own() {
        let own = "http://127.0.0.1:8080/";
        assert!(is_own("http://127.0.0.1:8080/config.json", own));
        assert!(is_own("blob:http://127.0.0.1:8080/6f9e", own));
        assert!(!is_own("http://127.0.0.1:80801/", own));
        assert!(!is_own("https://fonts.example/a.woff2", own));
        assert!(!is_own("data:text/plain,a", own));
    }
}
