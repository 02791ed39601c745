//! Discord's REST API: requests that end in time, and are sent again where that may help.
//!
//! serenity words the routes; its own way to send a request hides how long Discord says to wait, and
//! waits without an end.

mod backoff;
mod buckets;
mod clock;
mod client;
mod download;
mod error;
mod lanes;
mod retry_limits;

pub(super) use backoff::Backoff;
pub(super) use client::{Api, Call};
pub(super) use download::{DownloadError, Downloads};
pub(super) use error::{ApiError, chain};
pub(super) use retry_limits::RetryLimits;
