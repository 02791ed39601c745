//! Boosting: a sum of trees that follows the logistic loss, one tree after the other (Friedman
//! 2001, "Greedy Function Approximation", with second derivatives as in Chen & Guestrin 2016).

use verbatim::rank::trees::{BoostedTrees, Stump, Tree};

/// One that is right or not.
pub struct Trial {
    pub weight: f64,
    pub features: Vec<f32>,
    pub right: bool,
}

const N_TREES: usize = 400;
/// How much of a tree is taken.
const RATE: f64 = 0.08;
/// Thresholds that are tried for a feature.
const N_THRESHOLDS: usize = 48;
/// Penalty of a leaf that rests on few trials.
const PENALTY: f64 = 4.0;

/// First and second derivative of the loss, summed over trials.
#[derive(Clone, Copy, Default)]
struct Slope {
    first: f64,
    second: f64,
}

impl Slope {
    fn plus(self, other: Slope) -> Slope {
        Slope { first: self.first + other.first, second: self.second + other.second }
    }

    fn less(self, other: Slope) -> Slope {
        Slope { first: self.first - other.first, second: self.second - other.second }
    }

    /// By how much a leaf of these trials lowers the loss.
    fn gain(self) -> f64 {
        self.first * self.first / (self.second + PENALTY)
    }

    /// What such a leaf adds.
    fn height(self) -> f32 {
        round(RATE * self.first / (self.second + PENALTY))
    }
}

/// The trials, each feature's values as the numbers of the bins that they fall into.
struct Binned {
    thresholds: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

/// A way to part trials in two.
struct Split {
    gain: f64,
    feature: usize,
    /// The last bin of the side below.
    bin: u8,
    threshold: f32,
    below: Slope,
    above: Slope,
}

/// Fits the trees.
pub fn boost(n_features: usize, trials: &[Trial]) -> BoostedTrees {
    let all: f64 = trials.iter().map(|trial| trial.weight).sum();
    let right: f64 = trials.iter().filter(|trial| trial.right).map(|trial| trial.weight).sum();
    let constant = round((right / (all - right)).ln());
    let binned = Binned::of(n_features, trials);
    let everything: Vec<u32> = (0..trials.len() as u32).collect();
    let mut sums: Vec<f64> = vec![f64::from(constant); trials.len()];
    let mut trees = Vec::new();
    for _ in 0..N_TREES {
        let slopes: Vec<Slope> = sums.iter().zip(trials).map(slope).collect();
        let Some(root) = binned.best(&everything, &slopes) else { break };
        let is_below = |at: &u32| binned.bins[root.feature][*at as usize] <= root.bin;
        let (below, above): (Vec<u32>, Vec<u32>) = everything.iter().partition(|at| is_below(at));
        let tree = Tree {
            feature: root.feature,
            threshold: root.threshold,
            below: binned.stump(&below, &slopes, root.below),
            above: binned.stump(&above, &slopes, root.above),
        };
        for (sum, trial) in sums.iter_mut().zip(trials) {
            *sum += f64::from(tree.value(&trial.features));
        }
        trees.push(tree);
    }
    BoostedTrees { constant, trees }
}

fn slope((sum, trial): (&f64, &Trial)) -> Slope {
    let probability = 1.0 / (1.0 + (-sum).exp());
    let target = f64::from(u8::from(trial.right));
    Slope {
        first: (target - probability) * trial.weight,
        second: probability * (1.0 - probability) * trial.weight,
    }
}

/// As it will be written.
fn round(number: f64) -> f32 {
    ((number * 10_000.0).round() / 10_000.0) as f32
}

impl Binned {
    fn of(n_features: usize, trials: &[Trial]) -> Binned {
        let thresholds: Vec<Vec<f32>> =
            (0..n_features).map(|feature| thresholds(trials, feature)).collect();
        let bins = thresholds.iter().enumerate().map(|(feature, thresholds)| {
            let bin = |trial: &Trial| {
                thresholds.partition_point(|at| *at <= trial.features[feature]) as u8
            };
            trials.iter().map(bin).collect()
        });
        Binned { bins: bins.collect(), thresholds }
    }

    /// The split of these trials that gains most; `None` where none gains.
    fn best(&self, trials: &[u32], slopes: &[Slope]) -> Option<Split> {
        let splits = (0..self.bins.len()).filter_map(|feature| self.split(feature, trials, slopes));
        splits.max_by(|one, other| one.gain.total_cmp(&other.gain))
    }

    fn split(&self, feature: usize, trials: &[u32], slopes: &[Slope]) -> Option<Split> {
        let thresholds = &self.thresholds[feature];
        let mut sums = vec![Slope::default(); thresholds.len() + 1];
        for at in trials {
            let sum = &mut sums[usize::from(self.bins[feature][*at as usize])];
            *sum = sum.plus(slopes[*at as usize]);
        }
        let whole = sums.iter().fold(Slope::default(), |all, bin| all.plus(*bin));
        let mut below = Slope::default();
        let mut found: Option<Split> = None;
        for (bin, (threshold, sum)) in thresholds.iter().zip(&sums).enumerate() {
            below = below.plus(*sum);
            let above = whole.less(below);
            let gain = below.gain() + above.gain() - whole.gain();
            if gain > 1e-9 && found.as_ref().is_none_or(|found| gain > found.gain) {
                let (bin, threshold) = (bin as u8, *threshold);
                found = Some(Split { gain, feature, bin, threshold, below, above });
            }
        }
        found
    }

    /// The best stump for these trials, whose slopes come to `whole`.
    fn stump(&self, trials: &[u32], slopes: &[Slope], whole: Slope) -> Stump {
        match self.best(trials, slopes) {
            Some(split) => Stump {
                feature: split.feature,
                threshold: split.threshold,
                below: split.below.height(),
                above: split.above.height(),
            },
            None => {
                let height = whole.height();
                Stump { feature: 0, threshold: 0.0, below: height, above: height }
            }
        }
    }
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
