//! Many servers: 2,500 in 16 shards over four processes of the program with one data folder, asked all
//! the while, of which one after the other is killed and started again.
//!
//! Each question is to be answered once. What was asked by a message while its process was not there, or
//! was killed before it had answered, is told to the next start; a command can be answered for three
//! seconds alone.

mod judge;
mod process;

use std::path::Path;
use std::time::{Duration, Instant};

use fake_discord::id::Id;
use fake_discord::{FakeDiscord, IncomingMessage, Interacting, World};
use fastrand::Rng;
use serde_json::json;

use judge::{By, Kill, Question, Verdict, judge};
use process::Part;

const N_GUILDS: u64 = 2500;
const N_SHARDS: u64 = 16;
const N_PROCESSES: u64 = 4;
/// Each is killed once.
const N_KILLS: usize = 4;
/// Discord's own.
const IDENTIFY_INTERVAL: Duration = Duration::from_secs(5);
const BEAT: Duration = Duration::from_secs(5);
/// How far apart questions are on average, in seconds.
const BETWEEN: f64 = 0.05;
/// How long a killed process stays away.
const AWAY: std::ops::Range<f64> = 0.2..4.0;
/// How long all shards may take to be connected, and the last answers to come.
const CONNECTED_WITHIN: Duration = Duration::from_secs(240);
const ANSWERED_WITHIN: Duration = Duration::from_secs(90);
const LOOK_EVERY: Duration = Duration::from_millis(50);
const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";

/// A trial under way.
struct Trial {
    discord: FakeDiscord,
    parts: Vec<Part>,
    random: Rng,
    questions: Vec<Question>,
    kills: Vec<Kill>,
    faults: Vec<String>,
}

/// Asks this program so many questions, and prints the figures; how often something went wrong.
pub fn run(n: usize, seed: u64, program: &Path) -> usize {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(tried(n, seed, program))
}

async fn tried(n: usize, seed: u64, program: &Path) -> usize {
    let world = World::default().guilds_in_all(N_GUILDS).sharded(N_SHARDS as u32, 1);
    let world = World { identify_interval: IDENTIFY_INTERVAL, heartbeat_interval: BEAT, ..world };
    let each = N_SHARDS / N_PROCESSES;
    let parts = (0..N_PROCESSES)
        .map(|place| Part::new(program, (place * each, (place + 1) * each), N_SHARDS));
    let mut trial = Trial {
        discord: FakeDiscord::start_in(world).await,
        parts: parts.collect(),
        random: Rng::with_seed(seed),
        questions: Vec::new(),
        kills: Vec::new(),
        faults: Vec::new(),
    };
    let data = tempfile::tempdir().expect("a temporary folder");
    let since = Instant::now();
    for part in &mut trial.parts {
        part.start(&trial.discord, data.path());
    }
    trial.connected().await;
    trial.discord.registered("ask").await;
    println!("{N_SHARDS} shards connected after {:.1} s", since.elapsed().as_secs_f64());
    trial.asked(n, data.path()).await;
    let verdict = trial.answered().await;
    trial.judged(&verdict)
}

impl Trial {
    /// Waits until all shards are connected.
    async fn connected(&mut self) {
        let since = Instant::now();
        while self.discord.n_shards_ready() as u64 != N_SHARDS {
            if since.elapsed() > CONNECTED_WITHIN {
                let n = self.discord.n_shards_ready();
                self.faults.push(format!("{n} shards alone were ever connected again"));
                return;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Asks so many questions, and kills each process in the middle of them.
    async fn asked(&mut self, n: usize, data: &Path) {
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        self.random.shuffle(&mut order);
        let between = n / (N_KILLS + 1);
        let mut back: Option<(usize, Instant)> = None;
        for place in 0..n {
            let pause = -BETWEEN * (1.0 - self.random.f64()).ln();
            tokio::time::sleep(Duration::from_secs_f64(pause)).await;
            if let Some((which, _)) = back.filter(|(_, at)| Instant::now() >= *at) {
                self.parts[which].start(&self.discord, data);
                back = None;
            }
            let n_killed = self.kills.len();
            if place == (n_killed + 1) * between && n_killed < N_KILLS && back.is_none() {
                let which = order[n_killed % order.len()];
                self.kill(which);
                let away = AWAY.start + self.random.f64() * (AWAY.end - AWAY.start);
                back = Some((which, Instant::now() + Duration::from_secs_f64(away)));
            }
            self.ask(place as u64);
        }
        if let Some((which, _)) = back {
            self.parts[which].start(&self.discord, data);
        }
        if self.kills.len() < N_KILLS {
            self.faults.push(format!("{} kills alone", self.kills.len()));
        }
    }

    fn kill(&mut self, which: usize) {
        let numbers = self.parts[which].numbers;
        if !self.parts[which].is_alive() {
            self.faults
                .push(format!("the process of {} ended by itself", self.parts[which].shards));
        }
        // Just before, so that what is asked within it counts as asked of a process that is killed.
        self.kills.push(Kill { at: Instant::now(), numbers });
        self.parts[which].kill();
    }

    /// Somebody asks somewhere.
    fn ask(&mut self, place: u64) {
        let world = self.discord.world();
        let person = Id::new(960_000_000_000_000_000 + place);
        let which = self.random.usize(0..world.more_guilds.len() + 1);
        let here = which.checked_sub(1).map(|which| world.more_guilds[which]);
        let guild = here.map_or(world.guild, |more| more.id);
        let channel = here.map_or(world.channel, |more| more.channel);
        let was_connected = self.discord.is_ready_for(guild);
        let shard = (guild.get() >> 22) % N_SHARDS;
        let (by, id) = if self.random.bool() {
            let text = format!("<@{}> {QUESTION}", world.bot);
            let message = IncomingMessage::new(text).by(person).in_channel(channel);
            (By::Message(channel), self.discord.say(message).get())
        } else {
            let options = json!([{"name": "question", "type": 3, "value": QUESTION}]);
            let command = Interacting::slash("ask", options).by(person).in_channel(channel);
            (By::Command, self.discord.interact(command).get())
        };
        let at = Instant::now();
        self.questions.push(Question { by, id, shard, at, was_connected });
    }

    /// Waits until nothing is left to be answered, or it takes too long.
    async fn answered(&mut self) -> Verdict {
        self.connected().await;
        let since = Instant::now();
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let verdict = judge(&self.discord, &self.questions, &self.kills);
            if verdict.lost.is_empty() || since.elapsed() > ANSWERED_WITHIN {
                // An answer that comes twice comes soon.
                tokio::time::sleep(Duration::from_secs(5)).await;
                return judge(&self.discord, &self.questions, &self.kills);
            }
        }
    }

    /// Prints what came of it; how often something went wrong.
    fn judged(&mut self, verdict: &Verdict) -> usize {
        println!("{} questions, {} kills", self.questions.len(), self.kills.len());
        println!("{:6}  answered once", verdict.answered);
        println!("{:6}  commands whose process was not there in time", verdict.too_late);
        println!("{:6}  lost", verdict.lost.len());
        println!("{:6}  answered twice", verdict.twice.len());
        let at = |waits: &[Duration], share: f64| {
            let place = (waits.len() as f64 * share) as usize;
            waits.get(place.min(waits.len().saturating_sub(1))).copied().unwrap_or_default()
        };
        println!(
            "answers while connected: p50 {:?}, p99 {:?}; of {} asked while away: p50 {:?}, last {:?}",
            at(&verdict.waits, 0.5),
            at(&verdict.waits, 0.99),
            verdict.waits_away.len(),
            at(&verdict.waits_away, 0.5),
            at(&verdict.waits_away, 1.0)
        );
        let memory: Vec<u64> = self.parts.iter().map(Part::anonymous_kb).collect();
        println!("RssAnon of the processes, kB: {memory:?}");
        for lost in &verdict.lost {
            self.faults.push(format!("lost: {lost:?}"));
        }
        for twice in &verdict.twice {
            self.faults.push(format!("answered twice: {twice:?}"));
        }
        self.of_discord();
        for fault in &self.faults {
            println!("WRONG: {fault}");
        }
        self.faults.len()
    }

    /// What Discord saw besides answers.
    fn of_discord(&mut self) {
        let requests = self.discord.requests();
        let is_put =
            |one: &&fake_discord::Request| one.method == "PUT" && one.path.ends_with("/commands");
        let n_registered = requests.iter().filter(is_put).count();
        let hasty = self.discord.hasty_identifies();
        println!(
            "{} sessions begun, {hasty} of them too early; {} taken up again; commands registered {n_registered} times",
            self.discord.identifies(),
            self.discord.resumes()
        );
        if n_registered != 1 {
            self.faults.push(format!("commands registered {n_registered} times"));
        }
        if hasty > 0 {
            self.faults.push(format!("{hasty} sessions begun too early"));
        }
        let dead = self.parts.iter_mut().filter_map(|part| {
            (!part.is_alive()).then(|| format!("the process of {} ended by itself", part.shards))
        });
        self.faults.extend(dead);
        self.faults.extend(self.discord.take_violations());
    }
}
