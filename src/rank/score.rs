//! Scoring the sentences of the candidate passages against a question.

use std::collections::HashMap;

use super::spans;
use crate::language::terms::{term, words};
use crate::question::{Question, Wanted};

/// Saturation of repeated terms in BM25 (Robertson & Zaragoza 2009, section 3.4: 1.2 to 2).
const K1: f32 = 1.2;
/// How much BM25 discounts long sentences. Lower than for documents: a sentence is long because it says
/// more, not because it repeats itself.
const B: f32 = 0.4;
/// A typical sentence, in words.
const TYPICAL_WORDS: f32 = 25.0;

/// Weights of what speaks for a sentence, next to its own BM25.
mod weight {
    /// The passage's BM25, heading and title in it.
    pub const PASSAGE: f32 = 0.30;
    /// Question words that stand side by side in both, by their rarity.
    pub const PAIR: f32 = 0.35;
    /// The rarity of question words that only the sentence before holds.
    pub const BEFORE: f32 = 0.25;
    /// The rarity of question words that only the heading or title holds.
    pub const CONTEXT: f32 = 0.35;
    /// Holding an answer of the kind that is wanted, by the total rarity of the question.
    pub const KIND: f32 = 0.30;
}

/// A question's term with its rarity.
#[derive(Debug, Clone, PartialEq)]
pub struct TermWeight {
    /// As the index knows it.
    pub term: String,
    /// Inverse document frequency as in BM25; higher is rarer; never negative.
    pub rarity: f32,
}

/// A passage that may hold the answer.
#[derive(Debug, Clone)]
pub struct Candidate<'d> {
    /// The words of its sentences, in order.
    pub sentences: Vec<String>,
    /// The words of its heading and of the document's title.
    pub context: &'d str,
    /// Its score in the index.
    pub score: f32,
}

/// A sentence with what it scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The candidate that it stands in, from 0.
    pub candidate: usize,
    /// Its place among the candidate's sentences, from 0.
    pub sentence: usize,
    /// The sum; higher is better.
    pub score: f32,
    /// The share of the question's rarity that sentence, heading and the sentence before hold: 0 to 1.
    pub coverage: f32,
    /// Whether it holds an answer of the kind that is wanted.
    pub fits: bool,
}

/// Scores every sentence of the candidates, best first; ties in the order of the candidates.
pub fn rank(question: &Question, terms: &[TermWeight], candidates: &[Candidate<'_>]) -> Vec<Scored> {
    let total: f32 = terms.iter().map(|term| term.rarity).sum();
    let rarity: HashMap<&str, f32> = terms.iter().map(|term| (term.term.as_str(), term.rarity)).collect();
    let mut scored = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let context: Vec<String> = words(candidate.context).map(|word| term(word.text)).collect();
        let mut before: Vec<String> = Vec::new();
        for (number, sentence) in candidate.sentences.iter().enumerate() {
            let found: Vec<String> = words(sentence).map(|word| term(word.text)).collect();
            let own = bm25(&found, &rarity);
            let mut covered = 0.0;
            let mut lent = 0.0;
            for term in terms {
                if found.contains(&term.term) {
                    covered += term.rarity;
                } else if context.contains(&term.term) {
                    covered += term.rarity * 0.7;
                    lent += term.rarity * weight::CONTEXT;
                } else if before.contains(&term.term) {
                    covered += term.rarity * 0.7;
                    lent += term.rarity * weight::BEFORE;
                }
            }
            let fits = question.wanted() == Wanted::Statement || !spans::answers(question, sentence).is_empty();
            let kind = if fits && question.wanted() != Wanted::Statement { weight::KIND * total } else { 0.0 };
            let score = own + weight::PASSAGE * candidate.score + weight::PAIR * pairs(terms, &found) + lent + kind;
            let coverage = if total > 0.0 { covered / total } else { 0.0 };
            scored.push(Scored { candidate: at, sentence: number, score, coverage, fits });
            before = found;
        }
    }
    scored.sort_by(|one, other| other.score.total_cmp(&one.score));
    scored
}

fn bm25(found: &[String], rarity: &HashMap<&str, f32>) -> f32 {
    let mut times: HashMap<&str, f32> = HashMap::new();
    for term in found {
        if let Some((&known, _)) = rarity.get_key_value(term.as_str()) {
            *times.entry(known).or_default() += 1.0;
        }
    }
    let length = 1.0 - B + B * found.len() as f32 / TYPICAL_WORDS;
    times.iter().map(|(term, times)| rarity[term] * times * (K1 + 1.0) / (times + K1 * length)).sum()
}

/// The rarity of question terms that follow each other here as they do in the question, at most one word
/// between.
fn pairs(terms: &[TermWeight], found: &[String]) -> f32 {
    const REACH: usize = 2;
    let follows =
        |first: &str, second: &str| found.iter().enumerate().any(|(at, term)| term == first && found[at + 1..].iter().take(REACH).any(|next| next == second));
    terms.windows(2).filter(|pair| follows(&pair[0].term, &pair[1].term)).map(|pair| pair[0].rarity.min(pair[1].rarity)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(question: &str, sentences: &[&str]) -> usize {
        let question = Question::new(question);
        let terms: Vec<TermWeight> = question.terms().iter().map(|term| TermWeight { term: term.term.clone(), rarity: 2.0 }).collect();
        let candidate = Candidate { sentences: sentences.iter().map(|&sentence| sentence.to_owned()).collect(), context: "", score: 1.0 };
        rank(&question, &terms, &[candidate])[0].sentence
    }

    #[test]
    fn the_sentence_with_the_questions_words_wins() {
        assert_eq!(best("why did the yard close?", &["The harbour is old.", "The yard had to close because the river silted up."]), 1);
    }

    #[test]
    fn among_equals_the_one_with_a_date_answers_when() {
        assert_eq!(best("when did the yard close?", &["The yard did close.", "The yard closed in 1931."]), 1);
    }
}
