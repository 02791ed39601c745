//! Running the bot from start to shutdown.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::Cache;

use super::registration;
use crate::discord::api::Api;
use crate::discord::bot::{Bot, Quoted};
use crate::discord::context::Context;
use crate::discord::gateway::Gateway;
use crate::discord::handlers::Events;
use crate::discord::serve_error::ServeError;
use crate::environment::DiscordAccess;

/// The shutdown takes at most this long: closing the connection, and the answers under way.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// Runs the bot until `shutdown` is done. While Discord cannot be reached it waits and tries again;
/// where the commands cannot be registered it answers messages all the same.
///
/// # Errors
/// When Discord refuses the bot for good.
pub async fn serve(
    discord: DiscordAccess,
    quoted: Quoted,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let (bot, mut idle) = Bot::new(quoted, &discord);
    let api = Arc::new(Api::new(&discord));
    let (following, registering) = (bot.clone(), bot.clone());
    let context = Context { api: Arc::clone(&api), cache: Arc::new(Cache::new()) };
    let mut gateway = Gateway::new(Arc::clone(&api), Events::new(context, bot));
    tokio::pin!(shutdown);
    // No task of their own: what waits in them ends with them, at whatever point.
    tokio::select! {
        refused = gateway.run() => return Err(refused),
        refused = registration::register(&api, registering) => return Err(refused),
        never = async move { following.follow_documents().await } => match never {},
        () = &mut shutdown => {}
    }
    tracing::info!("shutting down");
    let closing = async {
        gateway.close().await;
        drop(gateway);
        // The gateway's copy of the bot goes with it; answers under way have the others.
        while idle.recv().await.is_some() {}
    };
    if tokio::time::timeout(SHUTDOWN, closing).await.is_err() {
        tracing::warn!("the shutdown took too long; answers under way are lost");
    }
    Ok(())
}
