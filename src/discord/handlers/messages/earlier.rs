//! The question before a follow-up. Nothing of it is kept: it is read again from the message that the
//! bot's answer refers to.

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ChannelId, MessageId, UserId};
use serenity::http::{LightMethod, Route};

use crate::discord::api::{Api, ApiError, Call, RetryLimits};
use crate::discord::bot::is_too_long;
use crate::discord::mentions::without_mentions;
use crate::question::Question;

/// So many questions are read, each the one before the other, until one says what it is about.
const MOST_QUESTIONS: usize = 3;

/// A question in a channel that the bot has answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answered {
    pub(super) channel: ChannelId,
    pub(super) question: MessageId,
    /// The bot.
    pub(super) me: UserId,
}

/// A question that was answered before, with what it took from the one before it. `None` where it
/// cannot be read any more.
pub(super) async fn question(api: &Api, answered: Answered) -> Option<Question> {
    let mut found: Vec<Question> = Vec::new();
    let mut next = Some(answered.question);
    while let Some(message) = next.filter(|_| found.len() < MOST_QUESTIONS) {
        let earlier = match read(api, answered.channel, message).await {
            Ok(earlier) => earlier,
            Err(error) => {
                tracing::debug!(%error, "the question before a follow-up cannot be read");
                break;
            }
        };
        let text = without_mentions(earlier.content.as_str().unwrap_or_default());
        if text.is_empty() || is_too_long(&text) {
            break;
        }
        let question = Question::new(&text);
        next = question.points_back().then(|| earlier.answered_by(answered.me)).flatten();
        found.push(question);
    }
    found.into_iter().rev().reduce(|before, question| question.with_context(&before))
}

/// What is read of a message. Everything may be otherwise than documented.
#[derive(Deserialize)]
struct EarlierMessage {
    #[serde(default)]
    content: Value,
    #[serde(default)]
    referenced_message: Value,
}

impl EarlierMessage {
    /// The question whose answer by the bot it replies to.
    fn answered_by(&self, me: UserId) -> Option<MessageId> {
        let id = |id: &Value| id.as_str()?.parse::<u64>().ok().filter(|id| *id != 0);
        let replied = &self.referenced_message;
        let question = id(&replied["message_reference"]["message_id"])?;
        (id(&replied["author"]["id"]) == Some(me.get())).then(|| MessageId::new(question))
    }
}

async fn read(
    api: &Api,
    channel: ChannelId,
    message: MessageId,
) -> Result<EarlierMessage, ApiError> {
    let route = Route::ChannelMessage { channel_id: channel, message_id: message };
    let call = Call::new(LightMethod::Get, route, "channels/…/messages/…");
    api.send(&call, RetryLimits::one_attempt()).await
}
