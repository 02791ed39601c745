//! Why a quote came first: what each candidate scored, on what. For the operator's eyes.

use super::consider::consider;
use super::{AnswerError, Scope, Shelf};
use crate::document::{ByteRange, FileName};
use crate::question::{Question, Wanted};
use crate::rank::TermWeight;
use crate::rank::features::NAMES;

/// How an answer came about.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The kind of answer that the question wants.
    pub wanted: Wanted,
    /// What was searched for, with its weight.
    pub terms: Vec<TermWeight>,
    /// The probability that the documents answer.
    pub answered: f32,
    /// The sentences of the second round, best first.
    pub candidates: Vec<Explained>,
}

/// A sentence and what it scored.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The file that it stands in.
    pub file: FileName,
    /// Its parts.
    pub parts: Vec<ByteRange>,
    /// Its words.
    pub words: String,
    /// The words of it that answer best.
    pub span: Option<String>,
    /// What it scored; the sum of the contributions.
    pub score: f32,
    /// Its share among all candidates, from 0 to 1.
    pub share: f32,
    /// Each feature's name, value and weight, what counts most first; those that count nothing left
    /// out.
    pub contributions: Vec<(&'static str, f32, f32)>,
}

/// Explains the answer to a question.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn explain(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Explanation, AnswerError> {
    let considered = consider(question, scope, shelf)?;
    let candidates = considered.scored.iter().map(|scored| {
        let (file, parts) = considered.place(scored);
        let words = considered.words(scored.candidate, scored.sentence);
        let weighed = NAMES
            .iter()
            .zip(scored.features)
            .zip(shelf.weights().rank)
            .map(|((name, value), weight)| (*name, value, weight));
        let mut contributions: Vec<(&'static str, f32, f32)> =
            weighed.filter(|(_, value, weight)| value * weight != 0.0).collect();
        contributions
            .sort_by(|one, other| (other.1 * other.2).abs().total_cmp(&(one.1 * one.2).abs()));
        Explained {
            file: file.clone(),
            parts: parts.to_vec(),
            words: words.to_owned(),
            span: scored.span.clone().map(|span| words[span].to_owned()),
            score: scored.score,
            share: scored.share,
            contributions,
        }
    });
    Ok(Explanation {
        wanted: considered.retrieved.question.wanted(),
        answered: considered.answered(shelf),
        candidates: candidates.collect(),
        terms: considered.retrieved.asked.terms,
    })
}
