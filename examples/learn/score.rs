//! Whole answers held against the evidence.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use verbatim::answer::{CandidateLimits, N_QUOTES, Outcome, Ranking, Tuning, answer_tuned};
use verbatim::corpus::{Scope, Shelf};
use verbatim::rank::Weights;

use crate::evidence::Case;
use crate::fail;

/// Counts over a set.
#[derive(Default)]
pub struct Score {
    answerable: usize,
    answered: usize,
    hit1: usize,
    hit3: usize,
    unanswerable: usize,
    silent: usize,
    /// The probability of an answer of each question, and whether the evidence is among the quotes
    /// that would be shown.
    told: Vec<(f32, bool)>,
}

impl Score {
    /// How often a right answer has more probability than a wrong or needless one (ties count half).
    fn auroc(&self) -> f64 {
        let of = |is_right: bool| self.told.iter().filter(move |told| told.1 == is_right);
        let pairs = of(true).flat_map(|right| of(false).map(move |wrong| (right.0, wrong.0)));
        let (sum, n) = pairs.fold((0.0, 0_usize), |(sum, n), (right, wrong)| {
            (
                sum + f64::from(u8::from(right > wrong))
                    + f64::from(u8::from(right == wrong)) / 2.0,
                n + 1,
            )
        });
        sum / n.max(1) as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        write!(
            out,
            "hit@1 {:.4} hit@3 {:.4} answered {:.4} of {}, silent {:.4} of {}, AUROC {:.4}",
            share(self.hit1, self.answerable),
            share(self.hit3, self.answerable),
            share(self.answered, self.answerable),
            self.answerable,
            share(self.silent, self.unanswerable),
            self.unanswerable,
            self.auroc()
        )
    }
}

/// Answers the questions that are kept and adds to the scores of their sets.
pub fn score(
    cases: &[Case],
    shelves: &[Arc<Shelf>],
    weights: &Weights,
    keep: impl Fn(&Case) -> bool,
    scores: &mut BTreeMap<usize, Score>,
) {
    let tuning = Tuning { weights, with_meaning: weights, limits: CandidateLimits::USUAL };
    for case in cases.iter().filter(|case| keep(case)) {
        let answer =
            answer_tuned(&case.question, &Scope::All, &shelves[case.set], N_QUOTES, tuning)
                .unwrap_or_else(|error| fail(&error.to_string()));
        let (quotes, nearest) = match &answer.outcome {
            Outcome::Answered(quotes) => (quotes.as_slice(), quotes.as_slice()),
            Outcome::NothingFound { nearest } => (&[] as &[_], nearest.as_slice()),
        };
        let ranking = Ranking::of(&case.question, &Scope::All, &shelves[case.set], tuning)
            .unwrap_or_else(|error| fail(&error.to_string()));
        let is_right = case.answerable && nearest.iter().any(|shown| case.is_hit(shown));
        let score = scores.entry(case.set).or_default();
        score.told.push((ranking.answer_probability(), is_right));
        if !case.answerable {
            score.unanswerable += 1;
            score.silent += usize::from(quotes.is_empty());
            continue;
        }
        let hits: Vec<bool> = quotes.iter().map(|shown| case.is_hit(shown)).collect();
        score.answerable += 1;
        score.answered += usize::from(!quotes.is_empty());
        score.hit1 += usize::from(hits.first() == Some(&true));
        score.hit3 += usize::from(hits.contains(&true));
    }
}
