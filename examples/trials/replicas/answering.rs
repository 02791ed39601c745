//! A process that answers, asked all the while, killed at random and started again.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{FakeDiscord, Interacting};
use fastrand::Rng;
use serde_json::json;

use super::generations::Generations;
use super::{LAG, Program};

/// How long a process lives at least and at most.
const LIVES: (f64, f64) = (3.0, 12.0);
/// How long it takes at most until it is ready, and until it answers.
const READY: Duration = Duration::from_secs(60);
const ANSWERED: Duration = Duration::from_secs(20);
/// Time between two questions.
const PAUSE: Duration = Duration::from_millis(30);
/// The first number of a person who asks.
const PEOPLE: u64 = 970_000_000_000_000_000;

/// One process.
pub struct Answering {
    pub number: usize,
    pub program: Program,
    /// Whether it reads the data folder of the one that writes.
    pub is_shared: bool,
    pub generations: Arc<Generations>,
    pub random: Rng,
}

/// What it answered.
#[derive(Debug, Default)]
pub struct Seen {
    pub n_answers: usize,
    pub n_marks: usize,
    /// Answers with quotes of several documents.
    pub n_of_several: usize,
    pub n_killed: usize,
    /// How long ago a newer generation than that of the answer was confirmed when it was asked for.
    behind: Vec<Duration>,
    pub faults: Vec<String>,
}

impl Seen {
    pub fn add(&mut self, other: Seen) {
        self.n_answers += other.n_answers;
        self.n_marks += other.n_marks;
        self.n_of_several += other.n_of_several;
        self.n_killed += other.n_killed;
        self.behind.extend(other.behind);
        self.faults.extend(other.faults);
    }

    /// What so large a share of the answers was not further behind than.
    pub fn behind(&self, share: f64) -> Duration {
        let mut sorted = self.behind.clone();
        sorted.sort_unstable();
        let at = (sorted.len().saturating_sub(1) as f64 * share) as usize;
        sorted.get(at).copied().unwrap_or_default()
    }
}

impl Answering {
    /// Lives one life after the other.
    pub async fn until(mut self, until: Instant) -> Seen {
        let mut seen = Seen::default();
        let mut person = PEOPLE + 1_000_000 * self.number as u64;
        while Instant::now() < until {
            let discord = FakeDiscord::start().await;
            let (shortest, longest) = LIVES;
            let life = shortest + (longest - shortest) * self.random.f64();
            let mut child = self.start(&discord);
            let ready = async {
                discord.ready().await;
                discord.registered("ask").await;
            };
            if tokio::time::timeout(READY, ready).await.is_err() {
                seen.faults.push(format!("not ready: {}", self.log()));
                let _ = child.kill().and_then(|()| child.wait());
                break;
            }
            let end = until.min(Instant::now() + Duration::from_secs_f64(life));
            while Instant::now() < end {
                person += 1;
                self.ask(&discord, person, &mut seen).await;
                tokio::time::sleep(PAUSE).await;
            }
            child.kill().expect("killed");
            child.wait().expect("ended");
            seen.n_killed += 1;
            let said = self.log();
            if said.contains("a bug") || said.contains("ERROR") {
                seen.faults.push(said);
            }
        }
        seen
    }

    fn data(&self) -> PathBuf {
        let name = format!("copy-{}", self.number);
        self.program.root.join(if self.is_shared { "data" } else { &name })
    }

    fn state(&self) -> PathBuf {
        self.program.root.join(format!("state-{}", self.number))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.state().with_extension("log")).unwrap_or_default()
    }

    fn start(&self, discord: &FakeDiscord) -> Child {
        // As if the last start was long ago: one that starts often waits.
        let _ = fs::remove_file(self.state().join("identifies"));
        let log = fs::File::create(self.state().with_extension("log")).expect("written");
        let mut command = Command::new(&self.program.file);
        command.arg("--seeds").arg(self.program.root.join("nowhere"));
        command.arg("--data").arg(self.data()).arg("--state").arg(self.state());
        command.args(&self.program.follow).arg("serve").envs(self.program.environment.clone());
        command.env("DISCORD_TOKEN", discord.token()).env("DISCORD_API_URL", discord.url());
        command.env("VERBATIM_MODEL", "none").env("VERBATIM_LOG", "warn");
        command.current_dir(&self.program.root);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        command.spawn().expect("the program runs")
    }

    /// Asks, and judges the answer.
    async fn ask(&self, discord: &FakeDiscord, person: u64, seen: &mut Seen) {
        let asked = Instant::now();
        let question = "which mark does the beacon of the pier show tonight?";
        let options = json!([{"name": "question", "type": 3, "value": question}]);
        // Everybody in a channel of their own, since a channel may not ask that often.
        let asking = Interacting::slash("ask", options).by(Id::new(person));
        discord.interact(asking.in_channel(Id::new(person)).elsewhere());
        let answer = async {
            let first = discord.request("POST", "/callback").await;
            match first.body["type"].as_u64() {
                Some(5) => discord.request("PATCH", "/messages/@original").await.body,
                _ => first.body["data"].clone(),
            }
        };
        let Ok(answer) = tokio::time::timeout(ANSWERED, answer).await else {
            return seen.faults.push(format!("NO ANSWER: {}", self.log()));
        };
        let said = answer.to_string();
        let marks: Vec<u64> = said
            .split("mark ")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
            .collect();
        let Some(mark) = marks.first().copied() else {
            return seen.faults.push(format!("NO QUOTE: {said}"));
        };
        seen.n_answers += 1;
        seen.n_marks += marks.len();
        seen.n_of_several += usize::from(said.matches("The beacon of pier").count() > 1);
        if marks.iter().any(|other| *other != mark) {
            seen.faults.push(format!("OF TWO COMMITS: {marks:?}"));
        }
        if mark > self.generations.written() {
            seen.faults.push(format!("OF NO COMMIT: {mark}"));
        }
        let must_be = asked.checked_sub(LAG).map_or(0, |then| self.generations.confirmed_by(then));
        if mark < must_be {
            seen.faults.push(format!("OLD: {mark}, {must_be} was confirmed {LAG:?} before"));
        }
        let replaced = self.generations.replaced_at(mark);
        seen.behind.push(replaced.map_or(Duration::ZERO, |at| asked.saturating_duration_since(at)));
    }
}
