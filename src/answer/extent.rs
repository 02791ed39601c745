//! How much is quoted around a unit: what it introduces, the list that it is an item of, or the
//! neighbour that is nearly as likely to answer.

use super::pick::Pick;
use crate::corpus::ShelvedPassage;
use crate::document::{ByteRange, UnitKind};
use crate::rank::RankedUnit;
use crate::rank::clause::LONGEST;

/// A neighbour joins a unit when it is at least this likely, against all: what is unlikely is
/// not worth its length.
const JOIN: f32 = 0.025;

/// The unit at this place of the ranking with what belongs to it. `asks_for_all` is whether all
/// steps or things are wanted; `is_new` is whether a unit of its passage says what no quote says.
pub(super) fn of<'r>(
    ranked: &'r [RankedUnit],
    at: usize,
    asks_for_all: bool,
    is_new: impl Fn(usize) -> bool,
) -> Pick<'r> {
    let this = &ranked[at];
    let passage = &this.passage;
    let alone = Pick::alone(ranked, at);
    let first = lead_of_code(passage, this.unit);
    let last = introduced_end(passage, this.unit);
    let pick = |first: usize, last: usize| {
        let is_free = (first..=last).all(|unit| unit == this.unit || is_new(unit));
        let joined = joined(passage, first, last).filter(|_| is_free);
        joined.map(|range| Pick { first, last, parts: vec![range], ..Pick::alone(ranked, at) })
    };
    if first < this.unit || last > this.unit {
        return pick(first, last).or_else(|| pick(this.unit, last)).unwrap_or(alone);
    }
    if asks_for_all && let Some((first, last)) = list(passage, this.unit) {
        return pick(first, last).unwrap_or(alone);
    }
    let neighbour = ranked
        .iter()
        .filter(|other| other.is_beside(this))
        .find(|other| other.probability >= JOIN && is_new(other.unit));
    let Some(neighbour) = neighbour else { return alone };
    let first = this.unit.min(neighbour.unit);
    pick(first, first + 1).unwrap_or(alone)
}

/// The last unit that this one introduces and that fits into a quote with it; itself when it
/// introduces none.
fn introduced_end(passage: &ShelvedPassage, unit: usize) -> usize {
    let units = &passage.passage.units;
    let is_before_code = units.get(unit + 1).is_some_and(|next| next.kind == UnitKind::Code);
    let is_lead = is_before_code || passage.words.units[unit].text.trim_end().ends_with(':');
    let introduces = |other: usize| {
        units[other]
            .lead
            .is_some_and(|lead| units[unit].parts.iter().any(|part| part.overlaps(lead)))
    };
    let behind = (unit + 1..units.len()).take_while(|&other| is_lead && introduces(other));
    behind.take_while(|&other| joined(passage, unit, other).is_some()).last().unwrap_or(unit)
}

/// The sentence that introduces code, where it stands right before it and both fit into a quote: code
/// alone does not say what it does. The unit itself for everything else.
fn lead_of_code(passage: &ShelvedPassage, unit: usize) -> usize {
    let units = &passage.passage.units;
    let before = unit.checked_sub(1).filter(|_| units[unit].kind == UnitKind::Code);
    let introduces = |before: &usize| {
        let lead = units[unit].lead;
        lead.is_some_and(|lead| units[*before].parts.iter().any(|part| part.overlaps(lead)))
            && joined(passage, *before, unit).is_some()
    };
    before.filter(introduces).unwrap_or(unit)
}

/// The list that the unit is an item of, where all of it fits into a quote.
fn list(passage: &ShelvedPassage, unit: usize) -> Option<(usize, usize)> {
    let units = &passage.passage.units;
    let belongs = |other: &usize| {
        units[*other].kind == UnitKind::Item && units[*other].lead == units[unit].lead
    };
    if !belongs(&unit) {
        return None;
    }
    let first = (0..=unit).rev().take_while(belongs).last()?;
    let last = (unit..units.len()).take_while(belongs).last()?;
    (first < last && joined(passage, first, last).is_some()).then_some((first, last))
}

/// The range over these units, where nothing but white space and markup lies between them and all
/// fit into a quote.
fn joined(passage: &ShelvedPassage, first: usize, last: usize) -> Option<ByteRange> {
    let units = passage.passage.units.get(first..=last)?;
    let is_whole = units.iter().all(|unit| unit.parts.len() == 1)
        && (first + 1..=last).all(|unit| passage.follows[unit]);
    let (one, other) = (units.first()?.parts[0], units.last()?.parts[0]);
    let characters = |unit: usize| passage.words.units[unit].text.chars().count();
    let between = units.windows(2).map(|pair| pair[1].parts[0].start() - pair[0].parts[0].end());
    let n_characters = (first..=last).map(characters).sum::<usize>() + between.sum::<usize>();
    (is_whole && n_characters <= LONGEST).then(|| ByteRange::new(one.start(), other.end()))
}
