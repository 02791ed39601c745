//! Why a quote came first: what each unit scored, on what. For the operator's eyes.

use super::ranking::Ranking;
use super::silence::silence_threshold;
use super::tuning::Tuning;
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{ByteRange, FileName};
use crate::question::{AnswerType, Question};
use crate::quote::Quote;
use crate::rank::alignment::{OF_SCORES, weighed};
use crate::rank::features::Feature;
use crate::rank::{QueryTerm, RankedUnit, Weights};

/// How an answer came about.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The kind of answer that the question wants.
    pub wanted: AnswerType,
    /// What was searched for, with its weight.
    pub terms: Vec<QueryTerm>,
    /// The probability that the documents answer.
    pub answered: f32,
    /// With less there is no answer.
    pub threshold: f32,
    /// Whether a sentence model took part in the choice.
    pub by_meaning: bool,
    /// The units of the last round, best first.
    pub units: Vec<ExplainedUnit>,
}

/// A unit and what it scored.
#[derive(Debug, Clone)]
pub struct ExplainedUnit {
    /// The document's file.
    pub file: FileName,
    /// Its parts.
    pub parts: Vec<ByteRange>,
    /// The headings above it, outermost first.
    pub sections: Vec<Quote>,
    /// Its words, markup overwritten by spaces.
    pub words: String,
    /// The words of it that answer best.
    pub span: Option<String>,
    /// What it scored; the sum of the contributions.
    pub score: f32,
    /// Its probability among all units, from 0 to 1.
    pub probability: f32,
    /// The cosine of its vector and the question's; `None` where words decide alone.
    pub cosine: Option<f32>,
    /// What counts most first; what counts nothing is left out.
    pub contributions: Vec<Contribution>,
}

/// What a feature adds to a score: its value times its weight.
#[derive(Debug, Clone, Copy)]
pub struct Contribution {
    /// The feature's name.
    pub name: &'static str,
    /// Its value.
    pub value: f32,
    /// Its weight.
    pub weight: f32,
}

/// Explains the answer to a question.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn explain(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Explanation, CorpusError> {
    let tuning = Tuning::learned();
    let ranking = Ranking::of(question, scope, shelf, tuning)?;
    let by_meaning = ranking.retrieved.query.background.is_some();
    let explained = |unit: &RankedUnit| -> Result<ExplainedUnit, CorpusError> {
        let document = shelf.document(&unit.passage)?;
        let sections = unit.passage.passage.sections.iter();
        Ok(ExplainedUnit {
            file: unit.file().clone(),
            parts: unit.parts().to_vec(),
            sections: sections
                .map(|section| Quote::cut(&document, &[*section]))
                .collect::<Result<_, _>>()?,
            words: unit.text().to_owned(),
            span: unit.span_text().map(str::to_owned),
            score: unit.score,
            probability: unit.probability,
            cosine: by_meaning.then(|| unit.feature(Feature::Cosine)),
            contributions: contributions(unit, ranking.weights, by_meaning),
        })
    };
    Ok(Explanation {
        wanted: ranking.retrieved.question.answer_type(),
        answered: ranking.answer_probability(),
        threshold: silence_threshold(by_meaning),
        by_meaning,
        units: ranking.units.iter().map(explained).collect::<Result<_, _>>()?,
        terms: ranking.retrieved.query.terms,
    })
}

/// What the second round counted, weighed as the third counts it where there is one, and what that
/// adds.
fn contributions(unit: &RankedUnit, weights: &Weights, by_meaning: bool) -> Vec<Contribution> {
    let [of_second_round, ..] = weights.third_round;
    let share = if by_meaning { of_second_round * OF_SCORES } else { 1.0 };
    let second = Feature::NAMES.iter().zip(unit.features.iter().zip(&weights.second_round));
    let second = second.map(|(name, (value, weight))| (*name, *value, weight * share));
    let third = weighed(weights).into_iter().skip(1);
    let third = third
        .map(|(feature, weight)| (Feature::NAMES[feature as usize], unit.feature(feature), weight));
    let mut found: Vec<Contribution> = second
        .chain(third.filter(|_| by_meaning))
        .map(|(name, value, weight)| Contribution { name, value, weight })
        .filter(|contribution| contribution.amount() != 0.0)
        .collect();
    found.sort_by(|one, other| other.amount().abs().total_cmp(&one.amount().abs()));
    found
}

impl Contribution {
    /// Value times weight.
    pub fn amount(&self) -> f32 {
        self.value * self.weight
    }
}
