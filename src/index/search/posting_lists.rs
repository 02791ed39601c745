//! The posting lists of a search, sorted for MaxScore.

use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;

use crate::index::field_weights::ScoredField;
use crate::index::segments::Segments;
use crate::index::term_lookup::LookedUpTerm;

/// Sums of the same numbers in another order differ by less than this factor.
pub(super) const ROUNDING: f32 = 1.0 + 1e-5;

/// A term to search for, with its weight: 1 for a word as asked.
#[derive(Debug, Clone)]
pub struct WeightedTerm {
    /// The term.
    pub term: LookedUpTerm,
    /// Factor on its score.
    pub weight: f32,
}

/// The posting list of one term in one field.
pub(super) struct PostingList<'t> {
    pub field: ScoredField,
    /// Where it is, in each segment.
    pub infos: &'t [Option<TermInfo>],
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
                let term = weighted.term.in_field(field);
                if term.doc_freq > 0 {
                    let bm25 = segments
                        .bm25(field, term.doc_freq)
                        .boost_by(weighted.weight * field.weight());
                    let (infos, max_score) = (&term.infos, bm25.max_score());
                    lists.push(PostingList { field, infos, max_score, bm25 });
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
