//! Why Discord refuses a message in a channel, where that is nobody's fault: the place is closed to the
//! bot for now, or a person keeps it out.

use serenity::http::StatusCode;

use crate::discord::api::ApiError;

/// Why a message is refused. The numbers are Discord's own ("JSON Error Codes").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::discord) enum Refusal {
    /// The bot may not do that there, by its permissions or because it is timed out.
    Forbidden,
    /// The bot does not see the channel.
    NoAccess,
    /// The person takes no direct messages from it.
    NoDirectMessages,
    /// Slow mode: it would have to wait for too long.
    SlowMode,
    /// The thread is archived.
    Archived,
    /// The thread is locked.
    Locked,
}

impl Refusal {
    /// The refusal that an error is; `None` for anything that should not happen.
    pub(super) fn of(error: &ApiError) -> Option<Refusal> {
        match (error.status()?, error.code()?) {
            (_, 50_083) => Some(Refusal::Archived),
            (_, 160_005) => Some(Refusal::Locked),
            (StatusCode::TOO_MANY_REQUESTS, 20_016) => Some(Refusal::SlowMode),
            (StatusCode::FORBIDDEN, 50_001) => Some(Refusal::NoAccess),
            (StatusCode::FORBIDDEN, 50_007) => Some(Refusal::NoDirectMessages),
            (StatusCode::FORBIDDEN, _) => Some(Refusal::Forbidden),
            _ => None,
        }
    }
}
