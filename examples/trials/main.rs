//! Trials that the same documents give the same answers, whatever happened to what is stored.
//!
//! usage: trials flips N DOCUMENTS QUESTIONS [SEED]
//!        trials refreshes N DOCUMENTS QUESTIONS [SEED]
//!
//! `flips`: N times one random bit of one random stored file is flipped, and all questions are asked
//! of what is there then. `refreshes`: N times random documents are added, removed, renamed and
//! changed, the index is refreshed, and all questions are asked of it and of a fresh index.
//!
//! QUESTIONS is a file of JSON Lines with "question". Nothing is written to DOCUMENTS. The same seed
//! gives the same trials. Prints what happened; exit code 1 after a wrong quote, another answer or a
//! panic.

mod asking;
mod flips;
mod refreshes;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fastrand::Rng;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
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

/// What is tried.
pub struct Trials {
    n: usize,
    documents: PathBuf,
    questions: Vec<String>,
}

fn usage() -> ExitCode {
    eprintln!("usage: trials flips|refreshes N DOCUMENTS QUESTIONS [SEED]");
    ExitCode::from(2)
}
