//! Waiting.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Waits some seconds.
pub async fn sleep(seconds: i32) {
    let _ = JsFuture::from(after(seconds)).await;
}

/// A promise that is kept after some seconds.
pub fn after(seconds: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, seconds * 1000);
        }
    })
}
