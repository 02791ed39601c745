//! Answering a message: what the reply is, and posting it or editing the earlier one.

use std::time::Instant;

use serenity::all::{ChannelId, GuildId, Permissions};

use super::addressed::{Addressed, Addressing};
use super::earlier;
use super::post_title::with_post_title;
use super::reply_ping;
use crate::discord::api::ApiError;
use crate::discord::bot::{Bot, QuestionGuard};
use crate::discord::context::Context;
use crate::discord::mentions::without_mentions;
use crate::discord::permissions;
use crate::discord::render::{self, Rendered};
use crate::discord::send::channel::{self, Posted};
use crate::discord::send::{AskerLanguage, Payload, QuestionReference, Visibility};
use crate::phrases::{Language, Say};
use crate::question::Question;
use crate::reply::{self, Reply};

/// Posts the answer to a question that has none.
pub(super) async fn post(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    mut question: QuestionGuard,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    question.edited = asked.edited;
    let permissions = permissions_for(context, asked);
    let may = |permission| permissions.is_none_or(|permissions| permissions.contains(permission));
    if !may(Permissions::SEND_MESSAGES) {
        log_forbidden(bot, asked.channel);
        return Ok(());
    }
    let Some(reply) = reply(context, bot, asked, TooEarly::Notice).await else { return Ok(()) };
    let reference = if may(Permissions::READ_MESSAGE_HISTORY) {
        QuestionReference::Shown
    } else {
        QuestionReference::Forbidden
    };
    let rendered = rendered(bot, &reply, permissions);
    let payload = Payload::new(&rendered, Visibility::Public);
    let payload = payload.answering(asked.channel, asked.id, reference);
    let posted = channel::post(&context.api, asked.channel, &payload).await?;
    let (Posted::As(answer) | Posted::Before(answer)) = posted else {
        log_forbidden(bot, asked.channel);
        return Ok(());
    };
    question.answer = Some((asked.channel, answer));
    bot.questions.remember(asked.id, asked.channel, answer);
    if let Posted::Before(answer) = posted {
        // It answers the question as it stood before an edit.
        channel::edit(&context.api, asked.channel, answer, &Payload::edit(&rendered)).await?;
    }
    Ok(())
}

/// Edits the answer to a question that was edited, or posts it where there is none yet.
pub(super) async fn edit(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    mut question: QuestionGuard,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    question.edited = asked.edited;
    let Some((in_channel, answer)) = question.answer else {
        return post(context, bot, asked, question).await;
    };
    let Some(reply) = reply(context, bot, asked, TooEarly::Wait).await else { return Ok(()) };
    let permissions = permissions_for(context, asked);
    let payload = Payload::edit(&rendered(bot, &reply, permissions));
    channel::edit(&context.api, in_channel, answer, &payload).await
}

fn permissions_for(context: &Context, asked: &Addressed<'_>) -> Option<Permissions> {
    permissions::in_channel(context, asked.guild?, asked.channel)
}

fn rendered(
    bot: &Bot,
    (reply, language): &(Reply, Language),
    permissions: Option<Permissions>,
) -> Rendered {
    render::render(reply, permissions::surface(permissions), bot.voice(*language))
}

/// What is done about a question that comes too early.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TooEarly {
    /// A notice says when to ask again.
    Notice,
    /// It is answered later: a notice would replace the earlier answer.
    Wait,
}

/// The reply to a message and its language; `None` where silence is right.
async fn reply(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    too_early: TooEarly,
) -> Option<(Reply, Language)> {
    let text = without_mentions(asked.content);
    let courtesy = bot.phrases().courtesy(&text);
    let asks =
        asked.addressing == Addressing::Written || reply_ping::asks(context, asked.guild, &text);
    let own = Question::new(&text);
    let question = with_post_title(context, asked, text);
    let language = server_language(context, asked.guild).for_text(&question);
    let notice = |say: Say| (reply::notice([bot.voice(language).say(say)]), language);
    let say = match courtesy {
        Some(courtesy) => Some(courtesy.answer()),
        None => question.is_empty().then_some(Say::EmptyQuestion),
    };
    if !asks && (say.is_some() || Question::new(&question).carries_nothing()) {
        return None;
    }
    if let Some(say) = say {
        return bot.courtesies.try_start(asked.person, Instant::now()).then(|| notice(say));
    }
    while let Err(limited) = bot.rate_limits.check(asked.person, asked.channel) {
        match too_early {
            TooEarly::Notice => {
                let is_due = asks && bot.rate_limits.is_notice_due(limited);
                return is_due.then(|| notice(limited.notice()));
            }
            TooEarly::Wait => tokio::time::sleep(limited.retry_after()).await,
        }
    }
    let question = match followed(context, asked, own).await {
        Some(question) => question,
        None => Question::new(&question),
    };
    let reply = bot.answer_question(question, bot.scope(), language).await;
    (asks || reply.has_quote()).then_some((reply, language))
}

/// A question that points back at the one whose answer it replies to, with words of that. `None` for
/// any other, and where that cannot be read.
async fn followed(context: &Context, asked: &Addressed<'_>, own: Question) -> Option<Question> {
    let question = asked.follows.filter(|_| own.points_back())?;
    let may_read = permissions_for(context, asked)
        .is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY));
    let me = context.cache.current_user().id;
    let answered = earlier::Answered { channel: asked.channel, question, me };
    let before = earlier::question(&context.api, answered);
    let before = if may_read { before.await? } else { return None };
    let question = own.with_context(&before);
    (!question.context().is_empty()).then_some(question)
}

/// The language by the server's setting, if it is a server.
fn server_language(context: &Context, guild: Option<GuildId>) -> AskerLanguage {
    let server = guild.and_then(|guild| context.cache.guild(guild));
    AskerLanguage::of_server(server.as_ref().map(|server| server.preferred_locale.as_str()))
}

fn log_forbidden(bot: &Bot, channel: ChannelId) {
    if bot.forbidden_logs.try_start(channel, Instant::now()) {
        tracing::warn!(
            channel = channel.get(),
            "asked where the bot may not write; give it the permission to send messages there"
        );
    }
}
