//! Several files are a table with a line for each, unfolded on request; a single one is a sheet of its own.

use web_sys::Element;

use super::{App, Entry, dom};

/// What tells a table from a sheet.
const SEVERAL: &str = "data-several";

/// Whether the files are shown as a table.
pub(in crate::browser::page) fn is_shown() -> bool {
    dom::by_id("files-list").has_attribute(SEVERAL)
}

/// Shows all files, as one thing or the other as their number asks for, and the work on each where it belongs.
///
/// A row is seen once it is written (`www/parts.css`), so that the page is drawn once for a new file.
pub(super) fn arrange(app: &App) {
    let table = dom::by_id("files-list");
    let files = app.files.borrow();
    for new in files.iter().filter(|file| !file.row.is_connected()) {
        dom::append(&table, &new.row);
    }
    let several = files.len() > 1;
    if several == is_shown() {
        return;
    }
    let _ = table.toggle_attribute_with_force(SEVERAL, several);
    dom::set(&table, "role", if several { "table" } else { "presentation" });
    for job in app.jobs.borrow().iter() {
        job.put_in_place();
    }
}

/// Shows all of a file in the table, or no more than its line.
pub(super) fn unfold(entry: &Entry, control: &Element) {
    let open = entry.row.toggle_attribute("data-open").unwrap_or_default();
    dom::set(control, "aria-expanded", if open { "true" } else { "false" });
}
