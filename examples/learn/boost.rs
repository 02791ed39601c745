//! Boosting: a sum of steps that follows the logistic loss, one step after the other (Friedman
//! 2001, "Greedy Function Approximation", with second derivatives as in Chen & Guestrin 2016).

use verbatim::rank::confidence::{Step, Steps};

/// One that is right or not.
pub struct Trial {
    pub weight: f64,
    pub signs: Vec<f32>,
    pub right: bool,
}

const N_STEPS: usize = 300;
/// How much of a step is taken.
const RATE: f64 = 0.12;
/// Thresholds that are tried for a sign.
const N_THRESHOLDS: usize = 32;
/// Held against a step whose two sides rest on little.
const PENALTY: f64 = 4.0;

/// Fits the steps.
pub fn boost(n_signs: usize, trials: &[Trial]) -> Steps {
    let all: f64 = trials.iter().map(|trial| trial.weight).sum();
    let right: f64 = trials.iter().filter(|trial| trial.right).map(|trial| trial.weight).sum();
    let constant = round((right / (all - right)).ln());
    let thresholds: Vec<Vec<f32>> = (0..n_signs).map(|sign| thresholds(trials, sign)).collect();
    let bins: Vec<Vec<u8>> = (0..n_signs)
        .map(|sign| {
            trials
                .iter()
                .map(|trial| thresholds[sign].partition_point(|at| *at <= trial.signs[sign]) as u8)
                .collect()
        })
        .collect();
    let mut sums: Vec<f64> = vec![f64::from(constant); trials.len()];
    let mut steps = Vec::new();
    for _ in 0..N_STEPS {
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
        let Some(step) = (0..n_signs)
            .filter_map(|sign| best(sign, &thresholds[sign], &bins[sign], &slopes))
            .max_by(|one, other| one.0.total_cmp(&other.0))
        else {
            break;
        };
        let step = step.1;
        for (sum, trial) in sums.iter_mut().zip(trials) {
            *sum +=
                f64::from(if trial.signs[step.sign] < step.at { step.below } else { step.from });
        }
        steps.push(step);
    }
    Steps { constant, steps: steps.into() }
}

/// As it will be written.
fn round(number: f64) -> f32 {
    ((number * 10_000.0).round() / 10_000.0) as f32
}

fn thresholds(trials: &[Trial], sign: usize) -> Vec<f32> {
    let mut values: Vec<f32> = trials.iter().map(|trial| trial.signs[sign]).collect();
    values.sort_by(f32::total_cmp);
    let mut thresholds: Vec<f32> = (1..N_THRESHOLDS)
        .map(|part| round(f64::from(values[values.len() * part / N_THRESHOLDS])))
        .collect();
    thresholds.dedup();
    thresholds
}

/// The step of a sign that gains most, with what it gains.
fn best(
    sign: usize,
    thresholds: &[f32],
    bins: &[u8],
    slopes: &[(f64, f64)],
) -> Option<(f64, Step)> {
    let mut sums = vec![(0.0, 0.0); thresholds.len() + 1];
    for (bin, (slope, curve)) in bins.iter().zip(slopes) {
        sums[usize::from(*bin)].0 += slope;
        sums[usize::from(*bin)].1 += curve;
    }
    let whole = sums.iter().fold((0.0, 0.0), |all, bin| (all.0 + bin.0, all.1 + bin.1));
    let gain = |slope: f64, curve: f64| slope * slope / (curve + PENALTY);
    let mut below = (0.0, 0.0);
    let mut found: Option<(f64, Step)> = None;
    for (at, bin) in thresholds.iter().zip(&sums) {
        below = (below.0 + bin.0, below.1 + bin.1);
        let from = (whole.0 - below.0, whole.1 - below.1);
        let gained = gain(below.0, below.1) + gain(from.0, from.1) - gain(whole.0, whole.1);
        if found.as_ref().is_none_or(|(most, _)| gained > *most) {
            let height = |side: (f64, f64)| round(RATE * side.0 / (side.1 + PENALTY));
            found =
                Some((gained, Step { sign, at: *at, below: height(below), from: height(from) }));
        }
    }
    found
}
