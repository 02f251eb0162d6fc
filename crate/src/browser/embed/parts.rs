//! Elements, made one by one: where trusted types are required, no markup becomes a page.

use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Element, HtmlInputElement};

use super::super::dom;
use super::failure::Failure;
use crate::words::Words;

/// An element with attributes and children.
pub fn tag(name: &str, attributes: &[(&str, &str)], children: &[&Element]) -> Element {
    // Names are constants here, and each can be an element's.
    let element = dom::document().create_element(name).unwrap_throw();
    for (name, value) in attributes {
        dom::set(&element, name, value);
    }
    for child in children {
        dom::append(&element, child);
    }
    element
}

/// An element with a text.
pub fn said(name: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let element = tag(name, attributes, &[]);
    dom::set_text(&element, text);
    element
}

/// An input with its label.
pub struct Field {
    /// Both.
    pub element: Element,
    /// The input.
    pub input: HtmlInputElement,
}

impl Field {
    /// A field of a kind (`text`, `password`, `file`) that is found by `id`.
    pub fn new(id: &str, kind: &str, label: &str, help: Option<&str>, attributes: &[(&str, &str)]) -> Self {
        let input = tag("input", &[("id", id), ("type", kind), ("data-field", id)], &[]);
        for (name, value) in attributes {
            dom::set(&input, name, value);
        }
        let element = tag("p", &[("class", "field")], &[&said("label", &[("for", id)], label), &input]);
        if let Some(help) = help {
            let hint = format!("{id}-help");
            dom::set(&input, "aria-describedby", &hint);
            dom::append(&element, &said("span", &[("class", "hint"), ("id", &hint)], help));
        }
        Self { element, input: input.unchecked_into() }
    }
}

/// What went wrong, to be shown.
pub fn notice(words: &Words, failure: &Failure) -> Element {
    let title = said("strong", &[], &words.message("embed-error", &[]));
    let (message, fix) = (said("p", &[], &failure.message), said("p", &[], &failure.fix));
    tag("div", &[("class", "error"), ("tabindex", "-1")], &[&title, &message, &fix])
}

/// Says in a place what went wrong, and moves the focus there.
pub fn tell(place: &Element, words: &Words, failure: &Failure) {
    dom::clear(place);
    let error = notice(words, failure);
    dom::append(place, &error);
    dom::focus(&error);
}
