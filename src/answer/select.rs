//! Choosing what is quoted: the best sentences, each with the neighbour that is nearly as likely,
//! none saying what another says.

use std::collections::BTreeSet;

use super::consider::Considered;
use super::differ::differ;
use super::passages::ShelvedPassage;
use crate::document::{ByteRange, FileName};
use crate::language::terms::words;
use crate::language::tokens::TermId;
use crate::rank::Scored;
use crate::rank::clause::LONGEST;
use crate::rank::features::Feature;

/// A further quote is at least this likely, against the first.
const LEAST_SHARE: f32 = 0.002;
/// A quote of another document is preferred when it is at least this likely, against the next.
const NEARLY_AS_GOOD: f32 = 0.45;
/// A sentence that gives another value than the first quote for the same thing goes before others
/// when it is at least this likely, against all.
const LEAST_DIFFERING: f32 = 0.01;
/// For a question of when, a sentence with a span of time goes before one with a point of the same
/// year when it is at least this likely, against it: from when until when says more than a year
/// within.
const SPAN_FIRST: f32 = 0.04;
/// A neighbour joins a sentence when it is at least this likely, against all: what is unlikely is
/// not worth its length.
const JOIN: f32 = 0.025;

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
    let mut said: Vec<Vec<TermId>> = Vec::new();
    let mut shown: BTreeSet<&FileName> = BTreeSet::new();
    let Some(best) = scored.first() else { return picks };
    while picks.len() < n {
        let mut fresh = (0..scored.len())
            .take_while(|&at| scored[at].share >= LEAST_SHARE * best.share)
            .filter(|&at| is_new(considered, &scored[at], &picks, &said));
        let Some(next) = fresh.next() else { break };
        let next = if picks.is_empty() { fuller(considered, next) } else { next };
        let rest: Vec<usize> = fresh
            .filter(|&at| !shown.contains(&considered.passages()[scored[at].candidate].file))
            .collect();
        let is_shown = shown.contains(&considered.passages()[scored[next].candidate].file);
        let differs = |at: &usize| {
            let likely = scored[*at].share >= LEAST_DIFFERING;
            likely
                && picks.first().is_some_and(|first| differ(considered, first.at, *at))
                && !picks.iter().skip(1).any(|other| differ(considered, other.at, *at))
        };
        let nearly_as_good = |at: &usize| scored[*at].share >= NEARLY_AS_GOOD * scored[next].share;
        let other = rest
            .iter()
            .find(|at| differs(at))
            .or_else(|| rest.iter().find(|at| is_shown && nearly_as_good(at)));
        let taken = other.copied().unwrap_or(next);
        let pick = with_neighbour(considered, taken, &picks, &said);
        said.extend(
            (pick.first..=pick.last).map(|sentence| considered.said(pick.candidate, sentence)),
        );
        shown.insert(&considered.passages()[pick.candidate].file);
        picks.push(pick);
    }
    picks
}

/// The sentence that tells from when until when and goes before this one, if there is one; else
/// this one.
fn fuller(considered: &Considered, first: usize) -> usize {
    let scored = &considered.scored;
    let is_span = |at: usize| scored[at].features[Feature::SpanOfTime as usize] > 0.0;
    let years = |at: usize| -> Vec<&str> {
        let Some(span) = scored[at].span.clone() else { return Vec::new() };
        words(&considered.words(scored[at].candidate, scored[at].sentence)[span])
            .map(|word| word.text)
            .filter(|word| is_year(word))
            .collect()
    };
    let point = years(first);
    if point.is_empty() || is_span(first) {
        return first;
    }
    let mut likely = (first..scored.len())
        .take_while(|&at| scored[at].share >= SPAN_FIRST * scored[first].share);
    likely
        .find(|&at| is_span(at) && years(at).iter().any(|year| point.contains(year)))
        .unwrap_or(first)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the sentence is not quoted yet, and says what no quote says.
fn is_new(considered: &Considered, scored: &Scored, picks: &[Pick], said: &[Vec<TermId>]) -> bool {
    let quoted = picks.iter().any(|pick| {
        pick.candidate == scored.candidate && (pick.first..=pick.last).contains(&scored.sentence)
    });
    let words = considered.said(scored.candidate, scored.sentence);
    !quoted && said.iter().all(|other| !is_within(&words, other) && !is_within(other, &words))
}

/// Whether the terms stand in the others, in order and without a gap.
fn is_within(terms: &[TermId], others: &[TermId]) -> bool {
    terms.is_empty() || others.windows(terms.len()).any(|window| window == terms)
}

/// The sentence at this place with the neighbour that is most likely to answer too, if that is
/// nearly as likely and both fit into a quote.
fn with_neighbour(
    considered: &Considered,
    at: usize,
    picks: &[Pick],
    said: &[Vec<TermId>],
) -> Pick {
    let this = &considered.scored[at];
    let alone = Pick::of(considered, at);
    let neighbour = considered
        .scored
        .iter()
        .filter(|other| {
            other.candidate == this.candidate && other.sentence.abs_diff(this.sentence) == 1
        })
        .find(|other| other.share >= JOIN && is_new(considered, other, picks, said));
    let Some(neighbour) = neighbour else { return alone };
    let (first, last) =
        (this.sentence.min(neighbour.sentence), this.sentence.max(neighbour.sentence));
    match joined(&considered.passages()[this.candidate], first) {
        Some(range) => Pick { first, last, parts: vec![range], ..alone },
        None => alone,
    }
}

/// The range over this sentence and the next, where nothing but white space stands between and both
/// fit into a quote.
fn joined(passage: &ShelvedPassage, first: usize) -> Option<ByteRange> {
    let sentences = &passage.passage.sentences;
    let ([one], [other]) =
        (sentences[first].parts.as_slice(), sentences[first + 1].parts.as_slice())
    else {
        return None;
    };
    let n_characters = |sentence: usize| passage.words.sentences[sentence].text.chars().count();
    let fits =
        n_characters(first) + (other.start() - one.end()) + n_characters(first + 1) <= LONGEST;
    (passage.follows[first + 1] && fits).then(|| ByteRange::new(one.start(), other.end()))
}

impl Pick {
    /// The sentence at this place of the ranking, alone.
    pub(super) fn of(considered: &Considered, at: usize) -> Pick {
        let this = &considered.scored[at];
        let parts =
            considered.passages()[this.candidate].passage.sentences[this.sentence].parts.clone();
        Pick { at, candidate: this.candidate, first: this.sentence, last: this.sentence, parts }
    }

    /// The words of it that answer best, as ranges of its document.
    pub(super) fn answers(&self, considered: &Considered) -> Vec<ByteRange> {
        considered.span(&considered.scored[self.at]).into_iter().collect()
    }
}
