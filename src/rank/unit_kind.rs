//! What a unit is, as features: a line, code or a row answers other questions than a sentence does.

use super::features::Feature;
use super::matching::Matcher;
use crate::document::{Unit, UnitKind};

fn is(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Sets the features that tell what a unit is.
pub(super) fn set_kind(
    matcher: &Matcher<'_>,
    unit: Option<&Unit>,
    set: &mut impl FnMut(Feature, f32),
) {
    let kind = unit.map_or(UnitKind::Sentence, |unit| unit.kind);
    set(Feature::IsItem, is(kind == UnitKind::Item));
    set(Feature::IsField, is(kind == UnitKind::Field));
    set(Feature::IsCode, is(kind == UnitKind::Code));
    set(Feature::IsCodeForKeyword, is(kind == UnitKind::Code && matcher.is_keyword));
    set(Feature::IsCodeForHow, is(kind == UnitKind::Code && matcher.asks_how));
    set(Feature::IsRow, is(kind == UnitKind::Row));
}
