//! Messages that mention the bot, and direct messages: answered as a reply, where they were asked.

use std::sync::LazyLock;

use regex::Regex;
use serenity::all::{Context, Message, MessageReference, MessageType, Permissions, UserId};

use super::bot::Bot;
use super::patience::{self, patiently, status};
use super::permissions;
use super::render;

/// Answers the message if it is a question to the bot; else does nothing.
pub(super) async fn answer(context: &Context, bot: &Bot, message: &Message) -> serenity::Result<()> {
    let me = context.cache.current_user().id;
    if !is_to(me, message) {
        return Ok(());
    }
    let _at_work = bot.at_work();
    let permissions = match message.guild_id {
        Some(guild) => permissions::in_channel(context, guild, message.channel_id),
        None => None,
    };
    if permissions.is_some_and(|permissions| !permissions.contains(Permissions::SEND_MESSAGES)) {
        bot.quiet.note(message.channel_id);
        return Ok(());
    }
    let reply = bot.answer(&without_mentions(&message.content)).await;
    let embeds_allowed = permissions.is_none_or(|permissions| permissions.contains(Permissions::EMBED_LINKS));
    // When the asked message is gone, the answer stands without a reference.
    let reference = MessageReference::from(message).fail_if_not_exists(false);
    let answer = render::render(&reply, embeds_allowed).message();
    let may_refer = permissions.is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY));
    let answer = if may_refer { answer.reference_message(reference) } else { answer };
    match patiently(patience::MESSAGE, || message.channel_id.send_message(&context.http, answer.clone())).await {
        Err(error) if status(&error) == Some(403) => {
            bot.quiet.note(message.channel_id);
            Ok(())
        }
        result => result.map(|_| ()),
    }
}

/// Whether a person addressed the bot: by naming it, or in a direct message. Bots, webhooks, system
/// messages, @everyone and roles never do. Without its content, which Discord withholds from bots that
/// are not addressed, there is no question.
fn is_to(me: UserId, message: &Message) -> bool {
    let by_a_person = !message.author.bot && message.webhook_id.is_none() && matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    let addressed = message.guild_id.is_none() || message.mentions.iter().any(|user| user.id == me);
    by_a_person && addressed && !message.content.is_empty()
}

/// What stands for somebody or something else in a message: users, roles, channels, emoji, times, commands
/// (Discord API reference, "Message Formatting").
static MENTION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:[^>]*|/[^>]*|id:\w+)>").expect("a valid pattern"));

/// What was asked: the text without mentions, which are no words.
fn without_mentions(content: &str) -> String {
    MENTION.replace_all(content, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_no_part_of_the_question() {
        assert_eq!(without_mentions("<@7> when, <@!7>?"), "when,  ?");
        assert_eq!(without_mentions("<@70> did <#5> close <:anchor:12>?"), "did   close  ?");
        assert_eq!(without_mentions("is 3 < 4 > 2"), "is 3 < 4 > 2");
    }
}
