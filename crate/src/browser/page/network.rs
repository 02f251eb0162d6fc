//! The network comes and goes: what waits for it goes once it is back.

use std::rc::Rc;

use super::{App, connection, dom, jobs};

/// Whether this computer has no network at all, as far as the browser knows: it may be wrong, so what the person asks
/// for is tried. Having one does not mean that S2low can be reached.
pub(super) fn is_away() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

pub(super) fn set_up(app: &Rc<App>) {
    let Some(window) = web_sys::window() else { return };
    for event in ["online", "offline"] {
        let app = Rc::clone(app);
        dom::listen(&window, event, move |_| {
            let app = Rc::clone(&app);
            wasm_bindgen_futures::spawn_local(async move {
                connection::check(&app).await;
                jobs::send_held(&app).await;
            });
        });
    }
}
