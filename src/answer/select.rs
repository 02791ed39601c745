//! Choosing what is quoted: the best units, each with what belongs to it, none that says what
//! another says.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::differ::differ;
use super::extent;
use super::newest::newest;
use super::pick::Pick;
use super::ranking::Ranking;
use super::wording::Wording;
use crate::corpus::ShelvedPassage;
use crate::document::FileName;
use crate::language::terms::words;
use crate::question::AnswerType;
use crate::rank::RankedUnit;
use crate::rank::features::Feature;

/// A further quote is at least this likely, against the first.
const LEAST_SHARE: f32 = 0.002;
/// A quote of another document is preferred when it is at least this likely, against the next.
const NEARLY_AS_GOOD: f32 = 0.45;
/// A unit that gives another value than the first quote for the same thing goes before others
/// when it is at least this likely, against all.
const LEAST_DIFFERING: f32 = 0.01;
/// For a question of when, a unit with a range of time goes before one with a point of the same
/// year when it is at least this likely, against it: from when until when says more than a year
/// within.
const RANGE_FIRST: f32 = 0.04;

/// The picks, best first, at most `n`. `date` gives the day of a unit's document.
pub(super) fn select<'r>(
    ranking: &'r Ranking,
    n: usize,
    date: &dyn Fn(&RankedUnit) -> Option<String>,
) -> Vec<Pick<'r>> {
    let ranked = &ranking.units;
    let wanted = ranking.retrieved.question.answer_type();
    let asks_for_all = wanted == AnswerType::List || ranking.retrieved.question.asks_how();
    let mut picks: Vec<Pick> = Vec::new();
    let mut said: Vec<Wording> = Vec::new();
    let mut shown: BTreeSet<&FileName> = BTreeSet::new();
    let Some(best) = ranked.first() else { return picks };
    while picks.len() < n {
        let mut fresh = (0..ranked.len())
            .take_while(|&at| ranked[at].probability >= LEAST_SHARE * best.probability)
            .filter(|&at| is_new(&ranked[at].passage, ranked[at].unit, &picks, &said));
        let Some(next) = fresh.next() else { break };
        let next = if picks.is_empty() { newest(ranked, fuller(ranked, next), date) } else { next };
        let rest: Vec<usize> = fresh.filter(|&at| !shown.contains(ranked[at].file())).collect();
        let is_shown = shown.contains(ranked[next].file());
        let differs_from_first = |at: &usize| {
            let this = &ranked[*at];
            this.probability >= LEAST_DIFFERING
                && picks.first().is_some_and(|first| differ(wanted, first.unit, this))
                && !picks.iter().skip(1).any(|other| differ(wanted, other.unit, this))
        };
        let nearly_as_good =
            |at: &usize| ranked[*at].probability >= NEARLY_AS_GOOD * ranked[next].probability;
        let other = rest
            .iter()
            .find(|at| differs_from_first(at))
            .or_else(|| rest.iter().find(|at| is_shown && nearly_as_good(at)));
        let taken = other.copied().unwrap_or(next);
        let is_new = |unit: usize| is_new(&ranked[taken].passage, unit, &picks, &said);
        let pick = extent::of(ranked, taken, asks_for_all, is_new);
        let units = &pick.unit.passage.words.units;
        said.extend(units[pick.first..=pick.last].iter().map(Wording::of));
        shown.insert(pick.unit.file());
        picks.push(pick);
    }
    picks
}

/// For each pick the places of those that differ from it, from 0, in order. What differs from the
/// first is moved to its side.
pub(super) fn put_differing_first(ranking: &Ranking, picks: &mut Vec<Pick>) -> Vec<Vec<usize>> {
    let wanted = ranking.retrieved.question.answer_type();
    let differs = |one: &Pick, other: &Pick| differ(wanted, one.unit, other.unit);
    if !picks.is_empty() {
        let first = picks.remove(0);
        picks.sort_by_key(|pick| !differs(&first, pick));
        picks.insert(0, first);
    }
    picks
        .iter()
        .map(|one| (0..picks.len()).filter(|&at| differs(one, &picks[at])).collect())
        .collect()
}

/// The unit that says from when until when and goes before this one, if there is one; else this
/// one.
fn fuller(ranked: &[RankedUnit], first: usize) -> usize {
    let is_range = |at: usize| ranked[at].feature(Feature::HasTimeRange) > 0.0;
    let years = |at: usize| -> Vec<&str> {
        let span = ranked[at].span_text().unwrap_or_default();
        words(span).map(|word| word.text).filter(|word| is_year(word)).collect()
    };
    let point = years(first);
    if point.is_empty() || is_range(first) {
        return first;
    }
    let mut likely = (first..ranked.len())
        .take_while(|&at| ranked[at].probability >= RANGE_FIRST * ranked[first].probability);
    likely
        .find(|&at| is_range(at) && years(at).iter().any(|year| point.contains(year)))
        .unwrap_or(first)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the unit of a passage is not quoted yet, and says what no quote says.
fn is_new(passage: &Arc<ShelvedPassage>, unit: usize, picks: &[Pick], said: &[Wording]) -> bool {
    if said.is_empty() {
        return true;
    }
    let is_quoted = picks.iter().any(|pick| pick.quotes(passage, unit));
    !is_quoted && {
        let wording = Wording::of(&passage.words.units[unit]);
        said.iter().all(|other| !wording.repeats(other))
    }
}
