//! The third round: the best units, read once more word for word beside the question by a sentence
//! model. What the other rounds say of a unit is one feature of it, how well the question's words are
//! met there are the others. Only a few units are read, since each takes as long as encoding it.

use std::ops::Range;
use std::sync::Arc;

use super::features::{Feature, OF_THIRD_ROUND};
use super::matching::Matcher;
use super::query::Query;
use super::ranked::RankedUnit;
use super::ranking::order;
use super::weights::Weights;
use crate::language::terms::{Word, term, words};
use crate::model::{Alignment, Meaning};
use crate::question::Question;

/// Units that are read.
pub const N_ALIGNED: usize = 8;

/// How well a term is met at least that the unit or what is above it has, be it in a word of the same
/// family, and at most a name or number that neither has, however like others are: "Monday" is much
/// like "Tuesday". As cosines; set by hand, where 0.7 in place of 0.8 did no better.
const MET: f32 = 0.8;
const UNMET: f32 = 0.3;
/// What cosines are multiplied by, and scores, so that they are numbers of the size of the other
/// features.
const OF_COSINES: f32 = 4.0;
/// The same of scores.
pub const OF_SCORES: f32 = 0.25;

/// Ranks the units anew, the first of which were read. Sets their features.
pub fn third_round(
    question: &Question,
    query: &Query,
    read: &[Option<Arc<Alignment>>],
    units: &mut [RankedUnit],
    weights: &Weights,
) {
    add_alignment(question, query, read, units);
    for unit in &mut *units {
        let weighed = OF_THIRD_ROUND.iter().zip(&weights.third_round);
        unit.score = weighed.map(|(feature, weight)| unit.feature(*feature) * weight).sum();
    }
    order(units);
}

/// Sets the features of the third round. What was not read counts as met as badly as the worst that
/// was.
pub fn add_alignment(
    question: &Question,
    query: &Query,
    read: &[Option<Arc<Alignment>>],
    units: &mut [RankedUnit],
) {
    let Some(meaning) = question.meaning() else { return };
    let terms = Terms::of(question, query, meaning);
    let values: Vec<[f32; 2]> = units
        .iter()
        .zip(read)
        .map(|(unit, alignment)| terms.values(unit, alignment.as_deref()))
        .collect();
    let worst = values.iter().copied().reduce(|[idf, least], [other_idf, other_least]| {
        [idf.min(other_idf), least.min(other_least)]
    });
    for (at, unit) in units.iter_mut().enumerate() {
        unit.set(Feature::SecondRound, unit.score * OF_SCORES);
        let Some([by_idf, least]) = values.get(at).copied().or(worst) else { continue };
        unit.set(Feature::AlignmentByIdf, by_idf * OF_COSINES);
        unit.set(Feature::LeastAligned, least * OF_COSINES);
    }
}

/// The question's terms.
struct Terms<'q> {
    matcher: Matcher<'q>,
    /// The number of each, with the model's tokens that make it up.
    tokens: Vec<(usize, Vec<usize>)>,
}

impl<'q> Terms<'q> {
    fn of(question: &'q Question, query: &'q Query, meaning: &Meaning) -> Terms<'q> {
        let matcher = Matcher::new(question, query);
        let of_word = |word: Word<'_>| {
            let found = term(word.text);
            let own = matcher.terms.iter().position(|known| known.term == found);
            let number = own.or_else(|| query.written_out(&found))?;
            let is_in = |token: &Range<usize>| {
                word.start <= token.start && token.end <= word.end() && !token.is_empty()
            };
            let tokens = meaning.tokens().iter().enumerate();
            let tokens: Vec<usize> =
                tokens.filter(|(_, token)| is_in(token)).map(|(at, _)| at).collect();
            (!tokens.is_empty()).then_some((number, tokens))
        };
        let mut all: Vec<(usize, Vec<usize>)> = Vec::new();
        for (number, tokens) in words(question.asked()).filter_map(of_word) {
            match all.last_mut().filter(|last| last.0 == number) {
                Some((_, last)) => last.extend(tokens),
                None => all.push((number, tokens)),
            }
        }
        Terms { matcher, tokens: all }
    }

    /// The features of a unit beside the second round's score, in their order. What the model did not
    /// understand is told by its words alone.
    fn values(&self, unit: &RankedUnit, alignment: Option<&Alignment>) -> [f32; 2] {
        let matched = self.matcher.matched(unit.words());
        let above = self.matcher.terms_among(&unit.passage.words.context);
        let there = matched.terms | matched.family | above;
        let met = |(number, tokens): &(usize, Vec<usize>)| {
            let mean = |alignment: &Alignment| {
                let of_tokens = tokens.iter().filter_map(|token| alignment.of_tokens.get(*token));
                of_tokens.sum::<f32>() / tokens.len() as f32
            };
            let cosine = alignment.map(mean);
            let (term, is_there) = (&self.matcher.terms[*number], there.contains(*number));
            let met = match (is_there, term.is_name) {
                (true, _) => cosine.map_or(MET, |cosine| cosine.max(MET)),
                (false, true) => cosine.map_or(UNMET, |cosine| cosine.min(UNMET)),
                (false, false) => cosine.unwrap_or(UNMET),
            };
            (term.idf, met)
        };
        let total_idf: f32 = self.tokens.iter().map(|term| met(term).0).sum();
        if total_idf <= 0.0 {
            return [MET; 2];
        }
        let by_idf = self.tokens.iter().map(met).map(|(idf, met)| idf * met).sum::<f32>();
        let least = self.tokens.iter().map(met).map(|(_, met)| met).fold(f32::MAX, f32::min);
        [by_idf / total_idf, least]
    }
}

#[cfg(test)]
mod tests {
    use super::super::features;
    use super::super::query::QueryTerm;
    use super::*;
    use crate::corpus::ShelvedPassage;
    use crate::model::Encoder;

    const UNITS: [&str; 3] = [
        "The boathouse is open on Monday from nine.",
        "The boathouse is open on Tuesday from nine.",
        "The boathouse is closed.",
    ];

    /// The units with their features of the third round, where the first two were read, or were not
    /// understood.
    fn ranked(is_understood: bool) -> Vec<RankedUnit> {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let question = Question::new("when is the boathouse open on Tuesday");
        let meaning = Meaning::of(question.asked(), &encoder);
        let question = question.with_meaning(meaning);
        let term = |term: &crate::question::QuestionTerm| QueryTerm {
            is_name: question.is_name(term),
            ..QueryTerm::new(term.term.clone(), &term.term, 2.0)
        };
        let terms = question.terms().iter().map(term).collect();
        let query = Query { terms, ..Query::default() };
        let passage = Arc::new(ShelvedPassage::of_units(&UNITS));
        let unit = |unit: usize| RankedUnit {
            passage: Arc::clone(&passage),
            unit,
            passage_score: 1.0,
            document: 0,
            score: 4.0,
            probability: 0.0,
            features: [0.0; features::N],
            span: None,
        };
        let mut units: Vec<RankedUnit> = (0..UNITS.len()).map(unit).collect();
        let texts = [UNITS[0].to_owned(), UNITS[1].to_owned()];
        let read = if is_understood {
            question.meaning().expect("English").align(&texts)
        } else {
            vec![None; 2]
        };
        let weights = Weights { third_round: [1.0; 3], ..Weights::zero() };
        third_round(&question, &query, &read, &mut units, &weights);
        units
    }

    #[test]
    fn a_name_that_is_not_there_is_met_badly_however_like_another_is() {
        for is_understood in [true, false] {
            let units = ranked(is_understood);
            let [first, second, third] = [&units[0], &units[1], &units[2]];
            assert_eq!([first.unit, second.unit, third.unit], [1, 0, 2], "{is_understood}");
            assert!(first.feature(Feature::LeastAligned) >= MET * OF_COSINES);
            assert!(second.feature(Feature::LeastAligned) <= UNMET * OF_COSINES);
            assert_eq!(first.feature(Feature::SecondRound), 1.0);
        }
    }

    #[test]
    fn what_was_not_read_counts_as_the_worst_that_was() {
        let units = ranked(true);
        for feature in [Feature::AlignmentByIdf, Feature::LeastAligned] {
            assert_eq!(units[2].feature(feature), units[1].feature(feature));
        }
    }
}
