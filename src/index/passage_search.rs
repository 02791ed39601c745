//! What is asked of passages by their terms: the seam behind which they may lie in the index folder
//! or in an engine of other machines. Everything else of a passage, its ranges and lengths among it,
//! lies in the index folder either way.

use super::error::IndexError;
use super::passages::PassageId;
use super::term_lookup::LookedUpTerm;
use crate::document::FileName;

/// A term to search for, with its weight: 1 for a word as asked.
#[derive(Debug, Clone)]
pub struct WeightedTerm {
    /// The term.
    pub term: LookedUpTerm,
    /// Factor on its score.
    pub weight: f32,
}

/// A passage that has some of the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which it is.
    pub passage: PassageId,
    /// The weighted sum of BM25 over terms and fields; higher is better.
    pub score: f32,
}

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
    /// The best of them, best first (BM25 by the engine).
    pub best: Vec<PassageId>,
}

/// The passages of one commit, searched by their terms. A scope is the files that they are to be of;
/// without, they may be of all. What is hidden, or was removed, is never found or counted.
pub(super) trait PassageSearch {
    /// As [`super::Snapshot::search`]; the limit is above 0.
    fn best(
        &self,
        terms: &[WeightedTerm],
        files: Option<&[FileName]>,
        limit: usize,
        least: &dyn Fn(f32) -> f32,
    ) -> Result<Vec<Hit>, IndexError>;

    /// As [`super::Snapshot::scores`].
    fn scores(
        &self,
        terms: &[WeightedTerm],
        passages: &[PassageId],
    ) -> Result<Vec<f32>, IndexError>;

    /// As [`super::Snapshot::passages_having`]; something is asked for.
    fn having(
        &self,
        having: &Having<'_>,
        files: Option<&[FileName]>,
        offset: usize,
        limit: usize,
    ) -> Result<PassagesHaving, IndexError>;
}
