//! Asking Discord, and wording that it refused.

use serde::de::DeserializeOwned;
use serenity::all::ApplicationId;
use serenity::http::{LightMethod, Route};

use crate::discord::advice;
use crate::discord::api::{Api, ApiError, Call, RetryLimits};
use crate::findings::Finding;

/// A request for what this route has.
pub(super) fn get<'a>(route: Route<'a>, what: &'static str) -> Call<'a> {
    Call::new(LightMethod::Get, route, what)
}

/// Asks, and asks again where that may help.
///
/// # Errors
/// When Discord refuses or is away.
pub(super) async fn look_up<T: DeserializeOwned>(api: &Api, call: Call<'_>) -> Result<T, ApiError> {
    api.send(&call, RetryLimits::lookup()).await
}

/// What could not be looked at, since Discord refused or was away.
pub(super) fn refused(
    subject: &'static str,
    error: &ApiError,
    application: Option<ApplicationId>,
) -> Finding {
    match advice::of(error, application) {
        Some(advice) => Finding::wrong(subject, format!("{error}: {advice}")),
        None if error.is_transient() => {
            Finding::note(subject, format!("could not be checked: {error}"))
        }
        None => Finding::wrong(subject, error.to_string()),
    }
}
