//! `POST /modules/helios/api/helios_importer_fichier.php`

use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;

use super::reception::{Enveloppe, Form, receive};
use crate::answers::{self, Imported};
use crate::authentication::{Account, Permission, authenticate};
use crate::connection::no_answer;
use crate::fault::{Fault, Place};
use crate::routes::Shared;
use crate::status::Status;
use crate::store::{Arrival, NotRecorded};

/// Reads the form, then answers as `HeliosController::importAPIAction` does.
pub(crate) async fn import(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let account = authenticate(&parts);
    let form: Result<Multipart, MultipartRejection> =
        Multipart::from_request(Request::from_parts(parts, body), &shared).await;
    let Ok(form) = receive(&shared, form.ok()).await else { return no_answer() };

    let refusal = match account {
        _ if shared.fault() == Fault::ModuleUnavailable => Some("Erreur d'initialisation du module"),
        None => Some("Échec de l'authentification"),
        Some(ref account) if !account.may(Permission::Sign) => Some("Accès refusé"),
        Some(_) => None,
    };
    let (Some(account), None) = (account, refusal) else {
        form.discard().await;
        return answers::refusal(refusal.unwrap_or_default());
    };
    if let Fault::Says(place @ (Place::Refusal | Place::Import), words) = shared.fault() {
        form.discard().await;
        return match place {
            Place::Import => answers::import(&Imported::No(words.to_owned())),
            _ => answers::refusal(words),
        };
    }
    let imported = match take(&shared, &account, &form).await {
        Ok(id) => Imported::Yes(id),
        Err(message) => {
            form.discard().await;
            Imported::No(message)
        }
    };
    match shared.fault() {
        Fault::AnswerLost => no_answer(),
        Fault::AnswerNotSent => answers::refusal("impossible d'envoyer le fichier XML"),
        _ => answers::import(&imported),
    }
}

/// S2low's checks of an import, in its order, then the new transaction.
pub(crate) async fn take(shared: &Shared, account: &Account, form: &Form) -> Result<u64, String> {
    if !account.rgs {
        return Err("Votre certificat n'est pas RGS et ne vous permet donc pas de télétransmettre".into());
    }
    let arrival = match &form.enveloppe {
        Enveloppe::Absent => {
            return Err(
                "Aucune enveloppe trouvée : la taille de l'enveloppe dépasse probablement la taille maximum"
                    .into(),
            );
        }
        Enveloppe::Failed(code) => {
            return Err(format!("Erreur lors du téléchargement du fichier : code {code}"));
        }
        Enveloppe::Received(arrival) => arrival,
    };
    let limit = shared.config.max_upload;
    if arrival.size > limit {
        let megabytes = limit / (1024 * 1024);
        return Err(format!("Taille de fichier supérieure à la limite autorisée ({megabytes} Mo maximum)."));
    }
    if arrival.size == 0 {
        return Err("Le fichier présenté est vide (0 octet)".into());
    }
    record(shared, account, arrival, form.must_signed).await
}

async fn record(
    shared: &Shared,
    account: &Account,
    arrival: &Arrival,
    must_signed: bool,
) -> Result<u64, String> {
    let (status, message) = if must_signed {
        (Status::TO_BE_SIGNED, "Fichier en attente d'être signé")
    } else if !account.may(Permission::Transmit) {
        (Status::TO_BE_POSTED, "Fichier en attente d'être télétransmis")
    } else {
        (Status::POSTED, "Fichier bien reçu par la plate-forme S2low")
    };
    let id = match shared.store.record(arrival, &account.authority, status, message) {
        Ok(id) => id,
        Err(NotRecorded::Duplicate) => return Err("doublon détecté. Ce fichier a déjà été posté.".into()),
        Err(NotRecorded::Move) => return Err("Échec lors du téléchargement du fichier".into()),
    };
    if status == Status::POSTED {
        shared.queue(id);
    }
    Ok(id)
}
