//! The example questions of `prompts/questions.jsonl`: phrases, each with the documents that answer
//! it.

use serde::Deserialize;

use super::language::Language;
use super::phrase::{Phrase, Piece};
use crate::document::FileName;

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
struct Line {
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

/// Reads the examples that can be answered, in order.
///
/// # Errors
/// With the number of the line, from 1, and what is wrong with it.
pub(super) fn read(lines: &str) -> Result<Vec<Example>, String> {
    let mut examples: Vec<Example> = Vec::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |problem: String| format!("line {}: {problem}", number + 1);
        let line: Line = serde_json::from_str(line).map_err(|error| {
            wrong(format!("{error}: expected a JSON object with \"id\" and \"question\""))
        })?;
        if line.id.is_empty()
            || line.id.len() > 32
            || !line.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        {
            return Err(wrong(format!(
                "\"{}\" is no name: expected 1 to 32 letters, digits or -",
                line.id
            )));
        }
        if examples.iter().any(|known| known.id == line.id) {
            return Err(wrong(format!("there are two questions \"{}\"", line.id)));
        }
        if !line.question.contains(char::is_alphabetic) || line.question.contains(char::is_control)
        {
            return Err(wrong("expected a question on one line".to_owned()));
        }
        let language = line
            .lang
            .as_deref()
            .and_then(Language::of_locale)
            .unwrap_or_else(|| Language::of_text(&line.question));
        if line.answerable != Some(false) {
            let files = line.gold.into_iter().map(|gold| gold.file).collect();
            examples.push(Example {
                id: line.id,
                question: Phrase::new(vec![Piece::Fixed(line.question)]),
                language,
                files,
            });
        }
    }
    Ok(examples)
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
            let error = read(lines).expect_err(lines);
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn what_no_document_answers_is_no_example() {
        let lines = "{\"id\": \"a\", \"question\": \"Кто это?\"}\n{\"id\": \"b\", \"question\": \"who?\", \"answerable\": false}\n";
        let examples = read(lines).expect("valid");
        assert_eq!(
            examples
                .iter()
                .map(|example| (example.id.as_str(), example.language))
                .collect::<Vec<_>>(),
            [("a", Language::Russian)]
        );
    }
}
