//! What is said to a message: the answer, a phrase, or nothing.

use std::time::{Duration, Instant};

use serenity::all::{GuildId, Permissions};

use super::addressed::{Addressed, Addressing};
use super::earlier;
use super::post_title::with_post_title;
use super::reply_ping;
use crate::discord::bot::{Bot, QuestionGuard};
use crate::discord::context::Context;
use crate::discord::mentions::without_mentions;
use crate::discord::permissions;
use crate::discord::send::AskerLanguage;
use crate::phrases::{Language, Say};
use crate::question::{AnswerType, Question};
use crate::reply::{self, Reply};

/// A question's edits are answered no faster than this; of those that come faster, the newest.
const BETWEEN_EDITS: Duration = Duration::from_secs(3);

/// What is said to a message.
pub(super) enum Said {
    /// This, in this language.
    Reply(Reply, Language),
    /// Nothing for now.
    Nothing,
    /// Nothing: it asks the bot nothing.
    NotAsked,
}

/// What is done about a question that comes too early.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TooEarly {
    /// A notice says when to ask again.
    Notice,
    /// It is answered later: a notice would replace the earlier answer.
    Wait,
}

/// What is said to a message. It is counted in the question's state.
pub(super) async fn reply(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    too_early: TooEarly,
) -> Said {
    let text = without_mentions(asked.content);
    let courtesy = bot.phrases().courtesy(&text);
    let asks = match asked.addressing {
        Addressing::Written => true,
        Addressing::PingOfReply => reply_ping::asks(context, asked.guild, &text),
        Addressing::Unasked => false,
    };
    let own = Question::new(&text);
    let text = with_post_title(context, asked, text);
    let language = server_language(context, asked.guild).for_text(&text);
    let notice = |say: Say| Said::Reply(reply::notice([bot.voice(language).say(say)]), language);
    let say = match courtesy {
        Some(courtesy) => Some(courtesy.answer()),
        None => text.is_empty().then_some(Say::EmptyQuestion),
    };
    let is_unasked = asked.addressing == Addressing::Unasked;
    let says_nothing = own.carries_nothing() && Question::new(&text).carries_nothing();
    if is_unasked && says_nothing
        || !is_unasked && !asks && (say.is_some() || own.carries_nothing())
    {
        return Said::NotAsked;
    }
    if let Some(say) = say.filter(|_| !is_unasked) {
        let is_due = bot.courtesies.try_start(asked.person, Instant::now());
        return if is_due { notice(say) } else { Said::Nothing };
    }
    if let Err(say) = count(bot, asked, question, too_early).await {
        return say.filter(|_| asks).map_or(Said::Nothing, notice);
    }
    if is_unasked {
        let question = Question::new(&text);
        // A post is opened to ask something; in other channels people talk.
        let is_post = asked.id.get() == asked.channel.get();
        if !is_post && !is_worded_as_question(&question) {
            return Said::NotAsked;
        }
        let answer = bot.answer_unasked(question, bot.scope(), language).await;
        return answer.map_or(Said::NotAsked, |reply| Said::Reply(reply, language));
    }
    let question = match followed(context, asked, own).await {
        Some(question) => question,
        None => Question::new(&text),
    };
    let reply = bot.answer_question(question, bot.scope(), language).await;
    if asks || reply.has_quote() { Said::Reply(reply, language) } else { Said::NotAsked }
}

/// Whether a text has the words or the sign of a question.
fn is_worded_as_question(question: &Question) -> bool {
    reply_ping::ends_as_question(question.asked())
        || !question.is_keyword()
            && (question.asks_how() || question.answer_type() != AnswerType::Statement)
}

/// Counts a message as a new question or, where its question was counted before, as an edit, which
/// waits for its turn.
///
/// # Errors
/// When it comes too early: what to say about that, if anything.
async fn count(
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    too_early: TooEarly,
) -> Result<(), Option<Say>> {
    if question.is_counted {
        let since = question.edit_answered.map(|answered| answered.elapsed());
        let wait = since.map_or(Duration::ZERO, |since| BETWEEN_EDITS.saturating_sub(since));
        tokio::time::sleep(wait).await;
        while let Err(limited) = bot.rate_limits.check_edit(asked.person) {
            tokio::time::sleep(limited.retry_after()).await;
        }
        return Ok(());
    }
    while let Err(limited) = bot.rate_limits.check(asked.person, asked.channel) {
        match too_early {
            TooEarly::Notice => {
                let is_due = bot.rate_limits.is_notice_due(limited);
                return Err(is_due.then(|| limited.notice()));
            }
            TooEarly::Wait => tokio::time::sleep(limited.retry_after()).await,
        }
    }
    question.is_counted = true;
    Ok(())
}

/// A question that points back at the one whose answer it replies to, with words of that. `None` for
/// any other, and where that cannot be read.
async fn followed(context: &Context, asked: &Addressed<'_>, own: Question) -> Option<Question> {
    let question = asked.follows.filter(|_| own.points_back())?;
    let may_read = asked
        .guild
        .and_then(|guild| permissions::in_channel(context, guild, asked.channel))
        .is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY));
    let me = context.cache.current_user().id;
    let answered = earlier::Answered { channel: asked.channel, question, me };
    let before =
        if may_read { earlier::question(&context.api, answered).await? } else { return None };
    let question = own.with_context(&before);
    (!question.context().is_empty()).then_some(question)
}

/// The language by the server's setting, if it is a server.
fn server_language(context: &Context, guild: Option<GuildId>) -> AskerLanguage {
    let server = guild.and_then(|guild| context.cache.guild(guild));
    AskerLanguage::of_server(server.as_ref().map(|server| server.preferred_locale.as_str()))
}
