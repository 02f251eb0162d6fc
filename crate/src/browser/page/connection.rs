//! Whether S2low is there, and who it takes us for.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::super::config::{Mode, json_text};
use super::super::format;
use super::super::http::{self, NoAnswer, Response, Terms};
use super::{App, dom, network, signer};
use crate::s2low::{self, AnswerError, Login, Refusal};

/// What is known of S2low.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Connection {
    /// It was not asked yet.
    #[default]
    Unknown,
    /// It knows us as this person of this body.
    Connected { body: Option<String>, person: Option<String> },
    /// It knows us, but lets nobody transmit with this certificate.
    NotRgs { body: Option<String> },
    /// It does not know who we are, for this reason.
    SignedOut(Option<Refusal>),
    /// There is no network to ask it by.
    Offline,
    /// It does not answer.
    Unreachable,
    /// It is elsewhere: files are handed over in another tab.
    Elsewhere,
}

/// Clocks that differ by more than this, in seconds, are told of: a certificate is judged at the time of this one.
const CLOCKS_AGREE: f64 = 300.0;

pub(super) fn set_up(app: &Rc<App>) {
    let app = Rc::clone(app);
    dom::listen(&dom::by_id("s2low-form"), "submit", move |event| {
        event.prevent_default();
        let (name, password) = (dom::input("s2low-name"), dom::input("s2low-password"));
        let login = Login::new(&name.value(), Zeroizing::new(password.value()));
        password.set_value("");
        dom::show(&dom::by_id("s2low-form-error"), false);
        let Some(login) = login else {
            dom::focus(&name);
            return;
        };
        let app = Rc::clone(&app);
        wasm_bindgen_futures::spawn_local(async move { log_in(&app, login).await });
    });
}

/// Asks S2low; city and postal code of the body fill fields that are empty.
pub(super) async fn check(app: &App) {
    let mut clock = app.config.clock;
    let mut connection = match app.config.mode {
        Mode::Form => Connection::Elsewhere,
        Mode::Api => {
            let answer = ask(app, s2low::CONNECTION).await;
            if let Ok(Response { date: Some(date), .. }) = &answer {
                clock = Some(format::ahead(*date));
            }
            understood(app, answer).await
        }
    };
    if matches!(connection, Connection::Unreachable | Connection::Elsewhere) && network::is_away() {
        connection = Connection::Offline;
    }
    app.clock.set(clock.filter(|ahead| ahead.abs() > CLOCKS_AGREE));
    *app.connection.borrow_mut() = connection;
    render(app);
    app.refresh();
}

async fn understood(app: &App, answer: Result<Response, NoAnswer>) -> Connection {
    let Ok(answer) = answer else {
        return Connection::Unreachable;
    };
    match s2low::read_connection(&answer.http()) {
        Ok(s2low::Connection::Known) => details(app).await,
        Ok(s2low::Connection::Refused(refusal)) | Err(AnswerError::Stranger(refusal)) => {
            Connection::SignedOut(Some(refusal))
        }
        Err(AnswerError::Http(_)) => Connection::Unreachable,
        Err(_) => Connection::SignedOut(None),
    }
}

/// Who is connected, and whether the certificate is one to transmit with.
async fn details(app: &App) -> Connection {
    let text = ask(app, s2low::CONNECTION_DETAILS).await.map(|answer| answer.body).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let field = |part: &str, name: &str| json_text(&text, &[part, name]).filter(|text| !text.is_empty());
    let place = |name: &str| field("authority_info", name);
    signer::suggest_place(place("city").as_deref(), place("postal_code").as_deref());
    let body = place("name");
    let rgs = ask(app, s2low::RGS).await;
    if rgs.is_ok_and(|answer| answer.status == 200 && answer.body.trim_ascii().starts_with(b"KO")) {
        return Connection::NotRgs { body };
    }
    let names = [field("user_info", "givenname"), field("user_info", "name")];
    let person = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Connection::Connected { body, person: Some(person).filter(|name| !name.is_empty()) }
}

/// Whether S2low answers now, whatever it says.
pub(super) async fn answers(app: &App) -> bool {
    ask(app, s2low::CONNECTION).await.is_ok()
}

async fn ask(app: &App, path: &str) -> Result<Response, NoAnswer> {
    let authorization = app.authorization();
    let authorization = authorization.as_ref().map(|value| value.as_str());
    http::get(&format!("{}{path}", app.config.s2low), &Terms { authorization, ..Terms::PLAIN }).await
}

/// Tries a name and a password, in each encoding that the server may expect them in.
async fn log_in(app: &Rc<App>, login: Login) {
    for encoding in login.encodings() {
        *app.login.borrow_mut() = Some((login.clone(), *encoding));
        check(app).await;
        if !matches!(*app.connection.borrow(), Connection::SignedOut(_)) {
            dom::focus(&dom::by_id("main"));
            return;
        }
    }
    *app.login.borrow_mut() = None;
    // It is still the certificate of several accounts: only the login was wrong.
    *app.connection.borrow_mut() = Connection::SignedOut(Some(Refusal::SeveralAccounts));
    render(app);
    app.refresh();
    dom::show(&dom::by_id("s2low-form-error"), true);
    dom::focus(&dom::by_id("s2low-password"));
}

pub(super) fn render(app: &App) {
    let connection = app.connection.borrow().clone();
    let (state, id, body, person) = match &connection {
        Connection::Unknown => ("unknown", "s2low-connection-unknown", None, None),
        Connection::Connected { body: Some(body), person } => {
            ("connected", "s2low-connection-connected", Some(body), person.as_ref())
        }
        Connection::Connected { body: None, .. } => {
            ("connected", "s2low-connection-connected-unnamed", None, None)
        }
        Connection::NotRgs { body } => ("signed-out", "s2low-connection-not-rgs", body.as_ref(), None),
        Connection::SignedOut(_) => ("signed-out", "s2low-connection-signed-out", None, None),
        Connection::Offline => ("unreachable", "s2low-connection-offline", None, None),
        Connection::Unreachable => ("unreachable", "s2low-connection-unreachable", None, None),
        Connection::Elsewhere => ("unknown", "s2low-connection-elsewhere", None, None),
    };
    let text = dom::by_id("s2low-connection-text");
    let place = dom::by_id("s2low-connection");
    dom::set(&place, "data-state", state);
    dom::set(&place, "title", person.map_or("", String::as_str));
    let _ = text.remove_attribute("data-l10n");
    dom::set_text(&text, &app.t(id, &[("body", body.map_or("", String::as_str).into())]));
    let shared = connection == Connection::SignedOut(Some(Refusal::SeveralAccounts));
    dom::show(&dom::by_id("s2low-form"), shared);
    let login = dom::by_id("s2low-login");
    dom::show(&login, state == "signed-out" && !shared);
    dom::set(&login, "href", &format!("{}/", app.config.s2low));
}
