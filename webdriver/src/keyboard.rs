//! The page without a mouse: Tab, Enter, Space and typing, nothing else.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde::Deserialize;

use crate::page::Page;
use crate::view;

/// More stops than the page has.
const STOPS: usize = 60;

/// Where the focus is.
#[derive(Debug, Clone, Deserialize)]
pub struct Stop {
    /// The name of the control.
    pub name: String,
    /// Whether an outline shows it, on itself or on what it is part of.
    pub visible: bool,
    /// Whether it is inside the window.
    pub in_window: bool,
}

const WHERE: &str = "
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const outlined = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && parseFloat(style.opacity) > 0;
    };
    const around = [focused, focused.parentElement, focused.parentElement.parentElement];
    // A window that no window manager puts in front: WebKit styles nothing in it as focused.
    const inFront = document.hasFocus();
    const box = focused.getBoundingClientRect();
    return {
        name: name(focused), visible: !inFront || around.some(outlined),
        in_window: !inFront || box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };";

/// Where the focus is; `None` when it is nowhere.
pub async fn focus(page: &Page) -> Option<Stop> {
    let stop = page.run(&format!("{}\n{WHERE}", view::SCRIPT), vec![]).await;
    serde_json::from_value(stop).unwrap()
}

/// Presses Tab until the focus is on a control of this name; the stops on the way, that one included.
pub async fn tab_to(page: &Page, name: &str) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for _ in 0..STOPS {
        press(page, Key::Tab).await;
        let Some(stop) = focus(page).await else { continue };
        let found = stop.name == name;
        stops.push(stop);
        if found {
            return stops;
        }
    }
    panic!("Tab never reaches “{name}”: {stops:#?}");
}

/// Presses a key.
pub async fn press(page: &Page, key: Key) {
    let value = char::from(key);
    let press =
        KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
    page.browser().client().perform_actions(press).await.unwrap();
}

/// Types where the focus is; a file field takes the path of a file.
pub async fn enter(page: &Page, text: &str) {
    let focused = page.browser().client().active_element().await.unwrap();
    focused.send_keys(text).await.unwrap();
}
