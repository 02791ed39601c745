//! Files by what somebody typed of what they are called: for each word that is typed, a word that begins
//! so. Those whose first word begins like the first that is typed come first, each kind in the order of
//! what the files are called.
//!
//! Two ways lead there, and both give the same. Where what is typed is common, the first files in order
//! are looked at, and enough of them fit. Where it is rare, the files that have such words are few.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::io;
use std::ops::ControlFlow;

use tantivy::DocId;
use tantivy::SegmentOrdinal;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

use super::beginnings::behind_all_that_begin;
use super::called::{self, Called, ListedFile};
use super::error::IndexError;
use super::listing::entries_in;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// So many files are looked at in order before those that have the words are gathered.
const MAX_WALKED: usize = 2_000;
/// As long as there are no more files than this, each is looked at, rather than gathering all that have a
/// further word.
const MAX_COMPARED: usize = 4_096;
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

    /// The entries of a segment that have words which begin so, and perhaps others.
    fn having_words(
        &self,
        typed: &[String],
        ordinal: usize,
        segment: &Segment,
    ) -> tantivy::Result<Vec<DocId>> {
        let reader = self.searcher.segment_reader(ordinal as SegmentOrdinal);
        let words = reader.inverted_index(self.fields.called_words)?;
        let mut lists: Vec<(u64, Vec<TermInfo>)> = Vec::new();
        for word in typed.iter().collect::<BTreeSet<_>>() {
            let mut range = words.terms().range().ge(word);
            if let Some(end) = behind_all_that_begin(word) {
                range = range.lt(end);
            }
            let (mut terms, mut infos, mut n) = (range.into_stream()?, Vec::new(), 0);
            while terms.advance() {
                n += u64::from(terms.value().doc_freq);
                infos.push(terms.value().clone());
            }
            lists.push((n, infos));
        }
        lists.sort_by_key(|(n, _)| *n);
        let union = |infos: &[TermInfo]| -> io::Result<Bits> {
            let mut bits = Bits::new(reader.max_doc());
            for info in infos {
                let list = words.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                entries_in(list).into_iter().for_each(|entry| bits.set(entry));
            }
            Ok(bits)
        };
        let Some(((_, rarest), others)) = lists.split_first() else { return Ok(Vec::new()) };
        let mut entries = union(rarest)?.into_entries();
        entries.retain(|entry| segment.is_alive(*entry));
        for (_, infos) in others {
            if entries.len() <= MAX_COMPARED {
                break;
            }
            let bits = union(infos)?;
            entries.retain(|entry| bits.has(*entry));
        }
        Ok(entries)
    }
}

/// The first of these: those that begin so before the others, both in order.
fn first(mut found: Vec<(bool, ListedFile)>, limit: usize) -> Vec<ListedFile> {
    found.sort_unstable();
    found.truncate(limit);
    found.into_iter().map(|(_, listed)| listed).collect()
}

/// A set of entries.
struct Bits(Vec<u64>);

impl Bits {
    fn new(n_entries: u32) -> Bits {
        Bits(vec![0; n_entries as usize / 64 + 1])
    }

    fn set(&mut self, entry: DocId) {
        self.0[entry as usize / 64] |= 1 << (entry % 64);
    }

    fn has(&self, entry: DocId) -> bool {
        self.0[entry as usize / 64] >> (entry % 64) & 1 == 1
    }

    /// All of them, in order.
    fn into_entries(self) -> Vec<DocId> {
        let words = (0..).zip(self.0);
        let of_word = |(number, word): (u32, u64)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| number * 64 + bit)
        };
        words.filter(|(_, word)| *word != 0).flat_map(of_word).collect()
    }
}

#[cfg(test)]
mod tests;
