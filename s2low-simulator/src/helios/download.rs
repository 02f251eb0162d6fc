//! `GET /modules/helios/helios_download_file.php?id=N`

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::answers;
use crate::routes::Shared;

/// Gives the bytes of a PES Aller back, under the name it came with.
pub(crate) async fn download(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    let id = parameters.get("id").and_then(|id| id.parse().ok());
    let Some(transaction) = id.and_then(|id| shared.store.get(id)) else {
        return answers::found("/modules/helios/index.php");
    };
    let Ok(bytes) = tokio::fs::read(shared.store.path(&transaction.sha1)).await else {
        let name = answers::escape_html(&transaction.filename);
        return answers::html(StatusCode::OK, format!("Le fichier '{name}' n'est pas/plus disponible."));
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    let name = transaction.filename.replace(['"', '\\'], "_");
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_bytes(disposition.as_bytes()) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
