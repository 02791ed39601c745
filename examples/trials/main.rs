//! Trials that the same documents give the same answers, whatever happened to what is stored.
//!
//! usage: trials flips N DOCUMENTS QUESTIONS [SEED]
//!        trials refreshes N DOCUMENTS QUESTIONS [SEED]
//!        trials outages N [SEED]
//!
//! `flips`: N times one random bit of one random stored file is flipped, and all questions are asked
//! of what is there then. `refreshes`: N times random documents are added, removed, renamed and
//! changed, the index is refreshed, and all questions are asked of it and of a fresh index.
//!
//! `outages`: so many questions, edits, deletions, presses and the like reach the program itself, which
//! `cargo build --release` made, while Discord fails at random and the program is stopped and started.
//!
//! QUESTIONS is a file of JSON Lines with "question". Nothing is written to DOCUMENTS. The same seed
//! gives the same trials. Prints what happened; exit code 1 after a wrong quote, another answer or a
//! panic.

mod asking;
mod flips;
#[path = "outages/trial.rs"]
mod outages;
mod refreshes;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fastrand::Rng;

use self::outages::Trial;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [trial, n, rest @ ..] = arguments.as_slice()
        && trial == "outages"
    {
        return outages(n, rest.first());
    }
    let [trial, n, documents, questions, rest @ ..] = arguments.as_slice() else { return usage() };
    let Ok(n) = n.parse() else { return usage() };
    let seed = rest.first().map_or(Some(1), |seed| seed.parse().ok());
    let Some(seed) = seed else { return usage() };
    let questions = asking::questions(Path::new(questions));
    let trials = Trials { n, documents: PathBuf::from(documents), questions };
    let mut random = Rng::with_seed(seed);
    let n_wrong = match trial.as_str() {
        "flips" => flips::run(&trials, &mut random),
        "refreshes" => refreshes::run(&trials, &mut random),
        _ => return usage(),
    };
    if n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Runs the trial of outages.
fn outages(n: &str, seed: Option<&String>) -> ExitCode {
    let (Ok(n), Some(seed)) = (n.parse(), seed.map_or(Some(1), |seed| seed.parse().ok())) else {
        return usage();
    };
    // Beside the folder that this example is in.
    let own = std::env::current_exe().expect("a program has a path");
    let program = own.parent().and_then(Path::parent).expect("a folder").join("verbatim");
    let trial = Trial { n_acts: n, acts_in_block: 800, n_lives: 4, seed };
    let n_wrong = outages::run(trial, &program);
    if n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What is tried.
pub struct Trials {
    n: usize,
    documents: PathBuf,
    questions: Vec<String>,
}

fn usage() -> ExitCode {
    eprintln!("usage: trials flips|refreshes N DOCUMENTS QUESTIONS [SEED] | outages N [SEED]");
    ExitCode::from(2)
}
