//! Questions that were asked by messages, answered and not yet answered. One task at a time has a
//! question, so that an edit waits for the answer that it changes, and a deletion for the one that it
//! removes.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use serenity::all::{ChannelId, MessageId, Timestamp};
use tokio::sync::OwnedMutexGuard;

use crate::answered::{AnswerMessage, Answered};

/// Questions that are kept in memory; older ones are in the file.
const MAX_RECENT: NonZeroUsize = NonZeroUsize::new(10_000).expect("not 0");

/// A deletion can be handled before the message that it deletes, when both come at once: at most
/// this long after the message was written.
const AT_ONCE_MS: i64 = 60_000;

/// The questions.
pub(in crate::discord) struct Questions {
    /// A lock, because handlers run on several threads; held for a look-up.
    recent: Mutex<LruCache<MessageId, Arc<tokio::sync::Mutex<QuestionState>>>>,
    answered: Answered,
}

/// A question that one task has.
pub(in crate::discord) type QuestionGuard = OwnedMutexGuard<QuestionState>;

/// The state of a question.
#[derive(Debug, Default)]
pub(in crate::discord) struct QuestionState {
    /// The message that answers it; `None` as long as there is none.
    pub answer: Option<(ChannelId, MessageId)>,
    /// When the text that was answered was edited; `None` for the first text.
    pub edited: Option<Timestamp>,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

impl Questions {
    /// With those that were answered before this start.
    pub(super) fn new(answered: Answered) -> Questions {
        Questions { recent: Mutex::new(LruCache::new(MAX_RECENT)), answered }
    }

    /// Claims a question that is new; `None` for any other.
    pub(in crate::discord) fn claim(&self, question: MessageId) -> Option<QuestionGuard> {
        if self.stored(question).is_some() {
            return None;
        }
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.contains(&question) {
            return None;
        }
        let known = Arc::new(tokio::sync::Mutex::new(QuestionState::default()));
        recent.put(question, Arc::clone(&known));
        known.try_lock_owned().ok()
    }

    /// A question that was claimed, as soon as no other task has it; `None` for any other.
    pub(in crate::discord) async fn lock(&self, question: MessageId) -> Option<QuestionGuard> {
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
                    Arc::new(tokio::sync::Mutex::new(QuestionState {
                        answer: Some(answer),
                        ..QuestionState::default()
                    }))
                };
                Arc::clone(recent.get_or_insert(question, from_file))
            }
        };
        Some(known.lock_owned().await)
    }

    /// Notes that a message was deleted that was not claimed: if it comes later, it is no question.
    /// `false` when it was claimed meanwhile: then it has to be locked.
    pub(in crate::discord) fn mark_deleted(&self, message: MessageId) -> bool {
        let age = Timestamp::now().timestamp_millis() - message.created_at().timestamp_millis();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.contains(&message) {
            return false;
        }
        if age <= AT_ONCE_MS {
            recent.put(
                message,
                Arc::new(tokio::sync::Mutex::new(QuestionState {
                    is_deleted: true,
                    ..QuestionState::default()
                })),
            );
        }
        true
    }

    /// Remembers what answers a question.
    pub(in crate::discord) fn remember(
        &self,
        question: MessageId,
        channel: ChannelId,
        answer: MessageId,
    ) {
        let answer = AnswerMessage { channel: channel.get(), message: answer.get() };
        if let Err(error) = self.answered.remember(question.get(), answer) {
            tracing::warn!(%error, "an answer could not be remembered; it will stay when its question is deleted after a restart");
        }
    }

    /// Forgets what answered a question.
    pub(in crate::discord) fn forget(&self, question: MessageId) {
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
        let questions = Questions::new(Answered::open(data.path()).expect("a new file"));
        // As Discord numbers messages: milliseconds since 2015 above 22 other bits (Discord API
        // reference, "Snowflakes").
        let now = |place: u64| {
            MessageId::new(
                ((Timestamp::now().timestamp_millis() as u64 - 1_420_070_400_000) << 22) + place,
            )
        };
        let (first, second) = (now(1), now(2));
        let claimed = questions.claim(first).expect("nobody has claimed it");
        assert!(!questions.mark_deleted(first), "it has to be locked");
        drop(claimed);
        assert!(questions.mark_deleted(second));
        assert!(questions.claim(second).is_none(), "it was deleted before it came");
    }
}
