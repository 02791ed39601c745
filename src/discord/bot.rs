//! What every handler is given: the library, the phrases, and how to answer without holding up the
//! connection.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::permissions::QuietChannels;
use crate::answer::{self, AnswerError, Scope};
use crate::library::Library;
use crate::phrases::{Key, Language, Phrases, Slot};
use crate::question::Question;
use crate::reply::{self, Reply};

/// The longest question, in characters; Discord itself holds commands to it.
pub const MAX_QUESTION: usize = 500;

/// The bot's state. Cheap to clone.
#[derive(Clone)]
pub struct Bot {
    library: Arc<Library>,
    phrases: Arc<Phrases>,
    pub(super) quiet: Arc<QuietChannels>,
    /// Held by every answer under way; the shutdown waits until all are dropped.
    busy: mpsc::Sender<()>,
}

impl Bot {
    /// A bot over this library. `busy` tells when all its answers are done.
    pub(super) fn new(library: Arc<Library>, phrases: Arc<Phrases>) -> (Bot, mpsc::Receiver<()>) {
        let (busy, idle) = mpsc::channel(1);
        (Bot { library, phrases, quiet: Arc::default(), busy }, idle)
    }

    /// A guard that keeps the shutdown waiting, up to its deadline.
    pub(super) fn at_work(&self) -> mpsc::Sender<()> {
        self.busy.clone()
    }

    /// A phrase as a reply.
    pub(super) fn notice(&self, key: Key, slots: Vec<Slot>) -> Reply {
        reply::notice(self.say(key, slots))
    }

    /// A phrase.
    pub(super) fn say(&self, key: Key, slots: Vec<Slot>) -> crate::phrases::Phrase {
        self.phrases.say(Language::English, key, slots)
    }

    /// Answers on a thread for blocking work. What breaks is logged, and the asker is told by a phrase.
    pub(super) async fn answer(&self, asked: &str) -> Reply {
        let asked = asked.trim();
        if asked.is_empty() {
            return self.notice(Key::EmptyQuestion, vec![]);
        }
        if asked.chars().count() > MAX_QUESTION {
            return self.notice(Key::TooLong, vec![Slot::Number(MAX_QUESTION as u64)]);
        }
        let (bot, question) = (self.clone(), Question::new(asked));
        let answered = tokio::task::spawn_blocking(move || -> Result<Reply, AnswerError> {
            let answer = answer::answer(&question, &Scope::All, &bot.library.shelf(), answer::N_QUOTES)?;
            Ok(reply::reply(&answer, &bot.phrases, Language::English))
        });
        match answered.await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                tracing::error!(%error, "a question could not be answered");
                self.notice(Key::Broken, vec![])
            }
            Err(panic) => {
                tracing::error!(%panic, "answering a question panicked");
                self.notice(Key::Broken, vec![])
            }
        }
    }
}
