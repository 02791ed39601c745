//! Floods of each kind, and what became of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::id::marker::InteractionMarker;
use fake_discord::{FakeDiscord, IncomingMessage, Interacting, Request};
use serde_json::json;

use super::DEADLINE;

const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";
/// So many keystrokes are one person's, and so many edits one message's.
const KEYSTROKES: usize = 4;
const EDITS: usize = 100;

/// What comes at once, and how many.
#[derive(Debug, Clone, Copy)]
pub enum Wave {
    Questions(usize),
    Completions(usize),
    /// All in one channel: there a limit holds most of them.
    Mentions(usize),
    Edits(usize),
}

/// What was sent.
pub struct Flood {
    wave: Wave,
    /// How many requests came before.
    from: usize,
    /// When each interaction was sent, by its number.
    sent: HashMap<String, Instant>,
    /// How many responses would be one to each; of edits, how many answers there are to change.
    expected: usize,
}

/// What became of a flood.
pub struct Seen {
    wave: Wave,
    answered: usize,
    deferred: usize,
    refused: usize,
    late: usize,
    lost: usize,
    doubled: usize,
    /// Of first responses, sorted.
    waits: Vec<Duration>,
}

/// A number that nobody and nothing had before.
fn number() -> u64 {
    static NUMBERS: AtomicU64 = AtomicU64::new(960_000_000_000_000_000);
    NUMBERS.fetch_add(1, Ordering::Relaxed)
}

/// Somebody new asks an ordinary question somewhere new.
pub fn ask(discord: &FakeDiscord) -> Id<InteractionMarker> {
    let options = json!([{"name": "question", "type": 3, "value": QUESTION}]);
    discord.interact(elsewhere(Interacting::slash("ask", options)))
}

fn elsewhere(what: Interacting) -> Interacting {
    what.by(Id::new(number())).in_channel(Id::new(number())).elsewhere()
}

/// Whether a first response is a phrase for one person, and no answer.
pub fn is_refusal(response: &Request) -> bool {
    let data = &response.body["data"];
    response.body["type"] == json!(4)
        && data["flags"].as_u64().unwrap_or_default() & 64 != 0
        && data["embeds"].as_array().is_none_or(Vec::is_empty)
}

impl Wave {
    /// Sends all of it, as fast as it can be.
    pub async fn send(self, discord: &FakeDiscord) -> Flood {
        let mut sent = HashMap::new();
        let mut from = discord.n_requests();
        let mut interacted = |id: Id<InteractionMarker>| {
            sent.insert(id.to_string(), Instant::now());
        };
        let mut expected = 0;
        match self {
            Wave::Questions(n) => (0..n).for_each(|_| interacted(ask(discord))),
            Wave::Completions(n) => {
                for _ in 0..n / KEYSTROKES {
                    let (person, channel) = (Id::new(number()), Id::new(number()));
                    for typed in ["c", "ca", "cam", "camb"] {
                        let option =
                            json!([{"name": "name", "type": 3, "value": typed, "focused": true}]);
                        let typing = Interacting::autocomplete("source", option);
                        interacted(
                            discord.interact(typing.by(person).in_channel(channel).elsewhere()),
                        );
                    }
                }
            }
            Wave::Mentions(n) => {
                let me = discord.world().bot;
                for _ in 0..n {
                    let text = format!("<@{me}> {QUESTION}");
                    discord.say(IncomingMessage::new(text).by(Id::new(number())));
                }
            }
            Wave::Edits(n) => (from, expected) = edit(discord, n).await,
        }
        let expected = expected.max(sent.len());
        Flood { wave: self, from, sent, expected }
    }
}

/// Edits messages whose answers are there, each by somebody else and again and again. Where in the order
/// of requests that began, and how many messages there are.
async fn edit(discord: &FakeDiscord, n: usize) -> (usize, usize) {
    let (me, mut asked) = (discord.world().bot, Vec::new());
    let before = discord.n_requests();
    let channels = [discord.world().second_channel, discord.world().thread];
    for at in 0..(n / EDITS).clamp(1, 30) {
        let text = format!("<@{me}> {QUESTION}");
        let message = IncomingMessage::new(text).by(Id::new(number()));
        asked.push(discord.say(message.in_channel(channels[at % channels.len()])));
    }
    let since = Instant::now();
    let n_posted = || discord.requests_since(before, "/messages").len();
    while n_posted() < asked.len() && since.elapsed() < DEADLINE * 3 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let from = discord.n_requests();
    for at in 0..n {
        let text = format!("<@{me}> {QUESTION} {at}");
        discord.edit(asked[at % asked.len()], &text, true);
    }
    (from, asked.len())
}

impl Flood {
    /// The requests that answer it, so far.
    fn responses(&self, discord: &FakeDiscord) -> Vec<Request> {
        let path = match self.wave {
            Wave::Questions(_) | Wave::Completions(_) => "/callback",
            Wave::Mentions(_) | Wave::Edits(_) => "/messages",
        };
        discord.requests_since(self.from, path)
    }

    /// How many have a first response, or were changed.
    pub fn n_settled(&self, discord: &FakeDiscord) -> usize {
        self.responses(discord).len()
    }

    /// How many that would be of all of them.
    pub fn n_expected(&self) -> usize {
        match self.wave {
            // How many of them a channel's limit lets pass depends on how long it takes.
            Wave::Mentions(_) => usize::MAX,
            _ => self.expected,
        }
    }

    /// What became of it.
    pub fn seen(&self, discord: &FakeDiscord) -> Seen {
        let mut seen = Seen {
            wave: self.wave,
            answered: 0,
            deferred: 0,
            refused: 0,
            late: 0,
            lost: 0,
            doubled: 0,
            waits: Vec::new(),
        };
        if self.sent.is_empty() {
            seen.answered = self.responses(discord).len();
            return seen;
        }
        let mut first: HashMap<String, Request> = HashMap::new();
        for response in self.responses(discord) {
            let id = response.path.split('/').rev().nth(2).unwrap_or_default().to_owned();
            if !self.sent.contains_key(&id) {
                continue;
            }
            // One that was sent again, since no answer to it came in time, is refused.
            match first.entry(id) {
                Entry::Vacant(place) => {
                    place.insert(response);
                }
                Entry::Occupied(before) => {
                    let both = before.get().status / 100 == 2 && response.status / 100 == 2;
                    seen.doubled += usize::from(both);
                }
            }
        }
        for (id, response) in &first {
            let wait = response.at.saturating_duration_since(self.sent[id]);
            seen.waits.push(wait);
            match () {
                () if wait > DEADLINE || response.status / 100 != 2 => seen.late += 1,
                () if is_refusal(response) => seen.refused += 1,
                () if response.body["type"] == json!(5) => seen.deferred += 1,
                () => seen.answered += 1,
            }
        }
        seen.waits.sort();
        seen.lost = self.sent.len() - first.len();
        seen
    }
}

impl Seen {
    /// How many of them are faults: what was said twice.
    pub fn n_wrong(&self) -> usize {
        self.doubled
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !matches!(self.wave, Wave::Questions(_) | Wave::Completions(_)) {
            return write!(out, "{} messages posted or changed", self.answered);
        }
        let at = |share: f64| {
            let last = self.waits.len().saturating_sub(1);
            let wait = self.waits.get((last as f64 * share) as usize);
            wait.map_or(0, Duration::as_millis)
        };
        write!(
            out,
            "in time {}, deferred in time {}, refused in time {}, late {}, without a response {}, \
             doubled {}; first response p50 {} ms, p99 {} ms",
            self.answered,
            self.deferred,
            self.refused,
            self.late,
            self.lost,
            self.doubled,
            at(0.5),
            at(0.99)
        )
    }
}
