//! Events of the gateway, each passed to its handler. A handler that fails is logged.

use serenity::all::{
    ChannelId, Context, EventHandler, GuildId, Interaction, Message, MessageId, MessageUpdateEvent,
    Ready,
};
use serenity::async_trait;

use super::{interactions, messages};
use crate::discord::bot::Bot;

/// Passes events on.
pub(in crate::discord) struct Events {
    bot: Bot,
}

impl Events {
    /// For a bot.
    pub(in crate::discord) fn new(bot: Bot) -> Events {
        Events { bot }
    }
}

fn log(result: serenity::Result<()>, what: &str) {
    if let Err(error) = result {
        tracing::warn!(%error, "{what}");
    }
}

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, _: Context, ready: Ready) {
        tracing::info!(name = ready.user.name, servers = ready.guilds.len(), "connected");
    }

    async fn message(&self, context: Context, message: Message) {
        log(
            messages::created(&context, &self.bot, &message).await,
            "an answer to a message could not be sent",
        );
    }

    async fn message_update(
        &self,
        context: Context,
        _: Option<Message>,
        _: Option<Message>,
        update: MessageUpdateEvent,
    ) {
        log(messages::edited(&context, &self.bot, &update).await, "an answer could not be changed");
    }

    async fn message_delete(
        &self,
        context: Context,
        _: ChannelId,
        message: MessageId,
        _: Option<GuildId>,
    ) {
        log(
            messages::deleted(&context, &self.bot, message).await,
            "an answer could not be removed",
        );
    }

    async fn message_delete_bulk(
        &self,
        context: Context,
        _: ChannelId,
        messages: Vec<MessageId>,
        _: Option<GuildId>,
    ) {
        for message in messages {
            log(
                messages::deleted(&context, &self.bot, message).await,
                "an answer could not be removed",
            );
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let _at_work = self.bot.at_work();
        if !self.bot.is_new(interaction.id()) {
            return;
        }
        let (bot, http) = (&self.bot, &context.http);
        match interaction {
            Interaction::Command(command) => interactions::command(bot, http, command).await,
            Interaction::Autocomplete(command) => {
                interactions::autocomplete(bot, http, command).await
            }
            Interaction::Component(component) => {
                interactions::component(bot, http, component).await
            }
            _ => {}
        }
    }
}
