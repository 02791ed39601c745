//! Handlers that go on by themselves.

use std::future::Future;

use tracing::{Instrument, Span};

use crate::discord::api::ApiError;

/// What the log calls all that follows from an event: by the number of the message or interaction,
/// which holds no word. It is there at every level.
pub(super) fn span(id: u64) -> Span {
    tracing::error_span!("request", id)
}

/// Lets a handler go on by itself. Its failure is logged.
pub(super) fn spawn(
    span: Span,
    failure: &'static str,
    handler: impl Future<Output = Result<(), ApiError>> + Send + 'static,
) {
    let logged = async move {
        if let Err(error) = handler.await {
            tracing::warn!(%error, "{failure}");
        }
    };
    tokio::spawn(logged.instrument(span));
}
