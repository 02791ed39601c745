//! Trying a request again while Discord's rate limit refuses it. serenity's own limiter waits where
//! it talks to Discord itself; behind a proxy it is off, so a refusal is tried again here, with an
//! exponential backoff, until a deadline.

use std::future::Future;
use std::time::Duration;

use serenity::all::HttpError;
use serenity::http::StatusCode;
use tokio::time::{Instant, sleep};

/// The first wait; each one after it is twice as long. serenity does not pass on how long Discord
/// says to wait.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);

/// How long after an interaction its first response is tried: Discord takes it for 3 seconds.
pub(in crate::discord) const FIRST_RESPONSE: Duration = Duration::from_millis(2700);
/// How long any other request is tried.
const ANY_OTHER: Duration = Duration::from_secs(30);

/// Sends a request that is no first response, and sends it again while Discord answers 429.
///
/// # Errors
/// As the last attempt.
pub(in crate::discord) async fn retry<T, F>(send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    retry_until(Instant::now() + ANY_OTHER, send).await
}

/// The same, as long as the next backoff ends before the deadline.
///
/// # Errors
/// As the last attempt.
pub(super) async fn retry_until<T, F>(
    deadline: Instant,
    send: impl Fn() -> F,
) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut backoff = FIRST_BACKOFF;
    loop {
        let result = send().await;
        match &result {
            Err(error)
                if status(error) == Some(StatusCode::TOO_MANY_REQUESTS)
                    && Instant::now() + backoff < deadline =>
            {
                sleep(backoff).await
            }
            _ => return result,
        }
        backoff *= 2;
    }
}

/// The HTTP status with which Discord refused; `None` for any other error.
pub(in crate::discord) fn status(error: &serenity::Error) -> Option<StatusCode> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some(response.status_code)
        }
        _ => None,
    }
}
