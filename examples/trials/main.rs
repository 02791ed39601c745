//! Trials that the same documents give the same answers, whatever happens to what is stored.
//!
//! usage: trials flips|refreshes|damage|kills|disk N DOCUMENTS QUESTIONS [SEED]
//!        trials outages N [SEED]
//!
//! `flips`: N times one random bit of one random stored file is flipped, and all questions are asked
//! of what is there then. `refreshes`: N times random documents are added, removed, renamed and
//! changed, the index is refreshed, and all questions are asked of it and of a fresh index.
//!
//! The others run the program (`cargo build --release`). `damage`: each file of the data folder is cut,
//! emptied, removed, exchanged, put back from an earlier commit, given another version, and has bytes
//! flipped, N random ones among them. `kills`: the program is killed at N random moments of each thing
//! that it writes. `disk`: the disk fails, at up to N places of each kind of call, has no room, or may not
//! be written; that needs Linux, a C compiler and strace, and root for disks of its own.
//!
//! `outages`: so many questions, edits, deletions, presses and the like reach the program itself, which
//! `cargo build --release` made, while Discord fails at random and the program is stopped and started.
//!
//! QUESTIONS is a file of JSON Lines with "question". Nothing is written to DOCUMENTS. The same seed
//! gives the same trials. Prints what happened; exit code 1 after a wrong quote, another answer, a
//! panic, or something lost.

mod asking;
mod damage;
mod direct_calls;
mod disk;
mod failing_calls;
mod faulty;
mod file_sizes;
mod flips;
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
mod serving;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fastrand::Rng;

use disk::{DOINGS, Disks};
use faulty::Faults;
use kills::Writing;
use laid::Laid;
use outages::Trial;

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
        "damage" => damage::run(&trials.laid(), n, 1, &mut random),
        "kills" => trials.kills(&mut random),
        "disk" => trials.disk(),
        _ => return usage(),
    };
    if n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Runs the trial of outages.
fn outages(n: &str, seed: Option<&String>) -> ExitCode {
    let (Ok(n), Some(seed)) = (n.parse(), seed.map_or(Some(1), |seed| seed.parse().ok())) else {
        return usage();
    };
    let trial = Trial { n_acts: n, acts_in_block: 800, n_lives: 4, seed };
    let n_wrong = outages::run(trial, &program());
    if n_wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What is tried.
pub struct Trials {
    n: usize,
    documents: PathBuf,
    questions: Vec<String>,
}

impl Trials {
    /// Folders for trials of the program, which `cargo build --release` has made.
    fn laid(&self) -> Laid {
        Laid::out(&program(), &self.documents, &self.questions)
    }

    fn kills(&self, random: &mut Rng) -> usize {
        let laid = self.laid();
        let of_index = [
            (Writing::FirstByWords, self.n),
            // That takes far longer.
            (Writing::First, self.n / 8),
            (Writing::Refresh, self.n),
            (Writing::Rebuild, self.n / 4),
        ];
        let n_faults = of_index.map(|(writing, n)| kills::of_index(&laid, writing, n, random));
        n_faults.iter().sum::<usize>() + serving::run(&laid, self.n, random)
    }

    fn disk(&self) -> usize {
        let laid = self.laid();
        let (mut disks, n) = (Disks::new(&laid), self.n);
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/trials/faults.c");
        let failing = Faults::compile(&source, laid.root()).and_then(|faults| {
            failing_calls::run(&mut disks, &faults, n, &DOINGS);
            direct_calls::run(&mut disks, n.min(6), &DOINGS)
        });
        file_sizes::run(&mut disks, n, &DOINGS);
        #[cfg(unix)]
        modes::run(&mut disks, 1, &DOINGS);
        let full = full_disks::run(&mut disks, n, &DOINGS);
        for missing in [&failing, &full].into_iter().filter_map(|tried| tried.as_ref().err()) {
            println!("not tried: {missing}");
        }
        // Mounting is not allowed everywhere; what else is needed can be installed.
        disks.told() + usize::from(failing.is_err())
    }
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
    eprintln!("usage: trials flips|refreshes|damage|kills|disk N DOCUMENTS QUESTIONS [SEED]");
    eprintln!("       trials outages N [SEED]");
    ExitCode::from(2)
}
