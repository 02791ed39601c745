//! How the bot stands a crowd: `verbatim serve` against a Discord on loopback, which runs in this
//! process while the bot runs in another. Slash commands come at a steady rate, each from another
//! person in another channel.
//!
//! usage: cargo bench --bench discord [-- COMMANDS-A-SECOND SECONDS]
//!
//! Without arguments: 500 a second for 30 seconds. Prints figures, asserts nothing: machines are
//! noisy.

#[path = "serving/program.rs"]
mod program;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{FakeDiscord, Interacting, Request};
use serde_json::json;

const N_QUESTIONS: usize = 200;
/// How long answers may still come when the last command was sent.
const GRACE: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() {
    let arguments: Vec<f64> =
        std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (rate, seconds) =
        (arguments.first().copied().unwrap_or(500.0), arguments.get(1).copied().unwrap_or(30.0));
    let discord = FakeDiscord::start().await;
    let data = tempfile::tempdir().expect("a temporary folder");
    let mut bot = program::serve(&discord, data.path()).await;

    let questions = questions();
    let since = Instant::now();
    let sent = send(&discord, &questions, rate, (rate * seconds) as u64).await;
    let took = since.elapsed().as_secs_f64();
    println!(
        "{} commands over {} questions in {took:.1} s: {:.0} a second",
        sent.len(),
        questions.len(),
        sent.len() as f64 / took
    );
    let all_answered = async {
        while responses(&discord).filter(|request| request.status != 0).count() < sent.len() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    let _ = tokio::time::timeout(GRACE, all_answered).await;
    report(&discord, &sent);
    let _ = bot.kill();
    let _ = bot.wait();
    let violations = discord.take_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

/// Sends commands at a rate, by their number a second: for each interaction when it was due.
async fn send(
    discord: &FakeDiscord,
    questions: &[String],
    rate: f64,
    n_commands: u64,
) -> HashMap<String, Instant> {
    let mut sent = HashMap::new();
    let since = Instant::now();
    for number in 0..n_commands {
        let due = since + Duration::from_secs_f64(number as f64 / rate);
        tokio::time::sleep_until(due.into()).await;
        let question = &questions[number as usize % questions.len()];
        let options = json!([{"name": "question", "type": 3, "value": question}]);
        let person = Id::new(960_000_000_000_000_000 + number);
        let channel = Id::new(970_000_000_000_000_000 + number);
        let asked = Interacting::slash("ask", options).by(person).in_channel(channel).elsewhere();
        // From when it should have been sent: a sender that falls behind hides no wait.
        sent.insert(discord.interact(asked).to_string(), due);
    }
    sent
}

/// The first responses so far.
fn responses(discord: &FakeDiscord) -> impl Iterator<Item = Request> {
    discord.requests().into_iter().filter(|request| request.path.contains("/callback"))
}

/// Prints what was lost, and how long first responses took.
fn report(discord: &FakeDiscord, sent: &HashMap<String, Instant>) {
    let mut waits: HashMap<&str, Vec<Duration>> = HashMap::new();
    let (mut refused, mut deferred) = (0, 0);
    for request in responses(discord) {
        let id = request.path.split('/').rev().nth(2).unwrap_or_default();
        if let Some((id, due)) = sent.get_key_value(id) {
            waits.entry(id).or_default().push(request.at.saturating_duration_since(*due));
        }
        refused += usize::from(request.status / 100 != 2);
        deferred += usize::from(request.body["type"] == json!(5));
    }
    let lost = sent.len() - waits.len();
    let doubled = waits.values().filter(|waits| waits.len() > 1).count();
    let mut first: Vec<f64> = waits
        .values()
        .filter_map(|waits| waits.iter().min())
        .map(|wait| wait.as_secs_f64() * 1e3)
        .collect();
    first.sort_by(f64::total_cmp);
    let at = |share: f64| {
        first.get(((first.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
    };
    println!("lost {lost}, doubled {doubled}, refused {refused}, deferred {deferred}");
    println!(
        "first response, milliseconds: p50 {:.1}, p90 {:.1}, p99 {:.1}, p99.9 {:.1}, most {:.1}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(0.999),
        at(1.0)
    );
}

/// Questions in the words of the documents, so that nearly all are looked up in full.
fn questions() -> Vec<String> {
    const BEFORE: [&str; 5] = ["when did", "who", "how many", "why", "what is"];
    let mut files: Vec<_> = std::fs::read_dir("seeds")
        .expect("the documents")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let texts = files
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "txt"))
        .map(std::fs::read_to_string);
    let words: Vec<String> = texts
        .flatten()
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let step = words.len() / (N_QUESTIONS + 1);
    (0..N_QUESTIONS)
        .map(|at| {
            format!("{} {}?", BEFORE[at % BEFORE.len()], words[at * step..at * step + 5].join(" "))
        })
        .collect()
}
