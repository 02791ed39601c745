//! Whether there is an answer, or silence.

use super::ranking::Ranking;
use super::shown::Shown;
use crate::rank::Weights;

/// With less probability than this that one of the first quotes answers, there is no answer.
pub const SILENCE_THRESHOLD: f32 = 0.26;

/// Whether the quotes are an answer: not to a greeting, and not where the documents hardly say.
pub(super) fn is_answered(ranking: &Ranking, quotes: &[Shown], weights: &Weights) -> bool {
    !quotes.is_empty()
        && !ranking.retrieved.question.carries_nothing()
        && ranking.answer_probability(weights) >= SILENCE_THRESHOLD
}
