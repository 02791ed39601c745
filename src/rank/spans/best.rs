//! The best span of a unit, with what all of them are worth.

use std::ops::Range;

use super::feature_values::span_features;
use super::features::N;
use super::finder::SpanFinder;

/// The best span of a unit, with what all are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct BestSpan {
    /// In bytes of the unit's text.
    pub bytes: Range<usize>,
    /// Its score.
    pub score: f32,
    /// Logarithm of the sum of the odds of all spans.
    pub log_odds: f32,
}

/// The best span; `None` when the unit says nothing that the question does not.
pub fn best_span(finder: &SpanFinder<'_, '_>, weights: &[f32; N]) -> Option<BestSpan> {
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut odds = 0.0_f32;
    finder.spans(|span| {
        let mut score = 0.0;
        span_features(finder, span, |feature, value| score += weights[feature.number()] * value);
        odds += score.clamp(-30.0, 30.0).exp();
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, span.bytes(finder.tokens)));
        }
    });
    best.map(|(score, bytes)| BestSpan { bytes, score, log_odds: odds.ln() })
}
