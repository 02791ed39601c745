//! One library, many processes: one commits a generation of its documents every second, four answer all
//! the while, and all of them are killed at random and started again.
//!
//! All documents of a generation name its number, so that an answer that quotes two of them tells whether
//! it is of one whole commit, and of which.

mod answering;
#[path = "../../tests/it/replicas/bucket.rs"]
mod bucket;
mod generations;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fastrand::Rng;

use self::answering::{Answering, Seen};
use self::bucket::Bucket;
use self::generations::Generations;

/// Processes that answer.
const N_ANSWERING: usize = 4;
/// No answer may be older than this, from when a newer generation was published: what the manual says.
const LAG: Duration = Duration::from_secs(5);

/// How those who answer get at the library.
#[derive(Debug, Clone)]
enum Way {
    /// They follow a folder.
    Folder,
    /// They follow a bucket.
    Bucket,
    /// They read the data folder of the one that writes.
    Shared,
}

/// The program with what it is given.
#[derive(Debug, Clone)]
struct Program {
    file: PathBuf,
    root: PathBuf,
    /// What is published, and how it is reached.
    publish: Vec<String>,
    follow: Vec<String>,
    environment: Vec<(&'static str, String)>,
}

/// Tries each way for so many seconds; how often something went wrong.
pub fn run(seconds: u64, seed: u64, program: &Path) -> usize {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ways = [Way::Folder, Way::Bucket, Way::Shared];
    ways.iter().map(|way| runtime.block_on(tried(way, seconds, seed, program))).sum()
}

async fn tried(way: &Way, seconds: u64, seed: u64, program: &Path) -> usize {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().to_path_buf();
    let served = root.join("server");
    let bucket = tokio::task::spawn_blocking(move || Bucket::start(&served, "words"))
        .await
        .expect("started");
    let to = |option: &str, place: String| vec![option.to_owned(), place];
    let at = |path: &str| root.join(path).to_string_lossy().into_owned();
    let (publish, follow) = match way {
        Way::Folder => (to("--publish", at("place")), to("--follow", at("place"))),
        Way::Bucket => (to("--publish", bucket.place("a")), to("--follow", bucket.place("a"))),
        Way::Shared => (Vec::new(), vec!["--read-only".to_owned()]),
    };
    let environment = bucket.environment().to_vec();
    let program =
        Program { file: program.to_path_buf(), root: root.clone(), publish, follow, environment };
    let until = Instant::now() + Duration::from_secs(seconds);
    let generations = Arc::new(Generations::default());
    let mut random = Rng::with_seed(seed);
    generations.write_next(&program);
    if let Err(fault) = generations.commit(&program, None).await {
        println!("{way:?}: {fault}");
        return 1;
    }
    let answering: Vec<_> = (0..N_ANSWERING)
        .map(|number| {
            let answering = Answering {
                number,
                program: program.clone(),
                is_shared: matches!(way, Way::Shared),
                generations: Arc::clone(&generations),
                random: random.fork(),
            };
            tokio::spawn(answering.until(until))
        })
        .collect();
    let mut n_wrong = generations.go_on(&program, until, &mut random).await;
    let mut seen = Seen::default();
    for one in answering {
        seen.add(one.await.expect("the trial itself does not panic"));
    }
    n_wrong += seen.faults.len();
    seen.faults.iter().take(10).for_each(|fault| println!("{way:?}: {fault}"));
    let (n_committed, n_killed) = generations.counts();
    println!(
        "{way:?}: {n_committed} generations committed, the writer killed {n_killed} times; {} answers \
         that name {} marks, {} of them of several documents, those who answer killed {} times; behind by {} ms at \
         most ({} ms in the middle); {n_wrong} faults",
        seen.n_answers,
        seen.n_marks,
        seen.n_of_several,
        seen.n_killed,
        seen.behind(1.0).as_millis(),
        seen.behind(0.5).as_millis(),
    );
    // A server must not end within another one.
    tokio::task::spawn_blocking(move || drop(bucket)).await.expect("ended");
    n_wrong + usize::from(seen.n_of_several == 0)
}
