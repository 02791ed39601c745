//! Sources that give different values for the same thing: two dates, two numbers. They are put side
//! by side and marked; which is right is not said.

use std::collections::BTreeSet;

use super::consider::Considered;
use super::select::Pick;
use crate::language::tokens::{TermId, tokens};
use crate::language::traits::Trait;
use crate::question::Wanted;
use crate::rank::features::Feature;

/// A sentence speaks of what was asked for when it holds this share of the question's rarity, its
/// heading and title included.
const SAME_THING: f32 = 0.6;

/// For each pick the places of those that differ from it, from 0, in order. What differs from the
/// first is moved to its side.
pub(super) fn differing(considered: &Considered, picks: &mut Vec<Pick>) -> Vec<Vec<usize>> {
    let differs = |one: &Pick, other: &Pick| differ(considered, one.at, other.at);
    if !picks.is_empty() {
        let first = picks.remove(0);
        picks.sort_by_key(|pick| !differs(&first, pick));
        picks.insert(0, first);
    }
    picks
        .iter()
        .map(|one| (0..picks.len()).filter(|&at| differs(one, &picks[at])).collect())
        .collect()
}

/// Whether the sentences at these places of the ranking stand in two documents and give two values
/// for the same thing. A value within another (2021, May 2021) does not differ from it.
pub(super) fn differ(considered: &Considered, one: usize, other: usize) -> bool {
    let file = |at: usize| &considered.passages()[considered.scored[at].candidate].file;
    let (Some(one_value), Some(other_value)) = (value(considered, one), value(considered, other))
    else {
        return false;
    };
    file(one) != file(other)
        && !one_value.is_subset(&other_value)
        && !other_value.is_subset(&one_value)
}

/// The terms of the date or number that the sentence at this place answers with; `None` when
/// another kind of answer is wanted, or it has none, or it speaks of something else.
fn value(considered: &Considered, at: usize) -> Option<BTreeSet<TermId>> {
    if !matches!(considered.retrieved.question.wanted(), Wanted::Time | Wanted::Number) {
        return None;
    }
    let scored = &considered.scored[at];
    let feature = |feature: Feature| scored.features[feature as usize];
    let speaks_of_it = feature(Feature::Own) + feature(Feature::Context) >= SAME_THING;
    let words = &considered.words(scored.candidate, scored.sentence)[scored.span.clone()?];
    let tokens = tokens(words);
    let is_value = tokens
        .iter()
        .any(|token| token.traits.has_any(&[Trait::Digit, Trait::Number, Trait::Month]));
    let carrying = tokens
        .iter()
        .filter(|token| !token.traits.has(Trait::Stop) || token.traits.has(Trait::Number));
    (speaks_of_it && is_value).then(|| carrying.map(|token| token.term).collect())
}
