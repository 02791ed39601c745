//! The candidates of a question with what their sentences scored: everything about an answer but
//! the choice.

use std::sync::Arc;

use super::passages::ShelvedPassage;
use super::retrieve::{Retrieved, retrieve};
use super::shown;
use super::{AnswerError, Scope, Shelf};
use crate::document::{ByteRange, FileName};
use crate::language::terms::{fold, term_of_folded};
use crate::language::tokens::{TermId, Token};
use crate::question::Question;
use crate::quote::Quote;
use crate::rank::{self, Scored, confidence};

/// The candidates of a question, scored.
pub struct Considered {
    /// The question and its candidates.
    pub retrieved: Retrieved,
    /// Best first.
    pub scored: Vec<Scored>,
}

/// Looks a question up and scores what was found.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn consider(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Considered, AnswerError> {
    let retrieved = retrieve(question, scope, shelf)?;
    let scored =
        rank::rank(&retrieved.question, &retrieved.asked, &retrieved.candidates, shelf.weights());
    Ok(Considered { retrieved, scored })
}

impl Considered {
    /// The passages, in the order of the candidates.
    pub(super) fn passages(&self) -> &[Arc<ShelvedPassage>] {
        &self.retrieved.passages
    }

    /// The words of a sentence.
    pub(super) fn words(&self, candidate: usize, sentence: usize) -> &str {
        &self.retrieved.candidates[candidate].words.sentences[sentence].text
    }

    /// The file and parts of a scored sentence.
    pub fn place(&self, scored: &Scored) -> (&FileName, &[ByteRange]) {
        self.retrieved.place(scored.candidate, scored.sentence)
    }

    /// The words of a scored sentence that answer best, as a range of its document.
    pub fn span(&self, scored: &Scored) -> Option<ByteRange> {
        let sentence = &self.passages()[scored.candidate].passage.sentences[scored.sentence];
        shown::in_document(sentence, scored.span.as_ref()?)
    }

    /// What the confidence in the sentence at this place of the ranking is made of.
    pub(super) fn signs(&self, at: usize) -> [f32; confidence::N] {
        confidence::signs(
            &self.retrieved.asked,
            &self.retrieved.candidates,
            &self.scored,
            at,
            self.retrieved.missing.len(),
        )
    }

    /// The probability that the documents answer: that one of the first quotes does. 0 without
    /// candidates.
    pub(super) fn answered(&self, shelf: &Shelf) -> f32 {
        if self.scored.is_empty() {
            0.0
        } else {
            shelf.weights().answered.probability(&self.signs(0))
        }
    }

    /// A word, folded, as the first of the best passages has it; `None` when none does.
    pub(super) fn word(&self, folded: &str, shelf: &Shelf) -> Result<Option<Quote>, AnswerError> {
        let id = TermId::of(&term_of_folded(folded));
        for (candidate, shelved) in self.retrieved.candidates.iter().zip(self.passages()) {
            for (words, sentence) in
                candidate.words.sentences.iter().zip(&shelved.passage.sentences)
            {
                let is_meant = |token: &&Token| {
                    token.term == id
                        && fold(&words.text[token.start as usize..token.end as usize]) == folded
                };
                let Some(token) = words.tokens.iter().find(is_meant) else { continue };
                if let Some(range) =
                    shown::in_document(sentence, &(token.start as usize..token.end as usize))
                {
                    return Ok(Some(Quote::cut(&shelf.document(shelved)?, &[range])?));
                }
            }
        }
        Ok(None)
    }

    /// What a sentence says: its terms, in order.
    pub(super) fn said(&self, candidate: usize, sentence: usize) -> Vec<TermId> {
        self.retrieved.candidates[candidate].words.sentences[sentence]
            .tokens
            .iter()
            .map(|token| token.term)
            .collect()
    }

    /// The rarity of the question's terms that are among these tokens.
    pub(super) fn covered(&self, tokens: &[Token]) -> f32 {
        self.retrieved
            .asked
            .terms
            .iter()
            .filter(|known| tokens.iter().any(|token| token.term == known.id))
            .map(|known| known.rarity)
            .sum()
    }
}

impl Retrieved {
    /// The file and parts of a sentence.
    pub fn place(&self, candidate: usize, sentence: usize) -> (&FileName, &[ByteRange]) {
        let passage = &self.passages[candidate];
        (&passage.file, &passage.passage.sentences[sentence].parts)
    }
}
