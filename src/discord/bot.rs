//! What every handler is given: the library, the phrases, the state that handlers share.

mod answers;
mod command_ids;
mod cooldown;
mod crowd;
mod deduplication;
mod given;
mod model;
mod question_guard;
mod questions;
mod rate_limits;
mod servers;
mod uploading;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serenity::all::{ChannelId, InteractionId, UserId};
use tokio::sync::{mpsc, watch};

use self::answers::Answers;
use self::command_ids::CommandIds;
use self::cooldown::Cooldown;
use self::crowd::Crowd;
pub(super) use self::crowd::{EDITED, Place as CrowdPlace, Typing};
use self::deduplication::SeenInteractions;
pub(super) use self::given::{Asking, Given};
use self::model::Model;
pub(super) use self::question_guard::QuestionGuard;
use self::questions::Questions;
pub(super) use self::rate_limits::RateLimited;
use self::rate_limits::RateLimits;
use self::servers::Servers;
use self::uploading::Uploading;
use crate::answered::Answered;
use crate::environment::{AllowedServers, ApiUrl, DiscordAccess, OpenChannels};
use crate::feedback::Feedback;
use crate::figures::Figures;
use crate::library::Library;
use crate::model::Encoder;
use crate::phrases::{CommandMention, Language, Phrases, Say, Voice};
use crate::settings::{Place, PlaceRules, Settings};
use crate::uploads::Uploads;

/// The longest question, in characters. Discord itself refuses longer ones of commands.
pub(super) const MAX_QUESTION: usize = 500;

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
    pub(super) library: Arc<Library>,
    pub(super) model: Model,
    pub(super) phrases: Arc<Phrases>,
    /// Channels where the bot cannot write, each with the reason, as far as that was logged.
    pub(super) silence_logs: Arc<Cooldown<(ChannelId, &'static str)>>,
    /// People whose courtesies were answered.
    pub(super) courtesies: Arc<Cooldown<UserId>>,
    pub(super) crowd: Arc<Crowd>,
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
    pub(super) n_documents: Arc<watch::Sender<u64>>,
    /// Whether the content of messages is needed that do not mention the bot.
    pub(super) wants_content: Arc<watch::Sender<bool>>,
    /// Whether Discord does not tell it.
    pub(super) is_content_refused: Arc<AtomicBool>,
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
            crowd: Arc::new(Crowd::new(Arc::clone(&figures))),
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
        // What it says may hold words of the document; it was told, without them, where it happened.
        done.inspect_err(|_| tracing::error!("adding a document panicked")).ok()
    }

    /// What holds at a place.
    pub(super) fn rules_at(&self, place: Place) -> PlaceRules {
        self.settings.at(place)
    }

    /// Whether an interaction comes for the first time.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        self.interactions.is_new(interaction)
    }
}
