//! Looking terms up: where the dictionaries of all segments have a term, asked once for everything
//! that is done with it.

use std::io;

use tantivy::Term;
use tantivy::collector::Count;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::error::IndexError;
use super::field_weights::ScoredField;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// A term, looked up.
#[derive(Debug, Clone)]
pub struct LookedUpTerm {
    /// As [`crate::language::terms::term`] makes it.
    pub term: String,
    /// How many passages have it in their sentences; deleted ones count as long as they take room.
    pub n_passages: u64,
    /// Where its posting list is, in each segment.
    body: Vec<Option<TermInfo>>,
    context: Vec<Option<TermInfo>>,
}

impl LookedUpTerm {
    /// Where its posting list in a field is, in each segment.
    pub(super) fn infos(&self, field: ScoredField) -> &[Option<TermInfo>] {
        match field {
            ScoredField::Body => &self.body,
            ScoredField::Context => &self.context,
        }
    }
}

impl Snapshot {
    /// Looks a term up.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn look_up(&self, term: &str) -> Result<LookedUpTerm, IndexError> {
        let infos = |scored: ScoredField, field: Field| -> io::Result<Vec<Option<TermInfo>>> {
            let term = Term::from_field_text(field, term);
            let info = |segment: &Segment| {
                let inverted_index = &segment.field(scored).inverted_index;
                // Many libraries have no headings: an empty dictionary need not be asked.
                if inverted_index.terms().num_terms() == 0 {
                    Ok(None)
                } else {
                    inverted_index.get_term_info(&term)
                }
            };
            self.segments.all.iter().map(info).collect()
        };
        let unreadable = |cause: io::Error| self.broken(cause.into());
        let body = infos(ScoredField::Body, self.fields.body).map_err(unreadable)?;
        let context = infos(ScoredField::Context, self.fields.context).map_err(unreadable)?;
        Ok(LookedUpTerm { term: term.to_owned(), n_passages: doc_freq(&body), body, context })
    }

    /// Whether a file of these (all files without) has the term anywhere, be it in a note or in its
    /// title.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn is_anywhere(
        &self,
        term: &LookedUpTerm,
        files: Option<&[FileName]>,
    ) -> Result<bool, IndexError> {
        if let Some(files) = files {
            return self.is_in_files(&term.term, files);
        }
        let unquotable = Term::from_field_text(self.fields.unquotable, &term.term);
        let has = |segment: &Segment, body: Option<&TermInfo>| -> io::Result<bool> {
            let in_body = body.map_or(Ok(false), |info| segment.has_in_body(info))?;
            Ok(in_body || segment.has_unquotable(&unquotable)?)
        };
        for (segment, body) in self.segments.all.iter().zip(&term.body) {
            if has(segment, body.as_ref()).map_err(|cause| self.broken(cause.into()))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_in_files(&self, term: &str, files: &[FileName]) -> Result<bool, IndexError> {
        let has = [self.fields.body, self.fields.unquotable].map(|field| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic))
        });
        let query = BooleanQuery::intersection(vec![
            Box::new(BooleanQuery::union(has.into())),
            Box::new(self.in_files(files)),
        ]);
        Ok(self.searcher.search(&query, &Count).map_err(|cause| self.broken(cause))? > 0)
    }
}

/// How many entries have a term, over all segments; deleted ones count.
pub(super) fn doc_freq(infos: &[Option<TermInfo>]) -> u64 {
    infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum()
}
