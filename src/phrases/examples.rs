//! The example questions of `prompts/questions.jsonl`: phrases, each with the documents that answer
//! it.

use serde::Deserialize;

use super::language::Language;
use super::phrase::{Phrase, Piece};
use super::problem::{ExampleProblem, PhrasesError};
use crate::document::FileName;

/// Longest name, in bytes: it is a part of a button's id.
const LONGEST_NAME: usize = 32;

/// An example question.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name in the file; letters and digits.
    pub id: String,
    /// The question.
    pub question: Phrase,
    /// The language that it is asked in.
    pub language: Language,
    /// The documents that answer it: where one of them is missing it is not offered.
    pub files: Vec<FileName>,
}

/// One line of the file; other keys are for a scorer.
#[derive(Deserialize)]
struct ExampleLine {
    id: String,
    question: String,
    lang: Option<String>,
    answerable: Option<bool>,
    #[serde(default)]
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    file: FileName,
}

/// Reads the examples that can be answered, in order. `file` names the file in errors.
///
/// # Errors
/// With the number of the first line that is none, and what is wrong with it.
pub(super) fn read(file: &str, lines: &str) -> Result<Vec<Example>, PhrasesError> {
    let mut examples: Vec<Example> = Vec::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = parse(line, &examples).map_err(|problem| PhrasesError::Example {
            file: file.to_owned(),
            line: index + 1,
            problem,
        })?;
        examples.extend(read);
    }
    Ok(examples)
}

/// The example on a line; `None` for a question that no document answers.
fn parse(line: &str, before: &[Example]) -> Result<Option<Example>, ExampleProblem> {
    let line: ExampleLine = serde_json::from_str(line)?;
    let is_name = (1..=LONGEST_NAME).contains(&line.id.len())
        && line.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !is_name {
        return Err(ExampleProblem::NoName(line.id));
    }
    if before.iter().any(|known| known.id == line.id) {
        return Err(ExampleProblem::SecondOfItsName(line.id));
    }
    if !line.question.contains(char::is_alphabetic) || line.question.contains(char::is_control) {
        return Err(ExampleProblem::NoQuestion);
    }
    let language = line
        .lang
        .as_deref()
        .and_then(Language::of_locale)
        .unwrap_or_else(|| Language::of_text(&line.question));
    Ok((line.answerable != Some(false)).then(|| Example {
        id: line.id,
        question: Phrase::new(vec![Piece::Fixed(line.question)]),
        language,
        files: line.gold.into_iter().map(|gold| gold.file).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_is_none_names_its_line() {
        for (lines, expected) in [
            ("{}", "line 1: missing field"),
            ("\n{\"id\": \"a b\", \"question\": \"why?\"}", "line 2: \"a b\" is no name"),
            ("{\"id\": \"a\", \"question\": \"?\"}", "line 1: expected a question"),
            (
                "{\"id\": \"a\", \"question\": \"why?\"}\n{\"id\": \"a\", \"question\": \"who?\"}",
                "line 2: there are two",
            ),
        ] {
            let error = read("f", lines).expect_err(lines).to_string();
            assert!(error.starts_with(&format!("f: {expected}")), "{error}");
        }
    }

    #[test]
    fn what_no_document_answers_is_no_example() {
        let lines = "{\"id\": \"a\", \"question\": \"Кто это?\"}\n{\"id\": \"b\", \"question\": \"who?\", \"answerable\": false}\n";
        let examples = read("f", lines).expect("valid");
        assert_eq!(
            examples
                .iter()
                .map(|example| (example.id.as_str(), example.language))
                .collect::<Vec<_>>(),
            [("a", Language::Russian)]
        );
    }
}
