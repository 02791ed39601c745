//! Boosting: a sum of stumps that follows the logistic loss, one stump after the other (Friedman
//! 2001, "Greedy Function Approximation", with second derivatives as in Chen & Guestrin 2016).

use verbatim::rank::stumps::{BoostedStumps, Stump};

/// One that is right or not.
pub struct Trial {
    pub weight: f64,
    pub features: Vec<f32>,
    pub right: bool,
}

const N_STUMPS: usize = 300;
/// How much of a stump is taken.
const RATE: f64 = 0.12;
/// Thresholds that are tried for a feature.
const N_THRESHOLDS: usize = 32;
/// Penalty of a stump whose two sides rest on few trials.
const PENALTY: f64 = 4.0;

/// Fits the stumps.
pub fn boost(n_features: usize, trials: &[Trial]) -> BoostedStumps {
    let all: f64 = trials.iter().map(|trial| trial.weight).sum();
    let right: f64 = trials.iter().filter(|trial| trial.right).map(|trial| trial.weight).sum();
    let constant = round((right / (all - right)).ln());
    let thresholds: Vec<Vec<f32>> =
        (0..n_features).map(|feature| thresholds(trials, feature)).collect();
    let bins: Vec<Vec<u8>> = (0..n_features)
        .map(|feature| {
            let bin = |trial: &Trial| {
                thresholds[feature].partition_point(|at| *at <= trial.features[feature]) as u8
            };
            trials.iter().map(bin).collect()
        })
        .collect();
    let mut sums: Vec<f64> = vec![f64::from(constant); trials.len()];
    let mut stumps = Vec::new();
    for _ in 0..N_STUMPS {
        let slopes: Vec<(f64, f64)> = sums
            .iter()
            .zip(trials)
            .map(|(sum, trial)| {
                let probability = 1.0 / (1.0 + (-sum).exp());
                (
                    (f64::from(u8::from(trial.right)) - probability) * trial.weight,
                    probability * (1.0 - probability) * trial.weight,
                )
            })
            .collect();
        let Some((_, stump)) = (0..n_features)
            .filter_map(|feature| best(feature, &thresholds[feature], &bins[feature], &slopes))
            .max_by(|one, other| one.0.total_cmp(&other.0))
        else {
            break;
        };
        for (sum, trial) in sums.iter_mut().zip(trials) {
            *sum += f64::from(stump.value(&trial.features));
        }
        stumps.push(stump);
    }
    BoostedStumps { constant, stumps }
}

/// As it will be written.
fn round(number: f64) -> f32 {
    ((number * 10_000.0).round() / 10_000.0) as f32
}

fn thresholds(trials: &[Trial], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = trials.iter().map(|trial| trial.features[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut thresholds: Vec<f32> = (1..N_THRESHOLDS)
        .map(|part| round(f64::from(values[values.len() * part / N_THRESHOLDS])))
        .collect();
    thresholds.dedup();
    thresholds
}

/// The stump of a feature that gains most, with what it gains.
fn best(
    feature: usize,
    thresholds: &[f32],
    bins: &[u8],
    slopes: &[(f64, f64)],
) -> Option<(f64, Stump)> {
    let mut sums = vec![(0.0, 0.0); thresholds.len() + 1];
    for (bin, (slope, curve)) in bins.iter().zip(slopes) {
        sums[usize::from(*bin)].0 += slope;
        sums[usize::from(*bin)].1 += curve;
    }
    let whole = sums.iter().fold((0.0, 0.0), |all, bin| (all.0 + bin.0, all.1 + bin.1));
    let gain = |slope: f64, curve: f64| slope * slope / (curve + PENALTY);
    let mut below = (0.0, 0.0);
    let mut found: Option<(f64, Stump)> = None;
    for (at, bin) in thresholds.iter().zip(&sums) {
        below = (below.0 + bin.0, below.1 + bin.1);
        let above = (whole.0 - below.0, whole.1 - below.1);
        let gained = gain(below.0, below.1) + gain(above.0, above.1) - gain(whole.0, whole.1);
        if found.as_ref().is_none_or(|(most, _)| gained > *most) {
            let height = |side: (f64, f64)| round(RATE * side.0 / (side.1 + PENALTY));
            let (below, above) = (height(below), height(above));
            found = Some((gained, Stump { feature, threshold: *at, below, above }));
        }
    }
    found
}
