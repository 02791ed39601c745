//! Running the bot from start to shutdown.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::serve_error::{ServeError, refused};
use super::{client, registration};
use crate::answered::Answered;
use crate::discord::bot::Bot;
use crate::discord::handlers::Events;
use crate::library::Library;
use crate::phrases::Phrases;
use crate::settings::{ApiUrl, DiscordSettings};

/// The shutdown takes at most this long: closing the connection, and the answers under way.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// Runs the bot until `shutdown` is done.
///
/// # Errors
/// When Discord refuses the bot, cannot be reached at the start, or the connection breaks for good.
pub async fn serve(
    discord: DiscordSettings,
    library: Arc<Library>,
    phrases: Arc<Phrases>,
    answered: Answered,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let (bot, mut idle) = Bot::new(library, phrases, answered);
    let api_url = discord.api_url.as_ref().map(ApiUrl::as_str);
    let http = client::http(&discord.token, api_url);
    tokio::pin!(shutdown);
    let start = async {
        registration::register(&http, bot.phrases()).await?;
        let gathering = bot.clone();
        tokio::spawn(async move { gathering.gather_names().await });
        client::client(http, api_url, Events::new(bot)).await
    };
    let mut client = tokio::select! {
        started = start => started?,
        () = &mut shutdown => return Ok(()),
    };
    let shards = Arc::clone(&client.shard_manager);
    tokio::select! {
        ended = client.start() => return ended.map_err(refused),
        () = &mut shutdown => {}
    }
    tracing::info!("shutting down");
    let closing = async {
        shards.shutdown_all().await;
        drop(client);
        // The handler's copy of the bot goes with the client; answers under way have the others.
        while idle.recv().await.is_some() {}
    };
    if tokio::time::timeout(SHUTDOWN, closing).await.is_err() {
        tracing::warn!("the shutdown took too long; answers under way are lost");
    }
    Ok(())
}
