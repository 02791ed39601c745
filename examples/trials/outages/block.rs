//! One block: a Discord, a data folder, and some lives of the program, each stopped in the middle.

use std::path::Path;
use std::time::{Duration, Instant};

use fake_discord::{FakeDiscord, World};
use fastrand::Rng;
use tempfile::TempDir;

use super::acts::{Acts, world};
use super::counts::Counts;
use super::gateway::Blow;
use super::judge::{Stop, judge};
use super::pauses::Pauses;
use super::program::{Ended, Program};

/// What HELLO asks for: so often the bot says what it has.
const BEAT: Duration = Duration::from_millis(800);
/// Discord's own.
const IDENTIFY_INTERVAL: Duration = Duration::from_secs(5);
/// How far apart acts are on average, while the bot is connected and while it is not: of what happens
/// then much comes too late.
const BETWEEN_ACTS: f64 = 0.05;
const BETWEEN_ACTS_OUTSIDE: f64 = 0.4;
/// How long the bot may take to be connected: after some sessions it waits up to four minutes.
const CONNECTED_WITHIN: Duration = Duration::from_secs(330);
/// How long the last answers may take: a message is tried for a minute.
const ANSWERED_WITHIN: Duration = Duration::from_secs(75);
/// What the program promises of its end.
const ENDS_WITHIN: Duration = Duration::from_secs(2);
/// Codes after which Discord takes no other connection, and the exit codes of a program that hears
/// them.
const FATAL: [(u16, i32); 5] = [(4004, 2), (4010, 2), (4012, 3), (4013, 2), (4014, 2)];

/// A block that is to run.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    pub number: u64,
    pub seed: u64,
    pub n_acts: usize,
    pub n_lives: usize,
}

/// A block under way.
struct Running<'a> {
    block: Block,
    program: &'a Path,
    discord: FakeDiscord,
    data: TempDir,
    acts: Acts,
    stops: Vec<Stop>,
    pauses: Pauses,
    counts: Counts,
    n_done: usize,
    /// Whether something may still happen that holds the bot up for long.
    may_be_slow: bool,
}

impl Block {
    /// Runs it with this program.
    pub async fn run(self, program: &Path) -> Counts {
        let world =
            World { heartbeat_interval: BEAT, identify_interval: IDENTIFY_INTERVAL, ..world() };
        let mut running = Running {
            block: self,
            program,
            discord: FakeDiscord::start_in(world).await,
            data: tempfile::tempdir().expect("a temporary folder"),
            acts: Acts::default(),
            stops: Vec::new(),
            pauses: Pauses::watch(),
            counts: Counts::default(),
            n_done: 0,
            may_be_slow: true,
        };
        for life in 0..self.n_lives {
            running.live(life).await;
        }
        running.end()
    }

    /// Chance of its own for everything that is drawn, so that one does not move another.
    fn random(self, of: u64, number: u64) -> Rng {
        let mut mixed = self.seed;
        for part in [self.number, of, number] {
            mixed = Rng::with_seed(mixed.wrapping_mul(1_000_003).wrapping_add(part)).u64(..);
        }
        Rng::with_seed(mixed)
    }
}

impl Running<'_> {
    async fn live(&mut self, life: usize) {
        let n_lives = self.block.n_lives;
        let is_last = life + 1 == n_lives;
        let mut random = self.block.random(1, life as u64);
        let program = Program::start(self.program, &self.discord, self.data.path());
        if !self.connected().await {
            self.counts.wrong("never connected again", &format!("life {life}"));
        }
        let n_acts = self.block.n_acts / n_lives;
        let mut blows: Vec<(usize, Blow)> = Vec::new();
        for _ in 0..random.usize(2..=4) {
            let blow = Blow::draw(&mut random, self.may_be_slow);
            self.may_be_slow &= !matches!(blow, Blow::Next(_));
            blows.push((random.usize(0..n_acts.max(1)), blow));
        }
        blows.sort_by_key(|(at, _)| *at);
        blows.reverse();
        for act in 0..n_acts {
            self.pause(&mut random).await;
            if blows.last().is_some_and(|(at, _)| *at <= act) && self.discord.is_ready() {
                let (_, blow) = blows.pop().expect("it is there");
                self.counts.injected(&blow.name());
                blow.strike(&self.discord);
            }
            if !self.has_session().await {
                self.counts.wrong("never connected again", &format!("life {life}, act {act}"));
                break;
            }
            let mut random = self.block.random(2, self.n_done as u64);
            self.acts.act(&self.discord, &mut random, &mut self.counts);
            self.n_done += 1;
        }
        if is_last {
            self.answered().await;
        }
        let is_fatal = is_last && random.u8(0..3) == 0;
        if is_fatal && self.connected().await {
            self.refuse(program, &mut random).await;
        } else {
            self.stop(program).await;
        }
    }

    /// Waits until the next act.
    async fn pause(&self, random: &mut Rng) {
        let mean = if self.discord.is_ready() { BETWEEN_ACTS } else { BETWEEN_ACTS_OUTSIDE };
        let pause = -mean * (1.0 - random.f64()).ln();
        tokio::time::sleep(Duration::from_secs_f64(pause)).await;
    }

    /// Whether the bot is connected, and has its commands, before too long.
    async fn connected(&self) -> bool {
        let is_so = |discord: &FakeDiscord| discord.is_ready() && !discord.commands().is_empty();
        self.until(is_so, CONNECTED_WITHIN).await
    }

    /// Whether Discord tells the bot of what happens, before too long.
    async fn has_session(&self) -> bool {
        self.until(FakeDiscord::has_session, CONNECTED_WITHIN).await
    }

    async fn until(&self, is_so: impl Fn(&FakeDiscord) -> bool, within: Duration) -> bool {
        let since = Instant::now();
        while since.elapsed() < within {
            if is_so(&self.discord) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }

    /// Waits until nothing is left to be answered, or it takes too long.
    async fn answered(&self) {
        self.connected().await;
        let since = Instant::now();
        while since.elapsed() < ANSWERED_WITHIN {
            // What is sent last is heard of by the next heartbeat.
            tokio::time::sleep(BEAT * 4).await;
            let verdict = judge(&self.discord, &self.acts, &self.stops, &self.pauses);
            if verdict.wrong.is_empty() && since.elapsed() > Duration::from_secs(5) {
                return;
            }
        }
    }

    /// Stops the program, whatever it is about.
    async fn stop(&mut self, program: Program) {
        let at = Instant::now();
        let ended = program.stop().await;
        self.stops.push(Stop { at });
        self.look_at(&ended, 0);
        if ended.took > ENDS_WITHIN {
            let what = "ends that took longer than two seconds";
            self.counts.wrong(what, &format!("{:?}", ended.took));
        }
    }

    /// Discord refuses the bot for good.
    async fn refuse(&mut self, program: Program, random: &mut Rng) {
        let (close, exit) = FATAL[random.usize(0..FATAL.len())];
        self.counts.injected(&format!("gateway: closed with {close}, for good"));
        self.discord.close_gateway(close);
        let at = Instant::now();
        let ended = program.ended().await;
        self.stops.push(Stop { at });
        self.look_at(&ended, exit);
    }

    fn look_at(&mut self, ended: &Ended, exit: i32) {
        self.counts.outcome("times that the program ended as it should");
        let place = format!("block {}", self.block.number);
        if ended.code != Some(exit) {
            let what = "ends with another exit code";
            self.counts.wrong(what, &format!("{place}: {:?}:\n{}", ended.code, ended.log));
        }
        for line in ended.log.lines() {
            if line.contains("panic") || line.contains("a bug in the program") {
                self.counts.wrong("panics", &format!("{place}: {line}"));
            }
            if std::env::var_os("TRIAL_LOG").is_some() {
                eprintln!("{place}: {line}");
            }
        }
    }

    /// Judges all that happened.
    fn end(mut self) -> Counts {
        let verdict = judge(&self.discord, &self.acts, &self.stops, &self.pauses);
        for outcome in &verdict.outcomes {
            self.counts.outcome(outcome);
        }
        for (what, detail) in &verdict.wrong {
            self.counts.wrong(what, &format!("block {}: {detail}", self.block.number));
        }
        for request in self.discord.requests() {
            if let Some(failure) = &request.failure {
                self.counts.injected(&super::rest::name(failure));
            }
        }
        for violation in self.discord.take_violations() {
            self.counts.wrong("Discord's rules broken", &violation);
        }
        self.counts
    }
}
