//! Whether S2low is there, and who it takes us for.

use super::super::config::json_text;
use super::super::http;
use super::{App, dom, signer};
use crate::s2low;

/// What is known of S2low.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Connection {
    /// It was not asked yet.
    #[default]
    Unknown,
    /// It knows us as this body.
    Connected(Option<String>),
    /// It does not know who we are.
    SignedOut,
    /// It does not answer.
    Unreachable,
}

/// Asks S2low; city and postal code of the body fill fields that are empty.
pub(super) async fn check(app: &App) {
    let base = &app.config.s2low;
    let connection = match http::get(&format!("{base}{}", s2low::CONNECTION)).await {
        Ok(answer) if answer.status == 200 && !answer.redirected && answer.body.trim_ascii() == b"OK" => {
            Connection::Connected(details(base).await)
        }
        Ok(answer) if answer.status == 200 => Connection::SignedOut,
        _ => Connection::Unreachable,
    };
    *app.connection.borrow_mut() = connection;
    render(app);
    app.refresh();
}

/// The name of the body.
async fn details(base: &str) -> Option<String> {
    let answer = http::get(&format!("{base}{}", s2low::CONNECTION_DETAILS)).await.ok()?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let field = |name: &str| json_text(&text, &["authority_info", name]);
    signer::suggest_place(field("city").as_deref(), field("postal_code").as_deref());
    field("name")
}

pub(super) fn render(app: &App) {
    let (state, id, body) = match &*app.connection.borrow() {
        Connection::Unknown => ("unknown", "s2low-connection-unknown", None),
        Connection::Connected(Some(body)) => ("connected", "s2low-connection-connected", Some(body.clone())),
        Connection::Connected(None) => ("connected", "s2low-connection-connected-unnamed", None),
        Connection::SignedOut => ("signed-out", "s2low-connection-signed-out", None),
        Connection::Unreachable => ("unreachable", "s2low-connection-unreachable", None),
    };
    dom::set(&dom::by_id("s2low-connection"), "data-state", state);
    let text = dom::by_id("s2low-connection-text");
    let _ = text.remove_attribute("data-l10n");
    dom::set_text(&text, &app.t(id, &[("body", body.as_deref().unwrap_or_default().into())]));
    let login = dom::by_id("s2low-login");
    dom::show(&login, state == "signed-out");
    dom::set(&login, "href", &format!("{}/", app.config.s2low));
}
