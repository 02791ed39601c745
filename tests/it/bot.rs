//! A running bot: the real `serve` against the fake Discord, over a library of its own.

mod labels;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fake_discord::{FakeDiscord, Interacting, World};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use verbatim::answered::Answered;
use verbatim::discord::{Quoted, ServeError, Watched, serve};
use verbatim::environment::{
    AllowedServers, ApiUrl, BotToken, DiscordAccess, OpenChannels, Shards, SilenceLimit,
    UploadServers,
};
use verbatim::feedback::Feedback;
use verbatim::identifies::Identifies;
use verbatim::library::{Amount, Folders, Library, Progress};
use verbatim::phrases::Phrases;
use verbatim::sessions::Sessions;
use verbatim::settings::Settings;
use verbatim::uploads::{Limits, Uploads};

use self::labels::Labels;
use crate::world;

/// A bot that serves until it is told to stop.
pub struct Bot {
    pub discord: FakeDiscord,
    pub library: Arc<Library>,
    /// What labels might say, of the documents at each start.
    labels: Vec<Labels>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), ServeError>>,
    data: TempDir,
    seeds: PathBuf,
    served: Served,
    added: (UploadServers, Limits),
}

/// A bot that was stopped.
pub struct Stopped {
    discord: FakeDiscord,
    labels: Vec<Labels>,
    data: TempDir,
    seeds: PathBuf,
    served: Served,
    added: (UploadServers, Limits),
}

impl Stopped {
    /// Starts it again, with the data that it had.
    pub async fn start(self) -> Bot {
        self.start_over(None).await
    }

    async fn start_over(self, seeds: Option<PathBuf>) -> Bot {
        let Stopped { discord, labels, data, seeds: before, served, added } = self;
        let identified = discord.identifies();
        let seeds = seeds.unwrap_or(before);
        let mut bot = Bot::start_where(discord, seeds, data, served, added);
        bot.labels.extend(labels);
        bot.discord.identified(identified + 1).await;
        bot.discord.ready().await;
        bot
    }
}

/// Which servers a bot serves, over which shards, and in which channels questions need no mention.
#[derive(Debug, Clone, Default)]
pub struct Served {
    pub open: OpenChannels,
    pub servers: AllowedServers,
    pub shards: Shards,
}

/// What watches a bot: nothing but the sessions that it remembers.
pub fn watched(data: &Path) -> Watched {
    Watched {
        figures: Arc::default(),
        identifies: Identifies::open(data),
        sessions: Sessions::within(data),
        silence_limit: SilenceLimit(None),
    }
}
/// Documents may be added everywhere, within the usual limits but for what must stay free: the disk
/// of a test may be full.
const ADDING: (UploadServers, Limits) = (UploadServers::All, Limits { free: 0, ..Limits::USUAL });

pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
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
        Bot::start_with(discord, world::seeds(), tempfile::tempdir().expect("a temporary folder"))
    }

    /// The same as [`Bot::ready_in`], where questions need no mention in these channels.
    pub async fn ready_where_open(world: World, channels: &[u64]) -> Bot {
        let channels = channels.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
        let open = OpenChannels::parse(Some(&channels)).expect("numbers");
        let data = tempfile::tempdir().expect("a temporary folder");
        let discord = FakeDiscord::start_in(world).await;
        let served = Served { open, ..Served::default() };
        let bot = Bot::start_where(discord, world::seeds(), data, served, ADDING);
        bot.discord.ready().await;
        bot.discord.registered("ask").await;
        bot
    }

    /// The same with these shards.
    pub fn start_sharded(discord: FakeDiscord, shards: Shards) -> Bot {
        let data = tempfile::tempdir().expect("a temporary folder");
        let served = Served { shards, ..Served::default() };
        Bot::start_where(discord, world::seeds(), data, served, ADDING)
    }

    /// The same over these documents, with this data.
    pub fn start_with(discord: FakeDiscord, seeds: PathBuf, data: TempDir) -> Bot {
        Bot::start_where(discord, seeds, data, Served::default(), ADDING)
    }

    /// The same, where documents may be added on these servers, within these limits.
    pub fn start_adding(
        discord: FakeDiscord,
        seeds: PathBuf,
        data: TempDir,
        added: (UploadServers, Limits),
    ) -> Bot {
        Bot::start_where(discord, seeds, data, Served::default(), added)
    }

    /// The same where only some servers are served, or questions need no mention somewhere.
    pub fn start_where(
        discord: FakeDiscord,
        seeds: PathBuf,
        data: TempDir,
        served: Served,
        added: (UploadServers, Limits),
    ) -> Bot {
        let (on_servers, limits) = added.clone();
        let Served { open, servers, shards } = served.clone();
        let folders = Folders {
            seeds: seeds.clone(),
            data: data.path().to_path_buf(),
            program: None,
            engine: None,
        };
        let library =
            Arc::new(Library::open(&folders, &mut Silent).expect("the documents can be read").0);
        let answered = Answered::open(data.path()).expect("the data folder can be written");
        let (stop, stopped) = oneshot::channel();
        let token = BotToken::parse(Some(&discord.token())).expect("the form of a token");
        let api_url = ApiUrl::parse(Some(&discord.url())).expect("an address");
        let shutdown = async move {
            let _ = stopped.await;
        };
        let running = tokio::spawn(serve(
            DiscordAccess { token, api_url, open_channels: open, servers, shards },
            Quoted {
                library: Arc::clone(&library),
                encoder: None,
                phrases: Arc::new(Phrases::built_in()),
                answered,
                settings: Settings::open(data.path()).expect("the data folder can be written"),
                feedback: Feedback::open(data.path()).expect("the data folder can be written"),
                uploads: Uploads::with_limits(Arc::clone(&library), on_servers, limits),
            },
            crate::bot::watched(data.path()),
            shutdown,
        ));
        let labels = vec![Labels::over(&[&seeds, &world::seeds()])];
        Bot { discord, library, labels, stop, running, data, seeds, served, added }
    }

    /// Where it keeps what it writes.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// Its labels may also say what these documents do.
    pub fn also_labels(&mut self, documents: &Path) {
        self.labels.push(Labels::over(&[documents, &self.seeds, &world::seeds()]));
    }

    /// Stops the bot and holds it to a clean end.
    pub async fn stop(self) {
        let _ = self.stop.send(());
        self.running.await.expect("the bot does not panic").expect("a clean end");
        assert_eq!(self.discord.violations(), Vec::<String>::new());
        // A document may have changed meanwhile.
        let mut labels = self.labels;
        labels.push(Labels::over(&[&self.seeds, &world::seeds()]));
        for request in self.discord.requests() {
            for message in [&request.body, &request.body["data"]] {
                let mut faults = labels.iter().map(|one| one.faults(message));
                let first = faults.next().unwrap_or_default();
                let all: Vec<Vec<String>> = faults.collect();
                let is_in_all = |fault: &&String| all.iter().all(|faults| faults.contains(fault));
                assert_eq!(first.iter().find(is_in_all), None, "{message}");
            }
        }
    }

    /// Stops the bot, and keeps what it needs to be started again.
    pub async fn stopped(self) -> Stopped {
        let _ = self.stop.send(());
        self.running.await.expect("the bot does not panic").expect("a clean end");
        drop(self.library);
        let Bot { discord, labels, data, seeds, served, added, .. } = self;
        Stopped { discord, labels, data, seeds, served, added }
    }

    /// Stops the bot and starts it again, with the data that it had.
    pub async fn restart(self) -> Bot {
        let seeds = self.seeds.clone();
        self.restart_over(seeds).await
    }

    /// The same over other documents.
    pub async fn restart_over(self, seeds: PathBuf) -> Bot {
        self.stopped().await.start_over(Some(seeds)).await
    }

    /// How the bot ended by itself.
    pub async fn ended(self) -> Result<(), ServeError> {
        self.running.await.expect("the bot does not panic")
    }
}

/// The next first response, and its message.
pub async fn response(discord: &FakeDiscord) -> Value {
    let response = discord.request("POST", "/callback").await;
    assert_eq!(response.status / 100, 2, "{}", response.body);
    response.body["data"].clone()
}

/// The help, once the bot knows the numbers of its commands: Discord's answer to their registration
/// may be on its way yet.
pub async fn linked(discord: &FakeDiscord) -> Value {
    for person in 0..1000 {
        // Each by somebody else, since a person may not ask that often.
        let person = fake_discord::id::Id::new(962_000_000_000_000_000 + person);
        discord.interact(Interacting::slash("help", Value::Null).direct().by(person));
        let help = response(discord).await;
        if shown(&help).contains("</") {
            return help;
        }
    }
    panic!("no command is linked");
}

/// A message as a person sees it: its text, whether others see it, and its buttons.
pub fn painted(message: &Value) -> String {
    let mut lines = vec![shown(message).to_owned()];
    if message["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()) {
        lines.insert(0, "(in an embed)".to_owned());
    }
    if message["flags"].as_u64().unwrap_or_default() & 64 != 0 {
        lines.insert(0, "(for one person only)".to_owned());
    }
    for component in buttons(message) {
        let words = |name: &str| component[name].as_str().unwrap_or_default().to_owned();
        if component["type"] == 8 {
            lines.push(format!("[ {} ▾ ] (channels)", words("placeholder")));
        } else if component["type"] == 3 {
            lines.push(format!("[ {} ▾ ]", words("placeholder")));
            let options = component["options"].as_array().cloned().unwrap_or_default();
            lines.extend(options.iter().map(|option| {
                let mark = if option["default"] == true { "(•)" } else { "( )" };
                format!("    {mark} {}", option["label"].as_str().unwrap_or_default())
            }));
        } else {
            let sign = component["emoji"]["name"].as_str().unwrap_or_default();
            lines.push(format!("[ {}{sign} ]", words("label")));
        }
    }
    let text = lines.join("\n");
    // Moments and numbers of commands differ from run to run.
    let moments = regex::Regex::new(r"<t:\d+:([RD])>").expect("a pattern");
    let text = moments.replace_all(&text, "<t:…:$1>");
    regex::Regex::new(r"(</\w+):\d+>").expect("a pattern").replace_all(&text, "$1:…>").into_owned()
}

/// The buttons of a message, in order.
pub fn buttons(message: &Value) -> Vec<Value> {
    let rows = message["components"].as_array().cloned().unwrap_or_default();
    rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default()).collect()
}

/// The id of the button with these words, or with this sign.
pub fn button(message: &Value, label: &str) -> String {
    let found = buttons(message)
        .into_iter()
        .find(|button| button["label"] == label || button["emoji"]["name"] == label);
    found
        .and_then(|button| Some(button["custom_id"].as_str()?.to_owned()))
        .unwrap_or_else(|| panic!("no button \"{label}\" in {message}"))
}

/// The options of the menu below a message: their words and their values, in order.
pub fn options(message: &Value) -> Vec<(String, String)> {
    let menu = buttons(message).into_iter().find(|component| component["type"] == 3);
    let options = menu.and_then(|menu| menu["options"].as_array().cloned()).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    options.iter().map(|option| (text(&option["label"]), text(&option["value"]))).collect()
}

/// The custom id of the menu below a message.
pub fn menu(message: &Value) -> String {
    let menu = buttons(message).into_iter().find(|component| component["type"] == 3);
    menu.and_then(|menu| Some(menu["custom_id"].as_str()?.to_owned()))
        .unwrap_or_else(|| panic!("no menu in {message}"))
}

/// What a message shows: its content, or its embed's text.
pub fn shown(message: &Value) -> &str {
    let embed = message["embeds"].get(0).and_then(|embed| embed["description"].as_str());
    embed.or(message["content"].as_str()).unwrap_or_default()
}

/// Copies a test's own documents to the folder that `RECORD_DOCUMENTS` names, if it names one: who
/// reads the recorded requests looks their quotes up there.
pub fn record_documents(seeds: &Path) {
    let Some(kept) = std::env::var_os("RECORD_DOCUMENTS") else { return };
    let kept = Path::new(&kept);
    std::fs::create_dir_all(kept).expect("the record can be written");
    for entry in std::fs::read_dir(seeds).expect("a folder") {
        let file = entry.expect("an entry").path();
        if file.is_file() {
            let name = file.file_name().expect("a name").to_string_lossy();
            // Other tests have other documents under the same name.
            let bytes = std::fs::read(&file).expect("a document");
            let kept = kept.join(format!("{:08x}-{name}", crc32fast::hash(&bytes)));
            std::fs::write(kept, bytes).expect("the record can be written");
        }
    }
}
