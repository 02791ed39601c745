//! Finding the candidates and scoring their sentences: everything about an answer but the choice.

use super::{AnswerError, Explained, Scope, Shelf, shown};
use crate::document::{ByteRange, Document, FileName};
use crate::index::Hit;
use crate::index::snapshot::WeightedTerm;
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::rank::features::Features;
use crate::rank::{self, Candidate, Scored, TermWeight, confidence};

/// Passages that are looked at closely.
const N_CANDIDATES: usize = 40;

/// The candidates of a question, scored.
pub struct Considered {
    pub(super) question: Question,
    pub(super) weights: Vec<TermWeight>,
    pub(super) hits: Vec<Hit>,
    pub(super) documents: Vec<Document>,
    /// The words of each hit's sentences.
    pub(super) sentences: Vec<Vec<String>>,
    /// Best first.
    pub(super) scored: Vec<Scored>,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
}

/// Looks a question up and scores what was found.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn consider(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Considered, AnswerError> {
    let (weights, missing) = weigh(question, scope, shelf)?;
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
    let sentences = candidates.into_iter().map(|candidate| candidate.sentences).collect();
    Ok(Considered { question: question.clone(), weights, hits, documents, sentences, scored, missing })
}

/// The question's terms with their rarity, and its words that no document holds.
fn weigh(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<(Vec<TermWeight>, Vec<AskersWords>), AnswerError> {
    let n = shelf.snapshot().n_entries() as f32;
    let mut weights = Vec::new();
    let mut missing = Vec::new();
    for asked in question.terms() {
        let with = shelf.snapshot().n_passages_with(&asked.term)? as f32;
        if with == 0.0 && !shelf.snapshot().is_anywhere(&asked.term, scope.files())? {
            missing.push(question.word(asked));
        }
        // Inverse document frequency of BM25 (Robertson & Zaragoza 2009, equation 3.3), kept above 0.
        let rarity = (1.0 + (n - with + 0.5).max(0.0) / (with + 0.5)).ln();
        weights.push(TermWeight { term: asked.term.clone(), rarity, is_name: question.is_name(asked) });
    }
    Ok((weights, missing))
}

impl Considered {
    /// The sentences, best first: the file, the parts, what each scored on.
    pub fn ranking(&self) -> impl Iterator<Item = (&FileName, &[ByteRange], &Features)> {
        self.scored.iter().map(|scored| {
            let hit = &self.hits[scored.candidate];
            (&hit.file, hit.passage.sentences[scored.sentence].parts.as_slice(), &scored.features)
        })
    }

    /// What the confidence in the sentence at this place of the ranking is made of.
    pub fn signs(&self, at: usize) -> [f32; confidence::N] {
        confidence::signs(&self.weights, &self.scored, at, self.missing.len())
    }

    /// The best, with their words.
    pub(super) fn explain(&self, n: usize) -> Vec<Explained> {
        let explain = |scored: &Scored| Explained {
            file: self.hits[scored.candidate].file.clone(),
            parts: self.hits[scored.candidate].passage.sentences[scored.sentence].parts.clone(),
            words: self.sentences[scored.candidate][scored.sentence].clone(),
            scored: scored.clone(),
        };
        self.scored.iter().take(n).map(explain).collect()
    }
}
