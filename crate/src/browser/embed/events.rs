//! What a person does in a part of a page, one thing after the other.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventTarget, HtmlInputElement};

/// Something that a person did.
#[derive(Clone, Debug)]
pub enum Act {
    /// Pressed what has this `data-action`.
    Press(String),
    /// Changed the field that has this `data-field`.
    Change(String, HtmlInputElement),
    /// Submitted the form that has this `data-form`.
    Submit(String),
    /// Folded or unfolded the details that have a `data-index`.
    Toggle(Element),
    /// Closed the dialog.
    Close,
    /// Nothing; but something else changed what can be done.
    Look,
    /// What they did it in is gone.
    Stop,
}

/// Acts, as they come.
#[derive(Debug)]
pub struct Acts {
    root: EventTarget,
    listener: Closure<dyn Fn(Event)>,
    line: Rc<Line>,
}

#[derive(Debug, Default)]
struct Line {
    acts: RefCell<VecDeque<Act>>,
    waiting: RefCell<Option<Function>>,
}

const KINDS: [&str; 5] = ["click", "change", "submit", "toggle", "close"];

impl Acts {
    /// Those in an element, and in what is in it.
    pub fn of(root: &EventTarget) -> Self {
        let line = Rc::<Line>::default();
        let listener = {
            let line = Rc::clone(&line);
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                if let Some(act) = understand(&event) {
                    line.add(act);
                }
            })
        };
        for kind in KINDS {
            // Captured, since some of them do not bubble.
            let callback = listener.as_ref().unchecked_ref();
            let _ = root.add_event_listener_with_callback_and_bool(kind, callback, true);
        }
        Self { root: root.clone(), listener, line }
    }

    /// The next one, waited for.
    pub async fn next(&self) -> Act {
        loop {
            if let Some(act) = self.line.acts.borrow_mut().pop_front() {
                return act;
            }
            let something = Promise::new(&mut |resolve, _| *self.line.waiting.borrow_mut() = Some(resolve));
            let _ = JsFuture::from(something).await;
        }
    }

    /// Says that there is something new to look at.
    pub fn look(&self) {
        self.line.add(Act::Look);
    }

    /// Says that no other will come.
    pub fn stop(&self) {
        self.line.add(Act::Stop);
    }
}

impl Drop for Acts {
    fn drop(&mut self) {
        for kind in KINDS {
            let callback = self.listener.as_ref().unchecked_ref();
            let _ = self.root.remove_event_listener_with_callback_and_bool(kind, callback, true);
        }
    }
}

impl Line {
    fn add(&self, act: Act) {
        self.acts.borrow_mut().push_back(act);
        let waiting = self.waiting.borrow_mut().take();
        if let Some(resolve) = waiting {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

fn understand(event: &Event) -> Option<Act> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let closest = |name: &str| {
        let found = target.closest(&format!("[data-{name}]")).ok()??;
        found.get_attribute(&format!("data-{name}"))
    };
    match event.type_().as_str() {
        "click" => closest("action").map(Act::Press),
        "change" => Some(Act::Change(target.get_attribute("data-field")?, target.dyn_into().ok()?)),
        "submit" => {
            event.prevent_default();
            closest("form").map(Act::Submit)
        }
        "toggle" => target.has_attribute("data-index").then_some(Act::Toggle(target)),
        "close" => Some(Act::Close),
        _ => None,
    }
}
