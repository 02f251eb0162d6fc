//! Part 1: the files, read as soon as they are chosen, and what they say.

mod repair;
mod row;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, File, FileList};

use super::super::reading::{self, Unreadable};
use super::{App, dom, errors, language};
use crate::signing::{Analysis, Scope};

/// One chosen file.
pub(super) struct Entry {
    pub(super) key: u32,
    pub(super) name: String,
    /// The bytes: the file as chosen, or with a repair in it.
    pub(super) blob: RefCell<Blob>,
    pub(super) row: Element,
    content: RefCell<Content>,
    pub(super) phase: Cell<Phase>,
    /// Bytes read so far.
    read: Cell<f64>,
    repaired: Cell<bool>,
}

/// What is known of a file.
enum Content {
    Reading,
    /// It cannot be read as XML, or at all.
    Unreadable(Unreadable),
    Read(Rc<Analysis>),
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Chosen,
    Signing,
    Signed,
    Sending,
    Sent,
}

pub(super) fn set_up(app: &Rc<App>) {
    let chosen = Rc::clone(app);
    dom::listen(&dom::by_id("files-input"), "change", move |_| add_chosen(&chosen));
    let list = Rc::clone(app);
    dom::listen(&dom::by_id("files-list"), "click", move |event| {
        if let Some((action, key)) = dom::activated(&event) {
            act(&list, &action, key);
        }
    });
    // The pieces of a bordereau are written when it is unfolded: there may be thousands.
    let unfolded = Rc::clone(app);
    dom::listen_captured(&dom::by_id("files-list"), "toggle", move |event| {
        show_pieces(&unfolded, &event, false)
    });
    let more = Rc::clone(app);
    dom::listen(&dom::by_id("files-list"), "click", move |event| {
        if dom::activated(&event).is_some_and(|(action, _)| action == "more-pieces") {
            show_pieces(&more, &event, true);
        }
    });
    for kind in ["dragover", "drop"] {
        // A file dropped beside the field must not take the page away.
        let app = Rc::clone(app);
        dom::listen(&dom::document(), kind, move |event| {
            let over_input =
                event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlInputElement>().is_some());
            if over_input {
                return;
            }
            event.prevent_default();
            if let Some(files) = event
                .dyn_ref::<web_sys::DragEvent>()
                .filter(|event| event.type_() == "drop")
                .and_then(|event| event.data_transfer())
                .and_then(|data| data.files())
            {
                add(&app, &files);
            }
        });
    }
}

/// Takes the files that the field holds.
pub(super) fn add_chosen(app: &Rc<App>) {
    let input = dom::input("files-input");
    if let Some(files) = input.files() {
        add(app, &files);
    }
    // So that the same file can be chosen again.
    input.set_value("");
}

fn add(app: &Rc<App>, files: &FileList) {
    errors::clear("files");
    for file in (0..files.length()).filter_map(|index| files.get(index)) {
        if app.files.borrow().iter().any(|entry| entry.is_same(&file)) {
            errors::Message::of("files-error-listed").with("name", &file.name()).show(
                app,
                "files",
                "files-error-title",
            );
            continue;
        }
        let row = dom::clone_template("file-template");
        language::translate(app, &row);
        let key = app.key();
        dom::set(&row, "data-key", &key.to_string());
        dom::append(&dom::by_id("files-list"), &row);
        let entry = Rc::new(Entry {
            key,
            name: file.name(),
            blob: RefCell::new(file.unchecked_into()),
            row,
            content: RefCell::new(Content::Reading),
            phase: Cell::new(Phase::Chosen),
            read: Cell::new(0.0),
            repaired: Cell::new(false),
        });
        app.files.borrow_mut().push(Rc::clone(&entry));
        wasm_bindgen_futures::spawn_local(read(Rc::clone(app), entry));
    }
}

fn act(app: &Rc<App>, action: &str, key: u32) {
    let Some(entry) = app.files.borrow().iter().find(|entry| entry.key == key).cloned() else {
        return;
    };
    match action {
        "remove" => {
            app.files.borrow_mut().retain(|entry| entry.key != key);
            entry.row.remove();
            dom::focus(&dom::by_id("files-input"));
            say_what_is_next(app);
            app.refresh();
        }
        "repair" => repair::start(app, entry),
        "more-bordereaux" => row::show_all_bordereaux(app, &entry),
        _ => {}
    }
}

/// Shows the pieces of the bordereau that an event happened in.
fn show_pieces(app: &App, event: &web_sys::Event, all: bool) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let closest = |selector: &str| target.as_ref()?.closest(selector).ok().flatten();
    let number = |element: &Element, name: &str| element.get_attribute(name)?.parse::<usize>().ok();
    let (Some(item), Some(row)) = (closest("[data-index]"), closest("[data-key]")) else {
        return;
    };
    let entry = app.files.borrow().iter().find(|entry| entry.row == row).cloned();
    if let (Some(analysis), Some(index)) =
        (entry.and_then(|entry| entry.analysis()), number(&item, "data-index"))
        && let Some(bordereau) = analysis.flux.bordereaux.get(index)
    {
        row::show_pieces(app, &item, bordereau, all);
    }
}

/// Reads a file from the start: what it says, and the digests of what is to be signed.
async fn read(app: Rc<App>, entry: Rc<Entry>) {
    *entry.content.borrow_mut() = Content::Reading;
    entry.read.set(0.0);
    entry.render(&app);
    app.say("status-reading", &[("name", &entry.name)]);
    app.refresh();
    let blob = entry.blob.borrow().clone();
    let content = match analyze(&app, &entry, &blob, Scope::Auto).await {
        // Only the end of the file shows that its bordereaux cannot be signed one by one.
        Ok(Analysis { read_again: Some(scope), .. }) => analyze(&app, &entry, &blob, scope).await,
        Err(Unreadable::Xml(error)) => {
            repair::without_lead(&app, &entry, &blob).await.ok_or(Unreadable::Xml(error))
        }
        result => result,
    };
    *entry.content.borrow_mut() = match content {
        Ok(analysis) => Content::Read(Rc::new(analysis)),
        Err(unreadable) => Content::Unreadable(unreadable),
    };
    entry.render(&app);
    if entry.repaired.get() && entry.analysis().is_some() {
        app.say("status-repaired", &[("name", &entry.name)]);
    } else {
        say_what_is_next(&app);
    }
    app.refresh();
}

async fn analyze(app: &App, entry: &Entry, file: &Blob, scope: Scope) -> Result<Analysis, Unreadable> {
    let digests = app.workshop.digests(file.size());
    let progress = |read| {
        entry.read.set(read);
        row::show_progress(app, entry);
    };
    reading::analyze(&digests, app.config.rules, file, scope, &progress).await
}

/// Says what to do now, with regard to the files.
pub(super) fn say_what_is_next(app: &App) {
    let files = app.files.borrow();
    if files.iter().any(|file| file.is_reading()) {
        return;
    }
    let signable = files.iter().filter(|file| file.is_signable()).count();
    let sendable = files.iter().filter(|file| file.is_sendable_as_it_is()).count();
    let blocked = files.iter().filter(|file| file.is_blocked()).count();
    let signer = app.signer.borrow().as_ref().map(|signer| signer.name());
    match (signable, signer) {
        (0, _) if sendable > 0 => app.say("status-ready-signed", &[]),
        (0, _) if blocked > 0 => app.say_count("status-blocked", "files", blocked),
        (0, Some(name)) => app.say("status-needs-file", &[("name", &name)]),
        (0, None) => app.say("status-start", &[]),
        (count, None) => app.say_count("status-needs-certificate", "files", count),
        (_, Some(_)) if !super::signer::has_place() => app.say("status-needs-place", &[]),
        (count, Some(_)) => app.say_count("status-ready", "files", count),
    }
}

impl Entry {
    pub(super) fn analysis(&self) -> Option<Rc<Analysis>> {
        match &*self.content.borrow() {
            Content::Read(analysis) => Some(Rc::clone(analysis)),
            _ => None,
        }
    }

    pub(super) fn is_reading(&self) -> bool {
        matches!(*self.content.borrow(), Content::Reading)
    }

    /// It can be signed, and was not yet.
    pub(super) fn is_signable(&self) -> bool {
        self.phase.get() == Phase::Chosen
            && self.analysis().is_some_and(|analysis| !analysis.targets.is_empty())
    }

    /// It came signed, and was not sent yet.
    pub(super) fn is_sendable_as_it_is(&self) -> bool {
        self.phase.get() == Phase::Chosen && self.analysis().is_some_and(|analysis| row::is_signed(&analysis))
    }

    /// It can be neither signed nor sent.
    pub(super) fn is_blocked(&self) -> bool {
        self.phase.get() == Phase::Chosen
            && !self.is_reading()
            && !self.is_signable()
            && !self.is_sendable_as_it_is()
            && self.analysis().is_none_or(|analysis| analysis.flux.acquit.is_none())
    }

    pub(super) fn set_phase(&self, app: &App, phase: Phase) {
        self.phase.set(phase);
        self.render(app);
    }

    pub(super) fn render(&self, app: &App) {
        row::render(app, self);
    }

    fn is_same(&self, file: &File) -> bool {
        let blob = self.blob.borrow();
        let own = blob.dyn_ref::<File>();
        self.phase.get() == Phase::Chosen
            && own.is_some_and(|own| {
                own.name() == file.name()
                    && own.size() == file.size()
                    && own.last_modified() == file.last_modified()
            })
    }
}
