//! Starting a browser, and ending it whatever happens.
//!
//! Which browser it is, scenarios do not see: how each is started is in [`crate::engine`], what Chromium alone does in
//! [`crate::devtools`], and what WebDriver offers in its place everywhere in [`crate::common`].

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{self, Call, Traces};
use crate::driver::Driver;
use crate::engine::Engine;
use crate::{devtools, memory};

/// The name under which WebDriver hands elements over.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a browser may take to start.
const START: Duration = Duration::from_secs(45);

/// How often a script that only looks is tried: the page may be leaving.
const LOOKS: usize = 3;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// A running browser with a fresh profile. Dropping it ends the browser and its driver.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    client: Client,
    downloads: PathBuf,
    /// What was seen on pages that were left.
    seen: RefCell<Traces>,
    // Ended in this order: first the processes, then the folder they write to.
    driver: Driver,
    folder: TempDir,
}

impl Browser {
    /// Starts Chromium in French, on an empty page.
    pub async fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), Engine::Chromium).await
    }

    /// Starts a browser in a folder that may hold more of the person's: certificates ([`crate::certificates`]).
    pub async fn start_in(folder: TempDir, engine: Engine) -> Self {
        let downloads = folder.path().join("downloads");
        std::fs::create_dir(&downloads).unwrap();
        let (driver, client) = launch(engine, folder.path()).await;
        let browser = Self { engine, client, downloads, seen: RefCell::default(), driver, folder };
        browser.watch().await;
        browser
    }

    /// Ends the browser as its user does, and starts it again with the same profile.
    pub async fn restart(&mut self) {
        self.client.clone().close().await.unwrap();
        (self.driver, self.client) = launch(self.engine, self.folder.path()).await;
        self.watch().await;
    }

    /// Kills the browser without a warning, and starts it again with the same profile.
    pub async fn crash(&mut self) {
        self.driver.kill();
        unlock(self.folder.path());
        (self.driver, self.client) = launch(self.engine, self.folder.path()).await;
        self.watch().await;
    }

    async fn watch(&self) {
        if self.engine == Engine::Chromium {
            devtools::watch_from_the_start(self).await;
        }
    }

    /// What it is made of.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The WebDriver client, for what every browser does.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The folder of all that the browser keeps of its user.
    pub fn profile(&self) -> &Path {
        self.folder.path()
    }

    /// Where downloads go.
    pub fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) {
        if self.engine != Engine::Chromium {
            // What a page took down goes with it.
            let seen = common::traces(self).await;
            self.seen.borrow_mut().append(seen);
        }
        self.client.goto(url).await.unwrap();
    }

    /// What pages did that nobody sees, since the last time this was asked.
    pub async fn traces(&self) -> Traces {
        if self.engine == Engine::Chromium {
            return devtools::traces(self).await;
        }
        let last = common::traces(self).await;
        let mut seen = self.seen.take();
        seen.append(last);
        seen
    }

    /// Runs a script; `arguments` holds `args`.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Runs a script that only looks; once more, should the page go while it does.
    pub async fn look(&self, script: &str) -> Value {
        for _ in 1..LOOKS {
            if let Ok(seen) = self.client.execute(script, vec![]).await {
                return seen;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        self.run(script, vec![]).await
    }

    /// Lets scripts take this long.
    pub async fn be_patient(&self, limit: Duration) {
        let limits = TimeoutConfiguration::new(Some(limit), None, None);
        self.client.update_timeouts(limits).await.unwrap();
    }

    /// The most memory that the process of the page has had since the browser was started, in bytes.
    pub fn renderer_peak(&self) -> Option<u64> {
        memory::renderer_peak(self.driver.group())
    }

    /// Makes the window this wide and high, in CSS pixels, as far as the browser goes along.
    pub async fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => devtools::set_size(self, width, height).await,
            _ => common::set_size(self, width, height).await,
        }
    }

    /// A picture of the whole page, PNG in base64.
    pub(crate) async fn picture(&self) -> String {
        match self.engine {
            Engine::Chromium => devtools::picture(self).await,
            _ => common::picture(self).await,
        }
    }

    /// The element that a script returned.
    pub fn element(&self, value: &Value) -> Option<Element> {
        let reference = value.get(ELEMENT)?.as_str()?;
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(reference.to_owned())))
    }

    /// The name that the browser itself computes for an element: what a screen reader says, white space
    /// made plain.
    pub async fn accessible_name(&self, element: &Element) -> String {
        self.name_of(element).await.expect("the element is gone")
    }

    /// The same; nothing of an element that is not in the page any more.
    pub(crate) async fn name_of(&self, element: &Element) -> Option<String> {
        let path = format!("element/{}/computedlabel", element.element_id());
        let name = match self.try_to_call(Method::GET, path, None).await {
            Err((error, _)) if error.is_stale_element_reference() => return None,
            answer => answered(answer),
        };
        Some(name.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A WebDriver command that the client does not have.
    pub(crate) async fn call(&self, method: Method, path: String, body: Option<Value>) -> Value {
        answered(self.try_to_call(method, path, body).await)
    }

    async fn try_to_call(
        &self,
        method: Method,
        path: String,
        body: Option<Value>,
    ) -> Result<Value, (CmdError, String)> {
        let call = Call { method, path, body };
        let text = format!("{call:?}");
        self.client.issue_cmd(call).await.map_err(|error| (error, text))
    }
}

/// The answer to a command that has to have one.
fn answered(answer: Result<Value, (CmdError, String)>) -> Value {
    answer.unwrap_or_else(|(error, text)| panic!("{error}\n{text}"))
}

/// A driver, and a browser with its profile in `folder`. Browsers do not always start on a busy machine: one is tried twice.
async fn launch(engine: Engine, folder: &Path) -> (Driver, Client) {
    let first = try_to_launch(engine, folder).await;
    let second = match first {
        Err(_) => {
            unlock(folder);
            try_to_launch(engine, folder).await
        }
        Ok(_) => first,
    };
    second.unwrap_or_else(|error| panic!("{engine} does not start: {error}"))
}

async fn try_to_launch(engine: Engine, folder: &Path) -> Result<(Driver, Client), NewSessionError> {
    let (driver, capabilities) = engine.launch(folder);
    let Value::Object(capabilities) = capabilities else { unreachable!("an object, as written there") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let address = driver.address();
    let connected = tokio::time::timeout(START, builder.capabilities(capabilities).connect(&address)).await;
    let client = connected.unwrap_or_else(|late| Err(NewSessionError::Lost(late.into())))?;
    Ok((driver, client))
}

/// Removes what a browser that was killed leaves to keep a second one out.
fn unlock(folder: &Path) {
    for lock in ["SingletonLock", "lock", ".parentlock"] {
        let _ = std::fs::remove_file(folder.join("profile").join(lock));
    }
}
