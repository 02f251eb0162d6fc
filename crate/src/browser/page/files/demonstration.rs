//! The file to try the page with, where the site offers one.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use web_sys::File;

use super::{App, add, dom, errors};
use crate::browser::config;

const BUTTON: &str = "files-demonstration";

pub(super) fn set_up(app: &Rc<App>) {
    let app = Rc::clone(app);
    dom::listen(&dom::by_id(BUTTON), "click", move |_| {
        wasm_bindgen_futures::spawn_local(take(Rc::clone(&app)));
    });
}

/// It is offered while there is no other file.
pub(in crate::browser::page) fn offer(app: &App) {
    dom::show(&dom::by_id(BUTTON), !app.config.demonstration.is_empty() && app.files.borrow().is_empty());
}

async fn take(app: Rc<App>) {
    let path = &app.config.demonstration;
    let answer = config::file(path).await;
    // Another one may have been chosen meanwhile.
    if !app.files.borrow().is_empty() {
        return;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let file = answer.and_then(|answer| {
        let content = Array::of1(&Uint8Array::from(&*answer.body));
        File::new_with_u8_array_sequence(&content, name).ok()
    });
    let Some(file) = file else {
        return errors::Message::of("files-error-demonstration").show(&app, "files", "files-error-title");
    };
    // The button goes.
    dom::focus(&dom::by_id("files-input"));
    add(&app, &Array::of1(&file));
}
