//! `GET /modules/helios/helios_download_file.php?id=N` and `helios_download_acquit.php?id=N`

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::answers;
use crate::authentication::Account;
use crate::routes::Shared;
use crate::store::Transaction;

/// Where S2low sends whoever may not see a file.
const ELSEWHERE: &str = "/modules/helios/index.php";

/// Gives the bytes of a PES Aller back, under the name it came with.
pub(crate) async fn download(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    let Some(transaction) = visible(&shared, &account, &parameters) else {
        return answers::found(ELSEWHERE);
    };
    file(&shared.store.path(&transaction.sha1), &transaction.filename).await
}

/// Gives the PES_ACQUIT of a transaction.
pub(crate) async fn acquit(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    let Some(transaction) = visible(&shared, &account, &parameters) else {
        return answers::found(ELSEWHERE);
    };
    let name = format!("acquit-{}.xml", transaction.id);
    file(&transaction.acquit.unwrap_or_default(), &name).await
}

/// The transaction that the parameters name, if it is of the account's body.
pub(super) fn visible(
    shared: &Shared,
    account: &Account,
    parameters: &HashMap<String, String>,
) -> Option<Transaction> {
    let transaction = shared.store.get(parameters.get("id")?.parse().ok()?)?;
    (account.active && transaction.authority == account.authority).then_some(transaction)
}

async fn file(path: &Path, name: &str) -> Response {
    match tokio::fs::read(path).await {
        Ok(bytes) => answers::attachment(bytes, name),
        Err(_) => {
            let name = answers::escape_html(name);
            answers::html(StatusCode::OK, format!("Le fichier '{name}' n'est pas/plus disponible."))
        }
    }
}
