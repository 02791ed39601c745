//! The posting lists of a search, sorted for MaxScore.

use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;

use super::field_weights::ScoredField;
use super::passage_search::WeightedTerm;
use super::segments::Segments;

/// Sums of the same numbers in another order differ by less than this factor.
pub(super) const ROUNDING: f32 = 1.0 + 1e-5;

/// The posting list of one term in one field.
pub(super) struct PostingList<'t> {
    pub term: &'t str,
    pub field: ScoredField,
    /// Where it is, in each segment.
    pub infos: &'t [Option<TermInfo>],
    /// How much it counts.
    pub weight: f32,
    /// Its scores, weighted.
    pub bm25: Bm25Weight,
    /// It adds no more than this to a score.
    max_score: f32,
}

/// All posting lists of a search.
pub(super) struct PostingLists<'t> {
    /// Those with the highest max score first.
    pub lists: Vec<PostingList<'t>>,
    /// The sum of the max scores of each list and those after it; 0 at the end.
    pub suffix_max_scores: Vec<f32>,
}

impl<'t> PostingLists<'t> {
    /// The posting lists of these terms, without empty ones.
    pub fn new(terms: &'t [WeightedTerm], segments: &Segments) -> PostingLists<'t> {
        let mut lists: Vec<PostingList> = Vec::new();
        for weighted in terms {
            for field in ScoredField::ALL {
                let found = weighted.term.in_field(field);
                if found.doc_freq > 0 {
                    let weight = weighted.weight * field.weight();
                    let bm25 = segments.bm25(field, found.doc_freq).boost_by(weight);
                    let (term, infos) = (weighted.term.term.as_str(), found.infos.as_slice());
                    let max_score = bm25.max_score();
                    lists.push(PostingList { term, field, infos, weight, bm25, max_score });
                }
            }
        }
        lists.sort_by(|one, other| other.max_score.total_cmp(&one.max_score));
        let mut suffix_max_scores = vec![0.0; lists.len() + 1];
        for (at, list) in lists.iter().enumerate().rev() {
            suffix_max_scores[at] = suffix_max_scores[at + 1] + list.max_score * ROUNDING;
        }
        PostingLists { lists, suffix_max_scores }
    }
}
