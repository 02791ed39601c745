//! Ranking the units of the candidate passages in two rounds: all of them by features that are
//! cheap, then the best by which words of theirs could be the answer. Features times learned
//! weights give the odds that a unit is the one that answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::candidate::Candidate;
use super::feature_values::unit_features;
use super::features::{Feature, Features};
use super::forms;
use super::matching::Matcher;
use super::query::Query;
use super::ranked::RankedUnit;
use super::same_words;
use super::spans::{SpanFinder, best_span, value_beside};
use super::weights::Weights;
use crate::question::{AnswerType, Question};

/// Units that the second round reranks.
pub const N_RERANKED: usize = 24;
/// What is added to a probability before its logarithm is taken.
const SMALLEST_PROBABILITY: f32 = 0.01;

/// Ranks the units of the candidates, best first, at most [`N_RERANKED`]; ties in the order of
/// the candidates. The candidates come best first.
pub fn rank(
    question: &Question,
    query: &Query,
    candidates: &[Candidate],
    weights: &Weights,
) -> Vec<RankedUnit> {
    let matcher = Matcher::new(question, query);
    let mut units = first_round(&matcher, candidates, weights);
    for unit in &mut units {
        add_span_features(&matcher, unit, weights);
        unit.score = dot(&unit.features, &weights.second_round) + same_words::bonus(&matcher, unit);
    }
    order(&mut units);
    units
}

/// The best by cheap features, at most [`N_RERANKED`], with what these tell of each other.
pub fn first_round(
    matcher: &Matcher<'_>,
    candidates: &[Candidate],
    weights: &Weights,
) -> Vec<RankedUnit> {
    let mut units = Vec::new();
    for (candidate, features) in candidates.iter().zip(unit_features(matcher, candidates)) {
        for (unit, features) in features.into_iter().enumerate() {
            let mut unit = RankedUnit {
                passage: Arc::clone(&candidate.passage),
                unit,
                passage_score: candidate.score,
                document: candidate.document,
                score: dot(&features, &weights.first_round),
                probability: 0.0,
                features,
                span: None,
            };
            unit.score += same_words::bonus(matcher, &unit);
            units.push(unit);
        }
    }
    // Who asks about words in quotation marks and nothing else wants them as they are.
    let is_quoted = |unit: &RankedUnit| unit.feature(Feature::QuotedPhrases) >= 1.0;
    if matcher.is_about_what_is_quoted() && units.iter().any(is_quoted) {
        units.retain(is_quoted);
    }
    order(&mut units);
    units.truncate(N_RERANKED);
    add_rest_of_document(&mut units);
    units
}

/// Adds what the other units of its document tell of each.
fn add_rest_of_document(units: &mut [RankedUnit]) {
    let mut of_documents = BTreeMap::new();
    for unit in &*units {
        *of_documents.entry(unit.document).or_insert(0.0) += unit.probability;
    }
    for unit in units {
        let rest = of_documents[&unit.document] - unit.probability;
        unit.set(Feature::LogRestOfDocument, (rest + SMALLEST_PROBABILITY).ln());
    }
}

/// Adds what the spans of the unit tell, and the best of them.
pub fn add_span_features(matcher: &Matcher<'_>, unit: &mut RankedUnit, weights: &Weights) {
    // The finder borrows the passage, not the unit that is changed.
    let passage = Arc::clone(&unit.passage);
    let words = &passage.words.units[unit.unit];
    let finder = SpanFinder::new(matcher, matcher.matched(words));
    let has_form = finder.forms().next().is_some();
    let coverage = unit.feature(Feature::Coverage);
    let is_range = |form: &Range<usize>| forms::is_time_range(&words.text[form.clone()]);
    let has_range =
        matcher.question.answer_type() == AnswerType::Time && finder.forms().any(is_range);
    unit.set(Feature::FormProximity, finder.form_proximity());
    unit.set(Feature::CoverageWithForm, if has_form { coverage } else { 0.0 });
    unit.set(Feature::HasTimeRange, f32::from(u8::from(has_range)));
    if let Some(best) = best_span(&finder, &weights.spans) {
        unit.set(Feature::BestSpan, best.score / 4.0);
        unit.set(Feature::AllSpans, best.log_odds / 4.0);
        let beside = value_beside(&finder, &best.bytes);
        unit.span = Some(beside.unwrap_or(best.bytes));
    }
}

fn dot(features: &Features, weights: &Features) -> f32 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

/// Puts the best first, and sets the probabilities.
pub(super) fn order(units: &mut [RankedUnit]) {
    units.sort_by(|one, other| other.score.total_cmp(&one.score));
    let most = units.first().map_or(0.0, |best| best.score);
    let sum: f32 = units.iter().map(|unit| (unit.score - most).exp()).sum();
    for unit in units {
        unit.probability = (unit.score - most).exp() / sum;
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::QueryTerm;
    use super::*;
    use crate::corpus::ShelvedPassage;

    /// The units of these passages of one document, ranked; each passage with the number of the one right
    /// before it.
    fn ranked(question: &str, passages: &[(&[&str], Option<usize>)]) -> Vec<RankedUnit> {
        let question = Question::new(question);
        let terms = question.terms().iter();
        let terms = terms.map(|term| QueryTerm::new(term.term.clone(), &term.term, 2.0)).collect();
        let query = Query { terms, ..Query::default() };
        let candidate = |(units, preceding): &(&[&str], Option<usize>)| Candidate {
            passage: Arc::new(ShelvedPassage::of_units(units)),
            score: 1.0,
            cosines: Vec::new(),
            preceding: *preceding,
            document: 0,
        };
        let candidates: Vec<Candidate> = passages.iter().map(candidate).collect();
        rank(&question, &query, &candidates, Weights::learned())
    }

    fn best(question: &str, units: &[&str]) -> RankedUnit {
        ranked(question, &[(units, None)]).swap_remove(0)
    }

    #[test]
    fn the_unit_with_the_questions_words_wins() {
        let units = [
            "The harbour is old and has many boats.",
            "The yard had to close because the river silted up.",
        ];
        assert_eq!(best("why did the yard close?", &units).unit, 1);
    }

    #[test]
    fn among_equals_the_one_with_a_date_answers_when() {
        let units = ["The yard did close for good then.", "The yard did close for good in 1931."];
        let best = best("when did the yard close?", &units);
        assert_eq!(best.unit, 1);
        assert_eq!(best.span.map(|span| &units[1][span]), Some("1931"));
    }

    #[test]
    fn what_the_end_of_the_passage_before_says_is_said_before() {
        let before: &[&str] = &["Olga keeps the ferry.", "It is red, says Ivar."];
        let passage: &[&str] = &["The hut is old.", "The hut burned."];
        let coverage_before = |question: &str, preceding: Option<usize>| {
            let passages = [(before, None), (passage, preceding)];
            let mut units = ranked(question, &passages);
            units.retain(|unit| unit.text() == passage[0]);
            units[0].feature(Feature::CoverageBefore)
        };
        assert_eq!(coverage_before("where is Ivar's hut", Some(0)), 0.5);
        assert_eq!(coverage_before("where is Ivar's hut", None), 0.0);
        assert_eq!(coverage_before("where is Olga's hut", Some(0)), 0.0, "not its last unit");
    }

    #[test]
    fn of_several_values_the_one_beside_what_was_asked_about_is_meant() {
        let check = |question: &str, unit: &str, expected: &str| {
            let best = best(question, &[unit]);
            assert_eq!(best.span.map(|span| &unit[span]), Some(expected), "{question}");
        };
        let ferry = "The ferry leaves Varna at 7:30, Kole at 8:15 and Ostler at 9:05.";
        check("when does the ferry leave Kole?", ferry, "8:15");
        check("when does the ferry leave Ostler?", ferry, "9:05");
        let berths = "The barge lies at pier 4, berth 12 and has crane 3.";
        check("which berth has the barge?", berths, "12");
    }
}
