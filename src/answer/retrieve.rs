//! From a question to the passages that may answer it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::outcome::ReadAs;
use super::query::{BuiltQuery, build};
use super::tuning::CandidateLimits;
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::document::FileName;
use crate::index::{Hit, PassageId, WeightedTerm};
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::rank::{Candidate, Query};
use crate::vectors::Background;

/// The passages that may answer a question.
pub struct Retrieved {
    /// The question, its words mended and written out.
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
    let BuiltQuery { question, mut query, search, missing, read_as } =
        build(question, scope, shelf)?;
    let whole = query.total_idf();
    let mut hits =
        shelf.snapshot().search(&search, scope.files(), limits.n_candidates, &|best| {
            limits.least_score(best, whole)
        })?;
    let n_by_words = hits.len();
    let background = add_nearest(&question, scope, shelf, limits, &search, &mut hits)?;
    let passages: Vec<Arc<ShelvedPassage>> =
        hits.iter().map(|hit| shelf.passage(hit.passage)).collect::<Result<_, _>>()?;
    let mut numbers = BTreeMap::new();
    let candidates = hits.iter().zip(&passages).map(|(hit, passage)| {
        let next = numbers.len();
        Candidate {
            passage: Arc::clone(passage),
            score: hit.score,
            cosines: cosines(&question, shelf, passage),
            preceding: preceding(passage, &passages),
            document: *numbers.entry(&passage.file).or_insert(next),
        }
    });
    let candidates: Vec<Candidate> = candidates.collect();
    // Of passages in a language that the model does not know, it tells nothing. Those that it has
    // found itself are none of these.
    let judged = if n_by_words == 0 { &candidates } else { &candidates[..n_by_words] };
    let n_known = judged.iter().filter(|found| found.has_meaning()).count();
    query.background = background.filter(|_| n_known * 4 >= judged.len().max(1) * 3);
    Ok(Retrieved { candidates, question, query, missing, read_as })
}

/// Adds the passages of the units whose meaning lies nearest to the question's, behind those that
/// words have found, the nearest first. Returns how near all units lie; `None` where meaning is not
/// known.
fn add_nearest(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
    limits: CandidateLimits,
    search: &[WeightedTerm],
    hits: &mut Vec<Hit>,
) -> Result<Option<Background>, CorpusError> {
    let Some(meaning) = question.meaning().filter(|_| !shelf.vectors().is_empty()) else {
        return Ok(None);
    };
    let (nearest, background) =
        shelf.vectors().nearest(meaning.vector(), scope.files(), limits.n_nearest);
    let mut wanted: BTreeMap<&FileName, BTreeSet<u32>> = BTreeMap::new();
    for unit in &nearest {
        wanted.entry(&unit.file).or_default().insert(unit.paragraph);
    }
    let mut found: BTreeMap<(FileName, u32), PassageId> = BTreeMap::new();
    for (file, paragraphs) in wanted {
        for passage in shelf.snapshot().numbered(file, &paragraphs)? {
            let shelved = shelf.passage(passage)?;
            found.insert((file.clone(), shelved.passage.paragraph), passage);
        }
    }
    let known: BTreeSet<PassageId> = hits.iter().map(|hit| hit.passage).collect();
    let mut added: Vec<PassageId> = Vec::new();
    for unit in nearest {
        if let Some(passage) = found.get(&(unit.file, unit.paragraph))
            && !known.contains(passage)
            && !added.contains(passage)
        {
            added.push(*passage);
        }
    }
    let scores = shelf.snapshot().scores(search, &added)?;
    hits.extend(added.into_iter().zip(scores).map(|(passage, score)| Hit { passage, score }));
    Ok(Some(background))
}

/// How near each unit of a passage lies to the question; empty where that is not known.
fn cosines(question: &Question, shelf: &Shelf, passage: &ShelvedPassage) -> Vec<f32> {
    let (paragraph, n_units) = (passage.passage.paragraph, passage.passage.units.len());
    question.meaning().map_or(Vec::new(), |meaning| {
        shelf.vectors().cosines(meaning.vector(), &passage.file, paragraph, n_units)
    })
}

/// Which of the passages is the one right before this one.
fn preceding(passage: &ShelvedPassage, passages: &[Arc<ShelvedPassage>]) -> Option<usize> {
    passages.iter().position(|other| {
        other.passage.paragraph + 1 == passage.passage.paragraph && other.file == passage.file
    })
}
