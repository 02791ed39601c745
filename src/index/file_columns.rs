//! What is read of files by column, in one segment.

use std::io;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::beginnings::behind_all_that_begin;
use super::deletions::Deletions;
use super::schema::{CALLED, DATE, N_UNITS, STATE, TEXT_DIGEST};

/// Fills the buffer with the next key; `false` when there is none.
pub(super) type NextKey<'s> = Box<dyn FnMut(&mut Vec<u8>) -> io::Result<bool> + 's>;

/// The columns of one segment; those that no entry of it has are missing.
pub(super) struct FileColumns {
    n_entries: u32,
    state: Option<Column<u64>>,
    text_digest: Option<Column<u64>>,
    n_units: Option<Column<u64>>,
    date: Option<Column<u64>>,
    called: Option<StrColumn>,
    /// The numbers of keys whose files were deleted or are hidden. Made by who asks first.
    dead: OnceLock<FxHashSet<u64>>,
}

impl FileColumns {
    /// Opens the columns of a segment.
    pub fn open(reader: &SegmentReader) -> tantivy::Result<FileColumns> {
        let columns = reader.fast_fields();
        let numbers = |name: &str| columns.column_opt::<u64>(name);
        Ok(FileColumns {
            n_entries: reader.max_doc(),
            state: numbers(STATE)?,
            text_digest: numbers(TEXT_DIGEST)?,
            n_units: numbers(N_UNITS)?,
            date: numbers(DATE)?,
            called: columns.str(CALLED)?,
            dead: OnceLock::new(),
        })
    }

    /// Whether an entry describes a file.
    pub fn is_file(&self, entry: DocId) -> bool {
        self.state.as_ref().is_some_and(|column| column.first(entry).is_some())
    }

    /// Whether an entry describes a file that can be quoted.
    pub fn is_listed(&self, entry: DocId) -> bool {
        self.order(entry).is_some()
    }

    /// What the files were when they were read, with their entries, those that were not deleted.
    pub fn states<'c>(
        &'c self,
        deletions: &'c Deletions,
    ) -> impl Iterator<Item = (DocId, u64)> + 'c {
        self.values(&self.state, deletions)
    }

    /// The first 64 bits of the hashes of their texts, of files that were not deleted.
    pub fn text_digests<'c>(&'c self, deletions: &'c Deletions) -> impl Iterator<Item = u64> + 'c {
        self.values(&self.text_digest, deletions).map(|(_, digest)| digest)
    }

    /// The units of files that were not deleted, in sum.
    pub fn n_units(&self, deletions: &Deletions) -> u64 {
        let Some(column) = &self.n_units else { return 0 };
        let all: u64 = column.values.iter().sum();
        let dead = deletions.all().iter().filter_map(|entry| column.first(*entry));
        all.saturating_sub(dead.sum())
    }

    /// The place of each file's key among those of the segment, with its date where that is known; of
    /// files that can be quoted and were not deleted.
    pub fn orders_and_dates<'c>(
        &'c self,
        deletions: &'c Deletions,
    ) -> impl Iterator<Item = (u64, Option<u64>)> + 'c {
        let orders = self.called.as_ref().map(|called| called.ords());
        (0..self.n_entries).filter(|entry| deletions.is_alive(*entry)).filter_map(move |entry| {
            let order = orders?.first(entry)?;
            Some((order, self.date(entry)))
        })
    }

    /// A file's date as a number, where that is known.
    pub fn date(&self, entry: DocId) -> Option<u64> {
        self.date.as_ref()?.first(entry)
    }

    /// The place of a file's key among those of the segment; `None` where it cannot be quoted.
    pub fn order(&self, entry: DocId) -> Option<u64> {
        self.called.as_ref()?.ords().first(entry)
    }

    /// The key at a place.
    pub fn key(&self, order: u64) -> io::Result<Vec<u8>> {
        let mut key = Vec::new();
        if let Some(called) = &self.called {
            called.dictionary().ord_to_term(order, &mut key)?;
        }
        Ok(key)
    }

    /// The places of keys that begin so: from this one on, before that one.
    pub fn orders_from(&self, beginning: &str) -> io::Result<(u64, u64)> {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let Some(called) = &self.called else { return Ok((0, 0)) };
        let dictionary = called.dictionary();
        let end = behind_all_that_begin(beginning);
        let upper = end.as_deref().map_or(Unbounded, Excluded);
        let bounds = dictionary.term_bounds_to_ord(Included(beginning.as_bytes()), upper)?;
        let n = dictionary.num_terms() as u64;
        let first = match bounds.0 {
            Included(first) => first,
            Excluded(before) => before + 1,
            Unbounded => 0,
        };
        let end = match bounds.1 {
            Included(last) => last + 1,
            Excluded(end) => end,
            Unbounded => n,
        };
        Ok((first.min(n), end.min(n)))
    }

    /// The keys that begin so, in order, of files that were not deleted.
    pub fn keys_from<'c>(
        &'c self,
        beginning: &str,
        deletions: &'c Deletions,
    ) -> io::Result<NextKey<'c>> {
        let Some(called) = &self.called else { return Ok(Box::new(|_| Ok(false))) };
        let mut range = called.dictionary().range().ge(beginning);
        if let Some(end) = behind_all_that_begin(beginning) {
            range = range.lt(end);
        }
        let mut keys = range.into_stream()?;
        let dead = self.dead(deletions);
        Ok(Box::new(move |key| {
            while keys.advance() {
                if !dead.contains(&keys.term_ord()) {
                    key.clear();
                    key.extend_from_slice(keys.key());
                    return Ok(true);
                }
            }
            Ok(false)
        }))
    }

    /// The keys at these places, in their order.
    pub fn keys_at<'c>(&'c self, orders: Vec<u64>) -> NextKey<'c> {
        let mut orders = orders.into_iter();
        Box::new(move |key| {
            let Some(order) = orders.next() else { return Ok(false) };
            *key = self.key(order)?;
            Ok(true)
        })
    }

    /// A key has one entry in a segment: a file is put into a segment once, and what was deleted does not
    /// come into the next one.
    fn dead(&self, deletions: &Deletions) -> &FxHashSet<u64> {
        self.dead
            .get_or_init(|| deletions.all().iter().filter_map(|entry| self.order(*entry)).collect())
    }

    fn values<'c>(
        &'c self,
        column: &'c Option<Column<u64>>,
        deletions: &'c Deletions,
    ) -> impl Iterator<Item = (DocId, u64)> + 'c {
        (0..self.n_entries)
            .filter(|entry| deletions.is_alive(*entry))
            .filter_map(move |entry| Some((entry, column.as_ref()?.first(entry)?)))
    }
}
