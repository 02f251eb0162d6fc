//! Connections: accepted here and not by `axum::serve`, so that one can be closed without an answer, and so
//! that TLS with its client certificate can stand between the socket and the routes.

use std::io;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Extensions;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::authentication::ClientCertificate;
use crate::tls;

/// How long running requests may go on once the simulator stops.
const GRACE: Duration = Duration::from_millis(500);
/// How long a client may take to present itself.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Marks a response that is never sent: the connection closes instead.
#[derive(Debug, Clone, Copy)]
struct NoAnswer;

/// A "response" that closes the connection.
pub(crate) fn no_answer() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(NoAnswer);
    response
}

/// Accepts connections until `stop` is set, then lets the running requests end.
pub(crate) async fn serve(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    let mut stopping = stop.clone();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stopped(&mut stopping) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(welcome(stream, acceptor.clone(), router.clone(), stop.clone()));
                }
                // A connection that went away before it was accepted is no trouble of ours.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await;
    connections.shutdown().await;
}

/// Without a certificate that the vhost knows there is no HTTP at all.
async fn welcome(
    stream: TcpStream,
    acceptor: Option<TlsAcceptor>,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    let Some(acceptor) = acceptor else { return serve_one(stream, None, router, stop).await };
    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
        let presented = stream.get_ref().1.peer_certificates().and_then(<[_]>::first).map(tls::fingerprint);
        serve_one(stream, presented, router, stop).await;
    }
}

async fn serve_one(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    certificate: Option<String>,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let certificate = ClientCertificate(certificate);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let router = router.clone();
        request.extensions_mut().insert(certificate.clone());
        async move { answer(router, request.map(Body::new)).await }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // How a connection ends is the client's affair: it may leave at any moment.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopped(&mut stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Waits for the end; a sender that is gone is an end as well.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn answer(router: Router, request: Request) -> Result<Response, io::Error> {
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    if closes(response.extensions()) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    Ok(response)
}

fn closes(extensions: &Extensions) -> bool {
    extensions.get::<NoAnswer>().is_some()
}
