//! The page: what it holds, and how its parts stand to each other.

mod connection;
mod errors;
mod files;
mod findings;
mod follow;
mod jobs;
mod journal;
mod language;
mod leaving;
mod network;
mod remembered;
mod send;
mod signer;
mod verify;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::config::Config;
use super::digests::Workshop;
use super::journal::Journal;
use super::tabs::Tabs;
use super::vault::{Kept, Vault};
use super::warm_up::warm_up;
use super::{dom, format, key};
use crate::s2low::{Login, LoginEncoding};
use crate::words::{Arg, Language, Words};

/// All that the page holds. Borrowed for a moment at a time, never across a wait.
struct App {
    words: RefCell<Rc<Words>>,
    /// Gives the words of a language.
    words_of: js_sys::Function,
    /// The language that was asked for last.
    wanted: Cell<Language>,
    config: Config,
    workshop: Workshop,
    /// Gives the files of what was dropped.
    dropped: js_sys::Function,
    files: RefCell<Vec<Rc<files::Entry>>>,
    /// How many files are being read.
    readers: Cell<u32>,
    signer: RefCell<Option<Rc<signer::OpenSigner>>>,
    candidates: RefCell<Rc<signer::Candidates>>,
    /// The certificate for which capacity and place were filled in, by its fingerprint.
    place_of: RefCell<Option<String>>,
    /// In whose name was signed last, here or at an earlier visit.
    last_signer: RefCell<Option<String>>,
    /// What the browser keeps, as far as it keeps anything, and a copy of what is in it.
    vault: RefCell<Option<Rc<Vault>>>,
    kept: RefCell<Vec<Kept>>,
    jobs: RefCell<Vec<Rc<jobs::Job>>>,
    followed: RefCell<Vec<Rc<follow::Followed>>>,
    reports: RefCell<Vec<Rc<verify::Entry>>>,
    connection: RefCell<connection::Connection>,
    /// The addresses of attachments that were opened or saved, the oldest first.
    open_contents: RefCell<VecDeque<String>>,
    /// For a connection certificate that several accounts share; kept until the page is left.
    login: RefCell<Option<(Login, LoginEncoding)>>,
    tabs: Tabs,
    /// What has the browser ask before the page is left.
    question: js_sys::Function,
    /// Where this browser keeps anything.
    journal: RefCell<Option<Journal>>,
    /// How many seconds the server's clock is ahead of this computer's, where that is too much.
    clock: Cell<Option<f64>>,
    /// The status line, as message and arguments, so that it can be said again in another language.
    status: RefCell<(String, Vec<(String, String)>)>,
    next_key: Cell<u32>,
    /// A queue of files is being signed or sent.
    working: Cell<bool>,
    /// How many files of the queue are done, and how many it had.
    batch: Cell<(usize, usize)>,
    /// What waits for the network is being watched over.
    resuming: Cell<bool>,
}

/// Starts the page, in `language`.
pub async fn start(
    digests: js_sys::Function,
    dropped: js_sys::Function,
    words_of: js_sys::Function,
    language: Language,
) {
    let config = Config::load().await;
    let words = language::words(&words_of, language).await.unwrap_or_else(|| Words::none(language));
    let app = Rc::new(App {
        words: RefCell::new(Rc::new(words)),
        words_of,
        wanted: Cell::new(language),
        config: config.clone().unwrap_or_default(),
        workshop: Workshop::new(digests),
        dropped,
        files: RefCell::default(),
        readers: Cell::default(),
        signer: RefCell::default(),
        candidates: RefCell::default(),
        place_of: RefCell::default(),
        last_signer: RefCell::default(),
        vault: RefCell::default(),
        kept: RefCell::default(),
        jobs: RefCell::default(),
        followed: RefCell::default(),
        reports: RefCell::default(),
        connection: RefCell::default(),
        open_contents: RefCell::default(),
        login: RefCell::default(),
        tabs: Tabs::open(),
        question: leaving::question(),
        journal: RefCell::default(),
        clock: Cell::new(None),
        status: RefCell::default(),
        next_key: Cell::new(0),
        working: Cell::new(false),
        batch: Cell::default(),
        resuming: Cell::new(false),
    });
    dom::set_text(
        &dom::by_id("page-version"),
        &app.t("page-version", &[("version", env!("CARGO_PKG_VERSION").into())]),
    );
    app.say("status-start", &[]);
    errors::set_up();
    language::set_up(&app);
    files::set_up(&app);
    signer::set_up(&app);
    remembered::set_up(&app);
    send::set_up(&app);
    connection::set_up(&app);
    journal::set_up(&app);
    follow::set_up(&app);
    verify::set_up(&app);
    leaving::set_up(&app);
    network::set_up(&app);
    app.refresh();
    if config.is_none() {
        errors::Message::of("page-error-config").show(&app, "files", "page-error-title");
    }
    if key::subtle().is_none() {
        errors::Message::of("certificate-error-insecure-page").show(&app, "signer", "page-error-title");
    }
    if let Some(body) = dom::document().body() {
        dom::set(&body, "data-state", "ready");
    }
    // A file may have been chosen before the module was there.
    files::add_chosen(&app);
    journal::restore(&app).await;
    connection::check(&app).await;
    wasm_bindgen_futures::spawn_local(follow::fetch_again(Rc::clone(&app)));
    app.workshop.open();
    warm_up(|| app.files.borrow().is_empty()).await;
}

impl App {
    /// A message in the language of the page.
    fn t(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.words().message(id, args)
    }

    fn words(&self) -> Rc<Words> {
        Rc::clone(&self.words.borrow())
    }

    fn language(&self) -> Language {
        self.words.borrow().language()
    }

    /// The value of the header `Authorization` for S2low.
    fn authorization(&self) -> Option<Zeroizing<String>> {
        self.login.borrow().as_ref().and_then(|(login, encoding)| login.header(*encoding))
    }

    /// A number for a new entry of a list.
    fn key(&self) -> u32 {
        let key = self.next_key.get();
        self.next_key.set(key + 1);
        key
    }

    /// Says in the status line what happens.
    fn say(&self, id: &str, args: &[(&str, &str)]) {
        let args: Vec<_> =
            args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        *self.status.borrow_mut() = (id.to_owned(), args);
        self.repeat_status();
    }

    /// The same about a number of things.
    fn say_count(&self, id: &str, name: &str, count: usize) {
        self.say(id, &[(name, &count.to_string())]);
    }

    fn repeat_status(&self) {
        let (id, args) = self.status.borrow().clone();
        let args: Vec<(&str, Arg<'_>)> = args
            .iter()
            .map(|(name, value)| match value.parse::<u64>() {
                Ok(number) if name == "files" => (name.as_str(), number.into()),
                _ => (name.as_str(), value.as_str().into()),
            })
            .collect();
        let line = dom::by_id("status");
        let _ = line.remove_attribute("data-l10n");
        let text = self.t(&id, &args);
        if line.text_content().as_deref() != Some(&text) {
            dom::set_text(&line, &text);
        }
    }

    /// Shows what follows from what the page holds: which part is next, what the others wait for.
    fn refresh(&self) {
        let files = self.files.borrow().clone();
        let reading = files.iter().any(|file| file.is_reading());
        let signable = files.iter().filter(|file| file.is_signable()).count();
        let sendable = files.iter().filter(|file| file.is_sendable_as_it_is()).count();
        let blocked = files.iter().filter(|file| file.is_blocked()).count();
        let has_signer = self.signer.borrow().is_some();
        let has_place = signer::has_place();
        let working = self.working.get();
        let worked = self.jobs.borrow().iter().any(|job| !job.was_kept());
        let finished = worked && signable + sendable == 0;

        dom::set(&dom::by_id("files-drop"), "data-state", if files.is_empty() { "empty" } else { "filled" });
        files::offer_demonstration(self);
        let usable = signable + sendable > 0 || finished;
        part(
            "files",
            match () {
                () if reading => "busy",
                () if usable => "done",
                () if !files.is_empty() && blocked == files.len() => "failed",
                () => "ready",
            },
        );
        part(
            "signer",
            match () {
                () if has_signer && has_place => "done",
                () if signable > 0 && !reading => "ready",
                () => "idle",
            },
        );
        let can_sign = signable > 0 && has_signer && !working;
        let can_send = signable == 0 && sendable > 0 && !working;
        part(
            "send",
            match () {
                () if working => "busy",
                () if (can_sign && has_place) || can_send => "ready",
                () if finished && self.jobs.borrow().iter().any(|job| job.has_failed()) => "failed",
                () if finished => "done",
                () => "waiting",
            },
        );
        send::refresh(self, &send::Outlook { signable, sendable, blocked, reading, has_signer, has_place });
        leaving::ask(&self.question, working || self.jobs.borrow().iter().any(|job| job.is_unsent()));
        jobs::refresh(self);
        follow::refresh(self);
    }
}

fn part(id: &str, state: &str) {
    dom::set(&dom::by_id(id), "data-state", state);
}
