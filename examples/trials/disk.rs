//! Disks that are full, that may not be written, or that fail, at each step of what the program does with its
//! data. It says so in one line, or does what it can; when the fault is gone, all is as if it had never
//! been.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::laid::{Laid, copy};
use super::program::{Ran, Said, run};

/// What the program is doing when the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Makes the first index.
    First,
    /// Reads what changed, and has the sentence model read it.
    Refresh,
    /// The same for a question, by words.
    AskChanged,
    /// Answers from what is there.
    Ask,
    /// Sets everything anew.
    Settings,
    /// Deletes what is kept of questions.
    Feedback,
}

/// All of it.
pub const DOINGS: [Doing; 6] =
    [Doing::First, Doing::Refresh, Doing::AskChanged, Doing::Ask, Doing::Settings, Doing::Feedback];

/// What is set by the import.
const IMPORTED: &str = "[server.5]\nmentions = false\n";

/// Trials of disks, and what came of them.
pub struct Disks<'l> {
    pub laid: &'l Laid,
    counts: BTreeMap<(String, &'static str), usize>,
    n_faults: usize,
}

impl Disks<'_> {
    /// None yet.
    pub fn new(laid: &Laid) -> Disks<'_> {
        Disks { laid, counts: BTreeMap::new(), n_faults: 0 }
    }

    /// Where a trial has its data.
    pub fn data(&self) -> PathBuf {
        self.laid.root().join("faulty")
    }

    /// Lays out what the program begins from; nothing where that is nothing.
    pub fn lay(&self, doing: Doing, data: &Path) {
        let _ = fs::remove_dir_all(data);
        if let Some(from) = doing.begins_from(self.laid) {
            copy(&from, data);
        }
    }

    /// Has the program do something over data that is laid out, as `command` starts it; `mend` takes the
    /// fault away. `how` says what the fault is.
    pub fn try_with(
        &mut self,
        (doing, how): (Doing, &str),
        data: &Path,
        command: impl FnOnce(&[&str]) -> Command,
        mend: impl FnOnce(),
    ) {
        let ran = doing.run(self.laid, command);
        mend();
        let after = whole_again(self.laid, doing, data, &ran);
        let outcome = judged(self.laid, doing, &ran).and_then(|outcome| after.map(|()| outcome));
        let outcome = outcome.unwrap_or_else(|fault| {
            println!("{doing:?}, {how}: {fault}");
            self.n_faults += 1;
            "FAULT"
        });
        *self.counts.entry((format!("{doing:?}"), outcome)).or_default() += 1;
        fs::remove_dir_all(data).ok();
    }

    /// Prints the figures; how often something went wrong.
    pub fn told(&self) -> usize {
        let n_trials: usize = self.counts.values().sum();
        for ((what, outcome), n) in &self.counts {
            println!("{n:6} of {n_trials} faults of the disk, {what}: {outcome}");
        }
        self.n_faults
    }
}

impl Doing {
    /// The data folder that it begins from.
    pub fn begins_from(self, laid: &Laid) -> Option<PathBuf> {
        match self {
            Doing::First => None,
            Doing::Refresh | Doing::AskChanged => Some(laid.earlier()),
            Doing::Ask | Doing::Settings | Doing::Feedback => Some(laid.whole()),
        }
    }

    /// Runs what `command` makes of its arguments.
    fn run(self, laid: &Laid, command: impl FnOnce(&[&str]) -> Command) -> Ran {
        let settings = laid.root().join("settings.toml");
        fs::write(&settings, IMPORTED).expect("written");
        let asked = laid.questions.to_string_lossy().into_owned();
        let file = settings.to_string_lossy().into_owned();
        let mut command = command(&self.arguments(&asked, &file));
        if self != Doing::Refresh {
            command.env("VERBATIM_MODEL", "none");
        }
        run(&mut command)
    }

    fn arguments<'a>(self, asked: &'a str, settings: &'a str) -> Vec<&'a str> {
        match self {
            Doing::First | Doing::Refresh => vec!["index"],
            Doing::AskChanged | Doing::Ask => vec!["ask", "--batch", asked],
            Doing::Settings => vec!["settings", "import", settings],
            Doing::Feedback => vec!["feedback", "--forget-all"],
        }
    }
}

/// What the command said while the disk failed.
fn judged(laid: &Laid, doing: Doing, ran: &Ran) -> Result<&'static str, String> {
    if ran.is_bug() {
        return Err(format!("A BUG: {ran:?}"));
    }
    if ran.err.contains("damaged") {
        return Err(format!("TAKEN FOR DAMAGE: {:?}", ran.err));
    }
    let is_behind = ran.err.contains("its last commit is in use");
    let outcome = match doing {
        Doing::AskChanged | Doing::Ask => match ran.answered(&laid.documents, &laid.expected) {
            Said::Same => "the answers",
            Said::Line(_) => "one line",
            Said::Fault(fault) if fault.starts_with("OTHER") && is_behind => {
                "the last commit's answers"
            }
            Said::Fault(fault) => return Err(fault),
        },
        _ => match ran.said(&ran.out) {
            Said::Same => "done",
            Said::Line(_) => "one line",
            // `index` where the last commit stays in use.
            Said::Fault(_) if ran.code == Some(1) && is_behind => "behind, and says so",
            Said::Fault(fault) => return Err(fault),
        },
    };
    Ok(outcome)
}

/// When the disk works again: the same answers, nothing made anew that was there, and what was said to
/// be done is.
fn whole_again(laid: &Laid, doing: Doing, data: &Path, ran: &Ran) -> Result<(), String> {
    match laid.said(data) {
        (Said::Same, told) if told.is_empty() => {}
        again => return Err(format!("NOT WHOLE: {:?}, then {again:?}", ran.err)),
    }
    let mut index = laid.program.command(data, &["index"]);
    let unchanged = run(index.env("VERBATIM_MODEL", "none"));
    if !unchanged.out.starts_with("0 read, 0 removed") {
        return Err(format!("NOT UP TO DATE: {unchanged:?}"));
    }
    match doing {
        Doing::Settings => settings_hold(laid, data, ran),
        Doing::Feedback => questions_hold(laid, data, ran),
        _ => Ok(()),
    }
}

/// What was set before or is set by the import; that, where it said so.
fn settings_hold(laid: &Laid, data: &Path, ran: &Ran) -> Result<(), String> {
    let [now, before] = [data, &laid.whole()].map(|data| {
        let exported = laid.program.run(data, &["settings", "export"]);
        (exported.code == Some(0)).then_some(exported.out)
    });
    let is_set = now.as_deref() == Some(IMPORTED);
    let is_as_before = now == before && ran.code != Some(0);
    if is_set || is_as_before { Ok(()) } else { Err(format!("OTHER SETTINGS: {now:?}")) }
}

/// All questions, or none; none, where it said so.
fn questions_hold(laid: &Laid, data: &Path, ran: &Ran) -> Result<(), String> {
    let questions = laid.program.run(data, &["feedback", "--json"]);
    let has_some = questions.out.contains("when did yard");
    match (ran.code, questions.code) {
        (Some(0), Some(0)) if has_some => Err(format!("NOT DELETED: {questions:?}")),
        (_, Some(0)) => Ok(()),
        _ => Err(format!("LOST: {questions:?}")),
    }
}
