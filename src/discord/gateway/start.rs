//! Beginning a session: where the gateway is, and whether one may be begun. Discord allows a bot
//! 1,000 a day, and resets the token of one that begins more.

use std::time::Duration;

use serde::Deserialize;
use serenity::http::{LightMethod, Route};

use crate::discord::api::{Api, ApiError, Call, RetryLimits};

/// Discord takes one IDENTIFY of a connection in 5 seconds (API reference, "Session Start Limit
/// Object").
pub(super) const BETWEEN_IDENTIFIES: Duration = Duration::from_millis(5100);
/// Before it asks again, the bot waits at most this long: the limit may be raised.
const LONGEST_WAIT: Duration = Duration::from_secs(10 * 60);

/// What Discord says of its gateway.
#[derive(Debug, Deserialize)]
pub(super) struct GatewayInfo {
    pub(super) url: String,
    /// `None` from a proxy that does not say.
    session_start_limit: Option<SessionStartLimit>,
}

#[derive(Debug, Deserialize)]
struct SessionStartLimit {
    remaining: u64,
    /// Milliseconds.
    reset_after: u64,
}

impl GatewayInfo {
    /// Asks.
    ///
    /// # Errors
    /// When Discord cannot be reached or refuses.
    pub(super) async fn ask(api: &Api) -> Result<GatewayInfo, ApiError> {
        let call = Call::new(LightMethod::Get, Route::GatewayBot, "gateway/bot");
        api.send(&call, RetryLimits::one_attempt()).await
    }

    /// How many sessions may still be begun; `None` where a proxy does not say.
    pub(super) fn remaining(&self) -> Option<u64> {
        self.session_start_limit.as_ref().map(|limit| limit.remaining)
    }

    /// How long until sessions may be begun again; `None` when one may be begun now.
    pub(super) fn exhausted_for(&self) -> Option<Duration> {
        let limit = self.session_start_limit.as_ref().filter(|limit| limit.remaining == 0)?;
        Some(Duration::from_millis(limit.reset_after))
    }

    /// After how long it is asked again, when that is the wait.
    pub(super) fn ask_again_in(wait: Duration) -> Duration {
        // A little more than Discord says, whose clock is another.
        LONGEST_WAIT.min(wait + Duration::from_secs(1))
    }
}
