//! The little of HTTP that this takes: two addresses, GET alone, few connections, and none that stays
//! without saying anything.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::metrics;
use super::report::Report;
use super::state::Health;
use crate::environment::HttpAddress;

/// So many connections at once; others wait.
const CONNECTIONS: usize = 16;
/// A connection lasts no longer.
const LONGEST: Duration = Duration::from_secs(30);
/// After the system gave no connection.
const PAUSE: Duration = Duration::from_secs(1);
const PLAIN: &str = "text/plain; charset=utf-8";

/// The address cannot be taken.
#[derive(Debug, thiserror::Error)]
#[error("VERBATIM_HTTP: {address}: {cause}: expected an address of this machine and a free port")]
pub struct ListenError {
    address: std::net::SocketAddr,
    cause: std::io::Error,
}

/// Takes the address.
///
/// # Errors
/// When it is none of this machine's, or another program has it.
pub async fn listen(address: HttpAddress) -> Result<TcpListener, ListenError> {
    let address = address.0;
    TcpListener::bind(address).await.map_err(|cause| ListenError { address, cause })
}

/// Answers requests at this address. Never ends.
pub async fn serve(listener: TcpListener, health: Arc<Health>) -> Infallible {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = Arc::clone(&places).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let health = Arc::clone(&health);
                tokio::spawn(async move {
                    let _place = place;
                    // Who leaves early, or says no HTTP, is nobody's concern.
                    let _ = timeout(LONGEST, speak(stream, health)).await;
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection to the address of VERBATIM_HTTP can be taken");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn speak(stream: TcpStream, health: Arc<Health>) -> Result<(), hyper::Error> {
    let answer = service_fn(move |request: Request<Incoming>| {
        let health = Arc::clone(&health);
        async move { Ok::<_, Infallible>(answer(&request, health).await) }
    });
    // One request a connection: who watches comes once in a while.
    http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), answer).await
}

async fn answer(request: &Request<Incoming>, health: Arc<Health>) -> Response<Full<Bytes>> {
    if request.method() != Method::GET {
        return response(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "expected GET\n".to_owned());
    }
    // Both read the index.
    let read = match request.uri().path() {
        "/healthz" => tokio::task::spawn_blocking(move || {
            let Report { is_well, text } = Report::of(&health);
            let status = if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
            response(status, PLAIN, text)
        }),
        "/metrics" => tokio::task::spawn_blocking(move || {
            response(StatusCode::OK, metrics::CONTENT_TYPE, metrics::text(&health))
        }),
        _ => {
            let words = "expected /healthz or /metrics\n".to_owned();
            return response(StatusCode::NOT_FOUND, PLAIN, words);
        }
    };
    read.await.unwrap_or_else(|_| {
        response(
            StatusCode::INTERNAL_SERVER_ERROR,
            PLAIN,
            "wrong  process: it panicked\n".to_owned(),
        )
    })
}

fn response(status: StatusCode, kind: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
