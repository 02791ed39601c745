//! Scoring the sentences of the candidate passages: features times learned weights, and the odds that
//! each is the one that answers.

use super::features::{Candidate, Features, TermWeight};
use super::view::View;
use super::weights::RANK;
use crate::question::Question;

/// A sentence with what it scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The candidate that it stands in, from 0.
    pub candidate: usize,
    /// Its place among the candidate's sentences, from 0.
    pub sentence: usize,
    /// Features times weights; higher is better.
    pub score: f32,
    /// Its share among all candidates: e to the score over the sum of all.
    pub share: f32,
    /// What it scored on.
    pub features: Features,
}

/// Scores every sentence of the candidates, best first; ties in the order of the candidates. The
/// candidates come best first.
pub fn rank(question: &Question, terms: &[TermWeight], candidates: &[Candidate<'_>]) -> Vec<Scored> {
    let view = View::new(question, terms);
    let mut scored = Vec::new();
    for (candidate, features) in view.of(candidates).into_iter().enumerate() {
        for (sentence, features) in features.into_iter().enumerate() {
            let score = features.iter().zip(RANK).map(|(feature, weight)| feature * weight).sum();
            scored.push(Scored { candidate, sentence, score, share: 0.0, features });
        }
    }
    scored.sort_by(|one, other| other.score.total_cmp(&one.score));
    let most = scored.first().map_or(0.0, |best| best.score);
    let sum: f32 = scored.iter().map(|scored| (scored.score - most).exp()).sum();
    for scored in &mut scored {
        scored.share = (scored.score - most).exp() / sum;
    }
    scored
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(question: &str, sentences: &[&str]) -> usize {
        let question = Question::new(question);
        let terms: Vec<TermWeight> = question.terms().iter().map(|term| TermWeight { term: term.term.clone(), rarity: 2.0, is_name: false }).collect();
        let candidate = Candidate { sentences: sentences.iter().map(|&sentence| sentence.to_owned()).collect(), context: "", score: 1.0, preceding: None };
        rank(&question, &terms, &[candidate])[0].sentence
    }

    #[test]
    fn the_sentence_with_the_questions_words_wins() {
        assert_eq!(best("why did the yard close?", &["The harbour is old and has many boats.", "The yard had to close because the river silted up."]), 1);
    }

    #[test]
    fn among_equals_the_one_with_a_date_answers_when() {
        assert_eq!(best("when did the yard close?", &["The yard did close for good then.", "The yard did close for good in 1931."]), 1);
    }
}
