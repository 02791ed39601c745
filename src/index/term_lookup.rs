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
use super::snapshot::Snapshot;
use crate::document::FileName;

/// A term, looked up.
#[derive(Debug, Clone)]
pub struct LookedUpTerm {
    /// As [`crate::language::terms::term`] makes it.
    pub term: String,
    /// How many passages have it in their sentences.
    pub n_passages: u64,
    body: FieldTerm,
    context: FieldTerm,
}

/// A term in one field.
#[derive(Debug, Clone)]
pub(super) struct FieldTerm {
    /// Where its posting list is, in each segment.
    pub infos: Vec<Option<TermInfo>>,
    /// How many passages have it there.
    pub doc_freq: u64,
}

impl LookedUpTerm {
    /// The term in a field.
    pub(super) fn in_field(&self, field: ScoredField) -> &FieldTerm {
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
        let in_field = |scored: ScoredField, field: Field| -> io::Result<FieldTerm> {
            let term = Term::from_field_text(field, term);
            let mut found = FieldTerm { infos: Vec::new(), doc_freq: 0 };
            for segment in &self.segments.all {
                let inverted_index = &segment.field(scored).inverted_index;
                // Many libraries have no headings: an empty dictionary need not be asked.
                let is_empty = inverted_index.terms().num_terms() == 0;
                let info = if is_empty { None } else { inverted_index.get_term_info(&term)? };
                if let Some(info) = &info {
                    found.doc_freq += u64::from(segment.doc_freq(scored, info)?);
                }
                found.infos.push(info);
            }
            Ok(found)
        };
        let unreadable = |cause: io::Error| self.broken(cause.into());
        let body = in_field(ScoredField::Body, self.fields.body).map_err(unreadable)?;
        let context = in_field(ScoredField::Context, self.fields.context).map_err(unreadable)?;
        Ok(LookedUpTerm { term: term.to_owned(), n_passages: body.doc_freq, body, context })
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
        if term.n_passages > 0 {
            return Ok(true);
        }
        for segment in &self.segments.all {
            if segment.has_unquotable(&unquotable).map_err(|cause| self.broken(cause.into()))? {
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
