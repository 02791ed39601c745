//! A question that one task has, and what others want of it meanwhile: an edit that replaces what the
//! task is about to answer, a deletion that goes before all.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Instant;

use serenity::all::{ChannelId, MessageId, Timestamp};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

/// The state of a question.
#[derive(Debug, Default)]
pub(in crate::discord) struct QuestionState {
    /// The message that answers it; `None` as long as there is none.
    pub answer: Option<(ChannelId, MessageId)>,
    /// When the text that was answered was edited; `None` for the first text.
    pub edited: Option<Timestamp>,
    /// Whether it has passed the rate limits of new questions; edits have their own.
    pub is_counted: bool,
    /// When an edit was last answered.
    pub edit_answered: Option<Instant>,
    /// How many of its answers were taken back. The next is another message than these.
    pub n_withdrawn: u32,
}

/// What is wanted of a question.
#[derive(Debug, Clone, Copy, Default)]
struct Wanted {
    /// The newest edit that was told of; `None` for the first text.
    newest: Option<Timestamp>,
    is_deleted: bool,
}

impl Wanted {
    fn is_still(self, edited: Option<Timestamp>) -> bool {
        !self.is_deleted && self.newest <= edited
    }
}

/// A question that was claimed.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    state: Arc<Mutex<QuestionState>>,
    wanted: watch::Sender<Wanted>,
}

impl Claimed {
    /// One in this state.
    pub fn new(state: QuestionState) -> Claimed {
        Claimed {
            state: Arc::new(Mutex::new(state)),
            wanted: watch::Sender::new(Wanted::default()),
        }
    }

    /// Notes that the text was edited at this moment: older ones need no answer.
    pub fn note_edit(&self, edited: Timestamp) {
        self.wanted.send_modify(|wanted| wanted.newest = wanted.newest.max(Some(edited)));
    }

    /// Notes that the question was deleted: nothing of it needs an answer.
    pub fn note_deletion(&self) {
        self.wanted.send_modify(|wanted| wanted.is_deleted = true);
    }

    /// Waits until no other task has it.
    pub async fn lock(self) -> QuestionGuard {
        QuestionGuard { state: self.state.lock_owned().await, wanted: self.wanted }
    }

    /// Takes it at once; `None` when another task has it.
    pub fn try_lock(self) -> Option<QuestionGuard> {
        let state = self.state.try_lock_owned().ok()?;
        Some(QuestionGuard { state, wanted: self.wanted })
    }
}

/// A question that one task has.
pub(in crate::discord) struct QuestionGuard {
    state: OwnedMutexGuard<QuestionState>,
    wanted: watch::Sender<Wanted>,
}

impl QuestionGuard {
    /// Whether the text of this edit is still to be answered: the question was neither edited since
    /// nor deleted.
    pub(in crate::discord) fn is_wanted(&self, edited: Option<Timestamp>) -> bool {
        self.wanted.borrow().is_still(edited)
    }

    /// Waits until the text of this edit need not be answered any more.
    pub(in crate::discord) fn unwanted(
        &self,
        edited: Option<Timestamp>,
    ) -> impl Future<Output = ()> + Send + use<> {
        self.until(move |wanted| !wanted.is_still(edited))
    }

    /// Waits until the question is deleted.
    pub(in crate::discord) fn deleted(&self) -> impl Future<Output = ()> + Send + use<> {
        self.until(|wanted| wanted.is_deleted)
    }

    fn until<F: Fn(&Wanted) -> bool + Send>(
        &self,
        is_so: F,
    ) -> impl Future<Output = ()> + Send + use<F> {
        let mut told = self.wanted.subscribe();
        async move {
            if told.wait_for(is_so).await.is_err() {
                // Nobody is left who could want anything else.
                std::future::pending().await
            }
        }
    }
}

impl Deref for QuestionGuard {
    type Target = QuestionState;

    fn deref(&self) -> &QuestionState {
        &self.state
    }
}

impl DerefMut for QuestionGuard {
    fn deref_mut(&mut self) -> &mut QuestionState {
        &mut self.state
    }
}
