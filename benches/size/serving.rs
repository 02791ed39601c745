//! The program serving the library to a Discord on loopback, in a process of its own: how long until it
//! is ready, what it holds in memory, how long autocompletion and the first page of the list take.

use std::fs;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{FakeDiscord, Interacting};
use serde_json::{Value, json};
use verbatim::library::Folders;

use crate::library::Words;
use crate::titles::typed;
use crate::{print_times, program};

/// The program is started this often; the median counts.
const N_STARTS: usize = 3;
/// The program is at rest when it computes for less than this in a second.
const AT_REST: Duration = Duration::from_millis(30);
/// It is not waited for any longer.
const LONGEST: Duration = Duration::from_secs(180);

/// Prints the figures.
pub fn serving(folders: &Folders, words: &Words, n_documents: usize) {
    let runtime = tokio::runtime::Runtime::new().expect("threads");
    runtime.block_on(serve(folders, words, n_documents));
}

async fn serve(folders: &Folders, words: &Words, n_documents: usize) {
    let mut starts = Vec::new();
    for number in 1..=N_STARTS {
        let discord = FakeDiscord::start().await;
        let since = Instant::now();
        let mut bot = program(folders, "serve")
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .spawn()
            .expect("the program starts");
        let memory = Memory::watch(&bot);
        ready(&discord, since).await;
        starts.push(since.elapsed());
        if number == N_STARTS {
            at_rest(&bot).await;
            println!("serving    {} at rest, {} at most until then", memory.now(), memory.most());
            asked(&discord, words, n_documents).await;
            println!("serving    {} after it, {} at most", memory.now(), memory.most());
        }
        let _ = bot.kill();
        let _ = bot.wait();
    }
    starts.sort();
    println!("serving    ready after {:.3} s", starts[N_STARTS / 2].as_secs_f64());
}

/// Waits until the commands are registered and the bot is connected, longer than tests do.
async fn ready(discord: &FakeDiscord, since: Instant) {
    while discord.commands().is_empty() || !discord.is_ready() {
        assert!(since.elapsed() < LONGEST, "the program is not ready");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Autocompletion of documents, and the first page of their list.
async fn asked(discord: &FakeDiscord, words: &Words, n_documents: usize) {
    let mut times = Vec::new();
    let mut person = 960_000_000_000_000_000;
    let mut ask = async |interacting: Interacting| {
        person += 1;
        let person = Id::new(person);
        let since = Instant::now();
        let asked =
            interacting.by(person).in_channel(Id::new(person.get() + 1_000_000)).elsewhere();
        let id = discord.interact(asked);
        let mut answer = discord.request("POST", &format!("interactions/{id}/")).await;
        if answer.body["type"] == json!(5) {
            answer = discord.request("PATCH", "@original").await;
        }
        (answer.at.saturating_duration_since(since), answer.body)
    };
    let (first, _) = ask(Interacting::slash("sources", Value::Null)).await;
    let (next, _) = ask(Interacting::slash("sources", Value::Null)).await;
    println!(
        "serving    the list of documents after {:.1} ms, again {:.1} ms",
        first.as_secs_f64() * 1e3,
        next.as_secs_f64() * 1e3
    );
    let mut n_offered = 0;
    for typed in typed(words, n_documents) {
        let option = json!([{"name": "name", "type": 3, "value": typed, "focused": true}]);
        let (took, body) = ask(Interacting::autocomplete("source", option)).await;
        let choices = body["data"]["choices"].as_array();
        n_offered += usize::from(choices.is_some_and(|all| !all.is_empty()));
        times.push(took.as_secs_f64() * 1e3);
    }
    print_times("completion", "ms", &mut times);
    println!("completion {n_offered} of {} were offered something", times.len());
}

/// Waits until the program has nothing to do.
async fn at_rest(bot: &Child) {
    let ticks = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", bot.id())).unwrap_or_default();
        let behind = stat.rsplit_once(") ").map_or("", |(_, behind)| behind);
        let number = |at: usize| behind.split(' ').nth(at).and_then(|n| n.parse::<u64>().ok());
        // User and system time, in hundredths of a second (proc(5)).
        number(11).unwrap_or_default() + number(12).unwrap_or_default()
    };
    let since = Instant::now();
    loop {
        let before = ticks();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let is_idle = Duration::from_millis(10 * (ticks() - before)) <= AT_REST;
        if is_idle || since.elapsed() > LONGEST {
            return;
        }
    }
}

/// What the program holds of its own, files that it only maps aside, looked at again and again.
struct Memory {
    process: u32,
    most_kb: Arc<AtomicU64>,
    is_over: Arc<AtomicBool>,
}

impl Memory {
    fn watch(bot: &Child) -> Memory {
        let (most_kb, is_over): (Arc<AtomicU64>, Arc<AtomicBool>) = Default::default();
        let memory = Memory { process: bot.id(), most_kb, is_over };
        let (process, most) = (memory.process, Arc::clone(&memory.most_kb));
        let is_over = Arc::clone(&memory.is_over);
        std::thread::spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                most.fetch_max(anonymous_kb(process), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        memory
    }

    fn now(&self) -> String {
        format!("RssAnon {} kB", anonymous_kb(self.process))
    }

    fn most(&self) -> String {
        format!("{} kB", self.most_kb.load(Ordering::Relaxed))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

fn anonymous_kb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
