//! `config.json`: what an operator may change without building anything.

use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;

use super::http;
use crate::pes::Rules;
use crate::xades::{Policy, Profile, Signatory};

/// The site's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// What every address of S2low begins with; empty for the page's own origin.
    pub s2low: String,
    /// The policy written into signatures.
    pub policy: Policy,
    /// The profile of signatures.
    pub profile: Profile,
    /// `CountryName`.
    pub country: String,
    /// What a flux is checked against.
    pub rules: Rules,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            s2low: String::new(),
            policy: Policy::default(),
            profile: Profile::DEFAULT,
            country: Signatory::FRANCE.to_owned(),
            rules: Rules::default(),
        }
    }
}

impl Config {
    /// Fetches and reads the settings; what is absent from them keeps its default. `None` if they cannot
    /// be read, which an operator must know: the defaults may not be what was meant.
    pub async fn load() -> Option<Self> {
        let response = http::get("config.json").await.ok().filter(|response| response.status == 200)?;
        Self::read(&JSON::parse(std::str::from_utf8(&response.body).ok()?).ok()?)
    }

    fn read(json: &JsValue) -> Option<Self> {
        let mut config = Self::default();
        let text = |path: &[&str], field: &mut String| {
            if let Some(value) = at(json, path).and_then(|value| value.as_string()) {
                *field = value;
            }
        };
        text(&["s2low", "base"], &mut config.s2low);
        text(&["policy", "identifier"], &mut config.policy.identifier);
        text(&["policy", "description"], &mut config.policy.description);
        text(&["policy", "digest"], &mut config.policy.sha256);
        text(&["policy", "uri"], &mut config.policy.uri);
        text(&["country"], &mut config.country);
        let mut profile = config.profile.name.to_owned();
        text(&["profile"], &mut profile);
        config.profile = Profile::from_name(&profile)?;
        if let Some(bytes) = at(json, &["maxUpload"]).and_then(|value| value.as_f64()) {
            config.rules.max_bytes = format!("{bytes:.0}").parse().ok()?;
        }
        Some(config)
    }
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
