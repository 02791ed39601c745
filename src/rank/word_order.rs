//! How a unit's words stand together: in the order of the question's, as phrases of it, near each other.

use super::matching::{Matcher, UnitMatch};
use super::term_set::TermSet;
use crate::language::tokens::{TermId, Token};

/// Coverage by neighbouring terms of the question that are within three words here, in that order.
pub(super) fn ordered_pairs(matcher: &Matcher<'_>, unit: &UnitMatch<'_>) -> f32 {
    const REACH: usize = 3;
    let mut found = TermSet::default();
    for at in unit.places() {
        let Some(first) = unit.term_at(at) else { continue };
        let near = at + 1..unit.tokens().len().min(at + 1 + REACH);
        if near.into_iter().any(|next| unit.term_at(next) == Some(first + 1)) {
            found.insert(first);
        }
    }
    let terms = matcher.terms;
    let pairs = found.iter().filter(|first| first + 1 < terms.len());
    pairs.map(|first| terms[first].idf.min(terms[first + 1].idf)).sum::<f32>() / matcher.total_idf
}

/// The share of the quoted phrases that are there word for word; 0 without one.
pub(super) fn quoted_phrases(phrases: &[Vec<TermId>], tokens: &[Token]) -> f32 {
    let is_there = |phrase: &&Vec<TermId>| {
        tokens
            .windows(phrase.len())
            .any(|here| here.iter().zip(*phrase).all(|(token, term)| token.term == *term))
    };
    phrases.iter().filter(is_there).count() as f32 / phrases.len().max(1) as f32
}

/// The share of the question's bigrams that the unit has, stop words included.
pub(super) fn bigram_overlap(words: &[TermId], tokens: &[Token]) -> f32 {
    let n_bigrams = words.len().saturating_sub(1).max(1);
    let is_there = |bigram: &&[TermId]| {
        tokens.windows(2).any(|here| here[0].term == bigram[0] && here[1].term == bigram[1])
    };
    words.windows(2).filter(is_there).count() as f32 / n_bigrams as f32
}

/// The coverage, discounted by the words between the first and the last term.
pub(super) fn proximity(unit: &UnitMatch<'_>, coverage: f32) -> f32 {
    let (Some(first), Some(last)) = (unit.places().next(), unit.places().last()) else {
        return 0.0;
    };
    coverage * (unit.places().count() as f32 / (1 + last - first) as f32).sqrt()
}
