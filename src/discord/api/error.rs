//! Why a request has no result. Addresses are left out where they hold the token of an interaction.

use std::error::Error;
use std::time::Duration;

use serenity::http::StatusCode;

/// Why a request has no result.
#[derive(Debug, thiserror::Error)]
pub(in crate::discord) enum ApiError {
    /// Discord, or what stands before it, refused.
    #[error("{request}: {status}: {message} (Discord's code {code})")]
    Refused {
        /// What was asked.
        request: String,
        /// The HTTP status.
        status: StatusCode,
        /// Discord's own code; 0 where there is none.
        code: u64,
        /// Discord's own words.
        message: String,
        /// How long it says to wait.
        retry_after: Option<Duration>,
        /// Whether an earlier attempt had no result that is known, and so may have succeeded.
        may_repeat: bool,
    },
    /// There was no answer, or none that is complete.
    #[error("{request}: {cause}")]
    Unanswered {
        /// What was asked.
        request: String,
        /// What the network said.
        cause: String,
    },
    /// The answer is none that this program understands.
    #[error("{request}: the answer cannot be read: {cause}")]
    Unreadable {
        /// What was asked.
        request: String,
        /// Why.
        cause: String,
    },
}

impl ApiError {
    /// The HTTP status with which it was refused; `None` for any other error.
    pub(in crate::discord) fn status(&self) -> Option<StatusCode> {
        match self {
            ApiError::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Discord's own code for the refusal, 0 where there is none; `None` for any other error.
    pub(in crate::discord) fn code(&self) -> Option<u64> {
        match self {
            ApiError::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the answer to the request, which had its effect, cannot be read.
    pub(in crate::discord) fn is_unreadable(&self) -> bool {
        matches!(self, ApiError::Unreadable { .. })
    }

    /// Whether the request may have had its effect, though nobody said so.
    pub(super) fn is_outcome_unknown(&self) -> bool {
        match self {
            ApiError::Refused { status, .. } => status.is_server_error(),
            ApiError::Unanswered { .. } => true,
            ApiError::Unreadable { .. } => false,
        }
    }

    /// Whether the same request may be answered otherwise later.
    pub(in crate::discord) fn is_transient(&self) -> bool {
        self.is_outcome_unknown() || self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the interaction has its first response by an earlier attempt at the same one
    /// (Discord's code 40060).
    pub(in crate::discord) fn is_done_before(&self) -> bool {
        matches!(self, ApiError::Refused { code: 40060, may_repeat: true, .. })
    }
}

/// An error with its causes, in one line.
pub(in crate::discord) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        next = cause.source();
    }
    text.replace('\n', " ")
}
