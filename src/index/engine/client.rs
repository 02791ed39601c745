//! Asking the engine: at another node when one does not answer, with time-outs of our own. A node
//! that hangs is worse than one that is gone: a request that waits for its shard ends with neither.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::sleep;
use std::time::Duration;

use reqwest::{Method, StatusCode, Url};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use super::answer::kind;
use super::error::EngineError;

/// A node that takes no connection within this is passed over.
const CONNECT: Duration = Duration::from_secs(1);

/// The nodes of an engine. Clones share the connections.
#[derive(Clone)]
pub struct Engine(Arc<Nodes>);

struct Nodes {
    addresses: Vec<Url>,
    http: reqwest::Client,
    /// The way that had an answer last, among the ways of asking: nodes, and copies of shards.
    current: AtomicUsize,
    /// Carries the requests, so that any thread may wait for one. There until it is dropped.
    runtime: Option<Runtime>,
}

/// How long an answer is waited for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    n_tries: usize,
    /// For the first try; each later one has as much more.
    timeout: Duration,
    /// Before the second try; each later pause is twice as long.
    pause: Duration,
}

/// Somebody waits.
pub(super) const ASKED: Patience =
    Patience { n_tries: 5, timeout: Duration::from_millis(1500), pause: Duration::from_millis(50) };
/// Long enough for a cluster that lost its manager or a primary shard to mend itself.
pub(super) const FILLED: Patience =
    Patience { n_tries: 9, timeout: Duration::from_secs(15), pause: Duration::from_millis(250) };

/// What is asked.
pub(super) struct Call {
    pub method: Method,
    /// Below the address, with the query.
    pub path: String,
    /// JSON, or JSON lines.
    pub body: Vec<u8>,
}

/// Why a try has no answer.
enum Failed {
    /// Another node, or the same a moment later, may have it.
    Now(String),
    /// Asking again would not help.
    ForGood(EngineError),
}

impl Engine {
    /// The engine at these addresses, set apart by commas. Asks nothing.
    ///
    /// # Errors
    /// When one is no address; when the client cannot be made.
    pub fn new(addresses: &str) -> Result<Engine, EngineError> {
        let addresses: Vec<Url> =
            addresses.split(',').map(address).collect::<Result<_, EngineError>>()?;
        let http = reqwest::Client::builder().connect_timeout(CONNECT).no_proxy().build();
        let http = http.map_err(|error| EngineError::Client(error.to_string()))?;
        let mut runtime = Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("engine").enable_all().build()?;
        let runtime = Some(runtime);
        Ok(Engine(Arc::new(Nodes { addresses, http, current: AtomicUsize::new(0), runtime })))
    }

    /// Asks until `read` can read an answer, or patience ends. Blocks this thread.
    pub(super) fn ask<T>(
        &self,
        call: &Call,
        patience: Patience,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, EngineError> {
        let nodes = &self.0;
        let first = nodes.current.load(Ordering::Relaxed);
        let (mut node, mut cause) = (String::new(), String::new());
        for attempt in 0..patience.n_tries {
            if attempt > 0 {
                sleep(patience.pause * (1 << (attempt - 1).min(4)));
            }
            let way = first.wrapping_add(attempt);
            let timeout = patience.timeout * (attempt as u32 + 1);
            node = host(self.address(way));
            let answered = self.once(way, call, timeout);
            match answered.and_then(|body| read(&body).map_err(Failed::Now)) {
                Ok(answer) => {
                    nodes.current.store(way, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(Failed::ForGood(error)) => return Err(error),
                Err(Failed::Now(told)) => {
                    tracing::debug!(node, attempt, cause = told, "the engine is asked again");
                    cause = told;
                }
            }
        }
        Err(EngineError::OutOfReach { node, cause })
    }

    /// The node of a way of asking: one after the other.
    fn address(&self, way: usize) -> &Url {
        &self.0.addresses[way % self.0.addresses.len()]
    }

    /// Which copies of shards a way of asking prefers: the same ones for all questions, or those of the
    /// node itself. A node that is well waits half a minute for the copies of one that hangs.
    fn preference(&self, way: usize) -> String {
        let round = way / self.0.addresses.len();
        if round % 2 == 1 { "_local".to_owned() } else { format!("round{round}") }
    }

    /// Asks one node once.
    fn once(&self, way: usize, call: &Call, timeout: Duration) -> Result<Vec<u8>, Failed> {
        let nodes = &self.0;
        let address = self.address(way);
        let mut url = address
            .join(&call.path)
            .map_err(|error| Failed::Now(format!("{error}: a path that is none")))?;
        if call.path.contains("_search") {
            url.query_pairs_mut().append_pair("preference", &self.preference(way));
        }
        let form =
            if call.path.contains("_bulk") { "application/x-ndjson" } else { "application/json" };
        let request = nodes
            .http
            .request(call.method.clone(), url)
            .header("content-type", form)
            .timeout(timeout)
            .body(call.body.clone());
        let (sender, receiver) = mpsc::sync_channel(1);
        let runtime = nodes.runtime.as_ref().expect("there until the nodes are dropped");
        runtime.spawn(async move {
            let answered = async {
                let response = request.send().await?;
                let status = response.status();
                Ok((status, response.bytes().await?))
            };
            let answered: reqwest::Result<_> = answered.await;
            // Nobody waits any more where the program ends.
            let _ = sender.send(answered);
        });
        let received = receiver.recv().map_err(|_| Failed::Now("the client ended".to_owned()))?;
        let (status, body) = received.map_err(|error| Failed::Now(told(&error)))?;
        if status.is_success() { Ok(body.to_vec()) } else { Err(refusal(address, status, &body)) }
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        // Without waiting, which the threads of another runtime must not do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A request leaves nothing half done when its thread panics: what is shared is one number.
impl UnwindSafe for Engine {}
impl RefUnwindSafe for Engine {}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without names and passwords.
        formatter.debug_list().entries(self.0.addresses.iter().map(host)).finish()
    }
}

fn address(text: &str) -> Result<Url, EngineError> {
    let url = Url::parse(text.trim()).map_err(|_| EngineError::Address)?;
    let is_address = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none();
    if is_address { Ok(url) } else { Err(EngineError::Address) }
}

/// Host and port, without a name and a password.
fn host(address: &Url) -> String {
    let port = address.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", address.host_str().unwrap_or_default())
}

/// What is wrong with the connection, without the address.
fn told(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "no answer in time".to_owned()
    } else if error.is_connect() {
        "no connection".to_owned()
    } else {
        "the connection broke".to_owned()
    }
}

fn refusal(address: &Url, status: StatusCode, body: &[u8]) -> Failed {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = &answer["error"];
    let kind = kind(error);
    let status = status.as_u16();
    match status {
        404 if kind == "index_not_found_exception" => {
            let index = error["index"].as_str().unwrap_or_default();
            Failed::ForGood(EngineError::NoIndex(index.to_owned()))
        }
        408 | 429 | 500.. => Failed::Now(format!("{status}, {kind}")),
        _ => Failed::ForGood(EngineError::Refused { node: host(address), status, kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_no_path_and_no_password_is_shown() {
        let engine = Engine::new("http://127.0.0.1:9200, https://me:secret@search.example");
        let shown = format!("{:?}", engine.expect("addresses"));
        assert_eq!(shown, r#"["127.0.0.1:9200", "search.example:443"]"#);
        for wrong in ["", "127.0.0.1:9200", "ftp://a", "http://a/index", "http://a,", "http://a?b"]
        {
            let error = Engine::new(wrong).expect_err(wrong);
            assert!(matches!(error, EngineError::Address), "{wrong}: {error}");
        }
    }
}
