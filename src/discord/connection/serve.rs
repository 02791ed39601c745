//! Running the bot from start to shutdown.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::Cache;

use super::registration::{self, Registrar};
use super::silence::silence;
use crate::discord::api::Api;
use crate::discord::bot::{Bot, Quoted};
use crate::discord::context::Context;
use crate::discord::gateway::{Entrance, Gateway};
use crate::discord::handlers::Events;
use crate::discord::serve_error::ServeError;
use crate::environment::{DiscordAccess, SilenceLimit};
use crate::figures::Figures;
use crate::identifies::Identifies;
use crate::sessions::Sessions;

/// The shutdown takes at most this long: closing the connection, and the answers under way.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// What watches a bot, and what it is watched by.
pub struct Watched {
    /// What is counted.
    pub figures: Arc<Figures>,
    /// The sessions that were begun lately, also by earlier starts.
    pub identifies: Identifies,
    /// Where sessions are remembered, for the next start to catch up with.
    pub sessions: Sessions,
    /// When a silence of the gateway ends the bot.
    pub silence_limit: SilenceLimit,
}

/// Runs the bot until `shutdown` is done. While Discord cannot be reached it waits and tries again;
/// where the commands cannot be registered it answers messages all the same.
///
/// # Errors
/// When Discord refuses the bot for good, or its gateway was silent for too long.
pub async fn serve(
    discord: DiscordAccess,
    quoted: Quoted,
    watched: Watched,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let Watched { figures, identifies, sessions, silence_limit } = watched;
    let (bot, mut idle) = Bot::new(quoted, &discord, Arc::clone(&figures));
    let answers = bot.answers.clone();
    let api = Arc::new(Api::new(&discord, Arc::clone(&figures)));
    let (following, registering) = (bot.clone(), bot.clone());
    let context = Context { api: Arc::clone(&api), cache: Arc::new(Cache::new()) };
    let entrance = Entrance::new(Arc::clone(&api), Arc::clone(&figures), identifies);
    let events = Events::new(context, bot);
    let mut gateway = Gateway::new(entrance, events, discord.shards, sessions);
    let registrar = if discord.shards.have_first() { Registrar::This } else { Registrar::Another };
    tokio::pin!(shutdown);
    // No task of their own: what waits in them ends with them, at whatever point.
    tokio::select! {
        refused = gateway.run() => return Err(refused),
        refused = registration::register(&api, registering, registrar) => return Err(refused),
        silent = silence(&figures.gateway, silence_limit) => return Err(silent),
        never = async move { following.follow_documents().await } => match never {},
        never = answers.forget_old() => match never {},
        () = &mut shutdown => {}
    }
    tracing::info!("shutting down");
    let left = gateway.left();
    let closing = async {
        gateway.close().await;
        drop(gateway);
        // The gateway's copy of the bot goes with it; answers under way have the others.
        while idle.recv().await.is_some() {}
    };
    if tokio::time::timeout(SHUTDOWN, closing).await.is_err() {
        tracing::warn!("the shutdown took too long; answers under way are lost");
    }
    left.remember();
    Ok(())
}
