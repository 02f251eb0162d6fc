//! Long lists, written in tasks so short that the page goes on answering.

use js_sys::Date;
use web_sys::Element;

use super::super::super::blob::pause;
use super::{App, dom};

/// How long a task may last, in milliseconds: on a processor a quarter as fast, what follows takes as long again.
const SHORT: f64 = 8.0;

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
