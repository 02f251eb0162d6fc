//! Part 4: what became of the files that were sent.

mod acquittement;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::Element;

use super::super::config::Mode;
use super::super::http::{self, Terms};
use super::super::journal::Entry as Kept;
use super::super::{format, timer};
use super::errors::{Message, add_fact};
use super::{App, dom, journal, language};
use crate::s2low::{self, Check, Record, Status};
use acquittement::Acquittement;
pub(super) use acquittement::reply;

/// Seconds between questions about one transaction; the last one is repeated.
const PAUSES: &[i32] = &[1, 1, 2, 3, 5, 8, 15, 30, 60, 120, 300];
/// After so many questions the page stops asking by itself.
const QUESTIONS: usize = 60;
/// Of how many files an earlier visit's acquittement is fetched again.
const FETCHED_AGAIN: usize = 10;
/// A transaction that an earlier visit left is asked about less eagerly: from this pause on.
const LATER: usize = 4;

/// States that S2low will not leave by itself, or only long after, and how each is shown.
const SETTLED: &[(i32, &str)] = &[
    (-1, "refused"),
    (0, "refused"),
    (4, "accepted"),
    (6, "refused"),
    (8, "accepted"),
    (9, "accepted"),
    (10, "accepted"),
    (11, "accepted"),
    (19, "accepted"),
    (20, "refused"),
    (21, "accepted"),
    (22, "accepted"),
    (23, "refused"),
    (24, "accepted"),
];
/// States in which there is an acquittement.
const ACQUITTED: &[i32] = &[4, 6, 8, 9, 10, 11, 19, 20, 23];

/// A transaction of S2low.
pub(super) struct Followed {
    key: u32,
    record: RefCell<Record>,
    row: Element,
    trouble: RefCell<Option<Message>>,
    /// The acquittement, once fetched.
    acquittement: RefCell<Option<Acquittement>>,
    asking: Cell<bool>,
}

pub(super) fn set_up(app: &Rc<App>) {
    let again = Rc::clone(app);
    dom::listen(&dom::by_id("follow-refresh"), "click", move |_| {
        for followed in again.followed.borrow().iter() {
            wasm_bindgen_futures::spawn_local(ask(Rc::clone(&again), Rc::clone(followed)));
        }
        let time = format::time(again.language(), format::now());
        dom::set_text(
            &dom::by_id("follow-refreshed"),
            &again.t("follow-refreshed", &[("time", time.as_str().into())]),
        );
    });
    let list = Rc::clone(app);
    dom::listen(&dom::by_id("follow-list"), "click", move |event| {
        let Some((action, key)) = dom::activated(&event) else {
            return;
        };
        match action.as_str() {
            "remove" => wasm_bindgen_futures::spawn_local(remove(Rc::clone(&list), key)),
            "print" => print(&list, key),
            _ => {}
        }
    });
}

/// Follows a transaction from now on.
pub(super) fn add(app: &Rc<App>, record: Record) {
    follow(app, record, 0);
}

/// Takes up a transaction that an earlier visit or another tab followed, unless the list has it.
pub(super) fn restore(app: &Rc<App>, record: Record) {
    let listed = app.followed.borrow().iter().any(|other| other.record.borrow().sha256 == record.sha256);
    if !listed {
        follow(app, record, LATER);
    }
}

/// Fetches what the treasury answered to the files sent last, one after the other: the journal keeps the state alone.
pub(super) async fn fetch_again(app: Rc<App>) {
    let latest: Vec<_> = app.followed.borrow().iter().take(FETCHED_AGAIN).cloned().collect();
    for followed in latest {
        let code = followed.record.borrow().status.as_ref().map(|(code, _)| *code);
        if code.is_some_and(|code| ACQUITTED.contains(&code)) {
            ask(Rc::clone(&app), followed).await;
        }
    }
}

fn follow(app: &Rc<App>, record: Record, first: usize) {
    let row = dom::clone_template("follow-template");
    let key = app.key();
    dom::set(&row, "data-key", &key.to_string());
    let list = dom::by_id("follow-list");
    let _ = list.insert_before(&row, list.first_child().as_ref());
    let followed = Rc::new(Followed {
        key,
        record: RefCell::new(record),
        row,
        trouble: RefCell::default(),
        acquittement: RefCell::default(),
        asking: Cell::new(false),
    });
    followed.render(app);
    app.followed.borrow_mut().insert(0, Rc::clone(&followed));
    wasm_bindgen_futures::spawn_local(keep_asking(Rc::clone(app), followed, first));
}

/// What became of every file in the list, the latest first.
pub(super) fn records(app: &App) -> Vec<Record> {
    app.followed.borrow().iter().map(|followed| followed.record.borrow().clone()).collect()
}

/// Whether S2low refused what was signed, so that it may be signed and sent anew.
pub(super) fn is_refused(record: &Record) -> bool {
    let code = record.status.as_ref().map(|(code, _)| *code);
    SETTLED.iter().any(|(known, shown)| Some(*known) == code && *shown == "refused")
}

/// Drops the row of what another tab erased.
pub(super) fn drop_erased(app: &App, sha256: &str) {
    app.followed.borrow_mut().retain(|followed| {
        let keep = followed.record.borrow().sha256 != sha256;
        if !keep {
            followed.row.remove();
        }
        keep
    });
}

/// Empties the list and the journal of what was in it.
pub(super) async fn clear(app: Rc<App>) {
    let cleared = app.followed.take();
    erase(&app, &cleared).await;
}

async fn remove(app: Rc<App>, key: u32) {
    let removed: Vec<_> = app.followed.borrow_mut().extract_if(.., |followed| followed.key == key).collect();
    erase(&app, &removed).await;
}

/// Erases what left the list. A row goes away when its record has, so that nobody closes the page too early.
async fn erase(app: &App, removed: &[Rc<Followed>]) {
    for followed in removed {
        let sha256 = followed.record.borrow().sha256.clone();
        journal::forget(app, &sha256).await;
        followed.row.remove();
    }
    dom::focus(&dom::by_id("follow-heading"));
    app.refresh();
}

/// Prints the receipt of one file, and nothing else.
fn print(app: &App, key: u32) {
    for followed in app.followed.borrow().iter() {
        if let Some(receipt) = dom::find(&followed.row, ".receipt") {
            let _ = receipt.toggle_attribute_with_force("data-print", followed.key == key);
        }
    }
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

pub(super) fn refresh(app: &App) {
    let any = !app.followed.borrow().is_empty();
    super::part("follow", if any { "idle" } else { "waiting" });
    dom::show(&dom::by_id("follow-tools"), any);
}

/// A state of S2low in words.
pub(super) fn state_in_words(app: &App, code: i32) -> String {
    let status = code.to_string();
    app.t(&state_id(app, code), &[("status", status.as_str().into())])
}

fn state_id(app: &App, code: i32) -> String {
    let id = format!("s2low-status-{code}");
    let known = app.words().attribute(&id, "next", &[]).is_some();
    if known { id } else { "s2low-status-unknown".to_owned() }
}

async fn keep_asking(app: Rc<App>, followed: Rc<Followed>, first: usize) {
    for question in first..QUESTIONS {
        if followed.is_settled() {
            return;
        }
        let pause = PAUSES.get(question).or(PAUSES.last()).copied().unwrap_or_default();
        timer::sleep(pause).await;
        let removed = !app.followed.borrow().iter().any(|other| other.key == followed.key);
        if removed {
            return;
        }
        // Nobody looks at a page in the background.
        if !dom::document().hidden() {
            ask(Rc::clone(&app), Rc::clone(&followed)).await;
        }
    }
}

/// Asks once.
async fn ask(app: Rc<App>, followed: Rc<Followed>) {
    let Some(transaction) = followed.record.borrow().transaction else {
        return;
    };
    if app.config.mode == Mode::Form || followed.asking.replace(true) {
        return;
    }
    let authorization = app.authorization();
    let terms = Terms { authorization: authorization.as_ref().map(|value| value.as_str()), ..Terms::PLAIN };
    let url = format!("{}{}{transaction}", app.config.s2low, s2low::STATUS);
    let answer = http::get(&url, &terms).await.map(|response| s2low::read_status(&response.http()));
    *followed.trouble.borrow_mut() = None;
    match answer {
        Ok(Ok(Status::Known { state, message })) => {
            followed.learn(&app, state, message).await;
            if ACQUITTED.contains(&state) {
                fetch_acquittement(&app, &followed, transaction, &terms).await;
            }
        }
        Ok(Ok(Status::Refused(message))) => {
            let id = match message.as_str() {
                "Accès refusé" => "follow-error-denied",
                message if message.contains("invalide") => "follow-error-unknown-transaction",
                _ => "follow-error-other",
            };
            let trouble =
                Message::of(id).with("message", &message).with("transaction", &transaction.to_string());
            *followed.trouble.borrow_mut() = Some(trouble);
        }
        // The next question may fare better.
        Ok(Err(_)) | Err(_) => {}
    }
    followed.asking.set(false);
    followed.render(&app);
}

/// Fetches the PES_ACQUIT, once; what S2low has in its place when there is none is not XML.
async fn fetch_acquittement(app: &App, followed: &Followed, transaction: u64, terms: &Terms<'_>) {
    if followed.acquittement.borrow().is_some() {
        return;
    }
    let url = format!("{}{}{transaction}", app.config.s2low, s2low::ACQUITTEMENT);
    let Ok(response) = http::get(&url, terms).await else {
        return;
    };
    let is_file = response.status == 200 && response.landed.is_none() && response.body.starts_with(b"<?xml");
    if is_file {
        *followed.acquittement.borrow_mut() = Some(Acquittement::new(&response.body));
    }
}

impl Followed {
    /// S2low will not change its mind, or does not tell.
    fn is_settled(&self) -> bool {
        let record = self.record.borrow();
        let settled = record
            .status
            .as_ref()
            .is_some_and(|(code, _)| SETTLED.iter().any(|(settled, _)| settled == code));
        settled || record.transaction.is_none() || self.trouble.borrow().is_some()
    }

    /// Takes S2low's word, and writes it into the journal where it is new.
    async fn learn(&self, app: &App, state: i32, message: String) {
        let status = Some((state, message));
        if self.record.borrow().status == status {
            return;
        }
        self.record.borrow_mut().status = status;
        let record = self.record.borrow().clone();
        // Erased meanwhile, it stays so.
        if app.followed.borrow().iter().any(|other| other.key == self.key) {
            journal::put(app, &Kept { record, file: None }).await;
        }
    }

    pub(super) fn render(&self, app: &App) {
        let (row, record) = (&self.row, self.record.borrow().clone());
        language::translate(app, row);
        dom::fill(row, "name", &record.name);
        let number = record.transaction.map(|number| number.to_string());
        let transaction = match &number {
            Some(number) => app.t("follow-transaction", &[("transaction", number.as_str().into())]),
            None => String::new(),
        };
        dom::fill(row, "transaction", &transaction);
        let sent = format::day_and_time(app.language(), record.sent_at.unwrap_or(record.signed_at));
        dom::fill(row, "date", &app.t("follow-sent-at", &[("date", sent.as_str().into())]));
        self.render_links(app, &record, number.as_deref());
        // Right after the upload S2low says 1; nothing else is known before the first answer.
        let code = record.status.as_ref().map_or(1, |(code, _)| *code);
        let status = code.to_string();
        let acquittement = self.acquittement.borrow();
        let verdict = acquittement.as_ref().map(Acquittement::verdict);
        dom::set(row, "data-state", verdict.map_or_else(|| tone(&record, code), |(tone, ..)| tone));
        dom::set(row, "data-status", if number.is_some() { &status } else { "" });
        let says = |(_, id, counts): (_, &str, [(&'static str, u64); 2])| {
            let args = counts.map(|(name, count)| (name, count.into()));
            (app.t(id, &args), app.words().attribute(id, "next", &args).unwrap_or_default())
        };
        let said = verdict.map(says);
        let state =
            said.as_ref().map_or_else(|| journal::state_in_words(app, &record), |(state, _)| state.clone());
        dom::fill(row, "state", &state);
        let next = match (&*self.trouble.borrow(), &number) {
            (None, _) if said.is_some() => said.map_or_else(String::new, |(_, next)| next),
            (Some(trouble), _) => format!("{} {}", trouble.text(app), trouble.fix(app)),
            (None, None) => app.t("follow-unnumbered", &[]),
            (None, Some(_)) => {
                let args = [("status", status.as_str().into())];
                app.words().attribute(&state_id(app, code), "next", &args).unwrap_or_default()
            }
        };
        dom::fill(row, "next", next.trim());
        let findings = dom::slot(row, "findings");
        dom::clear(&findings);
        if let Some((-1, message)) = &record.status {
            show_check(app, &findings, message);
        }
        let replies = dom::slot(row, "replies");
        dom::clear(&replies);
        if let Some(acquittement) = &*acquittement {
            acquittement.show(app, &replies);
        }
        self.render_receipt(app, &record);
    }

    fn render_links(&self, app: &App, record: &Record, number: Option<&str>) {
        let (row, name) = (&self.row, record.name.as_str());
        let label = |id: &str| app.t(id, &[("name", name.into())]);
        let open = dom::action(row, "open");
        dom::show(&open, true);
        let page = match number {
            Some(number) => format!("{}{}{number}", app.config.s2low, s2low::TRANSACTION_PAGE),
            None => format!("{}{}", app.config.s2low, s2low::TRANSACTIONS),
        };
        dom::set(&open, "href", &page);
        dom::set(&open, "aria-label", &label("follow-open-label"));
        dom::set(&dom::action(row, "remove"), "aria-label", &label("follow-remove-label"));
        let acquittement = dom::action(row, "acknowledgement");
        let fetched = self.acquittement.borrow();
        let address = fetched.as_ref().and_then(Acquittement::address);
        dom::show(&acquittement, address.is_some());
        if let Some(address) = address {
            dom::set(&acquittement, "href", address);
            dom::set(&acquittement, "download", &format!("acquittement-{}.xml", number.unwrap_or_default()));
            dom::set(&acquittement, "aria-label", &label("follow-acknowledgement-label"));
        }
    }

    fn render_receipt(&self, app: &App, record: &Record) {
        dom::show(&dom::slot(&self.row, "receipt-fold"), true);
        let place = dom::slot(&self.row, "receipt");
        dom::clear(&place);
        let receipt = dom::clone_template("receipt-template");
        language::translate(app, &receipt);
        dom::fill(&receipt, "file", &record.name);
        let facts = dom::slot(&receipt, "facts");
        let moment = |at: u64| format::day_and_time(app.language(), at);
        let number = record.transaction.map(|number| number.to_string());
        for (term, value) in [
            ("receipt-signer", Some(record.signer.clone())),
            ("receipt-time", Some(moment(record.signed_at))),
            ("receipt-digest", Some(record.sha256.clone())),
            ("receipt-sent", record.sent_at.map(moment)),
            ("receipt-transaction", number),
            ("receipt-state", Some(journal::state_in_words(app, record))),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                add_fact(&facts, &app.t(term, &[]), &value);
            }
        }
        dom::append(&place, &receipt);
    }
}

/// Why S2low put a file aside.
fn show_check(app: &App, list: &Element, message: &str) {
    let check = Check::from_message(message);
    let args: Vec<_> = check.arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    let shown = super::findings::Shown {
        words: app.words().explain(check.words, &args),
        severity: crate::coded::Severity::Refused,
        label: Some("follow-severity-refused"),
        element: "",
        value: Some(message),
        position: None,
        repair: None,
    };
    super::findings::add(app, list, &shown);
}

fn tone(record: &Record, code: i32) -> &'static str {
    if record.transaction.is_none() {
        return "pending";
    }
    SETTLED.iter().find(|(settled, _)| *settled == code).map_or("pending", |(_, tone)| tone)
}
