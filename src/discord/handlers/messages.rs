//! Messages that mention the bot, and direct messages: answered as a reply, where they were asked.
//! An edited question has its answer edited, a deleted one has it deleted.

mod addressed;
mod reply_ping;
mod post_title;
mod earlier;
mod answering;

use std::time::Duration;

use serenity::all::{Message, MessageId, MessageUpdateEvent, Timestamp};

use self::addressed::Addressed;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::send::channel;

/// How long after it was asked an edited question is answered anew.
const EDITABLE: Duration = Duration::from_secs(10 * 60);

/// Answers a new message if it is addressed to the bot.
pub(super) async fn created(
    context: &Context,
    bot: &Bot,
    message: &Message,
) -> Result<(), ApiError> {
    let me = context.cache.current_user().id;
    let Some(addressed) = Addressed::of_message(me, message) else { return Ok(()) };
    match bot.questions.claim(addressed.id) {
        Some(question) => answering::post(context, bot, &addressed, question).await,
        None => Ok(()),
    }
}

/// Answers a question anew when its text was edited soon after it was asked.
pub(super) async fn edited(
    context: &Context,
    bot: &Bot,
    update: &MessageUpdateEvent,
) -> Result<(), ApiError> {
    let me = context.cache.current_user().id;
    let Some((addressed, edited)) = Addressed::of_update(me, update) else { return Ok(()) };
    // By both moments: when an old question that was edited soon is pinned, its edit comes again.
    let asked = update.id.created_at().timestamp_millis();
    let age = edited.timestamp_millis().max(Timestamp::now().timestamp_millis()) - asked;
    if age > EDITABLE.as_millis() as i64 {
        return Ok(());
    }
    // A mention may be added by an edit: then the question is new.
    if let Some(question) = bot.questions.claim(addressed.id) {
        return answering::post(context, bot, &addressed, question).await;
    }
    let Some(question) = bot.questions.lock(addressed.id).await else { return Ok(()) };
    let is_newer = question.edited.is_none_or(|known| known < edited);
    if question.is_deleted || !is_newer {
        return Ok(());
    }
    answering::edit(context, bot, &addressed, question).await
}

/// Deletes the answer of a question that was deleted.
pub(super) async fn deleted(
    context: &Context,
    bot: &Bot,
    message: MessageId,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    let mut question = loop {
        match bot.questions.lock(message).await {
            Some(question) => break question,
            None if bot.questions.mark_deleted(message) => return Ok(()),
            None => {}
        }
    };
    question.is_deleted = true;
    let Some((in_channel, answer)) = question.answer else { return Ok(()) };
    channel::delete(&context.api, in_channel, answer).await?;
    question.answer = None;
    bot.questions.forget(message);
    Ok(())
}
