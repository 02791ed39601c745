//! Of documents that say the same of different days, the newest goes first.

use super::parallel::are_parallel;
use crate::corpus::Shelf;
use crate::rank::RankedUnit;
use crate::rank::features::Feature;

/// A unit is no version of the first where it has less of the question by more than this, with what is
/// above it: who asks about a year wants that one.
const LESS: f32 = 0.01;

/// The day of the unit's document, as exact as it is known; `None` where it is not. A text that cannot
/// be read has none: to quote it is an error of its own.
pub(super) fn date(shelf: &Shelf, unit: &RankedUnit) -> Option<String> {
    let document = shelf.document(&unit.passage).ok()?;
    let date = shelf.sources().of_text(unit.file(), document.text()).date?;
    Some(date.as_str().to_owned())
}

/// Of the units that say the same as this one of other days, by the dates of their documents, the
/// newest; itself where there are none.
pub(super) fn newest(
    ranked: &[RankedUnit],
    first: usize,
    date: &dyn Fn(&RankedUnit) -> Option<String>,
) -> usize {
    let this = &ranked[first];
    let covered = |unit: &RankedUnit| {
        unit.feature(Feature::Coverage) + unit.feature(Feature::HeadingCoverage)
    };
    let is_version = |at: &usize| {
        let other = &ranked[*at];
        other.file() != this.file()
            && covered(other) >= covered(this) - LESS
            && are_parallel(this.words(), other.words())
    };
    let mut versions = (0..ranked.len()).filter(is_version).peekable();
    if versions.peek().is_none() {
        return first;
    }
    let Some(mut newest_date) = date(this) else { return first };
    let mut newest = first;
    for at in versions {
        if let Some(other) = date(&ranked[at]).filter(|other| *other > newest_date) {
            (newest, newest_date) = (at, other);
        }
    }
    newest
}
