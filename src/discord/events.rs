//! What Discord tells the bot, each event handed to who handles it. A handler that fails is logged;
//! when one for a command or a button panics, who waits for it is told.

use std::sync::Arc;

use serenity::all::{
    ChannelId, CommandInteraction, CommandType, ComponentInteraction, Context, EventHandler,
    GuildId, Http, Interaction, Message, MessageId, MessageUpdateEvent, Ready,
};
use serenity::async_trait;

use super::bot::Bot;
use super::commands::option_names;
use super::responding::Asker;
use super::{ask, buttons, find_sources, help, messages};
use crate::phrases::Key;

/// Hands events on.
pub(super) struct Events {
    bot: Bot,
}

impl Events {
    pub(super) fn new(bot: Bot) -> Events {
        Events { bot }
    }

    async fn command(&self, http: &Arc<Http>, command: CommandInteraction) {
        let (bot, on) = (self.bot.clone(), Arc::clone(http));
        let handled = command.clone();
        let task = tokio::spawn(async move { handle_command(&bot, &on, &handled).await });
        let asker = Asker::of_command(&self.bot, http, &command);
        self.finish(task, &asker, "a command").await;
    }

    async fn autocomplete(&self, http: &Arc<Http>, command: CommandInteraction) {
        if let Err(error) = ask::complete(&self.bot, http, &command).await {
            tracing::debug!(%error, "choices came too late");
        }
    }

    async fn button(&self, http: &Arc<Http>, button: ComponentInteraction) {
        let (bot, on) = (self.bot.clone(), Arc::clone(http));
        let handled = button.clone();
        let task = tokio::spawn(async move { buttons::press(&bot, &on, &handled).await });
        let asker = Asker::of_button(&self.bot, http, &button);
        self.finish(task, &asker, "a button").await;
    }

    async fn finish(
        &self,
        task: tokio::task::JoinHandle<serenity::Result<()>>,
        asker: &Asker<'_>,
        what: &str,
    ) {
        match task.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "an answer to {what} could not be sent"),
            Err(panic) => {
                tracing::error!(%panic, "{what} panicked");
                if let Err(error) = asker.tell_at_last(self.bot.broken(asker.language(""))).await {
                    tracing::warn!(%error, "the asker could not be told");
                }
            }
        }
    }
}

async fn handle_command(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let is = |key: Key| option_names(bot, key).0 == command.data.name;
    match command.data.kind {
        CommandType::Message => find_sources::answer(bot, http, command).await,
        _ if is(Key::HelpName) => help::help(bot, http, command).await,
        _ if is(Key::AboutName) => help::about(bot, http, command).await,
        _ => ask::answer(bot, http, command).await,
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
            messages::answer(&context, &self.bot, &message).await,
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
        log(
            messages::answer_edited(&context, &self.bot, &update).await,
            "an answer could not be changed",
        );
    }

    async fn message_delete(
        &self,
        context: Context,
        _: ChannelId,
        message: MessageId,
        _: Option<GuildId>,
    ) {
        log(
            messages::remove_answer(&context, &self.bot, message).await,
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
                messages::remove_answer(&context, &self.bot, message).await,
                "an answer could not be removed",
            );
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let _at_work = self.bot.at_work();
        if !self.bot.is_new(interaction.id()) {
            return;
        }
        match interaction {
            Interaction::Command(command) => self.command(&context.http, command).await,
            Interaction::Autocomplete(command) => self.autocomplete(&context.http, command).await,
            Interaction::Component(button) => self.button(&context.http, button).await,
            _ => {}
        }
    }
}
