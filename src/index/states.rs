//! What the files were when they were read, as one number each: what a folder is compared with.

use std::ops::Range;

use rustc_hash::FxHashSet;
use tantivy::DocAddress;

use super::error::IndexError;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// The numbers of all files ([`super::state_digest`]), eight bytes each.
pub struct States {
    /// In order.
    sorted: Vec<u64>,
}

impl States {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The places of this number among all; none where no file has it.
    pub fn places(&self, state: u64) -> Range<usize> {
        let first = self.sorted.partition_point(|other| *other < state);
        let n = self.sorted[first..].iter().take_while(|other| **other == state).count();
        first..first + n
    }

    /// The number at a place.
    pub fn at(&self, place: usize) -> Option<u64> {
        self.sorted.get(place).copied()
    }
}

impl Snapshot {
    /// What all files were when they were read.
    pub fn states(&self) -> States {
        let all = self.segments.all.iter();
        let all = all.flat_map(|segment| segment.files.states(&segment.deletions));
        let mut sorted: Vec<u64> = all.map(|(_, state)| state).collect();
        sorted.sort_unstable();
        States { sorted }
    }

    /// The names of the files with these numbers, in order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files_in(&self, states: &FxHashSet<u64>) -> Result<Vec<FileName>, IndexError> {
        let mut names = Vec::new();
        if states.is_empty() {
            return Ok(names);
        }
        for (ordinal, segment) in (0..).zip(&self.segments.all) {
            let all = segment.files.states(&segment.deletions);
            for (entry, _) in all.filter(|(_, state)| states.contains(state)) {
                names.push(self.file_name(DocAddress::new(ordinal, entry))?);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// The first 64 bits of the hashes of all files' texts ([`crate::document::TextHash::digest`]), in
    /// order.
    pub fn text_digests(&self) -> Vec<u64> {
        let all = self.segments.all.iter();
        let all = all.flat_map(|segment| segment.files.text_digests(&segment.deletions));
        let mut sorted: Vec<u64> = all.collect();
        sorted.sort_unstable();
        sorted
    }
}
