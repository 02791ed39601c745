//! What people say of answers, for handlers: each look at the file is on a thread for blocking work,
//! and what cannot be kept is logged and stops no answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{MessageId, UserId};
use tokio::sync::{Mutex, mpsc};

use super::given::{Asking, Given};
use crate::feedback::{AnswerTag, Feedback, FeedbackError, NotedAnswer, Vote, Voted};
use crate::phrases::Say;

/// How often it is looked whether something is too old.
const BETWEEN_LOOKS: Duration = Duration::from_secs(60 * 60);

/// The answers that were given. Cheap to clone.
#[derive(Clone)]
pub(in crate::discord) struct Answers {
    feedback: Arc<Feedback>,
    /// A lock, because the file takes one at a time: who waits for it holds no thread meanwhile.
    turn: Arc<Mutex<()>>,
}

impl Answers {
    /// With what was said before this start.
    pub(in crate::discord) fn new(feedback: Feedback) -> Answers {
        Answers { feedback: Arc::new(feedback), turn: Arc::default() }
    }

    /// What is noted of what was said; `None` for a notice.
    pub(in crate::discord) fn noted(&self, given: &Given, asking: Asking) -> Option<NotedAnswer> {
        given.noted(self.feedback.new_answer(asking.place.server), asking)
    }

    /// Notes the answer to a message, in the place of what the message asked before.
    pub(in crate::discord) async fn note(&self, noted: Option<NotedAnswer>, message: MessageId) {
        match noted {
            Some(noted) => self.try_to("an answer", move |feedback| feedback.note(&noted)).await,
            None => self.forget_message(message).await,
        }
    }

    /// Notes the answer to a command. Nobody waits for it but the shutdown.
    pub(in crate::discord) fn note_soon(&self, noted: NotedAnswer, at_work: mpsc::Sender<()>) {
        let answers = self.clone();
        tokio::spawn(async move {
            answers.try_to("an answer", move |feedback| feedback.note(&noted)).await;
            drop(at_work);
        });
    }

    /// Deletes what is kept of the question that a message asked.
    pub(in crate::discord) async fn forget_message(&self, message: MessageId) {
        let forget = move |feedback: &Feedback| feedback.forget_message(message.get());
        self.try_to("a deletion", forget).await;
    }

    /// Notes a vote, and says what became of it.
    pub(in crate::discord) async fn vote(
        &self,
        answer: AnswerTag,
        server: Option<u64>,
        person: UserId,
        vote: Vote,
    ) -> Say {
        let voted = move |feedback: &Feedback| feedback.vote(answer, server, person.get(), vote);
        match self.blocking(voted).await {
            Ok(Some(Voted::Noted)) => Say::VoteNoted,
            Ok(Some(Voted::Changed)) => Say::VoteChanged,
            Ok(Some(Voted::TakenBack)) => Say::VoteTakenBack,
            Ok(None) => Say::StaleButton,
            Err(error) => refusal(&error, "a vote", Say::VoteNotKept),
        }
    }

    /// Deletes a person's votes and kept questions, and says how many.
    pub(in crate::discord) async fn forget_person(&self, person: UserId) -> Say {
        match self.blocking(move |feedback| feedback.forget_person(person.get())).await {
            Ok(erased) => Say::PrivacyDeleted { votes: erased.votes, questions: erased.questions },
            Err(error) => refusal(&error, "a deletion", Say::PrivacyNotDeleted),
        }
    }

    /// The servers of which something is kept. Waits for the file.
    pub(in crate::discord) fn servers(&self) -> Vec<u64> {
        self.feedback.servers().unwrap_or_else(|error| {
            tracing::warn!(%error, "what is kept of servers cannot be looked up");
            Vec::new()
        })
    }

    /// Deletes all that is kept of a server. Waits for the file.
    pub(in crate::discord) fn forget_server(&self, server: u64) {
        if let Err(error) = self.feedback.forget(server) {
            tracing::warn!(%error, server, "what is kept of a server could not be deleted");
        }
    }

    /// Deletes what is too old, again and again. Never ends.
    pub(in crate::discord) async fn forget_old(&self) -> Infallible {
        loop {
            self.try_to("a deletion", Feedback::forget_old).await;
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    async fn try_to(
        &self,
        what: &str,
        work: impl FnOnce(&Feedback) -> Result<(), FeedbackError> + Send + 'static,
    ) {
        if let Err(error) = self.blocking(work).await {
            // Where nothing can be kept, that was said at the start.
            if !matches!(error, FeedbackError::NotKept(_)) {
                tracing::warn!(%error, "{what} could not be kept");
            }
        }
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Feedback) -> Result<T, FeedbackError> + Send + 'static,
    ) -> Result<T, FeedbackError> {
        let _turn = self.turn.lock().await;
        let feedback = Arc::clone(&self.feedback);
        match tokio::task::spawn_blocking(move || work(&feedback)).await {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }
}

/// What is said where something could not be kept.
fn refusal(error: &FeedbackError, what: &str, unwritable: Say) -> Say {
    tracing::warn!(%error, "{what} could not be kept");
    if error.is_unwritable() { unwritable } else { Say::Broken }
}
