//! Running the bot from start to shutdown.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::GatewayError;

use super::bot::Bot;
use super::connect::{self, Shards};
use super::patience::status;
use super::registering;
use crate::answered::Answered;
use crate::library::Library;
use crate::phrases::Phrases;
use crate::settings::{ApiUrl, TOKEN_PAGE, Token};

/// The shutdown takes at most this long: closing the connection, and the answers under way.
const SHUTDOWN: Duration = Duration::from_secs(5);

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

/// What an error of serenity's means for the operator.
pub(super) fn refused(error: serenity::Error) -> ServeError {
    match &error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => ServeError::Token,
        serenity::Error::Gateway(
            GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
        ) => ServeError::Intents,
        _ if status(&error) == Some(401) => ServeError::Token,
        _ => ServeError::Broken(Box::new(error)),
    }
}

/// Runs the bot until `shutdown` is done. `api_url` is a proxy or a test in Discord's place.
///
/// # Errors
/// When Discord refuses the bot, cannot be reached at the start, or the connection breaks for good.
pub async fn serve(
    token: Token,
    api_url: Option<ApiUrl>,
    library: Arc<Library>,
    phrases: Arc<Phrases>,
    answered: Answered,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let (bot, mut idle) = Bot::new(library, phrases, answered);
    let api_url = api_url.as_ref().map(ApiUrl::as_str);
    let http = connect::http(&token, api_url);
    tokio::pin!(shutdown);
    let start = async {
        registering::register(&http, &bot).await?;
        let gathering = bot.clone();
        tokio::spawn(async move { gathering.gather_names().await });
        connect::client(http, api_url, bot).await
    };
    let mut client = tokio::select! {
        started = start => started?,
        () = &mut shutdown => return Ok(()),
    };
    let shards: Shards = client.shard_manager.clone();
    tokio::select! {
        ended = client.start() => return ended.map_err(refused),
        () = &mut shutdown => {}
    }
    tracing::info!("shutting down");
    let closing = async {
        shards.shutdown_all().await;
        drop(client);
        // The handler's copy of the bot is gone with the client; answers under way hold the rest.
        while idle.recv().await.is_some() {}
    };
    if tokio::time::timeout(SHUTDOWN, closing).await.is_err() {
        tracing::warn!("the shutdown took too long; answers under way are lost");
    }
    Ok(())
}
