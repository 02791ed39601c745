//! The pieces of a commit, opened once for all questions that it gets.

use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

use super::schema::Fields;

/// A field that is searched with scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The sentences of passages.
    Body,
    /// What stands above them.
    Context,
}

/// A segment's share of such a field.
pub(super) struct Scored {
    pub postings: Arc<InvertedIndexReader>,
    pub lengths: FieldNormReader,
    /// By how much more than the best that is told of a block an entry of it may score: which one
    /// is best was settled when the segment was written, by the average length of its own entries,
    /// and scores go by that of all. At least 1.
    pub beyond_best: f32,
}

/// A segment.
pub(super) struct Segment {
    reader: SegmentReader,
    pub body: Scored,
    pub context: Scored,
    pub besides: Arc<InvertedIndexReader>,
    pub spelling: Arc<InvertedIndexReader>,
    /// The short forms of acronyms.
    pub short: Arc<InvertedIndexReader>,
    /// The long forms.
    pub long: Arc<InvertedIndexReader>,
}

/// All segments of a commit.
pub(super) struct Segments {
    /// In the order of the index.
    pub all: Vec<Segment>,
    /// Entries that a term could be in, those among them that were removed and still take room.
    pub n_entries: u64,
    body_length: f32,
    context_length: f32,
}

impl Segments {
    /// Opens the segments of a commit. `n_entries` is how many entries a term could be in.
    pub fn open(searcher: &Searcher, fields: &Fields, n_entries: u64) -> tantivy::Result<Segments> {
        let mut all: Vec<Segment> = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, fields))
            .collect::<tantivy::Result<_>>()?;
        let length = |part: Part| {
            all.iter().map(|segment| segment.scored(part).postings.total_num_tokens()).sum::<u64>()
                as f32
                / n_entries.max(1) as f32
        };
        let (body_length, context_length) = (length(Part::Body), length(Part::Context));
        for segment in &mut all {
            let n = segment.reader.max_doc().max(1) as f32;
            for (scored, length) in
                [(&mut segment.body, body_length), (&mut segment.context, context_length)]
            {
                // The denominator of BM25 changes by no more than the ratio of the averages.
                let own = scored.postings.total_num_tokens() as f32 / n;
                scored.beyond_best =
                    if own > 0.0 && length > 0.0 { (own / length).max(length / own) } else { 1.0 };
            }
        }
        Ok(Segments { n_entries, body_length, context_length, all })
    }

    /// BM25 for a term that so many passages have in this part.
    pub fn weight(&self, part: Part, n_with: u64) -> Bm25Weight {
        let length = if part == Part::Body { self.body_length } else { self.context_length };
        Bm25Weight::for_one_term_without_explain(n_with, self.n_entries, length)
    }
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Segment> {
        let scored = |field: Field| -> tantivy::Result<Scored> {
            Ok(Scored {
                postings: reader.inverted_index(field)?,
                lengths: reader.get_fieldnorms_reader(field)?,
                beyond_best: 1.0,
            })
        };
        let postings = |field: Field| reader.inverted_index(field);
        Ok(Segment {
            body: scored(fields.body)?,
            context: scored(fields.context)?,
            besides: postings(fields.besides)?,
            spelling: postings(fields.spelling)?,
            short: postings(fields.short)?,
            long: postings(fields.long)?,
            reader: reader.clone(),
        })
    }

    pub fn scored(&self, part: Part) -> &Scored {
        match part {
            Part::Body => &self.body,
            Part::Context => &self.context,
        }
    }

    /// Whether the entry was not removed.
    pub fn is_alive(&self, entry: DocId) -> bool {
        !self.reader.is_deleted(entry)
    }

    /// Whether an entry has the term that was not removed.
    pub fn has(&self, postings: &InvertedIndexReader, term: &TermInfo) -> io::Result<bool> {
        if !self.reader.has_deletes() {
            return Ok(true);
        }
        let mut entries = postings.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        while entries.doc() != TERMINATED {
            if self.is_alive(entries.doc()) {
                return Ok(true);
            }
            entries.advance();
        }
        Ok(false)
    }

    /// Whether an entry that was not removed has the term beside its passages.
    pub fn has_besides(&self, term: &Term) -> io::Result<bool> {
        self.besides.get_term_info(term)?.map_or(Ok(false), |info| self.has(&self.besides, &info))
    }
}
