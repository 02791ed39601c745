//! How rare the question's terms are among the units of one document's candidates: what tells
//! one of them from the others. A document's subject is rare in the library and common in
//! the document.

use super::bm25::idf;
use super::candidate::Candidate;
use super::matching::{Matcher, UnitMatch};
use super::term_set::TermSet;

/// A rare term's local idf, near enough: what is divided by it is about 1.
const USUAL: f32 = 5.0;

/// The terms' idf within a document.
pub struct LocalIdf {
    /// Inverse document frequency with a unit as the document; 0 for a term that no unit
    /// has.
    idf: Vec<f32>,
    total: f32,
}

impl LocalIdf {
    /// That of each document, by its number among the candidates. `matches` are those of each
    /// candidate's units.
    pub fn of_documents(
        matcher: &Matcher<'_>,
        candidates: &[Candidate],
        matches: &[Vec<UnitMatch<'_>>],
        n_documents: usize,
    ) -> Vec<LocalIdf> {
        let mut counts = vec![(0_u64, vec![0_u64; matcher.terms.len()]); n_documents];
        for (candidate, matches) in candidates.iter().zip(matches) {
            let (n_units, n_with) = &mut counts[candidate.document];
            for unit in matches {
                *n_units += 1;
                unit.terms.iter().for_each(|number| n_with[number] += 1);
            }
        }
        counts.into_iter().map(|(n_units, n_with)| LocalIdf::new(n_units, &n_with)).collect()
    }

    /// Of terms of which each is in so many of the units.
    fn new(n_units: u64, n_with: &[u64]) -> LocalIdf {
        let of_term = |&n_with: &u64| if n_with == 0 { 0.0 } else { idf(n_units, n_with) };
        let idf: Vec<f32> = n_with.iter().map(of_term).collect();
        LocalIdf { total: idf.iter().sum::<f32>().max(f32::EPSILON), idf }
    }

    /// The share of the local idf that these terms make up.
    pub fn coverage(&self, terms: TermSet) -> f32 {
        terms.iter().map(|number| self.idf[number]).sum::<f32>() / self.total
    }

    /// The sum of these terms' local idf times their idf, over [`USUAL`] times the query's idf.
    pub fn weighted(&self, terms: TermSet, matcher: &Matcher<'_>) -> f32 {
        terms.iter().map(|number| self.idf[number] * matcher.terms[number].idf).sum::<f32>()
            / (USUAL * matcher.total_idf)
    }
}
