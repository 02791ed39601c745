//! How a connection ended, and what follows from it (Discord API reference, "Gateway Close Event
//! Codes").

use std::fmt;

use crate::discord::serve_error::ServeError;

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// There was none.
    Unreachable(String),
    /// Discord closed it, perhaps with a code.
    Closed(Option<u16>),
    /// It broke, or fell silent.
    Lost(String),
    /// Discord asked for another one (op 7).
    Asked,
    /// Discord is to tell of more than it was asked for.
    OtherIntents,
    /// Discord does not know the session (op 9).
    InvalidSession {
        /// Whether it can be taken up all the same.
        is_resumable: bool,
    },
}

impl End {
    /// Why there must be no other connection; `None` when there may.
    pub(super) fn fatal(&self) -> Option<ServeError> {
        match self {
            End::Closed(Some(4004)) => Some(ServeError::Token),
            End::Closed(Some(4010)) => Some(ServeError::InvalidShard),
            End::Closed(Some(4011)) => Some(ServeError::TooFewShards),
            End::Closed(Some(4012)) => Some(ServeError::Version),
            End::Closed(Some(4013 | 4014)) => Some(ServeError::Intents),
            _ => None,
        }
    }

    /// Whether the session is over, so that the next connection begins another.
    pub(super) fn ends_session(&self) -> bool {
        matches!(
            self,
            End::Closed(Some(4003 | 4006 | 4007 | 4009))
                | End::OtherIntents
                | End::InvalidSession { is_resumable: false }
        )
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Unreachable(cause) | End::Lost(cause) => f.write_str(cause),
            End::Closed(Some(code)) => write!(f, "closed with code {code}"),
            End::Closed(None) => f.write_str("closed"),
            End::Asked => f.write_str("Discord asked for another connection"),
            End::OtherIntents => f.write_str("questions need no mention somewhere now"),
            End::InvalidSession { .. } => f.write_str("the session is not valid any more"),
        }
    }
}
