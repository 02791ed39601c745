//! The four models, fitted one after the other.

use verbatim::answer::{N_QUOTES, Outcome, Scope, Shelf, answer};
use verbatim::document::ByteRange;
use verbatim::rank::score::{first_round, search, second_look, tokens};
use verbatim::rank::view::View;
use verbatim::rank::{Scored, Weights, confidence, features, rank, spans};

use crate::boost::{Trial, boost};
use crate::evidence::Case;
use crate::fail;
use crate::fit::{Choice, softmax};

/// Sentences of a question whose spans are learned from.
const N_SPANNED: usize = 8;
/// A span that shares less with the answer is no answer: share of bytes, as F1.
const LEAST_OVERLAP: f32 = 0.3;

/// Parts that the cases are held in: what a model says of a part that it did not learn from is what
/// the next model learns from, since it will be asked about what neither has seen (stacking,
/// Wolpert 1992).
pub const N_PARTS: usize = 5;

/// L2 penalty of the weights of sentences, and of spans.
const SENTENCES: f64 = 3e-4;
const SPANS: f64 = 1e-4;

/// Fits all models on the cases that are kept, without these features of a sentence.
pub fn train(
    cases: &[Case],
    shelves: &[Shelf],
    without: &[usize],
    keep: impl Fn(&Case) -> bool,
) -> Weights {
    let kept: Vec<&Case> = cases.iter().filter(|case| keep(case)).collect();
    let weights = ranking(&kept, without);
    let confidence = boost(
        confidence::N,
        &in_parts(&kept, |inside, outside| trials(inside, shelves, &ranking(outside, without), 1)),
    );
    let answered = boost(confidence::N, &trials(&kept, shelves, &weights, N_QUOTES));
    Weights { confidence, answered, ..weights }
}

/// Fits the models that rank.
fn ranking(cases: &[&Case], without: &[usize]) -> Weights {
    let mut weights = verbatim::rank::WEIGHTS.clone();
    weights.first = array(softmax(features::N, &first_choices(cases), without, SENTENCES, 600));
    let span =
        |cases: &[&Case]| array(softmax(spans::N, &span_choices(cases, &weights), &[], SPANS, 300));
    let seconds = in_parts(cases, |inside, outside| {
        second_choices(inside, &Weights { span: span(outside), ..weights.clone() })
    });
    let span = span(cases);
    Weights {
        rank: array(softmax(features::N, &seconds, without, SENTENCES, 600)),
        span,
        ..weights
    }
}

/// What is made of each part of the cases with the others at hand.
fn in_parts<T>(cases: &[&Case], of_part: impl Fn(&[&Case], &[&Case]) -> Vec<T>) -> Vec<T> {
    let part = |part: usize| -> Vec<T> {
        let (inside, outside): (Vec<&Case>, Vec<&Case>) =
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
        let view = View::new(&case.wide.question, &case.wide.asked);
        let first = first_round(&view, &case.wide.candidates, weights);
        let holds =
            |scored: &Scored| answers(case, scored).is_some_and(|answers| !answers.is_empty());
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
        let view = View::new(&case.wide.question, &case.wide.asked);
        for (candidate, features) in view.of(&case.wide.candidates).into_iter().enumerate() {
            for (sentence, features) in features.iter().enumerate() {
                let (file, parts) = case.wide.place(candidate, sentence);
                if let Some(answers) = case.answers_in(file, parts) {
                    choice.push(dense(features), 0.0, !answers.is_empty());
                }
            }
        }
        choice
    };
    cases.iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

fn answers(case: &Case, scored: &Scored) -> Option<Vec<ByteRange>> {
    let (file, parts) = case.wide.place(scored.candidate, scored.sentence);
    case.answers_in(file, parts)
}

fn span_choices(cases: &[&Case], weights: &Weights) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let view = View::new(&case.wide.question, &case.wide.asked);
        for scored in first_round(&view, &case.wide.candidates, weights).iter().take(N_SPANNED) {
            let Some(answers) = answers(case, scored) else { continue };
            let (_, parts) = case.wide.place(scored.candidate, scored.sentence);
            let first = parts[0].start();
            let search = search(&view, &case.wide.candidates, scored);
            let tokens = tokens(&case.wide.candidates, scored);
            let mut rows: Vec<(Vec<(usize, f32)>, f32)> = Vec::new();
            search.spans(|span| {
                let mut signs = Vec::new();
                search.signs(span, |sign, value| signs.push((sign, value)));
                let bytes = span.bytes(tokens);
                let range = ByteRange::new(first + bytes.start, first + bytes.end);
                rows.push((
                    signs,
                    answers.iter().map(|answer| overlap(range, *answer)).fold(0.0, f32::max),
                ));
            });
            let most = rows.iter().map(|row| row.1).fold(LEAST_OVERLAP, f32::max);
            for (signs, overlap) in rows {
                choice.push(signs.into_iter(), scored.score, overlap >= most);
            }
        }
        choice
    };
    cases.iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

/// F1 of the bytes that two ranges share.
fn overlap(one: ByteRange, other: ByteRange) -> f32 {
    let shared = one.end().min(other.end()).saturating_sub(one.start().max(other.start()));
    2.0 * shared as f32 / (one.n_bytes() + other.n_bytes()) as f32
}

fn second_choices(cases: &[&Case], weights: &Weights) -> Vec<Choice> {
    let choice = |case: &&Case| {
        let mut choice = Choice::new(case.weight);
        let view = View::new(&case.wide.question, &case.wide.asked);
        for mut scored in first_round(&view, &case.wide.candidates, weights) {
            second_look(&view, &case.wide.candidates, &mut scored, weights);
            if let Some(answers) = answers(case, &scored) {
                choice.push(dense(&scored.features), 0.0, !answers.is_empty());
            }
        }
        choice
    };
    cases.iter().filter(|case| case.answerable).map(choice).filter(Choice::tells).collect()
}

/// For each question what the models of confidence look at, and whether one of the first quotes
/// holds the evidence.
fn trials(cases: &[&Case], shelves: &[Shelf], weights: &Weights, first: usize) -> Vec<Trial> {
    let shelves: Vec<Shelf> = shelves.iter().map(|shelf| shelf.weighing(weights.clone())).collect();
    let trial = |case: &&Case| {
        let retrieved = &case.retrieved;
        let scored = rank(&retrieved.question, &retrieved.asked, &retrieved.candidates, weights);
        if scored.is_empty() {
            return None;
        }
        let answer = answer(&case.question, &Scope::All, &shelves[case.set], N_QUOTES)
            .unwrap_or_else(|error| fail(&error.to_string()));
        let (Outcome::Answered(quotes) | Outcome::NothingFound { nearest: quotes }) =
            &answer.outcome;
        let right = quotes.iter().take(first).any(|shown| case.is_hit(shown));
        let signs = confidence::signs(
            &retrieved.asked,
            &retrieved.candidates,
            &scored,
            0,
            retrieved.missing.len(),
        );
        Some(Trial { weight: case.weight, signs: signs.to_vec(), right })
    };
    cases.iter().filter_map(trial).collect()
}
