//! Everything that touches the browser, and nothing else does.

mod blob;
mod config;
mod dom;
mod format;
mod http;
mod key;
mod page;

use wasm_bindgen::prelude::*;

/// Starts the page. Called by the module itself as soon as it is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    wasm_bindgen_futures::spawn_local(page::start());
}
