//! Questions that were asked by messages, answered and not yet answered. One task at a time has a
//! question, so that an edit waits for the answer that it changes, and a deletion for the one that it
//! removes. What they want is told to the task that has it, which gives up what is in vain.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use serenity::all::{ChannelId, MessageId, Timestamp};

use super::question_guard::{Claimed, QuestionGuard, QuestionState};
use crate::answered::{AnswerMessage, Answered};

/// Questions that are kept in memory; older ones are in the file.
const MAX_RECENT: NonZeroUsize = NonZeroUsize::new(10_000).expect("not 0");

/// A deletion can be handled before the message that it deletes, when both come at once: at most
/// this long after the message was written.
const AT_ONCE_MS: i64 = 60_000;

/// The questions.
pub(in crate::discord) struct Questions {
    /// A lock, because handlers run on several threads; held for a look-up.
    recent: Mutex<LruCache<MessageId, Claimed>>,
    answered: Answered,
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
        let known = Claimed::new(QuestionState::default());
        recent.put(question, known.clone());
        known.try_lock()
    }

    /// Notes that a question was edited at this moment: whoever has it gives up older texts.
    pub(in crate::discord) fn note_edit(&self, question: MessageId, edited: Timestamp) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = recent.get(&question) {
            known.note_edit(edited);
        }
    }

    /// A question that was claimed and edited at this moment, as soon as no other task has it. `None`
    /// for any other, and where its answer is to a newer text, or a newer one is to be answered.
    pub(in crate::discord) async fn lock_for_edit(
        &self,
        question: MessageId,
        edited: Timestamp,
    ) -> Option<QuestionGuard> {
        let known = self.known(question)?;
        known.note_edit(edited);
        let question = known.lock().await;
        let is_newer = question.edited.is_none_or(|answered| answered < edited);
        (is_newer && question.is_wanted(Some(edited))).then_some(question)
    }

    /// A question that was claimed and deleted, as soon as no other task has it: they give it up.
    /// `None` for any other.
    pub(in crate::discord) async fn lock_deleted(
        &self,
        question: MessageId,
    ) -> Option<QuestionGuard> {
        let known = self.known(question)?;
        known.note_deletion();
        Some(known.lock().await)
    }

    fn known(&self, question: MessageId) -> Option<Claimed> {
        let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let known = recent().get(&question).cloned();
        if known.is_some() {
            return known;
        }
        let answer = self.stored(question)?;
        let from_file = || {
            Claimed::new(QuestionState {
                answer: Some(answer),
                is_counted: true,
                ..QuestionState::default()
            })
        };
        Some(recent().get_or_insert(question, from_file).clone())
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
            let deleted = Claimed::new(QuestionState::default());
            deleted.note_deletion();
            recent.put(message, deleted);
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
