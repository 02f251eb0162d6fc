//! Part 4: what became of the files that were sent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::super::{format, http};
use super::errors::Message;
use super::{App, dom, language};
use crate::s2low::{self, Check, Http, Status};

/// Seconds between questions about one transaction; the last one is repeated.
const PAUSES: &[i32] = &[1, 1, 2, 3, 5, 8, 15, 30];
/// After so many questions the page stops asking by itself.
const QUESTIONS: usize = 60;

/// A transaction of S2low.
pub(super) struct Followed {
    key: u32,
    name: String,
    transaction: u64,
    sent_at: u64,
    row: Element,
    state: RefCell<Option<(i32, String)>>,
    trouble: RefCell<Option<Message>>,
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
        if let Some((action, key)) = dom::activated(&event)
            && action == "remove"
        {
            list.followed.borrow_mut().retain(|followed| {
                if followed.key == key {
                    followed.row.remove();
                }
                followed.key != key
            });
            dom::focus(&dom::by_id("follow-heading"));
            list.refresh();
        }
    });
}

/// Follows a transaction from now on.
pub(super) fn add(app: &Rc<App>, name: &str, transaction: u64) {
    let row = dom::clone_template("follow-template");
    let key = app.key();
    dom::set(&row, "data-key", &key.to_string());
    let list = dom::by_id("follow-list");
    let _ = list.insert_before(&row, list.first_child().as_ref());
    let followed = Rc::new(Followed {
        key,
        name: name.to_owned(),
        transaction,
        sent_at: format::now(),
        row,
        state: RefCell::default(),
        trouble: RefCell::default(),
        asking: Cell::new(false),
    });
    followed.render(app);
    app.followed.borrow_mut().insert(0, Rc::clone(&followed));
    wasm_bindgen_futures::spawn_local(keep_asking(Rc::clone(app), followed));
}

pub(super) fn refresh(app: &App) {
    let any = !app.followed.borrow().is_empty();
    super::part("follow", if any { "idle" } else { "waiting" });
    dom::show(&dom::by_id("follow-tools"), any);
}

async fn keep_asking(app: Rc<App>, followed: Rc<Followed>) {
    for question in 0..QUESTIONS {
        let pause = PAUSES.get(question).or(PAUSES.last()).copied().unwrap_or_default();
        sleep(pause).await;
        let removed = !app.followed.borrow().iter().any(|other| other.key == followed.key);
        if removed {
            return;
        }
        ask(Rc::clone(&app), Rc::clone(&followed)).await;
        if followed.is_settled() {
            return;
        }
    }
}

/// Asks once.
async fn ask(app: Rc<App>, followed: Rc<Followed>) {
    if followed.asking.replace(true) {
        return;
    }
    let transaction = followed.transaction;
    let url = format!("{}{}{transaction}", app.config.s2low, s2low::STATUS);
    let answer = http::get(&url).await.map(|response| {
        let http = Http { status: response.status, redirected: response.redirected, body: &response.body };
        s2low::read_status(&http)
    });
    followed.asking.set(false);
    *followed.trouble.borrow_mut() = None;
    match answer {
        Ok(Ok(Status::Known { state, message })) => *followed.state.borrow_mut() = Some((state, message)),
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
    followed.render(&app);
}

async fn sleep(seconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, seconds * 1000);
        }
    });
    let _ = JsFuture::from(promise).await;
}

impl Followed {
    /// S2low will not change its mind, or does not tell.
    fn is_settled(&self) -> bool {
        self.trouble.borrow().is_some() || matches!(*self.state.borrow(), Some((-1 | 0 | 4 | 6 | 8 | 24, _)))
    }

    pub(super) fn render(&self, app: &App) {
        let row = &self.row;
        language::translate(app, row);
        dom::fill(row, "name", &self.name);
        let number = self.transaction.to_string();
        dom::fill(
            row,
            "transaction",
            &app.t("follow-transaction", &[("transaction", number.as_str().into())]),
        );
        let sent = format::day_and_time(app.language(), self.sent_at);
        dom::fill(row, "date", &app.t("follow-sent-at", &[("date", sent.as_str().into())]));
        let open = dom::action(row, "open");
        dom::show(&open, true);
        dom::set(&open, "href", &format!("{}{}{number}", app.config.s2low, s2low::TRANSACTION_PAGE));
        dom::set(&open, "aria-label", &app.t("follow-open-label", &[("name", self.name.as_str().into())]));
        let remove = app.t("follow-remove-label", &[("name", self.name.as_str().into())]);
        dom::set(&dom::action(row, "remove"), "aria-label", &remove);
        let state = self.state.borrow().clone();
        // Right after the upload S2low says 1; nothing else is known before the first answer.
        let code = state.as_ref().map_or(1, |(code, _)| *code);
        let id = format!("s2low-status-{code}");
        let known = app.words().attribute(&id, "next", &[]).is_some();
        let id = if known { id } else { "s2low-status-unknown".to_owned() };
        let status = code.to_string();
        let args = [("status", status.as_str().into())];
        dom::set(row, "data-state", tone(code));
        dom::set(row, "data-status", &status);
        dom::fill(row, "state", &app.t(&id, &args));
        let next = match &*self.trouble.borrow() {
            Some(trouble) => format!("{} {}", trouble.text(app), trouble.fix(app)),
            None => app.words().attribute(&id, "next", &args).unwrap_or_default(),
        };
        dom::fill(row, "next", next.trim());
        let findings = dom::slot(row, "findings");
        dom::clear(&findings);
        if let Some((-1, message)) = &state {
            self.show_check(app, &findings, message);
        }
    }

    /// Why S2low put the file aside.
    fn show_check(&self, app: &App, list: &Element, message: &str) {
        let check = Check::from_message(message);
        let args: Vec<_> =
            check.argument.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
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
}

fn tone(code: i32) -> &'static str {
    match code {
        -1 | 0 | 6 | 20 | 23 => "refused",
        4 | 8 | 24 => "accepted",
        _ => "pending",
    }
}
