//! Why the bot stops by itself, worded for the operator.

use serenity::all::GatewayError;
use serenity::http::StatusCode;

use crate::discord::send::retry::status;
use crate::settings::TOKEN_PAGE;

/// Why the bot stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The operator must mend it.
    #[error("Discord refuses the token: copy it again at {TOKEN_PAGE}, under Bot, Reset Token")]
    Token,
    /// The operator must mend it.
    #[error(
        "Discord refuses what the bot asks to be told (intents): look at {TOKEN_PAGE}, under Bot"
    )]
    Intents,
    /// Serenity would have gone to the real Discord in spite of `DISCORD_API_URL`.
    #[error(
        "DISCORD_API_URL is set, but the gateway is {0}: expected the proxy's own; look whether it answers GET /api/v10/gateway"
    )]
    RealGateway(String),
    /// Something broke.
    #[error("Discord: {0}")]
    Broken(Box<serenity::Error>),
}

/// The error that an error of serenity's is for the operator.
pub(super) fn refused(error: serenity::Error) -> ServeError {
    match &error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => ServeError::Token,
        serenity::Error::Gateway(
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
        ) => ServeError::Intents,
        _ if status(&error) == Some(StatusCode::UNAUTHORIZED) => ServeError::Token,
        _ => ServeError::Broken(Box::new(error)),
    }
}
