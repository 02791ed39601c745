//! Reaching Discord: the real one, or with `DISCORD_API_URL` a proxy or a test, and then never the real
//! one.

use std::sync::Arc;

use serenity::Client;
use serenity::all::{GatewayIntents, Http, HttpBuilder};
use serenity::client::ClientBuilder;

use super::bot::Bot;
use super::commands::{self, Error};
use super::patience::{MESSAGE, patiently};
use super::serve::{ServeError, refused};
use super::{messages, render};
use crate::phrases::Key;
use crate::settings::Token;

/// What the bot asks to be told: servers and channels, and messages whose content it gets only when it
/// is addressed. None of these is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// The REST side. Behind a proxy serenity's limiter must be off, or it would talk to the real Discord.
pub(super) fn http(token: &Token, api_url: Option<&str>) -> Http {
    let builder = HttpBuilder::new(token.reveal());
    match api_url {
        Some(url) => builder.proxy(url).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// Asks Discord who the bot is and tells it the commands.
pub(super) async fn register(http: &Http, bot: &Bot) -> Result<(), ServeError> {
    let application = patiently(MESSAGE, || http.get_current_application_info()).await.map_err(refused)?;
    http.set_application_id(application.id);
    let commands = poise::builtins::create_application_commands(&commands::commands(bot));
    patiently(MESSAGE, || http.create_global_commands(&commands)).await.map_err(refused)?;
    Ok(())
}

/// A client that is ready to be started.
pub(super) async fn client(http: Http, api_url: Option<&str>, bot: Bot) -> Result<Client, ServeError> {
    // serenity takes the real gateway in silence when it cannot ask for one; so it is asked for here too.
    if api_url.is_some() {
        patiently(MESSAGE, || http.get_gateway()).await.map_err(refused)?;
    }
    let client = ClientBuilder::new_with_http(http, INTENTS).framework(framework(bot)).await.map_err(refused)?;
    let gateway = client.ws_url.lock().await.clone();
    if api_url.is_some() && gateway.contains("gateway.discord.gg") {
        return Err(ServeError::RealGateway(gateway));
    }
    Ok(client)
}

fn framework(bot: Bot) -> poise::Framework<Bot, Error> {
    let options = poise::FrameworkOptions {
        commands: commands::commands(&bot),
        on_error: |error| Box::pin(on_error(error)),
        event_handler: |framework, event| {
            Box::pin(async move {
                if let serenity::all::FullEvent::Message { new_message } = event {
                    messages::answer(framework.serenity_context, framework.user_data().await, new_message).await?;
                }
                Ok(())
            })
        },
        allowed_mentions: Some(render::pings_nobody()),
        prefix_options: poise::PrefixFrameworkOptions { mention_as_prefix: false, ..Default::default() },
        initialize_owners: false,
        ..Default::default()
    };
    poise::Framework::builder()
        .options(options)
        .initialize_owners(false)
        .setup(|_, ready, _| {
            tracing::info!(name = ready.user.name, servers = ready.guilds.len(), "connected");
            Box::pin(async move { Ok(bot) })
        })
        .build()
}

/// What poise would word itself is logged, or said by a phrase.
async fn on_error(error: poise::FrameworkError<'_, Bot, Error>) {
    match error {
        poise::FrameworkError::Command { error, .. } => tracing::warn!(%error, "an answer to a command could not be sent"),
        poise::FrameworkError::EventHandler { error, .. } => tracing::warn!(%error, "an answer to a message could not be sent"),
        poise::FrameworkError::CommandPanic { payload, ctx, .. } => {
            tracing::error!(payload, "a command panicked");
            let bot: &Bot = ctx.data();
            if let poise::Context::Application(context) = ctx {
                let response = render::render(&bot.notice(Key::Broken, vec![]), true).response().ephemeral(true);
                let told =
                    context.interaction.create_response(&context.serenity_context().http, serenity::all::CreateInteractionResponse::Message(response)).await;
                if let Err(error) = told {
                    tracing::warn!(%error, "the asker could not be told");
                }
            }
        }
        other => tracing::warn!(error = ?other.to_string(), "the framework could not handle an event"),
    }
}

/// Shared by the client and whoever shuts it down.
pub(super) type Shards = Arc<serenity::all::ShardManager>;
