//! Which address does what, and what all of them share.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::any;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::answers;
use crate::authentication::Account;
use crate::authorities::Authorities;
use crate::config::Config;
use crate::connection::no_answer;
use crate::fault::Fault;
use crate::helios::{download::download, import::import, status::status};
use crate::site;
use crate::store::Store;

/// How long the rest of a refused upload is read, so that the client hears the refusal.
const DRAINING: Duration = Duration::from_secs(10);

/// What requests and workers share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) store: Store,
    pub(crate) authorities: Authorities,
    pub(crate) posted: mpsc::UnboundedSender<u64>,
    pub(crate) fault: Mutex<Fault>,
    pub(crate) account: Mutex<Account>,
}

impl Shared {
    pub(crate) fn fault(&self) -> Fault {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn account(&self) -> Account {
        self.account.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hands a posted transaction to the worker.
    pub(crate) fn queue(&self, id: u64) {
        // The worker only goes when the simulator stops.
        let _ = self.posted.send(id);
    }
}

/// Every address. S2low's scripts never look at the method.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let s2low = Router::new()
        .route("/modules/helios/api/helios_importer_fichier.php", any(import))
        .route("/modules/helios/api/helios_transac_get_status.php", any(status))
        .route("/modules/helios/helios_download_file.php", any(download))
        .route("/api/test-connexion.php", any(test_connexion))
        .route("/api/info-connexion.php", any(info_connexion))
        .route("/modules/{*path}", any(not_found))
        .route("/api/{*path}", any(not_found))
        .layer(middleware::from_fn_with_state(shared.clone(), trouble))
        .route("/connexion-status", any(connexion_status));
    s2low
        .fallback(site::serve)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::map_response(nosniff))
        .with_state(shared)
}

/// Every answer forbids guessing its type, as S2low's web server has it.
async fn nosniff(mut response: Response) -> Response {
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The web server's own limit, and the troubles that strike before a script runs.
async fn trouble(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let refusal = match shared.fault() {
        Fault::ConnectionClosed => return no_answer(),
        Fault::ServerError500 => Some(answers::failure(StatusCode::INTERNAL_SERVER_ERROR)),
        Fault::LoggedOut => Some(answers::found("/connexion-status")),
        Fault::SlowAnswer(delay) => {
            tokio::time::sleep(delay).await;
            None
        }
        _ => None,
    };
    let too_large = length.is_some_and(|length| length > shared.config.max_request);
    let refusal = refusal.or_else(|| too_large.then(|| answers::failure(StatusCode::PAYLOAD_TOO_LARGE)));
    match refusal {
        Some(refusal) => {
            let _ = timeout(DRAINING, drain(request.into_body())).await;
            refusal
        }
        None => next.run(request).await,
    }
}

/// Reads a body to its end and forgets it.
async fn drain(mut body: Body) {
    use hyper::body::Body as _;
    while let Some(Ok(_)) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await
    {}
}

async fn test_connexion(State(shared): State<Arc<Shared>>) -> Response {
    if shared.account().active {
        answers::html(StatusCode::OK, "OK")
    } else {
        // With `api=1`, S2low ends the line; and its accents are ISO-8859-1.
        answers::html(StatusCode::OK, b"KO\n\xC9chec de l&#039;authentification\n".as_slice())
    }
}

/// The made-up body and clerk of the demonstration.
async fn info_connexion(State(shared): State<Arc<Shared>>) -> Response {
    let account = shared.account();
    let info = json!({
        "user_info": {
            "id": 1, "name": "MARCHAND", "givenname": "Élodie",
            "email": "mairie@sainte-elodie.example", "role": "USER", "status": 1, "authority_id": 1
        },
        "authority_info": {
            "id": 1, "authority_type_id": 22, "status": 1, "name": account.authority,
            "email": "mairie@sainte-elodie.example", "address": "1 place de la Mairie",
            "postal_code": account.postal_code, "city": account.city, "telephone": "",
            "department": "057", "district": "1", "authority_group_id": 1
        }
    });
    let body = serde_json::to_string_pretty(&info).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

async fn connexion_status() -> Response {
    answers::html(
        StatusCode::OK,
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><title>S²LOW : connexion</title></head>\n<body><h1>Statut de la connexion</h1>\n<p>Le certificat n'est pas valide : aucun compte trouvé</p></body></html>\n",
    )
}

async fn not_found() -> Response {
    answers::failure(StatusCode::NOT_FOUND)
}
