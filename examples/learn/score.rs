//! Whole answers held against the evidence.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use verbatim::answer::{CandidateLimits, N_QUOTES, Outcome, Tuning, answer_tuned};
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
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        write!(
            out,
            "hit@1 {:.4} hit@3 {:.4} answered {:.4} of {}, silent {:.4} of {}",
            share(self.hit1, self.answerable),
            share(self.hit3, self.answerable),
            share(self.answered, self.answerable),
            self.answerable,
            share(self.silent, self.unanswerable),
            self.unanswerable
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
        let quotes = match &answer.outcome {
            Outcome::Answered(quotes) => quotes.as_slice(),
            Outcome::NothingFound { .. } => &[],
        };
        let score = scores.entry(case.set).or_default();
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
