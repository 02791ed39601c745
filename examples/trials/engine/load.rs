//! Asking while nodes of the engine are killed, hang and come back, and while a document changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use verbatim::corpus::Scope;
use verbatim::library::Library;

use super::answered::answered;
use super::cluster::Cluster;
use crate::asking::Silent;

/// Threads that ask.
const N_ASKING: usize = 2;
/// How long a node is away.
const AWAY: Duration = Duration::from_secs(4);

/// What was answered meanwhile.
#[derive(Default)]
struct Tally {
    n_right: usize,
    wrong: Vec<String>,
    /// How often each error was told.
    errors: BTreeMap<String, usize>,
    slowest: Duration,
    n_refreshed: usize,
    n_not_refreshed: usize,
}

/// What is asked, and changed, while nodes come and go.
pub struct Load<'l> {
    pub library: &'l Library,
    /// The document that changes.
    pub file: PathBuf,
    /// Its versions.
    pub texts: [String; 2],
    pub questions: &'l [String],
    /// The answers to each question: one for each version.
    pub right: Vec<Vec<String>>,
}

impl Load<'_> {
    /// Asks while the document changes and nodes are killed, hang and come back; how many answers
    /// are those of no version.
    pub fn run(&self, cluster: &Cluster, n_rounds: usize) -> usize {
        let (is_over, tally) = (AtomicBool::new(false), Mutex::new(Tally::default()));
        let tallied = || tally.lock().unwrap_or_else(PoisonError::into_inner);
        thread::scope(|scope| {
            for asker in 0..N_ASKING {
                let (is_over, tallied) = (&is_over, &tallied);
                scope.spawn(move || {
                    let mut random = fastrand::Rng::with_seed(asker as u64);
                    while !is_over.load(Ordering::Relaxed) {
                        let at = random.usize(0..self.questions.len());
                        let since = Instant::now();
                        let answer =
                            answered(&self.questions[at], &Scope::All, &self.library.shelf());
                        let mut tally = tallied();
                        tally.slowest = tally.slowest.max(since.elapsed());
                        match answer {
                            Ok(answer) if self.right[at].contains(&answer) => tally.n_right += 1,
                            Ok(answer) => {
                                tally.wrong.push(format!("{}\n  {answer}", self.questions[at]))
                            }
                            Err(error) => *tally.errors.entry(error).or_default() += 1,
                        }
                    }
                });
            }
            scope.spawn(|| {
                for text in self.texts.iter().cycle() {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    fs::write(&self.file, text).expect("writable");
                    let refreshed = self.library.refresh(&mut Silent);
                    let mut tally = tallied();
                    match refreshed {
                        Ok(report) if report.behind.is_none() => tally.n_refreshed += 1,
                        _ => tally.n_not_refreshed += 1,
                    }
                    drop(tally);
                    thread::sleep(Duration::from_millis(300));
                }
            });
            for round in 0..n_rounds {
                let node = ["1", "2"][round % 2];
                let (away, back) =
                    if round % 3 == 2 { ("pause", "resume") } else { ("kill", "up") };
                thread::sleep(Duration::from_secs(2));
                println!("round {round}: node {node}: {away}");
                cluster.run(&[away, node]);
                thread::sleep(AWAY);
                cluster.run(&[back, node]);
                cluster.run(&["green"]);
            }
            thread::sleep(Duration::from_secs(2));
            is_over.store(true, Ordering::Relaxed);
        });
        let tally = tallied();
        for wrong in &tally.wrong {
            println!("WRONG: {wrong}");
        }
        let n_errors: usize = tally.errors.values().sum();
        println!(
            "{n_rounds} times a node was away: {} answers right, {} wrong, {n_errors} not given; the slowest {:.1?}",
            tally.n_right,
            tally.wrong.len(),
            tally.slowest
        );
        for (error, n) in &tally.errors {
            println!("  {n} times: {error}");
        }
        println!(
            "the document changed {} times, {} changes were put off",
            tally.n_refreshed, tally.n_not_refreshed
        );
        tally.wrong.len()
    }
}
