//! Servers that the operator does not serve: the bot leaves those that it is in, and says so to who
//! uses its commands in another.

use std::sync::Arc;

use serde::de::IgnoredAny;
use serenity::all::{GuildId, Interaction};
use serenity::http::{LightMethod, Route};

use crate::discord::api::{Api, ApiError, Call, RetryLimits};
use crate::discord::bot::Bot;
use crate::discord::send::Responder;
use crate::phrases::Say;

/// Leaves a server.
pub(super) async fn leave(api: &Api, guild: GuildId) -> Result<(), ApiError> {
    tracing::info!(server = guild.get(), "left a server that is not one of VERBATIM_SERVERS");
    let call = Call::new(
        LightMethod::Delete,
        Route::UserMeGuild { guild_id: guild },
        "users/@me/guilds/…",
    );
    match api.send::<IgnoredAny>(&call, RetryLimits::message()).await {
        Err(error) if error.is_unreadable() => Ok(()),
        left => left.map(|_| ()),
    }
}

/// Whether an interaction comes from such a server. Then that is said.
pub(super) async fn turn_away(bot: &Bot, api: &Arc<Api>, interaction: &Interaction) -> bool {
    let guild = match interaction {
        Interaction::Command(command) | Interaction::Autocomplete(command) => command.guild_id,
        Interaction::Component(component) => component.guild_id,
        _ => None,
    };
    if guild.is_none_or(|guild| bot.allowed_servers.allow(guild.get())) {
        return false;
    }
    let said = match interaction {
        Interaction::Command(command) => {
            Responder::new(bot, api, command).turn_away(Say::NotServed).await
        }
        Interaction::Component(component) => {
            Responder::new(bot, api, component).turn_away(Say::NotServed).await
        }
        Interaction::Autocomplete(command) => {
            Responder::new(bot, api, command).offer_nothing().await
        }
        _ => Ok(()),
    };
    if let Err(error) = said {
        tracing::debug!(%error, "who is not served could not be told");
    }
    true
}
