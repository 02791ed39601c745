//! Fitting: full-batch gradient descent (Adam, Kingma & Ba 2015) with an L2 penalty, from zero.

use rayon::prelude::*;

/// One of several that may be right, with the odds that it begins with.
pub struct Row<'s> {
    /// Number and value of each feature that is not zero.
    pub features: &'s [(u16, f32)],
    /// What is added to its score.
    pub offset: f32,
    pub right: bool,
}

/// Several of which at least one is right, kept flat: there are millions of rows.
#[derive(Default)]
pub struct Choice {
    pub weight: f64,
    features: Vec<(u16, f32)>,
    /// Where each row's features end, its offset, whether it is right.
    rows: Vec<(u32, f32, bool)>,
}

impl Choice {
    /// An empty one that counts `weight`.
    pub fn new(weight: f64) -> Choice {
        Choice { weight, ..Choice::default() }
    }

    /// Adds a row.
    pub fn push(&mut self, features: impl Iterator<Item = (usize, f32)>, offset: f32, right: bool) {
        self.features.extend(
            features
                .filter(|(_, value)| *value != 0.0)
                .map(|(feature, value)| (feature as u16, value)),
        );
        self.rows.push((self.features.len() as u32, offset, right));
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0;
        self.rows.iter().map(move |&(end, offset, right)| {
            let features = &self.features[start..end as usize];
            start = end as usize;
            Row { features, offset, right }
        })
    }

    /// Whether something in it can be learned.
    pub fn tells(&self) -> bool {
        self.rows.iter().any(|row| row.2) && self.rows.iter().any(|row| !row.2)
    }
}

/// Choices whose gradients are summed on one thread, one after the other: the same number on every
/// machine, so that the same questions give the same weights.
const CHUNK: usize = 64;

/// What a weight may be.
#[derive(Clone, Copy, PartialEq)]
pub enum Bound {
    None,
    NotNegative,
    Zero,
}

/// Weights under which what is right has the largest share, by softmax, within their bounds.
pub fn softmax(bounds: &[Bound], choices: &[&Choice], penalty: f64, steps: i32) -> Vec<f32> {
    let all: f64 = choices.iter().map(|choice| choice.weight).sum();
    let n = bounds.len();
    descend(bounds, steps, |weights, gradient| {
        let of_chunk = |chunk: &[&Choice]| {
            let mut sum = vec![0.0; n];
            chunk.iter().for_each(|choice| add_gradient(choice, weights, all, &mut sum));
            sum
        };
        let sums: Vec<Vec<f64>> = choices.par_chunks(CHUNK).map(of_chunk).collect();
        for sum in sums {
            gradient.iter_mut().zip(sum).for_each(|(slope, part)| *slope += part);
        }
        gradient.iter_mut().zip(weights).for_each(|(slope, weight)| *slope += penalty * weight);
    })
}

/// Adds the gradient of a choice's loss, which counts its share of the weight of `all`.
fn add_gradient(choice: &Choice, weights: &[f64], all: f64, gradient: &mut [f64]) {
    let score = |row: Row<'_>| f64::from(row.offset) + dot(row.features, weights);
    let mut odds: Vec<f64> = choice.rows().map(score).collect();
    let most = odds.iter().copied().fold(f64::MIN, f64::max);
    odds.iter_mut().for_each(|score| *score = (*score - most).exp());
    let sum: f64 = odds.iter().sum();
    let right: f64 =
        odds.iter().zip(&choice.rows).filter(|(_, row)| row.2).map(|(odds, _)| odds).sum();
    for (odds, row) in odds.iter().zip(choice.rows()) {
        let target = if row.right { odds / right.max(1e-300) } else { 0.0 };
        let push = (odds / sum - target) * choice.weight / all;
        if push.abs() > 1e-12 {
            for (feature, value) in row.features {
                gradient[usize::from(*feature)] += push * f64::from(*value);
            }
        }
    }
}

fn dot(features: &[(u16, f32)], weights: &[f64]) -> f64 {
    features.iter().map(|(feature, value)| weights[usize::from(*feature)] * f64::from(*value)).sum()
}

/// Minimises by Adam with its usual constants, each step taken back to the bounds (projected
/// gradient); `slope` adds the gradient at the weights.
fn descend(bounds: &[Bound], steps: i32, slope: impl Fn(&[f64], &mut [f64])) -> Vec<f32> {
    const RATE: f64 = 0.05;
    let n = bounds.len();
    let (mut weights, mut mean, mut square) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for step in 1..=steps {
        let mut gradient = vec![0.0; n];
        slope(&weights, &mut gradient);
        for at in 0..n {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient[at];
            square[at] = 0.999 * square[at] + 0.001 * gradient[at] * gradient[at];
            let (mean, square): (f64, f64) =
                (mean[at] / (1.0 - 0.9_f64.powi(step)), square[at] / (1.0 - 0.999_f64.powi(step)));
            weights[at] -= RATE * mean / (square.sqrt() + 1e-8);
            weights[at] = match bounds[at] {
                Bound::None => weights[at],
                Bound::NotNegative => weights[at].max(0.0),
                Bound::Zero => 0.0,
            };
        }
    }
    weights.into_iter().map(|weight| weight as f32).collect()
}
