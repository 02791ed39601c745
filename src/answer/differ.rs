//! Sources that give different values for the same thing: two dates, two numbers. Which is right is
//! not said.

use std::collections::BTreeSet;

use super::parallel::are_parallel;
use crate::language::attributes::Attribute;
use crate::language::tokens::{TermId, Token, tokens};
use crate::question::AnswerType;
use crate::rank::RankedUnit;
use crate::rank::features::Feature;

/// A unit speaks of what was asked for when its coverage, with that of heading and title, is at
/// least this.
const SAME_THING: f32 = 0.6;

/// Whether two units of different documents give two values for what is wanted. A value within
/// another (2021, May 2021) does not differ from it.
pub(super) fn differ(wanted: AnswerType, one: &RankedUnit, other: &RankedUnit) -> bool {
    if one.file() == other.file() {
        return false;
    }
    let values = match (value(wanted, one), value(wanted, other)) {
        (Some(one_value), Some(other_value)) => Some((one_value, other_value)),
        // However it was asked: the same words with another number.
        _ => (speaks_of_it(one) && speaks_of_it(other) && are_parallel(one.words(), other.words()))
            .then(|| (numbers(&one.words().tokens), numbers(&other.words().tokens))),
    };
    values.is_some_and(|(one_value, other_value)| {
        !one_value.is_subset(&other_value) && !other_value.is_subset(&one_value)
    })
}

/// Whether the unit speaks of what was asked for.
fn speaks_of_it(unit: &RankedUnit) -> bool {
    unit.feature(Feature::Coverage) + unit.feature(Feature::HeadingCoverage) >= SAME_THING
}

/// The terms of the numbers and months among these tokens.
fn numbers(tokens: &[Token]) -> BTreeSet<TermId> {
    let is_number = |token: &&Token| {
        token.attributes.has_any(&[Attribute::HasDigit, Attribute::NumberWord, Attribute::Month])
    };
    tokens.iter().filter(is_number).map(|token| token.term).collect()
}

/// The terms of the date or number that the unit answers with; `None` when another kind of
/// answer is wanted, or it has none, or it speaks of something else.
fn value(wanted: AnswerType, unit: &RankedUnit) -> Option<BTreeSet<TermId>> {
    if !matches!(wanted, AnswerType::Time | AnswerType::Number) {
        return None;
    }
    let tokens = tokens(unit.span_text()?);
    let is_value = !numbers(&tokens).is_empty();
    let content = tokens.iter().filter(|token| {
        !token.attributes.has(Attribute::StopWord) || token.attributes.has(Attribute::NumberWord)
    });
    (speaks_of_it(unit) && is_value).then(|| content.map(|token| token.term).collect())
}
