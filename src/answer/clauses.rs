//! Cutting a quote that is too long to the clauses that answer.

use super::ranking::Ranking;
use super::shown::Cut;
use crate::document::{ByteRange, Document};
use crate::language::tokens::{Token, tokens};
use crate::rank::clause;

/// What the answer's own words count when a long unit is cut, beside the idf of the question's
/// words.
const ANSWER_WORTH: f32 = 6.0;

/// A quote that is too long is cut to the clauses that are worth most; of two parts, to those of
/// one.
pub(super) fn cut_to_clauses(
    ranking: &Ranking,
    document: &Document,
    parts: &[ByteRange],
    answers: &[ByteRange],
) -> (Vec<ByteRange>, Cut) {
    let texts: Vec<&str> = parts.iter().filter_map(|part| document.text().get(*part)).collect();
    if texts.iter().map(|text| text.chars().count()).sum::<usize>() <= clause::LONGEST {
        return (parts.to_vec(), Cut::default());
    }
    let tokens_of: Vec<Vec<Token>> = texts.iter().map(|text| tokens(text)).collect();
    let worth = |at: usize, piece: std::ops::Range<usize>| {
        let first = tokens_of[at].partition_point(|token| (token.start as usize) < piece.start);
        let end = tokens_of[at].partition_point(|token| (token.end as usize) <= piece.end);
        let range = parts[at].within(piece);
        let holds_an_answer = answers.iter().any(|answer| range.contains(*answer));
        ranking.covered_idf(&tokens_of[at][first..end.max(first)])
            + if holds_an_answer { ANSWER_WORTH } else { 0.0 }
    };
    let runs = texts
        .iter()
        .enumerate()
        .map(|(at, text)| (at, clause::best_run(text, |piece| worth(at, piece))));
    let best = runs.max_by(|one, other| {
        worth(one.0, one.1.clone()).total_cmp(&worth(other.0, other.1.clone()))
    });
    let (at, run) = best.expect("a quote has a part");
    let cut = Cut {
        before: at > 0 || run.start > 0,
        after: at + 1 < texts.len() || run.end < texts[at].len(),
    };
    (vec![parts[at].within(run)], cut)
}
