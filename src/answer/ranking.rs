//! A question's candidates with their units ranked: everything about an answer but the choice.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::retrieve::{Retrieved, retrieve};
use super::tuning::Tuning;
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage, UnitWords};
use crate::language::terms::{fold, term_of_folded};
use crate::language::tokens::{TermId, Token};
use crate::model::Meaning;
use crate::question::Question;
use crate::quote::Quote;
use crate::rank::{self, CloselyRead, RankedUnit, Weights, confidence};

/// The likeliest units beside the question, in their order.
///
/// # Errors
/// When a stored text is damaged.
pub fn read_closely(
    meaning: &Meaning,
    units: &[RankedUnit],
    shelf: &Shelf,
) -> Result<Vec<CloselyRead>, CorpusError> {
    let best = rank::to_read(units);
    let headed = best.iter().map(|unit| shelf.headed(&unit.passage, unit.unit));
    let alignments = meaning.align(&headed.collect::<Result<Vec<String>, _>>()?);
    let read = best.iter().zip(alignments);
    read.map(|(unit, alignment)| {
        Ok(CloselyRead { alignment, preceding: preceding(&unit.passage, shelf)? })
    })
    .collect()
}

/// The passage right before this one, under the same headings, where this opens by pointing back to it.
fn preceding(
    passage: &ShelvedPassage,
    shelf: &Shelf,
) -> Result<Option<Arc<ShelvedPassage>>, CorpusError> {
    let paragraph = passage.passage.paragraph - 1;
    let points_back = passage.words.units.first().is_some_and(UnitWords::points_back);
    if paragraph == 0 || !points_back {
        return Ok(None);
    }
    let found = shelf.snapshot().numbered(&passage.file, &BTreeSet::from([paragraph]))?;
    let found = found.first().map(|found| shelf.passage(*found)).transpose()?;
    Ok(found.filter(|other| other.passage.sections == passage.passage.sections))
}

/// A question's candidates, and their best units.
pub struct Ranking<'w> {
    /// The question and its candidates.
    pub retrieved: Retrieved,
    /// Best first.
    pub units: Vec<RankedUnit>,
    /// The learned numbers by which they are ranked: for words alone, or for meaning too.
    pub weights: &'w Weights,
}

impl<'w> Ranking<'w> {
    /// Looks a question up and ranks what was found.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn of(
        question: &Question,
        scope: &Scope,
        shelf: &Shelf,
        tuning: Tuning<'w>,
    ) -> Result<Ranking<'w>, CorpusError> {
        let retrieved = retrieve(question, scope, shelf, tuning.limits)?;
        let has_meaning = retrieved.query.background.is_some();
        let weights = if has_meaning { tuning.with_meaning } else { tuning.weights };
        let Retrieved { question, query, candidates, .. } = &retrieved;
        let mut units = rank::rank(question, query, candidates, weights);
        if let Some(meaning) = question.meaning().filter(|_| has_meaning) {
            let read = read_closely(meaning, &units, shelf)?;
            rank::third_round(question, query, &read, &mut units, weights);
        }
        Ok(Ranking { retrieved, units, weights })
    }

    /// What the confidence in the unit at this place of the ranking is made of.
    pub fn confidence_features(&self, at: usize) -> [f32; confidence::N] {
        confidence::confidence_features(
            &self.retrieved.question,
            &self.retrieved.query,
            &self.retrieved.candidates,
            &self.units,
            at,
            self.retrieved.missing.len(),
        )
    }

    /// The probability that the documents answer: that one of the first quotes does. 0 without
    /// candidates.
    pub fn answer_probability(&self) -> f32 {
        if self.units.is_empty() {
            0.0
        } else {
            self.weights.answerability.probability(&self.confidence_features(0))
        }
    }

    /// A word, folded, as the first of the best passages has it; `None` when none does.
    ///
    /// # Errors
    /// When a stored text is damaged.
    pub fn word(&self, folded: &str, shelf: &Shelf) -> Result<Option<Quote>, CorpusError> {
        let id = TermId::of(&term_of_folded(folded));
        for passage in self.retrieved.candidates.iter().map(|candidate| &candidate.passage) {
            for (number, words) in passage.words.units.iter().enumerate() {
                let is_meant = |token: &&Token| {
                    token.term == id
                        && fold(&words.text[token.start as usize..token.end as usize]) == folded
                };
                let Some(token) = words.tokens.iter().find(is_meant) else { continue };
                let bytes = token.start as usize..token.end as usize;
                if let Some(range) = passage.in_document(number, &bytes) {
                    return Ok(Some(Quote::cut(&shelf.document(passage)?, &[range])?));
                }
            }
        }
        Ok(None)
    }

    /// The idf of the question's terms that are among these tokens.
    pub fn covered_idf(&self, tokens: &[Token]) -> f32 {
        let is_there = |id: TermId| tokens.iter().any(|token| token.term == id);
        let terms = self.retrieved.query.terms.iter().filter(|term| is_there(term.id));
        terms.map(|term| term.idf).sum()
    }
}
