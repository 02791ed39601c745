//! A plain search: what answers are measured against, and no part of one.

use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::snapshot::Snapshot;
use super::store::{IndexError, broken};

impl Snapshot {
    /// How many of the `limit` best passages there are for these terms by a plain search of their
    /// sentences (BM25, any of the terms): what whole answers are measured against.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn plain_search<'t>(
        &self,
        terms: impl Iterator<Item = &'t str>,
        limit: usize,
    ) -> Result<usize, IndexError> {
        let query = |term| -> Box<dyn Query> {
            Box::new(TermQuery::new(
                Term::from_field_text(self.fields.body, term),
                IndexRecordOption::WithFreqs,
            ))
        };
        let any = BooleanQuery::union(terms.map(query).collect());
        let found = self
            .searcher
            .search(&any, &TopDocs::with_limit(limit).order_by_score())
            .map_err(|cause| broken(&self.path, cause))?;
        Ok(found.len())
    }
}
