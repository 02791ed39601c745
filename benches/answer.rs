//! How long whole answers take, from the question's text to quotes with citations, on one thread.
//!
//! usage: cargo bench --bench answer [-- DOCUMENTS QUESTIONS]
//!
//! QUESTIONS is a file of JSON Lines; its questions are asked in turn until there are 10,000
//! answers. No answer is cached; tokenized passages are, and what the sentence model read of units, as in a
//! program that serves. Without arguments: the documents and example questions that come with the program.
//! Prints figures, asserts nothing: machines are noisy.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use serde::Deserialize;
use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::model::{Wait, question, read_documents};
use verbatim::corpus::Scope;
use verbatim::library::{Amount, Folders, Library, Progress};
use verbatim::model::Encoder;

const N_ANSWERS: usize = 10_000;

#[derive(Deserialize)]
struct Line {
    question: String,
}

struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let path =
        |at: usize, default: &str| PathBuf::from(arguments.get(at).map_or(default, String::as_str));
    let (documents, questions) = (path(0, "seeds"), path(1, "prompts/questions.jsonl"));
    let data = std::env::temp_dir().join(format!("verbatim-bench-{}", std::process::id()));
    let (library, _) = Library::open(
        &Folders { seeds: documents.clone(), data: data.clone(), program: None, engine: None },
        &mut Silent,
    )
    .expect("the documents can be read");
    let encoder = Encoder::built_in().expect("the model is compiled in");
    read_documents(&library, Some(&encoder), Wait::ForAll, &mut Silent).expect("read");
    let text = fs::read_to_string(&questions).expect("the questions can be read");
    let questions: Vec<String> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<Line>(line).expect("a JSON object with \"question\"").question
        })
        .collect();
    println!("{N_ANSWERS} answers to {} questions over {}", questions.len(), documents.display());
    let shelf = library.shelf();
    for (name, encoder) in [("by words", None), ("with the model", Some(&encoder))] {
        let mut micros: Vec<f64> = Vec::with_capacity(N_ANSWERS);
        for asked in questions.iter().cycle().take(N_ANSWERS) {
            let since = Instant::now();
            let answered = answer(&question(asked, encoder), &Scope::All, &shelf, N_QUOTES)
                .expect("the index is whole");
            micros.push(since.elapsed().as_secs_f64() * 1e6);
            std::hint::black_box(answered);
        }
        // What was read closely for a question is kept: the first time it is not there yet.
        let again = micros.split_off(questions.len().min(N_ANSWERS));
        print(&format!("{name}, the first time"), micros);
        print(&format!("{name}, again"), again);
    }
    // What the process holds that is no file (proc(5)); only Linux says.
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("RssAnon"))
            .for_each(|line| println!("{line}"));
    }
    fs::remove_dir_all(data).expect("the scratch folder can be removed");
}

fn print(name: &str, mut micros: Vec<f64>) {
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| {
        micros.get(((micros.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{name}: p50 {:.0} us, p90 {:.0} us, p99 {:.0} us, most {:.0} us",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
