//! What was asked, and whether it was answered once, by what Discord saw alone.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::id::marker::ChannelMarker;
use fake_discord::{FakeDiscord, Request};

/// A first response to a command that comes later is nobody's. A process that is killed within it takes
/// along what it had not answered.
const DEADLINE: Duration = Duration::from_secs(3);

/// How somebody asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By a message, in a server or a direct channel.
    Message(Id<ChannelMarker>),
    /// By a command.
    Command,
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub by: By,
    /// The number of the message or the interaction.
    pub id: u64,
    pub shard: u64,
    pub at: Instant,
    /// Whether its shard was connected then.
    pub was_connected: bool,
}

/// A process that was killed.
#[derive(Clone, Copy, Debug)]
pub struct Kill {
    pub at: Instant,
    /// Its shards.
    pub numbers: (u64, u64),
}

/// What came of all questions.
#[derive(Default)]
pub struct Verdict {
    pub answered: usize,
    pub lost: Vec<Question>,
    pub twice: Vec<Question>,
    /// Commands that nobody can answer in time any more: their shard was away, or its process was killed.
    pub too_late: usize,
    /// How long answers took to what was asked while the shard was connected, and while it was not.
    pub waits: Vec<Duration>,
    pub waits_away: Vec<Duration>,
}

/// Judges all questions so far.
pub fn judge(discord: &FakeDiscord, questions: &[Question], kills: &[Kill]) -> Verdict {
    let requests = discord.requests();
    let mut about: HashMap<u64, Vec<&Request>> = HashMap::new();
    for request in requests.iter().filter(|one| one.method == "POST" && one.status / 100 == 2) {
        if let Some(id) = request.about {
            about.entry(id).or_default().push(request);
        }
    }
    let mut verdict = Verdict::default();
    for question in questions {
        let done = about.get(&question.id).map(Vec::as_slice).unwrap_or_default();
        let n_answers = match question.by {
            // One that is posted again with its nonce is the same to people.
            By::Message(channel) => n_replies(discord, channel, question.id),
            By::Command => done.iter().filter(|one| one.path.contains("/callback")).count(),
        };
        let is_killed = kills.iter().any(|kill| {
            (kill.numbers.0..kill.numbers.1).contains(&question.shard)
                && kill.at >= question.at
                && kill.at - question.at < DEADLINE
        });
        match n_answers {
            0 if question.by == By::Command && (is_killed || !question.was_connected) => {
                verdict.too_late += 1;
            }
            0 => verdict.lost.push(*question),
            1 => {
                verdict.answered += 1;
                let wait = done.first().map(|first| first.at - question.at).unwrap_or_default();
                let is_away = is_killed || !question.was_connected;
                let waits = if is_away { &mut verdict.waits_away } else { &mut verdict.waits };
                waits.push(wait);
            }
            _ => verdict.twice.push(*question),
        }
    }
    verdict.waits.sort_unstable();
    verdict.waits_away.sort_unstable();
    verdict
}

/// How many messages reply to one.
fn n_replies(discord: &FakeDiscord, channel: Id<ChannelMarker>, question: u64) -> usize {
    let question = question.to_string();
    let all = discord.messages(channel);
    all.iter()
        .filter(|one| one["message_reference"]["message_id"].as_str() == Some(&question))
        .count()
}
