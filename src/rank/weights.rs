//! The learned numbers; not written by hand. Made by
//!
//! ```text
//! cargo run --release --example learn --
//!     --set seeds 5 …        60 questions about the documents in seeds/
//!     --set en 1 …           612 questions of XQuAD (Artetxe et al. 2020), English, all articles indexed
//!     --set ru 1 …           the same in Russian
//!     --set absent 0.5 …     the English ones over a library without their articles
//!     --set cut 1 …          the English ones over a library without every second of their paragraphs
//!     --set ru-absent 0.5 …  the Russian ones over a library without their articles
//! ```
//!
//! first for `RANK`, then, with that in place, for `CONFIDENCE`, whose signs depend on the ranking.

use super::confidence;
use super::features;

/// Weights of the features of a sentence.
pub(super) const RANK: [f32; features::N] = [
    3.361, 2.545, 4.397, 0.363, 3.413, 5.951, 4.011, 1.753, -0.212, -3.082, 3.472, 2.178, -0.060, 2.018, 1.137, 2.417, 1.063, 3.078, 0.668, -0.016, 1.284,
    1.953, 0.043, 0.022, 0.000, -1.140, 1.150, 0.461, 3.554, -0.266, 0.618, 0.969, 2.898,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.921, -0.045, 2.147, 0.201, -3.941, 0.028, 0.947, -0.305, -2.662];
