//! The learned numbers. Made by `cargo run --release --example learn`; not written by hand.

use super::confidence;
use super::features;

/// Weights of the features of a sentence.
pub(super) const RANK: [f32; features::N] = [
    3.260, 2.493, 4.323, 0.331, 2.647, 6.023, 3.989, 1.665, -0.177, -2.966, 3.631, 2.487, -0.129, 1.534, 1.122, 2.474, 1.104, 3.286, 1.448, 0.128, 1.377,
    1.990, 0.037, 0.005, 0.000, -1.238, 0.327, 0.551, 3.434, -0.485, 1.269, 0.915,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.143, 0.529, 1.696, 0.100, -3.904, 0.125, 1.053, -0.106, -3.011];
