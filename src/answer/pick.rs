//! A unit that is to be quoted, perhaps with a neighbour.

use std::sync::Arc;

use crate::corpus::ShelvedPassage;
use crate::document::ByteRange;
use crate::rank::RankedUnit;

/// A unit to quote, perhaps with a neighbour.
pub(super) struct Pick<'r> {
    /// The unit.
    pub unit: &'r RankedUnit,
    /// Its place in the ranking, from 0.
    pub at: usize,
    /// The first unit that is quoted among those of its passage, from 0.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// The ranges to quote.
    pub parts: Vec<ByteRange>,
}

impl<'r> Pick<'r> {
    /// The unit at this place of the ranking, alone.
    pub fn alone(ranked: &'r [RankedUnit], at: usize) -> Pick<'r> {
        let unit = &ranked[at];
        Pick { unit, at, first: unit.unit, last: unit.unit, parts: unit.parts().to_vec() }
    }

    /// Whether it quotes this unit of a passage.
    pub fn quotes(&self, passage: &Arc<ShelvedPassage>, unit: usize) -> bool {
        self.unit.is_of(passage) && (self.first..=self.last).contains(&unit)
    }
}
