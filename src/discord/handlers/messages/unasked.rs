//! Messages that the bot answers though nobody addresses it: in the channels that the operator or
//! the server's managers opened for that, and the opening messages of the posts of such forums.

use serenity::all::{ChannelType, Message, MessageType, MessageUpdateEvent};

use super::addressed::{Addressed, Addressing};
use super::post_title::MEDIA;
use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::place;

/// A new message, if it is to be answered unasked.
pub(super) fn of_message<'m>(
    context: &Context,
    bot: &Bot,
    message: &'m Message,
) -> Option<Addressed<'m>> {
    let is_by_person =
        !message.author.bot && message.webhook_id.is_none() && message.kind == MessageType::Regular;
    let speaks_to_others = !message.mentions.is_empty()
        || !message.mention_roles.is_empty()
        || message.mention_everyone;
    let written = Addressed {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        person: message.author.id,
        content: &message.content,
        edited: message.edited_timestamp,
        addressing: Addressing::Unasked,
        follows: None,
    };
    (is_by_person && !speaks_to_others && is_open(context, bot, &written)).then_some(written)
}

/// The same for an edited message.
pub(super) fn of_update<'m>(
    context: &Context,
    bot: &Bot,
    update: &'m MessageUpdateEvent,
) -> Option<Addressed<'m>> {
    let (author, content) = (update.author.as_ref()?, update.content.as_ref()?);
    let is_by_person = !author.bot
        && update.webhook_id.flatten().is_none()
        && update.kind == Some(MessageType::Regular);
    let speaks_to_others = !update.mentions.as_ref()?.is_empty()
        || update.mention_roles.as_ref().is_some_and(|roles| !roles.is_empty())
        || update.mention_everyone == Some(true);
    let written = Addressed {
        id: update.id,
        channel: update.channel_id,
        guild: update.guild_id,
        person: author.id,
        content,
        edited: update.edited_timestamp,
        addressing: Addressing::Unasked,
        follows: None,
    };
    (is_by_person && !speaks_to_others && is_open(context, bot, &written)).then_some(written)
}

/// Whether a message stands where questions need no mention: in an open channel, with words; or as
/// the opening message of a post of an open forum, whose title says something even where Discord does
/// not tell its words.
fn is_open(context: &Context, bot: &Bot, written: &Addressed<'_>) -> bool {
    let place = place::of_channel(context, written.guild, written.channel);
    let is_operators = |channel| bot.open_channels.contains(channel);
    if !place.channel.is_some_and(is_operators) && !bot.rules_at(place).unasked {
        return false;
    }
    let Some(guild) = written.guild.and_then(|guild| context.cache.guild(guild)) else {
        return false;
    };
    if place.channel == Some(written.channel.get()) {
        let kind = guild.channels.get(&written.channel).map(|channel| channel.kind);
        let is_talk = matches!(kind, Some(ChannelType::Text | ChannelType::News));
        return is_talk && !written.content.is_empty();
    }
    // A post is told of before its opening message, which has its number.
    let post = guild.threads.iter().find(|thread| thread.id == written.channel);
    let Some(forum) = post.and_then(|post| post.parent_id) else { return false };
    let kind = guild.channels.get(&forum).map(|forum| forum.kind);
    written.id.get() == written.channel.get() && matches!(kind, Some(ChannelType::Forum | MEDIA))
}
