//! A bot over three documents of which not everybody may see each, and people.

use std::sync::atomic::{AtomicU64, Ordering};

use fake_discord::id::Id;
use fake_discord::id::marker::{InteractionMarker, MessageMarker};
use fake_discord::{Attaching, FakeDiscord, IncomingMessage, Interacting, bits};
use serde_json::{Value, json};
use tempfile::TempDir;
use verbatim::answer::{N_QUOTES, Outcome, QuoteReference, answer};
use verbatim::corpus::Scope;
use verbatim::discord::control::{Action, Control, DocumentToggle};
use verbatim::document::{FileName, FileTag};
use verbatim::environment::{AllowedServers, UploadServers};
use verbatim::library::{Folders, claim};
use verbatim::question::Question;
use verbatim::settings::{DocumentRule, Documents, PlaceSettings, RuleTag, Settings};
use verbatim::uploads::Limits;

use crate::bot::{Bot, Served, button, record_documents, shown};

/// What each document says.
const OPEN: &str = "The harbour of Sel opened in 1931.\n";
const CLOSED: &str = "The harbour of Tolm opened in 1932.\n";
const OWN: &str = "# Harbour book of 1933\n\nThe harbour of Vard opened in 1933.\n";
/// What somebody adds who may.
pub const SPARE: &str = "The mill of Nord opened in 1834.\n";
const TITLES: &str = "[\"open.txt\"]\ntitle = \"Harbour book of 1931\"\n\n\
    [\"closed.txt\"]\ntitle = \"Harbour book of 1932\"\n";
/// A question that all of them answer, in words that tell none of what they say.
pub const ASKED: &str = "When did the harbour open?";

/// What tells that something is seen: words that nobody typed.
const TOLD: &[(&str, &str)] = &[
    ("1931", "open"),
    ("1932", "closed"),
    ("1933", "own"),
    ("Only who may manage this server", "managers-only"),
    ("only on a server that I was added to", "servers-only"),
    ("does not serve this server", "not-served"),
    ("What holds on this server", "settings"),
    ("What holds in the channel", "settings"),
    ("There is no such document", "none"),
    ("no document here is the one", "none"),
    ("no longer in the documents", "none"),
    ("No document says this", "none"),
    ("No passage has", "none"),
    ("button no longer works", "stale"),
    ("Only who asked, and who may manage messages", "not-theirs"),
    ("Noted, thank you", "voted"),
    ("This document was added", "added"),
    ("This document was removed", "removed"),
];

/// Somebody who uses the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Member,
    Manager,
    There,
    TheirManager,
    Direct,
    Unserved,
    Bot,
}

/// The bot, and what somebody could know of what is not theirs.
pub struct Harbours {
    pub bot: Bot,
    pub seeds: TempDir,
    /// The quote of each document: open, closed, own.
    pub quotes: Vec<QuoteReference>,
    /// The values of options for the three documents, and their receipts.
    pub named: Vec<String>,
    pub receipts: Vec<String>,
    /// A message below which a search is shown, and whose words are those of [`ASKED`].
    pub on: Id<MessageMarker>,
    /// A message with the receipts.
    pub proofs: Id<MessageMarker>,
    /// What votes for an answer on the first server.
    pub vote: String,
    pub against: String,
    before: String,
}

/// A number of somebody who was not here before: limits are a person's.
pub fn stranger() -> Id<fake_discord::id::marker::UserMarker> {
    static PEOPLE: AtomicU64 = AtomicU64::new(961_000_000_000_000_000);
    Id::new(PEOPLE.fetch_add(1, Ordering::Relaxed))
}

/// The number of a server that is not served.
pub const UNSERVED: u64 = 919_000_000_000_000_000;

impl Harbours {
    /// Connected, the documents chosen and added.
    pub async fn ready() -> Harbours {
        let (seeds, data) = (folder(), folder());
        for (name, text) in [("open.txt", OPEN), ("closed.txt", CLOSED), ("sources.toml", TITLES)] {
            std::fs::write(seeds.path().join(name), text).expect("written");
        }
        record(seeds.path());
        let discord = FakeDiscord::start().await;
        let world = discord.world().clone();
        narrow(seeds.path(), data.path(), &world);
        let servers = format!("{},{}", world.guild, world.other_guild);
        let servers = AllowedServers::parse(Some(&servers)).expect("numbers");
        let served = Served { servers, ..Served::default() };
        let added = (UploadServers::All, Limits { free: 0, ..Limits::USUAL });
        let mut bot = Bot::start_where(discord, seeds.path().to_path_buf(), data, served, added);
        let own = folder();
        for (name, text) in [("own.md", OWN), ("spare.md", SPARE)] {
            std::fs::write(own.path().join(name), text).expect("written");
        }
        bot.also_labels(own.path());
        bot.discord.ready().await;
        bot.discord.registered("library").await;
        let own = added_to(&bot).await;
        choose_too(&bot, &own).await;
        let quotes = quotes(&bot, &own);
        let named = named(&bot).await;
        let (receipts, vote, against) = asked_each(&bot, &named).await;
        let proofs = receipts.iter().map(|receipt| format!("`{receipt}`")).collect::<Vec<_>>();
        let proofs = bot.discord.say(IncomingMessage::new(proofs.join(" ")));
        let words = json!([{"name": "words", "type": 3, "value": "harbour"}]);
        let searched = bot.discord.slash("search", words);
        bot.discord.request("POST", &format!("/interactions/{searched}/")).await;
        let on = bot.discord.messages(world.channel).last().expect("hits")["id"].clone();
        let on = on.as_str().and_then(|id| id.parse().ok()).expect("an id");
        let before = kept(&bot);
        Harbours { bot, seeds, quotes, named, receipts, on, proofs, vote, against, before }
    }

    /// Somebody does something.
    pub fn does(&self, who: Who, act: Interacting) -> Id<InteractionMarker> {
        let world = self.bot.discord.world();
        let act = act.by(stranger()).though_not_offered();
        let act = match who {
            Who::Member => act.in_channel(world.channel),
            Who::Manager => act.in_channel(world.second_channel).member_permissions(MANAGER),
            Who::There => act.in_channel(world.channel).on_other_server(),
            Who::TheirManager => {
                act.in_channel(world.second_channel).on_other_server().member_permissions(MANAGER)
            }
            Who::Direct => act.in_channel(world.dm),
            Who::Unserved => {
                let server = UNSERVED.to_string();
                let act = act.in_channel(world.channel).member_permissions(MANAGER);
                act.told("/guild_id", json!(server))
                    .told("/guild/id", json!(server))
                    .told("/authorizing_integration_owners", json!({"0": server}))
            }
            Who::Bot => act.in_channel(world.thread).told("/member/user/bot", json!(true)),
        };
        self.bot.discord.interact(act)
    }

    /// What tells them.
    pub async fn sees(&self, id: Id<InteractionMarker>) -> Vec<&'static str> {
        tells(&self.answer(id).await)
    }

    /// What they are answered in the end.
    pub async fn answer(&self, id: Id<InteractionMarker>) -> Value {
        answered(&self.bot, id).await
    }

    /// Holds that nothing was changed that is set, added or voted.
    pub fn is_as_it_was(&self) {
        assert_eq!(kept(&self.bot), self.before);
    }

    /// Stops the bot.
    pub async fn stop(self) {
        self.bot.stop().await;
    }
}

/// What an interaction is answered in the end.
async fn answered(bot: &Bot, id: Id<InteractionMarker>) -> Value {
    let first = bot.discord.request("POST", &format!("/interactions/{id}/")).await;
    assert_eq!(first.status / 100, 2, "{}: {}", first.path, first.body);
    match first.body["type"].as_u64() {
        Some(5 | 6) => {
            let token = format!("interaction-token-{id}/messages/@original");
            bot.discord.request("PATCH", &token).await.body
        }
        _ => first.body["data"].clone(),
    }
}

/// The permissions of who may manage a server, and no messages.
pub const MANAGER: u64 = bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::MANAGE_GUILD;

/// What an answer tells, each once.
pub fn tells(answer: &Value) -> Vec<&'static str> {
    let text = answer.to_string();
    let told = TOLD.iter().filter(|(words, _)| text.contains(words));
    told.map(|(_, what)| *what).collect()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn record(seeds: &std::path::Path) {
    record_documents(seeds);
    let added = folder();
    std::fs::write(added.path().join("harbour-own.md"), OWN).expect("written");
    record_documents(added.path());
}

/// In two channels of the first server only one document may be quoted.
fn narrow(seeds: &std::path::Path, data: &std::path::Path, world: &fake_discord::World) {
    let folders = Folders {
        seeds: seeds.to_path_buf(),
        data: data.to_path_buf(),
        program: None,
        engine: None,
    };
    claim(&folders).expect("it is empty");
    let settings = Settings::open(data).expect("made");
    let rule = DocumentRule::try_from("open.txt".to_owned()).expect("a path");
    let documents = Some(Documents::Chosen([rule].into()));
    let chosen = PlaceSettings { documents, ..PlaceSettings::default() };
    for channel in [world.channel, world.second_channel] {
        settings.set(world.guild.get(), Some(channel.get()), &chosen).expect("set");
    }
}

async fn added_to(bot: &Bot) -> FileName {
    let file = bot.discord.attach(Attaching::new("own.md", OWN));
    let add = adding(&file).member_permissions(MANAGER);
    let id = bot.discord.interact(add);
    answered(bot, id).await;
    bot.library.shelf().of_servers().expect("whole").first().expect("it was added").clone()
}

/// Adds a file that was attached.
pub fn adding(file: &str) -> Interacting {
    let options = json!([{"name": "file", "type": 11, "value": file}]);
    Interacting::slash("library", json!([{"name": "add", "type": 1, "options": options}]))
}

/// Has the two channels quote the server's own document too.
async fn choose_too(bot: &Bot, own: &FileName) {
    let world = bot.discord.world();
    let on = bot.discord.say(IncomingMessage::new("a message"));
    for channel in [world.channel, world.second_channel] {
        let rule = RuleTag { is_folder: false, file: FileTag::of(own) };
        let channel = std::num::NonZeroU64::new(channel.get());
        let toggle = Action::Toggle(DocumentToggle { channel, rule, page: 0 });
        let id = Control::new(None, toggle).custom_id().expect("there is room");
        let press = super::forged(&id, on).member_permissions(MANAGER);
        let id = bot.discord.interact(press);
        bot.discord.request("POST", &format!("/interactions/{id}/")).await;
    }
}

fn quotes(bot: &Bot, own: &FileName) -> Vec<QuoteReference> {
    let shelf = bot.library.shelf();
    let view = shelf.seen_on(Some(bot.discord.world().guild.get())).expect("whole");
    let files = ["open.txt", "closed.txt"].map(|name| FileName::new(name).expect("a name"));
    let files = files.into_iter().chain([own.clone()]);
    let quote = |file: FileName| {
        let found = answer(&Question::new(ASKED), &Scope::of([file]), &view, N_QUOTES);
        match found.expect("whole").outcome {
            Outcome::Answered(quotes) => quotes[0].reference(),
            Outcome::NothingFound { nearest } => nearest[0].reference(),
        }
    };
    files.map(quote).collect()
}

/// What is offered for the three documents where all may be seen.
async fn named(bot: &Bot) -> Vec<String> {
    let option = json!([{"name": "name", "type": 3, "value": "", "focused": true}]);
    let place = bot.discord.world().forum_post;
    let id = bot.discord.interact(Interacting::autocomplete("source", option).in_channel(place));
    let offered = bot.discord.request("POST", &format!("/interactions/{id}/")).await;
    let choices = offered.body["data"]["choices"].as_array().cloned().unwrap_or_default();
    let value = |year: &str| {
        let choice = choices.iter().find(|choice| choice["name"].to_string().contains(year));
        choice.expect("each is offered")["value"].as_str().expect("a text").to_owned()
    };
    ["1931", "1932", "1933"].map(value).into()
}

/// The receipts of the three documents' quotes, and what votes for and against the last answer.
async fn asked_each(bot: &Bot, named: &[String]) -> (Vec<String>, String, String) {
    let place = bot.discord.world().forum_post;
    let (mut receipts, mut last) = (Vec::new(), Value::Null);
    for (name, town) in named.iter().zip(["Sel", "Tolm", "Vard"]) {
        let question = format!("When did the harbour of {town} open?");
        let options = json!([
            {"name": "question", "type": 3, "value": question},
            {"name": "source", "type": 3, "value": name},
        ]);
        let ask = Interacting::slash("ask", options).in_channel(place).by(stranger());
        let id = bot.discord.interact(ask);
        last =
            bot.discord.request("POST", &format!("/interactions/{id}/")).await.body["data"].clone();
        let receipt = shown(&last).split("proof `").nth(1).and_then(|one| one.split('`').next());
        receipts.push(receipt.unwrap_or_else(|| panic!("no receipt: {last}")).to_owned());
    }
    (receipts, button(&last, "👍"), button(&last, "👎"))
}

/// What is set, added and voted.
fn kept(bot: &Bot) -> String {
    let settings = Settings::open(bot.data()).expect("opened");
    let all = settings.all();
    let guild = bot.discord.world().guild.get();
    let shelf = bot.library.shelf();
    let own = shelf.of_servers().expect("whole");
    let own: Vec<_> = own.iter().filter(|file| file.server() == Some(guild)).collect();
    format!("{:?} {own:?}", all.get(&guild))
}
