//! What every handler is given: the library, the phrases, and how to answer without holding up the
//! connection.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use serenity::all::{ChannelId, InteractionId, UserId};
use tokio::sync::mpsc;

use super::answering::Answering;
use super::limits::Limits;
use super::once::OnceIn;
use crate::answer;
use crate::answered::Answered;
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::library::{Damage, Library};
use crate::phrases::{Key, Language, Phrase, Phrases, Slot, Voice};
use crate::question::Question;
use crate::reply::{self, Reply};

/// The longest question, in characters; Discord itself holds commands to it.
pub const MAX_QUESTION: usize = 500;

/// A channel where the bot may not write is logged once in this time.
const LOG_EVERY: Duration = Duration::from_secs(60 * 60);
/// Who greets, thanks or says nothing is answered once in this time.
const GREET_EVERY: Duration = Duration::from_secs(10 * 60);
/// Interactions that are remembered, so that none is answered twice.
const MAX_INTERACTIONS: NonZeroUsize = NonZeroUsize::new(10_000).expect("not 0");

/// The bot's state. Cheap to clone.
#[derive(Clone)]
pub struct Bot {
    library: Arc<Library>,
    phrases: Arc<Phrases>,
    pub(super) quiet: Arc<OnceIn<ChannelId>>,
    pub(super) greeted: Arc<OnceIn<UserId>>,
    pub(super) limits: Arc<Limits>,
    pub(super) answering: Arc<Answering>,
    /// Seen interactions. A lock, because handlers run on several threads; held for a look-up.
    interactions: Arc<Mutex<LruCache<InteractionId, ()>>>,
    /// Held by every answer under way; the shutdown waits until all are dropped.
    busy: mpsc::Sender<()>,
}

impl Bot {
    /// A bot over this library. The receiver tells when all its answers are done.
    pub(super) fn new(
        library: Arc<Library>,
        phrases: Arc<Phrases>,
        answered: Answered,
    ) -> (Bot, mpsc::Receiver<()>) {
        let (busy, idle) = mpsc::channel(1);
        let bot = Bot {
            library,
            phrases,
            quiet: Arc::new(OnceIn::new(LOG_EVERY)),
            greeted: Arc::new(OnceIn::new(GREET_EVERY)),
            limits: Arc::new(Limits::new()),
            answering: Arc::new(Answering::new(answered)),
            interactions: Arc::new(Mutex::new(LruCache::new(MAX_INTERACTIONS))),
            busy,
        };
        (bot, idle)
    }

    /// A guard that keeps the shutdown waiting, up to its deadline.
    pub(super) fn at_work(&self) -> mpsc::Sender<()> {
        self.busy.clone()
    }

    /// The phrases of all languages.
    pub(super) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The phrases in one language.
    pub(super) fn voice(&self, language: Language) -> Voice<'_> {
        self.phrases.voice(language)
    }

    /// What may be seen here: everything.
    pub(super) fn scope(&self) -> Scope {
        Scope::All
    }

    /// Gathers the names of the documents before somebody types one.
    pub(super) async fn gather_names(&self) {
        self.try_work(|shelf, _| shelf.listed(&Scope::All).map(|_| ())).await;
    }

    /// Whether an interaction comes for the first time; after a reconnect Discord may send one
    /// again.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        self.interactions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .put(interaction, ())
            .is_none()
    }

    /// Answers from the documents in scope. A question that is none, or too long, gets a phrase.
    pub(super) async fn answer(&self, asked: &str, scope: Scope, language: Language) -> Reply {
        let asked = asked.trim();
        let say = |key, slots| reply::notice([self.voice(language).say(key, slots)]);
        if asked.is_empty() {
            return say(Key::EmptyQuestion, vec![]);
        }
        if asked.chars().count() > MAX_QUESTION {
            return say(Key::TooLong, vec![Slot::Number(MAX_QUESTION as u64)]);
        }
        let question = Question::new(asked);
        self.work(language, move |shelf, voice| {
            let answer = answer::answer(&question, &scope, shelf, answer::N_QUOTES)?;
            Ok(reply::reply(&answer, voice))
        })
        .await
    }

    /// Does what reads the documents on a thread for blocking work. What breaks is logged, and the
    /// asker is told by a phrase.
    pub(super) async fn work(
        &self,
        language: Language,
        work: impl FnOnce(&Shelf, Voice) -> Result<Reply, CorpusError> + Send + 'static,
    ) -> Reply {
        self.try_work(move |shelf, phrases| work(shelf, phrases.voice(language)))
            .await
            .unwrap_or_else(|| reply::notice([self.broken(language)]))
    }

    /// The same for work of another result: `None` when it broke.
    pub(super) async fn try_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shelf, &Phrases) -> Result<T, CorpusError> + Send + 'static,
    ) -> Option<T> {
        let (library, phrases) = (Arc::clone(&self.library), Arc::clone(&self.phrases));
        let damage =
            match tokio::task::spawn_blocking(move || work(&library.shelf(), &phrases)).await {
                Ok(Ok(done)) => return Some(done),
                Ok(Err(error)) => {
                    tracing::error!(%error, "a question could not be answered");
                    if error.is_damage() { Damage::Seen } else { Damage::Suspected }
                }
                Err(panic) => {
                    tracing::error!(%panic, "answering a question panicked");
                    Damage::Suspected
                }
            };
        let library = Arc::clone(&self.library);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = library.mend(damage) {
                tracing::error!(%error, "what is damaged cannot be made anew");
            }
        });
        None
    }

    /// That something broke.
    pub(super) fn broken(&self, language: Language) -> Phrase {
        self.voice(language).say(Key::Broken, vec![])
    }
}
