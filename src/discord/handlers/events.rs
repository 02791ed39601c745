//! Events of the gateway: what they say of servers goes into the cache, the others each to its
//! handler. A handler that fails is logged; an event that cannot be read is, too, and is read in part
//! where that helps.

mod form;
mod forms;
mod missed;
mod reading;
mod spawned;
mod unread;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::all::{
    ChannelCreateEvent, ChannelDeleteEvent, ChannelUpdateEvent, GuildCreateEvent, GuildDeleteEvent,
    GuildId, GuildMemberUpdateEvent, GuildRoleCreateEvent, GuildRoleDeleteEvent,
    GuildRoleUpdateEvent, GuildUpdateEvent, Interaction, Message, MessageDeleteBulkEvent,
    MessageDeleteEvent, MessageId, MessageUpdateEvent, ReadyEvent, ThreadCreateEvent,
    ThreadDeleteEvent, ThreadUpdateEvent, UserUpdateEvent,
};
use serenity::cache::CacheUpdate;
use tokio::sync::watch;
use tracing::Instrument;

use self::missed::Start;
use self::reading::read;
#[cfg(fuzzing)]
pub use self::reading::read_event;
use self::spawned::{span, spawn};
use self::unread::Unread;
use super::edits::Edits;
use super::joined::{self, Joined};
use super::{interactions, messages, strangers};
use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::message_text::with_whole_texts;
use crate::discord::watermark::UnderWay;
use crate::environment::ShardRange;
use crate::phrases::Phrase;

/// Passes events on.
pub(in crate::discord) struct Events {
    context: Context,
    bot: Bot,
    edits: Edits,
    unread: Unread,
    start: Start,
}

impl Events {
    /// For a bot that reaches Discord so.
    pub(in crate::discord) fn new(context: Context, bot: Bot) -> Events {
        Events {
            context,
            bot,
            edits: Edits::default(),
            unread: Unread::default(),
            start: Start::now(),
        }
    }

    /// How many documents there are, and when that changes.
    pub(in crate::discord) fn documents(&self) -> watch::Receiver<u64> {
        self.bot.documents()
    }

    /// What the bot does; `None` where there is nothing to quote.
    pub(in crate::discord) fn doing(&self) -> Option<Phrase> {
        self.bot.doing()
    }

    /// Whether the content of messages is needed that do not mention the bot, and when that changes.
    pub(in crate::discord) fn wants_content(&self) -> watch::Receiver<bool> {
        self.bot.wants_content()
    }

    /// Notes that Discord does not tell it; whether that is new.
    pub(in crate::discord) fn content_is_refused(&self) -> bool {
        self.bot.content_is_refused()
    }

    /// Notes which shards this process has.
    pub(in crate::discord) fn shared_out(&self, shards: ShardRange) {
        self.bot.servers.shared_out(shards);
    }

    /// Notes what could not be read.
    pub(in crate::discord) fn unread(&self, what: &'static str, error: &str) {
        self.unread.lost(what, error);
    }

    /// Acts on an event that came on a shard. What is in the cache is so when this returns; handlers go on by themselves.
    pub(in crate::discord) fn handle(
        &self,
        shard: u32,
        name: &str,
        data: Value,
        under_way: Option<UnderWay>,
    ) {
        match name {
            "READY" => self.ready(shard, &data),
            "GUILD_CREATE" => self.guild_create(shard, &data),
            "GUILD_UPDATE" => self.cache::<GuildUpdateEvent>("GUILD_UPDATE", &data),
            "GUILD_DELETE" => self.guild_delete(&data),
            "GUILD_ROLE_CREATE" => self.cache::<GuildRoleCreateEvent>("GUILD_ROLE_CREATE", &data),
            "GUILD_ROLE_UPDATE" => self.cache::<GuildRoleUpdateEvent>("GUILD_ROLE_UPDATE", &data),
            "GUILD_ROLE_DELETE" => self.cache::<GuildRoleDeleteEvent>("GUILD_ROLE_DELETE", &data),
            "GUILD_MEMBER_UPDATE" => {
                self.cache::<GuildMemberUpdateEvent>("GUILD_MEMBER_UPDATE", &data);
            }
            "CHANNEL_CREATE" => self.cache::<ChannelCreateEvent>("CHANNEL_CREATE", &data),
            "CHANNEL_UPDATE" => self.cache::<ChannelUpdateEvent>("CHANNEL_UPDATE", &data),
            "CHANNEL_DELETE" => self.cache::<ChannelDeleteEvent>("CHANNEL_DELETE", &data),
            "THREAD_CREATE" => self.cache::<ThreadCreateEvent>("THREAD_CREATE", &data),
            "THREAD_UPDATE" => self.cache::<ThreadUpdateEvent>("THREAD_UPDATE", &data),
            "THREAD_DELETE" => self.cache::<ThreadDeleteEvent>("THREAD_DELETE", &data),
            "USER_UPDATE" => self.cache::<UserUpdateEvent>("USER_UPDATE", &data),
            "INTERACTION_CREATE" => self.interaction(&data),
            _ => self.of_messages(name, &data, under_way),
        }
    }

    /// Acts on an event that was missed while the program was not there: on what people wrote, and on
    /// nothing that a newer session has told of. Interactions before the start were another process's, or
    /// are too old to be answered.
    pub(in crate::discord) fn handle_missed(
        &self,
        name: &str,
        data: Value,
        under_way: Option<UnderWay>,
    ) {
        if name != "INTERACTION_CREATE" {
            return self.of_messages(name, &data, under_way);
        }
        if self.start.may_act_on(&data) {
            self.interaction(&data);
        }
    }

    fn of_messages(&self, name: &str, data: &Value, under_way: Option<UnderWay>) {
        match name {
            "MESSAGE_CREATE" => self.message(data, under_way),
            "MESSAGE_UPDATE" => self.message_update(data, under_way),
            "MESSAGE_DELETE" => self.message_delete(data, under_way),
            "MESSAGE_DELETE_BULK" => self.message_delete_bulk(data, under_way),
            _ => {}
        }
    }

    /// An event as far as it can be read; `None` when nothing of use can be.
    fn read<E: DeserializeOwned>(&self, name: &'static str, data: &Value) -> Option<E> {
        read(name, data, &self.unread)
    }

    fn cache<E: DeserializeOwned + CacheUpdate>(&self, name: &'static str, data: &Value) {
        if let Some(mut event) = self.read::<E>(name, data) {
            self.context.cache.update(&mut event);
        }
    }

    fn ready(&self, shard: u32, data: &Value) {
        let Some(mut event) = self.read::<ReadyEvent>("READY", data) else { return };
        self.context.cache.update(&mut event);
        let ready = &event.ready;
        self.context.api.set_application(ready.application.id);
        self.bot.servers.are(shard, ready.guilds.iter().map(|guild| guild.id));
        self.bot.note_servers();
        tracing::info!(name = ready.user.name, servers = ready.guilds.len(), "connected");
    }

    fn guild_create(&self, shard: u32, data: &Value) {
        let read = self.read::<GuildCreateEvent>("GUILD_CREATE", data);
        let Some(mut event) = read else { return };
        self.context.cache.update(&mut event);
        // Of a server in an outage there is nothing to see yet: it is told of again.
        let is_out = data["unavailable"].as_bool().unwrap_or_default();
        let guild = event.guild.id;
        let is_new = !is_out && self.bot.servers.add(shard, guild);
        if !self.bot.allowed_servers.allow(guild.get()) {
            let api = Arc::clone(&self.context.api);
            let failure = "a server could not be left";
            return spawn(span(guild.get()), failure, async move {
                strangers::leave(&api, guild).await
            });
        }
        if !is_new {
            return;
        }
        self.bot.note_servers();
        let Some(joined) = Joined::just_now(&event.guild) else { return };
        let (context, bot) = (self.context.clone(), self.bot.clone());
        let span = span(event.guild.id.get());
        spawn(span, "hello could not be said in a server", async move {
            joined::greet(&context, &bot, &joined).await
        });
    }

    fn guild_delete(&self, data: &Value) {
        let read = self.read::<GuildDeleteEvent>("GUILD_DELETE", data);
        let Some(mut event) = read else { return };
        // In an outage the bot stays in it.
        if !event.guild.unavailable {
            self.bot.servers.remove(event.guild.id);
            self.bot.note_servers();
        }
        self.context.cache.update(&mut event);
    }

    fn is_served(&self, guild: Option<GuildId>) -> bool {
        guild.is_none_or(|guild| self.bot.allowed_servers.allow(guild.get()))
    }

    fn message(&self, data: &Value, under_way: Option<UnderWay>) {
        let Some(message) = self.read::<Message>("MESSAGE_CREATE", data) else { return };
        if !self.is_served(message.guild_id) {
            return;
        }
        let Some(place) = self.bot.crowd.message() else { return };
        let (context, bot) = (self.context.clone(), self.bot.clone());
        spawn(span(message.id.get()), "an answer to a message could not be sent", async move {
            let _place = (place, under_way);
            messages::created(&context, &bot, &message).await
        });
    }

    fn message_update(&self, data: &Value, under_way: Option<UnderWay>) {
        let read = self.read::<MessageUpdateEvent>("MESSAGE_UPDATE", data);
        let Some(update) = read.filter(|update| self.is_served(update.guild_id)) else { return };
        let message = update.id;
        if !self.edits.came(&self.bot, update) {
            return;
        }
        let (context, bot) = (self.context.clone(), self.bot.clone());
        let task = self.edits.task(message);
        spawn(span(message.get()), "an answer could not be changed", async move {
            let _under_way = under_way;
            let mut changed = Ok(());
            while let Some(update) = task.next() {
                let before = std::mem::replace(
                    &mut changed,
                    messages::edited(&context, &bot, &update).await,
                );
                if let Err(error) = before {
                    tracing::warn!(%error, "an answer could not be changed; a newer text came");
                }
            }
            changed
        });
    }

    fn message_delete(&self, data: &Value, under_way: Option<UnderWay>) {
        if let Some(deleted) = self.read::<MessageDeleteEvent>("MESSAGE_DELETE", data) {
            self.deleted([deleted.message_id], under_way);
        }
    }

    fn message_delete_bulk(&self, data: &Value, under_way: Option<UnderWay>) {
        if let Some(deleted) = self.read::<MessageDeleteBulkEvent>("MESSAGE_DELETE_BULK", data) {
            self.deleted(deleted.ids, under_way);
        }
    }

    fn deleted(&self, messages: impl IntoIterator<Item = MessageId>, under_way: Option<UnderWay>) {
        let under_way = Arc::new(under_way);
        for message in messages {
            let handler = (self.context.clone(), self.bot.clone(), Arc::clone(&under_way));
            spawn(span(message.get()), "an answer could not be removed", async move {
                let (context, bot, _under_way) = handler;
                messages::deleted(&context, &bot, message).await
            });
        }
    }

    fn interaction(&self, data: &Value) {
        // Before it is read: reading takes the time of those that can be answered.
        let Some(place) = self.bot.crowd.interaction() else { return };
        let whole = with_whole_texts(data);
        let read = self.read::<Interaction>("INTERACTION_CREATE", whole.as_ref().unwrap_or(data));
        let Some(interaction) = read.filter(|one| self.bot.is_new(one.id())) else { return };
        let (context, bot) = (self.context.clone(), self.bot.clone());
        let span = span(interaction.id().get());
        let handled = async move {
            let _at_work = (bot.at_work(), place);
            if strangers::turn_away(&bot, &context.api, &interaction).await {
                return;
            }
            interactions::act_on(&bot, &context.api, interaction).await;
        };
        tokio::spawn(handled.instrument(span));
    }
}
