//! More than can be answered, all at once: the real program, serving against a Discord on loopback.
//!
//! Each flood comes from thousands of people in as many channels, so that no limit of a person or a
//! channel holds it. Then one person after the other asks an ordinary question until it is answered as
//! fast as before.

mod process;
mod waves;

use std::path::Path;
use std::time::{Duration, Instant};

use fake_discord::FakeDiscord;

use self::process::Served;
use self::waves::{Seen, Wave};

/// Discord's own: a first response that comes later is nobody's.
const DEADLINE: Duration = Duration::from_secs(3);
/// How long the last responses of a flood may take before they count as lost.
const PATIENCE: Duration = Duration::from_secs(120);
/// An ordinary question counts as answered as fast as before within so many times its usual time,
/// or this time.
const USUAL: u32 = 3;
const USUAL_AT_LEAST: Duration = Duration::from_millis(100);

/// A flood may take so much memory beside what is held at all, in kB.
const MOST_KB: u64 = 160 << 10;

/// Floods the program with this many questions, and four times as many completions and edits; how many
/// faults there were.
pub fn run(n: usize, program: &Path) -> usize {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(flood(n, program))
}

/// All floods, one after the other; how many faults there were.
async fn flood(n: usize, program: &Path) -> usize {
    let discord = FakeDiscord::start().await;
    let served = Served::start(program, &discord).await;
    let usual = usual(&discord).await;
    println!("an ordinary question is answered in {} ms", usual.as_millis());
    let mut n_wrong = 0;
    for wave in
        [Wave::Questions(n), Wave::Completions(4 * n), Wave::Mentions(n / 2), Wave::Edits(4 * n)]
    {
        let before = served.anonymous_kb();
        let (seen, peak) = flooded(&discord, &served, wave).await;
        let since = Instant::now();
        while ordinary(&discord).await > (usual * USUAL).max(USUAL_AT_LEAST) {
            if since.elapsed() > PATIENCE {
                n_wrong += 1;
                println!("{wave:?}: it never is as fast as before");
                break;
            }
        }
        let recovered = since.elapsed();
        println!("{wave:?}: {seen}");
        println!(
            "  RssAnon kB: {before} before, {peak} at most, {} after; an ordinary question is as \
             fast as before {} ms after the last response",
            served.anonymous_kb(),
            recovered.as_millis()
        );
        if peak > before + MOST_KB {
            n_wrong += 1;
            println!("  that is more memory than a flood may take");
        }
        n_wrong += seen.n_wrong();
    }
    let violations = discord.take_violations();
    println!("violations of Discord's rules: {}", violations.len());
    for violation in violations.iter().take(5) {
        println!("  {violation}");
    }
    n_wrong + violations.len() + usize::from(!served.is_alive())
}

/// One flood: what became of it, and the most memory that was held meanwhile.
async fn flooded(discord: &FakeDiscord, served: &Served, wave: Wave) -> (Seen, u64) {
    let flood = wave.send(discord).await;
    let mut peak = 0;
    let since = Instant::now();
    let mut last = (0, Instant::now());
    loop {
        tokio::time::sleep(Duration::from_millis(50)).await;
        peak = peak.max(served.anonymous_kb());
        let n = flood.n_settled(discord);
        if n > last.0 {
            last = (n, Instant::now());
        }
        let is_still = last.1.elapsed() > DEADLINE + Duration::from_secs(1);
        if n >= flood.n_expected() || is_still || since.elapsed() > PATIENCE {
            return (flood.seen(discord), peak);
        }
    }
}

/// How long an ordinary question takes: the best of some.
async fn usual(discord: &FakeDiscord) -> Duration {
    let mut best = ordinary(discord).await;
    for _ in 0..9 {
        best = best.min(ordinary(discord).await);
    }
    best
}

/// How long one ordinary question takes until its answer; its deadline where that does not come.
async fn ordinary(discord: &FakeDiscord) -> Duration {
    let since = Instant::now();
    let id = waves::ask(discord);
    let path = format!("/interactions/{id}/");
    let answered = || {
        let found = discord.requests_since(0, &path);
        found.iter().any(|one| one.status == 200 || one.status == 204)
            && !found.iter().any(waves::is_refusal)
    };
    while since.elapsed() < DEADLINE {
        if answered() {
            return since.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    DEADLINE
}
