//! The three engines that browsers are made of, and how each is started: without a screen, as root, in French, and in
//! silence.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::common::WATCH;
use crate::driver::Driver;
use crate::folders::workspace;

/// What a browser is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Opera.
    Chromium,
    /// Firefox, as its extended support release.
    Firefox,
    /// Safari, as WebKitGTK's own small browser.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Those that `PES_SIGNER_ENGINES` names (`firefox webkit`); without it, all.
    pub fn wanted() -> Vec<Self> {
        let names = std::env::var("PES_SIGNER_ENGINES").unwrap_or_default().to_lowercase();
        let all = Self::ALL.into_iter();
        all.filter(|engine| names.is_empty() || names.contains(&engine.to_string().to_lowercase())).collect()
    }

    /// Whether what was kept is there when the browser is started again: WebKitGTK's keeps nothing while it is driven.
    pub fn has_profile(self) -> bool {
        self != Self::WebKit
    }

    /// What runs before the page's own scripts, where the driver cannot see to it: the page that is served has it in it.
    pub(crate) fn first_script(self) -> String {
        match self {
            Self::Chromium => String::new(),
            Self::Firefox => WATCH.to_owned(),
            Self::WebKit => format!("{FRENCH}{WATCH}"),
        }
    }

    /// Its driver, and what to ask it for; everything that the browser keeps goes below `folder`.
    pub(crate) fn launch(self, folder: &Path) -> (Driver, Value) {
        let profile = folder.join("profile");
        let downloads = folder.join("downloads");
        match self {
            Self::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg("--port=0");
                (Driver::start(command, folder), chromium(&profile, &downloads))
            }
            Self::Firefox => {
                std::fs::create_dir_all(&profile).unwrap();
                let mut command = Command::new(geckodriver());
                command.args(["--port=0", "--allow-system-access"]);
                (Driver::start(command, folder), firefox(&profile, &downloads))
            }
            Self::WebKit => {
                // Its own sandbox needs rights that root in a container does not have.
                let mut command = Command::new("WebKitWebDriver");
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").env("NO_AT_BRIDGE", "1");
                command.env("XDG_RUNTIME_DIR", folder);
                std::fs::create_dir_all(folder.join(".config")).unwrap();
                let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
                std::fs::write(folder.join(".config").join("user-dirs.dirs"), downloads).unwrap();
                (Driver::start_on_a_screen(command, folder), webkit())
            }
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// WebKitGTK speaks the language of the machine's locale, and a bare machine has none but C.
const FRENCH: &str = "Object.defineProperty(navigator, 'languages', { get: () => ['fr-FR', 'fr'] });\n";

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
        "timeouts": timeouts(),
    })
}

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

fn firefox(profile: &Path, downloads: &Path) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": ["-headless", "-profile", profile],
            "prefs": {
                "intl.accept_languages": "fr-FR, fr",
                "browser.download.folderList": 2,
                "browser.download.dir": downloads,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.helperApps.neverAsk.saveToDisk": "application/xml,text/xml,text/csv",
                // Everything is on this machine: nobody else is asked for anything.
                "network.dns.localDomains": "localhost",
                "network.proxy.type": 1,
                "network.proxy.socks": "127.0.0.1",
                "network.proxy.socks_port": 9,
                "network.proxy.no_proxies_on": "127.0.0.1, localhost",
                "network.proxy.allow_hijacking_localhost": false,
                "dom.disable_beforeunload": false,
                // Much of a start is for what no journey looks at.
                "dom.ipc.processPrelaunch.enabled": false,
                "extensions.webextensions.remote": false,
                "browser.tabs.remote.separatePrivilegedContentProcess": false,
                "datareporting.healthreport.uploadEnabled": false,
                "toolkit.telemetry.server": "",
                "browser.newtabpage.enabled": false,
                "browser.newtabpage.activity-stream.feeds.topsites": false,
                "extensions.screenshots.disabled": true,
                "extensions.formautofill.addresses.enabled": false,
                "extensions.formautofill.creditCards.enabled": false,
                "services.settings.server": "data:,#",
            },
        },
        "timeouts": timeouts(),
    })
}

fn webkit() -> Value {
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
        "timeouts": timeouts(),
    })
}

fn timeouts() -> Value {
    json!({ "script": 60_000, "pageLoad": 20_000, "implicit": 0 })
}

/// Where `cargo xtask test` puts it; otherwise where `PATH` leads.
fn geckodriver() -> PathBuf {
    let own = workspace().join("target/tools/bin/geckodriver");
    if own.is_file() { own } else { PathBuf::from("geckodriver") }
}

/// Debian keeps WebKitGTK's browser among the libraries of the machine's own kind.
fn mini_browser() -> PathBuf {
    let libraries = std::fs::read_dir("/usr/lib").unwrap().flatten();
    let places = libraries.map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"));
    let found = places.into_iter().find(|path| path.is_file());
    found.expect("WebKitGTK's MiniBrowser: `cargo xtask test` installs it")
}
