//! `config.json`: what an operator may change without building anything.

use std::rc::Rc;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::format;
use super::http::{self, Response, Terms};
use crate::pes::Rules;
use crate::verify::TrustStore;
use crate::xades::{Policy, Profile, Signatory};

/// The site's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// What every address of S2low begins with; empty for the page's own origin.
    pub s2low: String,
    /// How files get to S2low.
    pub mode: Mode,
    /// How long S2low may take to answer once it has a whole file, in seconds.
    pub patience: u32,
    /// How many seconds the clock of the page's server is ahead of this computer's.
    pub clock: Option<f64>,
    /// The policy written into signatures.
    pub policy: Policy,
    /// The profile of signatures.
    pub profile: Profile,
    /// `CountryName`.
    pub country: String,
    /// What a flux is checked against.
    pub rules: Rules,
    /// A PES file beside the page that a person may try it with; empty for none.
    pub demonstration: String,
    /// The authorities that signers' certificates are checked against; `None` if that is left to S2low.
    pub authorities: Option<Rc<TrustStore>>,
}

/// How files get to S2low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By requests of this page, which stands on S2low's origin or behind a proxy that makes it so.
    Api,
    /// By a form that opens S2low in another tab: the page stands anywhere else.
    Form,
}

/// The modes as the settings name them.
const MODES: &[(&str, Mode)] = &[("api", Mode::Api), ("form", Mode::Form)];

impl Default for Config {
    fn default() -> Self {
        Self {
            s2low: String::new(),
            mode: Mode::Api,
            patience: 300,
            clock: None,
            policy: Policy::default(),
            profile: Profile::DEFAULT,
            country: Signatory::FRANCE.to_owned(),
            rules: Rules::default(),
            demonstration: String::new(),
            authorities: None,
        }
    }
}

impl Config {
    /// Fetches and reads the settings; what is absent from them keeps its default. `None` if they cannot
    /// be read, which an operator must know: the defaults may not be what was meant.
    pub async fn load() -> Option<Self> {
        let response = file("config.json").await?;
        let json = JSON::parse(std::str::from_utf8(&response.body).ok()?).ok()?;
        let mut config = Self::read(&json)?;
        config.clock = response.date.map(format::ahead);
        config.authorities = authorities(&json).await?;
        Some(config)
    }

    fn read(json: &JsValue) -> Option<Self> {
        let mut config = Self::default();
        let text = |path: &[&str], field: &mut String| {
            if let Some(value) = at(json, path).and_then(|value| value.as_string()) {
                *field = value;
            }
        };
        text(&["s2low", "base"], &mut config.s2low);
        let mut mode = String::from("api");
        text(&["s2low", "mode"], &mut mode);
        config.mode = MODES.iter().find(|(name, _)| *name == mode)?.1;
        if let Some(seconds) = at(json, &["s2low", "patience"]).and_then(|value| value.as_f64()) {
            config.patience = format!("{seconds:.0}").parse().ok()?;
        }
        // A form needs somewhere to go.
        let reachable = config.mode == Mode::Api || config.s2low.starts_with("https://");
        if !reachable {
            return None;
        }
        text(&["policy", "identifier"], &mut config.policy.identifier);
        text(&["policy", "description"], &mut config.policy.description);
        text(&["policy", "digest"], &mut config.policy.sha256);
        text(&["policy", "uri"], &mut config.policy.uri);
        text(&["country"], &mut config.country);
        text(&["demonstration"], &mut config.demonstration);
        let mut profile = config.profile.name.to_owned();
        text(&["profile"], &mut profile);
        config.profile = Profile::from_name(&profile)?;
        if let Some(bytes) = at(json, &["maxUpload"]).and_then(|value| value.as_f64()) {
            config.rules.max_bytes = format!("{bytes:.0}").parse().ok()?;
        }
        Some(config)
    }
}

/// Reads the files of certificates that the settings name, beside the page; `Some(None)` if they name none.
async fn authorities(json: &JsValue) -> Option<Option<Rc<TrustStore>>> {
    let names: Array = match at(json, &["authorities"]) {
        None => return Some(None),
        Some(names) => names.dyn_into().ok()?,
    };
    let mut store = TrustStore::default();
    for name in names.iter() {
        store.add(&file(&name.as_string()?).await?.body).ok()?;
    }
    Some((names.length() > 0).then(|| Rc::new(store)))
}

/// A file beside the page.
pub async fn file(name: &str) -> Option<Response> {
    http::get(name, &Terms::PLAIN).await.ok().filter(|response| response.status == 200)
}

fn at(json: &JsValue, path: &[&str]) -> Option<JsValue> {
    path.iter().try_fold(json.clone(), |value, name| {
        Reflect::get(&value, &(*name).into()).ok().filter(|value| !value.is_undefined())
    })
}

/// The value at `path` of a JSON text.
pub fn json_text(text: &str, path: &[&str]) -> Option<String> {
    at(&JSON::parse(text).ok()?, path)?.as_string()
}
