//! The client: of Discord itself, or with `DISCORD_API_URL` of a proxy or a test, and then never of
//! Discord itself.

use serenity::Client;
use serenity::all::{EventHandler, GatewayIntents, Http, HttpBuilder};
use serenity::client::ClientBuilder;

use super::serve_error::{ServeError, refused};
use crate::discord::send::retry::retry;
use crate::settings::BotToken;

/// The intents: servers and channels, and messages, whose content the bot gets only when it is
/// addressed. None of these is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// The REST side. Behind a proxy serenity's rate limiter must be off, or it would talk to Discord
/// itself.
pub(super) fn http(token: &BotToken, api_url: Option<&str>) -> Http {
    let builder = HttpBuilder::new(token.reveal());
    match api_url {
        Some(url) => builder.proxy(url).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// A client that is ready to be started.
///
/// # Errors
/// When Discord refuses the bot or cannot be reached, or the gateway is not the proxy's.
pub(super) async fn client(
    http: Http,
    api_url: Option<&str>,
    events: impl EventHandler + 'static,
) -> Result<Client, ServeError> {
    // When serenity cannot ask for the gateway, it silently takes Discord's own; so it is asked for
    // here first.
    if api_url.is_some() {
        retry(|| http.get_gateway()).await.map_err(refused)?;
    }
    let client =
        ClientBuilder::new_with_http(http, INTENTS).event_handler(events).await.map_err(refused)?;
    let gateway = client.ws_url.lock().await.clone();
    if api_url.is_some() && gateway.contains("gateway.discord.gg") {
        return Err(ServeError::RealGateway(gateway));
    }
    Ok(client)
}
