//! Everything that touches the browser, and nothing else does.

mod authenticator;
mod blob;
mod config;
mod database;
mod deriver;
mod digests;
mod dom;
mod format;
mod http;
mod journal;
mod js;
mod key;
mod page;
mod tabs;
mod timer;
mod vault;
mod verifier;
mod warm_up;

use std::alloc::System;

use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back: libraries that decode and decrypt leave copies of secrets, out of our
/// reach.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Starts the page. `digests` gives a new worker that runs `digests.js`.
#[wasm_bindgen]
pub fn start(digests: js_sys::Function) {
    wasm_bindgen_futures::spawn_local(page::start(digests));
}
