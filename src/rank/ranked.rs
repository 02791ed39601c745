//! A unit with what it scored, and what it is.

use std::ops::Range;
use std::sync::Arc;

#[cfg(test)]
use super::features::N;
use super::features::{Feature, Features};
use crate::corpus::{ShelvedPassage, UnitWords};
use crate::document::{ByteRange, FileName};
use crate::language::tokens::TermId;

/// A unit of a candidate passage, scored.
#[derive(Debug, Clone)]
pub struct RankedUnit {
    /// The passage that holds it.
    pub passage: Arc<ShelvedPassage>,
    /// Its place among the passage's units, from 0.
    pub unit: usize,
    /// The passage's score in the index.
    pub passage_score: f32,
    /// The number of its document among those of the candidates.
    pub document: usize,
    /// Features times weights; higher is better.
    pub score: f32,
    /// The softmax of its score among all units of its round, from 0 to 1.
    pub probability: f32,
    /// What it scored on.
    pub features: Features,
    /// The words of it that answer best, in bytes of its text; `None` when it says nothing new.
    pub span: Option<Range<usize>>,
}

impl RankedUnit {
    /// A unit of a passage before anything was scored.
    #[cfg(test)]
    pub fn unscored(passage: &Arc<ShelvedPassage>, unit: usize) -> RankedUnit {
        RankedUnit {
            passage: Arc::clone(passage),
            unit,
            passage_score: 1.0,
            document: 0,
            score: 0.0,
            probability: 0.0,
            features: [0.0; N],
            span: None,
        }
    }

    /// The value of a feature.
    pub fn feature(&self, feature: Feature) -> f32 {
        self.features[feature as usize]
    }

    /// Sets the value of a feature.
    pub fn set(&mut self, feature: Feature, value: f32) {
        self.features[feature as usize] = value;
    }

    /// Its words: text and tokens.
    pub fn words(&self) -> &UnitWords {
        &self.passage.words.units[self.unit]
    }

    /// Its text as it is ranked: its parts joined by a space.
    pub fn text(&self) -> &str {
        &self.words().text
    }

    /// Whether something introduces it and it is the first that this introduces.
    pub fn is_introduced_first(&self) -> bool {
        let units = &self.passage.passage.units;
        let lead = units.get(self.unit).and_then(|unit| unit.lead);
        let before = self.unit.checked_sub(1).and_then(|before| units.get(before)?.lead);
        lead.is_some() && lead != before
    }

    /// Its terms, in order.
    pub fn terms(&self) -> Vec<TermId> {
        self.words().tokens.iter().map(|token| token.term).collect()
    }

    /// The document's file.
    pub fn file(&self) -> &FileName {
        &self.passage.file
    }

    /// Its ranges in the document, in order.
    pub fn parts(&self) -> &[ByteRange] {
        &self.passage.passage.units[self.unit].parts
    }

    /// The words of it that answer best.
    pub fn span_text(&self) -> Option<&str> {
        Some(&self.text()[self.span.clone()?])
    }

    /// The words of it that answer best, as a range of its document; `None` also when they lie in
    /// two of its parts.
    pub fn span_in_document(&self) -> Option<ByteRange> {
        self.passage.in_document(self.unit, self.span.as_ref()?)
    }

    /// Whether it is the unit right before or after the other one in one passage.
    pub fn is_beside(&self, other: &RankedUnit) -> bool {
        self.is_of(&other.passage) && self.unit.abs_diff(other.unit) == 1
    }

    /// Whether it is a unit of this passage.
    pub fn is_of(&self, passage: &Arc<ShelvedPassage>) -> bool {
        Arc::ptr_eq(&self.passage, passage)
    }
}
