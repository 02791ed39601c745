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
    3.363, 2.544, 4.397, 0.363, 3.422, 5.949, 4.011, 1.751, -0.210, -3.081, 3.472, 2.177, -0.060, 2.017, 1.144, 2.425, 1.072, 3.080, 0.667, -0.006, 1.284,
    1.951, 0.043, 0.022, 0.000, -1.139, 1.156, 0.466, 3.554, -0.296, 0.632, 0.967, 2.892,
];

/// Weights of the features of an answer; the last is the constant.
pub(super) const CONFIDENCE: [f32; confidence::N + 1] = [3.932, -0.022, 2.168, 0.197, -3.952, 0.028, 0.950, -0.324, -2.621];
