//! Two probabilities: that a quote answers, and that the documents do. Each is a sum of steps
//! (boosted stumps, Friedman 2001) over what sets a found answer apart from the best of a bad lot,
//! made into a probability by the logistic function.

use super::candidate::{Asked, Candidate};
use super::features::Feature;
use super::score::Scored;

/// One step of a sum: what it adds below a threshold, and from there on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The number of the sign.
    pub sign: usize,
    /// The threshold.
    pub at: f32,
    /// What is added where the sign is less.
    pub below: f32,
    /// What is added otherwise.
    pub from: f32,
}

/// A sum of steps, with a constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// What the sum begins with.
    pub constant: f32,
    /// The steps.
    pub steps: std::borrow::Cow<'static, [Step]>,
}

impl Steps {
    /// The probability, from 0 to 1.
    pub fn probability(&self, signs: &[f32; N]) -> f32 {
        let sum: f32 = self
            .steps
            .iter()
            .map(|step| if signs[step.sign] < step.at { step.below } else { step.from })
            .sum();
        1.0 / (1.0 + (-(self.constant + sum)).exp())
    }
}

/// How many signs the models look at.
pub const N: usize = OF_THIS.len() + MOST.len() + 14;

/// Features of the quote.
const OF_THIS: [Feature; 25] = [
    Feature::Own,
    Feature::Density,
    Feature::Bm25,
    Feature::Family,
    Feature::Context,
    Feature::Before,
    Feature::Behind,
    Feature::Elsewhere,
    Feature::PassageBefore,
    Feature::Document,
    Feature::Related,
    Feature::Names,
    Feature::NamesWithin,
    Feature::NamesInDocument,
    Feature::InDocument,
    Feature::Rarest,
    Feature::RarestWithin,
    Feature::Pairs,
    Feature::FormOwn,
    Feature::News,
    Feature::Runs,
    Feature::Nearness,
    Feature::FormNear,
    Feature::BestSpan,
    Feature::AllSpans,
];
/// Features of which the most over all sentences counts.
const MOST: [Feature; 8] = [
    Feature::Own,
    Feature::Bm25,
    Feature::Pairs,
    Feature::Runs,
    Feature::Names,
    Feature::NamesWithin,
    Feature::InDocument,
    Feature::AllSpans,
];

/// What the models look at, for the sentence at this place of the ranking.
pub fn signs(
    asked: &Asked,
    candidates: &[Candidate],
    scored: &[Scored],
    at: usize,
    n_missing: usize,
) -> [f32; N] {
    let this = &scored[at];
    let total: f32 = asked.total().max(0.1);
    let runner_up = scored
        .iter()
        .enumerate()
        .find(|(other, _)| *other != at)
        .map_or(0.0, |(_, other)| other.score);
    let best_passages =
        |n: usize| candidates.iter().take(n).map(|candidate| candidate.score).sum::<f32>() / total;
    let reach = [
        Feature::Own,
        Feature::Context,
        Feature::Before,
        Feature::Behind,
        Feature::Elsewhere,
        Feature::PassageBefore,
    ];
    let other = [
        best_passages(1),
        best_passages(3),
        candidates[this.candidate].score / total,
        this.share,
        scored.iter().take(3).map(|scored| scored.share).sum(),
        this.score,
        this.score - runner_up,
        n_missing as f32 / asked.terms.len().max(1) as f32,
        n_missing as f32,
        asked.terms.iter().filter(|term| term.is_absent).map(|term| term.rarity).sum::<f32>()
            / total,
        scored.get(1).map_or(0.0, |second| second.share) / scored[0].share.max(f32::EPSILON),
        asked.terms.len() as f32,
        reach.iter().map(|feature| this.features[*feature as usize]).sum(),
        // Where words are not in the thesaurus, that no related word is there says nothing.
        asked.terms.iter().filter(|term| term.in_thesaurus).count() as f32
            / asked.terms.len().max(1) as f32,
    ];
    let of_this = OF_THIS.iter().map(|feature| this.features[*feature as usize]);
    let most = MOST.iter().map(|feature| {
        scored.iter().map(|scored| scored.features[*feature as usize]).fold(0.0, f32::max)
    });
    let mut signs = [0.0; N];
    signs.iter_mut().zip(of_this.chain(most).chain(other)).for_each(|(sign, value)| *sign = value);
    signs
}
