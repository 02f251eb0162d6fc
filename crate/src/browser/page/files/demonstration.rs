//! The file to try the page with, where the site offers one.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, File, FilePropertyBag};

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
    let file = fetch(&app.config.demonstration).await;
    // Another one may have been chosen meanwhile.
    if !app.files.borrow().is_empty() {
        return;
    }
    match file {
        Some(file) => {
            // The button goes.
            dom::focus(&dom::by_id("files-input"));
            add(&app, &Array::of1(&file));
        }
        None => errors::Message::of("files-error-demonstration").show(&app, "files", "files-error-title"),
    }
}

async fn fetch(path: &str) -> Option<File> {
    let bytes = config::file(path).await?.body;
    let name = path.rsplit('/').next().unwrap_or_default();
    let options = FilePropertyBag::new();
    options.set_type("text/xml");
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(&*bytes))).ok()?;
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), name, &options).ok()
}
