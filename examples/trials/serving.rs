//! `serve` is killed while people vote, managers set things and documents are added. What was confirmed to
//! somebody is there afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use fake_discord::id::Id;
use fake_discord::{Attaching, FakeDiscord, Interacting, bits};
use fastrand::Rng;
use serde_json::{Value, json};
use verbatim::feedback::Feedback;
use verbatim::settings::Settings;

use super::laid::Laid;
use super::program::Said;

/// How long a program serves at most before it is killed.
const LONGEST_ROUND: Duration = Duration::from_millis(900);
/// The first number of a person who asks.
const PEOPLE: u64 = 960_000_000_000_000_000;
/// The documents that are added take turns under so many names.
const N_NAMES: u64 = 5;

/// What was confirmed, and what may have been done beside it.
#[derive(Debug, Default)]
struct Confirmed {
    votes: u64,
    /// The next thing of each kind was asked for, and not confirmed.
    under_way: Option<&'static str>,
    /// The number that was set last.
    set: u64,
    /// Names of documents with the number of the last one that was confirmed.
    added: BTreeMap<String, u64>,
}

/// A running program and what was done with it.
struct Round<'l> {
    laid: &'l Laid,
    data: PathBuf,
    discord: FakeDiscord,
    child: Child,
    /// The operator's import, which is killed with it.
    importing: Option<Child>,
    /// Counts up with each thing that is done.
    number: u64,
}

/// Kills `serve` at `n` random moments; how often something went wrong.
pub fn run(laid: &Laid, n: usize, random: &mut Rng) -> usize {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(rounds(laid, n, random))
}

async fn rounds(laid: &Laid, n: usize, random: &mut Rng) -> usize {
    let data = laid.root().join("served");
    super::laid::copy(&laid.whole(), &data);
    let mut confirmed = Confirmed::default();
    let mut number = 0;
    let mut n_faults = 0;
    for round in 0..n {
        let mut serving = Round::start(laid, &data, number).await;
        let span = LONGEST_ROUND.mul_f64(random.f64());
        // What is under way when the time is over is cut off by the kill.
        let _ = tokio::time::timeout(span, serving.go_on(&mut confirmed)).await;
        number = serving.number + 1;
        let said = serving.kill();
        if let Err(fault) = holds(laid, &data, &mut confirmed) {
            n_faults += 1;
            println!("serve, kill {round} after {span:?}: {fault}");
        }
        if ["damaged", "made anew", "a bug"].iter().any(|words| said.contains(words)) {
            n_faults += 1;
            println!("serve, round {round}: {said}");
        }
    }
    println!(
        "serve: {n} kills, {} votes and {} settings confirmed, {} documents, {n_faults} faults",
        confirmed.votes,
        confirmed.set,
        confirmed.added.len()
    );
    n_faults
}

impl Round<'_> {
    async fn start<'l>(laid: &'l Laid, data: &Path, number: u64) -> Round<'l> {
        // As if the last start was long ago: one that starts often waits.
        let _ = fs::remove_file(data.join("identifies"));
        let discord = FakeDiscord::start().await;
        let log = fs::File::create(data.with_extension("log")).expect("written");
        let child = laid
            .program
            .command(data, &["serve"])
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("VERBATIM_MODEL", "none")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program runs");
        discord.ready().await;
        discord.registered("ask").await;
        Round { laid, data: data.to_path_buf(), discord, child, importing: None, number }
    }

    /// Votes, sets and adds, one after the other, until it is dropped.
    async fn go_on(&mut self, confirmed: &mut Confirmed) {
        loop {
            confirmed.under_way = None;
            self.vote(confirmed).await;
            confirmed.under_way = None;
            self.set(confirmed).await;
            confirmed.under_way = None;
            self.add(confirmed).await;
        }
    }

    /// What is said to an interaction in the end.
    async fn said(&mut self, interacting: Interacting) -> Value {
        self.number += 1;
        // Each by somebody else, since a person may not ask that often.
        self.discord.interact(interacting.by(Id::new(PEOPLE + self.number)));
        let first = self.discord.request("POST", "/callback").await;
        match first.body["type"].as_u64() {
            Some(5) => self.discord.request("PATCH", "/messages/@original").await.body,
            _ => first.body["data"].clone(),
        }
    }

    async fn vote(&mut self, confirmed: &mut Confirmed) {
        let question =
            json!([{"name": "question", "type": 3, "value": "when did the yard close?"}]);
        let answer = self.said(Interacting::slash("ask", question)).await;
        let Some(thumb) = thumb(&answer) else { return };
        confirmed.under_way = Some("vote");
        let told = self.said(Interacting::press(&thumb)).await;
        confirmed.votes += u64::from(told.to_string().contains("Noted"));
    }

    /// By the operator's import, beside the program that serves.
    async fn set(&mut self, confirmed: &mut Confirmed) {
        let next = confirmed.set + 1;
        let file = self.data.with_extension("toml");
        let words = format!("[channel.7.{next}]\nmentions = false\n");
        fs::write(&file, words).expect("written");
        let file = file.to_string_lossy().into_owned();
        confirmed.under_way = Some("setting");
        let mut command = self.laid.program.command(&self.data, &["settings", "import", &file]);
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let importing = self.importing.insert(command.spawn().expect("the program runs"));
        loop {
            match importing.try_wait().expect("looked at") {
                Some(status) if status.success() => return confirmed.set = next,
                Some(_) => return,
                None => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        }
    }

    async fn add(&mut self, confirmed: &mut Confirmed) {
        self.number += 1;
        let (number, name) = (self.number, format!("rules-{}.md", self.number % N_NAMES));
        let file = self.discord.attach(Attaching::new(&name, document(number)));
        let options = json!([{"name": "file", "type": 11, "value": file}]);
        let adding = json!([{"name": "add", "type": 1, "options": options}]);
        let adding = Interacting::slash("library", adding).member_permissions(bits::MANAGE_GUILD);
        confirmed.under_way = Some("document");
        let told = self.said(adding).await;
        if told.to_string().contains("was added") {
            confirmed.added.insert(name, number);
        }
    }

    /// Kills it; what it had said.
    fn kill(mut self) -> String {
        for child in [Some(self.child), self.importing.take()].iter_mut().flatten() {
            child.kill().expect("killed, or ended before");
            child.wait().expect("ended");
        }
        fs::read_to_string(self.data.with_extension("log")).unwrap_or_default()
    }
}

fn document(number: u64) -> String {
    format!("# House rules\n\nThe zorblax number {number} is fed at noon on every Thursday.\n")
}

/// The id of the button for a helpful vote.
fn thumb(answer: &Value) -> Option<String> {
    let rows = answer["components"].as_array()?.iter();
    let buttons = rows.filter_map(|row| row["components"].as_array()).flatten();
    let mut thumbs = buttons.filter(|button| button["emoji"]["name"] == "👍");
    Some(thumbs.next()?["custom_id"].as_str()?.to_owned())
}

/// Whether all that was confirmed is there, and nothing beside it but what was under way.
fn holds(laid: &Laid, data: &Path, confirmed: &mut Confirmed) -> Result<(), String> {
    match laid.said(data) {
        (Said::Same, told) if told.is_empty() => {}
        other => return Err(format!("OTHER ANSWERS: {other:?}")),
    }
    let feedback = Feedback::open(data).map_err(|error| error.to_string())?;
    let counts = feedback.counts(None, None).map_err(|error| error.to_string())?;
    // The folder had some votes of its own in server 1.
    let votes: u64 = counts.iter().filter(|one| one.server != 1).map(|one| one.helpful).sum();
    let under_way = confirmed.under_way;
    let is_under_way = |what: &str| u64::from(under_way == Some(what));
    if !(confirmed.votes..=confirmed.votes + is_under_way("vote")).contains(&votes) {
        return Err(format!("VOTES: {votes}, confirmed {}", confirmed.votes));
    }
    let settings = Settings::open(data).map_err(|error| error.to_string())?;
    let all = settings.all();
    let set = all.get(&7).and_then(|server| server.channels.keys().next().copied()).unwrap_or(0);
    if !(confirmed.set..=confirmed.set + is_under_way("setting")).contains(&set) {
        return Err(format!("SETTINGS: {set}, confirmed {}", confirmed.set));
    }
    for (name, number) in &mut confirmed.added {
        let found = added(data, name).unwrap_or_default();
        let found_number = found.split(' ').find_map(|word| word.parse().ok()).unwrap_or(0);
        let is_next = under_way == Some("document") && found_number > *number;
        if found != document(found_number) || (found_number != *number && !is_next) {
            return Err(format!("A DOCUMENT: {name} is {found:?}, confirmed {number}"));
        }
        *number = found_number;
    }
    confirmed.votes = votes;
    confirmed.set = set;
    Ok(())
}

/// The words of an added document.
fn added(data: &Path, name: &str) -> Option<String> {
    let files = super::laid::files(&data.join(".servers"));
    let file = files.iter().find(|file| file.ends_with(name))?;
    fs::read_to_string(file).ok()
}
