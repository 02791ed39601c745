//! The deleted entries of a segment, and those that shall count as such. They take room until the segment is merged, and tantivy counts
//! them in its statistics; here they do not count.

use std::io;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

/// Counts that are kept; then the memory begins anew.
const MAX_COUNTS: usize = 1 << 16;

/// The deleted entries of a segment.
pub(super) struct Deletions {
    reader: SegmentReader,
    /// In rising order, hidden ones too.
    deleted: Vec<DocId>,
    /// A bit for each entry that is hidden, by its number; empty where none is.
    hidden: Vec<u64>,
    /// How many entries that were not deleted have a term, or how often, by the term's field and where its posting
    /// list begins among those of the field. A lock, because questions on several threads count;
    /// held for a look-up.
    counts: Mutex<FxHashMap<(Field, usize), u32>>,
}

impl Deletions {
    /// Those of this segment, and these entries, which are hidden.
    pub fn of(reader: &SegmentReader, hidden: &[DocId]) -> Deletions {
        let mut deleted: Vec<DocId> = if reader.has_deletes() {
            (0..reader.max_doc()).filter(|entry| reader.is_deleted(*entry)).collect()
        } else {
            Vec::new()
        };
        let mut bits = Vec::new();
        if !hidden.is_empty() {
            bits.resize(reader.max_doc() as usize / 64 + 1, 0);
            hidden.iter().for_each(|entry| bits[*entry as usize / 64] |= 1 << (entry % 64));
            deleted.extend(hidden);
            deleted.sort_unstable();
            deleted.dedup();
        }
        Deletions { reader: reader.clone(), deleted, hidden: bits, counts: Mutex::default() }
    }

    /// All of them, in rising order.
    pub fn all(&self) -> &[DocId] {
        &self.deleted
    }

    /// How many there are.
    pub fn n(&self) -> u32 {
        self.deleted.len() as u32
    }

    /// Whether the entry was not deleted, nor is hidden.
    #[inline]
    pub fn is_alive(&self, entry: DocId) -> bool {
        let is_hidden = || {
            self.hidden.get(entry as usize / 64).is_some_and(|bits| bits >> (entry % 64) & 1 == 1)
        };
        !self.reader.is_deleted(entry) && !is_hidden()
    }

    /// How many entries that were not deleted have a term of this field.
    ///
    /// # Errors
    /// When the posting list cannot be read.
    pub fn doc_freq(
        &self,
        field: Field,
        inverted_index: &InvertedIndexReader,
        term: &TermInfo,
    ) -> io::Result<u32> {
        if self.deleted.is_empty() {
            return Ok(term.doc_freq);
        }
        let place = (field, term.postings_range.start);
        self.counted(place, || self.count(inverted_index, term))
    }

    /// How often entries that were not deleted have a term of this field.
    ///
    /// # Errors
    /// When the posting list cannot be read.
    pub fn frequency(
        &self,
        field: Field,
        inverted_index: &InvertedIndexReader,
        term: &TermInfo,
    ) -> io::Result<u32> {
        self.counted((field, term.postings_range.start), || {
            let mut postings =
                inverted_index.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
            let mut n = 0;
            while postings.doc() != TERMINATED {
                if self.is_alive(postings.doc()) {
                    n += postings.term_freq();
                }
                postings.advance();
            }
            Ok(n)
        })
    }

    /// What was counted of a term before, or is now.
    fn counted(
        &self,
        place: (Field, usize),
        count: impl FnOnce() -> io::Result<u32>,
    ) -> io::Result<u32> {
        if let Some(n) = self.counts.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(*n);
        }
        let n = count()?;
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MAX_COUNTS {
            counts.clear();
        }
        counts.insert(place, n);
        Ok(n)
    }

    /// Looks the deleted entries up in the posting list, or the other way round: the fewer ones.
    fn count(&self, inverted_index: &InvertedIndexReader, term: &TermInfo) -> io::Result<u32> {
        let mut postings =
            inverted_index.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        let mut n = 0;
        if self.deleted.len() < term.doc_freq as usize {
            for &entry in &self.deleted {
                if postings.doc() < entry {
                    postings.seek(entry);
                }
                n += u32::from(postings.doc() == entry);
            }
            return Ok(term.doc_freq - n);
        }
        while postings.doc() != TERMINATED {
            n += u32::from(self.is_alive(postings.doc()));
            postings.advance();
        }
        Ok(n)
    }
}
