//! Every span of a unit.

use std::ops::Range;

use crate::language::attributes::Attribute;
use crate::language::tokens::{Gap, Token};
use crate::question::AnswerType;
use crate::rank::forms;
use crate::rank::matching::{Matcher, UnitMatch};

/// Longest span inside a clause, in words; longer ones are whole rests of clauses or forms.
pub(super) const MAX_WORDS: usize = 7;
/// Longest rest of a clause, in words.
const MAX_CLAUSE: usize = 24;
/// Words of a unit that are looked at: more are no unit, and the work grows with their
/// square.
const MAX_TOKENS: usize = 600;

/// After these a clause can begin that is the answer as a whole.
const LEADING: [Attribute; 4] =
    [Attribute::Subordinator, Attribute::Causal, Attribute::To, Attribute::Copula];

/// A run of words that could be the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its tokens in the unit.
    pub tokens: Range<usize>,
    /// Whether it is a time or number by its form.
    pub is_form: bool,
}

impl Span {
    /// Its bytes in the unit's text.
    pub fn bytes(&self, tokens: &[Token]) -> Range<usize> {
        tokens[self.tokens.start].start as usize..tokens[self.tokens.end - 1].end as usize
    }
}

/// A form of what is wanted (a time, a number, the words of an acronym) in a unit.
struct Form {
    tokens: Range<usize>,
    bytes: Range<usize>,
}

/// A unit in which spans are looked for.
pub struct SpanFinder<'m, 'c> {
    pub(super) matcher: &'m Matcher<'m>,
    pub(super) unit: UnitMatch<'c>,
    /// The tokens that are looked at.
    pub(super) tokens: &'c [Token],
    /// Those of them that are terms of the question, with the terms' numbers, in order.
    pub(super) places: Vec<(usize, usize)>,
    /// Forms that say something new, in order.
    forms: Vec<Form>,
}

impl<'m, 'c> SpanFinder<'m, 'c> {
    /// Looks for forms in a matched unit.
    pub fn new(matcher: &'m Matcher<'m>, matched: UnitMatch<'c>) -> SpanFinder<'m, 'c> {
        let unit = matched.unit;
        let tokens = &unit.tokens[..unit.tokens.len().min(MAX_TOKENS)];
        let places = matched
            .places()
            .take_while(|at| *at < tokens.len())
            .filter_map(|at| Some((at, matched.term_at(at)?)))
            .collect();
        let forms = forms(matcher.question.answer_type(), &matched, tokens);
        SpanFinder { matcher, unit: matched, tokens, places, forms }
    }

    /// The forms of what is wanted, in bytes of the unit's text, in order.
    pub fn forms(&self) -> impl Iterator<Item = &Range<usize>> {
        self.forms.iter().map(|form| &form.bytes)
    }

    /// Whether one of the forms shares a token with the span.
    pub(super) fn overlaps_form(&self, span: &Span) -> bool {
        let (start, end) = (span.tokens.start, span.tokens.end);
        self.forms.iter().any(|form| form.tokens.start < end && start < form.tokens.end)
    }

    /// 1 where a form is right beside a term of the question, less with each word between; 0
    /// without one.
    pub fn form_proximity(&self) -> f32 {
        let distances = self.forms.iter().flat_map(|form| {
            self.places.iter().map(|(place, _)| place.abs_diff(form.tokens.start))
        });
        distances.min().map_or(0.0, |words| 1.0 / (1.0 + words as f32 / 4.0))
    }

    /// Calls `each` with every span, in no particular order.
    pub fn spans(&self, mut each: impl FnMut(&Span)) {
        for form in &self.forms {
            each(&Span { tokens: form.tokens.clone(), is_form: true });
        }
        let tokens = self.tokens;
        let n = tokens.len();
        let opens = |at: usize| {
            !tokens[at].attributes.has(Attribute::StopWord)
                || tokens[at].attributes.has(Attribute::NumberWord)
        };
        let breaks = |at: usize| {
            matches!(tokens[at].gap, Gap::Break | Gap::Open | Gap::Close | Gap::Quote | Gap::Start)
        };
        for first in 0..n {
            let after_break = breaks(first)
                || tokens[first].gap == Gap::Comma
                || (first > 0 && tokens[first - 1].attributes.has_any(&LEADING));
            if !opens(first) && !after_break {
                continue;
            }
            let mut is_new = false;
            for last in first..n.min(first + MAX_CLAUSE) {
                if last > first && breaks(last) {
                    break;
                }
                is_new |= self.unit.term_at(last).is_none()
                    && !tokens[last].attributes.has(Attribute::StopWord);
                let n_words = last + 1 - first;
                let ends_clause =
                    last + 1 == n || breaks(last + 1) || tokens[last + 1].gap == Gap::Comma;
                let fits =
                    if n_words <= MAX_WORDS { opens(first) } else { after_break && ends_clause };
                if !is_new || !opens(last) || !fits {
                    continue;
                }
                let range = first..last + 1;
                if self.forms.iter().all(|form| form.tokens != range) {
                    each(&Span { tokens: range, is_form: false });
                }
            }
        }
    }
}

/// The forms of what is wanted that say something new.
fn forms(wanted: AnswerType, matched: &UnitMatch<'_>, tokens: &[Token]) -> Vec<Form> {
    let unit = matched.unit;
    // The whole text, with what comes after the last word, unless there are more words than are
    // looked at.
    let end = unit.tokens.get(tokens.len()).map_or(unit.text.len(), |next| next.start as usize);
    let bytes_of = |range: &Range<usize>| {
        tokens[range.start].start as usize..tokens[range.end - 1].end as usize
    };
    let found: Vec<Range<usize>> = match wanted {
        AnswerType::Expansion => matched
            .aliases
            .iter()
            .filter(|range| range.len() > 1 && range.end <= tokens.len())
            .map(bytes_of)
            .collect(),
        _ => forms::forms(wanted, &unit.text[..end]),
    };
    let starts_before = |byte: usize| tokens.partition_point(|token| (token.start as usize) < byte);
    let is_new = |at: usize| {
        matched.term_at(at).is_none() && !tokens[at].attributes.has(Attribute::StopWord)
    };
    found
        .into_iter()
        .map(|bytes| Form { tokens: starts_before(bytes.start)..starts_before(bytes.end), bytes })
        .filter(|form| wanted == AnswerType::Expansion || form.tokens.clone().any(is_new))
        .collect()
}
