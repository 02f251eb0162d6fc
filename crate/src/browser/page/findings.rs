//! Findings, as sentences with a remedy.

use web_sys::Element;

use super::{App, dom, errors, language};
use crate::coded::Severity;
use crate::words::Explanation;
use crate::xml::Position;

/// One finding, ready to be shown.
pub(super) struct Shown<'a> {
    pub(super) words: Explanation,
    pub(super) severity: Severity,
    /// What the severity is called here, if not as usual.
    pub(super) label: Option<&'static str>,
    pub(super) element: &'a str,
    pub(super) value: Option<&'a str>,
    pub(super) position: Option<Position>,
    /// The name of the file, if the page can put it right.
    pub(super) repair: Option<&'a str>,
}

/// Adds a finding to a list.
pub(super) fn add(app: &App, list: &Element, shown: &Shown<'_>) {
    dom::append(list, &row(app, shown));
}

/// The row of a finding.
pub(super) fn row(app: &App, shown: &Shown<'_>) -> Element {
    let item = dom::clone_template("finding-template");
    language::translate(app, &item);
    let severity = shown.severity.name();
    dom::set(&item, "data-severity", severity);
    let label = shown.label.map_or_else(|| format!("severity-{severity}"), str::to_owned);
    dom::fill(&item, "severity", &app.t(&label, &[]));
    dom::fill(&item, "message", &shown.words.message);
    dom::fill(&item, "fix", &shown.words.fix);
    if let Some(name) = shown.repair {
        dom::show(&dom::slot(&item, "actions"), true);
        let label = app.t("finding-repair-label", &[("name", name.into())]);
        dom::set(&dom::action(&item, "repair"), "aria-label", &label);
    }
    let facts = dom::slot(&item, "facts");
    let fact = |name: &str, value: &str| errors::add_fact(&facts, &app.t(name, &[]), value);
    fact("detail-code", shown.words.code);
    if !shown.element.is_empty() {
        fact("detail-element", shown.element);
    }
    if let Some(value) = shown.value {
        fact("detail-value", value);
    }
    if let Some(position) = shown.position {
        fact("detail-line", &position.line.to_string());
        fact("detail-byte", &position.offset.to_string());
    }
    item
}
