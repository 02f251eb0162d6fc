//! French or English, by the browser's preference or by hand.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{App, connection, dom, files, signer};
use crate::words::{Language, Words};

/// Gets the words of a language, of which the page has one at a time.
pub(super) async fn words(from: &Function, language: Language) -> Option<Words> {
    let asked = from.call1(&JsValue::NULL, &language.tag().into()).ok()?;
    let text = JsFuture::from(asked.dyn_into::<Promise>().ok()?).await.ok()?.as_string()?;
    let mut words = Words::none(language);
    words.add(&text);
    Some(words)
}

pub(super) fn set_up(app: &Rc<App>) {
    for (id, language) in [("language-fr", Language::French), ("language-en", Language::English)] {
        let app = Rc::clone(app);
        dom::listen(&dom::by_id(id), "click", move |_| spawn_local(change(Rc::clone(&app), language)));
    }
    show(app);
}

async fn change(app: Rc<App>, language: Language) {
    app.wanted.set(language);
    let words = words(&app.words_of, language).await;
    if app.wanted.get() != language {
        return;
    }
    let Some(words) = words else { return app.say("status-language-unreachable", &[]) };
    *app.words.borrow_mut() = Rc::new(words);
    show(&app);
    app.say("status-language", &[]);
}

/// Writes everything in the language of the page.
fn show(app: &Rc<App>) {
    let french = app.language() == Language::French;
    if let Some(root) = dom::document().document_element() {
        dom::set(&root, "lang", if french { "fr" } else { "en" });
    }
    dom::set(&dom::by_id("language-fr"), "aria-pressed", if french { "true" } else { "false" });
    dom::set(&dom::by_id("language-en"), "aria-pressed", if french { "false" } else { "true" });
    translate_all(app, &dom::all("[data-l10n]"), &dom::all("[data-l10n-attr]"));
    files::render(app);
    for job in app.jobs.borrow().iter() {
        job.render(app);
    }
    for followed in app.followed.borrow().iter() {
        followed.render(app);
    }
    for report in app.reports.borrow().iter() {
        report.render(app);
    }
    signer::render(app);
    connection::render(app);
    app.repeat_status();
    app.refresh();
}

/// Writes a copy of a template in the language of the page.
pub(super) fn translate(app: &App, root: &web_sys::Element) {
    translate_all(app, &dom::all_in(root, "[data-l10n]"), &dom::all_in(root, "[data-l10n-attr]"));
}

fn translate_all(app: &App, texts: &[web_sys::Element], attributes: &[web_sys::Element]) {
    for element in texts {
        if let Some(id) = element.get_attribute("data-l10n") {
            dom::set_text(element, &message(app, &id));
        }
    }
    for element in attributes {
        let list = element.get_attribute("data-l10n-attr").unwrap_or_default();
        for (name, id) in list.split(';').filter_map(|pair| pair.split_once(':')) {
            dom::set(element, name.trim(), &message(app, id.trim()));
        }
    }
}

/// A message, or an attribute of one: `id` or `id.attribute`.
fn message(app: &App, id: &str) -> String {
    match id.split_once('.') {
        Some((id, name)) => app.words().attribute(id, name, &[]).unwrap_or_default(),
        None => app.t(id, &[]),
    }
}
