//! The segments of a commit, opened once for all questions that it answers.

use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::deletions::Deletions;
use super::field_weights::ScoredField;
use super::file_columns::FileColumns;
use super::passage_columns::PassageColumns;
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
    fields: Fields,
    /// What does not count.
    pub deletions: Deletions,
    columns: PassageColumns,
    /// What is read of files by column.
    pub files: FileColumns,
    body: FieldPostings,
    context: FieldPostings,
    /// The inverted indexes of the fields that are named like this in the schema.
    pub kind: Arc<InvertedIndexReader>,
    pub unquotable: Arc<InvertedIndexReader>,
    pub spelling: Arc<InvertedIndexReader>,
    pub short: Arc<InvertedIndexReader>,
    pub long: Arc<InvertedIndexReader>,
    n_entries: u32,
}

/// All segments of a commit. What is counted over them leaves deleted entries out, so that the same
/// documents score the same, however the index came to hold them.
pub(super) struct Segments {
    /// In the order of the index.
    pub all: Vec<Segment>,
    /// N of BM25.
    n_passages: u64,
    /// Terms of a passage in each scored field, on average.
    average_body_length: f32,
    average_context_length: f32,
}

impl Segments {
    /// Opens the segments of a commit. The values of `kind` in `others` are those of entries that
    /// are no passages; those in `hidden`, by segment, count as deleted.
    pub fn open(
        searcher: &Searcher,
        fields: &Fields,
        others: &[Term],
        hidden: &[Vec<DocId>],
    ) -> tantivy::Result<Segments> {
        let hidden_in = |ordinal: usize| hidden.get(ordinal).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<Segment> = searcher
            .segment_readers()
            .iter()
            .enumerate()
            .map(|(ordinal, reader)| Segment::open(reader, fields, hidden_in(ordinal)))
            .collect::<tantivy::Result<_>>()?;
        let mut n_passages = 0;
        for segment in &all {
            n_passages += segment.n_passages(others)?;
        }
        let average = |n_terms: u64| n_terms as f32 / n_passages.max(1) as f32;
        let lengths = all.iter().map(|segment| segment.columns.lengths(&segment.deletions));
        let (n_body, n_context) =
            lengths.fold((0, 0), |sum, length| (sum.0 + length.0, sum.1 + length.1));
        let (average_body_length, average_context_length) = (average(n_body), average(n_context));
        for segment in &mut all {
            let n = segment.n_entries.max(1);
            segment.body.set_slack(n, average_body_length);
            segment.context.set_slack(n, average_context_length);
        }
        Ok(Segments { all, n_passages, average_body_length, average_context_length })
    }

    /// How many passages there are.
    pub fn n_passages(&self) -> u64 {
        self.n_passages
    }

    /// BM25 for a term that so many passages have in this field.
    pub fn bm25(&self, field: ScoredField, n_with: u64) -> Bm25Weight {
        let average_length = match field {
            ScoredField::Body => self.average_body_length,
            ScoredField::Context => self.average_context_length,
        };
        Bm25Weight::for_one_term_without_explain(n_with, self.n_passages, average_length)
    }

    /// How many terms all passages have in this field.
    #[cfg(test)]
    pub fn n_terms(&self, field: ScoredField) -> u64 {
        let lengths = self.all.iter().map(|segment| segment.columns.lengths(&segment.deletions));
        lengths
            .map(|(body, context)| match field {
                ScoredField::Body => body,
                ScoredField::Context => context,
            })
            .sum()
    }

    /// What orders passages that score the same: a fingerprint of the file's name, then the passage's
    /// number.
    pub fn order(&self, passage: DocAddress) -> (u64, u64) {
        self.all[passage.segment_ord as usize].columns.order(passage.doc_id)
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
    fn open(reader: &SegmentReader, fields: &Fields, hidden: &[DocId]) -> tantivy::Result<Segment> {
        Ok(Segment {
            fields: *fields,
            deletions: Deletions::of(reader, hidden),
            columns: PassageColumns::open(reader)?,
            files: FileColumns::open(reader)?,
            body: FieldPostings::open(reader, fields.body)?,
            context: FieldPostings::open(reader, fields.context)?,
            kind: reader.inverted_index(fields.kind)?,
            unquotable: reader.inverted_index(fields.unquotable)?,
            spelling: reader.inverted_index(fields.spelling)?,
            short: reader.inverted_index(fields.short)?,
            long: reader.inverted_index(fields.long)?,
            n_entries: reader.max_doc(),
        })
    }

    fn n_passages(&self, others: &[Term]) -> io::Result<u64> {
        let mut n = self.n_entries - self.deletions.n();
        for term in others {
            n -= self.n_of_kind(term)?;
        }
        Ok(u64::from(n))
    }

    /// How many entries that were not deleted are of a kind.
    pub fn n_of_kind(&self, kind: &Term) -> io::Result<u32> {
        match self.kind.get_term_info(kind)? {
            Some(info) => self.deletions.doc_freq(self.fields.kind, &self.kind, &info),
            None => Ok(0),
        }
    }

    /// A scored field.
    #[inline]
    pub fn field(&self, field: ScoredField) -> &FieldPostings {
        match field {
            ScoredField::Body => &self.body,
            ScoredField::Context => &self.context,
        }
    }

    /// Whether the entry was not deleted, nor is hidden.
    #[inline]
    pub fn is_alive(&self, entry: DocId) -> bool {
        self.deletions.is_alive(entry)
    }

    /// How many passages of files that were not deleted have this term in a scored field.
    pub fn doc_freq(&self, field: ScoredField, term: &TermInfo) -> io::Result<u32> {
        let of_schema = match field {
            ScoredField::Body => self.fields.body,
            ScoredField::Context => self.fields.context,
        };
        let inverted_index = &self.field(field).inverted_index;
        if self.fields.generation.is_some() {
            return self.deletions.frequency(of_schema, inverted_index, term);
        }
        self.deletions.doc_freq(of_schema, inverted_index, term)
    }

    /// Whether a file that was not deleted has this word.
    pub fn has_spelling(&self, word: &TermInfo) -> io::Result<bool> {
        Ok(self.deletions.doc_freq(self.fields.spelling, &self.spelling, word)? > 0)
    }

    /// Whether an entry that was not deleted has this term outside of passages.
    pub fn has_unquotable(&self, term: &Term) -> io::Result<bool> {
        let info = self.unquotable.get_term_info(term)?;
        info.map_or(Ok(false), |info| {
            Ok(self.deletions.doc_freq(self.fields.unquotable, &self.unquotable, &info)? > 0)
        })
    }
}
