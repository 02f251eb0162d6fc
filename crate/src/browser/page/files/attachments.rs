//! Attachments: listed, opened in a tab of their own, or saved.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Url, Window};

use super::super::super::attachment::{self, Trouble};
use super::filling::{Filling, note, offer, shown};
use super::{App, Entry, dom, language};
use crate::limits;
use crate::pes::content::file_name;
use crate::pes::detail::Reference;
use crate::pes::{Attachment, Flux};
use crate::signing::Analysis;
use crate::words::readable;
use crate::xml::as_u64;

/// How many are shown at first, and how many more each time.
const SHOWN: usize = 100;
/// How many contents stay open at the most; those before are let go.
const OPEN: usize = 16;

/// Lists the attachments of a file, once; or `more` of them.
pub(super) fn show(app: &Rc<App>, entry: &Entry, more: bool) {
    let list = dom::slot(&dom::slot(&entry.row, "attachments-details"), "attachment-list");
    let Some(analysis) = entry.analysis().filter(|_| more || list.child_element_count() == 0) else {
        return;
    };
    let (app, row) = (Rc::clone(app), entry.row.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let attachments = &analysis.flux.listed_attachments;
        let start = shown(&list);
        let rest = attachments.get(start..).unwrap_or_default();
        offer(&app, &row, "more-attachments", rest.len().saturating_sub(SHOWN), SHOWN);
        let missing = analysis.flux.attachments.saturating_sub(as_u64(attachments.len()));
        note(&app, &row, "attachments-note", "list-not-kept", missing);
        let mut rows =
            rest.iter().take(SHOWN).zip(start..).map(|(attachment, index)| present(&app, attachment, index));
        Filling::new(&app, &list).append(&mut rows).await;
    });
}

/// The row of an attachment that a piece refers to, whether or not it is in the file.
pub(super) fn referred(app: &App, flux: &Flux, reference: &Reference) -> Element {
    let index = reference.id.as_ref().and_then(|id| {
        flux.listed_attachments.iter().position(|attachment| attachment.id.as_ref() == Some(id))
    });
    if let Some(index) = index {
        return present(app, &flux.listed_attachments[index], index);
    }
    let id = match reference.support.as_deref() {
        Some("02") => "attachment-on-paper",
        Some("03") => "attachment-on-disc",
        _ => "attachment-absent",
    };
    row(app, &name_of(app, reference.name.as_ref().or(reference.id.as_ref())), &app.t(id, &[]))
}

fn present(app: &App, attachment: &Attachment, index: usize) -> Element {
    let words = app.words();
    let size = words.size(attachment.size);
    let size = match (attachment.size, attachment.compressed) {
        (0, _) => app.t("attachment-empty", &[]),
        (_, true) => app.t("attachment-compressed", &[("size", (&size).into())]),
        _ => size,
    };
    let about = [
        attachment.kind.as_deref().map(|code| words.attachment_type(code)),
        attachment.media_type.as_deref().map(format_of),
        Some(size),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let name = name_of(app, attachment.name.as_ref().or(attachment.id.as_ref()));
    let row = row(app, &name, &about.join(" · "));
    dom::set(&row, "data-attachment", &index.to_string());
    dom::show(&dom::slot(&row, "actions"), attachment.size > 0);
    for (action, id) in
        [("open-attachment", "attachment-open-label"), ("save-attachment", "attachment-save-label")]
    {
        dom::set(&dom::action(&row, action), "aria-label", &app.t(id, &[("name", (&name).into())]));
    }
    row
}

/// What people call a media type, where that is short: `application/pdf` is PDF.
fn format_of(media_type: &str) -> String {
    match media_type.split_once('/') {
        Some((_, format)) if format.len() <= 4 => readable(format).to_ascii_uppercase(),
        _ => readable(media_type).into_owned(),
    }
}

fn row(app: &App, name: &str, about: &str) -> Element {
    let row = dom::clone_template("attachment-template");
    language::translate(app, &row);
    dom::fill(&row, "name", name);
    dom::fill(&row, "about", about);
    row
}

fn name_of(app: &App, name: Option<&String>) -> String {
    name.map_or_else(|| app.t("attachment-unnamed", &[]), |name| readable(name).into_owned())
}

/// Opens an attachment in a tab, or saves it.
pub(super) fn take_out(app: &Rc<App>, entry: &Entry, control: &Element, save: bool) {
    let item = dom::closest(control, "[data-attachment]");
    let (Some(item), Some(analysis)) = (item, entry.analysis()) else {
        return;
    };
    let Some(index) = dom::number(&item, "data-attachment") else {
        return;
    };
    // At once, while the browser knows that it was asked for.
    let tab = if save { None } else { new_tab() };
    let (app, source) = (Rc::clone(app), entry.source.borrow().clone());
    wasm_bindgen_futures::spawn_local(async move {
        let Some(attachment) = analysis.flux.listed_attachments.get(index) else {
            return;
        };
        let name = name_of(&app, attachment.name.as_ref().or(attachment.id.as_ref()));
        let trouble = dom::slot(&item, "trouble");
        dom::show(&trouble, false);
        let taken = match (save, &tab) {
            (false, None) => Err("attachment-error-no-tab"),
            _ => {
                app.say("status-attachment-reading", &[("name", &name)]);
                if let Some(document) = tab.as_ref().and_then(Window::document) {
                    document.set_title(&name);
                }
                taken(&app, &source, &analysis, attachment, tab.as_ref()).await
            }
        };
        match taken {
            Ok(status) => app.say(status, &[("name", &name)]),
            Err(id) => {
                if let Some(tab) = tab {
                    let _ = tab.close();
                }
                super::say_what_is_next(&app);
                let limit = app.words().size(limits::UNPACKED_BYTES);
                let words = app.words().explain(id, &[("name", (&name).into()), ("limit", (&limit).into())]);
                dom::set_text(&trouble, &format!("{} {}", words.message, words.fix));
                dom::show(&trouble, true);
            }
        }
    });
}

/// Takes an attachment out of the file, into the tab or into a file of its own: what to say, or what is in the way.
async fn taken(
    app: &App,
    source: &web_sys::Blob,
    analysis: &Analysis,
    attachment: &Attachment,
    tab: Option<&Window>,
) -> Result<&'static str, &'static str> {
    let content =
        attachment::read(source, attachment, analysis.encoding).await.map_err(|trouble| match trouble {
            Trouble::Gone => "attachment-error-gone",
            Trouble::NotBase64 => "attachment-error-base64",
            Trouble::NotGzip => "attachment-error-gzip",
            Trouble::TooLarge => "attachment-error-large",
        })?;
    let Some(tab) = tab else {
        let name = file_name(attachment);
        let name = if content.packed { format!("{name}.gz") } else { name };
        // Whatever it is, the browser is to save it.
        let blob = content.into_blob("application/octet-stream").ok_or("attachment-error-gone")?;
        save(&address(app, &blob).ok_or("attachment-error-gone")?, &name);
        return Ok("status-attachment-saved");
    };
    if content.packed {
        return Err("attachment-error-unsupported");
    }
    let media_type = content.shown_as.ok_or("attachment-error-not-shown")?;
    let blob = content.into_blob(media_type).ok_or("attachment-error-gone")?;
    let address = address(app, &blob).ok_or("attachment-error-gone")?;
    tab.location().replace(&address).map_err(|_| "attachment-error-no-tab")?;
    Ok("status-attachment-open")
}

/// An empty tab, which knows nothing of this page.
fn new_tab() -> Option<Window> {
    let tab = web_sys::window()?.open_with_url_and_target("", "_blank").ok().flatten()?;
    let _ = Reflect::set(&tab, &"opener".into(), &JsValue::NULL);
    Some(tab)
}

fn save(address: &str, name: &str) {
    if let Ok(link) = dom::document().create_element("a") {
        dom::set(&link, "href", address);
        dom::set(&link, "download", name);
        link.unchecked_ref::<HtmlElement>().click();
    }
}

/// An address for a content, for as long as it is one of the latest.
fn address(app: &App, blob: &web_sys::Blob) -> Option<String> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let mut open = app.open_contents.borrow_mut();
    open.push_back(address.clone());
    if open.len() > OPEN
        && let Some(oldest) = open.pop_front()
    {
        let _ = Url::revoke_object_url(&oldest);
    }
    Some(address)
}
