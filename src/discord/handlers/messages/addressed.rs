//! Which messages are addressed to the bot.

use serenity::all::{
    ChannelId, GuildId, Message, MessageId, MessageType, MessageUpdateEvent, Timestamp, UserId,
};

/// A message that is addressed to the bot: new, or as it was edited.
pub(super) struct Addressed<'m> {
    pub(super) id: MessageId,
    pub(super) channel: ChannelId,
    /// `None` for a direct message.
    pub(super) guild: Option<GuildId>,
    pub(super) person: UserId,
    pub(super) content: &'m str,
    pub(super) edited: Option<Timestamp>,
}

impl<'m> Addressed<'m> {
    /// A new message, if a person wrote it to the bot, whose user is `me`.
    pub(super) fn of_message(me: UserId, message: &'m Message) -> Option<Addressed<'m>> {
        let is_by_person =
            !message.author.bot && message.webhook_id.is_none() && is_written(message.kind);
        let mentions = message.mentions.iter().map(|user| user.id);
        let addressed = Addressed {
            id: message.id,
            channel: message.channel_id,
            guild: message.guild_id,
            person: message.author.id,
            content: &message.content,
            edited: message.edited_timestamp,
        };
        (is_by_person && addressed.is_to(me, mentions)).then_some(addressed)
    }

    /// The same for an edited message, with the moment of the edit. An update that only adds the
    /// preview of a link is none, nor is one whose content is withheld.
    pub(super) fn of_update(
        me: UserId,
        update: &'m MessageUpdateEvent,
    ) -> Option<(Addressed<'m>, Timestamp)> {
        let (author, content) = (update.author.as_ref()?, update.content.as_ref()?);
        let edited = update.edited_timestamp?;
        let is_by_person = !author.bot
            && update.webhook_id.flatten().is_none()
            && update.kind.is_none_or(is_written);
        let mentions = update.mentions.iter().flatten().map(|user| user.id);
        let addressed = Addressed {
            id: update.id,
            channel: update.channel_id,
            guild: update.guild_id,
            person: author.id,
            content,
            edited: Some(edited),
        };
        (is_by_person && addressed.is_to(me, mentions)).then_some((addressed, edited))
    }

    /// Whether it mentions the bot, or is a direct message. @everyone and roles do not count.
    /// Without its content, which Discord withholds from bots that are not mentioned, there is no
    /// question.
    fn is_to(&self, me: UserId, mut mentions: impl Iterator<Item = UserId>) -> bool {
        !self.content.is_empty() && (self.guild.is_none() || mentions.any(|user| user == me))
    }
}

/// Whether people write messages of this kind; Discord makes the others.
fn is_written(kind: MessageType) -> bool {
    matches!(kind, MessageType::Regular | MessageType::InlineReply)
}
