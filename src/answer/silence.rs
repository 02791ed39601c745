//! Whether there is an answer, or silence.

use super::ranking::Ranking;
use super::shown::Shown;

/// With less probability than this that one of the first quotes answers, there is no answer: where
/// words decide alone, and where meaning does too.
const BY_WORDS: f32 = 0.26;
const BY_MEANING: f32 = 0.29;

/// The least probability with which the documents answer this question.
pub fn silence_threshold(by_meaning: bool) -> f32 {
    if by_meaning { BY_MEANING } else { BY_WORDS }
}

/// Whether the quotes are an answer: not to a greeting, and not where the documents hardly say.
pub(super) fn is_answered(ranking: &Ranking<'_>, quotes: &[Shown]) -> bool {
    !quotes.is_empty()
        && !ranking.retrieved.question.carries_nothing()
        && ranking.answer_probability()
            >= silence_threshold(ranking.retrieved.query.background.is_some())
}
