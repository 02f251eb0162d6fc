//! Part 1: the files, read as soon as they are chosen, and what they say.

mod about;
mod attachments;
mod demonstration;
mod drop;
mod filling;
mod piece;
mod pieces;
mod repair;
mod row;
mod table;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, Element, File};

use super::super::blob::pause;
use super::super::digests::PageDigests;
use super::super::format::percent;
use super::super::reading::{self, Unreadable};
use super::{App, dom, errors, jobs, language};
use crate::limits;
use crate::pes::Repair;
use crate::signing::{Analysis, Scope};

pub(super) use demonstration::offer as offer_demonstration;
pub(super) use table::is_shown;

/// How many files are read side by side: each has buffers of its own, and the worker takes one piece after the other.
const READERS: u32 = 3;

/// One chosen file.
pub(super) struct Entry {
    pub(super) key: u32,
    pub(super) name: String,
    /// The bytes: the file as chosen, or with a repair in it.
    pub(super) blob: RefCell<Blob>,
    /// The bytes that what was read is about: others only where it cannot be read without a repair.
    source: RefCell<Blob>,
    pub(super) row: Element,
    content: RefCell<Content>,
    pub(super) phase: Cell<Phase>,
    /// Bytes read so far.
    read: Cell<f64>,
    /// What was put right.
    repaired: RefCell<Vec<Repair>>,
    /// Who signed which element, once somebody has asked.
    signers: RefCell<Option<Rc<about::Signers>>>,
    /// Where the signer of an element of this Id is to be said, once that is known.
    unnamed: RefCell<Vec<(Element, String)>>,
}

/// What is known of a file.
enum Content {
    /// Its turn to be read has not come.
    Chosen,
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
    let list = dom::by_id("files-list");
    let acting = Rc::clone(app);
    dom::listen(&list, "click", move |event| act(&acting, &event));
    // What is in a fold is written when it is unfolded: there may be thousands of entries.
    let unfolded = Rc::clone(app);
    dom::listen_captured(&list, "toggle", move |event| unfold(&unfolded, &event));
    for (kind, field) in [("input", "input"), ("change", "select")] {
        let app = Rc::clone(app);
        dom::listen(&list, kind, move |event| {
            if let Some((entry, target)) = entry_of(&app, &event)
                && target.matches(field).unwrap_or_default()
                && let Some(holder) = dom::closest(&target, ".pieces-box")
            {
                pieces::show(&app, &entry, &holder, false);
            }
        });
    }
    demonstration::set_up(app);
    drop::set_up(app);
}

/// Takes the files that the field holds.
pub(super) fn add_chosen(app: &Rc<App>) {
    let input = dom::input("files-input");
    if let Some(files) = input.files() {
        add(app, &Array::from(&files));
    }
    // So that the same file can be chosen again.
    input.set_value("");
}

fn add(app: &Rc<App>, files: &Array) {
    errors::clear("files");
    let refuse = |id: &str, name: &str| {
        let message = errors::Message::of(id).with("name", name);
        message.with("limit", &limits::FILES.to_string()).show(app, "files", "files-error-title");
    };
    for file in files.iter() {
        let file = match file.dyn_into::<File>() {
            Ok(file) => file,
            Err(name) => {
                refuse("files-error-unreadable", &name.as_string().unwrap_or_default());
                continue;
            }
        };
        if app.files.borrow().iter().any(|entry| entry.is_same(&file)) {
            refuse("files-error-listed", &file.name());
            continue;
        }
        if app.files.borrow().len() >= limits::FILES {
            refuse("files-error-too-many", &file.name());
            break;
        }
        let row = dom::clone_template("file-template");
        let key = app.key();
        dom::set(&row, "data-key", &key.to_string());
        let entry = Rc::new(Entry {
            key,
            name: file.name(),
            source: RefCell::new(file.clone().unchecked_into()),
            blob: RefCell::new(file.unchecked_into()),
            row,
            content: RefCell::new(Content::Chosen),
            phase: Cell::new(Phase::Chosen),
            read: Cell::new(0.0),
            repaired: RefCell::default(),
            signers: RefCell::default(),
            unnamed: RefCell::default(),
        });
        app.files.borrow_mut().push(entry);
    }
    while app.readers.get() < READERS && next(app).is_some() {
        app.readers.set(app.readers.get() + 1);
        wasm_bindgen_futures::spawn_local(read_all(Rc::clone(app)));
    }
    wasm_bindgen_futures::spawn_local(show_waiting(Rc::clone(app)));
}

/// Writes the rows of the files that wait to be read.
async fn show_waiting(app: Rc<App>) {
    let files = app.files.borrow().clone();
    for entry in files {
        pause().await;
        if matches!(*entry.content.borrow(), Content::Chosen) {
            row::render(&app, &entry).await;
            table::arrange(&app);
        }
    }
}

/// Reads one file after the other, while any waits for it.
async fn read_all(app: Rc<App>) {
    while let Some(entry) = next(&app) {
        read(Rc::clone(&app), entry).await;
    }
    app.readers.set(app.readers.get() - 1);
}

/// The file whose turn it is.
fn next(app: &App) -> Option<Rc<Entry>> {
    app.files.borrow().iter().find(|entry| matches!(*entry.content.borrow(), Content::Chosen)).cloned()
}

/// The file in whose row something happened, and the element that it happened to.
fn entry_of(app: &App, event: &web_sys::Event) -> Option<(Rc<Entry>, Element)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = dom::closest(&target, ".file")?;
    let entry = app.files.borrow().iter().find(|entry| entry.row == row).cloned()?;
    Some((entry, target))
}

fn act(app: &Rc<App>, event: &web_sys::Event) {
    let Some((entry, target)) = entry_of(app, event) else {
        return;
    };
    let Some(control) = dom::closest(&target, "[data-action]") else {
        return;
    };
    let around = |selector| dom::closest(&control, selector);
    match control.get_attribute("data-action").as_deref().unwrap_or_default() {
        "remove" => {
            app.files.borrow_mut().retain(|other| other.key != entry.key);
            entry.row.remove();
            table::arrange(app);
            jobs::keep_in_sight(app);
            dom::focus(&dom::by_id("files-input"));
            say_what_is_next(app);
            app.refresh();
        }
        "unfold" => table::unfold(&entry, &control),
        "repair" => repair::propose(app, &entry),
        "cancel-repair" => repair::withdraw(&entry),
        "make-repair" => repair::make(app, entry),
        "more-bordereaux" | "more-answers" => show_more(app, entry, &control),
        "more-attachments" => attachments::show(app, &entry, true),
        "open-attachment" => attachments::take_out(app, &entry, &control, false),
        "save-attachment" => attachments::take_out(app, &entry, &control, true),
        "more-pieces" => {
            if let Some(holder) = around(".pieces-box") {
                pieces::show(app, &entry, &holder, true);
            }
        }
        "read-pieces" => {
            if let Some(holder) = around(".pieces-box") {
                pieces::read(app, &entry, &holder);
            }
        }
        "more-lines" => {
            if let Some(item) = around(".piece") {
                piece::show(app, &entry, &item, true);
            }
        }
        _ => {}
    }
}

fn unfold(app: &Rc<App>, event: &web_sys::Event) {
    let Some((entry, fold)) = entry_of(app, event).filter(|(_, fold)| fold.has_attribute("open")) else {
        return;
    };
    let is = |selector: &str| fold.matches(selector).unwrap_or_default();
    if is(".piece > details")
        && let Some(item) = fold.parent_element()
    {
        piece::show(app, &entry, &item, false);
    } else if is(".about") {
        about::show(app, &entry, &fold);
    } else if is(".attached") {
        attachments::show(app, &entry, false);
    } else if is(".bordereau > details, .search-file")
        && let Some(sheet) = dom::find(&fold, ".sheet")
    {
        pieces::open(app, &entry, &sheet);
        about::name_signer(app, &entry, &sheet);
    }
}

/// Shows more bordereaux, or more answers of the treasury.
fn show_more(app: &Rc<App>, entry: Rc<Entry>, control: &Element) {
    let (app, of_bordereaux) = (Rc::clone(app), dom::closest(control, ".bordereaux").is_some());
    wasm_bindgen_futures::spawn_local(async move {
        row::show_more(&app, &entry, of_bordereaux).await;
    });
}

/// Writes all rows anew.
pub(super) fn render(app: &Rc<App>) {
    let app = Rc::clone(app);
    wasm_bindgen_futures::spawn_local(async move {
        let files = app.files.borrow().clone();
        for entry in files {
            row::render(&app, &entry).await;
        }
    });
}

/// Reads a file from the start: what it says, and the digests of what is to be signed.
async fn read(app: Rc<App>, entry: Rc<Entry>) {
    *entry.content.borrow_mut() = Content::Reading;
    entry.signers.take();
    entry.read.set(0.0);
    // The worker reads ahead meanwhile.
    let blob = entry.blob.borrow().clone();
    let digests = app.workshop.digests(&blob);
    // Between its parts the page can answer: each may be the first of its kind, which takes the browser longest.
    pause().await;
    row::render(&app, &entry).await;
    table::arrange(&app);
    app.say("status-reading", &[("name", &entry.name)]);
    app.refresh();
    pause().await;
    let mut source = blob.clone();
    let content = match analyze(&app, &entry, digests, &blob, Scope::Auto).await {
        // Only the end of the file shows that its bordereaux cannot be signed one by one.
        Ok(Analysis { read_again: Some(scope), .. }) => {
            analyze(&app, &entry, app.workshop.digests(&blob), &blob, scope).await
        }
        Err(Unreadable::Xml(error)) => match repair::without_lead(&app, &entry, &blob).await {
            Some((analysis, fixed)) => {
                source = fixed;
                Ok(analysis)
            }
            None => Err(Unreadable::Xml(error)),
        },
        result => result,
    };
    *entry.source.borrow_mut() = source;
    *entry.content.borrow_mut() = match content {
        Ok(analysis) => Content::Read(Rc::new(analysis)),
        Err(unreadable) => Content::Unreadable(unreadable),
    };
    pause().await;
    row::render(&app, &entry).await;
    if !entry.repaired.borrow().is_empty() && entry.analysis().is_some() {
        app.say("status-repaired", &[("name", &entry.name)]);
    } else {
        say_what_is_next(&app);
    }
    app.refresh();
}

async fn analyze(
    app: &App,
    entry: &Entry,
    digests: PageDigests,
    file: &Blob,
    scope: Scope,
) -> Result<Analysis, Unreadable> {
    let progress = |read| {
        entry.read.set(read);
        // The start is there already, and the end is gone in a moment.
        if (1..100).contains(&percent(read, file.size())) {
            row::show_progress(app, entry);
        }
    };
    reading::analyze(digests, app.config.rules, file, scope, &progress).await
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

/// An amount before tax, as it is shown.
pub(super) fn excluding_tax(app: &App, amount: crate::pes::Amount) -> String {
    row::excluding_tax(app, Some(amount))
}

impl Entry {
    pub(super) fn analysis(&self) -> Option<Rc<Analysis>> {
        match &*self.content.borrow() {
            Content::Read(analysis) => Some(Rc::clone(analysis)),
            _ => None,
        }
    }

    pub(super) fn is_reading(&self) -> bool {
        matches!(*self.content.borrow(), Content::Chosen | Content::Reading)
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
        row::render_state(app, self);
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
