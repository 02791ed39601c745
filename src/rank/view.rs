//! Looking at the candidates through a question: the value of each feature for each sentence.

use super::features::{Candidate, Feature, Features, N, TermWeight};
use super::lexicon::{Known, Lexicon};
use super::spans;
use crate::language::terms::words;
use crate::question::{Question, Wanted};

/// Saturation of repeated terms in BM25 (Robertson & Zaragoza 2009, section 3.4: 1.2 to 2).
const K1: f32 = 1.2;
/// How much BM25 discounts long sentences.
const B: f32 = 0.5;
/// A typical sentence, in words.
const TYPICAL_WORDS: f32 = 25.0;

/// The question as the features look at it.
pub struct View<'q> {
    question: &'q Question,
    terms: &'q [TermWeight],
    /// Sum of the rarities.
    total: f32,
}

/// A sentence cut into words.
struct Cut {
    words: Vec<Known>,
    /// Byte offset of each word.
    starts: Vec<usize>,
}

impl Cut {
    fn of<'t>(text: &'t str, lexicon: &mut Lexicon<'t>) -> Cut {
        let (words, starts) = words(text).map(|word| (lexicon.look(word.text), word.start)).unzip();
        Cut { words, starts }
    }

    /// For each word the number of the question's term that it is, if any.
    fn asked(&self) -> impl Iterator<Item = Option<usize>> + Clone + '_ {
        self.words.iter().map(|word| word.asked)
    }
}

impl<'q> View<'q> {
    /// Looks at a question through its weighted terms.
    pub fn new(question: &'q Question, terms: &'q [TermWeight]) -> View<'q> {
        let total = terms.iter().map(|term| term.rarity).sum::<f32>().max(f32::EPSILON);
        View { question, terms, total }
    }

    /// The features of every sentence of every candidate, in order. The candidates come best first.
    pub fn of(&self, candidates: &[Candidate<'_>]) -> Vec<Vec<Features>> {
        let mut lexicon = Lexicon::new(self.terms);
        // The question's own words in order, stop words included.
        let sequence: Vec<usize> = words(self.question.text()).map(|word| lexicon.look(word.text).id).collect();
        let cuts: Vec<Vec<Cut>> =
            candidates.iter().map(|candidate| candidate.sentences.iter().map(|sentence| Cut::of(sentence, &mut lexicon)).collect()).collect();
        let held: Vec<Vec<Vec<bool>>> = cuts.iter().map(|cuts| cuts.iter().map(|cut| self.held(cut)).collect()).collect();
        let contexts: Vec<Vec<bool>> = candidates.iter().map(|candidate| self.held(&Cut::of(candidate.context, &mut lexicon))).collect();
        let best = candidates.first().map_or(0.0, |candidate| candidate.score);
        (0..candidates.len())
            .map(|at| {
                let preceding = candidates[at].preceding.map(|before| held[before].as_slice());
                let mut features = self.of_candidate(&candidates[at], &sequence, &cuts[at], &held[at], &contexts[at], preceding);
                for features in &mut features {
                    features[Feature::Passage as usize] = candidates[at].score / best.max(f32::EPSILON);
                    features[Feature::BestPassage as usize] = f32::from(u8::from(at == 0));
                }
                features
            })
            .collect()
    }

    fn of_candidate(
        &self,
        candidate: &Candidate<'_>,
        sequence: &[usize],
        cuts: &[Cut],
        held: &[Vec<bool>],
        context: &[bool],
        preceding: Option<&[Vec<bool>]>,
    ) -> Vec<Features> {
        let none = vec![false; self.terms.len()];
        (0..cuts.len())
            .map(|at| {
                let mut features = self.of_sentence(&candidate.sentences[at], sequence, &cuts[at], &held[at]);
                let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
                let before = if at > 0 { &held[at - 1] } else { &none };
                let behind = held.get(at + 1).unwrap_or(&none);
                let lent = |from: &dyn Fn(usize) -> bool| self.share(|number| !held[at][number] && from(number));
                let within = |number: usize| held.iter().any(|held| held[number]);
                set(Feature::Context, lent(&|number| context[number]));
                set(Feature::Before, lent(&|number| before[number] && !context[number]));
                set(Feature::Behind, lent(&|number| behind[number] && !before[number] && !context[number]));
                set(Feature::Elsewhere, lent(&|number| !context[number] && !before[number] && !behind[number] && within(number)));
                let led_in = |number: usize| preceding.is_some_and(|held| held.iter().any(|held| held[number]));
                set(Feature::PassageBefore, lent(&|number| led_in(number) && !context[number] && !within(number)));
                set(Feature::First, f32::from(u8::from(at == 0)));
                features
            })
            .collect()
    }

    fn held(&self, cut: &Cut) -> Vec<bool> {
        let mut held = vec![false; self.terms.len()];
        for number in cut.asked().flatten() {
            held[number] = true;
        }
        held
    }

    /// The share of the question's rarity in the terms that are picked.
    fn share(&self, picked: impl Fn(usize) -> bool) -> f32 {
        (0..self.terms.len()).filter(|&number| picked(number)).map(|number| self.terms[number].rarity).sum::<f32>() / self.total
    }

    fn of_sentence(&self, sentence: &str, sequence: &[usize], cut: &Cut, held: &[bool]) -> Features {
        let mut features = [0.0; N];
        let mut set = |feature: Feature, value: f32| features[feature as usize] = value;
        let n_words = cut.words.len() as f32;
        let own = self.share(|number| held[number]);
        set(Feature::Own, own);
        set(Feature::Bm25, self.bm25(cut));
        let names: f32 = self.terms.iter().filter(|term| term.is_name).map(|term| term.rarity).sum();
        let names_held: f32 = self.terms.iter().zip(held).filter(|(term, held)| term.is_name && **held).map(|(term, _)| term.rarity).sum();
        set(Feature::Names, if names > 0.0 { names_held / names } else { 1.0 });
        set(Feature::Pairs, self.pairs(cut));
        set(Feature::Runs, runs(sequence, cut));
        set(Feature::Nearness, self.nearness(cut, own));
        let rarest = self.terms.iter().enumerate().max_by(|one, other| one.1.rarity.total_cmp(&other.1.rarity)).map(|(number, _)| number);
        set(Feature::Rarest, f32::from(u8::from(rarest.is_some_and(|number| held[number]))));

        let wanted = self.question.wanted();
        let answers = spans::answers(self.question, sentence);
        let has = |kind: Wanted| f32::from(u8::from(wanted == kind && !answers.is_empty()));
        set(Feature::Time, has(Wanted::Time));
        set(Feature::Number, has(Wanted::Number));
        set(Feature::Person, has(Wanted::Person));
        set(Feature::Place, has(Wanted::Place));
        let near = answers.iter().map(|answer| self.distance(cut, answer.start)).fold(0.0, f32::max);
        set(Feature::AnswerNear, near);
        set(Feature::Reason, f32::from(u8::from(wanted == Wanted::Reason && cut.words.iter().any(|word| word.gives_reason))));
        set(Feature::Definition, f32::from(u8::from(wanted == Wanted::Definition && defines(cut))));

        set(Feature::Length, (1.0 + n_words).ln());
        set(Feature::Span, f32::from(u8::from(wanted == Wanted::Time && answers.iter().any(|answer| spans::is_span(&sentence[answer.clone()])))));
        set(Feature::OwnSquared, own * own);
        set(Feature::FitOwn, if answers.is_empty() { 0.0 } else { own });
        set(Feature::TimeNear, if wanted == Wanted::Time { near } else { 0.0 });
        set(Feature::NumberNear, if wanted == Wanted::Number { near } else { 0.0 });
        set(Feature::Density, own * 3.0 / (2.0 + n_words).ln());
        set(Feature::Short, f32::from(u8::from(n_words < 7.0)));
        set(Feature::PointsBack, f32::from(u8::from(cut.words.first().is_some_and(|word| word.points_back))));
        set(Feature::IsQuestion, f32::from(u8::from(sentence.trim_end().ends_with('?'))));
        let news = cut.words.iter().filter(|word| word.asked.is_none() && !word.is_stop).count();
        set(Feature::News, (news as f32 / 20.0).min(1.5));
        features
    }

    fn bm25(&self, cut: &Cut) -> f32 {
        let mut times = vec![0.0_f32; self.terms.len()];
        for number in cut.asked().flatten() {
            times[number] += 1.0;
        }
        let length = 1.0 - B + B * cut.words.len() as f32 / TYPICAL_WORDS;
        let sum: f32 =
            times.iter().zip(self.terms).filter(|(times, _)| **times > 0.0).map(|(times, term)| term.rarity * times * (K1 + 1.0) / (times + K1 * length)).sum();
        sum / self.total
    }

    /// Neighbouring terms of the question that stand within three words here, in that order.
    fn pairs(&self, cut: &Cut) -> f32 {
        const REACH: usize = 3;
        let follows = |first: usize| {
            (0..cut.words.len())
                .any(|at| cut.words[at].asked == Some(first) && cut.words[at + 1..].iter().take(REACH).any(|next| next.asked == Some(first + 1)))
        };
        let pairs = (0..self.terms.len().saturating_sub(1)).filter(|&first| follows(first));
        pairs.map(|first| self.terms[first].rarity.min(self.terms[first + 1].rarity)).sum::<f32>() / self.total
    }

    /// The share held, discounted by the words that stand between the first and the last term.
    fn nearness(&self, cut: &Cut, own: f32) -> f32 {
        let places: Vec<usize> = (0..cut.words.len()).filter(|&at| cut.words[at].asked.is_some()).collect();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return 0.0 };
        own * (places.len() as f32 / (1 + last - first) as f32).sqrt()
    }

    /// 1 where an answer at this byte stands beside a term of the question, less with each word between.
    fn distance(&self, cut: &Cut, byte: usize) -> f32 {
        let at = cut.starts.partition_point(|&start| start < byte);
        let nearest = (0..cut.words.len()).filter(|&place| cut.words[place].asked.is_some()).map(|place| place.abs_diff(at)).min();
        nearest.map_or(0.0, |words| 1.0 / (1.0 + words as f32 / 4.0))
    }
}

/// The share of the question's runs of two words that the sentence has, stop words included.
fn runs(sequence: &[usize], cut: &Cut) -> f32 {
    let n_runs = sequence.len().saturating_sub(1).max(1);
    let shared = sequence.windows(2).filter(|run| cut.words.windows(2).any(|here| here[0].id == run[0] && here[1].id == run[1])).count();
    shared as f32 / n_runs as f32
}

/// Whether a term of the question is followed within a few words by a word that defines.
fn defines(cut: &Cut) -> bool {
    const REACH: usize = 4;
    (0..cut.words.len()).any(|at| cut.words[at].asked.is_some() && cut.words[at + 1..].iter().take(REACH).any(|word| word.defines))
}
