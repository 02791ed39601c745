//! The trials of what is stored (`examples/trials`), short and with a fixed seed: kills, damage, disks that
//! fail. What they try at length is in `docs/reliability.md`.

#[path = "../../examples/trials/damage.rs"]
mod damage;
#[path = "../../examples/trials/disk.rs"]
mod disk;
#[cfg(target_os = "linux")]
#[path = "../../examples/trials/failing_calls.rs"]
mod failing_calls;
#[cfg(target_os = "linux")]
#[path = "../../examples/trials/faulty.rs"]
mod faulty;
#[path = "../../examples/trials/file_sizes.rs"]
mod file_sizes;
#[path = "../../examples/trials/kept.rs"]
mod kept;
#[path = "../../examples/trials/kills.rs"]
mod kills;
#[path = "../../examples/trials/laid.rs"]
mod laid;
#[path = "../../examples/trials/program.rs"]
mod program;
#[path = "../../examples/trials/serving.rs"]
mod serving;

use std::fs;
use std::path::Path;

use fastrand::Rng;

use self::disk::{DOINGS, Disks};
use self::kills::Writing;
use self::laid::Laid;

const DOCUMENTS: [(&str, &str); 4] = [
    ("a.txt", "The yard of Trieste closed in 1931.\n\nIts crane was delivered in 1925.\n"),
    ("b.txt", "The harbour opened in 1802, and was dredged in 1901 by two steamers.\n"),
    ("c.md", "# Ferries\n\nThe ferry to Odessa burned in 1911, and nobody was hurt.\n"),
    ("d.txt", "The lighthouse of Varna was built in 1863 by a company of masons.\n"),
];
const QUESTIONS: [&str; 4] = [
    "when did the yard of Trieste close?",
    "who built the lighthouse of Varna?",
    "when did the ferry burn?",
    "when was the harbour dredged?",
];

fn laid() -> Laid {
    let documents = tempfile::tempdir().expect("a temporary folder");
    for (name, words) in DOCUMENTS {
        fs::write(documents.path().join(name), words).expect("written");
    }
    let program = Path::new(env!("CARGO_BIN_EXE_verbatim"));
    Laid::out(program, documents.path(), &QUESTIONS.map(str::to_owned))
}

#[test]
fn damage_to_any_stored_file_changes_no_answer_without_a_word() {
    assert_eq!(damage::run(&laid(), 0, 5, &mut Rng::with_seed(7)), 0);
}

#[test]
fn killed_while_it_indexes_the_next_start_goes_on_from_the_last_commit() {
    let (laid, mut random) = (laid(), Rng::with_seed(7));
    for writing in [Writing::First, Writing::FirstByWords, Writing::Refresh, Writing::Rebuild] {
        assert_eq!(kills::of_index(&laid, writing, 6, &mut random), 0, "{writing:?}");
    }
}

#[test]
fn what_was_confirmed_before_a_kill_is_there_after_it() {
    assert_eq!(serving::run(&laid(), 5, &mut Rng::with_seed(7)), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_once_costs_a_line_and_nothing_that_is_stored() {
    let laid = laid();
    let mut disks = Disks::new(&laid);
    let source = crate::world::root().join("examples/trials/faults.c");
    let faults = faulty::Faults::compile(&source, laid.root()).expect("a C compiler");
    let kinds: Vec<faulty::Fault> = faulty::FAULTS.iter().copied().step_by(5).collect();
    failing_calls::run(&mut disks, (&faults, &kinds), 1, &DOINGS[1..]);
    assert_eq!(disks.told(), 0);
}

#[cfg(unix)]
#[test]
fn files_that_may_not_grow_cost_a_line_and_nothing_that_is_stored() {
    let laid = laid();
    let mut disks = Disks::new(&laid);
    file_sizes::run(&mut disks, 6, &DOINGS);
    assert_eq!(disks.told(), 0);
}
