//! Looking up single entries in the posting lists of one segment.

use std::io;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

use crate::index::posting_lists::PostingLists;
use crate::index::segments::Segment;

/// A cursor into each posting list of a segment. Entries are looked up in rising order.
pub(super) struct Cursors<'l> {
    lists: &'l PostingLists<'l>,
    ordinal: usize,
    segment: &'l Segment,
    /// Opened when they are first needed.
    open: Vec<Option<SegmentPostings>>,
}

impl<'l> Cursors<'l> {
    /// Cursors at the beginning of the lists, in the segment of this ordinal.
    pub fn new(lists: &'l PostingLists<'l>, ordinal: usize, segment: &'l Segment) -> Cursors<'l> {
        Cursors { lists, ordinal, segment, open: lists.lists.iter().map(|_| None).collect() }
    }

    /// The score of an entry by the lists before this one, and what the lists from this one on add
    /// to it; `None` when they cannot make it reach the threshold.
    pub fn score(
        &mut self,
        from: usize,
        entry: DocId,
        mut score: f32,
        threshold: f32,
    ) -> io::Result<Option<f32>> {
        for at in from..self.lists.lists.len() {
            if score + self.lists.suffix_max_scores[at] < threshold {
                return Ok(None);
            }
            let frequency = self.frequency(at, entry)?;
            if frequency > 0 {
                let list = &self.lists.lists[at];
                let norm = self.segment.field(list.field).field_norms.fieldnorm_id(entry);
                score += list.bm25.score(norm, frequency);
            }
        }
        Ok(Some(score))
    }

    /// How often the entry has the term of a list.
    fn frequency(&mut self, at: usize, entry: DocId) -> io::Result<u32> {
        let list = &self.lists.lists[at];
        let Some(info) = &list.infos[self.ordinal] else { return Ok(0) };
        let postings = match &mut self.open[at] {
            Some(open) => open,
            closed => closed.insert(
                self.segment
                    .field(list.field)
                    .inverted_index
                    .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?,
            ),
        };
        let is_there =
            postings.doc() == entry || (postings.doc() < entry && postings.seek(entry) == entry);
        Ok(if is_there { postings.term_freq() } else { 0 })
    }
}
