//! The module's pages for people: import, one transaction, submit. (S2low's own are larger; forms, fields,
//! messages and ways are the same.)

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::download::visible;
use super::import::take;
use super::reception::receive;
use super::sign;
use crate::answers::{self, escape_html};
use crate::authentication::{Account, Permission, session_of};
use crate::config::Version;
use crate::connection::no_answer;
use crate::fault::Fault;
use crate::forms;
use crate::routes::Shared;
use crate::status::Status;
use crate::store::Transaction;

/// The list of transactions.
pub(super) const INDEX: &str = "/modules/helios/index.php";
const IMPORT_FORM: &str = "/modules/helios/helios_fichier_import.php";

/// The page of a transaction.
pub(super) fn show_page(id: u64) -> String {
    format!("/modules/helios/helios_transac_show.php?id={id}")
}

/// `returnAndExit`: text where `api=1` asks for it, else a message on the next page.
pub(super) fn return_and_exit(
    shared: &Shared,
    request: &Parts,
    done: bool,
    message: &str,
    redirect: &str,
) -> Response {
    let as_text = request.uri.query().is_some_and(|query| query.split('&').any(|part| part == "api=1"));
    if as_text { answers::plain(done, message) } else { exit(shared, request, message, redirect) }
}

/// The message waits for the next page.
fn exit(shared: &Shared, request: &Parts, message: &str, redirect: &str) -> Response {
    let mut response = answers::found(redirect);
    shared.sessions.flash(session_of(request), message, &mut response);
    response
}

/// `index.php`: the transactions of the account's body.
pub(crate) async fn index(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let mut body = format!("<p><a href=\"{IMPORT_FORM}\">Importer un fichier</a></p>\n<ul>\n");
    for transaction in shared.store.all().iter().filter(|t| t.authority == account.authority) {
        let (page, name) = (show_page(transaction.id), escape_html(&transaction.filename));
        // Writing into a String does not fail.
        let _ = writeln!(body, "<li><a href=\"{page}\">{name}</a> {}</li>", transaction.status().name());
    }
    body.push_str("</ul>\n");
    page(&shared, &parts, "PES Aller", &body)
}

/// `helios_fichier_import.php`
pub(crate) async fn import_form(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    if !account.active || !account.may(Permission::Sign) || account.group_administrator {
        return return_and_exit(&shared, &parts, false, "Accès refusée", INDEX);
    }
    if !account.rgs {
        let message = "Votre certificat n'est pas conforme au RGS, vous ne pouvez pas télétransmettre !";
        return return_and_exit(&shared, &parts, false, message, INDEX);
    }
    let must_signed = match shared.config.version {
        Version::V5 => {
            "<label><input type=\"checkbox\" name=\"must_signed\"> Signer avant de transmettre</label> "
        }
        Version::V6 => "",
    };
    let body = format!(
        "<form method=\"POST\" enctype=\"multipart/form-data\" action=\"/modules/helios/helios_script_reception.php\">\
         <input type=\"file\" name=\"enveloppe\" accept=\".xml\"> {must_signed}<button>Importer</button></form>\n"
    );
    page(&shared, &parts, "Import d'un fichier", &body)
}

/// `helios_script_reception.php`
pub(crate) async fn reception(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = Multipart::from_request(Request::from_parts(parts.clone(), body), &shared).await;
    let Ok(form) = receive(&shared, form.ok()).await else { return no_answer() };
    let refusal = match () {
        () if shared.fault() == Fault::ModuleUnavailable => Some("Erreur d'initialisation du module"),
        () if !account.active => Some("Échec de l'authentification"),
        () if !account.may(Permission::Sign) => Some("Accès refusé"),
        () => None,
    };
    let imported = match refusal {
        Some(refusal) => Err(refusal.to_owned()),
        None => take(&shared, &account, &form).await,
    };
    if shared.fault() == Fault::AnswerLost {
        return no_answer();
    }
    if form.api {
        let imported = imported.map(|id| format!("Création de la transation n°{id}. Résultat ok."));
        return answers::plain(imported.is_ok(), &imported.unwrap_or_else(|message| message));
    }
    match imported {
        Ok(id) => {
            let message = format!("Création de la transation n°{id}. Résultat ok.");
            return_and_exit(&shared, &parts, true, &message, &show_page(id))
        }
        Err(message) => {
            form.discard().await;
            return_and_exit(&shared, &parts, false, &message, IMPORT_FORM)
        }
    }
}

/// `helios_transac_show.php`
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    Query(parameters): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let refusal = |message: &str| return_and_exit(&shared, &parts, false, message, INDEX);
    let number = parameters.get("id").map_or("", String::as_str);
    if number.is_empty() {
        return refusal("Pas d'identifiant de transaction spécifié");
    }
    let Ok(id) = number.parse() else { return refusal("id doit être un entier") };
    if shared.store.get(id).is_none() {
        return refusal("Erreur d'initialisation de la transaction.");
    }
    let Some(transaction) = visible(&shared, &account, &parameters) else {
        return refusal("Accès refusé");
    };
    let mut body = description(&transaction);
    let status = transaction.status();
    if status == Status::TO_BE_SIGNED && shared.config.version == Version::V5 && account.may(Permission::Sign)
    {
        body.push_str(&sign::panel(&shared, &account, std::slice::from_ref(&transaction)).await);
    }
    if status == Status::TO_BE_POSTED && account.may(Permission::Transmit) {
        let _ = writeln!(
            body,
            "<form method=\"POST\" action=\"/modules/helios/helios_transac_submit.php\"><input type=\"hidden\" name=\"id\" value=\"{id}\"><button>Télétransmettre</button></form>"
        );
    }
    page(&shared, &parts, &format!("Transaction {id}"), &body)
}

fn description(transaction: &Transaction) -> String {
    let mut text = format!(
        "<dl><dt>Fichier</dt><dd>{}</dd><dt>NomFic</dt><dd>{}</dd><dt>État</dt><dd>{}</dd><dt>Taille</dt><dd>{}</dd><dt>Empreinte SHA1</dt><dd>{}</dd></dl>\n<table>\n",
        escape_html(&transaction.filename),
        escape_html(transaction.nom_fic.as_deref().unwrap_or_default()),
        transaction.status().name(),
        transaction.size,
        transaction.sha1
    );
    for step in &transaction.workflow {
        let message = escape_html(&step.message);
        let _ = writeln!(text, "<tr><td>{}</td><td>{message}</td></tr>", step.status.name());
    }
    text.push_str("</table>\n");
    text
}

/// `helios_transac_submit.php`
pub(crate) async fn submit(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = forms::read(body).await;
    let exit = |done, message: &str, to: &str| return_and_exit(&shared, &parts, done, message, to);
    if !account.active || !account.may(Permission::Transmit) {
        return exit(false, "Accès refusé", INDEX);
    }
    let Some(transaction) = visible(&shared, &account, &form) else {
        return exit(false, "Erreur d'initialisation de la transaction.", INDEX);
    };
    let id = transaction.id;
    if transaction.status() != Status::TO_BE_POSTED {
        return exit(false, "\nLa transaction n'est pas dans le bon état", &show_page(id));
    }
    let posted = shared.store.step(id, Status::POSTED, "Fichier bien reçu par la plate-forme S2low");
    if posted.is_err() {
        return answers::failure(StatusCode::INTERNAL_SERVER_ERROR);
    }
    shared.queue(id);
    exit(true, "Préparation de la télétransmission réusssie.", &show_page(id))
}

/// A page with the message that waited for it.
pub(super) fn page(shared: &Shared, request: &Parts, title: &str, body: &str) -> Response {
    let flash = shared.sessions.take_flash(session_of(request).as_deref());
    answers::page(title, flash.as_deref(), body)
}
