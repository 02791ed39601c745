//! The segments of a commit, opened once for all questions that it answers.

use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

use super::field_weights::ScoredField;
use super::schema::Fields;

/// A scored field in one segment.
pub(super) struct FieldPostings {
    /// Its dictionary and posting lists.
    pub inverted_index: Arc<InvertedIndexReader>,
    /// How many terms each entry has in it, rounded as tantivy stores it.
    pub field_norms: FieldNormReader,
    /// By what factor an entry of a block may score above the block's max score. Which entry of a
    /// block scores best was decided when the segment was written, by the average length within the
    /// segment; scores go by the average length within the whole index. At least 1.
    pub block_max_slack: f32,
}

/// A segment.
pub(super) struct Segment {
    reader: SegmentReader,
    body: FieldPostings,
    context: FieldPostings,
    /// The inverted indexes of the fields that are named like this in the schema.
    pub unquotable: Arc<InvertedIndexReader>,
    pub spelling: Arc<InvertedIndexReader>,
    pub short: Arc<InvertedIndexReader>,
    pub long: Arc<InvertedIndexReader>,
}

/// All segments of a commit.
pub(super) struct Segments {
    /// In the order of the index.
    pub all: Vec<Segment>,
    /// N of the search's BM25.
    n_passages: u64,
    /// Terms of an entry in each scored field, on average over N.
    average_body_length: f32,
    average_context_length: f32,
}

impl Segments {
    /// Opens the segments of a commit. `n_passages` is the number of passages in all of them.
    pub fn open(searcher: &Searcher, fields: &Fields, n_passages: u64) -> tantivy::Result<Segments> {
        let mut all: Vec<Segment> = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, fields))
            .collect::<tantivy::Result<_>>()?;
        let average_length = |field: ScoredField| {
            let n_tokens = |segment: &Segment| segment.field(field).n_tokens();
            all.iter().map(n_tokens).sum::<u64>() as f32 / n_passages.max(1) as f32
        };
        let average_body_length = average_length(ScoredField::Body);
        let average_context_length = average_length(ScoredField::Context);
        for segment in &mut all {
            let n = segment.reader.max_doc().max(1);
            segment.body.set_slack(n, average_body_length);
            segment.context.set_slack(n, average_context_length);
        }
        Ok(Segments { all, n_passages, average_body_length, average_context_length })
    }

    /// BM25 for a term that so many entries have in this field.
    pub fn bm25(&self, field: ScoredField, n_with: u64) -> Bm25Weight {
        let average_length = match field {
            ScoredField::Body => self.average_body_length,
            ScoredField::Context => self.average_context_length,
        };
        Bm25Weight::for_one_term_without_explain(n_with, self.n_passages, average_length)
    }

    /// N of the search's BM25, in entries.
    #[cfg(test)]
    pub fn n_passages(&self) -> u64 {
        self.n_passages
    }
}

impl FieldPostings {
    fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<FieldPostings> {
        Ok(FieldPostings {
            inverted_index: reader.inverted_index(field)?,
            field_norms: reader.get_fieldnorms_reader(field)?,
            block_max_slack: 1.0,
        })
    }

    fn n_tokens(&self) -> u64 {
        self.inverted_index.total_num_tokens()
    }

    /// The denominator of BM25 changes by no more than the ratio of the average lengths: that of
    /// the segment, which has `n` entries, and that of the whole index.
    fn set_slack(&mut self, n: u32, average_length: f32) {
        let own = self.n_tokens() as f32 / n as f32;
        if own > 0.0 && average_length > 0.0 {
            self.block_max_slack = (own / average_length).max(average_length / own);
        }
    }
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Segment> {
        Ok(Segment {
            body: FieldPostings::open(reader, fields.body)?,
            context: FieldPostings::open(reader, fields.context)?,
            unquotable: reader.inverted_index(fields.unquotable)?,
            spelling: reader.inverted_index(fields.spelling)?,
            short: reader.inverted_index(fields.short)?,
            long: reader.inverted_index(fields.long)?,
            reader: reader.clone(),
        })
    }

    /// A scored field.
    #[inline]
    pub fn field(&self, field: ScoredField) -> &FieldPostings {
        match field {
            ScoredField::Body => &self.body,
            ScoredField::Context => &self.context,
        }
    }

    /// Whether the entry was not deleted.
    #[inline]
    pub fn is_alive(&self, entry: DocId) -> bool {
        !self.reader.is_deleted(entry)
    }

    /// Whether an entry that was not deleted has this term in its sentences.
    pub fn has_in_body(&self, term: &TermInfo) -> io::Result<bool> {
        self.has(&self.body.inverted_index, term)
    }

    /// Whether an entry that was not deleted has this term outside of passages.
    pub fn has_unquotable(&self, term: &Term) -> io::Result<bool> {
        let info = self.unquotable.get_term_info(term)?;
        info.map_or(Ok(false), |info| self.has(&self.unquotable, &info))
    }

    fn has(&self, inverted_index: &InvertedIndexReader, term: &TermInfo) -> io::Result<bool> {
        if !self.reader.has_deletes() {
            return Ok(true);
        }
        let mut entries =
            inverted_index.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        while entries.doc() != TERMINATED {
            if self.is_alive(entries.doc()) {
                return Ok(true);
            }
            entries.advance();
        }
        Ok(false)
    }
}
