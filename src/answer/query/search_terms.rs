//! What the index is searched for: each term once, with its weight.

use crate::index::{LookedUpTerm, WeightedTerm};

/// The terms of a search, those of the question first.
pub(super) struct SearchTerms(Vec<WeightedTerm>);

impl SearchTerms {
    /// The question's own terms, each with its weight.
    pub fn new(terms: Vec<(LookedUpTerm, f32)>) -> SearchTerms {
        let weighted = |(term, weight)| WeightedTerm { term, weight };
        SearchTerms(terms.into_iter().map(weighted).collect())
    }

    /// Adds a term that is not searched for yet.
    pub fn add(&mut self, term: LookedUpTerm, weight: f32) {
        if self.0.iter().all(|other| other.term.term != term.term) {
            self.0.push(WeightedTerm { term, weight });
        }
    }

    /// All of them.
    pub fn into_terms(self) -> Vec<WeightedTerm> {
        self.0
    }
}
