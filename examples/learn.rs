//! Learns the numbers of `src/rank/weights.rs` from questions with gold evidence.
//!
//! usage: learn [--folds N] --set NAME WEIGHT DOCUMENTS QUESTIONS [--set …]
//!
//! Two models. The first scores sentences: softmax over a question's candidates, the evidence should have
//! the largest share. The second tells whether the first quote answers: logistic, on answerable and
//! unanswerable questions alike. Both are fitted by full-batch gradient descent (Adam, Kingma & Ba 2015)
//! with an L2 penalty, from zero, so that the same questions give the same numbers. With `--folds` the
//! first model is also fitted on all folds but one and scored on that one; folds are made of documents,
//! not of questions.
//!
//! A question counts its set's weight: a small set of another kind is not drowned by a large one.
//!
//! Weights go to stdout as Rust, figures to stderr.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;

use serde::Deserialize;
use verbatim::answer::{Scope, Shelf, consider};
use verbatim::document::ByteRange;
use verbatim::library::{Folders, Library, Progress};
use verbatim::question::Question;
use verbatim::rank::{confidence, features};

#[derive(Deserialize)]
struct Asked {
    question: String,
    answerable: bool,
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    file: String,
    start: Option<usize>,
    end: Option<usize>,
    quote: Option<String>,
    answer: Option<String>,
    /// True but incomplete evidence: neither right nor wrong.
    #[serde(default)]
    partial: bool,
}

/// A question's candidates: features, and whether each holds the evidence.
struct Case {
    set: usize,
    weight: f64,
    fold: usize,
    candidates: Vec<(features::Features, bool)>,
}

/// The first candidate's signs, and whether it holds the evidence.
struct Trust {
    set: usize,
    weight: f64,
    signs: [f32; confidence::N],
    right: bool,
}

struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: usize, _: usize) {}
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut folds = 1;
    let mut sets: Vec<(String, f64, PathBuf, PathBuf)> = Vec::new();
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().unwrap_or_else(|| usage());
        match argument.as_str() {
            "--folds" => folds = next().parse().unwrap_or_else(|_| usage()),
            "--set" => sets.push((next(), next().parse().unwrap_or_else(|_| usage()), PathBuf::from(next()), PathBuf::from(next()))),
            _ => usage(),
        }
    }
    if sets.is_empty() {
        usage();
    }
    let (mut cases, mut trusts) = (Vec::new(), Vec::new());
    for (number, (_, weight, documents, questions)) in sets.iter().enumerate() {
        gather(number, *weight, documents, questions, folds, &mut cases, &mut trusts);
    }
    let weights = fit_ranking(&cases, |_| true);
    for (number, (name, ..)) in sets.iter().enumerate() {
        let of_set: Vec<&Case> = cases.iter().filter(|case| case.set == number).collect();
        if of_set.is_empty() {
            continue;
        }
        eprint!("{name}: {} questions, hit@1 fitted {:.4}", of_set.len(), hits(&of_set, &weights));
        if folds > 1 {
            let mut right = 0.0;
            for fold in 0..folds {
                let held_out: Vec<&Case> = of_set.iter().copied().filter(|case| case.fold == fold).collect();
                right += hits(&held_out, &fit_ranking(&cases, |case| case.fold != fold)) * held_out.len() as f64;
            }
            eprint!(", cross-validated {:.4}", right / of_set.len() as f64);
        }
        eprintln!();
    }
    let trust = fit_trust(&trusts);
    for (number, (name, ..)) in sets.iter().enumerate() {
        let of_set: Vec<&Trust> = trusts.iter().filter(|trust| trust.set == number).collect();
        let mean = of_set.iter().map(|case| probability(&case.signs, &trust)).sum::<f64>() / of_set.len().max(1) as f64;
        let right = of_set.iter().filter(|case| case.right).count() as f64 / of_set.len().max(1) as f64;
        eprintln!("{name}: mean confidence {mean:.3}, right {right:.3}");
    }
    println!("pub(super) const RANK: [f32; features::N] = {weights:.3?};");
    println!("pub(super) const CONFIDENCE: [f32; confidence::N + 1] = {trust:.3?};");
}

fn usage() -> ! {
    eprintln!("usage: learn [--folds N] --set NAME WEIGHT DOCUMENTS QUESTIONS [--set …]");
    exit(2)
}

fn gather(set: usize, weight: f64, documents: &Path, questions: &Path, folds: usize, cases: &mut Vec<Case>, trusts: &mut Vec<Trust>) {
    let data = std::env::temp_dir().join(format!("verbatim-learn-{}-{set}", std::process::id()));
    let folders = Folders { seeds: documents.to_path_buf(), data: data.clone() };
    let (library, _) = Library::open(&folders, &mut Silent).unwrap_or_else(|error| fail(&error.to_string()));
    let shelf = library.shelf();
    let texts = texts(&shelf, documents);
    let fold_of: BTreeMap<&String, usize> = texts.keys().enumerate().map(|(number, file)| (file, number % folds)).collect();
    let lines = fs::read_to_string(questions).unwrap_or_else(|error| fail(&format!("{}: {error}", questions.display())));
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let asked: Asked = serde_json::from_str(line).unwrap_or_else(|error| fail(&error.to_string()));
        let considered = consider(&Question::new(&asked.question), &Scope::All, &shelf).unwrap_or_else(|error| fail(&error.to_string()));
        let held = |file: &str, parts: &[ByteRange], partial: bool| asked.gold.iter().any(|gold| gold.partial == partial && gold.is_in(file, parts, &texts));
        let candidates: Vec<(features::Features, bool)> = considered
            .ranking()
            .filter(|(file, parts, _)| held(file.as_str(), parts, false) || !held(file.as_str(), parts, true))
            .map(|(file, parts, features)| (*features, held(file.as_str(), parts, false)))
            .collect();
        if let Some((_, right)) = candidates.first() {
            trusts.push(Trust { set, weight, signs: considered.signs(0), right: *right });
        }
        if asked.answerable {
            let fold = asked.gold.first().and_then(|gold| fold_of.get(&gold.file)).copied().unwrap_or(0);
            cases.push(Case { set, weight, fold, candidates });
        }
    }
    let _ = fs::remove_dir_all(data);
}

fn fail(problem: &str) -> ! {
    eprintln!("learn: {problem}");
    exit(3)
}

fn texts(shelf: &Shelf, documents: &Path) -> BTreeMap<String, String> {
    let files = shelf.snapshot().files().unwrap_or_else(|error| fail(&error.to_string()));
    files.keys().map(|file| (file.to_string(), fs::read_to_string(file.below(documents)).unwrap_or_default())).collect()
}

impl Gold {
    fn is_in(&self, file: &str, parts: &[ByteRange], texts: &BTreeMap<String, String>) -> bool {
        if self.file != file {
            return false;
        }
        let inside = |start: usize, end: usize| parts.iter().any(|part| part.start() <= start && end <= part.end());
        if let (Some(start), Some(end)) = (self.start, self.end) {
            return inside(start, end);
        }
        let (Some(sentence), Some(answer)) = (&self.quote, &self.answer) else { return false };
        texts[file]
            .match_indices(sentence.as_str())
            .any(|(at, _)| sentence.match_indices(answer.as_str()).any(|(within, _)| inside(at + within, at + within + answer.len())))
    }
}

fn score(features: &[f32], weights: &[f64]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| f64::from(*feature) * weight).sum()
}

/// The share of cases whose best candidate holds the evidence.
fn hits(cases: &[&Case], weights: &[f64]) -> f64 {
    let right =
        |case: &&Case| case.candidates.iter().max_by(|one, other| score(&one.0, weights).total_cmp(&score(&other.0, weights))).is_some_and(|best| best.1);
    cases.iter().filter(|case| right(case)).count() as f64 / cases.len().max(1) as f64
}

fn fit_ranking(cases: &[Case], keep: impl Fn(&Case) -> bool) -> Vec<f64> {
    const PENALTY: f64 = 0.0001;
    let cases: Vec<&Case> = cases.iter().filter(|case| keep(case) && case.candidates.iter().any(|candidate| candidate.1)).collect();
    let all_weights: f64 = cases.iter().map(|case| case.weight).sum();
    adam(features::N, |weights, gradient| {
        for case in &cases {
            let scores: Vec<f64> = case.candidates.iter().map(|candidate| score(&candidate.0, weights)).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let odds: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let all: f64 = odds.iter().sum();
            let gold: f64 = odds.iter().zip(&case.candidates).filter(|(_, candidate)| candidate.1).map(|(odds, _)| odds).sum();
            for (odds, (features, right)) in odds.iter().zip(&case.candidates) {
                let push = odds / all - if *right { odds / gold } else { 0.0 };
                for (slope, feature) in gradient.iter_mut().zip(features) {
                    *slope += push * f64::from(*feature) * case.weight / all_weights;
                }
            }
        }
        for (slope, weight) in gradient.iter_mut().zip(weights) {
            *slope += PENALTY * weight;
        }
    })
}

fn probability(signs: &[f32; confidence::N], weights: &[f64]) -> f64 {
    1.0 / (1.0 + (-(score(signs, weights) + weights[confidence::N])).exp())
}

fn fit_trust(trusts: &[Trust]) -> Vec<f64> {
    const PENALTY: f64 = 0.0001;
    let all_weights: f64 = trusts.iter().map(|case| case.weight).sum();
    adam(confidence::N + 1, |weights, gradient| {
        for case in trusts {
            let push = (probability(&case.signs, weights) - f64::from(u8::from(case.right))) * case.weight / all_weights;
            for (slope, sign) in gradient.iter_mut().zip(case.signs.iter().chain([&1.0])) {
                *slope += push * f64::from(*sign);
            }
        }
        for (slope, weight) in gradient.iter_mut().zip(weights) {
            *slope += PENALTY * weight;
        }
    })
}

/// Minimises by Adam with its usual constants; `slope` adds the gradient at the weights.
fn adam(n: usize, slope: impl Fn(&[f64], &mut [f64])) -> Vec<f64> {
    const STEPS: i32 = 800;
    const RATE: f64 = 0.05;
    let (mut weights, mut mean, mut square) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for step in 1..=STEPS {
        let mut gradient = vec![0.0; n];
        slope(&weights, &mut gradient);
        for at in 0..n {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient[at];
            square[at] = 0.999 * square[at] + 0.001 * gradient[at] * gradient[at];
            let (mean, square): (f64, f64) = (mean[at] / (1.0 - 0.9_f64.powi(step)), square[at] / (1.0 - 0.999_f64.powi(step)));
            weights[at] -= RATE * mean / (square.sqrt() + 1e-8);
        }
    }
    weights
}
