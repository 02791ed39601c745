//! How a bucket is reached: object_store's requests over the HTTP client that the program has already.
//! Its own would bring another client, and another library for TLS.

use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    ClientConfigKey, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest,
    HttpResponse, HttpResponseBody, HttpService,
};

/// The longest that a connection takes to be made, and that nothing comes on one.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(30);

/// Makes clients.
#[derive(Debug)]
pub(super) struct Http;

#[derive(Debug)]
struct Client(reqwest::Client);

impl HttpConnector for Http {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let allows_http = options.get_config_value(&ClientConfigKey::AllowHttp);
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .https_only(allows_http.as_deref() != Some("true"))
            .build();
        let generic = |cause| object_store::Error::Generic { store: "S3", source: Box::new(cause) };
        Ok(HttpClient::new(Client(client.map_err(generic)?)))
    }
}

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        // In one piece: the parts of an upload are a few megabytes.
        let body = body.collect().await?.to_bytes();
        let url = reqwest::Url::parse(&parts.uri.to_string());
        let url = url.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        let mut sent = reqwest::Request::new(parts.method, url);
        *sent.headers_mut() = parts.headers;
        *sent.body_mut() = Some(body.into());
        let answer = self.0.execute(sent).await.map_err(told)?;
        Ok(taken(answer))
    }
}

/// The answer with its body as object_store takes it.
fn taken(answer: reqwest::Response) -> HttpResponse {
    let mut taken = HttpResponse::new(HttpResponseBody::from(Vec::new()));
    *taken.status_mut() = answer.status();
    *taken.headers_mut() = answer.headers().clone();
    *taken.body_mut() = HttpResponseBody::new(reqwest::Body::from(answer).map_err(told));
    taken
}

/// What went wrong, by whether it helps to send the request once more. The address is left out, since
/// it may hold a key.
fn told(error: reqwest::Error) -> HttpError {
    let kind = if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_connect() {
        HttpErrorKind::Connect
    } else if error.is_body() || error.is_request() {
        HttpErrorKind::Interrupted
    } else if error.is_decode() {
        HttpErrorKind::Decode
    } else {
        HttpErrorKind::Unknown
    };
    HttpError::new(kind, error.without_url())
}
