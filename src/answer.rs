//! Answering: the one path from a question to quotes. The terminal, Discord and the evaluation all call
//! [`answer`]. Synchronous; reads the index and the stored texts and nothing else.

mod shelf;
mod shown;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use shelf::{Shelf, context as shelf_context};
pub use shown::{Cut, Shown};

use crate::document::{ByteRange, FileName, TextError};
use crate::index::snapshot::WeightedTerm;
use crate::index::{Hit, IndexError};
use crate::language::terms::{term, words};
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::quote::CutError;
use crate::rank::{self, Candidate, Scored, TermWeight};

/// Passages that are looked at closely.
const N_CANDIDATES: usize = 40;
/// Quotes of an answer unless another number is asked for.
pub const N_QUOTES: usize = 3;
/// Candidates that an answer explains.
const N_EXPLAINED: usize = 6;
/// A first quote that covers less of the question, by rarity, is none.
const LEAST_COVERAGE: f32 = 0.20;
/// Without an answer of the kind that is wanted, it must cover more.
const LEAST_COVERAGE_UNFIT: f32 = 0.25;
/// Further quotes score at least this share of the first.
const LEAST_SHARE: f32 = 0.2;
/// A quote of another document is preferred when it scores at least this share.
const NEARLY_AS_GOOD: f32 = 0.85;

/// The documents that this asker, in this place, may see.
#[derive(Debug, Clone, Default)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// These.
    Files(Arc<[FileName]>),
}

impl Scope {
    fn files(&self) -> Option<&[FileName]> {
        match self {
            Scope::All => None,
            Scope::Files(files) => Some(files),
        }
    }
}

/// What a question got.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// What was found.
    pub outcome: Outcome,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// What the best candidates scored, for a person who wants to see why; best first.
    pub explained: Vec<Explained>,
}

/// Whether the documents say.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Quotes, best first; at least one.
    Answered(Vec<Shown>),
    /// Nothing that answers; the nearest passages, best first, perhaps none.
    NothingFound {
        /// The nearest.
        nearest: Vec<Shown>,
    },
}

/// A candidate and its score.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The file that the sentence stands in.
    pub file: FileName,
    /// Its parts.
    pub parts: Vec<ByteRange>,
    /// Its words.
    pub words: String,
    /// Its score.
    pub scored: Scored,
}

/// Why there is no answer: something is broken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A stored text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A stored range.
    #[error("{0}: run `verbatim index --rebuild`")]
    Cut(#[from] CutError),
}

/// Answers a question from the documents in scope with at most `n_quotes` quotes.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn answer(question: &Question, scope: &Scope, shelf: &Shelf, n_quotes: usize) -> Result<Answer, AnswerError> {
    let (weights, missing) = weigh(question, shelf)?;
    let search: Vec<WeightedTerm> = weights.iter().map(|known| WeightedTerm { term: known.term.clone(), weight: 1.0 }).collect();
    let hits = shelf.snapshot().search(&search, scope.files(), N_CANDIDATES)?;
    let documents = shelf.documents(&hits)?;
    let contexts: Vec<String> = hits.iter().zip(&documents).map(|(hit, document)| shelf.context(document, &hit.passage)).collect();
    let candidates: Vec<Candidate<'_>> = hits
        .iter()
        .zip(&documents)
        .zip(&contexts)
        .map(|((hit, document), context)| Candidate { sentences: shown::sentences(document, &hit.passage), context, score: hit.score })
        .collect();
    let scored = rank::rank(question, &weights, &candidates);

    let chosen = choose(&scored, &hits, &candidates, n_quotes);
    let worth = |piece: &str| {
        let found: Vec<String> = words(piece).map(|word| term(word.text)).collect();
        let covered: f32 = weights.iter().filter(|known| found.contains(&known.term)).map(|known| known.rarity).sum();
        covered + if rank::spans::answers(question, piece).is_empty() { 0.0 } else { 1.0 }
    };
    let make = |scored: &Scored| -> Result<Shown, AnswerError> {
        let (hit, document) = (&hits[scored.candidate], &documents[scored.candidate]);
        Ok(shelf.show(question, document, hit, scored, &worth)?)
    };
    let quotes: Vec<Shown> = chosen.iter().map(|&scored| make(scored)).collect::<Result<_, _>>()?;
    let explained = scored.iter().take(N_EXPLAINED).map(|scored| explain(scored, &hits, &candidates)).collect();

    let answered = chosen.first().is_some_and(|best| best.coverage >= if best.fits { LEAST_COVERAGE } else { LEAST_COVERAGE_UNFIT });
    let outcome = if answered { Outcome::Answered(quotes) } else { Outcome::NothingFound { nearest: quotes } };
    Ok(Answer { question: question.clone(), outcome, missing, explained })
}

fn explain(scored: &Scored, hits: &[Hit], candidates: &[Candidate<'_>]) -> Explained {
    let hit = &hits[scored.candidate];
    Explained {
        file: hit.file.clone(),
        parts: hit.passage.sentences[scored.sentence].parts.clone(),
        words: candidates[scored.candidate].sentences[scored.sentence].clone(),
        scored: scored.clone(),
    }
}

/// The question's terms with their rarity, and its words that no document holds.
fn weigh(question: &Question, shelf: &Shelf) -> Result<(Vec<TermWeight>, Vec<AskersWords>), AnswerError> {
    let n = shelf.snapshot().n_entries() as f32;
    let mut weights = Vec::new();
    let mut missing = Vec::new();
    for asked in question.terms() {
        let with = shelf.snapshot().n_passages_with(&asked.term)? as f32;
        if with == 0.0 && !shelf.snapshot().is_in_context(&asked.term)? {
            missing.push(question.word(asked));
        }
        // Inverse document frequency of BM25 (Robertson & Zaragoza 2009, equation 3.3), kept above 0.
        let rarity = (1.0 + (n - with + 0.5).max(0.0) / (with + 0.5)).ln();
        weights.push(TermWeight { term: asked.term.clone(), rarity });
    }
    Ok((weights, missing))
}

/// The sentences to show, best first: none repeats another, and one of a document not shown yet goes
/// before an equal of one that is.
fn choose<'s>(scored: &'s [Scored], hits: &[Hit], candidates: &[Candidate<'_>], n_quotes: usize) -> Vec<&'s Scored> {
    let words_of = |scored: &Scored| -> String {
        let sentence = &candidates[scored.candidate].sentences[scored.sentence];
        format!(" {} ", words(sentence).map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" "))
    };
    let Some(best) = scored.first() else { return Vec::new() };
    let mut chosen: Vec<&Scored> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut shown: BTreeMap<&FileName, usize> = BTreeMap::new();
    while chosen.len() < n_quotes {
        let fresh: Vec<&Scored> = scored
            .iter()
            .filter(|scored| scored.score >= LEAST_SHARE * best.score)
            .filter(|scored| {
                let words = words_of(scored);
                said.iter().all(|other| !other.contains(&words) && !words.contains(other.as_str()))
            })
            .collect();
        let Some(&next) = fresh.first() else { break };
        let elsewhere = fresh.iter().find(|scored| !shown.contains_key(&hits[scored.candidate].file) && scored.score >= NEARLY_AS_GOOD * next.score);
        let taken = elsewhere.copied().unwrap_or(next);
        said.push(words_of(taken));
        *shown.entry(&hits[taken.candidate].file).or_default() += 1;
        chosen.push(taken);
    }
    chosen
}
