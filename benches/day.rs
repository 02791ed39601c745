//! A day of the bot in some minutes: `verbatim serve` against a Discord on loopback that asks for a
//! heartbeat every 50 milliseconds, as many of them as a day has, with what happens on a server between
//! them: questions by commands and mentions, edits, deletions, buttons, autocompletion, messages of
//! others, and a connection made anew every four hours.
//! Prints what the process holds at the end of each hour.
//!
//! usage: cargo bench --bench day [-- HOURS]
//!
//! Asserts nothing but that Discord was talked to rightly: what stays flat is for the reader to see.

#[path = "serving/program.rs"]
mod program;

use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{FakeDiscord, IncomingMessage, Interacting, World};
use serde_json::{Value, json};

const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";
/// A heartbeat of Discord's, and this one's.
const DISCORDS_BEAT: Duration = Duration::from_millis(41_250);
const BEAT: Duration = Duration::from_millis(50);
const HOUR: Duration = Duration::from_secs(60 * 60);
/// What happens in an hour, each so many times.
const PER_HOUR: usize = 12;
/// A connection lasts so many hours: here these are seconds, and the bot waits longer and longer between
/// connections that end soon.
const PER_CONNECTION: usize = 4;

#[tokio::main]
async fn main() {
    let hours = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(24);
    let world = World { heartbeat_interval: BEAT, ..World::default() };
    let discord = FakeDiscord::start_in(world).await;
    let data = tempfile::tempdir().expect("a temporary folder");
    let mut bot = program::serve(&discord, data.path()).await;
    println!("hour  heartbeats  sessions  answers  RssAnon kB  threads  files");
    for hour in 1..=hours {
        live(&discord, hour).await;
        let holds = Holds::of(&bot);
        let answers = discord.requests().iter().filter(|one| one.status / 100 == 2).count();
        println!(
            "{hour:4}  {:10}  {:8}  {answers:7}  {:10}  {:7}  {:5}",
            discord.heartbeats(),
            discord.identifies() + discord.resumes(),
            holds.anonymous_kb,
            holds.threads,
            holds.files
        );
    }
    let _ = bot.kill();
    let _ = bot.wait();
    let violations = discord.take_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

/// An hour.
async fn live(discord: &FakeDiscord, hour: usize) {
    let beats = (HOUR.as_millis() / DISCORDS_BEAT.as_millis()) as usize;
    let until = discord.heartbeats() + beats;
    let me = discord.world().bot;
    for number in 0..PER_HOUR {
        let asking = json!([{"name": "question", "type": 3, "value": QUESTION}]);
        let elsewhere = |what: Interacting| {
            let person = Id::new(960_000_000_000_000_000 + number as u64);
            let channel = Id::new(980_000_000_000_000_000 + number as u64);
            what.by(person).in_channel(channel).elsewhere()
        };
        discord.interact(elsewhere(Interacting::slash("ask", asking)));
        let typing = json!([{"name": "question", "type": 3, "value": "when", "focused": true}]);
        discord.interact(elsewhere(Interacting::autocomplete("ask", typing)));
        discord.say(IncomingMessage::new("people talk of other things"));
        discord.slash("sources", Value::Null);
        tokio::time::sleep(BEAT * (beats / PER_HOUR / 2) as u32).await;
    }
    // Each hour somebody else: here an hour is shorter than the time between two questions of one.
    let person = Id::new(970_000_000_000_000_000 + hour as u64);
    let asked = discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")).by(person));
    discord.request("POST", "/messages").await;
    discord.edit(asked, &format!("<@{me}> who coordinates the Russia–ASEAN dialogue?"), true);
    discord.request("PATCH", "/messages").await;
    discord.delete(asked);
    discord.request("DELETE", "/messages").await;
    let deadline = Instant::now() + Duration::from_secs(60);
    if hour.is_multiple_of(PER_CONNECTION) {
        let sessions = discord.identifies() + discord.resumes();
        match hour / PER_CONNECTION % 3 {
            0 => discord.ask_to_reconnect(),
            1 => discord.drop_connection(),
            _ => discord.invalidate_session(false),
        }
        while discord.identifies() + discord.resumes() == sessions && Instant::now() < deadline {
            tokio::time::sleep(BEAT).await;
        }
        discord.ready().await;
    }
    while discord.heartbeats() < until && Instant::now() < deadline {
        tokio::time::sleep(BEAT).await;
    }
}

/// What a process holds (Linux, `proc(5)`); zeros elsewhere.
struct Holds {
    anonymous_kb: u64,
    threads: u64,
    files: usize,
}

impl Holds {
    fn of(process: &Child) -> Holds {
        let folder = format!("/proc/{}", process.id());
        let status = fs::read_to_string(format!("{folder}/status")).unwrap_or_default();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        let files = fs::read_dir(format!("{folder}/fd")).map_or(0, Iterator::count);
        Holds { anonymous_kb: field("RssAnon:"), threads: field("Threads:"), files }
    }
}
