//! Files that people attach to commands: kept by the fake, and served under addresses of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State as Extracted};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use crate::state::{Shared, State};

/// A file that somebody attaches.
#[derive(Clone, Debug)]
pub struct Attaching {
    name: String,
    bytes: Vec<u8>,
    size: Option<u64>,
    url: Option<String>,
    trouble: Option<AttachmentTrouble>,
}

/// What goes wrong when a file is fetched.
#[derive(Clone, Debug)]
pub enum AttachmentTrouble {
    /// It is said to lie elsewhere, at this address.
    LeadsTo(String),
    /// Its beginning is sent, and nothing more, though the connection stays.
    Stalls,
    /// Its beginning is sent, as if it were the whole.
    IsShort,
    /// The connection is cut in its middle.
    IsCut,
    /// It is no longer there.
    IsGone,
}

impl Attaching {
    /// A file of this name and these bytes.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Attaching {
        let (name, bytes) = (name.to_owned(), bytes.into());
        Attaching { name, bytes, size: None, url: None, trouble: None }
    }

    /// Discord says that it has this size.
    #[must_use]
    pub fn said_size(mut self, size: u64) -> Attaching {
        self.size = Some(size);
        self
    }

    /// Discord says that it lies at this address.
    #[must_use]
    pub fn said_url(mut self, url: &str) -> Attaching {
        self.url = Some(url.to_owned());
        self
    }

    /// This goes wrong when it is fetched.
    #[must_use]
    pub fn trouble(mut self, trouble: AttachmentTrouble) -> Attaching {
        self.trouble = Some(trouble);
        self
    }
}

/// The files that were attached, by their numbers, and who fetched them with which token.
#[derive(Debug, Default)]
pub(crate) struct Attachments {
    all: BTreeMap<u64, Attaching>,
    /// How often each was asked for.
    fetched: BTreeMap<u64, usize>,
}

impl Attachments {
    pub(crate) fn add(&mut self, id: u64, attaching: Attaching) {
        self.all.insert(id, attaching);
    }

    pub(crate) fn n_fetched(&self, id: u64) -> usize {
        self.fetched.get(&id).copied().unwrap_or_default()
    }

    /// The `resolved` objects of the attachments that are named in options, at any depth.
    pub(crate) fn resolved(&self, options: &Value, address: &str) -> Value {
        let mut found = json!({});
        for option in options.as_array().into_iter().flatten() {
            let nested = self.resolved(&option["options"], address);
            for (id, object) in nested.as_object().into_iter().flatten() {
                found[id] = object.clone();
            }
            let id = option["value"].as_str().filter(|_| option["type"] == json!(11));
            let Some(attached) = id.and_then(|id| self.all.get(&id.parse().ok()?)) else {
                continue;
            };
            let id = id.unwrap_or_default();
            let own = format!("http://{address}/ephemeral-attachments/1/{id}?ex=1&is=2&hm=3");
            let url = attached.url.as_ref().unwrap_or(&own);
            found[id] = json!({
                "id": id, "filename": attached.name, "url": url, "proxy_url": url,
                "size": attached.size.unwrap_or(attached.bytes.len() as u64), "ephemeral": true,
                "content_type": "application/octet-stream",
            });
        }
        found
    }
}

/// Sends a file to whoever asks for it; nobody needs a token for that, and none should be shown.
pub(crate) async fn serve(
    Extracted(shared): Extracted<Arc<Shared>>,
    Path(id): Path<u64>,
    headers: HeaderMap,
) -> Response {
    let attached = shared.change(|_, state: &mut State| {
        if headers.contains_key(header::AUTHORIZATION) {
            state.violations.push("an attachment was asked for with the bot's token".to_owned());
        }
        *state.attachments.fetched.entry(id).or_default() += 1;
        state.attachments.all.get(&id).cloned()
    });
    let Some(Attaching { bytes, trouble, .. }) = attached else {
        return status(StatusCode::NOT_FOUND);
    };
    let half = bytes[..bytes.len() / 2].to_vec();
    match trouble {
        None => Response::new(Body::from(bytes)),
        Some(AttachmentTrouble::IsGone) => status(StatusCode::NOT_FOUND),
        Some(AttachmentTrouble::LeadsTo(url)) => {
            let mut response = status(StatusCode::FOUND);
            let url = HeaderValue::from_str(&url).expect("the test names an address");
            response.headers_mut().insert(header::LOCATION, url);
            response
        }
        Some(AttachmentTrouble::IsShort) => Response::new(Body::from(half)),
        Some(AttachmentTrouble::Stalls) => {
            let half = stream::once(async { Ok::<_, std::io::Error>(half) });
            Response::new(Body::from_stream(half.chain(stream::pending())))
        }
        Some(AttachmentTrouble::IsCut) => {
            let parts = [Ok(half), Err(std::io::Error::other("cut"))];
            let parts = stream::iter(parts).then(|part| async {
                if part.is_err() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                part
            });
            Response::new(Body::from_stream(parts))
        }
    }
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
