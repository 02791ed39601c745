//! Sources that give different values for the same thing: two dates, two numbers. Which is right is
//! not said.

use std::collections::BTreeSet;

use crate::language::attributes::Attribute;
use crate::language::tokens::{TermId, tokens};
use crate::question::AnswerType;
use crate::rank::RankedUnit;
use crate::rank::features::Feature;

/// A unit speaks of what was asked for when its coverage, with that of heading and title, is at
/// least this.
const SAME_THING: f32 = 0.6;

/// Whether two units of different documents give two values for what is wanted. A value within
/// another (2021, May 2021) does not differ from it.
pub(super) fn differ(wanted: AnswerType, one: &RankedUnit, other: &RankedUnit) -> bool {
    let (Some(one_value), Some(other_value)) = (value(wanted, one), value(wanted, other)) else {
        return false;
    };
    one.file() != other.file()
        && !one_value.is_subset(&other_value)
        && !other_value.is_subset(&one_value)
}

/// The terms of the date or number that the unit answers with; `None` when another kind of
/// answer is wanted, or it has none, or it speaks of something else.
fn value(wanted: AnswerType, unit: &RankedUnit) -> Option<BTreeSet<TermId>> {
    if !matches!(wanted, AnswerType::Time | AnswerType::Number) {
        return None;
    }
    let coverage = unit.feature(Feature::Coverage) + unit.feature(Feature::HeadingCoverage);
    let tokens = tokens(unit.span_text()?);
    let is_value = tokens.iter().any(|token| {
        token.attributes.has_any(&[Attribute::HasDigit, Attribute::NumberWord, Attribute::Month])
    });
    let content = tokens.iter().filter(|token| {
        !token.attributes.has(Attribute::StopWord) || token.attributes.has(Attribute::NumberWord)
    });
    (coverage >= SAME_THING && is_value).then(|| content.map(|token| token.term).collect())
}
