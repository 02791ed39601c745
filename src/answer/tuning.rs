//! What the program that learns varies: the learned weights, and how many candidates are retrieved.

use crate::rank::Weights;

/// The learned weights and the limits on candidates.
#[derive(Debug, Clone, Copy)]
pub struct Tuning<'w> {
    /// The learned numbers.
    pub weights: &'w Weights,
    /// Those for questions whose meaning is compared as well.
    pub with_meaning: &'w Weights,
    /// Which passages are looked at.
    pub limits: CandidateLimits,
}

impl Tuning<'static> {
    /// What answers use.
    pub fn learned() -> Tuning<'static> {
        Tuning {
            weights: Weights::learned(),
            with_meaning: Weights::learned_with_meaning(),
            limits: CandidateLimits::USUAL,
        }
    }
}

/// Which passages are looked at closely: each costs as much as a search of a small library.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CandidateLimits {
    /// At most so many.
    pub n_candidates: usize,
    /// None that scores less than this share of the best, or than twice this share where the best
    /// holds all of the question.
    pub least_share: f32,
    /// The passages of so many units whose meaning lies nearest are looked at as well.
    pub n_nearest: usize,
}

impl CandidateLimits {
    /// For answers. Of 1,259 questions whose answer a passage holds, three have it in one that
    /// scores less.
    pub const USUAL: CandidateLimits =
        CandidateLimits { n_candidates: 30, least_share: 0.25, n_nearest: 30 };

    /// The least score that is looked at beside the best. `whole` is what a passage of usual length
    /// scores that has each of the question's words once: the nearer the best comes to it, the less
    /// is left for others to be better at.
    pub fn least_score(&self, best: f32, whole: f32) -> f32 {
        best * (best / whole.max(f32::EPSILON) / 2.0)
            .clamp(self.least_share, 2.0 * self.least_share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_looked_at_the_more_the_best_holds_of_the_question() {
        let least = |best: f32| CandidateLimits::USUAL.least_score(best, 10.0);
        assert_eq!(
            [least(2.0), least(5.0), least(8.0), least(10.0), least(20.0)],
            [0.5, 1.25, 3.2, 5.0, 10.0]
        );
        // The search counts on it.
        assert!(
            (0..300).all(|tenths| least(tenths as f32 / 10.0) <= least((tenths + 1) as f32 / 10.0))
        );
        assert_eq!(CandidateLimits::USUAL.least_score(0.0, 0.0), 0.0);
    }
}
