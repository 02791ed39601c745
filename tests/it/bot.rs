//! A running bot: the real `serve` against the fake Discord, over a library of its own.

use std::sync::Arc;

use fake_discord::{FakeDiscord, World};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use verbatim::discord::{ServeError, serve};
use verbatim::library::{Folders, Library, Progress};
use verbatim::phrases::Phrases;
use verbatim::settings::{ApiUrl, Token};

use crate::world;

/// A bot that serves until it is told to stop.
pub struct Bot {
    pub discord: FakeDiscord,
    stop: oneshot::Sender<()>,
    served: JoinHandle<Result<(), ServeError>>,
    _data: TempDir,
}

pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: usize, _: usize) {}
}

/// A library over the five documents, with data of its own.
pub fn library() -> (Arc<Library>, TempDir) {
    let data = tempfile::tempdir().expect("a temporary folder");
    let folders = Folders { seeds: world::seeds(), data: data.path().to_path_buf() };
    (Arc::new(Library::open(&folders, &mut Silent).expect("the five documents can be read").0), data)
}

impl Bot {
    /// A bot in a world as usual, connected and with its commands registered.
    pub async fn ready() -> Bot {
        Bot::ready_in(World::default()).await
    }

    /// The same in another world.
    pub async fn ready_in(world: World) -> Bot {
        let bot = Bot::start(FakeDiscord::start_in(world).await);
        bot.discord.ready().await;
        bot.discord.registered("ask").await;
        bot
    }

    /// A bot that is about to connect.
    pub fn start(discord: FakeDiscord) -> Bot {
        let (library, data) = library();
        let (stop, stopped) = oneshot::channel();
        let token = Token::parse(Some(&discord.token())).expect("the form of a token");
        let url = ApiUrl::parse(Some(&discord.url())).expect("an address");
        let shutdown = async move {
            let _ = stopped.await;
        };
        let served = tokio::spawn(serve(token, url, library, Arc::new(Phrases::built_in()), shutdown));
        Bot { discord, stop, served, _data: data }
    }

    /// Stops the bot and holds it to a clean end.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        self.served.await.expect("the bot does not panic").expect("a clean end");
        assert_eq!(self.discord.violations(), Vec::<String>::new());
    }

    /// How the bot ended by itself.
    pub async fn ended(self) -> Result<(), ServeError> {
        self.served.await.expect("the bot does not panic")
    }
}

/// What a message shows: its content, or its embed's text.
pub fn shown(message: &Value) -> &str {
    let embed = message["embeds"].get(0).and_then(|embed| embed["description"].as_str());
    embed.or(message["content"].as_str()).unwrap_or_default()
}
