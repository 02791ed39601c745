//! Choosing what is quoted: the best sentences, each with the neighbour that is nearly as likely, none
//! saying what another says.

use std::collections::BTreeSet;

use super::consider::Considered;
use crate::document::{ByteRange, FileName, Sentence};
use crate::language::terms::words;
use crate::rank::Scored;
use crate::rank::clause::LONGEST;
use crate::rank::features::Feature;

/// A further quote is at least this likely, against the first.
const LEAST_SHARE: f32 = 0.002;
/// A quote of another document is preferred when it is at least this likely, against the next.
const NEARLY_AS_GOOD: f32 = 0.30;
/// For a question of when, a sentence with a span of time goes before one with a point when it is at
/// least this likely, against it: from when until when says more than a year within.
const SPAN_FIRST: f32 = 0.40;
/// A neighbour joins a sentence when it is at least this likely, against it.
const JOIN: f32 = 0.36;

/// A sentence to quote, perhaps with a neighbour.
pub(super) struct Pick {
    /// Its place in the ranking, from 0.
    pub at: usize,
    /// The hit that it stands in.
    pub candidate: usize,
    /// Its first sentence among the hit's, from 0.
    pub first: usize,
    /// Its last.
    pub last: usize,
    /// The ranges to quote.
    pub parts: Vec<ByteRange>,
}

/// The picks, best first, at most `n`.
pub(super) fn select(considered: &Considered, n: usize) -> Vec<Pick> {
    let scored = &considered.scored;
    let mut picks: Vec<Pick> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut shown: BTreeSet<&FileName> = BTreeSet::new();
    let Some(best) = scored.first() else { return picks };
    while picks.len() < n {
        let mut fresh =
            (0..scored.len()).take_while(|&at| scored[at].share >= LEAST_SHARE * best.share).filter(|&at| is_new(considered, &scored[at], &picks, &said));
        let Some(next) = fresh.next() else { break };
        let next = if picks.is_empty() { fuller(scored, next) } else { next };
        let taken = std::iter::once(next)
            .chain(fresh)
            .take_while(|&at| scored[at].share >= NEARLY_AS_GOOD * scored[next].share)
            .find(|&at| !shown.contains(&considered.hits[scored[at].candidate].file))
            .unwrap_or(next);
        let pick = with_neighbour(considered, taken, &picks, &said);
        said.extend((pick.first..=pick.last).map(|sentence| normal(&considered.sentences[pick.candidate][sentence])));
        shown.insert(&considered.hits[pick.candidate].file);
        picks.push(pick);
    }
    picks
}

/// The sentence with a span of time that goes before this one, if there is one; else this one.
fn fuller(scored: &[Scored], first: usize) -> usize {
    let has = |at: usize, feature: Feature| scored[at].features[feature as usize] > 0.0;
    if !has(first, Feature::Time) || has(first, Feature::Span) {
        return first;
    }
    let likely = (first..scored.len()).take_while(|&at| scored[at].share >= SPAN_FIRST * scored[first].share);
    likely.into_iter().find(|&at| has(at, Feature::Span)).unwrap_or(first)
}

/// Whether the sentence is not quoted yet, and says what no quote says.
fn is_new(considered: &Considered, scored: &Scored, picks: &[Pick], said: &[String]) -> bool {
    let quoted = picks.iter().any(|pick| pick.candidate == scored.candidate && (pick.first..=pick.last).contains(&scored.sentence));
    let words = normal(&considered.sentences[scored.candidate][scored.sentence]);
    !quoted && said.iter().all(|other| !other.contains(&words) && !words.contains(other.as_str()))
}

/// The words in lower case with single spaces, one at either end.
fn normal(sentence: &str) -> String {
    format!(" {} ", words(sentence).map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" "))
}

/// The sentence at this place with the neighbour that is most likely to answer too, if that is nearly as
/// likely and both fit into a quote.
fn with_neighbour(considered: &Considered, at: usize, picks: &[Pick], said: &[String]) -> Pick {
    let this = &considered.scored[at];
    let sentences = &considered.hits[this.candidate].passage.sentences;
    let alone = Pick { at, candidate: this.candidate, first: this.sentence, last: this.sentence, parts: sentences[this.sentence].parts.clone() };
    let neighbour = considered
        .scored
        .iter()
        .filter(|other| other.candidate == this.candidate && other.sentence.abs_diff(this.sentence) == 1)
        .find(|other| other.share >= JOIN * this.share && is_new(considered, other, picks, said));
    let Some(neighbour) = neighbour else { return alone };
    let (first, last) = (this.sentence.min(neighbour.sentence), this.sentence.max(neighbour.sentence));
    match joined(considered, this.candidate, &sentences[first], &sentences[last]) {
        Some(range) => Pick { first, last, parts: vec![range], ..alone },
        None => alone,
    }
}

/// The range over both sentences, where nothing but white space stands between and both fit into a quote.
fn joined(considered: &Considered, candidate: usize, first: &Sentence, last: &Sentence) -> Option<ByteRange> {
    let ([first], [last]) = (first.parts.as_slice(), last.parts.as_slice()) else { return None };
    let text = considered.documents[candidate].text();
    let between = text.get(ByteRange::new(first.end(), last.start()))?;
    let range = ByteRange::new(first.start(), last.end());
    let fits = text.get(range)?.chars().count() <= LONGEST;
    (between.trim().is_empty() && fits).then_some(range)
}
