//! One question gets one answer: questions under way and answered, each held by one task at a time,
//! so that an edit waits for the answer that it changes, and a deletion for the one that it takes
//! along.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use serenity::all::{ChannelId, MessageId, Timestamp};
use tokio::sync::OwnedMutexGuard;

use crate::answered::{AnswerMessage, Answered};

/// Questions that are held in memory; of older ones the file knows.
const MAX_RECENT: NonZeroUsize = NonZeroUsize::new(10_000).expect("not 0");

/// A deletion can be handled before the message that it deletes, when both come at once; not later
/// than this.
const AT_ONCE_MS: i64 = 60_000;

/// All questions that were asked by messages.
pub(super) struct Answering {
    /// A lock, because handlers run on several threads; held for a look-up.
    recent: Mutex<LruCache<MessageId, Arc<tokio::sync::Mutex<Question>>>>,
    answered: Answered,
}

/// A question, held by one task.
pub(super) type Held = OwnedMutexGuard<Question>;

/// What is known of a question.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// What answers it; `None` as long as nothing does.
    pub answer: Option<(ChannelId, MessageId)>,
    /// When the text that was answered was written, where it was edited.
    pub edited: Option<Timestamp>,
    /// It was deleted.
    pub is_gone: bool,
}

impl Answering {
    pub(super) fn new(answered: Answered) -> Answering {
        Answering { recent: Mutex::new(LruCache::new(MAX_RECENT)), answered }
    }

    /// A question that nobody has claimed, held; `None` for any other.
    pub(super) fn claim(&self, question: MessageId) -> Option<Held> {
        if self.stored(question).is_some() {
            return None;
        }
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.contains(&question) {
            return None;
        }
        let known = Arc::new(tokio::sync::Mutex::new(Question::default()));
        recent.put(question, Arc::clone(&known));
        known.try_lock_owned().ok()
    }

    /// A question that was claimed, once nobody else holds it; `None` for any other.
    pub(super) async fn hold(&self, question: MessageId) -> Option<Held> {
        let known = self
            .recent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&question)
            .map(Arc::clone);
        let known = match known {
            Some(known) => known,
            None => {
                let answer = self.stored(question)?;
                let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
                let from_file = || {
                    Arc::new(tokio::sync::Mutex::new(Question {
                        answer: Some(answer),
                        ..Question::default()
                    }))
                };
                Arc::clone(recent.get_or_insert(question, from_file))
            }
        };
        Some(known.lock_owned().await)
    }

    /// Notes that a message was deleted that nobody has claimed: if it comes only now, it is no
    /// question. `false` when it was claimed meanwhile: then it has to be held.
    pub(super) fn bury(&self, message: MessageId) -> bool {
        let age = Timestamp::now().timestamp_millis() - message.created_at().timestamp_millis();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.contains(&message) {
            return false;
        }
        if age <= AT_ONCE_MS {
            recent.put(
                message,
                Arc::new(tokio::sync::Mutex::new(Question {
                    is_gone: true,
                    ..Question::default()
                })),
            );
        }
        true
    }

    /// Remembers what answers a question.
    pub(super) fn remember(&self, question: MessageId, channel: ChannelId, answer: MessageId) {
        let answer = AnswerMessage { channel: channel.get(), message: answer.get() };
        if let Err(error) = self.answered.remember(question.get(), answer) {
            tracing::warn!(%error, "an answer could not be remembered; it will stay when its question is deleted after a restart");
        }
    }

    /// Forgets what answered a question.
    pub(super) fn forget(&self, question: MessageId) {
        if let Err(error) = self.answered.forget(question.get()) {
            tracing::warn!(%error, "an answer could not be forgotten");
        }
    }

    fn stored(&self, question: MessageId) -> Option<(ChannelId, MessageId)> {
        let stored = self.answered.of(question.get()).unwrap_or_else(|error| {
            tracing::warn!(%error, "what was answered cannot be looked up");
            None
        });
        stored
            .filter(|answer| answer.channel != 0 && answer.message != 0)
            .map(|answer| (ChannelId::new(answer.channel), MessageId::new(answer.message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_and_its_question_cannot_miss_each_other() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let answering = Answering::new(Answered::open(data.path()).expect("a new file"));
        // As Discord numbers messages: milliseconds since 2015 above 22 other bits (Discord API
        // reference, "Snowflakes").
        let now = |place: u64| {
            MessageId::new(
                ((Timestamp::now().timestamp_millis() as u64 - 1_420_070_400_000) << 22) + place,
            )
        };
        let (first, second) = (now(1), now(2));
        let held = answering.claim(first).expect("nobody has claimed it");
        assert!(!answering.bury(first), "it has to be held");
        drop(held);
        assert!(answering.bury(second));
        assert!(answering.claim(second).is_none(), "it was deleted before it came");
    }
}
