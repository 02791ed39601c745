use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use tempfile::TempDir;
use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::json;
use verbatim::corpus::Scope;
use verbatim::library::{Folders, Library};
use verbatim::question::Question;

use crate::bot::Silent;
use crate::world;

const QUESTIONS: [&str; 6] = [
    "when did Cambodia coordinate the Russia–ASEAN dialogue?",
    "who is Lavrov?",
    "how many students study in Russia",
    "what does EAEU stand for?",
    "what did the ambassador say about tourism",
    "when did the ferry burn?",
];

/// All answers as JSON, without the time that they took.
fn answers(library: &Library) -> Result<Vec<String>, String> {
    let shelf = library.shelf();
    let answered = |question: &&str| {
        let answer = answer(&Question::new(question), &Scope::All, &shelf, N_QUOTES)
            .map_err(|error| error.to_string())?;
        Ok(serde_json::to_string(&json::answer(&answer, 0)).expect("plain data"))
    };
    QUESTIONS.iter().map(answered).collect()
}

fn opened(folders: &Folders) -> Result<Vec<String>, String> {
    let library = Library::open(folders, &mut Silent).map_err(|error| error.to_string())?.0;
    answers(&library)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn a_flipped_bit_in_a_stored_file_never_changes_an_answer() {
    let (whole, root) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let folders = |data: &Path| Folders {
        seeds: world::seeds(),
        data: data.join("data"),
        program: None,
        engine: None,
    };
    let expected = opened(&folders(whole.path())).expect("the documents can be read");
    let mut random = Rng::with_seed(7);
    let (mut n_flips, mut n_answered) = (0, 0);
    for number in 0..files(whole.path()).len() {
        for place in 0..4 {
            let data = root.path().join(format!("{number}.{place}"));
            for file in files(whole.path()) {
                let copy = data.join(file.strip_prefix(whole.path()).expect("below"));
                fs::create_dir_all(copy.parent().expect("a folder")).expect("made");
                fs::copy(&file, copy).expect("copied");
            }
            let damaged = &files(&data)[number];
            let mut bytes = fs::read(damaged).expect("readable");
            if bytes.is_empty() {
                continue;
            }
            // The last bytes are a footer that says how to read the others.
            let last = bytes.len() - 1;
            let at = [0, last - last.min(6), last, random.usize(0..bytes.len())][place];
            bytes[at] ^= 1 << random.u8(0..8);
            fs::write(damaged, bytes).expect("written");
            n_flips += 1;
            if let Ok(answers) = opened(&folders(&data)) {
                assert_eq!(answers, expected, "byte {at} of {}", damaged.display());
                n_answered += 1;
            }
        }
    }
    println!("{n_answered} of {n_flips} answered as before");
    assert!(n_answered > n_flips / 3, "an index is made anew: {n_answered} of {n_flips}");
}

/// A document of some paragraphs, so that documents share words, and whole passages.
fn document(paragraphs: &[String], random: &mut Rng) -> String {
    let n = random.usize(1..30);
    let some: Vec<&str> =
        (0..n).map(|_| paragraphs[random.usize(0..paragraphs.len())].as_str()).collect();
    some.join("\n\n") + "\n"
}

#[test]
fn a_refreshed_index_answers_as_a_fresh_one() {
    let (seeds, kept) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let texts = world::documents(&world::seeds()).into_iter().map(|name| {
        fs::read_to_string(world::seeds().join(name)).expect("a document of this project")
    });
    let paragraphs: Vec<String> = texts
        .flat_map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .filter(|paragraph| paragraph.len() > 40)
        .collect();
    assert!(paragraphs.len() > 100, "{}", paragraphs.len());
    let folders = |data: &Path| Folders {
        seeds: seeds.path().to_path_buf(),
        data: data.join("data"),
        program: None,
        engine: None,
    };
    let mut random = Rng::with_seed(11);
    let path = |number: usize| seeds.path().join(format!("{number}.txt"));
    for number in 0..12 {
        fs::write(path(number), document(&paragraphs, &mut random)).expect("written");
    }
    let (library, _) = Library::open(&folders(kept.path()), &mut Silent).expect("opened");
    for round in 0..15 {
        for _ in 0..random.usize(1..4) {
            let file = path(random.usize(0..16));
            if file.exists() && random.bool() {
                fs::remove_file(file).expect("removed");
            } else {
                fs::write(file, document(&paragraphs, &mut random)).expect("written");
            }
        }
        library.refresh(&mut Silent).expect("refreshed");
        let fresh = TempDir::new().expect("a folder");
        let expected = opened(&folders(fresh.path())).expect("opened");
        assert_eq!(answers(&library).expect("answered"), expected, "round {round}");
    }
}
