//! Reaching Discord: the real one, or with `DISCORD_API_URL` a proxy or a test, and then never the
//! real one.

use std::sync::Arc;

use serenity::Client;
use serenity::all::{GatewayIntents, Http, HttpBuilder};
use serenity::client::ClientBuilder;

use super::bot::Bot;
use super::events::Events;
use super::patience::{MESSAGE, patiently};
use super::serve::{ServeError, refused};
use crate::settings::Token;

/// What the bot asks to be told: servers and channels, and messages whose content it gets only when
/// it is addressed. None of these is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// The REST side. Behind a proxy serenity's limiter must be off, or it would talk to the real
/// Discord.
pub(super) fn http(token: &Token, api_url: Option<&str>) -> Http {
    let builder = HttpBuilder::new(token.reveal());
    match api_url {
        Some(url) => builder.proxy(url).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// A client that is ready to be started.
pub(super) async fn client(
    http: Http,
    api_url: Option<&str>,
    bot: Bot,
) -> Result<Client, ServeError> {
    // serenity takes the real gateway in silence when it cannot ask for one; so it is asked for
    // here too.
    if api_url.is_some() {
        patiently(MESSAGE, || http.get_gateway()).await.map_err(refused)?;
    }
    let client = ClientBuilder::new_with_http(http, INTENTS)
        .event_handler(Events::new(bot))
        .await
        .map_err(refused)?;
    let gateway = client.ws_url.lock().await.clone();
    if api_url.is_some() && gateway.contains("gateway.discord.gg") {
        return Err(ServeError::RealGateway(gateway));
    }
    Ok(client)
}

/// Shared by the client and whoever shuts it down.
pub(super) type Shards = Arc<serenity::all::ShardManager>;
