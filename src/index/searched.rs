//! Searching passages by their terms, wherever their posting lists lie.

use super::engine_search::OpenSearch;
use super::error::IndexError;
use super::passage_search::{Having, Hit, PassageSearch, PassagesHaving, WeightedTerm};
use super::passages::PassageId;
use super::search::Embedded;
use super::snapshot::Snapshot;
use crate::document::FileName;

impl Snapshot {
    /// The passages that score best, best first, at most `limit`, and none that scores less than
    /// `least` gives for the best score, which must not fall where that rises; ties by a
    /// fingerprint of the file, then by the number of the passage. With `files`, only passages of
    /// these files. Empty when no passage has any of the terms.
    ///
    /// # Errors
    /// When the index is damaged, or the engine that has the passages does not answer whole.
    pub fn search(
        &self,
        terms: &[WeightedTerm],
        files: Option<&[FileName]>,
        limit: usize,
        least: &dyn Fn(f32) -> f32,
    ) -> Result<Vec<Hit>, IndexError> {
        match &self.engine {
            _ if limit == 0 => Ok(Vec::new()),
            None => Embedded(self).best(terms, files, limit, least),
            Some(engine) => OpenSearch::new(self, engine).best(terms, files, limit, least),
        }
    }

    /// What these passages score for the terms, in their order; 0 for those that have none of them.
    ///
    /// # Errors
    /// As [`Snapshot::search`].
    pub fn scores(
        &self,
        terms: &[WeightedTerm],
        passages: &[PassageId],
    ) -> Result<Vec<f32>, IndexError> {
        match &self.engine {
            None => Embedded(self).scores(terms, passages),
            Some(engine) => OpenSearch::new(self, engine).scores(terms, passages),
        }
    }

    /// The passages that have what is asked for, in files of these (all files without): at most
    /// `limit` of them, behind the first `offset`. None when nothing is asked for.
    ///
    /// # Errors
    /// As [`Snapshot::search`].
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
        match &self.engine {
            None => Embedded(self).having(having, files, offset, limit),
            Some(engine) => OpenSearch::new(self, engine).having(having, files, offset, limit),
        }
    }
}
