//! Answering a message: posting the answer, editing the earlier one, taking it back. What is not wanted
//! any more meanwhile is given up, since somebody else waits for the question.

use std::num::NonZeroU64;
use std::time::Instant;

use serenity::all::{ChannelId, MessageId, Permissions, Timestamp};

use super::addressed::{Addressed, Addressing};
use super::reply::{Said, TooEarly, reply};
use super::silence::{self, AskedIn};
use crate::discord::api::ApiError;
use crate::discord::bot::{Asking, Bot, Given, QuestionGuard};
use crate::discord::context::Context;
use crate::discord::mentions::without_mentions;
use crate::discord::render::{self, Audience, Rendered, Target, ThreadName};
use crate::discord::send::channel::{self, Changed, Posted};
use crate::discord::send::{Payload, QuestionReference, Visibility};
use crate::discord::{permissions, place};
use crate::feedback::NotedAnswer;
use crate::phrases::Language;
use crate::question::Question;
use crate::reply::Reply;
use crate::settings::AnswersIn;

/// Posts the answer to a question that has none.
pub(super) async fn post(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    mut question: QuestionGuard,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    let is_edit = question.is_counted;
    let place = AskedIn { guild: asked.guild, channel: asked.channel };
    if !silence::may_write(context, bot, place) {
        return Ok(());
    }
    let said = said(context, bot, asked, &mut question, TooEarly::Notice).await;
    let Some(Said::Given(given, language)) = said else { return Ok(()) };
    let thread = thread_for(context, bot, asked, &given.reply).await;
    let channel = thread.unwrap_or(asked.channel);
    let permissions = permissions_for(context, asked);
    let may_refer = permissions
        .is_none_or(|permissions| permissions.contains(Permissions::READ_MESSAGE_HISTORY));
    let may_refer = may_refer && thread.is_none();
    let reference = if may_refer { QuestionReference::Shown } else { QuestionReference::Forbidden };
    let (rendered, noted) = rendered(context, bot, asked, &given, language);
    let payload = Payload::new(&rendered, Visibility::Public)
        .answering(asked.channel, asked.id, reference)
        .after_withdrawn(question.n_withdrawn);
    let (answer, is_old) = match channel::post(&context.api, channel, &payload).await? {
        Posted::As(answer) => (answer, false),
        // It may answer the question as it stood before an edit.
        Posted::Before(answer) => (answer, true),
        Posted::Refused(refusal) => {
            silence::log_refusal(context, bot, place, refusal);
            return Ok(());
        }
    };
    question.answer = Some((channel, answer));
    question.edit_answered = is_edit.then(Instant::now);
    bot.questions.remember(asked.id, channel, answer);
    bot.answers.note(noted, asked.id).await;
    if is_old {
        change(context, bot, place, &question, &Payload::edit(&rendered)).await?;
    }
    Ok(())
}

/// The thread for an answer, where answers to messages get one; `None` where the answer stands below
/// its question: in threads, for notices, and where no thread can be opened.
async fn thread_for(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    reply: &Reply,
) -> Option<ChannelId> {
    let place = place::of_channel(context, asked.guild, asked.channel);
    let is_in_channel = place.server.is_some() && place.channel == Some(asked.channel.get());
    let wanted = bot.rules_at(place).answers_in == AnswersIn::Thread;
    if !wanted || !is_in_channel || !reply.has_quote() {
        return None;
    }
    let name = ThreadName::of(&Question::new(&without_mentions(asked.content)))?;
    match channel::open_thread(&context.api, asked.channel, asked.id, &name).await {
        Ok(thread) => thread,
        Err(error) => {
            tracing::warn!(%error, "no thread could be opened for an answer");
            None
        }
    }
}

/// Edits the answer to a question that was edited, or posts it where there is none yet.
pub(super) async fn edit(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    mut question: QuestionGuard,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    if question.answer.is_none() {
        return post(context, bot, asked, question).await;
    }
    let (given, language) = match said(context, bot, asked, &mut question, TooEarly::Wait).await {
        Some(Said::Given(given, language)) => (given, language),
        Some(Said::NotAsked) => {
            return withdraw(context, bot, asked.id, question, asked.edited).await;
        }
        Some(Said::Nothing) | None => return Ok(()),
    };
    let (rendered, noted) = rendered(context, bot, asked, &given, language);
    let place = AskedIn { guild: asked.guild, channel: asked.channel };
    change(context, bot, place, &question, &Payload::edit(&rendered)).await?;
    question.edit_answered = Some(Instant::now());
    let noted = noted.map(|noted| NotedAnswer { is_again: true, ..noted });
    bot.answers.note(noted, asked.id).await;
    Ok(())
}

/// Deletes the answer to a question that is none any more since this edit, if it has one.
pub(super) async fn withdraw(
    context: &Context,
    bot: &Bot,
    message: MessageId,
    mut question: QuestionGuard,
    edited: Option<Timestamp>,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    question.edited = edited;
    bot.answers.forget_message(message).await;
    let Some((in_channel, answer)) = question.answer else { return Ok(()) };
    match channel::delete(&context.api, in_channel, answer).await? {
        Changed::Done => {
            question.answer = None;
            question.n_withdrawn += 1;
            bot.questions.forget(message);
        }
        Changed::Refused(refusal) => {
            silence::log_refusal(context, bot, AskedIn::of_channel(context, in_channel), refusal);
        }
    }
    Ok(())
}

/// What is said to a message; `None` as soon as something newer is wanted of its question.
async fn said(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    question: &mut QuestionGuard,
    too_early: TooEarly,
) -> Option<Said> {
    let unwanted = question.unwanted(asked.edited);
    let said = tokio::select! {
        biased;
        () = unwanted => return None,
        said = reply(context, bot, asked, question, too_early) => said,
    };
    question.edited = asked.edited;
    Some(said)
}

/// Changes the answer to a question, unless that is deleted meanwhile: then the answer goes with it.
async fn change(
    context: &Context,
    bot: &Bot,
    place: AskedIn,
    question: &QuestionGuard,
    payload: &Payload,
) -> Result<(), ApiError> {
    let Some((in_channel, answer)) = question.answer else { return Ok(()) };
    let deleted = question.deleted();
    let changed = tokio::select! {
        biased;
        () = deleted => return Ok(()),
        changed = channel::edit(&context.api, in_channel, answer, payload) => changed?,
    };
    if let Changed::Refused(refusal) = changed {
        silence::log_refusal(context, bot, place, refusal);
    }
    Ok(())
}

fn permissions_for(context: &Context, asked: &Addressed<'_>) -> Option<Permissions> {
    permissions::in_channel(context, asked.guild?, asked.channel)
}

/// The answer as a message, and what is noted of it once it is posted.
fn rendered(
    context: &Context,
    bot: &Bot,
    asked: &Addressed<'_>,
    given: &Given,
    language: Language,
) -> (Rendered, Option<NotedAnswer>) {
    let place = place::of_channel(context, asked.guild, asked.channel);
    let asking = Asking {
        place,
        keeps_questions: bot.rules_at(place).keeps_questions,
        person: asked.person,
        message: Some(asked.id),
    };
    let noted = bot.answers.noted(given, asking);
    let target = Target {
        surface: permissions::surface(permissions_for(context, asked)),
        language,
        owner: NonZeroU64::new(asked.person.get()),
        audience: match asked.addressing {
            Addressing::Unasked => Audience::ChannelUnasked,
            Addressing::Written | Addressing::PingOfReply => Audience::Channel,
        },
        answer: noted.as_ref().map(|noted| noted.tag),
    };
    (render::render(&given.reply, target.frame(bot.phrases())), noted)
}
