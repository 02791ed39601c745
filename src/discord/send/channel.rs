//! Messages in channels: posted, edited, deleted. What somebody else did before is no error, but an
//! outcome.

use serenity::all::{ChannelId, Http, MessageId};
use serenity::http::StatusCode;

use super::payload::{AnswerPayload, Payload};
use super::retry::{retry, status};

/// What became of an answer that was to be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Posted {
    /// It is this message.
    As(MessageId),
    /// The bot may not write there.
    Forbidden,
}

/// Posts an answer.
///
/// # Errors
/// When Discord cannot be reached or refuses for another reason than permissions.
pub(in crate::discord) async fn post(
    http: &Http,
    channel: ChannelId,
    answer: &AnswerPayload,
) -> serenity::Result<Posted> {
    match retry(|| http.send_message(channel, Vec::new(), answer)).await {
        Ok(message) => Ok(Posted::As(message.id)),
        Err(error) if status(&error) == Some(StatusCode::FORBIDDEN) => Ok(Posted::Forbidden),
        Err(error) => Err(error),
    }
}

/// Edits a message. One that somebody deleted is not posted again.
///
/// # Errors
/// When Discord cannot be reached or refuses.
pub(in crate::discord) async fn edit(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
    payload: &Payload,
) -> serenity::Result<()> {
    match retry(|| http.edit_message(channel, message, payload, Vec::new())).await {
        Err(error) if status(&error) == Some(StatusCode::NOT_FOUND) => Ok(()),
        result => result.map(|_| ()),
    }
}

/// Deletes a message, or finds it deleted.
///
/// # Errors
/// When Discord cannot be reached or refuses.
pub(in crate::discord) async fn delete(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
) -> serenity::Result<()> {
    match retry(|| http.delete_message(channel, message, None)).await {
        Err(error) if status(&error) == Some(StatusCode::NOT_FOUND) => Ok(()),
        result => result,
    }
}
