//! Questions, and their answers as one text that can be compared.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::json;
use verbatim::corpus::Scope;
use verbatim::library::{Amount, Folders, Library, Progress};
use verbatim::question::Question;

#[derive(Deserialize)]
struct Line {
    question: String,
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

/// The questions of a file.
pub fn questions(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).expect("the questions can be read");
    let question = |line: &str| {
        serde_json::from_str::<Line>(line).expect("a JSON object with \"question\"").question
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(question).collect()
}

/// The answers to all questions, without the time that they took.
///
/// # Errors
/// What the library says.
pub fn answers(folders: &Folders, questions: &[String]) -> Result<Vec<String>, String> {
    let (library, _) = Library::open(folders, &mut Silent).map_err(|error| error.to_string())?;
    of_library(&library, questions)
}

/// The same of a library that is open.
///
/// # Errors
/// What the library says.
pub fn of_library(library: &Library, questions: &[String]) -> Result<Vec<String>, String> {
    let shelf = library.shelf();
    let answered = |question: &String| {
        let answer = answer(&Question::new(question), &Scope::All, &shelf, N_QUOTES)
            .map_err(|error| error.to_string())?;
        Ok(serde_json::to_string(&json::answer(&answer, 0)).expect("an answer is plain data"))
    };
    questions.iter().map(answered).collect()
}
