//! Waiting out Discord's rate limits. serenity's own limiter does it against the real Discord;
//! behind a proxy it is off, so a refusal is tried again here, until the deadline.

use std::future::Future;
use std::time::Duration;

use serenity::all::HttpError;
use tokio::time::{Instant, sleep};

/// The first wait; each one after it is twice as long. serenity does not hand on what Discord says.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// How long after a command came its first response can be tried: Discord takes it for 3 seconds.
pub(super) const FIRST_RESPONSE: Duration = Duration::from_millis(2700);
/// How long anything else is tried.
pub(super) const MESSAGE: Duration = Duration::from_secs(30);

/// Sends, and sends again while Discord answers 429 and the next wait ends before the deadline.
pub(super) async fn patiently<T, F>(within: Duration, send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    patiently_until(Instant::now() + within, send).await
}

/// The same with a deadline that was set before.
pub(super) async fn patiently_until<T, F>(
    deadline: Instant,
    send: impl Fn() -> F,
) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut wait = FIRST_WAIT;
    loop {
        let result = send().await;
        match &result {
            Err(error) if status(error) == Some(429) && Instant::now() + wait < deadline => {
                sleep(wait).await
            }
            _ => return result,
        }
        wait *= 2;
    }
}

/// The HTTP status that Discord refused with.
pub(super) fn status(error: &serenity::Error) -> Option<u16> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some(response.status_code.as_u16())
        }
        _ => None,
    }
}
