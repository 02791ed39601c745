//! Messages that mention the bot, direct messages, and others where the operator wants them answered:
//! answered as a reply, where they were asked.
//! An edited question has its answer edited; one that is deleted, or that an edit addresses to nobody,
//! has it deleted.

mod addressed;
mod unasked;
mod reply_ping;
mod post_title;
mod earlier;
mod silence;
mod reply;
mod answering;

use std::time::Duration;

use serenity::all::{Message, MessageId, MessageUpdateEvent, Timestamp};

use self::addressed::{Addressed, Edited};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::place;

/// How long after it was asked an edited question is answered anew.
const EDITABLE: Duration = Duration::from_secs(10 * 60);

/// Answers a new message if it is addressed to the bot.
pub(super) async fn created(
    context: &Context,
    bot: &Bot,
    message: &Message,
) -> Result<(), ApiError> {
    let me = context.cache.current_user().id;
    let addressed = Addressed::of_message(me, message)
        .filter(|addressed| are_mentions_answered(context, bot, addressed))
        .or_else(|| unasked::of_message(context, bot, message));
    let Some(addressed) = addressed else { return Ok(()) };
    match bot.questions.claim(addressed.id) {
        Some(question) => answering::post(context, bot, &addressed, question).await,
        None => Ok(()),
    }
}

/// Answers a question anew when its text was edited soon after it was asked. One that is none any more
/// loses its answer.
pub(super) async fn edited(
    context: &Context,
    bot: &Bot,
    update: &MessageUpdateEvent,
) -> Result<(), ApiError> {
    let me = context.cache.current_user().id;
    let edited = match Edited::of_update(me, update) {
        Some(Edited::Addressed(addressed, edited))
            if !are_mentions_answered(context, bot, &addressed) =>
        {
            Some(Edited::NotAddressed(addressed.id, edited))
        }
        edited => edited,
    };
    let (addressed, edited) = match edited {
        Some(Edited::Addressed(addressed, edited)) => (addressed, edited),
        Some(Edited::NotAddressed(message, edited)) => {
            if let Some(unasked) = unasked::of_update(context, bot, update) {
                return answer_edited(context, bot, &unasked, edited).await;
            }
            let Some(question) = bot.questions.lock_for_edit(message, edited).await else {
                return Ok(());
            };
            return answering::withdraw(context, bot, message, question, Some(edited)).await;
        }
        None => return Ok(()),
    };
    answer_edited(context, bot, &addressed, edited).await
}

/// Whether who addresses the bot is answered where they do. To it alone they may always write.
fn are_mentions_answered(context: &Context, bot: &Bot, addressed: &Addressed<'_>) -> bool {
    let place = place::of_channel(context, addressed.guild, addressed.channel);
    place.server.is_none() || bot.rules_at(place).mentions
}

/// Answers a message as it was edited at this moment.
async fn answer_edited(
    context: &Context,
    bot: &Bot,
    addressed: &Addressed<'_>,
    edited: Timestamp,
) -> Result<(), ApiError> {
    // By both moments: when an old question that was edited soon is pinned, its edit comes again.
    let asked = addressed.id.created_at().timestamp_millis();
    let age = edited.timestamp_millis().max(Timestamp::now().timestamp_millis()) - asked;
    if age > EDITABLE.as_millis() as i64 {
        return Ok(());
    }
    // A mention may be added by an edit: then the question is new.
    if let Some(question) = bot.questions.claim(addressed.id) {
        return answering::post(context, bot, addressed, question).await;
    }
    match bot.questions.lock_for_edit(addressed.id, edited).await {
        Some(question) => answering::edit(context, bot, addressed, question).await,
        None => Ok(()),
    }
}

/// Deletes the answer of a question that was deleted.
pub(super) async fn deleted(
    context: &Context,
    bot: &Bot,
    message: MessageId,
) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    let question = loop {
        match bot.questions.lock_deleted(message).await {
            Some(question) => break question,
            None if bot.questions.mark_deleted(message) => {
                // Its answer is not known any more; its text may still be kept.
                bot.answers.forget_message(message).await;
                return Ok(());
            }
            None => {}
        }
    };
    let edited = question.edited;
    answering::withdraw(context, bot, message, question, edited).await
}
