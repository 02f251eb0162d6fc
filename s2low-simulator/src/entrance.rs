//! The way in: who is let through to the scripts, who is sent to which page, and the scripts about that.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::json;
use sha1::{Digest, Sha1};
use sha2::Sha256;

use crate::analysis::hex;
use crate::answers;
use crate::authentication::{Account, Login, Stranger, basic, identify as find, of_certificate, session_of};
use crate::config::Version;
use crate::forms;
use crate::routes::Shared;

/// Puts the account into the request, or answers in its place.
pub(crate) async fn identify(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let session = shared.sessions.login(session_of(&parts).as_deref());
    let from_iso = shared.config.logins_from_iso;
    let found = match by_nonce(&shared, &parts).filter(|_| session.is_none()) {
        Some(account) => Ok(account),
        // A nonce that is no good is passed over without a word.
        None => find(&shared.accounts(), session.as_deref(), from_iso, &parts),
    };
    match found {
        Ok(account) => {
            parts.extensions.insert(account);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(stranger) => turn_away(&shared, stranger, &parts),
    }
}

/// The account that a nonce proves: `hash` is the SHA-256 of password, colon, nonce. Version 6 takes them for
/// the module Actes alone.
fn by_nonce(shared: &Shared, request: &Parts) -> Option<Account> {
    if shared.config.version == Version::V6 {
        return None;
    }
    let query = forms::decode(request.uri.query()?);
    let field = |wanted: &str| query.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let (nonce, name, hash) = (field("nounce")?, field("login")?, field("hash")?);
    let authority = shared.sessions.authority_of_nonce(nonce)?;
    let accounts = shared.accounts();
    let found = of_certificate(&accounts, request).find(|account| {
        account.authority == authority
            && account.login.as_ref().is_some_and(|login| {
                let expected = Sha256::digest(format!("{}:{nonce}", login.password).as_bytes());
                login.name == *name && hex(&expected) == *hash
            })
    });
    found.cloned()
}

fn turn_away(shared: &Shared, stranger: Stranger, request: &Parts) -> Response {
    let path = request.uri.path();
    let v6 = shared.config.version == Version::V6;
    if v6 && path.contains("/api") && basic(request, false).is_some() {
        // 6.0 answers so to whatever Basic it does not know; the accents are lost on the way.
        return answers::html(StatusCode::OK, "KO\nLa connexion n&#039;a pas pu ?tre ?tablie\n");
    }
    let asks_for_text = request.uri.query().is_some_and(|query| query.split('&').any(|part| part == "api=1"));
    if asks_for_text || path == "/api/test-connexion.php" {
        return answers::plain(false, stranger.message());
    }
    answers::found(match stranger {
        Stranger::NoAccount => "/connexion-status",
        Stranger::Several if v6 => "/login.php?error=multiple_accounts",
        Stranger::Several => "/login.php",
    })
}

/// `/login.php`: name and password for a certificate that several accounts share.
pub(crate) async fn login(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let form = forms::read(body).await;
    let (Some(name), Some(password)) = (form.get("login"), form.get("password")) else {
        return answers::page(
            "Connexion",
            None,
            "<form method=\"post\" action=\"/login.php\"><label>Identifiant <input name=\"login\"></label> <label>Mot de passe <input name=\"password\" type=\"password\"></label> <button>Se connecter</button></form>\n",
        );
    };
    let given = Login { name: name.clone(), password: password.clone() };
    let known =
        of_certificate(&shared.accounts(), &parts).any(|account| account.login.as_ref() == Some(&given));
    if !known {
        return answers::found("/connexion-status");
    }
    let mut response = answers::found("/modules/helios/index.php");
    shared.sessions.log_in(session_of(&parts), name, &mut response);
    response
}

/// The page that tells what is wrong with a connection.
pub(crate) async fn connexion_status() -> Response {
    answers::page(
        "Statut de la connexion",
        None,
        "<p>Le certificat n'est pas valide : aucun compte trouvé</p>",
    )
}

/// `/api/test-connexion.php`
pub(crate) async fn test_connexion(Extension(account): Extension<Account>) -> Response {
    if account.active {
        answers::html(StatusCode::OK, "OK")
    } else {
        answers::plain(false, "Échec de l'authentification")
    }
}

/// `/api/test-rgs.php`
pub(crate) async fn test_rgs(Extension(account): Extension<Account>) -> Response {
    answers::html(StatusCode::OK, if account.rgs { "OK" } else { "KO" })
}

/// `/api/info-connexion.php`: the made-up clerk and the account's body.
pub(crate) async fn info_connexion(Extension(account): Extension<Account>) -> Response {
    let info = json!({
        "user_info": {
            "id": 1, "name": "MARCHAND", "givenname": "Élodie",
            "email": "mairie@sainte-elodie.example", "role": "USER", "status": 1, "authority_id": 1,
            "login": account.login.map(|login| login.name)
        },
        "authority_info": {
            "id": 1, "authority_type_id": 22, "status": 1, "name": account.authority,
            "email": "mairie@sainte-elodie.example", "address": "1 place de la Mairie",
            "postal_code": account.postal_code, "city": account.city, "telephone": "",
            "department": "057", "district": "1", "authority_group_id": 1
        }
    });
    json_answer(&serde_json::to_string_pretty(&info).unwrap_or_default())
}

/// `/api/get-nounce.php`. (What it gives is only of use for the module Actes in 6.0.)
pub(crate) async fn get_nounce(
    State(shared): State<Arc<Shared>>,
    Query(_): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let given = basic(&parts, shared.config.logins_from_iso);
    let Some(given) = given else {
        let mut response = answers::html(
            StatusCode::UNAUTHORIZED,
            "La fonction n'est utilisable qu'avec un login+mot de passe HTTP",
        );
        let realm = HeaderValue::from_static("Basic realm=\"API S2low\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, realm);
        return response;
    };
    let accounts = shared.accounts();
    let known = of_certificate(&accounts, &parts).find(|account| account.login.as_ref() == Some(&given));
    let Some(known) = known else {
        return turn_away(&shared, Stranger::NoAccount, &parts);
    };
    let seed = format!("{} {:?}", given.name, std::time::SystemTime::now());
    let nonce = hex(&Sha1::digest(seed.as_bytes()));
    shared.sessions.keep_nonce(&nonce, &known.authority);
    json_answer(&json!({ "nounce": nonce }).to_string())
}

/// `/admin/users/api-list-login.php`: the logins of a certificate, one a line, in ISO-8859-1.
pub(crate) async fn list_logins(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let names: String = of_certificate(&shared.accounts(), &parts)
        .map(|account| format!("{}\n", account.login.as_ref().map_or("", |login| &login.name)))
        .collect();
    let bytes: Vec<u8> = names.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    answers::html(StatusCode::OK, bytes)
}

fn json_answer(text: &str) -> Response {
    let mut response = Response::new(Body::from(text.to_owned()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
