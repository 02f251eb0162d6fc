//! Files and folders dropped anywhere on the page.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::{App, add, dom};
use crate::browser::js::get;
use crate::limits;

pub(super) fn set_up(app: &Rc<App>) {
    // A file dropped beside the field must not take the page away.
    for kind in ["dragover", "dragleave", "drop"] {
        let app = Rc::clone(app);
        dom::listen(&dom::document(), kind, move |event| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            // A certificate is dropped into its own field.
            if field.is_some_and(|field| field.type_() == "file" && field.id() != "files-input") {
                return;
            }
            event.prevent_default();
            let _ = dom::by_id("files-drop").toggle_attribute_with_force("data-over", kind == "dragover");
            if kind == "drop" {
                wasm_bindgen_futures::spawn_local(take(Rc::clone(&app), files_of(&app, &event)));
            }
        });
    }
}

/// All files, those in folders too. What was dropped can be asked for them only while the event lasts.
fn files_of(app: &App, event: &JsValue) -> Option<Promise> {
    let most = JsValue::from(u32::try_from(limits::FILES).unwrap_or_default());
    app.dropped.call2(&JsValue::NULL, &get(event, "dataTransfer"), &most).ok()?.dyn_into().ok()
}

async fn take(app: Rc<App>, files: Option<Promise>) {
    let Some(files) = files else { return };
    if let Ok(files) = JsFuture::from(files).await {
        add(&app, files.unchecked_ref());
    }
}
