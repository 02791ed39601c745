//! Passages that have all of some terms and none of others: how many there are, and the best of them.

use tantivy::Term;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::error::IndexError;
use super::passages::PassageId;
use super::schema::{ACRONYM, FILE};
use super::snapshot::Snapshot;
use crate::document::FileName;

/// What a passage is looked for by.
#[derive(Debug, Clone, Default)]
pub struct Having<'t> {
    /// Terms that it must have, in its units or in the headings above them.
    pub all: Vec<&'t str>,
    /// Terms of which it must have one, where there are any.
    pub any: Vec<&'t str>,
    /// Terms that it must not have.
    pub none: Vec<&'t str>,
}

/// Some of the passages that were looked for.
#[derive(Debug, Clone)]
pub struct PassagesHaving {
    /// How many there are.
    pub n_passages: usize,
    /// The best of them, best first (BM25 by tantivy).
    pub best: Vec<PassageId>,
}

impl Snapshot {
    /// The passages that have what is asked for, in files of these (all files without): at most
    /// `limit` of them, behind the first `offset`. None when nothing is asked for.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passages_having(
        &self,
        having: &Having<'_>,
        files: Option<&[FileName]>,
        offset: usize,
        limit: usize,
    ) -> Result<PassagesHaving, IndexError> {
        if having.all.is_empty() && having.any.is_empty() {
            return Ok(PassagesHaving { n_passages: 0, best: Vec::new() });
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        clauses.extend(having.all.iter().map(|term| (Occur::Must, self.having_term(term))));
        if !having.any.is_empty() {
            let any = having.any.iter().map(|term| (Occur::Should, self.having_term(term)));
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(any.collect()))));
        }
        clauses.extend(having.none.iter().map(|term| (Occur::MustNot, self.having_term(term))));
        for kind in [FILE, ACRONYM] {
            let term = Term::from_field_text(self.fields.kind, kind);
            let of_kind = TermQuery::new(term, IndexRecordOption::Basic);
            clauses.push((Occur::MustNot, Box::new(of_kind)));
        }
        if !self.hidden.is_empty() {
            clauses.push((Occur::MustNot, Box::new(self.in_files(&self.hidden))));
        }
        if let Some(files) = files {
            clauses.push((Occur::Must, Box::new(self.in_files(files))));
        }
        // The engine makes room for all that are asked for.
        let n_all = usize::try_from(self.n_passages()).unwrap_or(usize::MAX);
        let (offset, limit) = (offset.min(n_all), limit.clamp(1, n_all.max(1)));
        let best = TopDocs::with_limit(limit).and_offset(offset).order_by_score();
        let (best, n_passages) = self
            .searcher
            .search(&BooleanQuery::new(clauses), &(best, Count))
            .map_err(|cause| self.broken(cause))?;
        let best = best.into_iter().map(|(_, address)| PassageId(address)).collect();
        Ok(PassagesHaving { n_passages, best })
    }

    fn having_term(&self, term: &str) -> Box<dyn Query> {
        let in_field = |field| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(field, term);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let fields = [self.fields.body, self.fields.context];
        Box::new(BooleanQuery::new(fields.into_iter().map(in_field).collect()))
    }
}
