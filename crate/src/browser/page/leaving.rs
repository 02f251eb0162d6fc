//! Leaving the page, and coming back to it: nobody leaves unsent work unasked, and a page that the browser had put
//! aside learns what happened meanwhile, here and in other tabs.

use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

use super::super::js::get;
use super::{App, connection, dom, follow, jobs, journal, remembered};

/// What other tabs are told of.
pub(super) const JOURNAL: &str = "journal";
pub(super) const KEYS: &str = "keys";
/// Followed by the digest of the file that was erased.
pub(super) const ERASED: &str = "erased ";

pub(super) fn set_up(app: &Rc<App>) {
    let told = Rc::clone(app);
    app.tabs.listen(move |news| wasm_bindgen_futures::spawn_local(learn(Rc::clone(&told), news)));
    if let Some(window) = web_sys::window() {
        let back = Rc::clone(app);
        dom::listen(&window, "pageshow", move |event| {
            if get(&event, "persisted").is_truthy() {
                wasm_bindgen_futures::spawn_local(come_back(Rc::clone(&back)));
            }
        });
    }
}

async fn come_back(app: Rc<App>) {
    journal::catch_up(&app).await;
    remembered::catch_up(&app).await;
    connection::check(&app).await;
}

async fn learn(app: Rc<App>, news: String) {
    match news.as_str() {
        JOURNAL => journal::catch_up(&app).await,
        KEYS => remembered::catch_up(&app).await,
        _ => {
            if let Some(sha256) = news.strip_prefix(ERASED) {
                follow::drop_erased(&app, sha256);
                jobs::drop_kept(&app, |kept| kept == sha256);
                app.refresh();
            }
        }
    }
}

/// A browser asks before it closes a page that says so. It is said only while something is unsent: whatever listens
/// for that may keep the browser from putting the page aside.
pub(super) fn ask(question: &Function, unsent: bool) {
    if let Some(window) = web_sys::window() {
        window.set_onbeforeunload(unsent.then_some(question));
    }
}

/// What has the browser ask.
pub(super) fn question() -> Function {
    let ask = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
        // What older browsers go by.
        let _ = Reflect::set(&event, &"returnValue".into(), &true.into());
    });
    ask.into_js_value().unchecked_into()
}
