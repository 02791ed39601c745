//! The features of a span: what its words look like, what comes before and after them, how near the
//! question's words are.

use super::features::{GapAfter, GapBefore, Group, Length, Shape, Single, SpanFeature, WordKind};
use super::finder::{MAX_WORDS, Span, SpanFinder};
use crate::language::attributes::Attribute;
use crate::language::tokens::Gap;
use crate::question::AnswerType;
use crate::rank::term_set::TermSet;

/// Words to either side that count as near.
const NEAR: usize = 6;

/// The group of a kind of answer.
fn group(wanted: AnswerType) -> Group {
    match wanted {
        AnswerType::Time => Group::Time,
        AnswerType::Number => Group::Number,
        AnswerType::Person | AnswerType::Place | AnswerType::Organisation => Group::Name,
        _ => Group::Other,
    }
}

/// Calls `add` with each feature of a span that is not zero, and its value.
pub fn span_features(finder: &SpanFinder, span: &Span, mut add: impl FnMut(SpanFeature, f32)) {
    let wanted = finder.matcher.question.answer_type();
    let group = group(wanted);
    add(SpanFeature::Shape(wanted, shape(finder, span)), 1.0);
    add(SpanFeature::Length(group, length(span)), 1.0);
    let article = has_article(finder, span);
    let first = span.tokens.start - usize::from(article);
    add(before(finder, group, first), 1.0);
    add(after(finder, group, span.tokens.end), 1.0);
    let mut single = |feature: Single, value: f32| {
        if value != 0.0 {
            add(SpanFeature::Single(feature), value);
        }
    };
    single(Single::ArticleBefore, flag(article));
    let (is_form, overlaps) = form_features(group);
    single(is_form, flag(span.is_form));
    single(overlaps, flag(!span.is_form && finder.overlaps_form(span)));
    words_inside(finder, span, &mut single);
    names_and_focus(finder, span, &mut single);
    surroundings(finder, span, &mut single);
    let inside = &finder.tokens[span.tokens.clone()];
    let has_amount = inside.iter().any(|token| token.attributes.has(Attribute::Amount));
    single(Single::HasAmount, flag(has_amount));
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// The features of a span that is a form, and of one that overlaps one.
fn form_features(group: Group) -> (Single, Single) {
    match group {
        Group::Time => (Single::IsTimeForm, Single::OverlapsTimeForm),
        Group::Number => (Single::IsNumberForm, Single::OverlapsNumberForm),
        Group::Name => (Single::IsNameForm, Single::OverlapsNameForm),
        Group::Other => (Single::IsOtherForm, Single::OverlapsOtherForm),
    }
}

/// Whether an article is right before the span.
fn has_article(finder: &SpanFinder, span: &Span) -> bool {
    let (tokens, first) = (finder.tokens, span.tokens.start);
    first > 0
        && tokens[first - 1].attributes.has(Attribute::Article)
        && tokens[first].gap == Gap::Space
}

fn words_inside(finder: &SpanFinder, span: &Span, single: &mut impl FnMut(Single, f32)) {
    let inside = &finder.tokens[span.tokens.clone()];
    let n_words = inside.len() as f32;
    let asked = span.tokens.clone().filter(|&at| finder.unit.term_at(at).is_some());
    let n_stop_words =
        inside.iter().filter(|token| token.attributes.has(Attribute::StopWord)).count();
    let any = |some: &[Attribute]| flag(inside.iter().any(|token| token.attributes.has_any(some)));
    single(Single::QueryTerms, asked.count() as f32 / n_words);
    single(Single::StopWords, n_stop_words as f32 / n_words);
    single(Single::HasComma, flag(inside[1..].iter().any(|token| token.gap == Gap::Comma)));
    single(Single::HasAnd, any(&[Attribute::Conjunction]));
    single(Single::HasOf, any(&[Attribute::Of]));
    single(Single::HasClauseWord, any(&[Attribute::Copula, Attribute::Subordinator]));
}

fn names_and_focus(finder: &SpanFinder, span: &Span, single: &mut impl FnMut(Single, f32)) {
    let tokens = finder.tokens;
    let (first, end) = (span.tokens.start, span.tokens.end);
    let has_capital = |at: usize| tokens[at].attributes.has(Attribute::Capitalized);
    let follows = |at: usize| tokens[at].gap == Gap::Space;
    single(
        Single::NameGoesOnBefore,
        flag(first > 0 && has_capital(first) && follows(first) && has_capital(first - 1)),
    );
    single(
        Single::NameGoesOnAfter,
        flag(end < tokens.len() && follows(end) && has_capital(end) && has_capital(end - 1)),
    );
    let is_focus = |at: usize| finder.matcher.focus.contains(&tokens[at].term);
    single(Single::HasFocus, flag((first..end).any(is_focus)));
    single(Single::EndsInFocus, flag(is_focus(end - 1)));
    single(Single::FocusBefore, flag(first > 0 && is_focus(first - 1)));
    single(Single::FocusAfter, flag(end < tokens.len() && is_focus(end)));
}

fn surroundings(finder: &SpanFinder, span: &Span, single: &mut impl FnMut(Single, f32)) {
    let tokens = finder.tokens;
    let (first, end) = (span.tokens.start, span.tokens.end);
    let (mut left, mut right, mut near) =
        (TermSet::default(), TermSet::default(), TermSet::default());
    let (mut nearest_left, mut nearest_right) = (None, None);
    for &(at, number) in &finder.places {
        let distance = if at < first {
            left.insert(number);
            nearest_left = Some(first - at);
            first - at
        } else if at >= end {
            right.insert(number);
            nearest_right.get_or_insert(at + 1 - end);
            at + 1 - end
        } else {
            continue;
        };
        if distance <= NEAR {
            near.insert(number);
        }
    }
    let decay =
        |distance: Option<usize>| distance.map_or(0.0, |words| 1.0 / (1.0 + words as f32 / 3.0));
    single(Single::TermBefore, decay(nearest_left));
    single(Single::TermAfter, decay(nearest_right));
    single(Single::CoverageBefore, finder.matcher.coverage(left));
    single(Single::CoverageAfter, finder.matcher.coverage(right));
    single(Single::CoverageNear, finder.matcher.coverage(near));
    let is_quoted = matches!(tokens[first].gap, Gap::Quote)
        || tokens.get(end).is_some_and(|next| next.gap == Gap::Quote);
    single(Single::IsQuoted, flag(is_quoted));
}

fn length(span: &Span) -> Length {
    match span.tokens.len() {
        0 | 1 => Length::One,
        2 => Length::Two,
        3 => Length::Three,
        4 => Length::Four,
        5 | 6 => Length::FiveOrSix,
        7 => Length::Seven,
        _ => Length::More,
    }
}

fn shape(finder: &SpanFinder, span: &Span) -> Shape {
    let tokens = &finder.tokens[span.tokens.clone()];
    let content = || tokens.iter().filter(|token| !token.attributes.has(Attribute::StopWord));
    if tokens.iter().any(|token| token.attributes.has_any(&[Attribute::Year, Attribute::Month])) {
        Shape::Time
    } else if tokens
        .iter()
        .any(|token| token.attributes.has_any(&[Attribute::HasDigit, Attribute::NumberWord]))
    {
        Shape::Number
    } else if tokens.len() > MAX_WORDS {
        Shape::Clause
    } else if content().all(|token| token.attributes.has(Attribute::Capitalized)) {
        // A capital at the beginning of a unit says nothing.
        if tokens[0].gap == Gap::Start && tokens.len() == 1 {
            Shape::Plain
        } else {
            Shape::Capitals
        }
    } else if content().any(|token| token.attributes.has(Attribute::Capitalized)) {
        Shape::SomeCapitals
    } else {
        Shape::Plain
    }
}

/// What comes before the token.
fn before(finder: &SpanFinder, group: Group, at: usize) -> SpanFeature {
    let gap = match finder.tokens[at].gap {
        Gap::Start => GapBefore::Start,
        Gap::Comma => GapBefore::Comma,
        Gap::Dash => GapBefore::Dash,
        Gap::Quote => GapBefore::Quote,
        Gap::Open => GapBefore::Open,
        Gap::Close | Gap::Break => GapBefore::Break,
        Gap::Space => return SpanFeature::WordBefore(group, kind_of_word(finder, at - 1)),
    };
    SpanFeature::GapBefore(group, gap)
}

/// What comes after the span that ends before this token.
fn after(finder: &SpanFinder, group: Group, at: usize) -> SpanFeature {
    let gap = match finder.tokens.get(at).map(|next| next.gap) {
        None => GapAfter::End,
        Some(Gap::Comma) => GapAfter::Comma,
        Some(Gap::Dash) => GapAfter::Dash,
        Some(Gap::Quote | Gap::Open | Gap::Close | Gap::Break | Gap::Start) => GapAfter::Break,
        Some(Gap::Space) => return SpanFeature::WordAfter(group, kind_of_word(finder, at)),
    };
    SpanFeature::GapAfter(group, gap)
}

/// The kinds that a word is tried for, in this order.
const KINDS: [(WordKind, &[Attribute]); 13] = [
    (WordKind::Of, &[Attribute::Of]),
    (WordKind::In, &[Attribute::Locative]),
    (WordKind::By, &[Attribute::AgentMarker]),
    (WordKind::To, &[Attribute::To]),
    (WordKind::And, &[Attribute::Conjunction]),
    (WordKind::Defining, &[Attribute::Copula]),
    (WordKind::For, &[Attribute::For]),
    (WordKind::As, &[Attribute::As]),
    (WordKind::With, &[Attribute::With]),
    (WordKind::That, &[Attribute::Subordinator]),
    (WordKind::StopWord, &[Attribute::StopWord]),
    (WordKind::Capital, &[Attribute::Capitalized]),
    (WordKind::Number, &[Attribute::HasDigit, Attribute::NumberWord]),
];

fn kind_of_word(finder: &SpanFinder, at: usize) -> WordKind {
    if finder.unit.term_at(at).is_some() {
        return WordKind::QueryTerm;
    }
    let attributes = finder.tokens[at].attributes;
    let kind = KINDS.iter().find(|(_, some)| attributes.has_any(some));
    kind.map_or(WordKind::Other, |(kind, _)| *kind)
}
