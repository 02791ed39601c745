//! A sentence that is to be quoted, perhaps with a neighbour.

use crate::document::ByteRange;
use crate::rank::RankedSentence;

/// A sentence to quote, perhaps with a neighbour.
pub(super) struct Pick<'r> {
    /// The sentence.
    pub sentence: &'r RankedSentence,
    /// Its place in the ranking, from 0.
    pub at: usize,
    /// The first sentence that is quoted among those of its passage, from 0.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// The ranges to quote.
    pub parts: Vec<ByteRange>,
}

impl<'r> Pick<'r> {
    /// The sentence at this place of the ranking, alone.
    pub fn alone(ranked: &'r [RankedSentence], at: usize) -> Pick<'r> {
        let sentence = &ranked[at];
        Pick {
            sentence,
            at,
            first: sentence.sentence,
            last: sentence.sentence,
            parts: sentence.parts().to_vec(),
        }
    }

    /// Whether it quotes this sentence.
    pub fn quotes(&self, sentence: &RankedSentence) -> bool {
        self.sentence.is_of(&sentence.passage)
            && (self.first..=self.last).contains(&sentence.sentence)
    }
}
