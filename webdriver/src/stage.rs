//! One journey: a browser, the page, S2low; and afterwards a look at what no journey may leave behind.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use fantoccini::wd::WindowHandle;
use futures_util::FutureExt;
use s2low_simulator::{Config, Fault, Simulator};
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::browser::Browser;
use crate::engine::Engine;
use crate::material::{self, Demonstration, PASSWORD, Pes};
use crate::page::{Page, names};
use crate::patience::until;
use crate::view::View;
use crate::{judges, screenshots, server};

/// No journey takes longer, nor its start.
const LIMIT: Duration = Duration::from_secs(150);
/// What Chromium itself shows a PDF with, in the tab of an attachment.
const PDF_READER: &str = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/";
/// How long is looked at what went wrong.
const LAST_LOOK: Duration = Duration::from_secs(30);
/// How long a journey's servers may take to end.
const END: Duration = Duration::from_secs(10);

/// What a panic carries.
type Panic = Box<dyn Any + Send>;

/// What it carries when the time was over.
struct Late;

/// Journeys share the machine, but for those that measure.
static MACHINE: RwLock<()> = RwLock::new(());

thread_local! {
    /// The journeys of this thread have the machine for themselves.
    static ALONE: Cell<bool> = const { Cell::new(false) };
}

/// What a scenario plays on.
#[derive(Debug)]
pub struct Stage {
    /// The page in its browser.
    pub page: Page,
    /// S2low.
    pub simulator: Simulator,
    /// Where the page was loaded from.
    address: SocketAddr,
    /// The same as the browser names it.
    own: RefCell<String>,
    /// The demonstration's certificate and authority.
    pub demonstration: Demonstration,
    /// The folder of the page.
    site: PathBuf,
    folder: TempDir,
    troubled: Cell<bool>,
    /// How many requests were seen.
    requests: Cell<usize>,
}

/// Has journeys run beside no other one: they measure.
///
/// # Panics
/// When one of them does.
pub fn alone(journeys: impl FnOnce()) {
    let _machine = MACHINE.write().unwrap_or_else(PoisonError::into_inner);
    ALONE.set(true);
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(journeys));
    ALONE.set(false);
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Plays a scenario, to its end or to [`LIMIT`]; what it found.
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey<T>(scenario: impl AsyncFn(&mut Stage) -> T) -> T {
    play(Engine::Chromium, "", |_, _| server::site(), |_| {}, scenario)
}

/// Plays a scenario in one engine after the other, in all even after one failed.
///
/// # Panics
/// When the scenario does in one of them, or when it leaves something behind there that it must not.
pub fn in_every_engine(scenario: impl AsyncFn(&mut Stage)) {
    in_every_engine_after("\n", scenario);
}

/// The same on a page before whose own scripts this one runs, which may take away what some browser lacks.
///
/// # Panics
/// When the scenario does in one of them, or when it leaves something behind there that it must not.
pub fn in_every_engine_after(script: &str, scenario: impl AsyncFn(&mut Stage)) {
    let mut failed = Vec::new();
    for engine in Engine::wanted() {
        let site = |_: &Path, _: &Demonstration| server::site();
        let playing = || play(engine, script, site, |_| {}, async |stage: &mut Stage| scenario(stage).await);
        if std::panic::catch_unwind(AssertUnwindSafe(playing)).is_err() {
            failed.push(engine);
        }
    }
    assert!(failed.is_empty(), "this went wrong in {failed:?}");
}

/// The same with an S2low that is set up otherwise.
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey_on(change: fn(&mut Config), scenario: impl AsyncFn(&mut Stage)) {
    play(Engine::Chromium, "", |_, _| server::site(), change, scenario);
}

/// The same with a page that its operator set up otherwise.
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey_with_settings(change: fn(&mut serde_json::Value), scenario: impl AsyncFn(&mut Stage)) {
    play(Engine::Chromium, "", |folder, _| server::site_with(folder, change), |_| {}, scenario);
}

/// The same with an edition of the page that can be followed by others ([`crate::version::make`]).
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey_with_edition(edition: &str, scenario: impl AsyncFn(&mut Stage)) {
    play(Engine::Chromium, "", |folder, _| server::site_of_edition(folder, edition), |_| {}, scenario);
}

/// The same on a page whose operator set it up to check signers' certificates against the authority that
/// `authority` chooses.
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey_with_authority(authority: fn(&Demonstration) -> PathBuf, scenario: impl AsyncFn(&mut Stage)) {
    let site = |folder: &Path, demonstration: &Demonstration| {
        server::site_with_authority(folder, &authority(demonstration))
    };
    play(Engine::Chromium, "", site, |_| {}, scenario);
}

/// The same where S2low's own pages have jQuery.
///
/// # Panics
/// When the scenario does, or when it leaves something behind that it must not.
pub fn journey_with_jquery(jquery: &Path, scenario: impl AsyncFn(&mut Stage)) {
    play(Engine::Chromium, "", |folder, _| server::site_with_jquery(folder, jquery), |_| {}, scenario);
}

fn play<T>(
    engine: Engine,
    script: &str,
    site: impl Fn(&Path, &Demonstration) -> PathBuf,
    change: fn(&mut Config),
    scenario: impl AsyncFn(&mut Stage) -> T,
) -> T {
    let _share = (!ALONE.get()).then(|| MACHINE.read().unwrap_or_else(PoisonError::into_inner));
    let play = || play_once(engine, script, &site, change, &scenario);
    let outcome = play().or_else(|panic| match panic.is::<Late>() {
        // Drivers stop answering now and then. A page at fault fails sooner, or freezes the second time too.
        true => play(),
        false => Err(panic),
    });
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

fn play_once<T>(
    engine: Engine,
    script: &str,
    site: impl Fn(&Path, &Demonstration) -> PathBuf,
    change: fn(&mut Config),
    scenario: impl AsyncFn(&mut Stage) -> T,
) -> Result<T, Panic> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    let outcome = runtime.block_on(async {
        let _ = std::fs::remove_file(screenshots::path(&failure(engine), screenshots::WIDTHS[0]));
        let mut stage = within(LIMIT, "the start", Stage::set_up(engine, script, site, change)).await?;
        let play = async {
            let found = scenario(&mut stage).await;
            stage.look_around().await;
            found
        };
        let outcome = within(LIMIT, "the journey", play).await;
        if outcome.is_err() {
            // A browser that does not answer any more does not answer this either.
            let _ = within(LAST_LOOK, "a last look", stage.take_down_the_failure()).await;
        }
        let Stage { page, simulator, .. } = stage;
        drop(page);
        let end = within(END, "the end", simulator.stop()).await;
        outcome.and_then(|found| end.map(|()| found))
    });
    // Not dropped: that would wait for whatever still runs.
    runtime.shutdown_timeout(END);
    outcome
}

/// What came of a step; the panic that ended it, or one that says that it took too long.
async fn within<T>(limit: Duration, step: &str, work: impl Future<Output = T>) -> Result<T, Panic> {
    let outcome = AssertUnwindSafe(tokio::time::timeout(limit, work)).catch_unwind().await?;
    outcome.map_err(|_| {
        eprintln!("{step} took longer than {} s", limit.as_secs());
        Box::new(Late) as Panic
    })
}

impl Stage {
    async fn set_up(
        engine: Engine,
        script: &str,
        site: impl FnOnce(&Path, &Demonstration) -> PathBuf,
        change: fn(&mut Config),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let demonstration = material::demonstration().await;
        let first = format!("{}{script}", engine.first_script());
        let mut site = site(folder.path(), &demonstration);
        if !first.is_empty() {
            site = server::site_after(folder.path(), &site, &first);
        }
        let simulator = server::start(0, &folder.path().join("s2low"), &site, &demonstration, change).await;
        let browser = Browser::start_in(tempfile::tempdir().unwrap(), engine).await;
        let page = Page::open(browser, &format!("{}/", simulator.url())).await;
        let address = simulator.address();
        let own = RefCell::new(format!("http://{address}/"));
        let (troubled, requests) = (Cell::new(false), Cell::new(0));
        Self { page, simulator, address, own, demonstration, site, folder, troubled, requests }
    }

    /// Opens the page by a name: an authenticator works for those, not for numbers.
    pub async fn go_by_name(&self) {
        // What was asked for at the other address is past.
        assert!(self.misdeeds().await.is_empty());
        *self.own.borrow_mut() = format!("http://localhost:{}/", self.address.port());
        self.reload().await;
    }

    /// Opens the page anew.
    pub async fn reload(&self) -> View {
        let own = self.own.borrow().clone();
        self.page.visit(&own).await
    }

    /// Opens the page with this script before its own, where the whole journey is [`in_every_engine`]; it may not start.
    pub async fn open_after(&self, script: &str) {
        let browser = self.page.browser();
        let file = self.folder.path().join("site").join("first.js");
        let own = self.own.borrow().clone();
        // The browser may keep the page with the script of before; and the page of before may only now have it kept, of
        // which WebKit does not always tell.
        let forget = "
            const done = arguments[arguments.length - 1];
            const kept = navigator.serviceWorker?.getRegistrations() ?? Promise.resolve([]);
            kept.then((all) => Promise.all(all.map((one) => one.unregister()))).then(() => done(), () => done());
            setTimeout(done, 5000)";
        for time in 0..5 {
            browser.client().execute_async(forget, vec![]).await.unwrap();
            let mark = format!("{time} {script}");
            let first =
                format!("globalThis.first = {};{}{script}", json!(mark), browser.engine().first_script());
            std::fs::write(&file, first).unwrap();
            browser.open(&own).await;
            if self.page.run("return globalThis.first", vec![]).await == json!(mark) {
                return;
            }
        }
        panic!("the page is kept with another script than {script}");
    }

    /// Opens the page in one more tab, and goes there; the tab that was left.
    pub async fn open_tab(&self) -> WindowHandle {
        let client = self.page.browser().client();
        let left = client.window().await.unwrap();
        let opened = client.new_window(true).await.unwrap();
        client.switch_to_window(opened.handle).await.unwrap();
        self.reload().await;
        left
    }

    /// Goes to another tab; the tab that was left.
    pub async fn go_to_tab(&self, tab: &WindowHandle) -> WindowHandle {
        let client = self.page.browser().client();
        let left = client.window().await.unwrap();
        client.switch_to_window(tab.clone()).await.unwrap();
        left
    }

    /// Ends the browser, and opens the page in it again the next day. One that keeps nothing while it is driven goes on.
    pub async fn restart_browser(&mut self) {
        assert!(self.misdeeds().await.is_empty());
        if self.page.browser().engine().has_profile() {
            self.page.restart().await;
        }
        self.reload().await;
    }

    /// S2low goes away: nobody listens at its address any more. (In its place stands one that nobody knows.)
    pub async fn take_s2low_away(&mut self) {
        self.expect_trouble();
        self.replace_s2low(0).await;
    }

    /// S2low listens again at its address. It has forgotten everything.
    pub async fn bring_s2low_back(&mut self) {
        self.replace_s2low(self.address.port()).await;
    }

    /// The browser is killed, and started again by the same person.
    pub async fn crash_the_browser(&mut self) -> View {
        let url = format!("http://{}/", self.address);
        self.page.crash(&url).await
    }

    async fn replace_s2low(&mut self, port: u16) {
        let work_dir = self.folder.path().join(format!("s2low-{port}"));
        let next = server::start(port, &work_dir, &self.site, &self.demonstration, |_| {}).await;
        std::mem::replace(&mut self.simulator, next).stop().await;
    }

    /// Where the page is served from; a copy of its own where the journey changes it.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Waits until the browser keeps the page.
    pub async fn is_kept(&self) {
        self.page.is_kept().await;
    }

    /// Nobody but somebody in between answers at S2low's address, whatever is asked, until this is closed.
    pub async fn put_a_portal_in_between(&self) -> Portal {
        Portal::open(self.address).await
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

    /// The mayor signs and sends this file while S2low has a trouble.
    pub async fn sends_into(&self, fault: Fault, file: &Path) {
        self.expect_trouble();
        self.page.read(&[file]).await;
        self.sign_as_mayor().await;
        self.simulator.set_fault(fault);
        self.page.press(names::SIGN_AND_SEND).await;
    }

    /// Until this file is on its way.
    pub async fn uploads(&self, name: &str) {
        let under_way = |view: &View| {
            view.job(name)
                .is_some_and(|job| job.steps[2].words == "Envoi en cours" && !job.progress.is_empty())
        };
        self.page.shows("the upload", under_way).await;
    }

    /// Waits until the browser keeps this many signed files in its journal: a moment after the page says that it has them.
    pub async fn keeps(&self, files: u64) {
        let script = "
            const done = arguments[arguments.length - 1];
            indexedDB.open('pes-signer-journal').onsuccess = ({ target: { result } }) => {
              result.transaction('files').objectStore('files').count().onsuccess = ({ target }) => {
                result.close();
                done(target.result);
              };
            }";
        until(&format!("{files} files in the journal"), async || {
            let kept = self.page.browser().client().execute_async(script, vec![]).await.unwrap();
            (kept == files).then_some(())
        })
        .await;
    }

    /// Until the page waits a moment before it sends this file again.
    pub async fn tries_again(&self, name: &str) {
        let waits = |view: &View| {
            view.job(name).is_some_and(|job| job.progress.starts_with("La connexion a manqué."))
        };
        self.page.shows("that it will try again", waits).await;
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

    /// What no journey may leave behind, and was left since the last time this was asked: a request to
    /// elsewhere, an error that nobody was told, a word missing.
    pub async fn misdeeds(&self) -> Vec<String> {
        let view = self.page.view().await;
        let traces = self.page.browser().traces().await;
        self.requests.set(self.requests.get() + traces.requests.len());
        let own = self.own.borrow().clone();
        let expected = |source: &str| self.troubled.get() && source == "network";
        let signs = ["{", "}", "undefined", "NaN"].into_iter().filter(|sign| view.text.contains(sign));
        let words = signs.map(|sign| format!("“{sign}” on the page: {}", view.text));
        let elsewhere =
            traces.requests.iter().filter(|url| !is_own(url, &own) && !url.starts_with(PDF_READER));
        let elsewhere = elsewhere.map(|url| format!("a request to elsewhere: {url}"));
        // In the tab of an attachment, the page's policy forbids even what Chromium puts around a picture.
        let in_tab = |source: &str, message: &str| source == "security" && message.starts_with("blob:");
        let console = traces.console.iter();
        let console = console.filter(|(source, message)| !expected(source) && !in_tab(source, message));
        let console = console.map(|(source, message)| format!("on the console: {source} {message}"));
        words.chain(elsewhere).chain(console).chain(traces.faults.iter().cloned()).collect()
    }

    async fn look_around(&self) {
        let misdeeds = self.misdeeds().await;
        assert!(misdeeds.is_empty(), "{misdeeds:#?}");
        assert!(self.requests.get() > 5, "the page's requests were not seen");
    }

    async fn take_down_the_failure(&self) {
        let name = failure(self.page.browser().engine());
        let shooting = screenshots::take(&self.page, &name, screenshots::WIDTHS[0]);
        if let Ok(Ok(path)) = AssertUnwindSafe(shooting).catch_unwind().await {
            eprintln!("the page at that moment: {}", path.display());
        }
        let looking = self.page.browser().traces();
        if let Ok(traces) = AssertUnwindSafe(looking).catch_unwind().await {
            eprintln!("console: {:#?}\nfaults: {:#?}", traces.console, traces.faults);
        }
    }
}

/// What a network that wants a login first answers to everything: it leads to a page of its own.
#[derive(Debug)]
pub struct Portal(tokio::task::JoinHandle<()>);

impl Portal {
    async fn open(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        Self(tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut request = [0; 8192];
                    let length = stream.read(&mut request).await.unwrap_or_default();
                    let answer = match request[..length].starts_with(b"GET /portal ") {
                        true => {
                            "200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>Portal</p>\r\n"
                        }
                        false => "302 Found\r\nLocation: /portal\r\nContent-Length: 0\r\n\r\n",
                    };
                    let answer = answer.replacen("\r\n", "\r\nConnection: close\r\n", 1);
                    let _ = stream.write_all(format!("HTTP/1.1 {answer}").as_bytes()).await;
                });
            }
        }))
    }

    /// Nobody listens there any more.
    pub async fn close(self) {
        self.0.abort();
        let _ = self.0.await;
    }
}

/// The name of the picture that is taken when this test fails.
fn failure(engine: Engine) -> String {
    let test = std::thread::current().name().unwrap_or_default().replace("::", "-");
    format!("failed-{test}-{engine}")
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
