//! One bit of what is stored is flipped, by a failing disk or memory.

use std::collections::BTreeMap;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use verbatim::library::Folders;
use walkdir::WalkDir;

use crate::asking::answers;
use crate::stored::Trials;

/// Flips bits, one at a time; how often something went wrong.
pub fn run(trials: &Trials, random: &mut Rng) -> usize {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folders = |name: &str| Folders {
        seeds: trials.documents.clone(),
        data: root.path().join(name),
        program: None,
        engine: None,
    };
    let whole = folders("whole");
    let expected = answers(&whole, &trials.questions).expect("the documents can be read");
    // One line of a panic is enough.
    panic::set_hook(Box::new(|panic| eprintln!("{}", panic.to_string().replace('\n', " "))));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..trials.n {
        let damaged = folders(&number.to_string());
        copy(&whole.data, &damaged.data);
        let place = flip(&damaged.data, random);
        let outcome = panic::catch_unwind(|| answers(&damaged, &trials.questions));
        let outcome = match outcome {
            Ok(Ok(found)) if found == expected => "the same answers",
            Ok(Ok(_)) => {
                eprintln!("{number}: other answers after {place}");
                "OTHER ANSWERS"
            }
            Ok(Err(_)) => "an error",
            Err(_) => {
                eprintln!("{number}: a panic after {place}");
                "A PANIC"
            }
        };
        *counts.entry(outcome).or_default() += 1;
        fs::remove_dir_all(&damaged.data).expect("the copy can be removed");
    }
    for (outcome, n) in &counts {
        println!("{n:6} of {} flips: {outcome}", trials.n);
    }
    ["OTHER ANSWERS", "A PANIC"].iter().filter_map(|outcome| counts.get(outcome)).sum()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("readable"));
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).expect("below the folder"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("writable");
        fs::copy(&file, target).expect("copied");
    }
}

/// Flips a bit of a file that has one; where.
fn flip(data: &Path, random: &mut Rng) -> String {
    let mut files = files(data);
    files.retain(|file| fs::metadata(file).expect("readable").len() > 0);
    let file = &files[random.usize(0..files.len())];
    let mut bytes = fs::read(file).expect("readable");
    let (at, bit) = (random.usize(0..bytes.len()), random.u8(0..8));
    bytes[at] ^= 1 << bit;
    fs::write(file, bytes).expect("writable");
    format!("bit {bit} of byte {at} of {}", file.display())
}
