//! Small helpers over the document. Text is only ever set as text.

use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, HtmlTemplateElement};

/// The document. There is one wherever this module is started.
pub fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).unwrap_throw()
}

/// The element with the Id `id`, which the page has.
pub fn by_id(id: &str) -> Element {
    document().get_element_by_id(id).unwrap_or_else(|| throw_str(id))
}

/// The input with the Id `id`.
pub fn input(id: &str) -> HtmlInputElement {
    by_id(id).unchecked_into()
}

/// A copy of the only child of a template. Every template of the page has one: page and module are built
/// together, and the journeys use them all.
pub fn clone_template(id: &str) -> Element {
    let template: HtmlTemplateElement = by_id(id).unchecked_into();
    let root = template.content().first_element_child().unwrap_throw();
    root.clone_node_with_deep(true).unwrap_throw().unchecked_into()
}

/// The first element in `root` with this `data-slot`.
pub fn slot(root: &Element, name: &str) -> Element {
    find(root, &format!("[data-slot=\"{name}\"]")).unwrap_or_else(|| throw_str(name))
}

/// The first element in `root` with this `data-action`.
pub fn action(root: &Element, name: &str) -> Element {
    find(root, &format!("[data-action=\"{name}\"]")).unwrap_or_else(|| throw_str(name))
}

/// The first element in `root` that `selector` selects.
pub fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Every element in the document that `selector` selects.
pub fn all(selector: &str) -> Vec<Element> {
    elements(document().query_selector_all(selector))
}

/// Every element in `root` that `selector` selects.
pub fn all_in(root: &Element, selector: &str) -> Vec<Element> {
    elements(root.query_selector_all(selector))
}

fn elements(list: Result<web_sys::NodeList, JsValue>) -> Vec<Element> {
    let Ok(list) = list else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|index| list.get(index)).map(JsCast::unchecked_into).collect()
}

/// Sets the text of an element.
pub fn set_text(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

/// Sets the text of a slot.
pub fn fill(root: &Element, name: &str, text: &str) {
    set_text(&slot(root, name), text);
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    // Only an invalid name could fail, and names are constants.
    let _ = element.set_attribute(name, value);
}

/// Shows or hides an element.
pub fn show(element: &Element, shown: bool) {
    if shown {
        let _ = element.remove_attribute("hidden");
    } else {
        set(element, "hidden", "");
    }
}

/// Enables or disables a control.
pub fn enable(element: &Element, enabled: bool) {
    if enabled {
        let _ = element.remove_attribute("disabled");
    } else {
        set(element, "disabled", "");
    }
}

/// Appends a child.
pub fn append(parent: &Element, child: &Element) {
    let _ = parent.append_child(child);
}

/// Appends an element of this name with a text in it.
pub fn append_text(parent: &Element, name: &str, text: &str) {
    if let Ok(child) = document().create_element(name) {
        set_text(&child, text);
        append(parent, &child);
    }
}

/// Removes all children.
pub fn clear(element: &Element) {
    element.set_text_content(None);
}

/// Moves the focus to an element.
pub fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Calls `handler` on every event of a kind, for as long as the page lives.
pub fn listen(target: &web_sys::EventTarget, kind: &str, handler: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The same for events that do not bubble, before they reach their target.
pub fn listen_captured(target: &web_sys::EventTarget, kind: &str, handler: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(handler);
    let _ = target.add_event_listener_with_callback_and_bool(kind, closure.as_ref().unchecked_ref(), true);
    closure.forget();
}

/// The element around `element`, itself included, that `selector` selects.
pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// A number that an attribute holds.
pub fn number(element: &Element, name: &str) -> Option<usize> {
    element.get_attribute(name)?.parse().ok()
}

/// What was activated inside a list: the name of the action, and the `data-key` of the entry it is in.
pub fn activated(event: &Event) -> Option<(String, u32)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let control = target.closest("[data-action]").ok()??;
    let entry = control.closest("[data-key]").ok()??;
    Some((control.get_attribute("data-action")?, entry.get_attribute("data-key")?.parse().ok()?))
}
