//! What WebDriver offers in every browser, and what was seen of a page in any.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde::Deserialize;
use serde_json::Value;
use url::{ParseError, Url};

use crate::browser::Browser;
use crate::engine::Engine;

/// Runs before any script of the page: takes down what goes wrong, long tasks, and the module's memory.
pub(crate) const WATCH: &str = include_str!("watch.js");

/// A command of WebDriver, or of the driver's maker, in plain words.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Below the session.
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl WebDriverCompatibleCommand for Call {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

/// What the page did that nobody sees.
#[derive(Debug, Default, Deserialize)]
pub struct Traces {
    /// Every address that was asked for.
    pub requests: Vec<String>,
    /// Errors on the browser's console: where from, and what. Only Chromium's can be read.
    #[serde(default)]
    pub console: Vec<(String, String)>,
    /// Errors that no script caught, and what the content security policy forbade.
    pub faults: Vec<String>,
}

impl Traces {
    pub(crate) fn append(&mut self, mut later: Self) {
        self.requests.append(&mut later.requests);
        self.console.append(&mut later.console);
        self.faults.append(&mut later.faults);
    }
}

/// What [`WATCH`] took down on the page that is shown, since the last time this was asked; nothing on any other.
pub(crate) async fn traces(browser: &Browser) -> Traces {
    let script = "
        const watched = window.watched;
        return { requests: watched ? watched.requests() : [], faults: watched ? watched.faults.splice(0) : [] }";
    serde_json::from_value(browser.run(script, vec![]).await).unwrap()
}

/// Makes the window so large that this is left for the page.
pub(crate) async fn set_size(browser: &Browser, width: u32, height: u32) {
    for _ in 0..5 {
        let sizes = "return [innerWidth, innerHeight, outerWidth, outerHeight]";
        let sizes: Vec<u32> = serde_json::from_value(browser.run(sizes, vec![]).await).unwrap();
        if sizes[..2] == [width, height] {
            break;
        }
        let window = (width + sizes[2].saturating_sub(sizes[0]), height + sizes[3].saturating_sub(sizes[1]));
        browser.client().set_window_size(window.0, window.1).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// A picture of the whole page, PNG in base64.
pub(crate) async fn picture(browser: &Browser) -> String {
    let path = match browser.engine() {
        Engine::Firefox => "moz/screenshot/full",
        _ => "screenshot",
    };
    if browser.engine() == Engine::WebKit {
        let sizes = "return [innerWidth, document.documentElement.scrollHeight]";
        let sizes: Vec<u32> = serde_json::from_value(browser.run(sizes, vec![]).await).unwrap();
        set_size(browser, sizes[0], sizes[1].max(1000)).await;
    }
    browser.call(Method::GET, path.to_owned(), None).await.as_str().unwrap().to_owned()
}
