//! The models, fitted one after the other.

use std::sync::Arc;

use rayon::prelude::*;
use verbatim::answer::{
    CandidateLimits, N_QUOTES, Outcome, Ranking, Retrieved, Tuning, answer_tuned, read_closely,
};
use verbatim::corpus::Shelf;
use verbatim::document::ByteRange;
use verbatim::rank::alignment::add_alignment;
use verbatim::rank::feature_values::unit_features;
use verbatim::rank::features::{Feature, OF_THIRD_ROUND};
use verbatim::rank::matching::Matcher;
use verbatim::rank::ranking::{add_span_features, first_round};
use verbatim::rank::spans::{SpanFinder, features as span_names, span_features};
use verbatim::rank::{RankedUnit, Weights, confidence, features, rank};

use crate::boost::{Trial, boost};
use crate::evidence::{Case, Teaches};
use crate::fail;
use crate::fit::{Bound, Choice, softmax};

/// Units of a question whose spans are learned from.
const N_SPANNED: usize = 8;
/// A span that shares less with the answer is no answer: share of bytes, as F1.
const LEAST_OVERLAP: f32 = 0.3;

/// Parts that the cases are held in: what a model says of a part that it did not learn from is what
/// the next model learns from, since it will be asked about what neither has seen (stacking,
/// Wolpert 1992).
pub const N_PARTS: usize = 5;

/// L2 penalty of the weights of units, of those of the third round, and of spans.
const UNITS: f64 = 1e-3;
const LAST: f64 = 1e-2;
const SPANS: f64 = 1e-4;

/// Fits all models on the cases, without these features of a unit.
pub fn train<'c>(
    cases: impl Iterator<Item = &'c Case>,
    shelves: &[Arc<Shelf>],
    without: &[usize],
) -> Weights {
    let kept: Vec<&Case> = cases.collect();
    let weights = ranking(&kept, shelves, without);
    let both = in_parts(&kept, |inside, outside| {
        let weights = ranking(outside, shelves, without);
        let inside: Vec<&Case> =
            inside.iter().copied().filter(|case| case.teaches != Teaches::Last).collect();
        let trials = |first| trials(&inside, shelves, &weights, first);
        vec![(trials(1), trials(N_QUOTES))]
    });
    let (one, three): (Vec<Vec<Trial>>, Vec<Vec<Trial>>) = both.into_iter().unzip();
    let boost = |trials: Vec<Vec<Trial>>| {
        boost(confidence::N, &trials.into_iter().flatten().collect::<Vec<_>>())
    };
    Weights { confidence: boost(one), answerability: boost(three), ..weights }
}

/// What speaks for a unit or against it, as the questions have it. Of all others more never speaks
/// against a unit: held to that, they do not make up for each other, and what was learned from some
/// libraries does better on another.
const EITHER_WAY: [Feature; 29] = [
    Feature::LogLength,
    Feature::IsShort,
    Feature::IsCode,
    Feature::IsItem,
    Feature::IsField,
    Feature::IsRow,
    Feature::IsLead,
    Feature::IsQuestion,
    Feature::IsFirst,
    Feature::Shared,
    Feature::SharedUnnamed,
    Feature::IsCodeForKeyword,
    Feature::IsCodeForHow,
    Feature::Depth,
    Feature::NewWords,
    Feature::NearHeading,
    Feature::OpensTop,
    Feature::OpensNearest,
    Feature::OpensTopForKeyword,
    Feature::OpensNearestForKeyword,
    Feature::HasTime,
    Feature::HasNumber,
    Feature::HasName,
    Feature::GivesReason,
    Feature::Defines,
    Feature::Expands,
    Feature::HasTimeRange,
    Feature::LogRestOfDocument,
    Feature::TopHeadingCoverage,
];

/// What the weight of each feature may be.
fn bounds(without: &[usize]) -> [Bound; features::N] {
    let mut bounds = [Bound::NotNegative; features::N];
    EITHER_WAY.iter().for_each(|feature| bounds[*feature as usize] = Bound::None);
    without.iter().for_each(|feature| bounds[*feature] = Bound::Zero);
    bounds
}

/// Fits the models that rank, each round on what the one before says of cases that it did not learn
/// from.
fn ranking(cases: &[&Case], shelves: &[Arc<Shelf>], without: &[usize]) -> Weights {
    let that_teach = |what: Teaches| -> Vec<&Case> {
        cases.iter().copied().filter(|case| case.teaches == what).collect()
    };
    let last = that_teach(Teaches::Last);
    let cases: &[&Case] = &that_teach(Teaches::All);
    let mut weights = Weights::zero();
    let bounds = bounds(without);
    let units = |choices: &[&Choice]| array(softmax(&bounds, choices, UNITS, 600));
    weights.first_round = units(&first_choices(cases).iter().collect::<Vec<_>>());
    let span = |cases: &[&Case]| {
        let any = [Bound::None; span_names::N];
        let choices = span_choices(cases, &weights);
        array(softmax(&any, &choices.iter().collect::<Vec<_>>(), SPANS, 300))
    };
    let parts = in_parts(cases, |inside, outside| {
        let weights = Weights { spans: span(outside), ..weights.clone() };
        vec![(inside.to_vec(), second_choices(inside, &weights), weights)]
    });
    let spans = span(cases);
    let seconds = |skipped: Option<usize>| {
        let kept = parts.iter().enumerate().filter(move |(part, _)| Some(*part) != skipped);
        units(&kept.flat_map(|(_, (_, choices, _))| choices).collect::<Vec<_>>())
    };
    let third = |(part, (inside, _, weights)): (usize, &(Vec<&Case>, Vec<Choice>, Weights))| {
        let weights = Weights { second_round: seconds(Some(part)), ..weights.clone() };
        third_choices(inside, shelves, &weights)
    };
    let mut thirds: Vec<Choice> = parts.iter().enumerate().flat_map(third).collect();
    let weights = Weights { second_round: seconds(None), spans, ..weights };
    thirds.extend(third_choices(&last, shelves, &weights));
    let third_round = match thirds.as_slice() {
        // Words alone decide.
        [] => weights.third_round,
        thirds => {
            let positive = [Bound::NotNegative; OF_THIRD_ROUND.len()];
            array(softmax(&positive, &thirds.iter().collect::<Vec<_>>(), LAST, 600))
        }
    };
    Weights { third_round, ..weights }
}

/// What is made of each part of the cases with the others at hand.
fn in_parts<'c, T>(
    cases: &[&'c Case],
    of_part: impl Fn(&[&'c Case], &[&'c Case]) -> Vec<T>,
) -> Vec<T> {
    let part = |part: usize| -> Vec<T> {
        let (inside, outside): (Vec<&'c Case>, Vec<&'c Case>) =
            cases.iter().partition(|case| case.part == part);
        if inside.is_empty() { Vec::new() } else { of_part(&inside, &outside) }
    };
    (0..N_PARTS).flat_map(part).collect()
}

/// Of how many questions of a set the evidence is found: all answerable ones, those with evidence
/// among the candidates, and those with evidence in the second round.
pub fn recall(cases: &[Case], set: usize, weights: &Weights) -> (usize, usize, usize) {
    let mut counts = (0, 0, 0);
    for case in cases.iter().filter(|case| case.set == set && case.answerable) {
        let matcher = Matcher::new(&case.wide.question, &case.wide.query);
        let first = first_round(&matcher, &case.wide.candidates, weights);
        let holds =
            |unit: &RankedUnit| answers(case, unit).is_some_and(|answers| !answers.is_empty());
        counts.0 += 1;
        counts.1 += usize::from(first_choices(&[case]).iter().any(Choice::tells));
        counts.2 += usize::from(first.iter().any(holds));
    }
    counts
}

fn array<const N: usize>(numbers: Vec<f32>) -> [f32; N] {
    // As they will be written, so that the figures are those of the program.
    let rounded: Vec<f32> =
        numbers.into_iter().map(|number| (number * 1000.0).round() / 1000.0).collect();
    rounded.try_into().expect("as many weights as features")
}

fn dense(features: &features::Features) -> impl Iterator<Item = (usize, f32)> {
    features.iter().copied().enumerate()
}

fn first_choices(cases: &[&Case]) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let matcher = Matcher::new(&case.wide.question, &case.wide.query);
        let candidates = &case.wide.candidates;
        for (candidate, features) in candidates.iter().zip(unit_features(&matcher, candidates)) {
            let passage = &candidate.passage;
            for (unit, features) in passage.passage.units.iter().zip(&features) {
                if let Some(answers) = case.answers_in(&passage.file, &unit.parts) {
                    choice.push(dense(features), 0.0, !answers.is_empty());
                }
            }
        }
        choice
    };
    cases.par_iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

fn answers(case: &Case, unit: &RankedUnit) -> Option<Vec<ByteRange>> {
    case.answers_in(unit.file(), unit.parts())
}

fn span_choices(cases: &[&Case], weights: &Weights) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let matcher = Matcher::new(&case.wide.question, &case.wide.query);
        let ranked = first_round(&matcher, &case.wide.candidates, weights);
        for unit in ranked.iter().take(N_SPANNED) {
            let Some(answers) = answers(case, unit) else { continue };
            let first = unit.parts()[0].start();
            let finder = SpanFinder::new(&matcher, matcher.matched(unit.words()));
            let mut rows: Vec<(Vec<(usize, f32)>, f32)> = Vec::new();
            finder.spans(|span| {
                let mut features = Vec::new();
                span_features(&finder, span, |feature, value| {
                    features.push((feature.number(), value));
                });
                let bytes = span.bytes(&unit.words().tokens);
                let range = ByteRange::new(first + bytes.start, first + bytes.end);
                rows.push((
                    features,
                    answers.iter().map(|answer| overlap(range, *answer)).fold(0.0, f32::max),
                ));
            });
            let most = rows.iter().map(|row| row.1).fold(LEAST_OVERLAP, f32::max);
            for (features, overlap) in rows {
                choice.push(features.into_iter(), unit.score, overlap >= most);
            }
        }
        choice
    };
    cases.par_iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

/// F1 of the bytes that two ranges share.
fn overlap(one: ByteRange, other: ByteRange) -> f32 {
    let shared = one.end().min(other.end()).saturating_sub(one.start().max(other.start()));
    2.0 * shared as f32 / (one.n_bytes() + other.n_bytes()) as f32
}

fn second_choices(cases: &[&Case], weights: &Weights) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let matcher = Matcher::new(&case.wide.question, &case.wide.query);
        for mut unit in first_round(&matcher, &case.wide.candidates, weights) {
            add_span_features(&matcher, &mut unit, weights);
            if let Some(answers) = answers(case, &unit) {
                choice.push(dense(&unit.features), 0.0, !answers.is_empty());
            }
        }
        choice
    };
    cases.par_iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

fn third_choices(cases: &[&Case], shelves: &[Arc<Shelf>], weights: &Weights) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let Retrieved { question, query, candidates, .. } = &case.wide;
        let Some(meaning) = question.meaning() else { return choice };
        let mut units = rank(question, query, candidates, weights);
        let read = read_closely(meaning, &units, &shelves[case.set])
            .unwrap_or_else(|error| fail(&error.to_string()));
        add_alignment(question, query, &read, &mut units);
        for unit in &units {
            if let Some(answers) = answers(case, unit) {
                let features = OF_THIRD_ROUND.iter().map(|feature| unit.feature(*feature));
                choice.push(features.enumerate(), 0.0, !answers.is_empty());
            }
        }
        choice
    };
    cases.par_iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

/// For each question what the models of confidence look at, and whether one of the first quotes
/// holds the evidence.
fn trials(cases: &[&Case], shelves: &[Arc<Shelf>], weights: &Weights, first: usize) -> Vec<Trial> {
    let tuning = Tuning { weights, with_meaning: weights, limits: CandidateLimits::USUAL };
    let trial = |case: &&Case| {
        let shelf = &shelves[case.set];
        let ranking = Ranking::of(&case.question, &case.scope, shelf, tuning)
            .unwrap_or_else(|error| fail(&error.to_string()));
        if ranking.units.is_empty() {
            return None;
        }
        let answer = answer_tuned(&case.question, &case.scope, shelf, N_QUOTES, tuning)
            .unwrap_or_else(|error| fail(&error.to_string()));
        let (Outcome::Answered(quotes) | Outcome::NothingFound { nearest: quotes }) =
            &answer.outcome;
        let right = quotes.iter().take(first).any(|shown| case.is_hit(shown));
        let features = ranking.confidence_features(0).to_vec();
        Some(Trial { weight: case.weight, features, right })
    };
    cases.par_iter().filter_map(trial).collect()
}
