//! From a question to the passages that may answer it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::outcome::ReadAs;
use super::query::{BuiltQuery, build};
use super::tuning::CandidateLimits;
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::rank::{Candidate, Query};

/// The passages that may answer a question.
pub struct Retrieved {
    /// The question, its question words mended.
    pub question: Question,
    /// Its terms, weighed, with other words for them.
    pub query: Query,
    /// The passages, best first.
    pub candidates: Vec<Candidate>,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
}

/// Looks a question up.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn retrieve(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
    limits: CandidateLimits,
) -> Result<Retrieved, CorpusError> {
    let BuiltQuery { question, query, search, missing, read_as } = build(question, scope, shelf)?;
    let whole = query.total_idf();
    let hits = shelf.snapshot().search(&search, scope.files(), limits.n_candidates, &|best| {
        limits.least_score(best, whole)
    })?;
    let passages: Vec<Arc<ShelvedPassage>> =
        hits.iter().map(|hit| shelf.passage(hit.passage)).collect::<Result<_, _>>()?;
    let mut numbers = BTreeMap::new();
    let candidates = hits.iter().zip(&passages).map(|(hit, passage)| {
        let next = numbers.len();
        Candidate {
            passage: Arc::clone(passage),
            score: hit.score,
            preceding: preceding(passage, &passages),
            document: *numbers.entry(&passage.file).or_insert(next),
        }
    });
    Ok(Retrieved { candidates: candidates.collect(), question, query, missing, read_as })
}

/// Which of the passages is the one right before this one.
fn preceding(passage: &ShelvedPassage, passages: &[Arc<ShelvedPassage>]) -> Option<usize> {
    passages.iter().position(|other| {
        other.passage.paragraph + 1 == passage.passage.paragraph && other.file == passage.file
    })
}
