//! The same documents with their posting lists in an engine of other machines: how long filling it takes,
//! what stays in the data folder, and whole answers beside those of the data folder alone.

use std::path::Path;
use std::time::Instant;

use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::json;
use verbatim::corpus::{Scope, Shelf};
use verbatim::index::Engine;
use verbatim::library::{Folders, Library};
use verbatim::question::Question;

use crate::Silent;
use crate::answers::{print, take_times, whole};

/// The addresses of the engine, as the program takes them.
const ADDRESSES: &str = "VERBATIM_ENGINE";

/// Fills the engine's index below `data` where nothing has yet, and compares both.
pub fn engine(folders: &Folders, data: &Path, before: &[String], questions: &[String]) {
    let Ok(addresses) = std::env::var(ADDRESSES) else {
        println!("engine     left out: {ADDRESSES} names none");
        return;
    };
    let engine = Engine::new(&addresses).expect("addresses");
    let with = Folders { data: data.to_owned(), engine: Some(engine), ..folders.clone() };
    let is_filled = data.exists();
    let since = Instant::now();
    let (engine, _) = Library::open(&with, &mut Silent).expect("the documents can be read");
    let took = since.elapsed();
    let (embedded, _) = Library::open(folders, &mut Silent).expect("the documents can be read");
    let [engine, embedded] = [engine.shelf(), embedded.shelf()];
    let n_passages = engine.snapshot().n_passages();
    if !is_filled {
        println!(
            "engine     filled in {:.0} s, {:.0} passages a second",
            took.as_secs_f64(),
            n_passages as f64 / took.as_secs_f64()
        );
    }
    let megabytes = |folder: &Path| n_bytes(&folder.join("index")) as f64 / 1e6;
    println!(
        "engine     the index folder has {:.0} MB, without an engine {:.0} MB",
        megabytes(data),
        megabytes(&folders.data)
    );
    let [with, without] =
        [&engine, &embedded].map(|shelf| move |question: &str| whole(question, shelf));
    take_times(before, &with, &without);
    let (with, without) = take_times(questions, &with, &without);
    print(["engine", "without"], with, without);
    let n_other = questions.iter().filter(|question| {
        let [one, other] = [&engine, &embedded].map(|shelf| answered(question, shelf));
        one != other
    });
    println!("engine     {} of {} answers are others", n_other.count(), questions.len());
}

/// An answer, as it can be compared.
fn answered(question: &str, shelf: &Shelf) -> String {
    let answer = answer(&Question::new(question), &Scope::All, shelf, N_QUOTES);
    serde_json::to_string(&json::answer(&answer.expect("answered"), 0)).expect("plain data")
}

/// Bytes of the files in a folder.
fn n_bytes(folder: &Path) -> u64 {
    let files = folder.read_dir().expect("an index folder").filter_map(Result::ok);
    files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
}
