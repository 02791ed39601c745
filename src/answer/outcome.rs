//! The answer to a question: quotes, or that nothing was found.

use super::shown::Shown;
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::quote::Quote;

/// The answer to a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// What was found.
    pub outcome: Outcome,
    /// The quotes that come behind those of the answer, best first; empty when nothing was found.
    pub further: Vec<Shown>,
    /// How likely one of the quotes answers: 0 to 1.
    pub probability: f32,
    /// Whether one document alone was asked, by its name.
    pub of_one_document: bool,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
    /// Whether a sentence model took part in the choice, or words decided alone.
    pub by_meaning: bool,
}

/// Whether the documents say.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Quotes, best first; at least one.
    Answered(Vec<Shown>),
    /// Nothing that answers; the nearest passages, best first, perhaps none.
    NothingFound {
        /// The nearest.
        nearest: Vec<Shown>,
    },
}

/// A word of the question that no document has, and the one that was searched for.
#[derive(Debug, Clone)]
pub struct ReadAs {
    /// As it was asked.
    pub word: AskersWords,
    /// As it was read, in lower case. For the operator's eyes and for JSON.
    pub read_as: String,
    /// The same where a document has it, for people's eyes; `None` when none of the passages that
    /// were looked at does.
    pub quoted: Option<Quote>,
}
