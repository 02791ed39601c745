//! Trials that the program keeps its word, whatever goes wrong around it.
//!
//! usage: trials flips|refreshes|damage|kills|serve|disk N DOCUMENTS QUESTIONS [SEED]
//!        trials outages N [SEED]
//!        trials flood N
//!        trials replicas SECONDS [SEED]
//!        trials shards N [SEED]
//!        trials engine N DOCUMENTS QUESTIONS
//!
//! `flips`: N times one random bit of one random stored file is flipped, and all questions are asked
//! of what is there then. `refreshes`: N times random documents are added, removed, renamed and
//! changed, the index is refreshed, and all questions are asked of it and of a fresh index.
//!
//! The others run the program (`cargo build --release`). `damage`: each file of the data folder is cut,
//! emptied, removed, exchanged, put back from an earlier commit, given another version, and has bytes
//! flipped, N random ones among them. `kills`: `index` is killed at N random moments of each thing that
//! it writes; `serve`: so is that, while people vote, set and add. `disk`: the disk fails, at up to N
//! places of each kind of call, has no room, or may not be written; that needs Linux, a C compiler and
//! strace, and root for disks of its own.
//!
//! `outages`: N questions, edits, deletions, presses and the like reach the program while Discord fails at
//! random and the program is stopped and started. `flood`: N questions at once, 4 × N completions, N / 2
//! mentions and 4 × N edits, from thousands of people. `shards`: N questions in 2,500 servers, which four
//! processes of the program share out; each is killed once and started again. `replicas`: one process
//! commits a generation of its documents every second, four answer from what it publishes, to a folder and
//! to a bucket, and from its data folder; each way for so many seconds, all of them killed at random.
//!
//! `engine`: a cluster of OpenSearch on the loopback has the posting lists (`engine/cluster.sh` fetches it);
//! its answers are compared with those without it, N times a node is killed or hangs meanwhile. That needs
//! Linux, Java and Maven.
//!
//! QUESTIONS is a file of JSON Lines with "question". Nothing is written to DOCUMENTS. The same seed
//! gives the same trials, but for what the machine does meanwhile. Prints what happened; exit code 1 after
//! a wrong quote, another answer, a panic, or something lost.

mod asking;
mod damage;
mod direct_calls;
mod disk;
mod engine;
mod failing_calls;
mod faulty;
mod file_sizes;
mod flips;
mod flood;
mod full_disks;
mod kept;
mod kills;
mod laid;
#[cfg(unix)]
mod modes;
#[path = "outages/trial.rs"]
mod outages;
mod program;
mod refreshes;
mod replicas;
mod serving;
#[path = "shards/trial.rs"]
mod shards;
mod stored;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use outages::Trial;
use stored::Trials;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["flood", n] => {
            let Ok(n) = n.parse() else { return usage() };
            exit_code(flood::run(n, &program()))
        }
        ["replicas", seconds, rest @ ..] => {
            let Some((seconds, seed)) = seconds.parse().ok().zip(seed(rest)) else {
                return usage();
            };
            exit_code(replicas::run(seconds, seed, &program()))
        }
        ["shards", n, rest @ ..] => {
            let Some((n, seed)) = n.parse().ok().zip(seed(rest)) else { return usage() };
            exit_code(shards::run(n, seed, &program()))
        }
        ["outages", n, rest @ ..] => {
            let Some((n, seed)) = n.parse().ok().zip(seed(rest)) else { return usage() };
            let trial = Trial { n_acts: n, acts_in_block: 800, n_lives: 4, seed };
            exit_code(outages::run(trial, &program()))
        }
        ["engine", n, documents, questions] => {
            let Ok(n) = n.parse() else { return usage() };
            let questions = asking::questions(Path::new(questions));
            exit_code(engine::run(Path::new(documents), &questions, n))
        }
        [trial, n, documents, questions, rest @ ..] => {
            let Some((n, seed)) = n.parse().ok().zip(seed(rest)) else { return usage() };
            let questions = asking::questions(Path::new(questions));
            let trials = Trials { n, documents: PathBuf::from(documents), questions, seed };
            trials.run(trial).map_or_else(usage, exit_code)
        }
        _ => usage(),
    }
}

/// The seed behind other arguments, 1 where there is none; `None` for what is no number.
fn seed(rest: &[&str]) -> Option<u64> {
    rest.first().map_or(Some(1), |seed| seed.parse().ok())
}

fn exit_code(n_wrong: usize) -> ExitCode {
    if n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// The program beside this one.
fn program() -> PathBuf {
    let this = std::env::current_exe().expect("this program has a path");
    let folder = this.ancestors().nth(2).expect("a folder above examples/");
    let program = folder.join(format!("verbatim{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        eprintln!("{}: no such file: run `cargo build --release` first", program.display());
        std::process::exit(2);
    }
    program
}

fn usage() -> ExitCode {
    eprintln!("usage: trials flips|refreshes|damage|kills|serve|disk N DOCUMENTS QUESTIONS [SEED]");
    eprintln!("       trials outages N [SEED]");
    eprintln!("       trials flood N");
    eprintln!("       trials replicas SECONDS [SEED]");
    eprintln!("       trials shards N [SEED]");
    eprintln!("       trials engine N DOCUMENTS QUESTIONS");
    ExitCode::from(2)
}
