//! Options as programs write them: members of a plain object, all of which may be absent.

use js_sys::{Date, Function};
use wasm_bindgen::{JsCast, JsValue};

use super::super::js::get;
use super::failure::Failure;
use crate::signing::Scope;
use crate::words::Words;
use crate::xades::{Policy, Profile, Signatory, SigningTime};

/// An object with options, or nothing.
pub struct Options<'a> {
    words: &'a Words,
    object: JsValue,
}

const SCOPES: &[(&str, Scope)] =
    &[("auto", Scope::Auto), ("file", Scope::File), ("bordereaux", Scope::Bordereaux)];

impl<'a> Options<'a> {
    pub fn new(words: &'a Words, object: JsValue) -> Self {
        Self { words, object }
    }

    /// A member, unless it is absent.
    pub fn member(&self, name: &str) -> Option<JsValue> {
        let value = if self.object.is_object() { get(&self.object, name) } else { JsValue::UNDEFINED };
        Some(value).filter(|value| !value.is_undefined() && !value.is_null())
    }

    /// A text; empty where it is absent.
    pub fn text(&self, name: &str) -> Result<String, Failure> {
        match self.member(name) {
            None => Ok(String::new()),
            Some(value) => value.as_string().ok_or_else(|| self.wrong(name, &value)),
        }
    }

    /// Whether something is wanted.
    pub fn flag(&self, name: &str) -> bool {
        self.member(name).is_some_and(|value| value.is_truthy())
    }

    /// Calls the function `onProgress` with a number from 0 to 1.
    pub fn progress(&self) -> impl Fn(f64) + 'static {
        let told = self.member("onProgress").and_then(|value| value.dyn_into::<Function>().ok());
        move |part| {
            if let Some(told) = &told {
                // What the program does with it is its own affair.
                let _ = told.call1(&JsValue::UNDEFINED, &part.into());
            }
        }
    }

    /// What is to be signed.
    pub fn scope(&self) -> Result<Scope, Failure> {
        let name = self.text("scope")?;
        let known = SCOPES.iter().find(|(known, _)| *known == name).map(|(_, scope)| *scope);
        match known {
            None if !name.is_empty() => Err(self.wrong("scope", &name.into())),
            known => Ok(known.unwrap_or_default()),
        }
    }

    /// The kind of signature.
    pub fn profile(&self) -> Result<Profile, Failure> {
        let name = self.text("profile")?;
        match Profile::from_name(&name) {
            None if !name.is_empty() => Err(self.wrong("profile", &name.into())),
            known => Ok(known.unwrap_or(Profile::DEFAULT)),
        }
    }

    /// The policy; the DGFiP's, but for what is given.
    pub fn policy(&self) -> Result<Policy, Failure> {
        let mut policy = Policy::default();
        let given = Options { words: self.words, object: self.member("policy").unwrap_or_default() };
        for (name, field) in [
            ("identifier", &mut policy.identifier),
            ("description", &mut policy.description),
            ("digest", &mut policy.sha256),
            ("uri", &mut policy.uri),
        ] {
            let text = given.text(name)?;
            if !text.is_empty() {
                *field = text;
            }
        }
        Ok(policy)
    }

    /// In which capacity and where is signed.
    pub fn signatory(&self) -> Result<Signatory, Failure> {
        let country = match self.text("country")? {
            country if country.is_empty() => Signatory::FRANCE.to_owned(),
            country => country,
        };
        Signatory::new(&self.text("role")?, &self.text("city")?, &self.text("postalCode")?, &country)
            .map_err(|error| Failure::explained(self.words.signatory_error(error)))
    }

    /// The signing time, a `Date`; now where it is absent.
    pub fn time(&self) -> Result<SigningTime, Failure> {
        let now = super::super::format::now();
        let Some(value) = self.member("at") else {
            return SigningTime::from_unix(now).ok_or_else(|| self.wrong("at", &JsValue::NULL));
        };
        let milliseconds = value.dyn_ref::<Date>().map(Date::get_time).filter(|time| *time >= 0.0);
        milliseconds
            .and_then(|milliseconds| {
                SigningTime::from_unix(super::super::format::seconds(milliseconds / 1000.0))
            })
            .ok_or_else(|| self.wrong("at", &value))
    }

    /// That an option is not what it has to be.
    pub fn wrong(&self, name: &str, value: &JsValue) -> Failure {
        let value = value.as_string().unwrap_or_else(|| value.js_typeof().as_string().unwrap_or_default());
        let value = crate::words::readable(&value).into_owned();
        Failure::named(self.words, "embed-option", &[("name", name.into()), ("value", (&value).into())])
    }
}
