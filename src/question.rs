//! A question as a person asked it, read into what it asks for. Pure: it knows no document.

use crate::document::ByteRange;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{term, words};
use crate::phrases::AskersWords;

mod wanted;

pub use wanted::Wanted;

/// More different terms than this are not searched for; a question is a sentence, not a document.
const MAX_TERMS: usize = 64;

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    text: String,
    terms: Vec<QuestionTerm>,
    wanted: Wanted,
}

/// A word of the question that carries something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionTerm {
    /// As the index knows it.
    pub term: String,
    /// The word where it stands first in the question.
    pub range: ByteRange,
}

impl Question {
    /// Reads what was asked. Anything can be asked; what holds no word has no terms.
    pub fn new(text: &str) -> Question {
        let all: Vec<_> = words(text).collect();
        let carrying = all.iter().filter(|word| !is_stop_word(word.text)).count();
        let mut terms: Vec<QuestionTerm> = Vec::new();
        for word in &all {
            let term = term(word.text);
            let counts = carrying == 0 || !is_stop_word(word.text);
            if counts && terms.len() < MAX_TERMS && terms.iter().all(|known| known.term != term) {
                terms.push(QuestionTerm { term, range: ByteRange::new(word.start, word.end()) });
            }
        }
        Question { text: text.to_owned(), terms, wanted: Wanted::of(text) }
    }

    /// The question as it was asked.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words that carry something, in order, each once. Stop words only where there is nothing else.
    pub fn terms(&self) -> &[QuestionTerm] {
        &self.terms
    }

    /// What kind of answer it asks for.
    pub fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// Whether the word was typed as a name or number is: with a capital, not as the first word, or with a
    /// digit.
    pub fn is_name(&self, term: &QuestionTerm) -> bool {
        let word = self.text.get(term.range.as_std()).unwrap_or_default();
        let begins = self.text[..term.range.start()].trim().is_empty();
        (word.starts_with(char::is_uppercase) && !begins) || word.contains(|c: char| c.is_ascii_digit())
    }

    /// A word of the question, to be shown to the asker.
    pub fn word(&self, term: &QuestionTerm) -> AskersWords {
        AskersWords::cut(&self.text, term.range).expect("a term's range is a word of this question")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, expected: &[&str]) {
        assert_eq!(Question::new(question).terms().iter().map(|term| term.term.as_str()).collect::<Vec<_>>(), expected, "{question}");
    }

    #[test]
    fn words_that_carry_nothing_are_dropped() {
        check("When did Norway coordinate the Oslo–NATO talks?", &["norway", "coordin", "oslo", "nato", "talk"]);
        check("На какую теорию опираются авторы?", &["теор", "опира", "автор"]);
        check("???", &[]);
    }

    #[test]
    fn a_question_of_stop_words_keeps_them() {
        check("who are you", &["who", "are", "you"]);
    }
}
