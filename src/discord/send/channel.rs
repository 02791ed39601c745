//! Messages in channels: posted, edited, deleted. What somebody else did before is no error, but an
//! outcome.

use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use serenity::all::{ChannelId, MessageId};
use serenity::http::{LightMethod, Route, StatusCode};
use tokio::time::sleep;

use super::payload::{AnswerPayload, Payload};
use super::refusal::Refusal;
use crate::discord::api::{Api, ApiError, Backoff, Call, RetryLimits};
use crate::discord::render::ThreadName;

/// What became of an answer that was to be posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Posted {
    /// It is this message.
    As(MessageId),
    /// It was posted before, as this message and perhaps with another text.
    Before(MessageId),
    /// The bot cannot write there.
    Refused(Refusal),
}

/// What became of a message that was to be edited or deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Changed {
    /// It was, or somebody else has deleted it.
    Done,
    /// The bot cannot do that there.
    Refused(Refusal),
}

/// A thread is archived after so many minutes without a message (Discord API reference, "Start Thread
/// from Message").
const ARCHIVED_AFTER: u16 = 1440;
/// Which message was posted is asked for again so often, with pauses, where that cannot be read.
const N_ASKED_AGAIN: usize = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Discord's code where a message has a thread already.
const HAS_THREAD: u64 = 160_004;

/// What is read of a thread that Discord answers with.
#[derive(Deserialize)]
struct OpenedThread {
    id: ChannelId,
}

/// What is read of a message that Discord answers with. Only its id is needed: the message is there,
/// whatever else cannot be read.
#[derive(Deserialize)]
struct PostedMessage {
    id: MessageId,
    #[serde(default)]
    content: Value,
    #[serde(default)]
    embeds: Value,
}

impl PostedMessage {
    /// Its text, where it can be read.
    fn shown(&self) -> Option<&str> {
        self.embeds[0]["description"].as_str().or(self.content.as_str())
    }
}

/// Posts an answer. A question that was answered moments ago keeps its message (see `nonce`).
///
/// # Errors
/// When Discord cannot be reached or refuses what it should take.
pub(in crate::discord) async fn post(
    api: &Api,
    channel: ChannelId,
    answer: &AnswerPayload,
) -> Result<Posted, ApiError> {
    let route = Route::ChannelMessages { channel_id: channel };
    let call = Call::new(LightMethod::Post, route, "channels/…/messages").body(answer);
    let mut posted = api.send::<PostedMessage>(&call, RetryLimits::message()).await;
    let mut backoff = Backoff::new(FIRST_PAUSE);
    for _ in 0..N_ASKED_AGAIN {
        if !posted.as_ref().is_err_and(ApiError::is_unreadable) {
            break;
        }
        // It was posted as a message that is not known: the same nonce brings that one.
        sleep(backoff.next_wait(LONGEST_PAUSE)).await;
        posted = api.send(&call, RetryLimits::message()).await;
    }
    match posted {
        Ok(message) => {
            let is_it = message.shown().is_some_and(|text| answer.shows(text));
            Ok(if is_it { Posted::As(message.id) } else { Posted::Before(message.id) })
        }
        Err(error) => Refusal::of(&error).map(Posted::Refused).ok_or(error),
    }
}

/// Opens a thread for a message, or finds the one that was opened before, which has the message's
/// number. `None` where that is not possible: the answer then stands below the message.
///
/// # Errors
/// When Discord cannot be reached or refuses what it should take.
pub(in crate::discord) async fn open_thread(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
    name: &ThreadName,
) -> Result<Option<ChannelId>, ApiError> {
    let route = Route::ChannelMessageThreads { channel_id: channel, message_id: message };
    let thread = json!({"name": name.as_str(), "auto_archive_duration": ARCHIVED_AFTER});
    let call = Call::new(LightMethod::Post, route, "channels/…/messages/…/threads").body(&thread);
    match api.send::<OpenedThread>(&call, RetryLimits::message()).await {
        Ok(thread) => Ok(Some(thread.id)),
        Err(error) if error.code() == Some(HAS_THREAD) || error.is_unreadable() => {
            Ok(Some(ChannelId::new(message.get())))
        }
        Err(error) => Refusal::of(&error).map(|_| None).ok_or(error),
    }
}

/// Edits a message. One that somebody deleted is not posted again.
///
/// # Errors
/// When Discord cannot be reached or refuses what it should take.
pub(in crate::discord) async fn edit(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
    payload: &Payload,
) -> Result<Changed, ApiError> {
    let route = Route::ChannelMessage { channel_id: channel, message_id: message };
    let call = Call::new(LightMethod::Patch, route, "channels/…/messages/…").body(payload);
    changed(api.send(&call, RetryLimits::message()).await)
}

/// Deletes a message, or finds it deleted.
///
/// # Errors
/// When Discord cannot be reached or refuses what it should take.
pub(in crate::discord) async fn delete(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
) -> Result<Changed, ApiError> {
    let route = Route::ChannelMessage { channel_id: channel, message_id: message };
    let call = Call::new(LightMethod::Delete, route, "channels/…/messages/…");
    changed(api.send(&call, RetryLimits::message()).await)
}

fn changed(result: Result<IgnoredAny, ApiError>) -> Result<Changed, ApiError> {
    match result {
        Ok(_) => Ok(Changed::Done),
        // An answer to an edit or a deletion is not needed.
        Err(error) if error.status() == Some(StatusCode::NOT_FOUND) || error.is_unreadable() => {
            Ok(Changed::Done)
        }
        Err(error) => Refusal::of(&error).map(Changed::Refused).ok_or(error),
    }
}
