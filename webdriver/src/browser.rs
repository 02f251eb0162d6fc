//! Starting a browser, and ending it whatever happens.
//!
//! Every difference between browsers is in this file and in [`crate::devtools`]; scenarios see none of it.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::devtools::{self, Call};
use crate::memory;

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(20);
/// The name under which WebDriver hands elements over.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Rendering without a screen, as root, and in silence: no request of the browser's own.
const CHROMIUM: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--hide-scrollbars",
    "--lang=fr-FR",
    "--window-size=1280,1000",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/// A running browser with a fresh profile. Dropping it ends the browser and its driver.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    downloads: PathBuf,
    // Ended in this order: first the processes, then the folder they write to.
    driver: Driver,
    folder: TempDir,
}

impl Browser {
    /// Starts Chromium in French, on an empty page.
    pub async fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap()).await
    }

    /// The same in a folder that may hold more of the person's: certificates ([`crate::certificates`]).
    pub async fn start_in(folder: TempDir) -> Self {
        let downloads = folder.path().join("downloads");
        std::fs::create_dir(&downloads).unwrap();
        let (driver, client) = launch(folder.path()).await;
        let browser = Self { client, downloads, driver, folder };
        devtools::watch_from_the_start(&browser).await;
        browser
    }

    /// Ends the browser as its user does, and starts it again with the same profile.
    pub async fn restart(&mut self) {
        self.client.clone().close().await.unwrap();
        (self.driver, self.client) = launch(self.folder.path()).await;
        devtools::watch_from_the_start(self).await;
    }

    /// Kills the browser without a warning, and starts it again with the same profile.
    pub async fn crash(&mut self) {
        self.driver.kill();
        // What a browser that was killed leaves to keep a second one out.
        let _ = std::fs::remove_file(self.folder.path().join("profile").join("SingletonLock"));
        (self.driver, self.client) = launch(self.folder.path()).await;
        devtools::watch_from_the_start(self).await;
    }

    /// The WebDriver client, for what every browser does.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Where downloads go.
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Runs a script; `arguments` holds `args`.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Lets scripts take this long.
    pub async fn be_patient(&self, limit: Duration) {
        let limits = TimeoutConfiguration::new(Some(limit), None, None);
        self.client.update_timeouts(limits).await.unwrap();
    }

    /// The most memory that the process of the page has had since the browser was started, in bytes.
    pub fn renderer_peak(&self) -> Option<u64> {
        memory::renderer_peak(self.driver.child.id())
    }

    /// Makes the window this wide and high, in CSS pixels, as far as the browser goes along.
    pub async fn resize(&self, width: u32, height: u32) {
        devtools::set_size(self, width, height).await;
    }

    /// The element that a script returned.
    pub fn element(&self, value: &Value) -> Option<Element> {
        let reference = value.get(ELEMENT)?.as_str()?;
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(reference.to_owned())))
    }

    /// The name that the browser itself computes for an element: what a screen reader says, white space
    /// made plain.
    pub async fn accessible_name(&self, element: &Element) -> String {
        let path = format!("element/{}/computedlabel", element.element_id());
        let name = self.call(Method::GET, path, None).await;
        name.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A WebDriver command that the client does not have.
    pub(crate) async fn call(&self, method: Method, path: String, body: Option<Value>) -> Value {
        let call = Call { method, path, body };
        let text = format!("{call:?}");
        self.client.issue_cmd(call).await.unwrap_or_else(|error| panic!("{error}\n{text}"))
    }
}

/// A driver, and a browser with its profile in `folder`.
async fn launch(folder: &Path) -> (Driver, Client) {
    let driver = Driver::start("chromedriver", &["--port=0"], folder);
    let capabilities = chromium(&folder.join("profile"), &folder.join("downloads"));
    let Value::Object(capabilities) = capabilities else { unreachable!("an object, as written below") };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{}", driver.port))
        .await
        .unwrap_or_else(|error| panic!("the browser does not start: {error}"));
    (driver, client)
}

fn chromium(profile: &Path, downloads: &Path) -> Value {
    let mut args: Vec<String> = CHROMIUM.iter().map(|argument| (*argument).to_owned()).collect();
    args.push(format!("--user-data-dir={}", profile.display()));
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "args": args,
            "prefs": {
                "intl.accept_languages": "fr-FR,fr",
                "intl.selected_languages": "fr-FR,fr",
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "credentials_enable_service": false,
            },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 20_000, "implicit": 0 },
    })
}

/// A WebDriver server, and whatever it starts, as one group of processes.
#[derive(Debug)]
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts `program`, which chooses a port itself and names it on its standard output.
    fn start(program: &str, arguments: &[&str], folder: &Path) -> Self {
        let mut command = Command::new(program);
        command.args(arguments).env("TMPDIR", folder).env("HOME", folder).env("LANGUAGE", "fr");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!("{program} does not start ({error}): `cargo xtask test` installs what the journeys need")
        });
        let output = child.stdout.take().unwrap();
        let mut driver = Self { child, port: 0 };
        driver.port = announced_port(output)
            .unwrap_or_else(|| panic!("{program} named no port within {} s", START.as_secs()));
        driver
    }
}

impl Driver {
    /// The group: a driver that is killed alone leaves its browser behind.
    fn kill(&mut self) {
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        let _ = self.child.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The port in "… started successfully on port 41234."; what follows is read and forgotten.
fn announced_port(output: impl Read + Send + 'static) -> Option<u16> {
    let (found, port) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let number = line.rsplit_once("on port ").map(|(_, end)| end.trim_end_matches('.').parse());
            // It first says that it was asked for port 0.
            if let Some(Ok(number @ 1..)) = number {
                let _ = found.send(number);
            }
        }
    });
    port.recv_timeout(START).ok()
}
