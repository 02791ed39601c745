//! The passages that score best, exactly, while looking at as few as possible: MaxScore
//! (Turtle & Flood 1995, "Query evaluation: strategies and optimizations").
//!
//! Posting lists are sorted by their max score, highest first. One after the other is traversed
//! (term-at-a-time), and each entry in it is scored to the end at once, by cursors into the lists
//! after it (document-at-a-time). An entry, a block or a whole list is skipped when its max score
//! and the suffix max score of the lists after it cannot reach the threshold, which rises from
//! segment to segment.
//!
//! The program's own, because tantivy's pruned union (block-max WAND: `Weight::for_each_pruning`,
//! here with the same scores and the same rising threshold) takes longer. In `cargo bench --bench
//! size` this search took 0.49, 0.71 and 0.80 of its time over 10,000, 100,000 and 1,000,000
//! passages (means of 1,100 questions, 25 November 2026). tantivy's is also not exact where
//! segments differ in average length: it misses the best passage of the second test (see
//! `FieldPostings::block_max_slack`). And it prunes nothing when only some files are searched.

mod cursors;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentOrdinal, Term};

use self::cursors::Cursors;
use super::error::IndexError;
use super::having;
use super::passage_search::{Having, Hit, PassageSearch, PassagesHaving, WeightedTerm};
use super::passages::PassageId;
use super::posting_lists::{PostingLists, ROUNDING};
use super::segments::Segment;
use super::snapshot::Snapshot;
use super::top_k::TopK;
use crate::document::FileName;

/// The passages whose posting lists lie in the index folder.
pub(super) struct Embedded<'s>(pub &'s Snapshot);

impl PassageSearch for Embedded<'_> {
    fn best(
        &self,
        terms: &[WeightedTerm],
        files: Option<&[FileName]>,
        limit: usize,
        least: &dyn Fn(f32) -> f32,
    ) -> Result<Vec<Hit>, IndexError> {
        let segments = &self.0.segments;
        let lists = PostingLists::new(terms, segments);
        let mut top = TopK::new(limit, least, segments);
        let searched = match files {
            None => self.search_all(&lists, &mut top),
            Some(files) => self.search_files(&lists, files, &mut top),
        };
        searched.map_err(|cause| self.0.broken(cause))?;
        Ok(top.into_hits())
    }

    fn scores(
        &self,
        terms: &[WeightedTerm],
        passages: &[PassageId],
    ) -> Result<Vec<f32>, IndexError> {
        let lists = PostingLists::new(terms, &self.0.segments);
        let mut in_order: Vec<usize> = (0..passages.len()).collect();
        in_order.sort_by_key(|at| passages[*at]);
        let mut scores = vec![0.0; passages.len()];
        for (ordinal, segment) in self.0.segments.all.iter().enumerate() {
            let mut cursors = Cursors::new(&lists, ordinal, segment);
            for at in &in_order {
                let PassageId(address) = passages[*at];
                if address.segment_ord as usize == ordinal {
                    let score = cursors.score(0, address.doc_id, 0.0, 0.0);
                    let score = score.map_err(|cause| self.0.broken(cause.into()))?;
                    scores[*at] = score.unwrap_or(0.0);
                }
            }
        }
        Ok(scores)
    }

    fn having(
        &self,
        having: &Having<'_>,
        files: Option<&[FileName]>,
        offset: usize,
        limit: usize,
    ) -> Result<PassagesHaving, IndexError> {
        having::passages_having(self.0, having, files, offset, limit)
    }
}

impl Embedded<'_> {
    fn search_all(&self, lists: &PostingLists<'_>, top: &mut TopK<'_>) -> tantivy::Result<()> {
        for at in 0..lists.lists.len() {
            for (ordinal, segment) in self.0.segments.all.iter().enumerate() {
                if lists.suffix_max_scores[at] < top.threshold() {
                    return Ok(());
                }
                traverse(lists, at, ordinal, segment, top)?;
            }
        }
        Ok(())
    }

    fn search_files(
        &self,
        lists: &PostingLists<'_>,
        files: &[FileName],
        top: &mut TopK<'_>,
    ) -> tantivy::Result<()> {
        for (ordinal, segment) in self.0.segments.all.iter().enumerate() {
            let mut cursors = Cursors::new(lists, ordinal, segment);
            for entry in self.0.entries_of(files, ordinal)? {
                if let Some(score) = cursors.score(0, entry, 0.0, top.threshold())?
                    && score > 0.0
                {
                    top.offer(Hit { passage: passage_id(ordinal, entry), score });
                }
            }
        }
        Ok(())
    }
}

impl Snapshot {
    /// The entries of these files in a segment that were not deleted, in order.
    pub(super) fn entries_of(
        &self,
        files: &[FileName],
        ordinal: usize,
    ) -> tantivy::Result<Vec<DocId>> {
        let names = self
            .searcher
            .segment_reader(ordinal as SegmentOrdinal)
            .inverted_index(self.fields.file)?;
        let mut entries: Vec<DocId> = Vec::new();
        for file in files {
            let name = Term::from_field_text(self.fields.file, file.as_str());
            let Some(mut postings) = names.read_postings(&name, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != tantivy::TERMINATED {
                entries.push(postings.doc());
                postings.advance();
            }
        }
        entries.retain(|entry| self.segments.all[ordinal].is_alive(*entry));
        entries.sort_unstable();
        entries.dedup();
        Ok(entries)
    }
}

/// Scores the entries of one posting list in one segment, by this list and those after it. An entry
/// that a list before it has too was scored by all of them then, and scores less now.
fn traverse(
    lists: &PostingLists<'_>,
    at: usize,
    ordinal: usize,
    segment: &Segment,
    top: &mut TopK<'_>,
) -> tantivy::Result<()> {
    let list = &lists.lists[at];
    let Some(info) = &list.infos[ordinal] else { return Ok(()) };
    let max_score_after = lists.suffix_max_scores[at + 1];
    let field = segment.field(list.field);
    let mut block = field
        .inverted_index
        .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    let mut cursors = Cursors::new(lists, ordinal, segment);
    while !block.docs().is_empty() {
        let block_max_score = block.block_max_score(&field.field_norms, &list.bm25)
            * field.block_max_slack
            * ROUNDING;
        if block_max_score + max_score_after >= top.threshold() {
            for place in 0..block.docs().len() {
                let entry = block.doc(place);
                let norm = field.field_norms.fieldnorm_id(entry);
                let score = list.bm25.score(norm, block.freq(place));
                let threshold = top.threshold();
                if score + max_score_after < threshold || !segment.is_alive(entry) {
                    continue;
                }
                if let Some(score) = cursors.score(at + 1, entry, score, threshold)? {
                    top.offer(Hit { passage: passage_id(ordinal, entry), score });
                }
            }
        }
        block.advance();
    }
    Ok(())
}

fn passage_id(ordinal: usize, entry: DocId) -> PassageId {
    PassageId(DocAddress::new(ordinal as SegmentOrdinal, entry))
}

#[cfg(test)]
mod tests;
