//! Which messages are addressed to the bot, and how.

use serenity::all::{
    ChannelId, GuildId, Message, MessageId, MessageType, MessageUpdateEvent, Timestamp, UserId,
};

use crate::discord::covered::{mentions_anywhere, mentions_plainly};

/// A message that is addressed to the bot: new, or as it was edited.
pub(super) struct Addressed<'m> {
    pub(super) id: MessageId,
    pub(super) channel: ChannelId,
    /// `None` for a direct message.
    pub(super) guild: Option<GuildId>,
    pub(super) person: UserId,
    pub(super) content: &'m str,
    pub(super) edited: Option<Timestamp>,
    pub(super) addressing: Addressing,
    /// The question whose answer by the bot it replies to. Answers to commands refer to none.
    pub(super) follows: Option<MessageId>,
}

/// How a message is addressed to the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addressing {
    /// It was written to the bot: it mentions it in plain sight, or is a direct message.
    Written,
    /// It replies to the bot, whom nothing but that pings. People reply so to each other's talk.
    PingOfReply,
    /// Not at all: it stands where questions need no mention.
    Unasked,
}

impl<'m> Addressed<'m> {
    /// A new message, if a person wrote it to the bot, whose user is `me`.
    pub(super) fn of_message(me: UserId, message: &'m Message) -> Option<Addressed<'m>> {
        let is_by_person =
            !message.author.bot && message.webhook_id.is_none() && is_written(message.kind);
        let written = Written {
            content: &message.content,
            is_direct: message.guild_id.is_none(),
            is_listed: message.mentions.iter().any(|user| user.id == me),
            is_reply: message.kind == MessageType::InlineReply,
            replied: message.referenced_message.as_deref(),
        };
        let addressing = written.addressing(me).filter(|_| is_by_person)?;
        Some(Addressed {
            id: message.id,
            channel: message.channel_id,
            guild: message.guild_id,
            person: message.author.id,
            content: &message.content,
            edited: message.edited_timestamp,
            addressing,
            follows: written.follows(me),
        })
    }
}

/// What an edit makes of a message of a person.
pub(super) enum Edited<'m> {
    /// One that is addressed to the bot, at this moment.
    Addressed(Addressed<'m>, Timestamp),
    /// One that is not, at this moment; it may have been before.
    NotAddressed(MessageId, Timestamp),
}

impl<'m> Edited<'m> {
    /// What an update tells. One that only adds the preview of a link is no edit.
    pub(super) fn of_update(me: UserId, update: &'m MessageUpdateEvent) -> Option<Edited<'m>> {
        let (author, content) = (update.author.as_ref()?, update.content.as_ref()?);
        let (edited, mentions) = (update.edited_timestamp?, update.mentions.as_ref()?);
        let is_by_person = !author.bot
            && update.webhook_id.flatten().is_none()
            && update.kind.is_none_or(is_written);
        if !is_by_person {
            return None;
        }
        let written = Written {
            content,
            is_direct: update.guild_id.is_none(),
            is_listed: mentions.iter().any(|user| user.id == me),
            is_reply: update.kind == Some(MessageType::InlineReply),
            replied: update.referenced_message.as_ref().and_then(|replied| replied.as_deref()),
        };
        let Some(addressing) = written.addressing(me) else {
            return Some(Edited::NotAddressed(update.id, edited));
        };
        let addressed = Addressed {
            id: update.id,
            channel: update.channel_id,
            guild: update.guild_id,
            person: author.id,
            content,
            edited: Some(edited),
            addressing,
            follows: written.follows(me),
        };
        Some(Edited::Addressed(addressed, edited))
    }
}

/// What tells whether a message is written to the bot.
struct Written<'m> {
    content: &'m str,
    is_direct: bool,
    /// Whether Discord lists the bot as mentioned. @everyone and roles do not count.
    is_listed: bool,
    is_reply: bool,
    /// What it replies to, where Discord says.
    replied: Option<&'m Message>,
}

impl Written<'_> {
    /// How it is addressed to the bot, if it is. Without its content, which Discord withholds from
    /// bots that are not mentioned, there is no question.
    fn addressing(&self, me: UserId) -> Option<Addressing> {
        if self.content.is_empty() || !self.is_direct && !self.is_listed {
            return None;
        }
        if self.is_direct || mentions_plainly(self.content, me) {
            return Some(Addressing::Written);
        }
        // Where a quotation mentions the bot too, a reply to others is not written to it.
        let is_covered = mentions_anywhere(self.content, me);
        let is_to_me = self.replied.map_or(!is_covered, |replied| replied.author.id == me);
        if self.is_reply && is_to_me {
            return Some(Addressing::PingOfReply);
        }
        (!is_covered && !self.is_reply).then_some(Addressing::Written)
    }

    /// The question that the bot's message which it replies to refers to.
    fn follows(&self, me: UserId) -> Option<MessageId> {
        let replied = self.replied.filter(|replied| replied.author.id == me)?;
        replied.message_reference.as_ref()?.message_id
    }
}

/// Whether people write messages of this kind; Discord makes the others.
fn is_written(kind: MessageType) -> bool {
    matches!(kind, MessageType::Regular | MessageType::InlineReply)
}
