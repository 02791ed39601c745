//! The learned numbers. Made by `cargo run --release --example learn`; not written by hand.

use super::confidence;
use super::features;

/// Weights of the features of a sentence.
pub(super) const RANK: [f32; features::N] = [
    3.348, 2.600, 4.355, 0.381, 3.519, 5.983, 4.024, 1.786, -0.213, -3.066, 3.343, 2.177, -0.064, 2.030, 1.142, 2.416, 1.066, 3.077, 1.525, -0.017, 1.333,
    1.974, 0.041, 0.026, 0.000, -1.212, 1.132, 0.458, 3.576, -0.258, 0.598, 0.965, 2.928,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.679, 0.157, 2.146, 0.210, -3.884, 0.045, 0.911, -0.294, -2.673];
