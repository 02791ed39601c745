//! Messages that mention the bot, and direct messages: answered as a reply, where they were asked.
//! An edited question has its answer edited, a deleted one takes it along.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use regex::Regex;
use serenity::all::{
    ChannelId, ChannelType, Context, GuildId, Message, MessageId, MessageType, MessageUpdateEvent,
    Permissions, Timestamp, UserId,
};

use super::answering::Held;
use super::body::{self, Seen};
use super::bot::Bot;
use super::patience::{self, patiently, status};
use super::permissions;
use super::render::{self, Rendered};
use crate::phrases::{Key, Language};
use crate::reply::{self, Reply};

/// How long after it was asked an edited question is answered anew.
const EDITABLE: Duration = Duration::from_secs(10 * 60);

/// A message that may ask something: new, or as it was edited.
struct Heard<'m> {
    id: MessageId,
    channel: ChannelId,
    guild: Option<GuildId>,
    person: UserId,
    content: &'m str,
    edited: Option<Timestamp>,
}

/// Answers the message if it is a question to the bot; else does nothing.
pub(super) async fn answer(
    context: &Context,
    bot: &Bot,
    message: &Message,
) -> serenity::Result<()> {
    let me = context.cache.current_user().id;
    let by_a_person =
        !message.author.bot && message.webhook_id.is_none() && is_written(message.kind);
    if !by_a_person
        || !is_to(
            me,
            message.guild_id,
            message.mentions.iter().map(|user| user.id),
            &message.content,
        )
    {
        return Ok(());
    }
    let heard = Heard {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        person: message.author.id,
        content: &message.content,
        edited: message.edited_timestamp,
    };
    let Some(held) = bot.answering.claim(heard.id) else { return Ok(()) };
    reply_to(context, bot, &heard, held).await
}

/// Answers a question anew when its text was changed soon after it was asked. What only got a
/// preview of a link, or whose content is withheld, is left alone.
pub(super) async fn answer_edited(
    context: &Context,
    bot: &Bot,
    update: &MessageUpdateEvent,
) -> serenity::Result<()> {
    let me = context.cache.current_user().id;
    let (Some(author), Some(content), Some(edited)) =
        (&update.author, &update.content, update.edited_timestamp)
    else {
        return Ok(());
    };
    let by_a_person =
        !author.bot && update.webhook_id.flatten().is_none() && update.kind.is_none_or(is_written);
    let mentions = update.mentions.iter().flatten().map(|user| user.id);
    // Both: an old question that was edited soon is told again when somebody pins it.
    let asked = update.id.created_at().timestamp_millis();
    let age = edited.timestamp_millis().max(Timestamp::now().timestamp_millis()) - asked;
    if !by_a_person
        || !is_to(me, update.guild_id, mentions, content)
        || age > EDITABLE.as_millis() as i64
    {
        return Ok(());
    }
    let heard = Heard {
        id: update.id,
        channel: update.channel_id,
        guild: update.guild_id,
        person: author.id,
        content,
        edited: Some(edited),
    };
    // Whoever forgot to mention the bot may do so later: then the question is new.
    match bot.answering.claim(heard.id) {
        Some(held) => reply_to(context, bot, &heard, held).await,
        None => {
            let Some(held) = bot.answering.hold(heard.id).await else { return Ok(()) };
            let is_news = held.edited.is_none_or(|known| known < edited);
            if held.is_gone || !is_news {
                Ok(())
            } else {
                change_reply(context, bot, &heard, held).await
            }
        }
    }
}

/// Removes the answer of a question that was deleted.
pub(super) async fn remove_answer(
    context: &Context,
    bot: &Bot,
    question: MessageId,
) -> serenity::Result<()> {
    let _at_work = bot.at_work();
    let mut held = loop {
        match bot.answering.hold(question).await {
            Some(held) => break held,
            None if bot.answering.bury(question) => return Ok(()),
            None => {}
        }
    };
    held.is_gone = true;
    let Some((channel, answer)) = held.answer else { return Ok(()) };
    match patiently(patience::MESSAGE, || context.http.delete_message(channel, answer, None)).await
    {
        // Somebody was faster.
        Err(error) if status(&error) != Some(404) => Err(error),
        _ => {
            held.answer = None;
            bot.answering.forget(question);
            Ok(())
        }
    }
}

async fn reply_to(
    context: &Context,
    bot: &Bot,
    heard: &Heard<'_>,
    mut held: Held,
) -> serenity::Result<()> {
    let _at_work = bot.at_work();
    held.edited = heard.edited;
    let permissions =
        heard.guild.and_then(|guild| permissions::in_channel(context, guild, heard.channel));
    if permissions.is_some_and(|permissions| !permissions.contains(Permissions::SEND_MESSAGES)) {
        note_quiet(bot, heard.channel);
        return Ok(());
    }
    let Some((reply, language)) = reply(context, bot, heard, TooFast::IsTold).await else {
        return Ok(());
    };
    let mut body = body::message(&rendered(bot, &reply, permissions, language), Seen::ByAll);
    if permissions.is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY))
    {
        // When the asked message is gone, the answer stands without a reference.
        body["message_reference"] = serde_json::json!({"message_id": heard.id.to_string(), "channel_id": heard.channel.to_string(), "fail_if_not_exists": false});
    }
    // What is sent again because its answer was lost is posted once (Discord API reference, "Create
    // Message").
    body["nonce"] = heard.id.to_string().into();
    body["enforce_nonce"] = true.into();
    match patiently(patience::MESSAGE, || {
        context.http.send_message(heard.channel, Vec::new(), &body)
    })
    .await
    {
        Ok(answer) => {
            held.answer = Some((heard.channel, answer.id));
            bot.answering.remember(heard.id, heard.channel, answer.id);
            Ok(())
        }
        Err(error) if status(&error) == Some(403) => {
            note_quiet(bot, heard.channel);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn change_reply(
    context: &Context,
    bot: &Bot,
    heard: &Heard<'_>,
    mut held: Held,
) -> serenity::Result<()> {
    let _at_work = bot.at_work();
    held.edited = heard.edited;
    let Some((channel, answer)) = held.answer else {
        return reply_to(context, bot, heard, held).await;
    };
    let Some((reply, language)) = reply(context, bot, heard, TooFast::Waits).await else {
        return Ok(());
    };
    let permissions =
        heard.guild.and_then(|guild| permissions::in_channel(context, guild, heard.channel));
    let body = body::edit(&rendered(bot, &reply, permissions, language));
    match patiently(patience::MESSAGE, || {
        context.http.edit_message(channel, answer, &body, Vec::new())
    })
    .await
    {
        // Somebody removed the answer, and does not want it back.
        Err(error) if status(&error) == Some(404) => Ok(()),
        result => result.map(|_| ()),
    }
}

fn rendered(
    bot: &Bot,
    reply: &Reply,
    permissions: Option<Permissions>,
    language: Language,
) -> Rendered {
    let embeds_allowed =
        permissions.is_none_or(|permissions| permissions.contains(Permissions::EMBED_LINKS));
    render::render(reply, embeds_allowed, bot.voice(language))
}

/// What becomes of a question that comes too early.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TooFast {
    /// The person is told when to ask again.
    IsTold,
    /// It is answered later: a notice would take the place of an answer.
    Waits,
}

/// What is said to a message, and in which language; `None` where silence is right.
async fn reply(
    context: &Context,
    bot: &Bot,
    heard: &Heard<'_>,
    too_fast: TooFast,
) -> Option<(Reply, Language)> {
    let text = without_mentions(heard.content);
    let (title, preferred) = match heard.guild {
        Some(guild) => (post_title(context, guild, heard.channel), preferred(context, guild)),
        None => (None, None),
    };
    let courtesy = bot.phrases().courtesy(&text);
    let asked = match title {
        Some(title) => format!("{title}\n{text}").trim().to_owned(),
        None => text,
    };
    let language = preferred.unwrap_or_else(|| Language::of_text(&asked));
    let voice = bot.voice(language);
    if let Some(greeting) = courtesy.or_else(|| asked.is_empty().then_some(Key::EmptyQuestion)) {
        return bot
            .greeted
            .is_due(heard.person, Instant::now())
            .then(|| (reply::notice([voice.say(greeting, vec![])]), language));
    }
    while let Err(wait) = bot.limits.ask(heard.person, heard.channel) {
        if too_fast == TooFast::IsTold {
            return bot
                .limits
                .is_to_be_told(wait)
                .then(|| (reply::notice([wait.notice(voice)]), language));
        }
        tokio::time::sleep(wait.time()).await;
    }
    Some((bot.answer(&asked, bot.scope(), language).await, language))
}

/// The title of a forum's post, which belongs to what is asked in it; `None` in any other channel.
fn post_title(context: &Context, guild: GuildId, channel: ChannelId) -> Option<String> {
    let guild = context.cache.guild(guild)?;
    let post = guild.threads.iter().find(|thread| thread.id == channel)?;
    let parent = guild.channels.get(&post.parent_id?)?;
    (parent.kind == ChannelType::Forum).then(|| post.name.clone())
}

/// The language that a server prefers, where there are phrases in it.
fn preferred(context: &Context, guild: GuildId) -> Option<Language> {
    Language::of_locale(&context.cache.guild(guild)?.preferred_locale)
}

fn note_quiet(bot: &Bot, channel: ChannelId) {
    if bot.quiet.is_due(channel, Instant::now()) {
        tracing::warn!(
            channel = channel.get(),
            "asked where the bot may not write; give it the permission to send messages there"
        );
    }
}

/// Whether people write messages of this kind; the others are made by Discord.
fn is_written(kind: MessageType) -> bool {
    matches!(kind, MessageType::Regular | MessageType::InlineReply)
}

/// Whether a message is addressed to the bot: by naming it, or in a direct message. @everyone and
/// roles never do. Without its content, which Discord withholds from bots that are not addressed,
/// there is no question.
fn is_to(
    me: UserId,
    guild: Option<GuildId>,
    mut mentions: impl Iterator<Item = UserId>,
    content: &str,
) -> bool {
    !content.is_empty() && (guild.is_none() || mentions.any(|user| user == me))
}

/// What stands for somebody or something else in a message: users, roles, channels, emoji, times,
/// commands (Discord API reference, "Message Formatting").
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:[^>]*|/[^>]*|id:\w+)>").expect("a valid pattern")
});

/// What was asked: the text without mentions, which are no words.
pub(super) fn without_mentions(content: &str) -> String {
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
