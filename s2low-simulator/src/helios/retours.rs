//! The scripts about PES_RETOUR, and the list for archivists. Nothing makes a PES_RETOUR here: the list is empty,
//! and no number is right; nobody is an archivist.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::Query;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::answers::{attachment, escape_text, html};
use crate::authentication::{Account, Permission};

/// `helios_get_list.php`. On success S2low leaves `resultat` empty, and its clock has twelve hours.
pub(crate) async fn list(Extension(account): Extension<Account>) -> Response {
    let text = if account.active {
        let format = format_description!("[year]-[month]-[day] [hour repr:12]:[minute]:[second]");
        let now = OffsetDateTime::now_utc().format(format).unwrap_or_default();
        format!(
            "<?xml version=\"1.0\"?>\n<liste><idColl>1</idColl><resultat/><message>liste r&#xE9;ussi</message><dateDemande>{now}</dateDemande></liste>\n"
        )
    } else {
        "<?xml version=\"1.0\"?>\n<liste><resultat>KO</resultat><message>&#xC9;chec de l'authentification</message></liste>\n".into()
    };
    attachment(text.into_bytes(), "liste.xml")
}

/// `helios_get_retour.php?id=R`
pub(crate) async fn get(Query(parameters): Query<HashMap<String, String>>) -> Response {
    let id = escape_text(parameters.get("id").map_or("", String::as_str));
    let text = format!(
        "<?xml version=\"1.0\"?>\n<get_retour><id>{id}</id><resultat>KO</resultat><message>retour id n'est pas correcte</message></get_retour>\n"
    );
    attachment(text.into_bytes(), "retour.xml")
}

/// `helios_change_status.php?id=R`
pub(crate) async fn change_status(
    Extension(account): Extension<Account>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    let id = escape_text(parameters.get("id").map_or("", String::as_str));
    let message = match account.permission {
        Permission::ReadWrite => "retour id est vide ou incorrecte.",
        _ => "Changement de status est echoué.",
    };
    let text = format!(
        "<?xml version=\"1.0\"?>\n<transaction><idRetour>{id}</idRetour><resultat>KO</resultat><message>{message}</message></transaction>\n"
    );
    attachment(text.into_bytes(), "status.xml")
}

/// `list_pes_aller.php`
pub(crate) async fn list_pes_aller() -> Response {
    let mut response = html(StatusCode::BAD_REQUEST, "{\"error\":\"L'utilisateur n'est pas archiviste\"}");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
