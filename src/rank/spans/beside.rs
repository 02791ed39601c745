//! The value that stands right beside what was asked about, where a unit has several: "locker 77" for
//! "which locker", of three hours that of the place that is named.

use std::ops::Range;

use super::finder::SpanFinder;
use crate::language::attributes::Attribute;
use crate::language::tokens::Gap;

/// What a comma between two words counts as distance, in words.
const COMMA: usize = 3;
/// A value that is further away, in words, is none of what is named.
const FURTHEST: usize = 6;

/// The value that was meant, in bytes of the unit's text; `None` where there are not several, or none
/// is clearly nearer. `best` is the span that scored best.
pub fn value_beside(finder: &SpanFinder<'_, '_>, best: &Range<usize>) -> Option<Range<usize>> {
    number_behind_focus(finder).or_else(|| nearest_form(finder, best))
}

/// The number right behind a word that names what is asked for.
fn number_behind_focus(finder: &SpanFinder<'_, '_>) -> Option<Range<usize>> {
    let tokens = finder.tokens;
    let mut found = (1..tokens.len()).filter(|&at| {
        tokens[at].attributes.has(Attribute::HasDigit)
            && tokens[at].gap == Gap::Space
            && finder.unit.term_at(at).is_none()
            && finder.matcher.focus.last() == Some(&tokens[at - 1].term)
    });
    let at = found.next().filter(|_| found.next().is_none())?;
    Some(tokens[at].start as usize..tokens[at].end as usize)
}

/// Of several forms of what is wanted the one that is nearest to the rarest of the question's words.
fn nearest_form(finder: &SpanFinder<'_, '_>, best: &Range<usize>) -> Option<Range<usize>> {
    let forms: Vec<Range<usize>> = finder.forms().cloned().collect();
    if forms.len() < 2 || !forms.contains(best) {
        return None;
    }
    let idf = |number: usize| finder.matcher.terms[number].idf;
    let rarest = finder.places.iter().max_by(|one, other| idf(one.1).total_cmp(&idf(other.1)))?;
    let mut places = finder.places.iter().filter(|place| place.1 == rarest.1);
    let (place, _) = places.next().filter(|_| places.next().is_none())?;
    let distance = |form: &Range<usize>| {
        let at = finder.tokens.partition_point(|token| (token.start as usize) < form.start);
        let between = at.min(*place) + 1..at.max(*place) + 1;
        let commas = between.clone().filter(|&at| {
            finder.tokens.get(at).is_some_and(|token| !matches!(token.gap, Gap::Space | Gap::Dash))
        });
        between.len() + COMMA * commas.count()
    };
    let mut by_distance: Vec<(usize, Range<usize>)> =
        forms.into_iter().map(|form| (distance(&form), form)).collect();
    by_distance.sort_by_key(|(distance, _)| *distance);
    let is_clear = by_distance[0].0 < by_distance[1].0 && by_distance[0].0 <= FURTHEST;
    is_clear.then(|| by_distance.swap_remove(0).1)
}
