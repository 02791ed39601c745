//! Files by what somebody typed of what they are called: for each word that is typed, a word that begins
//! so. Those whose first word begins like the first that is typed come first, each kind in the order of
//! what the files are called.
//!
//! Two ways lead there, and both give the same. Where what is typed is common, the first files in order
//! are looked at, and enough of them fit. Where a word is rare, the files that have it are few.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use super::called::{self, Called, ListedFile};
use super::error::IndexError;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// So many files are looked at in order before those that have the words are gathered.
const MAX_WALKED: usize = 2_000;
/// So many files of a scope are looked at one by one.
const MAX_IN_SCOPE: usize = 2_000;

/// What is looked for.
struct Typed<'t> {
    words: &'t [String],
    files: Option<&'t [FileName]>,
    limit: usize,
}

impl Typed<'_> {
    /// Whether the first word of a file is one that the first typed word begins; so it is where nothing is
    /// typed.
    fn begins(&self, called: &Called<'_>) -> bool {
        let Some(first) = self.words.first() else { return true };
        called.words().next().is_some_and(|word| word.starts_with(first.as_str()))
    }

    /// The file, where it is one that is looked for.
    fn taken(&self, called: &Called<'_>) -> Option<ListedFile> {
        let listed = called.fits(self.words).then(|| called.listed()).flatten()?;
        let is_in = |files: &[FileName]| files.binary_search(&listed.file).is_ok();
        self.files.is_none_or(is_in).then_some(listed)
    }
}

impl Snapshot {
    /// The first `limit` files that can be quoted and have, for each word that is typed (folded), a word
    /// that begins so in what they are called; of these files alone (all files without), which are in
    /// order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn completed(
        &self,
        words: &[String],
        files: Option<&[FileName]>,
        limit: usize,
    ) -> Result<Vec<ListedFile>, IndexError> {
        let typed = Typed { words, files, limit };
        match files {
            Some(files) if files.len() <= MAX_IN_SCOPE => self.completed_among(&typed, files),
            _ if self.has_rare(words).map_err(|cause| self.broken(cause))? => {
                self.completed_by_words(&typed)
            }
            _ => match self.completed_in_order(&typed)? {
                Some(found) => Ok(found),
                None => self.completed_by_words(&typed),
            },
        }
    }

    /// The same by looking at each file of a scope.
    fn completed_among(
        &self,
        typed: &Typed<'_>,
        files: &[FileName],
    ) -> Result<Vec<ListedFile>, IndexError> {
        let mut found = Vec::new();
        for file in files {
            let Some(listed) = self.listed_file(file)? else { continue };
            let key = called::key(&listed.words, file);
            let Some(called) = Called::parse(key.as_bytes()) else { continue };
            if called.fits(typed.words) {
                found.push((!typed.begins(&called), listed));
            }
        }
        Ok(first(found, typed.limit))
    }

    /// The same by looking at the first files in order; `None` where that takes too many.
    fn completed_in_order(&self, typed: &Typed<'_>) -> Result<Option<Vec<ListedFile>>, IndexError> {
        let beginning = typed.words.first().map_or("", String::as_str);
        let mut found = Vec::new();
        let limit = typed.limit;
        let is_whole = self.walk_some(beginning, &mut |called| {
            found.extend(typed.taken(&called));
            found.len() >= limit
        })?;
        // The first words of those behind begin otherwise.
        if found.len() >= limit || (is_whole && beginning.is_empty()) {
            return Ok(Some(found));
        }
        if !is_whole {
            return Ok(None);
        }
        let is_whole = self.walk_some("", &mut |called| {
            if !typed.begins(&called) {
                found.extend(typed.taken(&called));
            }
            found.len() >= limit
        })?;
        Ok((found.len() >= limit || is_whole).then_some(found))
    }

    /// Shows files in order until it is enough. Whether there were no more, rather than too many.
    fn walk_some(
        &self,
        beginning: &str,
        is_enough: &mut dyn FnMut(Called<'_>) -> bool,
    ) -> Result<bool, IndexError> {
        let (mut n_walked, mut is_whole) = (0, true);
        self.walk_called(beginning, &mut |called| {
            n_walked += 1;
            if is_enough(called) {
                return ControlFlow::Break(());
            }
            is_whole = n_walked < MAX_WALKED;
            if is_whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(is_whole)
    }

    /// The same by gathering the files that have the words.
    fn completed_by_words(&self, typed: &Typed<'_>) -> Result<Vec<ListedFile>, IndexError> {
        let mut found = Vec::new();
        for (ordinal, segment) in self.segments.all.iter().enumerate() {
            let best = self.best_of_segment(typed, ordinal, segment);
            found.extend(best.map_err(|cause| self.broken(cause))?);
        }
        Ok(first(found, typed.limit))
    }

    /// The first `limit` of a segment, in any order.
    fn best_of_segment(
        &self,
        typed: &Typed<'_>,
        ordinal: usize,
        segment: &Segment,
    ) -> tantivy::Result<Vec<(bool, ListedFile)>> {
        let files = &segment.files;
        let beginning = typed.words.first().map_or("", String::as_str);
        let (first, end) = files.orders_from(beginning)?;
        let orders = self.having_words(typed.words, ordinal, segment)?;
        let orders = orders.into_iter().filter_map(|entry| files.order(entry));
        let ranked = orders.map(|order| Reverse((!(first..end).contains(&order), order)));
        let mut heap: BinaryHeap<Reverse<(bool, u64)>> = ranked.collect();
        let mut best = Vec::new();
        while best.len() < typed.limit
            && let Some(Reverse((is_behind, order))) = heap.pop()
        {
            let key = files.key(order)?;
            let taken = Called::parse(&key).and_then(|called| typed.taken(&called));
            best.extend(taken.map(|listed| (is_behind, listed)));
        }
        Ok(best)
    }
}

/// The first of these: those that begin so before the others, both in order.
fn first(mut found: Vec<(bool, ListedFile)>, limit: usize) -> Vec<ListedFile> {
    found.sort_unstable();
    found.truncate(limit);
    found.into_iter().map(|(_, listed)| listed).collect()
}

#[cfg(test)]
mod tests;
