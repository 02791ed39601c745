//! The third round: the best units, read once more word for word beside the question by a sentence
//! model. What the other rounds say of a unit is one feature of it, how well the question's words are
//! met there are the others.

use std::ops::Range;

use super::close_reading::CloselyRead;
use super::features::Feature;
use super::matching::Matcher;
use super::query::Query;
use super::ranked::RankedUnit;
use super::ranking::order;
use super::term_set::TermSet;
use super::weights::Weights;
use crate::corpus::ShelvedPassage;
use crate::document::UnitKind;
use crate::language::terms::{Word, term, words};
use crate::model::{Alignment, Meaning};
use crate::question::Question;

/// How well a term is met at least that the unit or what is above it has, be it in a word of the same
/// family, and at most a name or number that neither has, however like others are: "Monday" is much
/// like "Tuesday". As cosines; set by hand, where 0.7 in place of 0.8 did no better.
const MET: f32 = 0.8;
const UNMET: f32 = 0.3;
/// How well at least a term is met that a sentence before it has: what was named once is "he" or "the
/// meeting" from then on. Half way between both.
const SAID_BEFORE: f32 = 0.55;
/// How well the terms of a unit that was not read are met on average at most, its worst met one being
/// unmet: without a bound what is not worth reading is met as well as the only unit that was. By hand;
/// 0.5 did no better.
const UNREAD: f32 = 0.6;
/// What cosines are multiplied by, and scores, so that they are numbers of the size of the other
/// features.
const OF_COSINES: f32 = 4.0;
/// The same of scores.
pub const OF_SCORES: f32 = 0.25;

/// Ranks the units anew, the first of which were read. Sets their features.
pub fn third_round(
    question: &Question,
    query: &Query,
    read: &[CloselyRead],
    units: &mut [RankedUnit],
    weights: &Weights,
) {
    add_alignment(question, query, read, units);
    for unit in &mut *units {
        let weighed = weighed(weights).into_iter();
        unit.score = weighed.map(|(feature, weight)| unit.feature(feature) * weight).sum();
    }
    order(units);
}

/// The features of the third round, each with its weight. What is said before counts as what is said:
/// weights of its own, learned, brought two questions of 818 more, and confidence meant less.
pub fn weighed(weights: &Weights) -> [(Feature, f32); 5] {
    let [second_round, by_idf, least] = weights.third_round;
    [
        (Feature::SecondRound, second_round),
        (Feature::AlignmentByIdf, by_idf),
        (Feature::LeastAligned, least),
        (Feature::AlignmentBefore, by_idf),
        (Feature::LeastBefore, least),
    ]
}

/// Sets the features of the third round. What was not read counts as met as badly as the worst that
/// was, and never well.
pub fn add_alignment(
    question: &Question,
    query: &Query,
    read: &[CloselyRead],
    units: &mut [RankedUnit],
) {
    let Some(meaning) = question.meaning() else { return };
    let terms = Terms::of(question, query, meaning);
    let values: Vec<Aligned> =
        units.iter().zip(read).map(|(unit, read)| terms.aligned(unit, read)).collect();
    let worst = values.iter().copied().reduce(|one, other| Aligned {
        by_idf: one.by_idf.min(other.by_idf),
        least: one.least.min(other.least),
        ..Aligned::default()
    });
    let unread = worst.map(|worst| Aligned {
        by_idf: worst.by_idf.min(UNREAD),
        least: worst.least.min(UNMET),
        ..Aligned::default()
    });
    for (at, unit) in units.iter_mut().enumerate() {
        unit.set(Feature::SecondRound, unit.score * OF_SCORES);
        let Some(aligned) = values.get(at).copied().or(unread) else { continue };
        unit.set(Feature::AlignmentByIdf, aligned.by_idf * OF_COSINES);
        unit.set(Feature::LeastAligned, aligned.least * OF_COSINES);
        unit.set(Feature::AlignmentBefore, aligned.by_idf_before * OF_COSINES);
        unit.set(Feature::LeastBefore, aligned.least_before * OF_COSINES);
    }
}

/// How well a unit meets the question's terms, as cosines.
#[derive(Debug, Clone, Copy, Default)]
struct Aligned {
    /// The mean over the terms, each counting its idf.
    by_idf: f32,
    least: f32,
    /// What both gain where the sentences before the unit count.
    by_idf_before: f32,
    least_before: f32,
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

    /// How well a unit meets the terms. What the model did not understand is told by its words alone.
    fn aligned(&self, unit: &RankedUnit, read: &CloselyRead) -> Aligned {
        let matched = self.matcher.matched(unit.words());
        let above = self.matcher.terms_among(&unit.passage.words.context);
        let there = matched.terms | matched.family | above;
        let before = self.said_before(unit, read);
        let met = |(number, tokens): &(usize, Vec<usize>)| {
            let mean = |alignment: &Alignment| {
                let of_tokens = tokens.iter().filter_map(|token| alignment.of_tokens.get(*token));
                of_tokens.sum::<f32>() / tokens.len() as f32
            };
            let cosine = read.alignment.as_deref().map(mean);
            let (term, is_there) = (&self.matcher.terms[*number], there.contains(*number));
            let met = match (is_there, term.is_name) {
                (true, _) => cosine.map_or(MET, |cosine| cosine.max(MET)),
                (false, true) => cosine.map_or(UNMET, |cosine| cosine.min(UNMET)),
                (false, false) => cosine.unwrap_or(UNMET),
            };
            let is_before = before.contains(*number);
            (term.idf, met, if is_before { met.max(SAID_BEFORE) } else { met })
        };
        let met: Vec<(f32, f32, f32)> = self.tokens.iter().map(met).collect();
        let total_idf: f32 = met.iter().map(|(idf, ..)| idf).sum();
        if total_idf <= 0.0 {
            return Aligned { by_idf: MET, least: MET, ..Aligned::default() };
        }
        let mean = |of: fn(&(f32, f32, f32)) -> f32| {
            met.iter().map(|met| met.0 * of(met)).sum::<f32>() / total_idf
        };
        let least = |of: fn(&(f32, f32, f32)) -> f32| met.iter().map(of).fold(f32::MAX, f32::min);
        let (by_idf, least_met) = (mean(|met| met.1), least(|met| met.1));
        Aligned {
            by_idf,
            least: least_met,
            by_idf_before: mean(|met| met.2) - by_idf,
            least_before: least(|met| met.2) - least_met,
        }
    }

    /// The terms that the sentences before a sentence have: in its passage, and where this opens by
    /// pointing back, in the one before. Rows and items of a list are not told one after the other.
    fn said_before(&self, unit: &RankedUnit, read: &CloselyRead) -> TermSet {
        let passage = &*unit.passage;
        let own = 0..unit.unit + 1;
        if sentences_at_end(passage, own).is_empty() {
            return TermSet::default();
        }
        let own = sentences_at_end(passage, 0..unit.unit);
        let preceding = read.preceding.as_deref().filter(|_| own.start == 0);
        let preceding =
            preceding.map(|other| (other, sentences_at_end(other, 0..other.words.units.len())));
        let before = [(passage, own)].into_iter().chain(preceding);
        let words = before.flat_map(|(passage, units)| &passage.words.units[units]);
        words
            .map(|words| self.matcher.matched(words))
            .fold(TermSet::default(), |all, matched| all | matched.terms | matched.family)
    }
}

/// Of these units of a passage those at the end that are sentences.
fn sentences_at_end(passage: &ShelvedPassage, units: Range<usize>) -> Range<usize> {
    let of_passage = passage.passage.units[units.clone()].iter().rev();
    let n_sentences = of_passage.take_while(|unit| unit.kind == UnitKind::Sentence).count();
    units.end - n_sentences..units.end
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::query::QueryTerm;
    use super::*;
    use crate::corpus::ShelvedPassage;
    use crate::model::Encoder;

    const UNITS: [&str; 3] = [
        "The boathouse is open on Monday from nine.",
        "The boathouse is open on Tuesday from nine.",
        "The boathouse is closed.",
    ];

    /// The units with their features of the third round, where all but the last were read, or were not
    /// understood. All are of one passage, behind this one.
    fn ranked(
        asked: &str,
        units: &[&str],
        preceding: Option<&[&str]>,
        is_understood: bool,
    ) -> Vec<RankedUnit> {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let question = Question::new(asked);
        let meaning = Meaning::of(question.asked(), &encoder);
        let question = question.with_meaning(meaning);
        let term = |term: &crate::question::QuestionTerm| QueryTerm {
            is_name: question.is_name(term),
            ..QueryTerm::new(term.term.clone(), &term.term, 2.0)
        };
        let terms = question.terms().iter().map(term).collect();
        let query = Query { terms, ..Query::default() };
        let passage = Arc::new(ShelvedPassage::of_units(units));
        let unit = |unit| RankedUnit { score: 4.0, ..RankedUnit::unscored(&passage, unit) };
        let mut ranked: Vec<RankedUnit> = (0..units.len()).map(unit).collect();
        let texts: Vec<String> = units[..units.len() - 1].iter().map(|&unit| unit.into()).collect();
        let alignments = if is_understood {
            question.meaning().expect("English").align(&texts)
        } else {
            vec![None; texts.len()]
        };
        let preceding = preceding.map(|units| Arc::new(ShelvedPassage::of_units(units)));
        let read = |alignment| CloselyRead { alignment, preceding: preceding.clone() };
        let read: Vec<CloselyRead> = alignments.into_iter().map(read).collect();
        let weights = Weights { third_round: [1.0; 3], ..Weights::zero() };
        third_round(&question, &query, &read, &mut ranked, &weights);
        ranked
    }

    const ON_TUESDAY: &str = "when is the boathouse open on Tuesday";

    #[test]
    fn a_name_that_is_not_there_is_met_badly_however_like_another_is() {
        for is_understood in [true, false] {
            let units = ranked(ON_TUESDAY, &UNITS, None, is_understood);
            let [first, second, third] = [&units[0], &units[1], &units[2]];
            assert_eq!([first.unit, second.unit, third.unit], [1, 0, 2], "{is_understood}");
            assert!(first.feature(Feature::LeastAligned) >= MET * OF_COSINES);
            assert!(second.feature(Feature::LeastAligned) <= UNMET * OF_COSINES);
            assert_eq!(first.feature(Feature::SecondRound), 1.0);
        }
    }

    #[test]
    fn what_was_not_read_counts_as_the_worst_that_was_and_never_well() {
        let of = |unit: &RankedUnit| {
            [Feature::AlignmentByIdf, Feature::LeastAligned].map(|feature| unit.feature(feature))
        };
        let asked = "is the boathouse of Kole or Varna open on Friday";
        let units = ranked(asked, &UNITS[..2], None, true);
        assert_eq!(of(&units[1]), of(&units[0]), "badly");
        let units = ranked(ON_TUESDAY, &UNITS[1..], None, true);
        assert_eq!(of(&units[1]), [UNREAD, UNMET].map(|met| met * OF_COSINES), "the other is met");
    }

    /// How well the worst met term of each unit is met with what is said before, in the order of the
    /// document.
    fn least(asked: &str, units: &[&str], preceding: Option<&[&str]>) -> Vec<f32> {
        let mut ranked = ranked(asked, units, preceding, false);
        ranked.sort_by_key(|unit| unit.unit);
        let least = [Feature::LeastAligned, Feature::LeastBefore];
        let of_unit =
            |unit: &RankedUnit| least.map(|feature| unit.feature(feature)).iter().sum::<f32>();
        ranked.iter().map(|unit| of_unit(unit) / OF_COSINES).collect()
    }

    #[test]
    fn what_a_sentence_before_names_is_met_half_and_what_one_behind_names_is_not() {
        let units = ["It opened.", "Olga keeps it.", "She opened it.", "She opened the hut.", ""];
        assert_eq!(
            least("who is Olga", &units, None),
            [UNMET, MET, SAID_BEFORE, SAID_BEFORE, UNMET]
        );
    }

    #[test]
    fn a_passage_that_points_back_has_what_the_one_before_names() {
        let before: &[&str] = &["Olga keeps the boathouse.", "It is old."];
        let units = ["She opened it.", "It is open.", ""];
        assert_eq!(least("who is Olga", &units, Some(before))[..2], [SAID_BEFORE; 2]);
        assert_eq!(least("who is Olga", &units, None)[..2], [UNMET; 2]);
    }
}
