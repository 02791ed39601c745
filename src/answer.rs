//! Answering: the one path from a question to quotes. The terminal, Discord and the evaluation all
//! call [`answer`]. Synchronous; reads the index and the stored texts and nothing else.

mod passages;
mod shelf;
mod spelling;
mod retrieve;
mod consider;
mod select;
mod differ;
mod clauses;
mod shown;
mod said;
mod recall;
mod explain;

use std::sync::Arc;

pub use consider::{Considered, consider};
pub use explain::{Explained, Explanation, explain};
pub use passages::context as shelf_context;
pub use recall::{FileTag, Reference, recall};
pub use retrieve::{Breadth, Retrieved, retrieve};
pub use said::sources_of;
pub use shelf::{Listed, ListedName, Shelf};
pub use shown::{Cut, Shown};

use crate::document::{FileName, TextError};
use crate::index::IndexError;
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::quote::{CutError, Quote};

/// Quotes of an answer unless another number is asked for.
pub const N_QUOTES: usize = 3;
/// With less probability than this that one of the first quotes answers, there is no answer.
pub const LEAST_CONFIDENCE: f32 = 0.30;

/// The documents that this asker, in this place, may see.
#[derive(Debug, Clone)]
pub enum Scope {
    /// All of them.
    All,
    /// These.
    Files(Arc<[FileName]>),
}

impl Scope {
    fn files(&self) -> Option<&[FileName]> {
        match self {
            Scope::All => None,
            Scope::Files(files) => Some(files),
        }
    }
}

/// What a question got.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// What was found.
    pub outcome: Outcome,
    /// Whether one document alone was asked, by its name.
    pub of_one_document: bool,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
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

/// Why there is no answer: something is broken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A stored text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A stored range.
    #[error("{0}: run `verbatim index --rebuild`")]
    Cut(#[from] CutError),
}

impl AnswerError {
    /// Whether something stored is not what was written, rather than out of reach for a moment.
    pub fn is_damage(&self) -> bool {
        match self {
            AnswerError::Index(_) | AnswerError::Cut(_) => true,
            AnswerError::Text(TextError::Unreadable { cause, .. }) => {
                cause.kind() == std::io::ErrorKind::NotFound
            }
            AnswerError::Text(_) => true,
        }
    }
}

/// Answers a question from the documents in scope with at most `n_quotes` quotes.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn answer(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
    n_quotes: usize,
) -> Result<Answer, AnswerError> {
    let considered = consider(question, scope, shelf)?;
    let mut picks = select::select(&considered, n_quotes);
    let differing = differ::differing(&considered, &mut picks);
    let shown = picks
        .iter()
        .zip(differing)
        .map(|(pick, differs_from)| Ok(Shown { differs_from, ..shelf.show(&considered, pick)? }));
    let quotes: Vec<Shown> = shown.collect::<Result<_, AnswerError>>()?;
    let answered = !quotes.is_empty()
        && !question.carries_nothing()
        && considered.answered(shelf) >= LEAST_CONFIDENCE;
    let outcome = if answered {
        Outcome::Answered(quotes)
    } else {
        Outcome::NothingFound { nearest: quotes }
    };
    let mut read_as = considered.retrieved.read_as.clone();
    for read in &mut read_as {
        read.quoted = considered.word(&read.read_as, shelf)?;
    }
    let of_one_document = scope.files().is_some_and(|files| files.len() == 1);
    Ok(Answer {
        question: question.clone(),
        outcome,
        of_one_document,
        missing: considered.retrieved.missing,
        read_as,
    })
}
