//! Which address does what, and what all of them share.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONTENT_LENGTH, DATE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::any;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::answers;
use crate::authentication::Account;
use crate::authorities::Authorities;
use crate::config::{Config, Version};
use crate::connection::no_answer;
use crate::entrance;
use crate::fault::{Fault, Place};
use crate::helios::download::{acquit, download};
use crate::helios::{import::import, pages, retours, sign, status::status};
use crate::sessions::Sessions;
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
    pub(crate) accounts: Mutex<Vec<Account>>,
    pub(crate) sessions: Sessions,
}

impl Shared {
    pub(crate) fn fault(&self) -> Fault {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn accounts(&self) -> Vec<Account> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hands a posted transaction to the worker.
    pub(crate) fn queue(&self, id: u64) {
        // The worker only goes when the simulator stops.
        let _ = self.posted.send(id);
    }
}

/// Every address. S2low's scripts never look at the method.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut scripts = Router::new()
        .route("/modules/helios/api/helios_importer_fichier.php", any(import))
        .route("/modules/helios/api/helios_transac_get_status.php", any(status))
        .route("/modules/helios/api/helios_get_list.php", any(retours::list))
        .route("/modules/helios/api/helios_get_retour.php", any(retours::get))
        .route("/modules/helios/api/helios_change_status.php", any(retours::change_status))
        .route("/modules/helios/api/list_pes_aller.php", any(retours::list_pes_aller))
        .route("/modules/helios/helios_download_file.php", any(download))
        .route("/modules/helios/helios_download_acquit.php", any(acquit))
        .route("/modules/helios/index.php", any(pages::index))
        .route("/modules/helios/helios_fichier_import.php", any(pages::import_form))
        .route("/modules/helios/helios_script_reception.php", any(pages::reception))
        .route("/modules/helios/helios_transac_show.php", any(pages::show))
        .route("/modules/helios/helios_transac_submit.php", any(pages::submit))
        .route("/api/test-connexion.php", any(entrance::test_connexion))
        .route("/api/test-rgs.php", any(entrance::test_rgs))
        .route("/api/info-connexion.php", any(entrance::info_connexion));
    if shared.config.version == Version::V5 {
        scripts = scripts
            .route("/modules/helios/helios_transac_sign.php", any(sign::sign))
            .route("/modules/helios/helios_batch_sign.php", any(sign::batch));
    }
    let s2low = scripts
        .layer(middleware::from_fn_with_state(shared.clone(), entrance::identify))
        .route("/login.php", any(entrance::login))
        .route("/api/get-nounce.php", any(entrance::get_nounce))
        .route("/admin/users/api-list-login.php", any(entrance::list_logins))
        .route("/modules/{*path}", any(not_found))
        .route("/api/{*path}", any(not_found))
        .layer(middleware::from_fn_with_state(shared.clone(), trouble))
        .route("/connexion-status", any(entrance::connexion_status));
    s2low
        .fallback(site::serve)
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(shared.clone(), clock))
        .layer(middleware::map_response(nosniff))
        .with_state(shared)
}

/// The server's clock, where it goes wrong.
async fn clock(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Fault::Clock(seconds) = shared.fault() {
        let format = format_description!(
            "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
        );
        let now = OffsetDateTime::now_utc() + time::Duration::seconds(seconds);
        if let Some(date) = now.format(format).ok().and_then(|date| HeaderValue::from_str(&date).ok()) {
            response.headers_mut().insert(DATE, date);
        }
    }
    response
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
        Fault::ServerError(status) => {
            Some(answers::failure(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)))
        }
        Fault::Says(Place::Failure, words) => Some(answers::html(StatusCode::INTERNAL_SERVER_ERROR, words)),
        Fault::LoggedOut => Some(answers::found("/connexion-status")),
        Fault::Portal => Some(answers::page("Portail", None, "<p>Accès au réseau</p>")),
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
        None => cut(shared.fault(), next.run(request).await).await,
    }
}

/// Breaks an answer off, as the fault says. (Its length is that of what is left.)
async fn cut(fault: Fault, response: Response) -> Response {
    let Fault::AnswerCut(length) = fault else { return response };
    let (parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    Response::from_parts(parts, Body::from(whole.slice(..length.min(whole.len()))))
}

/// Reads a body to its end and forgets it.
async fn drain(mut body: Body) {
    use hyper::body::Body as _;
    while let Some(Ok(_)) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await
    {}
}

async fn not_found() -> Response {
    answers::failure(StatusCode::NOT_FOUND)
}
