//! A set of the query's terms, a bit a term.

use std::ops::{BitAnd, BitOr, BitOrAssign, Sub};

/// Terms of a query that are looked at: the numbers of a set are below this.
pub const MAX_TERMS: usize = 64;

/// Some of the query's terms, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TermSet(u64);

impl TermSet {
    /// The set of this term alone.
    pub fn of(number: usize) -> TermSet {
        TermSet(1 << number)
    }

    /// Whether the term is in it.
    pub fn contains(self, number: usize) -> bool {
        self.0 & (1 << number) != 0
    }

    /// Adds a term.
    pub fn insert(&mut self, number: usize) {
        self.0 |= 1 << number;
    }

    /// Its terms, in rising order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let number = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(number)
        })
    }
}

impl BitOr for TermSet {
    type Output = TermSet;

    fn bitor(self, other: TermSet) -> TermSet {
        TermSet(self.0 | other.0)
    }
}

impl BitOrAssign for TermSet {
    fn bitor_assign(&mut self, other: TermSet) {
        self.0 |= other.0;
    }
}

impl BitAnd for TermSet {
    type Output = TermSet;

    fn bitand(self, other: TermSet) -> TermSet {
        TermSet(self.0 & other.0)
    }
}

impl Sub for TermSet {
    type Output = TermSet;

    /// What is in the first alone.
    fn sub(self, other: TermSet) -> TermSet {
        TermSet(self.0 & !other.0)
    }
}
