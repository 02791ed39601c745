//! The learned numbers. Made by `cargo run --release --example learn`; not written by hand.

use super::confidence;
use super::features;

/// Weights of the features of a sentence.
pub(super) const RANK: [f32; features::N] = [
    3.166, 2.872, 3.544, 1.046, -0.181, 3.614, 1.568, -0.625, -0.157, -0.310, 2.433, 2.625, 0.020, 1.424, 1.003, 1.647, 0.243, 2.376, 1.255, 0.798, 1.126,
    1.689, -0.038, -0.037, 0.000, -1.230,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.556, 1.577, 1.535, 0.004, -2.756, 0.121, 1.010, -0.527, -2.389];
