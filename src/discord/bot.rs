//! What every handler is given: the library, the phrases, the state that handlers share, and how to
//! answer without holding up the connection.

mod answers;
mod command_ids;
mod cooldown;
mod deduplication;
mod given;
mod model;
mod question_guard;
mod questions;
mod rate_limits;
mod servers;
mod uploading;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, InteractionId, UserId};
use tokio::sync::{mpsc, watch};

use self::answers::Answers;
use self::command_ids::CommandIds;
use self::cooldown::Cooldown;
use self::deduplication::SeenInteractions;
pub(super) use self::given::{Asking, Given};
use self::model::Model;
pub(super) use self::question_guard::QuestionGuard;
use self::questions::Questions;
pub(super) use self::rate_limits::RateLimited;
use self::rate_limits::RateLimits;
use self::servers::Servers;
use self::uploading::Uploading;
use super::render::{Frame, Rendered, Target};
use crate::answer;
use crate::answered::Answered;
use crate::corpus::{CorpusError, Shelf};
use crate::environment::{AllowedServers, ApiUrl, DiscordAccess, OpenChannels};
use crate::feedback::Feedback;
use crate::figures::{AskedBy, Figures, Outcome};
use crate::library::{Damage, Library};
use crate::model::Encoder;
use crate::phrases::{CommandMention, Language, Phrase, Phrases, Say, Voice};
use crate::question::Question;
use crate::reply::{self, Reply};
use crate::settings::{Place, PlaceRules, PlaceScope, PlaceSettings, Settings};
use crate::uploads::Uploads;

/// The longest question, in characters. Discord itself refuses longer ones of commands.
pub(super) const MAX_QUESTION: usize = 500;

/// How often it is looked whether the documents have changed.
const BETWEEN_COUNTS: Duration = Duration::from_secs(5);
/// How often it is looked whether a server was left long enough ago to be forgotten.
const BETWEEN_NOTES: Duration = Duration::from_secs(6 * 60 * 60);
/// What nobody asked of the bot is answered from this probability on that the quotes answer it.
const LIKELY: f32 = 0.6;
/// Cooldown of the log line about a channel where the bot cannot write.
const SILENCE_LOG_COOLDOWN: Duration = Duration::from_secs(60 * 60);
/// Cooldown of the answer to greetings, thanks and messages without a word.
const COURTESY_COOLDOWN: Duration = Duration::from_secs(10 * 60);

/// What a bot answers from.
pub struct Quoted {
    /// The documents.
    pub library: Arc<Library>,
    /// The sentence model; without one everything works by words.
    pub encoder: Option<Encoder>,
    /// The phrases.
    pub phrases: Arc<Phrases>,
    /// Which of its messages answers which question.
    pub answered: Answered,
    /// What servers' managers set.
    pub settings: Settings,
    /// What people say of answers.
    pub feedback: Feedback,
    /// What servers' managers added.
    pub uploads: Uploads,
}

/// The bot's state. Cheap to clone.
#[derive(Clone)]
pub(super) struct Bot {
    library: Arc<Library>,
    model: Model,
    phrases: Arc<Phrases>,
    /// Channels where the bot cannot write, each with the reason, as far as that was logged.
    pub(super) silence_logs: Arc<Cooldown<(ChannelId, &'static str)>>,
    /// People whose courtesies were answered.
    pub(super) courtesies: Arc<Cooldown<UserId>>,
    pub(super) rate_limits: Arc<RateLimits>,
    pub(super) questions: Arc<Questions>,
    pub(super) answers: Answers,
    interactions: Arc<SeenInteractions>,
    pub(super) command_ids: Arc<CommandIds>,
    pub(super) settings: Arc<Settings>,
    /// Where the operator says that questions need no mention.
    pub(super) open_channels: Arc<OpenChannels>,
    /// Which servers the bot is in.
    pub(super) servers: Arc<Servers>,
    /// Which servers are served.
    pub(super) allowed_servers: Arc<AllowedServers>,
    /// How many documents there are.
    n_documents: Arc<watch::Sender<u64>>,
    /// Whether the content of messages is needed that do not mention the bot.
    wants_content: Arc<watch::Sender<bool>>,
    /// Whether Discord does not tell it.
    is_content_refused: Arc<AtomicBool>,
    pub(super) figures: Arc<Figures>,
    pub(super) uploading: Arc<Uploading>,
    /// Every answer under way has a copy; the shutdown waits until all are dropped.
    busy: mpsc::Sender<()>,
}

/// Whether a question is too long to be asked.
pub(super) fn is_too_long(question: &str) -> bool {
    question.chars().count() > MAX_QUESTION
}

impl Bot {
    /// A bot over this library. The receiver ends when the bot and all its answers are dropped.
    pub(super) fn new(
        quoted: Quoted,
        access: &DiscordAccess,
        figures: Arc<Figures>,
    ) -> (Bot, mpsc::Receiver<()>) {
        let Quoted { library, encoder, phrases, answered, settings, feedback, uploads } = quoted;
        let proxy = access.api_url.as_ref().map(ApiUrl::as_str);
        let (busy, idle) = mpsc::channel(1);
        let bot = Bot {
            library,
            model: Model::new(encoder),
            phrases,
            silence_logs: Arc::new(Cooldown::new(SILENCE_LOG_COOLDOWN)),
            courtesies: Arc::new(Cooldown::new(COURTESY_COOLDOWN)),
            rate_limits: Arc::new(RateLimits::new()),
            questions: Arc::new(Questions::new(answered)),
            answers: Answers::new(feedback),
            interactions: Arc::new(SeenInteractions::new()),
            command_ids: Arc::default(),
            settings: Arc::new(settings),
            open_channels: Arc::new(access.open_channels.clone()),
            servers: Arc::default(),
            allowed_servers: Arc::new(access.servers.clone()),
            n_documents: Arc::default(),
            wants_content: Arc::default(),
            is_content_refused: Arc::default(),
            figures,
            uploading: Arc::new(Uploading::new(uploads, proxy)),
            busy,
        };
        bot.note_wanted_content();
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

    /// A mention of the slash command of this name.
    pub(super) fn mention(&self, name: Say, language: Language) -> CommandMention {
        let registered = self.voice(Language::DEFAULT).say(name.clone()).to_string();
        self.voice(language).mention(name, self.command_ids.of(&registered))
    }

    /// Whether a sentence model takes part in choosing quotes.
    pub(super) fn has_model(&self) -> bool {
        self.model.is_there()
    }

    /// Does what may take long, on a thread for blocking work; `None` when it panicked, which is
    /// logged.
    pub(super) async fn with_uploads<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Uploads) -> T + Send + 'static,
    ) -> Option<T> {
        let uploading = Arc::clone(&self.uploading);
        let done = tokio::task::spawn_blocking(move || work(&uploading.uploads)).await;
        done.inspect_err(|panic| tracing::error!(%panic, "adding a document panicked")).ok()
    }

    /// What holds at a place.
    pub(super) fn rules_at(&self, place: Place) -> PlaceRules {
        self.settings.at(place)
    }

    /// Notes which servers the bot is in: what belongs to one that it left long ago is forgotten.
    pub(super) fn note_servers(&self) {
        let Some(servers) = self.servers.all() else { return };
        let (settings, uploading) = (Arc::clone(&self.settings), Arc::clone(&self.uploading));
        let answers = self.answers.clone();
        let forget = move || {
            let uploads = &uploading.uploads;
            let known = [uploads.servers(), answers.servers()].concat();
            match settings.is_in(&servers, &known) {
                Ok(forgotten) => {
                    for server in forgotten {
                        answers.forget_server(server);
                        if let Err(error) = uploads.forget(server) {
                            tracing::warn!(server, %error, "its documents cannot be removed");
                        }
                        tracing::info!(server, "forgot a server that the bot left long ago");
                    }
                }
                Err(error) => tracing::debug!(%error, "which servers were left is not kept"),
            }
        };
        tokio::task::spawn_blocking(forget);
    }

    /// Whether the content of messages is needed that do not mention the bot, and when that changes.
    pub(super) fn wants_content(&self) -> watch::Receiver<bool> {
        self.wants_content.subscribe()
    }

    /// Looks whether it is needed, by what is set now.
    pub(super) fn note_wanted_content(&self) {
        let is_open = |settings: &PlaceSettings| settings.unasked == Some(true);
        let is_wanted = self.open_channels.n_channels() > 0
            || self
                .settings
                .all()
                .values()
                .any(|server| is_open(&server.server) || server.channels.values().any(is_open));
        self.wants_content
            .send_if_modified(|known| std::mem::replace(known, is_wanted) != is_wanted);
    }

    /// Notes that Discord does not tell it.
    pub(super) fn content_is_refused(&self) {
        self.is_content_refused.store(true, Ordering::Relaxed);
    }

    /// Whether Discord does not tell it.
    pub(super) fn is_content_refused(&self) -> bool {
        self.is_content_refused.load(Ordering::Relaxed)
    }

    /// How many documents there are, and when that changes.
    pub(super) fn documents(&self) -> watch::Receiver<u64> {
        self.n_documents.subscribe()
    }

    /// What the bot does, for everybody to see; `None` where there is nothing to quote.
    pub(super) fn doing(&self) -> Option<Phrase> {
        let count = *self.n_documents.borrow();
        let quoting = Say::PresenceQuoting { count };
        (count > 0).then(|| self.voice(Language::DEFAULT).say(quoting))
    }

    /// Counts the documents, again whenever they have changed. By this their names are gathered,
    /// so that the first autocompletion is as fast as others. Never ends.
    pub(super) async fn follow_documents(&self) -> Infallible {
        let mut counted: Option<Arc<Shelf>> = None;
        let mut noted = Instant::now();
        let nowhere = Place { server: None, channel: None };
        let everybodys = PlaceScope::new(nowhere, &self.rules_at(nowhere));
        loop {
            let shelf = self.library.shelf();
            if !counted.as_ref().is_some_and(|counted| Arc::ptr_eq(counted, &shelf)) {
                let everybodys = everybodys.clone();
                let count = move |shelf: &Shelf, _: &Phrases| {
                    let shelf = everybodys.shelf(shelf)?;
                    Ok(shelf.listed(&everybodys.on(&shelf)?)?.len())
                };
                if let Some(count) = self.run_blocking(count).await {
                    self.n_documents.send_if_modified(|known| {
                        std::mem::replace(known, count as u64) != count as u64
                    });
                }
                counted = Some(shelf);
            }
            if noted.elapsed() >= BETWEEN_NOTES {
                self.note_servers();
                noted = Instant::now();
            }
            // The operator may have set something meanwhile.
            self.note_wanted_content();
            tokio::time::sleep(BETWEEN_COUNTS).await;
        }
    }

    /// Whether an interaction comes for the first time.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        self.interactions.is_new(interaction)
    }

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
        let work = move || span.in_scope(|| work(&library.shelf(), &phrases));
        let damage = match tokio::task::spawn_blocking(work).await {
            Ok(Ok(done)) => return Some(done),
            Ok(Err(error)) => {
                tracing::error!(%error, "a question could not be answered");
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
