//! Who types a unit's own words, or the very question that it answers, wants that unit. Learned weights
//! cannot know: nobody asks so where they are learned.

use super::matching::Matcher;
use super::ranked::RankedUnit;
use crate::language::tokens::{TermId, Token};
use crate::rank::features::Feature;

/// Words that agree less, as F1, are no longer the same.
const LEAST: f32 = 0.75;
/// What is added to the score of what has the same words: more than features ever part two units
/// by.
const WORTH: f32 = 20.0;
/// A unit with less of the question, or introduced by less, is not compared.
const LEAST_COVERAGE: f32 = 0.7;

/// What is added to the score of a unit; 0 for nearly every one.
pub(super) fn bonus(matcher: &Matcher<'_>, unit: &RankedUnit) -> f32 {
    let words = unit.words();
    let own = if unit.feature(Feature::Coverage) >= LEAST_COVERAGE {
        same(&matcher.words, &words.tokens)
    } else {
        0.0
    };
    let is_covered =
        unit.feature(Feature::Coverage) + unit.feature(Feature::LeadCoverage) >= LEAST_COVERAGE;
    let asked = if unit.is_introduced_first() && is_covered {
        same(&matcher.words, &words.lead)
    } else {
        0.0
    };
    let worth = |same: f32| if same >= LEAST { WORTH * same } else { 0.0 };
    // The answer stands right below its question.
    let distance = 1.0 + unit.passage.passage.place as f32;
    worth(own).max(worth(asked) / distance)
}

/// F1 of the words that two texts share, each as often as both have it.
fn same(words: &[TermId], tokens: &[Token]) -> f32 {
    if tokens.len() > 2 * words.len() || words.is_empty() {
        return 0.0;
    }
    let mut left: Vec<TermId> = words.to_vec();
    let shared = tokens.iter().filter(|token| {
        let at = left.iter().position(|word| *word == token.term);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    2.0 * shared.count() as f32 / (words.len() + tokens.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_by_their_words() {
        let ids = |text: &str| crate::language::tokens::tokens(text);
        let same_as = |question: &str, text: &str| {
            let words: Vec<TermId> = ids(question).iter().map(|token| token.term).collect();
            same(&words, &ids(text))
        };
        assert_eq!(same_as("Who keeps the lamp?", "who keeps the lamp"), 1.0);
        assert_eq!(same_as("lamp lamp", "lamp"), 2.0 / 3.0);
        assert_eq!(same_as("", "lamp"), 0.0);
        assert!(same_as("who keeps the lamp", "The lamp is kept by whoever is awake.") < LEAST);
    }
}
