//! What other pages embed: functions for their programs, a custom element, and what stands in LiberSign's place.
//! `www/embed/` has the JavaScript side of it.

mod api;
mod certificates;
mod element;
mod events;
mod failure;
mod identity;
mod libersign;
mod options;
mod parts;
mod says;
mod send;
mod sign;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::dom;
use crate::words::{Language, Words};

thread_local! {
    static LANGUAGE: Cell<Option<Language>> = const { Cell::new(None) };
    static WORDS: RefCell<Vec<Rc<Words>>> = const { RefCell::new(Vec::new()) };
}

/// The style sheet of everything shown here.
#[wasm_bindgen]
#[must_use]
pub fn styles() -> String {
    include_str!("embed/style.css").to_owned()
}

/// Sets the language of messages: `fr`, or `en`. Until then it is that of the document.
#[wasm_bindgen(js_name = setLanguage)]
pub fn set_language(tag: &str) {
    LANGUAGE.set(Some(Language::from_tag(tag)));
}

/// The words in the language that was set, or in that of the document.
fn words() -> Rc<Words> {
    let document = || dom::document().document_element();
    words_in(LANGUAGE.get().unwrap_or_else(|| language_of(document().as_ref())))
}

/// The words of a language, which are read once.
fn words_in(language: Language) -> Rc<Words> {
    WORDS.with_borrow_mut(|all| {
        if let Some(words) = all.iter().find(|words| words.language() == language) {
            return Rc::clone(words);
        }
        let words = Rc::new(Words::new(language));
        all.push(Rc::clone(&words));
        words
    })
}

/// The language that an element is said to be in, by itself or by what it stands in.
fn language_of(element: Option<&Element>) -> Language {
    let marked = element.and_then(|element| element.closest("[lang]").ok().flatten());
    Language::from_tag(&marked.and_then(|marked| marked.get_attribute("lang")).unwrap_or_default())
}
