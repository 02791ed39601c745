//! What people do: questions by commands and mentions, edits, deletions, buttons, typing.

use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::id::marker::{ChannelMarker, InteractionMarker, MessageMarker};
use fake_discord::{FakeDiscord, IncomingMessage, Interacting, World};
use fastrand::Rng;
use serde_json::{Value, json};

use super::counts::Counts;
use super::rest::{Answered, failures};

const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";
/// So many channels are spoken in, that nobody is told to slow down.
const N_CHANNELS: u64 = 40;

/// An interaction that somebody caused.
pub struct Caused {
    pub id: Id<InteractionMarker>,
    pub what: &'static str,
    pub at: Instant,
}

/// A question that somebody wrote.
pub struct Written {
    pub id: Id<MessageMarker>,
    pub channel: Id<ChannelMarker>,
    /// What the answer to each of its texts says, and when it was written; the last is how it stands.
    pub texts: Vec<(String, Instant)>,
    pub deleted: Option<Instant>,
}

impl Written {
    /// Whether it was written, edited or deleted so long before a moment at most.
    pub fn is_changed_just_before(&self, moment: Instant, within: Duration) -> bool {
        let (_, said) = self.texts.last().expect("it has a text");
        let changed = self.deleted.unwrap_or(*said);
        changed < moment && moment - changed < within
    }
}

/// All that people did.
#[derive(Default)]
pub struct Acts {
    pub caused: Vec<Caused>,
    pub written: Vec<Written>,
    n: u64,
}

/// The world of a trial: one in which many people speak in many channels.
pub fn world() -> World {
    let more_channels = (0..N_CHANNELS).map(|number| Id::new(990_000_000_000_000_000 + number));
    World { more_channels: more_channels.collect(), ..World::default() }
}

impl Acts {
    /// Somebody does something.
    pub fn act(&mut self, discord: &FakeDiscord, random: &mut Rng, counts: &mut Counts) {
        self.n += 1;
        let what = match random.u8(0..100) {
            0..28 => self.ask(discord, random),
            28..54 => self.mention(discord, random),
            54..66 => self.edit(discord, random),
            66..73 => self.delete(discord, random),
            73..82 => self.press(discord, random),
            82..93 => self.complete(discord, random),
            _ => self.other_command(discord, random),
        };
        counts.act(what);
    }

    fn cause(
        &mut self,
        discord: &FakeDiscord,
        random: &mut Rng,
        interacting: Interacting,
        what: &'static str,
    ) -> &'static str {
        let interacting = interacting.failing(failures(Answered::Interaction, random));
        let interacting = if random.u8(0..8) == 0 { odd(interacting, random) } else { interacting };
        let id = discord.interact(interacting);
        self.caused.push(Caused { id, what, at: Instant::now() });
        what
    }

    /// Each act is another person's, and half of the commands are used in a channel of their own.
    fn somewhere(&self, random: &mut Rng, interacting: Interacting) -> Interacting {
        let person = Id::new(960_000_000_000_000_000 + self.n);
        if random.bool() {
            let channel = Id::new(980_000_000_000_000_000 + self.n);
            interacting.by(person).in_channel(channel).elsewhere()
        } else {
            interacting.by(person).in_channel(channel(random))
        }
    }

    fn ask(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let (question, _) = self.question(random);
        let options = json!([{"name": "question", "type": 3, "value": question}]);
        let asked = self.somewhere(random, Interacting::slash("ask", options));
        self.cause(discord, random, asked, "/ask")
    }

    fn other_command(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let (name, options) = match random.u8(0..4) {
            0 => ("help", Value::Null),
            1 => ("sources", Value::Null),
            2 => ("search", json!([{"name": "words", "type": 3, "value": "dialogue"}])),
            _ => ("verify", json!([{"name": "id", "type": 3, "value": "none"}])),
        };
        let used = self.somewhere(random, Interacting::slash(name, options));
        self.cause(discord, random, used, "another command")
    }

    fn complete(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let typing = json!([{"name": "question", "type": 3, "value": "when", "focused": true}]);
        let typed = self.somewhere(random, Interacting::autocomplete("ask", typing));
        self.cause(discord, random, typed, "typing into an option")
    }

    /// Somebody who did not ask presses a button of an answer in a channel.
    fn press(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let messages = discord.messages(channel(random));
        let mut buttons = Vec::new();
        for message in &messages {
            let rows = message["components"].as_array().into_iter().flatten();
            let all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
            let usable =
                all.filter(|one| one["type"] == json!(2) && one["disabled"] != json!(true));
            buttons.extend(
                usable.filter_map(|one| Some((&message["id"], one["custom_id"].as_str()?))),
            );
        }
        let Some((message, custom_id)) = random.choice(&buttons) else {
            return self.ask(discord, random);
        };
        let message = message.as_str().and_then(|id| id.parse().ok()).expect("a message has an id");
        let person = Id::new(960_000_000_000_000_000 + self.n);
        let pressed = Interacting::press(custom_id).on(message).by(person);
        self.cause(discord, random, pressed, "a button")
    }

    fn mention(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let (question, mark) = self.question(random);
        let channel = channel(random);
        let text = format!("<@{}> {question}", discord.world().bot);
        let person = Id::new(970_000_000_000_000_000 + self.n);
        let message = IncomingMessage::new(text)
            .by(person)
            .in_channel(channel)
            .failing(failures(Answered::Message, random));
        let id = discord.say(message);
        let texts = vec![(mark, Instant::now())];
        self.written.push(Written { id, channel, texts, deleted: None });
        "a mention"
    }

    fn edit(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let (question, mark) = self.question(random);
        let failures = failures(Answered::Message, random);
        let Some(written) = self.some_written(random) else { return self.mention(discord, random) };
        discord.fail_about("PATCH", written.id, failures);
        let text = format!("<@{}> {question}", discord.world().bot);
        discord.edit(written.id, &text, true);
        written.texts.push((mark, Instant::now()));
        "an edit"
    }

    fn delete(&mut self, discord: &FakeDiscord, random: &mut Rng) -> &'static str {
        let failures = failures(Answered::Message, random);
        let Some(written) = self.some_written(random) else { return self.mention(discord, random) };
        discord.fail_about("DELETE", written.id, failures);
        discord.delete(written.id);
        written.deleted = Some(Instant::now());
        "a deletion"
    }

    /// One of the last questions that stand.
    fn some_written(&mut self, random: &mut Rng) -> Option<&mut Written> {
        let stands = |written: &&mut Written| written.deleted.is_none();
        let last = self.written.iter_mut().rev().take(60);
        let mut standing: Vec<&mut Written> = last.filter(stands).collect();
        if standing.is_empty() {
            return None;
        }
        let which = random.usize(0..standing.len());
        Some(standing.swap_remove(which))
    }

    /// A question, and what its answer says and no other does: words that no document has are named
    /// in it.
    fn question(&self, random: &mut Rng) -> (String, String) {
        if random.u8(0..3) == 0 {
            return (QUESTION.to_owned(), "2021".to_owned());
        }
        let mark = format!("xyzzy{}", self.n);
        (format!("who painted the {mark} of Cambodia's embassy in Lisbon?"), mark)
    }
}

fn channel(random: &mut Rng) -> Id<ChannelMarker> {
    Id::new(990_000_000_000_000_000 + random.u64(0..N_CHANNELS))
}

/// The same interaction, with something of it otherwise than documented that nobody needs.
fn odd(interacting: Interacting, random: &mut Rng) -> Interacting {
    match random.u8(0..5) {
        0 => interacting.told("/entitlements", json!("none")),
        1 => interacting.told("/attachment_size_limit", json!({"of": "all"})),
        2 => interacting.told("/context", json!("a new one")),
        3 => interacting.told("/version", json!("two")),
        _ => interacting.told("/something_new", json!([{"type": 99}])),
    }
}
