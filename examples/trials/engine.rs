//! The same documents with their posting lists in the data folder and in an engine of other machines:
//! every answer is the same, also while nodes of the engine are killed, hang and come back, and while
//! a document changes all the while. What cannot be answered then is an error, and never an answer.

mod answered;
mod cluster;
mod load;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use verbatim::corpus::{Scope, Shelf};
use verbatim::document::FileName;
use verbatim::index::Engine;
use verbatim::library::{Folders, Library};
use verbatim::lookup::{self, SearchQuery};
use verbatim::question::Question;

use self::answered::answered;
use self::cluster::Cluster;
use self::load::Load;
use crate::asking::Silent;

/// The document that changes.
const CHANGING: &str = "changing-document.txt";

/// How often something went wrong. The engine is installed below `target/`, the first time from Maven
/// Central.
pub fn run(documents: &Path, questions: &[String], n_rounds: usize) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = root.join("examples/trials/engine/cluster.sh");
    let (cluster, addresses) = Cluster::start(&script, &root.join("target/opensearch"));
    let engine = Engine::new(&addresses[..2].join(",")).expect("addresses");
    let place = tempfile::tempdir().expect("a temporary folder");
    let seeds = place.path().join("seeds");
    copy(documents, &seeds);
    let folders = |data: &str, engine: Option<&Engine>| Folders {
        seeds: seeds.clone(),
        data: place.path().join(data),
        program: None,
        engine: engine.cloned(),
    };
    let texts = changing(&seeds);
    fs::write(seeds.join(CHANGING), &texts[0]).expect("writable");
    let open = |folders: Folders| {
        let since = Instant::now();
        let library = Library::open(&folders, &mut Silent).expect("opened").0;
        println!("{}: indexed in {:.1?}", folders.data.display(), since.elapsed());
        library
    };
    let embedded = open(folders("embedded", None));
    let remote = open(folders("engine", Some(&engine)));
    let mut n_wrong = compared(&embedded, &remote, questions);
    timed("embedded", &embedded, questions);
    timed("engine", &remote, questions);
    // What is right while the document changes: what either of its versions answers.
    let mut right: Vec<Vec<String>> = vec![Vec::new(); questions.len()];
    for text in &texts {
        fs::write(seeds.join(CHANGING), text).expect("writable");
        embedded.refresh(&mut Silent).expect("refreshed");
        let shelf = embedded.shelf();
        for (answers, question) in right.iter_mut().zip(questions) {
            answers.push(answered(question, &Scope::All, &shelf).expect("answered"));
        }
    }
    let load = Load { library: &remote, file: seeds.join(CHANGING), texts, questions, right };
    n_wrong += load.run(&cluster, n_rounds);
    cluster.run(&["green"]);
    // At rest, all is as if nothing had happened.
    fs::write(&load.file, &load.texts[0]).expect("writable");
    for library in [&embedded, &remote] {
        library.refresh(&mut Silent).expect("refreshed");
    }
    n_wrong += compared(&embedded, &remote, questions);
    n_wrong + without_copies(&cluster, &remote, questions)
}

/// Each node in turn is gone with the only copy of its shards: no question is answered from what is
/// left. How many are, or whether none was put to the test.
fn without_copies(cluster: &Cluster, library: &Library, questions: &[String]) -> usize {
    let shelf = library.shelf();
    let all = |shelf: &Shelf| -> Vec<Result<String, String>> {
        questions.iter().map(|question| answered(question, &Scope::All, shelf)).collect()
    };
    let right = all(&shelf);
    cluster.run(&["copies", "0"]);
    let (mut n_errors, mut n_wrong) = (0, 0);
    for node in ["1", "2"] {
        cluster.run(&["kill", node]);
        // As many as there are in half a minute: each waits until its patience ends.
        for (question, right) in questions.iter().zip(&right).take(12) {
            match answered(question, &Scope::All, &shelf) {
                Err(_) => n_errors += 1,
                answer if answer == *right => {}
                answer => {
                    n_wrong += 1;
                    println!("WRONG without a shard: {question}: {answer:?}");
                }
            }
        }
        cluster.run(&["up", node]);
        cluster.run(&["green"]);
    }
    println!("without the only copy of a shard: {n_errors} errors, {n_wrong} wrong answers");
    n_wrong + usize::from(n_errors == 0) + usize::from(all(&shelf) != right)
}

/// Copies the files of a folder and of those in it.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("writable");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Two versions of the document that changes: words of others, so that it answers now and then.
fn changing(seeds: &Path) -> [String; 2] {
    let entries = walkdir::WalkDir::new(seeds).sort_by_file_name();
    let files = entries.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let texts: Vec<String> = files
        .filter(|path| crate::program::is_text(path))
        .map(|path| fs::read_to_string(path).expect("UTF-8"))
        .collect();
    let first = texts.first().expect("a document").clone();
    [first, texts.last().expect("a document").clone()]
}

/// What a search for the words of a question finds: how many passages, and which are the first.
fn searched(question: &str, scope: &Scope, shelf: &Shelf) -> (u64, Vec<String>) {
    let query = SearchQuery::new(&Question::new(question));
    if query.is_empty() {
        return (0, Vec::new());
    }
    let hits = lookup::search(&query, scope, shelf, 0, lookup::N_HITS).expect("searched");
    let quotes = hits.hits.iter().map(|hit| hit.shown.quote.texts().collect::<String>());
    (hits.n_passages, quotes.collect())
}

/// Asks all questions of both, of all documents and of every second; how many answers differ, and
/// how many counts of a search.
fn compared(embedded: &Library, remote: &Library, questions: &[String]) -> usize {
    let shelves = [embedded.shelf(), remote.shelf()];
    let files = shelves[0].snapshot().files().expect("whole");
    let half: Vec<FileName> = files.into_keys().step_by(2).collect();
    let (mut n_answers, mut n_counts, mut n_orders) = (0, 0, 0);
    for scope in [Scope::All, Scope::of(half)] {
        for question in questions {
            let [one, other] = [0, 1].map(|at| answered(question, &scope, &shelves[at]));
            if one != other {
                n_answers += 1;
                println!("another answer: {question}\n  embedded {one:?}\n  engine   {other:?}");
            }
            let [one, other] = [0, 1].map(|at| searched(question, &scope, &shelves[at]));
            if one.0 != other.0 {
                n_counts += 1;
                println!("another count: {question}: {} and {}", one.0, other.0);
            }
            n_orders += usize::from(one.1 != other.1);
        }
    }
    let n = 2 * questions.len();
    println!("{n_answers} of {n} answers and {n_counts} counts of searches differ");
    println!("{n_orders} of {n} searches have other first passages, or in another order");
    n_answers + n_counts
}

/// Prints how long answers take, asked one after the other.
fn timed(name: &str, library: &Library, questions: &[String]) {
    let shelf = library.shelf();
    let mut taken: Vec<Duration> = Vec::new();
    for round in 0..4 {
        for question in questions {
            let since = Instant::now();
            answered(question, &Scope::All, &shelf).expect("answered");
            if round > 0 {
                taken.push(since.elapsed());
            }
        }
    }
    taken.sort_unstable();
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize];
    let n = shelf.snapshot().n_passages();
    println!("{name}, {n} passages: p50 {:.2?}, p99 {:.2?}", at(0.5), at(0.99));
}
