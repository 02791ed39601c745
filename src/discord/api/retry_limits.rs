//! How long a request is tried, how long one attempt may take, and beside which others it is sent.

use std::time::Duration;

use tokio::time::Instant;

/// After an interaction its first response is tried this long: Discord takes it for 3 seconds.
const FIRST_RESPONSE: Duration = Duration::from_millis(2800);
/// An attempt at it may take this long, so that a second one is still in time.
const FIRST_RESPONSE_ATTEMPT: Duration = Duration::from_millis(1200);
/// An interaction's token lives for 15 minutes (Discord API reference, "Interactions"); some seconds
/// less, because it is Discord that counts them.
const FOLLOW_UP: Duration = Duration::from_secs(15 * 60 - 10);
/// A message in a channel is tried this long: an answer that comes later surprises. While it is
/// tried, nobody else has its question.
const MESSAGE: Duration = Duration::from_secs(60);
/// A look-up is tried this long: Discord may want a pause of some seconds between many of them.
const LOOKUP: Duration = Duration::from_secs(15);
/// An attempt at anything but a first response.
const ATTEMPT: Duration = Duration::from_secs(5);

/// Requests that are sent beside each other. Each lane has its own room, so that who is turned away
/// holds up nobody who is answered, and a message that waits for its turn no first response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Lane {
    /// First responses to interactions.
    FirstResponse,
    /// First responses that only turn away.
    Refusal,
    /// All else.
    Other,
}

/// Until when a request is tried, and how long one attempt may take.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct RetryLimits {
    pub(super) deadline: Instant,
    pub(super) attempt: Duration,
    pub(super) lane: Lane,
}

impl RetryLimits {
    /// For the first response to an interaction that came at this moment.
    pub(in crate::discord) fn first_response(came: Instant) -> RetryLimits {
        let deadline = came + FIRST_RESPONSE;
        RetryLimits { deadline, attempt: FIRST_RESPONSE_ATTEMPT, lane: Lane::FirstResponse }
    }

    /// For one that only turns away.
    pub(in crate::discord) fn refusal(came: Instant) -> RetryLimits {
        RetryLimits { lane: Lane::Refusal, ..RetryLimits::first_response(came) }
    }

    /// For what follows the first response to an interaction that came at this moment.
    pub(in crate::discord) fn follow_up(came: Instant) -> RetryLimits {
        RetryLimits { deadline: came + FOLLOW_UP, attempt: ATTEMPT, lane: Lane::Other }
    }

    /// For a message in a channel.
    pub(in crate::discord) fn message() -> RetryLimits {
        RetryLimits { deadline: Instant::now() + MESSAGE, attempt: ATTEMPT, lane: Lane::Other }
    }

    /// For a look-up that the operator waits for.
    pub(in crate::discord) fn lookup() -> RetryLimits {
        RetryLimits { deadline: Instant::now() + LOOKUP, attempt: ATTEMPT, lane: Lane::Other }
    }

    /// For one attempt, where somebody else decides about the next.
    pub(in crate::discord) fn one_attempt() -> RetryLimits {
        RetryLimits { deadline: Instant::now() + ATTEMPT, attempt: ATTEMPT, lane: Lane::Other }
    }
}
