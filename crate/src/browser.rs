//! Everything that touches the browser, and nothing else does.

mod attachment;
mod authenticator;
mod blob;
mod config;
mod database;
mod deriver;
mod digests;
mod dom;
mod edits;
#[cfg(feature = "embed")]
mod embed;
mod examine;
#[cfg(feature = "page")]
mod fault;
mod format;
mod http;
mod journal;
mod js;
mod key;
#[cfg(feature = "page")]
mod page;
mod reading;
mod tabs;
mod timer;
mod vault;
mod verifier;
mod warm_up;

use std::alloc::System;

#[cfg(feature = "page")]
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back: libraries that decode and decrypt leave copies of secrets, out of our
/// reach.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Starts the page, in the language of this tag. `digests` gives a new worker that runs `digests.js`; `dropped` the files
/// of what was dropped, with those in folders, to some number; `words` the words of a language.
#[cfg(feature = "page")]
#[wasm_bindgen]
pub fn start(digests: js_sys::Function, dropped: js_sys::Function, words: js_sys::Function, language: &str) {
    fault::set_up();
    let language = crate::words::Language::from_tag(language);
    wasm_bindgen_futures::spawn_local(page::start(digests, dropped, words, language));
}
