//! What a sentence model tells of the units: how near the vector of each lies to the question's.
//! Cosines mean other things in other models and libraries, so that they are told as deviations from
//! the mean of all units of the library.

use super::candidate::Candidate;
use super::features::{Feature, Features};
use crate::vectors::Background;

/// What deviations are divided by, so that they are numbers of the size of the other features.
const DEVIATIONS: f32 = 4.0;
/// The least standard deviation: a library of one unit has none.
const LEAST_DEVIATION: f32 = 0.02;

/// Sets the features that tell of meaning; without a background they stay 0. A unit without a vector
/// counts as one that lies as near as the others do on average: nothing speaks for or against it.
pub(super) fn set_meaning(
    candidates: &[Candidate],
    background: Option<Background>,
    features: &mut [Vec<Features>],
) {
    let Some(background) = background else { return };
    let deviation = background.deviation.max(LEAST_DEVIATION) * DEVIATIONS;
    if !candidates.iter().any(Candidate::has_meaning) {
        return;
    }
    let known =
        || candidates.iter().flat_map(|candidate| &candidate.cosines).filter(|c| **c != 0.0);
    let mean = known().sum::<f32>() / (known().count().max(1) as f32);
    let best = known().copied().fold(f32::MIN, f32::max);
    let mut ranked: Vec<f32> = known().copied().collect();
    ranked.sort_by(|one, other| other.total_cmp(one));
    let n_documents = candidates.iter().map(|candidate| candidate.document + 1).max().unwrap_or(0);
    let mut of_documents = vec![f32::MIN; n_documents];
    for candidate in candidates {
        let of_document = &mut of_documents[candidate.document];
        *of_document = candidate.cosines.iter().copied().fold(*of_document, f32::max);
    }
    let standard = |cosine: f32| (cosine - background.mean) / deviation;
    for (candidate, features) in candidates.iter().zip(features) {
        let cosine = |at: usize| {
            candidate.cosines.get(at).copied().filter(|cosine| *cosine != 0.0).unwrap_or(mean)
        };
        let n = features.len();
        let of_passage = (0..n).map(cosine).fold(f32::MIN, f32::max);
        for (at, features) in features.iter_mut().enumerate() {
            let own = cosine(at);
            let coverage =
                features[Feature::Coverage as usize] + features[Feature::HeadingCoverage as usize];
            let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
            let nearer = ranked.partition_point(|other| *other > own);
            set(Feature::Cosine, own);
            set(Feature::Meaning, standard(own));
            set(Feature::MeaningToBest, (own - best) / deviation);
            set(Feature::MeaningRank, 1.0 / (1.0 + nearer as f32));
            set(Feature::IsNearest, f32::from(u8::from(nearer == 0)));
            set(Feature::MeaningOfPassage, standard(of_passage));
            let of_document = of_documents[candidate.document].max(of_passage);
            set(Feature::MeaningOfDocument, standard(of_document));
            let before = at.checked_sub(1).map_or(own, cosine);
            let after = if at + 1 < n { cosine(at + 1) } else { own };
            set(Feature::MeaningOfNeighbours, standard((before + after) / 2.0));
            set(Feature::MeaningUncovered, standard(own) * (1.0 - coverage.min(1.0)));
            set(Feature::MeaningCovered, standard(own) * coverage.min(1.0).powi(2));
        }
    }
}
