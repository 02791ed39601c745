//! Ranking the sentences of the candidate passages in two rounds: all of them by features that are
//! cheap, then the best by which words of theirs could be the answer. Features times learned
//! weights give the odds that a sentence is the one that answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::candidate::Candidate;
use super::feature_values::sentence_features;
use super::features::{Feature, Features};
use super::forms;
use super::matching::Matcher;
use super::query::Query;
use super::ranked::RankedSentence;
use super::spans::{SpanFinder, best_span};
use super::weights::Weights;
use crate::question::{AnswerType, Question};

/// Sentences that the second round reranks.
pub const N_RERANKED: usize = 24;
/// What is added to a probability before its logarithm is taken.
const SMALLEST_PROBABILITY: f32 = 0.01;

/// Ranks the sentences of the candidates, best first, at most [`N_RERANKED`]; ties in the order of
/// the candidates. The candidates come best first.
pub fn rank(
    question: &Question,
    query: &Query,
    candidates: &[Candidate],
    weights: &Weights,
) -> Vec<RankedSentence> {
    let matcher = Matcher::new(question, query);
    let mut sentences = first_round(&matcher, candidates, weights);
    for sentence in &mut sentences {
        add_span_features(&matcher, sentence, weights);
        sentence.score = dot(&sentence.features, &weights.second_round);
    }
    order(&mut sentences);
    sentences
}

/// The best by cheap features, at most [`N_RERANKED`], with what these tell of each other.
pub fn first_round(
    matcher: &Matcher<'_>,
    candidates: &[Candidate],
    weights: &Weights,
) -> Vec<RankedSentence> {
    let mut sentences = Vec::new();
    for (candidate, features) in candidates.iter().zip(sentence_features(matcher, candidates)) {
        for (sentence, features) in features.into_iter().enumerate() {
            sentences.push(RankedSentence {
                passage: Arc::clone(&candidate.passage),
                sentence,
                passage_score: candidate.score,
                document: candidate.document,
                score: dot(&features, &weights.first_round),
                probability: 0.0,
                features,
                span: None,
            });
        }
    }
    // Who asks about words in quotation marks and nothing else wants them as they are.
    let is_quoted = |sentence: &RankedSentence| sentence.feature(Feature::QuotedPhrases) >= 1.0;
    if matcher.is_about_what_is_quoted() && sentences.iter().any(is_quoted) {
        sentences.retain(is_quoted);
    }
    order(&mut sentences);
    sentences.truncate(N_RERANKED);
    add_rest_of_document(&mut sentences);
    sentences
}

/// Adds what the other sentences of its document tell of each.
fn add_rest_of_document(sentences: &mut [RankedSentence]) {
    let mut of_documents = BTreeMap::new();
    for sentence in &*sentences {
        *of_documents.entry(sentence.document).or_insert(0.0) += sentence.probability;
    }
    for sentence in sentences {
        let rest = of_documents[&sentence.document] - sentence.probability;
        sentence.set(Feature::LogRestOfDocument, (rest + SMALLEST_PROBABILITY).ln());
    }
}

/// Adds what the spans of the sentence tell, and the best of them.
pub fn add_span_features(matcher: &Matcher<'_>, sentence: &mut RankedSentence, weights: &Weights) {
    // The finder borrows the passage, not the sentence that is changed.
    let passage = Arc::clone(&sentence.passage);
    let words = &passage.words.sentences[sentence.sentence];
    let finder = SpanFinder::new(matcher, matcher.matched(words));
    let has_form = finder.forms().next().is_some();
    let coverage = sentence.feature(Feature::Coverage);
    let is_range = |form: &Range<usize>| forms::is_time_range(&words.text[form.clone()]);
    let has_range =
        matcher.question.answer_type() == AnswerType::Time && finder.forms().any(is_range);
    sentence.set(Feature::FormProximity, finder.form_proximity());
    sentence.set(Feature::CoverageWithForm, if has_form { coverage } else { 0.0 });
    sentence.set(Feature::HasTimeRange, f32::from(u8::from(has_range)));
    if let Some(best) = best_span(&finder, &weights.spans) {
        sentence.set(Feature::BestSpan, best.score / 4.0);
        sentence.set(Feature::AllSpans, best.log_odds / 4.0);
        sentence.span = Some(best.bytes);
    }
}

fn dot(features: &Features, weights: &Features) -> f32 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

/// Puts the best first, and sets the probabilities.
fn order(sentences: &mut [RankedSentence]) {
    sentences.sort_by(|one, other| other.score.total_cmp(&one.score));
    let most = sentences.first().map_or(0.0, |best| best.score);
    let sum: f32 = sentences.iter().map(|sentence| (sentence.score - most).exp()).sum();
    for sentence in sentences {
        sentence.probability = (sentence.score - most).exp() / sum;
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::QueryTerm;
    use super::*;
    use crate::corpus::ShelvedPassage;

    fn best(question: &str, sentences: &[&str]) -> RankedSentence {
        let question = Question::new(question);
        let terms = question.terms().iter();
        let terms = terms.map(|term| QueryTerm::new(term.term.clone(), &term.term, 2.0)).collect();
        let query = Query { terms, aliases: Vec::new() };
        let passage = Arc::new(ShelvedPassage::of_sentences(sentences));
        let candidate = Candidate { passage, score: 1.0, preceding: None, document: 0 };
        rank(&question, &query, &[candidate], Weights::learned()).swap_remove(0)
    }

    #[test]
    fn the_sentence_with_the_questions_words_wins() {
        let sentences = [
            "The harbour is old and has many boats.",
            "The yard had to close because the river silted up.",
        ];
        assert_eq!(best("why did the yard close?", &sentences).sentence, 1);
    }

    #[test]
    fn among_equals_the_one_with_a_date_answers_when() {
        let sentences =
            ["The yard did close for good then.", "The yard did close for good in 1931."];
        let best = best("when did the yard close?", &sentences);
        assert_eq!(best.sentence, 1);
        assert_eq!(best.span.map(|span| &sentences[1][span]), Some("1931"));
    }
}
