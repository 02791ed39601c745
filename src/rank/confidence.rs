//! The probability that the first quote answers: a logistic model over what sets a found answer apart
//! from the best of a bad lot.

use super::features::{Feature, TermWeight};
use super::score::Scored;
use super::weights::CONFIDENCE;

/// How many signs the model looks at.
pub const N: usize = 8;

/// What the model looks at, for the candidate at this place of the ranking.
pub fn signs(terms: &[TermWeight], scored: &[Scored], at: usize, n_missing: usize) -> [f32; N] {
    let this = &scored[at];
    let feature = |feature: Feature| this.features[feature as usize];
    let reach = feature(Feature::Own)
        + feature(Feature::Context)
        + feature(Feature::Before)
        + feature(Feature::Behind)
        + feature(Feature::Elsewhere)
        + feature(Feature::PassageBefore);
    let runner_up = scored.iter().enumerate().find(|(other, _)| *other != at).map_or(0.0, |(_, other)| other.score);
    let missing = n_missing as f32 / terms.len().max(1) as f32;
    [
        this.share,
        feature(Feature::Own),
        reach,
        feature(Feature::Names),
        missing,
        (this.score - runner_up).clamp(-2.0, 4.0),
        feature(Feature::Pairs) + feature(Feature::Runs),
        this.score / 4.0,
    ]
}

/// The probability, from 0 to 1.
pub fn confidence(signs: &[f32; N]) -> f32 {
    let sum: f32 = signs.iter().zip(CONFIDENCE).map(|(sign, weight)| sign * weight).sum::<f32>() + CONFIDENCE[N];
    1.0 / (1.0 + (-sum).exp())
}
