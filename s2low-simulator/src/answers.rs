//! S2low's answers, byte for byte.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, EXPIRES, LOCATION, PRAGMA};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

/// What the import script has to say.
#[derive(Debug)]
pub(crate) enum Imported {
    /// The transaction's number.
    Yes(u64),
    /// Why not.
    No(String),
}

/// `import.xml`, as PHP's DOM writes it.
pub(crate) fn import(imported: &Imported) -> Response {
    let (id, result, message) = match imported {
        Imported::Yes(id) => (format!("<id>{id}</id>"), "OK", "Téléchargement du fichier réussi.".to_owned()),
        Imported::No(message) => ("<id/>".to_owned(), "KO", escape_text(message)),
    };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<import>\n  {id}\n  <resultat>{result}</resultat>\n  <message>{message}</message>\n</import>\n"
    );
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"import.xml\""));
    headers.insert(EXPIRES, HeaderValue::from_static("0"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("must-revalidate, post-check=0,pre-check=0"));
    headers.insert(PRAGMA, HeaderValue::from_static("public"));
    response
}

/// The status script's answer: UTF-8 bytes under an ISO-8859-1 declaration, white space as S2low has it.
pub(crate) fn status(id: &str, result: &str, message: &str, status: &str) -> Response {
    let [id, message] = [id, message].map(escape_html);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<transaction >\n        <id>{id}</id><resultat>{result}</resultat><message>{message}</message><status>{status}</status></transaction>    "
    );
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    response
}

/// A refusal in plain words, under HTTP 200.
pub(crate) fn refusal(message: &str) -> Response {
    html(StatusCode::OK, format!("KO\n{message}"))
}

/// An HTML answer. (The text of the pages is UTF-8.)
pub(crate) fn html(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=UTF-8"));
    response
}

/// The web server's own page for a failure.
pub(crate) fn failure(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or_default();
    let code = status.as_u16();
    html(
        status,
        format!(
            "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>{code} {reason}</title>\n</head><body>\n<h1>{reason}</h1>\n</body></html>\n"
        ),
    )
}

/// PHP's redirection.
pub(crate) fn found(location: &str) -> Response {
    let mut response = html(StatusCode::FOUND, Body::empty());
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// `returnAndExit` with `api=1`: `OK` or `KO`, the message escaped for HTML, in ISO-8859-1.
pub(crate) fn plain(done: bool, message: &str) -> Response {
    let text = format!("{}\n{}\n", if done { "OK" } else { "KO" }, escape_html(message));
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    html(StatusCode::OK, bytes)
}

/// A page of S2low for people.
pub(crate) fn page(title: &str, flash: Option<&str>, body: &str) -> Response {
    let flash =
        flash.map(|text| format!("<div class=\"alert\">{}</div>\n", escape_html(text))).unwrap_or_default();
    html(
        StatusCode::OK,
        format!(
            "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>S²LOW : {title}</title></head>\n<body><h1>{title}</h1>\n{flash}{body}</body></html>\n"
        ),
    )
}

/// A file to be saved, under this name.
pub(crate) fn attachment(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    let disposition = format!("attachment; filename=\"{}\"", name.replace(['"', '\\'], "_"));
    if let Ok(value) = HeaderValue::from_bytes(disposition.as_bytes()) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// Text between XML tags.
pub(crate) fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// PHP's `htmlspecialchars` with its default flags.
pub(crate) fn escape_html(text: &str) -> String {
    escape_text(text).replace('"', "&quot;").replace('\'', "&#039;")
}
