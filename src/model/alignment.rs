//! Late interaction: each token of a question beside each token of a text (Khattab & Zaharia 2020,
//! "ColBERT"). The vector of a text tells what it is about; those of its tokens tell whether each
//! thing that is asked about is there.

use std::ops::Range;

/// The vectors of a text's tokens, each of length 1, without those that the model adds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TokenVectors {
    n_dimensions: usize,
    numbers: Vec<f32>,
    /// Where each token stands in the text, in bytes.
    ranges: Vec<Range<usize>>,
}

/// A text beside a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// For each token of the question the highest cosine with a token of the text.
    pub of_tokens: Vec<f32>,
}

impl TokenVectors {
    /// Of the network's output for all tokens those of the kept ones: the number of each with its
    /// place in the text.
    pub fn of(
        states: &[f32],
        n_dimensions: usize,
        kept: impl Iterator<Item = (usize, Range<usize>)>,
    ) -> TokenVectors {
        let mut vectors = TokenVectors { n_dimensions, ..TokenVectors::default() };
        for (token, range) in kept {
            let Some(state) = states.get(token * n_dimensions..(token + 1) * n_dimensions) else {
                break;
            };
            let length = state.iter().map(|number| number * number).sum::<f32>().sqrt();
            vectors.numbers.extend(state.iter().map(|number| number / length.max(f32::EPSILON)));
            vectors.ranges.push(range);
        }
        vectors
    }

    /// Where each token stands in the text, in bytes, in order.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// About how many bytes they take.
    pub fn n_bytes(&self) -> usize {
        size_of_val(&*self.numbers) + size_of_val(&*self.ranges)
    }

    /// These tokens of a question beside those of a text; `None` where one of both has none.
    pub fn beside(&self, text: &TokenVectors) -> Option<Alignment> {
        if self.numbers.is_empty() || text.numbers.is_empty() {
            return None;
        }
        let of_text = || text.numbers.chunks_exact(text.n_dimensions);
        let highest = |of_question: &[f32]| {
            let cosine = |of_text: &[f32]| -> f32 {
                of_question.iter().zip(of_text).map(|(one, other)| one * other).sum()
            };
            of_text().map(cosine).fold(f32::MIN, f32::max)
        };
        let of_question = self.numbers.chunks_exact(self.n_dimensions);
        Some(Alignment { of_tokens: of_question.map(highest).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_is_held_against_the_nearest_of_the_text() {
        let vectors = |states: &[f32]| {
            TokenVectors::of(states, 2, (0..states.len() / 2).map(|at| (at, at..at + 1)))
        };
        let question = vectors(&[2.0, 0.0, 0.0, 3.0]);
        let beside = question.beside(&vectors(&[5.0, 0.0, -1.0, 0.0])).expect("tokens");
        assert_eq!(beside.of_tokens, [1.0, 0.0]);
        assert_eq!(question.beside(&vectors(&[])), None);
        assert_eq!(vectors(&[]).beside(&question), None);
    }
}
