//! Signing on S2low's own pages, which 5.1 still has: what the browser's signer is handed, and what S2low does
//! with what comes back.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::pages::{INDEX, page, return_and_exit, show_page};
use crate::analysis::hex_sha1;
use crate::answers::escape_html;
use crate::authentication::{Account, Permission};
use crate::error::Error;
use crate::forms;
use crate::injection::{hashes, inject};
use crate::routes::Shared;
use crate::status::Status;
use crate::store::Transaction;

const NO_IDS: &str =
    "Au moins un bordereau du fichier PES ne contient pas d'identifiant : la signature est impossible";

/// The signing panel of some transactions: one object for each, and the form that takes the answers.
pub(super) async fn panel(shared: &Shared, account: &Account, transactions: &[Transaction]) -> String {
    let mut infos: Vec<Value> = Vec::new();
    let mut fields =
        format!("<input type=\"hidden\" name=\"nb_signature\" value=\"{}\">", transactions.len());
    for (index, transaction) in (1..).zip(transactions) {
        let path = shared.store.path(&transaction.sha1);
        let Ok(Some(signable)) = hashes(&path).await else { return format!("<p>{NO_IDS}</p>\n") };
        let is_bordereau = if signable.is_bordereau { "1" } else { "" };
        let ids = signable.ids.join(",");
        // Writing into a String does not fail.
        let _ = write!(
            fields,
            "<input type=\"hidden\" name=\"id_{index}\" value=\"{}\"><input type=\"hidden\" name=\"signature_id_{index}\" value=\"{}\">\
             <input type=\"hidden\" name=\"signature_{index}\" id=\"signature_{index}\" value=\"\"><input type=\"hidden\" name=\"is_bordereau_{index}\" value=\"{is_bordereau}\">",
            transaction.id,
            escape_html(&ids)
        );
        infos.push(json!({
            "hash": signable.hashes.join(","),
            "pesid": ids,
            "pespolicyid": "urn:oid:1.2.250.1.131.1.5.18.21.1.7",
            "pespolicydesc": "Politique de signature Helios de la DGFiP",
            "pespolicyhash": "roF9+cfRHNPtVJolhdqfIqGMVuUXX8aR4rpiquf0u5E=",
            "pesspuri": "https://www.collectivites-locales.gouv.fr/files/files/finances_locales/dematerialisation/ps_helios_dgfip.pdf",
            "pescity": account.city,
            "pespostalcode": format!("{:<20}", account.postal_code),
            "pescountryname": "France",
            "pesclaimedrole": "Ordonnateur",
            "pesencoding": "iso-8859-1",
            "format": "xades-env-1.2.2-sha256",
        }));
    }
    let infos = escape_html(&Value::Array(infos).to_string());
    let signer = signer(shared.config.site.as_deref());
    format!(
        "<div class=\"libersign\" data-siginfos=\"{infos}\"></div>\n{signer}<form method=\"POST\" id=\"form_sign\" action=\"/modules/helios/helios_transac_sign.php\">{fields}</form>\n"
    )
}

/// What S2low does with a signer in LiberSign's place, of scripts that the site has.
const GLUE: &str = include_str!("signer.js");
/// Where the site has jQuery, and the signer.
const SCRIPTS: [&str; 2] = ["jsmodules/jquery.js", "embed/libersign.js"];

/// The scripts of the panel; none where the site has no signer.
fn signer(site: Option<&Path>) -> String {
    let there: Vec<&str> =
        SCRIPTS.into_iter().filter(|script| site.is_some_and(|site| site.join(script).is_file())).collect();
    if !there.contains(&SCRIPTS[1]) {
        return String::new();
    }
    let scripts: String =
        there.iter().map(|script| format!("<script src=\"/{script}\"></script>\n")).collect();
    format!("{scripts}<script>\n{GLUE}</script>\n")
}

/// `helios_batch_sign.php`: the same panel for several transactions.
pub(crate) async fn batch(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let exit = |message: &str| return_and_exit(&shared, &parts, false, message, INDEX);
    if !account.active || !account.may(Permission::Sign) {
        return exit("Vous ne disposez pas du droit de signature.");
    }
    let wanted = forms::fields(body).await;
    let wanted: Vec<&str> =
        wanted.iter().filter(|(name, _)| name == "liste_id[]").map(|(_, id)| id.as_str()).collect();
    if wanted.is_empty() {
        return exit("Vous devez sélectionner au moins une transaction à signer.");
    }
    let mut transactions = Vec::new();
    for id in wanted {
        let found = id.parse().ok().and_then(|id| shared.store.get(id));
        let Some(transaction) = found.filter(|found| found.authority == account.authority) else {
            return exit(&format!("Vous n'avez pas le droit de signature sur la transaction n°{id}"));
        };
        if !matches!(hashes(&shared.store.path(&transaction.sha1)).await, Ok(Some(_))) {
            return exit(&format!(
                "Impossible de signer la transaction {id} : le fichier PES contient un bordereau qui n'a pas d'identifiant"
            ));
        }
        transactions.push(transaction);
    }
    let panel = panel(&shared, &account, &transactions).await;
    page(&shared, &parts, "Signature par lot", &panel)
}

/// `helios_transac_sign.php`: puts signatures into the files. They are not verified here.
pub(crate) async fn sign(
    State(shared): State<Arc<Shared>>,
    Extension(account): Extension<Account>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = forms::read(body).await;
    let exit = |done, message: &str, to: &str| return_and_exit(&shared, &parts, done, message, to);
    if !account.active || !account.may(Permission::Sign) {
        return exit(false, "Accès refusé", INDEX);
    }
    let field = |name: &str, index: u32| form.get(&format!("{name}_{index}")).map_or("", String::as_str);
    let count = form.get("nb_signature").and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut last = INDEX.to_owned();
    for index in 1..=count {
        if field("id", index).is_empty() {
            return exit(false, "Pas d'identifiant de transaction spécifié", INDEX);
        }
        let found = field("id", index).parse().ok().and_then(|id| shared.store.get(id));
        let Some(transaction) = found else {
            return exit(false, "Erreur d'initialisation de la transaction.", INDEX);
        };
        last = show_page(transaction.id);
        let status = transaction.status();
        if status != Status::TO_BE_SIGNED {
            let code = status.code();
            let message = format!("Le fichier PES ne peut plus être signé à ce moment-là (status : {code})");
            return exit(false, &message, &last);
        }
        let is_bordereau = !matches!(field("is_bordereau", index), "" | "0");
        match put(&shared, &transaction, field("signature", index), is_bordereau).await {
            Ok(true) => {}
            Ok(false) => {
                let message = "Taille de fichier supérieure à la limite autorisée (128Mo maximum).";
                return exit(false, message, "/");
            }
            Err(_) => return exit(false, "Erreur de l'enregistrement de la signature.", &last),
        }
    }
    if count > 1 {
        return exit(true, "Les signatures ont été enregistrées", INDEX);
    }
    exit(true, "La signature a été enregistrée", &last)
}

/// Whether the signed file is not too large.
async fn put(
    shared: &Shared,
    transaction: &Transaction,
    signature: &str,
    is_bordereau: bool,
) -> Result<bool, Error> {
    let answers: Vec<Vec<u8>> =
        signature.split(',').map(|part| STANDARD.decode(part.trim()).unwrap_or_default()).collect();
    let signed = inject(&shared.store.path(&transaction.sha1), &answers, is_bordereau).await?;
    let size = u64::try_from(signed.len()).unwrap_or(u64::MAX);
    if size > shared.config.max_upload {
        return Ok(false);
    }
    let sha1 = hex_sha1(&signed);
    let path = shared.store.path(&sha1);
    tokio::fs::write(&path, signed).await.map_err(Error::file(&path))?;
    shared.store.replace(transaction.id, &sha1, size);
    shared.store.step(transaction.id, Status::POSTED, "Fichier signé")?;
    shared.queue(transaction.id);
    Ok(true)
}
