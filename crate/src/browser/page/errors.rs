//! Errors, told where they arose: what happened, what to do, and the technical detail folded away.

use wasm_bindgen::JsCast;

use super::{App, dom, language};
use crate::words::{Arg, readable_at_length};

/// Something to tell: a message with its arguments, and facts for whoever helps.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    id: String,
    args: Vec<(String, String)>,
    /// Names of facts (Fluent messages) and their values.
    facts: Vec<(&'static str, String)>,
}

impl Message {
    pub(super) fn of(id: &str) -> Self {
        Self { id: id.to_owned(), ..Self::default() }
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.args.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn fact(mut self, name: &'static str, value: &str) -> Self {
        self.facts.push((name, value.to_owned()));
        self
    }

    /// What happened.
    pub(super) fn text(&self, app: &App) -> String {
        app.t(&self.id, &self.arguments())
    }

    /// What to do.
    pub(super) fn fix(&self, app: &App) -> String {
        app.words().attribute(&self.id, "fix", &self.arguments()).unwrap_or_default()
    }

    /// What comes next.
    pub(super) fn next(&self, app: &App) -> String {
        app.words().attribute(&self.id, "next", &self.arguments()).unwrap_or_default()
    }

    /// Shows it in a part of the page and moves the focus to it.
    pub(super) fn show(&self, app: &App, part: &str, title: &str) {
        let place = dom::by_id(&format!("{part}-errors"));
        dom::clear(&place);
        let error = dom::clone_template("error-template");
        language::translate(app, &error);
        dom::fill(&error, "title", &app.t(title, &[]));
        dom::fill(&error, "message", &self.text(app));
        dom::fill(&error, "fix", &self.fix(app));
        self.show_facts(app, &error);
        dom::append(&place, &error);
        dom::focus(&error);
    }

    fn show_facts(&self, app: &App, error: &web_sys::Element) {
        if self.facts.is_empty() {
            return;
        }
        dom::show(&dom::slot(error, "technical"), true);
        let list = dom::slot(error, "facts");
        for (name, value) in &self.facts {
            add_fact(&list, &app.t(name, &[]), value);
        }
    }

    fn arguments(&self) -> Vec<(&str, Arg<'_>)> {
        self.args.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect()
    }
}

/// Lets every error be dismissed.
pub(super) fn set_up() {
    dom::listen(&dom::document(), "click", |event| {
        let control = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let dismiss = control.and_then(|control| control.closest("[data-action=\"dismiss\"]").ok().flatten());
        if let Some(error) = dismiss.and_then(|dismiss| dismiss.closest(".error").ok().flatten()) {
            error.remove();
        }
    });
}

/// Removes what was told in a part of the page.
pub(super) fn clear(part: &str) {
    dom::clear(&dom::by_id(&format!("{part}-errors")));
}

/// Adds a term and its value to a list of facts.
pub(super) fn add_fact(list: &web_sys::Element, term: &str, value: &str) {
    let fact = dom::clone_template("fact-template");
    dom::fill(&fact, "term", term);
    dom::fill(&fact, "value", &readable_at_length(value));
    dom::append(list, &fact);
}
