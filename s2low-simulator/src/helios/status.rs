//! `GET /modules/helios/api/helios_transac_get_status.php?transaction=N`

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, Request, State};
use axum::response::Response;

use crate::answers;
use crate::authentication::{Permission, authenticate};
use crate::fault::{Fault, Place};
use crate::routes::Shared;
use crate::store::Transaction;

/// Tells the status of one transaction.
pub(crate) async fn status(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let number = parameters.get("transaction").map(String::as_str).unwrap_or_default();
    let account = authenticate(&parts);
    match find(&shared, account.as_ref(), number) {
        Ok(transaction) => {
            let status = transaction.status().reported(transaction.acquit.is_some()).to_string();
            let message = match shared.fault() {
                Fault::Says(Place::Status, words) => words,
                _ => transaction.message(),
            };
            answers::status(number, "OK", message, &status)
        }
        Err(message) => answers::status(number, "KO", message, ""),
    }
}

fn find(
    shared: &Shared,
    account: Option<&crate::authentication::Account>,
    number: &str,
) -> Result<Transaction, &'static str> {
    if number.is_empty() {
        return Err("Pas de numéro de transaction.");
    }
    if shared.fault() == Fault::ModuleUnavailable {
        return Err("Erreur d'initialisation du module");
    }
    let account = account.ok_or("Échec de l'authentification")?;
    if account.permission != Permission::ReadWrite || account.group_administrator {
        return Err("Accès refusé");
    }
    let transaction =
        number.parse().ok().and_then(|id| shared.store.get(id)).ok_or("Numéro de transaction invalide")?;
    if transaction.authority != account.authority {
        return Err("Accès refusé");
    }
    if shared.fault() == Fault::StatusUnreadable {
        return Err("Erreur consultation statut");
    }
    Ok(transaction)
}
