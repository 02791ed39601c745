//! Answering: the one path from a question to quotes. The terminal, Discord and the evaluation all
//! call [`answer`]. Synchronous; reads the index and the stored texts and nothing else.

mod tuning;
mod query;
mod retrieve;
mod ranking;
mod pick;
mod parallel;
mod differ;
mod newest;
mod wording;
mod extent;
mod select;
mod clauses;
mod pieces;
mod shown;
mod show;
mod outcome;
mod silence;
mod attribution;
mod restore;
mod explain;

pub use attribution::source_of;
pub use explain::{Contribution, ExplainedUnit, Explanation, explain};
pub use outcome::{Answer, Outcome, ReadAs};
pub use pieces::Piece;
pub use ranking::{Ranking, read_closely};
pub use restore::{QuoteReference, restore};
pub use retrieve::{Retrieved, retrieve};
pub use show::around;
pub use shown::{Cut, Shown};
pub use silence::silence_threshold;
pub use tuning::{CandidateLimits, Tuning};

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::question::Question;
use crate::rank::RankedUnit;

/// Quotes of an answer unless another number is asked for.
pub const N_QUOTES: usize = 3;
/// Quotes beyond those of an answer that can be asked for.
const N_FURTHER: usize = 3;

/// Answers a question from the documents in scope with at most `n_quotes` quotes.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn answer(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
    n_quotes: usize,
) -> Result<Answer, CorpusError> {
    answer_tuned(question, scope, shelf, n_quotes, Tuning::learned())
}

/// The same with other numbers than the learned ones: for the program that learns them.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn answer_tuned(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
    n_quotes: usize,
    tuning: Tuning<'_>,
) -> Result<Answer, CorpusError> {
    let ranking = Ranking::of(question, scope, shelf, tuning)?;
    let date = |unit: &RankedUnit| newest::date(shelf, unit);
    let mut picks = select::select(&ranking, n_quotes + N_FURTHER, &date);
    let further = picks.split_off(picks.len().min(n_quotes));
    let differing = select::put_differing_first(&ranking, &mut picks);
    let quotes: Vec<Shown> = picks
        .iter()
        .zip(differing)
        .map(|(pick, differs_from)| {
            let shown = show::show(&ranking, pick, shelf, ranking.weights)?;
            Ok(Shown { differs_from, ..shown })
        })
        .collect::<Result<_, CorpusError>>()?;
    let is_answered = silence::is_answered(&ranking, &quotes);
    let further: Vec<Shown> = further
        .iter()
        .filter(|_| is_answered)
        .map(|pick| show::show(&ranking, pick, shelf, ranking.weights))
        .collect::<Result<_, CorpusError>>()?;
    let outcome = if is_answered {
        Outcome::Answered(quotes)
    } else {
        Outcome::NothingFound { nearest: quotes }
    };
    let mut read_as = ranking.retrieved.read_as.clone();
    for read in &mut read_as {
        read.quoted = ranking.word(&read.read_as, shelf)?;
    }
    Ok(Answer {
        question: question.clone(),
        outcome,
        further,
        probability: ranking.answer_probability(),
        of_one_document: scope.files().is_some_and(|files| files.len() == 1),
        by_meaning: ranking.retrieved.query.background.is_some(),
        missing: ranking.retrieved.missing,
        read_as,
    })
}
