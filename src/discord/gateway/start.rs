//! Beginning a session: where the gateway is, and whether one may be begun. Discord allows a bot
//! 1,000 a day, and resets the token of one that begins more.

use std::time::Duration;

use serde::Deserialize;
use serenity::http::{LightMethod, Route};

use crate::discord::api::{Api, ApiError, Call, RetryLimits};

/// Before it asks again, the bot waits at most this long: the limit may be raised.
const LONGEST_WAIT: Duration = Duration::from_secs(10 * 60);

/// What Discord says of its gateway.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct GatewayInfo {
    pub(super) url: String,
    /// How many shards Discord recommends; `None` from a proxy that does not say.
    shards: Option<u32>,
    /// `None` from a proxy that does not say.
    session_start_limit: Option<SessionStartLimit>,
}

#[derive(Debug, Deserialize)]
struct SessionStartLimit {
    remaining: u64,
    /// Milliseconds.
    reset_after: u64,
    /// How many sessions may be begun at the same time, each of another bucket of shards.
    #[serde(default = "one")]
    max_concurrency: u32,
}

fn one() -> u32 {
    1
}

impl GatewayInfo {
    /// Asks.
    ///
    /// # Errors
    /// When Discord cannot be reached or refuses.
    pub(in crate::discord) async fn ask(api: &Api) -> Result<GatewayInfo, ApiError> {
        let call = Call::new(LightMethod::Get, Route::GatewayBot, "gateway/bot");
        api.send(&call, RetryLimits::one_attempt()).await
    }

    /// How many shards Discord recommends; 1 at least.
    pub(in crate::discord) fn recommended(&self) -> u32 {
        self.shards.unwrap_or(1).max(1)
    }

    /// How many buckets of shards there are; 1 at least.
    pub(super) fn max_concurrency(&self) -> u32 {
        self.session_start_limit.as_ref().map_or(1, |limit| limit.max_concurrency.max(1))
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
