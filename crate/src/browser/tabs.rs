//! The other tabs of this page, in the same browser: what one does, the others learn; what must not be done twice at
//! once is done by one at a time.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::js::{at, get};

const CHANNEL: &str = "pes-signer";

/// A line to the other tabs; where the browser has none, nobody is told.
#[derive(Clone, Debug)]
pub struct Tabs(Option<JsValue>);

impl Tabs {
    /// Opens the line.
    pub fn open() -> Self {
        let constructor = get(&js_sys::global(), "BroadcastChannel").dyn_into::<Function>();
        Self(
            constructor
                .and_then(|constructor| Reflect::construct(&constructor, &Array::of1(&CHANNEL.into())))
                .ok(),
        )
    }

    /// Tells all other tabs.
    pub fn tell(&self, news: &str) {
        let Some(channel) = &self.0 else { return };
        if let Ok(post) = get(channel, "postMessage").dyn_into::<Function>() {
            // Where it fails, the next visit sees it in what is kept.
            let _ = post.call1(channel, &news.into());
        }
    }

    /// Calls `handler` on what another tab tells, for as long as the page lives.
    pub fn listen(&self, handler: impl Fn(String) + 'static) {
        let Some(channel) = &self.0 else { return };
        let listener = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if let Some(news) = get(&event, "data").as_string() {
                handler(news);
            }
        });
        let _ = Reflect::set(channel, &"onmessage".into(), &listener.into_js_value());
    }
}

/// Something that one tab does at a time: for as long as this is there, it is this one.
#[derive(Debug)]
pub struct Turn(Option<Function>);

impl Turn {
    /// Waits until no other tab has its turn at `name`. A browser that knows no turns does not wait.
    pub async fn take(name: &str) -> Self {
        let locks = at(&js_sys::global(), &["navigator", "locks"]);
        let Ok(request) = get(&locks, "request").dyn_into::<Function>() else {
            return Self(None);
        };
        let given = Promise::new(&mut |resolve, _| {
            let resolve = Rc::new(RefCell::new(Some(resolve)));
            let granted = Rc::clone(&resolve);
            // The turn lasts until the promise that this returns is kept.
            let hold = Closure::once_into_js(move |_: JsValue| {
                Promise::new(&mut |release, _| {
                    if let Some(granted) = granted.borrow_mut().take() {
                        let _ = granted.call1(&JsValue::UNDEFINED, &release);
                    }
                })
            });
            let asked = request.call2(&locks, &name.into(), &hold);
            spawn_local(async move {
                let refused = match asked.map(JsCast::dyn_into::<Promise>) {
                    Ok(Ok(promise)) => JsFuture::from(promise).await.is_err(),
                    _ => true,
                };
                let waiting = resolve.borrow_mut().take();
                if let Some(waiting) = waiting.filter(|_| refused) {
                    let _ = waiting.call0(&JsValue::UNDEFINED);
                }
            });
        });
        Self(JsFuture::from(given).await.ok().and_then(|release| release.dyn_into().ok()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
