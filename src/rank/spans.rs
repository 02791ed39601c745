//! The words of a sentence that answer: every run of words that could be the answer, what speaks
//! for it, and the best. No grammar is known: the weights of what stands before, in and behind an
//! answer are learned.

mod signs;

use std::ops::Range;

use signs::Group;
pub use signs::N;

use super::forms;
use super::view::{Seen, View};
use crate::language::tokens::{Gap, Token};
use crate::language::traits::Trait;
use crate::question::Wanted;

/// Longest run of words inside a clause; longer ones are whole rests of clauses or forms.
const MAX_WORDS: usize = 7;
/// Longest rest of a clause, in words.
const MAX_CLAUSE: usize = 24;
/// Words of a sentence that are looked at: more are no sentence, and the work grows with their
/// square.
const MAX_TOKENS: usize = 600;

/// A run of words that could be the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its tokens in the sentence.
    pub tokens: Range<usize>,
    /// It is a time or number by its form.
    is_form: bool,
}

impl Span {
    /// Its bytes in the sentence's text.
    pub fn bytes(&self, tokens: &[Token]) -> Range<usize> {
        tokens[self.tokens.start].start as usize..tokens[self.tokens.end - 1].end as usize
    }
}

/// A sentence looked at for spans.
pub struct Search<'v, 'c> {
    view: &'v View<'v>,
    seen: Seen<'c>,
    /// The tokens that are looked at.
    tokens: &'c [Token],
    /// Those of them that are terms of the question, with the terms' numbers, in order.
    places: Vec<(usize, usize)>,
    /// Times or numbers, as ranges of tokens.
    forms: Vec<Range<usize>>,
    /// The same in bytes.
    pub(super) form_bytes: Vec<Range<usize>>,
    group: Group,
}

impl<'v, 'c> Search<'v, 'c> {
    pub(super) fn new(view: &'v View<'v>, seen: Seen<'c>) -> Search<'v, 'c> {
        let wanted = view.question.wanted();
        let sentence = seen.sentence;
        let tokens = &sentence.tokens[..sentence.tokens.len().min(MAX_TOKENS)];
        // All of it, what stands behind the last word too, unless there are more words than are
        // looked at.
        let end = sentence
            .tokens
            .get(tokens.len())
            .map_or(sentence.text.len(), |next| next.start as usize);
        let places = seen
            .places()
            .take_while(|at| *at < tokens.len())
            .filter_map(|at| Some((at, seen.asked(at)?)))
            .collect();
        let bytes_of = |range: &Range<usize>| {
            tokens[range.start].start as usize..tokens[range.end - 1].end as usize
        };
        let found = match wanted {
            Wanted::Expansion => seen
                .aliases
                .iter()
                .filter(|range| range.len() > 1 && range.end <= tokens.len())
                .map(bytes_of)
                .collect(),
            _ => forms::forms(wanted, &sentence.text[..end]),
        };
        let of_tokens = |bytes: &Range<usize>| {
            let first = tokens.partition_point(|token| (token.start as usize) < bytes.start);
            let end = tokens.partition_point(|token| (token.start as usize) < bytes.end);
            first..end
        };
        let says_something_new = |range: &Range<usize>| {
            wanted == Wanted::Expansion
                || range
                    .clone()
                    .any(|at| seen.asked(at).is_none() && !tokens[at].traits.has(Trait::Stop))
        };
        let (forms, form_bytes) = found
            .into_iter()
            .map(|bytes| (of_tokens(&bytes), bytes))
            .filter(|(range, _)| says_something_new(range))
            .unzip();
        Search { view, seen, tokens, places, forms, form_bytes, group: Group::of(wanted) }
    }

    /// 1 where a form stands beside a term of the question, less with each word between; 0 without
    /// one.
    pub(super) fn nearest_form(&self) -> f32 {
        let distances = self
            .forms
            .iter()
            .flat_map(|form| self.places.iter().map(|(place, _)| place.abs_diff(form.start)));
        distances.min().map_or(0.0, |words| 1.0 / (1.0 + words as f32 / 4.0))
    }

    /// Calls `each` with every span, in no particular order.
    pub fn spans(&self, mut each: impl FnMut(&Span)) {
        for form in &self.forms {
            each(&Span { tokens: form.clone(), is_form: true });
        }
        let tokens = self.tokens;
        let n = tokens.len();
        let opens =
            |at: usize| !tokens[at].traits.has(Trait::Stop) || tokens[at].traits.has(Trait::Number);
        let breaks = |at: usize| {
            matches!(tokens[at].gap, Gap::Break | Gap::Open | Gap::Close | Gap::Quote | Gap::Start)
        };
        for first in 0..n {
            let after_break = breaks(first)
                || tokens[first].gap == Gap::Comma
                || (first > 0 && tokens[first - 1].traits.has_any(&LEADING));
            if !opens(first) && !after_break {
                continue;
            }
            let mut is_new = false;
            for last in first..n.min(first + MAX_CLAUSE) {
                if last > first && breaks(last) {
                    break;
                }
                is_new |= self.seen.asked(last).is_none() && !tokens[last].traits.has(Trait::Stop);
                let n_words = last + 1 - first;
                let ends_clause =
                    last + 1 == n || breaks(last + 1) || tokens[last + 1].gap == Gap::Comma;
                let wanted_length =
                    if n_words <= MAX_WORDS { opens(first) } else { after_break && ends_clause };
                if !is_new || !opens(last) || !wanted_length {
                    continue;
                }
                let range = first..last + 1;
                if !self.forms.contains(&range) {
                    each(&Span { tokens: range, is_form: false });
                }
            }
        }
    }
}

/// Behind these a clause can begin that is the answer as a whole.
const LEADING: [Trait; 4] = [Trait::That, Trait::GivesReason, Trait::To, Trait::Defines];

/// The best span of a sentence, with what all are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best, in bytes of the sentence's text.
    pub best: Range<usize>,
    /// Its score.
    pub score: f32,
    /// Logarithm of the sum of the odds of all.
    pub all: f32,
}

/// The best span; `None` when the sentence says nothing that the question does not.
pub(super) fn best(search: &Search<'_, '_>, weights: &[f32; N]) -> Option<Found> {
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut odds = 0.0_f32;
    search.spans(|span| {
        let mut score = 0.0;
        search.signs(span, |sign, value| score += weights[sign] * value);
        odds += score.clamp(-30.0, 30.0).exp();
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, span.bytes(search.tokens)));
        }
    });
    best.map(|(score, best)| Found { best, score, all: odds.ln() })
}
