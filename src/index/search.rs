//! The passages that score best, found exactly while looking at as few as that takes: MaxScore
//! (Turtle & Flood 1995, "Query evaluation: strategies and optimizations"), one term after the
//! other, the rarest first. What only has terms that together cannot reach the best so far is never
//! looked at; the bar rises from segment to segment.

use std::io;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentOrdinal, Term};

use super::known::{KnownTerm, n_with};
use super::segments::{Part, Scored, Segment};
use super::snapshot::{Entry, Snapshot};
use super::store::{IndexError, broken};
use crate::document::FileName;

/// A passage that holds some of the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which it is.
    pub entry: Entry,
    /// BM25 over body and context, weighted; higher is better.
    pub score: f32,
}

/// A term to search for, with its weight: 1 for a word as asked.
#[derive(Debug, Clone)]
pub struct WeightedTerm {
    /// The term.
    pub term: KnownTerm,
    /// Factor on its score.
    pub weight: f32,
}

/// How much a word counts that stands in the heading or title rather than in the passage.
const CONTEXT_WEIGHT: f32 = 0.4;
/// Sums of the same numbers in another order differ by less.
const ROUNDING: f32 = 1.0 + 1e-5;

impl Snapshot {
    /// The passages that score best, best first, at most `limit`, and none that scores less than
    /// `least` says for the best score, which must not fall where that rises; ties in the order of
    /// the index. With `files`, only passages of these files. Empty when no passage holds any of
    /// the terms.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn search(
        &self,
        terms: &[WeightedTerm],
        files: Option<&[FileName]>,
        limit: usize,
        least: &dyn Fn(f32) -> f32,
    ) -> Result<Vec<Hit>, IndexError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let lists = self.lists(terms);
        let mut best = Best { hits: Vec::with_capacity(limit + 1), limit, least, bar: 0.0 };
        let walked = match files {
            None => self.walk_lists(&lists, &mut best),
            Some(files) => self.walk_files(&lists, files, &mut best),
        };
        walked.map_err(|cause| broken(&self.path, cause))?;
        let bar = best.hits.first().map_or(0.0, |first| least(first.score));
        best.hits.retain(|hit| hit.score >= bar);
        Ok(best.hits)
    }

    /// What may raise a score, what raises it most first.
    fn lists<'t>(&self, terms: &'t [WeightedTerm]) -> Lists<'t> {
        let mut lists: Vec<List> = Vec::new();
        for weighted in terms {
            for (part, infos, share) in [
                (Part::Body, &weighted.term.body, 1.0),
                (Part::Context, &weighted.term.context, CONTEXT_WEIGHT),
            ] {
                let n_with = n_with(infos);
                if n_with > 0 {
                    let weight =
                        self.segments.weight(part, n_with).boost_by(weighted.weight * share);
                    lists.push(List { part, infos, most: weight.max_score(), weight });
                }
            }
        }
        lists.sort_by(|one, other| other.most.total_cmp(&one.most));
        let mut rest = vec![0.0; lists.len() + 1];
        for (at, list) in lists.iter().enumerate().rev() {
            rest[at] = rest[at + 1] + list.most * ROUNDING;
        }
        Lists { lists, rest }
    }

    fn walk_lists(&self, lists: &Lists<'_>, best: &mut Best<'_>) -> tantivy::Result<()> {
        for at in 0..lists.lists.len() {
            for (number, segment) in self.segments.all.iter().enumerate() {
                if lists.rest[at] < best.bar {
                    return Ok(());
                }
                lists.walk(at, number, segment, best)?;
            }
        }
        Ok(())
    }

    fn walk_files(
        &self,
        lists: &Lists<'_>,
        files: &[FileName],
        best: &mut Best<'_>,
    ) -> tantivy::Result<()> {
        for (number, segment) in self.segments.all.iter().enumerate() {
            let mut cursors = Cursors::new(lists, number, segment);
            for entry in self.entries_of(files, number)? {
                if let Some(score) = cursors.score(0, entry, 0.0, best.bar)?
                    && score > 0.0
                {
                    best.offer(Hit {
                        entry: Entry(DocAddress::new(number as SegmentOrdinal, entry)),
                        score,
                    });
                }
            }
        }
        Ok(())
    }

    /// The entries of these files in a segment that were not removed, in order.
    fn entries_of(&self, files: &[FileName], segment: usize) -> tantivy::Result<Vec<DocId>> {
        let names = self
            .searcher
            .segment_reader(segment as SegmentOrdinal)
            .inverted_index(self.fields.file)?;
        let mut entries: Vec<DocId> = Vec::new();
        for file in files {
            let Some(mut postings) = names.read_postings(
                &Term::from_field_text(self.fields.file, file.as_str()),
                IndexRecordOption::Basic,
            )?
            else {
                continue;
            };
            while postings.doc() != tantivy::TERMINATED {
                entries.push(postings.doc());
                postings.advance();
            }
        }
        entries.retain(|entry| self.segments.all[segment].is_alive(*entry));
        entries.sort_unstable();
        entries.dedup();
        Ok(entries)
    }
}

/// The entries that have one term in one part.
struct List<'t> {
    part: Part,
    infos: &'t [Option<TermInfo>],
    weight: Bm25Weight,
    /// It adds no more than this to a score.
    most: f32,
}

/// All lists of a search.
struct Lists<'t> {
    /// What adds most first.
    lists: Vec<List<'t>>,
    /// What each and those behind it add at most together.
    rest: Vec<f32>,
}

impl Lists<'_> {
    /// Scores the entries of one list in one segment by this list and those behind it. An entry
    /// that a list before it has too was scored by all of them then, and scores less now.
    fn walk(
        &self,
        at: usize,
        number: usize,
        segment: &Segment,
        best: &mut Best<'_>,
    ) -> tantivy::Result<()> {
        let list = &self.lists[at];
        let Some(info) = &list.infos[number] else { return Ok(()) };
        let Scored { postings, lengths, beyond_best } = segment.scored(list.part);
        let mut block =
            postings.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        let mut cursors = Cursors::new(self, number, segment);
        while !block.docs().is_empty() {
            if block.block_max_score(lengths, &list.weight) * beyond_best * ROUNDING
                + self.rest[at + 1]
                >= best.bar
            {
                for place in 0..block.docs().len() {
                    let entry = block.doc(place);
                    let own = list.weight.score(lengths.fieldnorm_id(entry), block.freq(place));
                    let bar = best.bar;
                    if own + self.rest[at + 1] < bar || !segment.is_alive(entry) {
                        continue;
                    }
                    if let Some(score) = cursors.score(at + 1, entry, own, bar)? {
                        best.offer(Hit {
                            entry: Entry(DocAddress::new(number as SegmentOrdinal, entry)),
                            score,
                        });
                    }
                }
            }
            block.advance();
        }
        Ok(())
    }
}

/// Looks entries up in the lists of a segment, in rising order.
struct Cursors<'l> {
    lists: &'l Lists<'l>,
    number: usize,
    segment: &'l Segment,
    /// Opened when they are first needed.
    open: Vec<Option<SegmentPostings>>,
}

impl<'l> Cursors<'l> {
    fn new(lists: &'l Lists<'l>, number: usize, segment: &'l Segment) -> Cursors<'l> {
        Cursors { lists, number, segment, open: lists.lists.iter().map(|_| None).collect() }
    }

    /// How often the entry has the term of a list.
    fn frequency(&mut self, at: usize, entry: DocId) -> io::Result<u32> {
        let list = &self.lists.lists[at];
        let Some(info) = &list.infos[self.number] else { return Ok(0) };
        let postings = match &mut self.open[at] {
            Some(open) => open,
            closed => closed.insert(
                self.segment
                    .scored(list.part)
                    .postings
                    .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?,
            ),
        };
        let is_there =
            postings.doc() == entry || (postings.doc() < entry && postings.seek(entry) == entry);
        Ok(if is_there { postings.term_freq() } else { 0 })
    }

    /// What the lists from this one on add to a score; `None` when all of them would leave it below
    /// the bar.
    fn score(
        &mut self,
        from: usize,
        entry: DocId,
        mut score: f32,
        bar: f32,
    ) -> io::Result<Option<f32>> {
        for at in from..self.lists.lists.len() {
            if score + self.lists.rest[at] < bar {
                return Ok(None);
            }
            let frequency = self.frequency(at, entry)?;
            if frequency > 0 {
                let list = &self.lists.lists[at];
                score += list
                    .weight
                    .score(self.segment.scored(list.part).lengths.fieldnorm_id(entry), frequency);
            }
        }
        Ok(Some(score))
    }
}

/// The best so far.
struct Best<'l> {
    /// Best first; ties in the order of the index.
    hits: Vec<Hit>,
    limit: usize,
    least: &'l dyn Fn(f32) -> f32,
    /// What scores less is of no use.
    bar: f32,
}

impl Best<'_> {
    fn offer(&mut self, hit: Hit) {
        if self.hits.iter().any(|known| known.entry == hit.entry) {
            return;
        }
        let at = self.hits.partition_point(|known| {
            known.score > hit.score || (known.score == hit.score && known.entry < hit.entry)
        });
        self.hits.insert(at, hit);
        self.hits.truncate(self.limit);
        let worst =
            if self.hits.len() < self.limit { 0.0 } else { self.hits[self.limit - 1].score };
        self.bar = (self.least)(self.hits[0].score).max(worst);
    }
}

#[cfg(test)]
mod tests;
