//! Long lists, written in tasks so short that the page goes on answering.

use js_sys::Date;
use web_sys::Element;

use super::super::super::blob::pause;
use super::{App, dom};

/// Offers what comes next in a list: so many of `rest` entries at a time.
pub(super) fn offer(app: &App, root: &Element, action: &str, rest: usize, step: usize) {
    let button = dom::action(root, action);
    dom::show(&button, rest > 0);
    dom::set_text(&button, &app.t("list-more", &[("count", rest.min(step).into())]));
}

/// Says of so many entries that they are not kept.
pub(super) fn note(app: &App, root: &Element, name: &str, message: &str, missing: u64) {
    let note = dom::slot(root, name);
    dom::show(&note, missing > 0);
    dom::set_text(&note, &app.t(message, &[("count", missing.into())]));
}

/// How many entries a list has already.
pub(super) fn shown(list: &Element) -> usize {
    usize::try_from(list.child_element_count()).unwrap_or_default()
}

/// How long a task may last, in milliseconds: on a processor a quarter as fast, what follows takes as long again.
const SHORT: f64 = 5.0;

/// The filling of one list. When another one of the same list begins, it is given up.
pub(super) struct Filling<'a> {
    list: &'a Element,
    run: String,
    since: f64,
}

impl<'a> Filling<'a> {
    pub(super) fn new(app: &App, list: &'a Element) -> Self {
        let run = app.key().to_string();
        dom::set(list, "data-run", &run);
        Self { list, run, since: Date::now() }
    }

    /// Lets the page answer, now and then; whether to go on.
    pub(super) async fn goes_on(&mut self) -> bool {
        if Date::now() - self.since >= SHORT {
            pause().await;
            self.since = Date::now();
        }
        self.list.get_attribute("data-run").as_deref() == Some(&*self.run)
    }

    /// Appends what `items` gives; whether it was all.
    pub(super) async fn append(&mut self, items: &mut dyn Iterator<Item = Element>) -> bool {
        for item in items {
            dom::append(self.list, &item);
            if !self.goes_on().await {
                return false;
            }
        }
        true
    }
}
