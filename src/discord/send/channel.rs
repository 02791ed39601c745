//! Messages in channels: posted, edited, deleted. What somebody else did before is no error, but an
//! outcome.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serenity::all::{ChannelId, MessageId};
use serenity::http::{LightMethod, Route, StatusCode};

use super::payload::{AnswerPayload, Payload};
use crate::discord::api::{Api, ApiError, Call, RetryLimits};

/// What became of an answer that was to be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Posted {
    /// It is this message.
    As(MessageId),
    /// It was posted before, as this message and perhaps with another text.
    Before(MessageId),
    /// The bot may not write there.
    Forbidden,
}

/// What is read of a message that Discord answers with.
#[derive(Deserialize)]
struct PostedMessage {
    id: MessageId,
    #[serde(default)]
    content: String,
    #[serde(default)]
    embeds: Vec<PostedEmbed>,
}

#[derive(Deserialize)]
struct PostedEmbed {
    #[serde(default)]
    description: String,
}

/// Posts an answer. A question that was answered moments ago keeps its message (see `nonce`).
///
/// # Errors
/// When Discord cannot be reached or refuses for another reason than permissions.
pub(in crate::discord) async fn post(
    api: &Api,
    channel: ChannelId,
    answer: &AnswerPayload,
) -> Result<Posted, ApiError> {
    let route = Route::ChannelMessages { channel_id: channel };
    let call = Call::new(LightMethod::Post, route, "channels/…/messages").body(answer);
    match api.send::<PostedMessage>(&call, RetryLimits::message()).await {
        Ok(message) => {
            let embed = message.embeds.first().map(|embed| embed.description.as_str());
            let is_it = answer.shows(embed.unwrap_or(&message.content));
            Ok(if is_it { Posted::As(message.id) } else { Posted::Before(message.id) })
        }
        Err(error) if error.status() == Some(StatusCode::FORBIDDEN) => Ok(Posted::Forbidden),
        Err(error) => Err(error),
    }
}

/// Edits a message. One that somebody deleted is not posted again.
///
/// # Errors
/// When Discord cannot be reached or refuses.
pub(in crate::discord) async fn edit(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
    payload: &Payload,
) -> Result<(), ApiError> {
    let route = Route::ChannelMessage { channel_id: channel, message_id: message };
    let call = Call::new(LightMethod::Patch, route, "channels/…/messages/…").body(payload);
    unless_deleted(api.send(&call, RetryLimits::message()).await)
}

/// Deletes a message, or finds it deleted.
///
/// # Errors
/// When Discord cannot be reached or refuses.
pub(in crate::discord) async fn delete(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
) -> Result<(), ApiError> {
    let route = Route::ChannelMessage { channel_id: channel, message_id: message };
    let call = Call::new(LightMethod::Delete, route, "channels/…/messages/…");
    unless_deleted(api.send(&call, RetryLimits::message()).await)
}

fn unless_deleted(result: Result<IgnoredAny, ApiError>) -> Result<(), ApiError> {
    match result {
        Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => Ok(()),
        result => result.map(|_| ()),
    }
}
