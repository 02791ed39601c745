//! Documents change; what a refreshed index answers is what a fresh one does.

use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use verbatim::library::{Folders, Library};
use walkdir::WalkDir;

use crate::asking::{Silent, answers, of_library};
use crate::stored::Trials;

/// Changes of documents before each refresh, at most.
const MAX_CHANGES: usize = 6;

/// Changes documents at random; how many answers of the refreshed index were others.
pub fn run(trials: &Trials, random: &mut Rng) -> usize {
    let root = tempfile::tempdir().expect("a temporary folder");
    let seeds = root.path().join("seeds");
    fs::create_dir_all(&seeds).expect("writable");
    let sources = sources(&trials.documents);
    for source in &sources {
        if random.bool() {
            add(&seeds, source, random);
        }
    }
    let folders = |name: &str| Folders {
        seeds: seeds.clone(),
        data: root.path().join(name),
        program: None,
        engine: None,
    };
    let (library, _) = Library::open(&folders("kept"), &mut Silent).expect("opened");
    let (mut n_answers, mut n_other) = (0, 0);
    for round in 0..trials.n {
        for _ in 0..random.usize(1..=MAX_CHANGES) {
            change(&seeds, &sources, random);
        }
        library.refresh(&mut Silent).expect("refreshed");
        let refreshed = of_library(&library, &trials.questions).expect("answered");
        let fresh = folders(&format!("fresh{round}"));
        let expected = answers(&fresh, &trials.questions).expect("answered");
        for (question, (one, other)) in trials.questions.iter().zip(refreshed.iter().zip(&expected))
        {
            n_answers += 1;
            if one != other {
                n_other += 1;
                eprintln!("round {round}: {question}\n  refreshed {one}\n  fresh     {other}");
            }
        }
        fs::remove_dir_all(&fresh.data).expect("removed");
    }
    println!("{n_other} of {n_answers} answers differ after {} refreshes", trials.n);
    n_other
}

/// The documents that are text.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.map(|entry| entry.expect("readable").into_path());
    let is_text = |file: &PathBuf| {
        file.extension().is_some_and(|extension| extension == "txt" || extension == "md")
    };
    files.filter(is_text).collect()
}

/// Adds a document under a new name.
fn add(seeds: &Path, source: &Path, random: &mut Rng) {
    let extension = source.extension().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{:06}.{extension}", random.u32(0..1_000_000));
    fs::copy(source, seeds.join(name)).expect("copied");
}

/// Adds, removes, renames or changes a document.
fn change(seeds: &Path, sources: &[PathBuf], random: &mut Rng) {
    let mut present: Vec<PathBuf> = fs::read_dir(seeds)
        .expect("readable")
        .map(|entry| entry.expect("readable").path())
        .collect();
    present.sort();
    if present.len() < 2 || random.u8(0..3) == 0 {
        return add(seeds, &sources[random.usize(0..sources.len())], random);
    }
    let file = &present[random.usize(0..present.len())];
    match random.u8(0..3) {
        0 => fs::remove_file(file).expect("removed"),
        1 => {
            let name = format!("r{:06}.txt", random.u32(0..1_000_000));
            fs::rename(file, seeds.join(name)).expect("renamed");
        }
        _ => {
            let text = fs::read_to_string(file).expect("UTF-8");
            let paragraphs: Vec<&str> = text.split("\n\n").collect();
            let kept = paragraphs.iter().filter(|_| random.u8(0..4) > 0);
            let text = kept.copied().collect::<Vec<_>>().join("\n\n");
            fs::write(file, text + "\n\nThe yard closed in 1931.\n").expect("written");
        }
    }
}
