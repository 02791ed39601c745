//! Scoring the sentences of the candidate passages in two rounds: all of them by what is told
//! cheaply, then the best by what words of theirs could be the answer. Features times learned
//! weights give the odds that each is the one that answers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Asked, Candidate};
use super::features::{Feature, Features};
use super::forms;
use super::spans::{self, Search};
use super::view::View;
use super::weights::Weights;
use crate::language::tokens::Token;
use crate::question::{Question, Wanted};

/// Sentences that are looked at in the second round.
pub const N_SECOND: usize = 24;
/// What is added to a share before its logarithm is taken.
const LEAST_OTHERS: f32 = 0.01;

/// A sentence with what it scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The candidate that it stands in, from 0.
    pub candidate: usize,
    /// Its place among the candidate's sentences, from 0.
    pub sentence: usize,
    /// Features times weights; higher is better.
    pub score: f32,
    /// Its share among all candidates of its round: e to the score over the sum of all.
    pub share: f32,
    /// What it scored on.
    pub features: Features,
    /// The words of it that answer best, in bytes of its text; `None` when it says nothing new.
    pub span: Option<Range<usize>>,
}

/// Scores the sentences of the candidates, best first, at most [`N_SECOND`]; ties in the order of
/// the candidates. The candidates come best first.
pub fn rank(
    question: &Question,
    asked: &Asked,
    candidates: &[Candidate],
    weights: &Weights,
) -> Vec<Scored> {
    let view = View::new(question, asked);
    let mut scored = first_round(&view, candidates, weights);
    for scored in &mut scored {
        second_look(&view, candidates, scored, weights);
        scored.score = product(&scored.features, &weights.rank);
    }
    order(&mut scored);
    scored
}

/// The best by what is told cheaply, at most [`N_SECOND`], and what these tell of each other.
pub fn first_round(view: &View<'_>, candidates: &[Candidate], weights: &Weights) -> Vec<Scored> {
    let mut scored = Vec::new();
    for (candidate, features) in view.of(candidates).into_iter().enumerate() {
        for (sentence, features) in features.into_iter().enumerate() {
            scored.push(Scored {
                candidate,
                sentence,
                score: product(&features, &weights.first),
                share: 0.0,
                features,
                span: None,
            });
        }
    }
    // Who asks about words in quotation marks and nothing else wants them as they are.
    let is_quoted = |scored: &Scored| scored.features[Feature::Quoted as usize] >= 1.0;
    if view.is_about_what_is_quoted() && scored.iter().any(is_quoted) {
        scored.retain(is_quoted);
    }
    order(&mut scored);
    scored.truncate(N_SECOND);
    tell_of_others(&mut scored, candidates);
    scored
}

/// Adds what the other sentences of its document tell of each.
fn tell_of_others(scored: &mut [Scored], candidates: &[Candidate]) {
    let mut of_documents = BTreeMap::new();
    for scored in &*scored {
        *of_documents.entry(candidates[scored.candidate].document).or_insert(0.0) += scored.share;
    }
    for scored in scored {
        let others = of_documents[&candidates[scored.candidate].document] - scored.share;
        scored.features[Feature::Others as usize] = (others + LEAST_OTHERS).ln();
    }
}

/// Adds what the spans of the sentence tell.
pub fn second_look(
    view: &View<'_>,
    candidates: &[Candidate],
    scored: &mut Scored,
    weights: &Weights,
) {
    let search = search(view, candidates, scored);
    let own = scored.features[Feature::Own as usize];
    let mut set = |feature: Feature, value: f32| scored.features[feature as usize] = value;
    set(Feature::FormNear, search.nearest_form());
    set(Feature::FormOwn, if search.form_bytes.is_empty() { 0.0 } else { own });
    let text = &candidates[scored.candidate].words.sentences[scored.sentence].text;
    let is_span = |form: &Range<usize>| forms::is_span(&text[form.clone()]);
    set(
        Feature::SpanOfTime,
        f32::from(u8::from(
            view.question.wanted() == Wanted::Time && search.form_bytes.iter().any(is_span),
        )),
    );
    if let Some(found) = spans::best(&search, &weights.span) {
        set(Feature::BestSpan, found.score / 4.0);
        set(Feature::AllSpans, found.all / 4.0);
        scored.span = Some(found.best);
    }
}

/// The sentence, to be searched for spans.
pub fn search<'v, 'c>(
    view: &'v View<'v>,
    candidates: &'c [Candidate],
    scored: &Scored,
) -> Search<'v, 'c> {
    Search::new(view, view.see(&candidates[scored.candidate].words.sentences[scored.sentence]))
}

/// The tokens of the sentence.
pub fn tokens<'c>(candidates: &'c [Candidate], scored: &Scored) -> &'c [Token] {
    &candidates[scored.candidate].words.sentences[scored.sentence].tokens
}

fn product(features: &Features, weights: &Features) -> f32 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

/// Best first, with the shares.
fn order(scored: &mut [Scored]) {
    scored.sort_by(|one, other| other.score.total_cmp(&one.score));
    let most = scored.first().map_or(0.0, |best| best.score);
    let sum: f32 = scored.iter().map(|scored| (scored.score - most).exp()).sum();
    for scored in scored {
        scored.share = (scored.score - most).exp() / sum;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::candidate::{PassageWords, TermWeight};
    use super::super::weights::WEIGHTS;
    use super::*;

    fn best(question: &str, sentences: &[&str]) -> Scored {
        let question = Question::new(question);
        let terms = question
            .terms()
            .iter()
            .map(|term| TermWeight::new(term.term.clone(), &term.term, 2.0, false))
            .collect();
        let asked = Asked { terms, aliases: Vec::new() };
        let words = PassageWords::new(sentences.iter().map(|&sentence| sentence.to_owned()), "");
        let candidate =
            Candidate { words: Arc::new(words), score: 1.0, preceding: None, document: 0 };
        rank(&question, &asked, &[candidate], &WEIGHTS).swap_remove(0)
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
