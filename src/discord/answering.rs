//! Answering without holding up the connection: whatever reads documents does so on a thread for
//! blocking work, and what breaks is logged, mended and said by a phrase.

use std::sync::Arc;
use std::time::Instant;

use super::bot::{Bot, Given, MAX_QUESTION, is_too_long};
use crate::answer;
use crate::corpus::{CorpusError, Shelf};
use crate::discord::render::{Frame, Rendered, Target};
use crate::figures::{AskedBy, Outcome};
use crate::library::Damage;
use crate::phrases::{Language, Phrase, Phrases, Say, Voice};
use crate::question::Question;
use crate::reply::{self, Reply};
use crate::settings::PlaceScope;

/// What nobody asked of the bot is answered from this probability on that the quotes answer it.
const LIKELY: f32 = 0.6;

impl Bot {
    /// Answers a command from the documents in scope. A question that is empty or too long gets a
    /// phrase.
    pub(super) async fn answer(&self, asked: &str, scope: PlaceScope, language: Language) -> Given {
        let question = Question::new(asked.trim());
        self.answer_by(AskedBy::Command, question, scope, language).await
    }

    /// The same for a question in a message, which was read before.
    pub(super) async fn answer_question(
        &self,
        question: Question,
        scope: PlaceScope,
        language: Language,
    ) -> Given {
        self.answer_by(AskedBy::Mention, question, scope, language).await
    }

    async fn answer_by(
        &self,
        by: AskedBy,
        question: Question,
        scope: PlaceScope,
        language: Language,
    ) -> Given {
        let refused = if question.own_text().is_empty() {
            Some(Say::EmptyQuestion)
        } else {
            let limit = MAX_QUESTION as u64;
            is_too_long(question.own_text()).then_some(Say::TooLong { limit })
        };
        if let Some(say) = refused {
            self.figures.questions.refuse(by);
            return Given::notice(reply::notice([self.voice(language).say(say)]));
        }
        let since = Instant::now();
        let (question, turn) = self.model.read(question).await;
        let given = self.run_blocking(move |shelf, phrases| {
            let _turn = turn;
            let shelf = &scope.shelf(shelf)?;
            let answer = answer::answer(&question, &scope.on(shelf)?, shelf, answer::N_QUOTES)?;
            let reply = reply::reply(&answer, phrases.voice(language));
            Ok(Given::answer(reply, &question, &scope))
        });
        match given.await {
            Some(given) => {
                self.note(by, Outcome::of(given.reply.has_quote()), since);
                given
            }
            None => {
                self.note(by, Outcome::Failed, since);
                Given::notice(reply::notice([self.broken(language)]))
            }
        }
    }

    /// Counts a question that was looked for since then, and tells the log.
    fn note(&self, by: AskedBy, outcome: Outcome, since: Instant) {
        let took = since.elapsed();
        self.figures.questions.note(by, outcome, took);
        tracing::debug!(?by, ?outcome, ms = took.as_millis() as u64, "a question was looked for");
    }

    /// Answers what was not asked of the bot: only where the answer is likely; else `None`.
    pub(super) async fn answer_unasked(
        &self,
        question: Question,
        scope: PlaceScope,
        language: Language,
    ) -> Option<Given> {
        if is_too_long(question.own_text()) {
            self.figures.questions.refuse(AskedBy::Unasked);
            return None;
        }
        let since = Instant::now();
        let (question, turn) = self.model.read(question).await;
        let answered = self.run_blocking(move |shelf, phrases| {
            let _turn = turn;
            let shelf = &scope.shelf(shelf)?;
            let answer = answer::answer(&question, &scope.on(shelf)?, shelf, answer::N_QUOTES)?;
            let is_likely = answer.probability >= LIKELY;
            let reply = || reply::reply(&answer, phrases.voice(language));
            Ok(is_likely.then(|| Given::answer(reply(), &question, &scope)))
        });
        let answered = answered.await;
        let is_broken = answered.is_none();
        let given = answered.flatten().filter(|given| given.reply.has_quote());
        let outcome = if is_broken { Outcome::Failed } else { Outcome::of(given.is_some()) };
        self.note(AskedBy::Unasked, outcome, since);
        given
    }

    /// Makes a reply on a thread for blocking work, as everything that reads the documents is. What
    /// breaks is logged, and a phrase is the reply.
    pub(super) async fn reply_blocking(
        &self,
        language: Language,
        work: impl FnOnce(&Shelf, Voice) -> Result<Reply, CorpusError> + Send + 'static,
    ) -> Reply {
        self.run_blocking(move |shelf, phrases| work(shelf, phrases.voice(language)))
            .await
            .unwrap_or_else(|| reply::notice([self.broken(language)]))
    }

    /// The same for any other result: `None` when it broke.
    pub(super) async fn run_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shelf, &Phrases) -> Result<T, CorpusError> + Send + 'static,
    ) -> Option<T> {
        let (library, phrases) = (Arc::clone(&self.library), Arc::clone(&self.phrases));
        let span = tracing::Span::current();
        let thread = self.crowd.thread().await;
        let work = move || {
            let _thread = thread;
            span.in_scope(|| work(&library.shelf(), &phrases))
        };
        let damage = match tokio::task::spawn_blocking(work).await {
            Ok(Ok(done)) => return Some(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a question could not be answered");
                if error.is_of_engine() {
                    return None;
                }
                if error.is_damage() { Damage::Seen } else { Damage::Suspected }
            }
            // The panic itself was told where it happened.
            Err(_) => {
                tracing::error!("answering a question panicked");
                Damage::Suspected
            }
        };
        let library = Arc::clone(&self.library);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = library.repair(damage) {
                tracing::error!(%error, "what is damaged cannot be made anew");
            }
        });
        None
    }

    /// Makes a message on a thread for blocking work; the phrase to say where there is none.
    pub(super) async fn view(
        &self,
        target: Target,
        work: impl FnOnce(&Shelf, Frame) -> Result<Result<Rendered, Say>, CorpusError> + Send + 'static,
    ) -> Result<Rendered, Say> {
        self.run_blocking(move |shelf, phrases| work(shelf, target.frame(phrases)))
            .await
            .unwrap_or(Err(Say::Broken))
    }

    /// The phrase that something broke.
    pub(super) fn broken(&self, language: Language) -> Phrase {
        self.voice(language).say(Say::Broken)
    }
}
