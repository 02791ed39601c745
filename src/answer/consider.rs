//! Finding the candidates and scoring their sentences: everything about an answer but the choice.

use super::spelling::{self, Mended};
use super::{AnswerError, Explained, ReadAs, Scope, Shelf, shown};
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
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
}

/// Looks a question up and scores what was found.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn consider(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Considered, AnswerError> {
    let Weighed { terms: weights, missing, read_as } = weigh(question, scope, shelf)?;
    let search: Vec<WeightedTerm> = weights.iter().map(|known| WeightedTerm { term: known.term.clone(), weight: 1.0 }).collect();
    let hits = shelf.snapshot().search(&search, scope.files(), N_CANDIDATES)?;
    let documents = shelf.documents(&hits)?;
    let contexts: Vec<String> = hits.iter().zip(&documents).map(|(hit, document)| shelf.context(document, &hit.passage)).collect();
    let candidates: Vec<Candidate<'_>> = hits
        .iter()
        .zip(&documents)
        .zip(&contexts)
        .map(|((hit, document), context)| Candidate {
            sentences: shown::sentences(document, &hit.passage),
            context,
            score: hit.score,
            preceding: preceding(hit, &hits),
        })
        .collect();
    let scored = rank::rank(question, &weights, &candidates);
    let sentences = candidates.into_iter().map(|candidate| candidate.sentences).collect();
    Ok(Considered { question: question.clone(), weights, hits, documents, sentences, scored, missing, read_as })
}

/// Which of the hits is the passage right before this one.
fn preceding(hit: &Hit, hits: &[Hit]) -> Option<usize> {
    hits.iter().position(|other| other.file == hit.file && other.passage.paragraph + 1 == hit.passage.paragraph)
}

/// A question's words, weighed.
struct Weighed {
    terms: Vec<TermWeight>,
    missing: Vec<AskersWords>,
    read_as: Vec<ReadAs>,
}

/// The question's terms with their rarity; its words that no document holds are mended where that can be
/// done, else they are missing.
fn weigh(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Weighed, AnswerError> {
    let snapshot = shelf.snapshot();
    let mut weighed = Weighed { terms: Vec::new(), missing: Vec::new(), read_as: Vec::new() };
    for asked in question.terms() {
        let mut term = asked.term.clone();
        let mut with = snapshot.n_passages_with(&term)?;
        if !snapshot.is_anywhere(&term, scope.files())? {
            match if question.is_name(asked) { None } else { spelling::mend(question.word(asked).as_str(), scope, shelf)? } {
                Some(Mended::StopWord) => continue,
                Some(Mended::Word { term: meant, word }) => {
                    weighed.read_as.push(ReadAs { word: question.word(asked), read_as: word });
                    with = snapshot.n_passages_with(&meant)?;
                    term = meant;
                }
                None => weighed.missing.push(question.word(asked)),
            }
        }
        if weighed.terms.iter().all(|known| known.term != term) {
            weighed.terms.push(TermWeight { term, rarity: rarity(snapshot.n_entries(), with), is_name: question.is_name(asked) });
        }
    }
    Ok(weighed)
}

/// Inverse document frequency of BM25 (Robertson & Zaragoza 2009, equation 3.3), kept above 0.
fn rarity(n: u64, with: u64) -> f32 {
    let (n, with) = (n as f32, with as f32);
    (1.0 + (n - with + 0.5).max(0.0) / (with + 0.5)).ln()
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
