//! The learned numbers. Made by `cargo run --release --example learn`; not written by hand.

use super::confidence;
use super::features;

/// Weights of the features of a sentence.
pub(super) const RANK: [f32; features::N] = [
    2.311, 2.071, 3.281, 1.039, 0.675, 4.505, 2.355, 0.284, -0.157, -0.974, 2.282, 2.182, -0.023, 1.473, 1.013, 1.706, 0.347, 2.363, 1.329, 0.728, 1.280,
    1.738, -0.011, -0.023, 0.000, -1.293, 0.528, 1.000, 2.438,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.551, 0.507, 1.770, 0.025, -3.843, 0.148, 1.152, -0.422, -2.368];
