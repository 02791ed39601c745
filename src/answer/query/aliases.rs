//! Other words for a question's terms: acronyms and what they stand for, abbreviations, spellings of
//! elsewhere, and compounds that are written as one word or as two.

use super::other_words::OtherWords;
use crate::corpus::Scope;
use crate::index::IndexError;
use crate::language::chat_abbreviations::meanings;
use crate::language::spelling_variants::spelling_variants;
use crate::language::terms::{term_of_folded, terms as terms_of};
use crate::question::Question;
use crate::rank::QueryTerm;

/// Half of a compound has at least this many characters.
const SHORTEST_HALF: usize = 4;
/// So many words that no passage has are tried as compounds, the first ones.
const MAX_COMPOUNDS: usize = 4;

/// What documents introduce as acronyms of the question's words, and as the words of its acronyms.
pub(super) fn acronyms(
    terms: &[QueryTerm],
    scope: &Scope,
    other: &mut OtherWords<'_>,
) -> Result<(), IndexError> {
    let words: Vec<&str> = terms.iter().map(|term| term.term.as_str()).collect();
    for acronym in &other.snapshot.acronyms(&words, scope.files())? {
        let long: Vec<&str> = acronym.long.iter().map(String::as_str).collect();
        if let Some(at) = terms.iter().position(|term| term.term == acronym.short) {
            other.add(&long, at..at + 1)?;
        }
        let n = long.len();
        for at in (0..(words.len() + 1).saturating_sub(n)).filter(|at| words[*at..at + n] == long) {
            other.add(&[&acronym.short], at..at + n)?;
        }
    }
    Ok(())
}

/// What the question's abbreviations stand for. Of those that no document has the first meaning that one
/// has, with the number of the term.
pub(super) fn abbreviations(
    terms: &[QueryTerm],
    other: &mut OtherWords<'_>,
) -> Result<Vec<(usize, &'static str)>, IndexError> {
    let mut written_out = Vec::new();
    for (at, asked) in terms.iter().enumerate() {
        let mut first = None;
        for meaning in meanings(&asked.folded) {
            if other.add(&terms_of(meaning).collect::<Vec<_>>(), at..at + 1)? {
                first.get_or_insert(*meaning);
            }
        }
        written_out.extend(first.filter(|_| asked.is_absent).map(|meaning| (at, meaning)));
    }
    Ok(written_out)
}

/// The question's words as they are spelled elsewhere (organisation, organization). One that is spelled
/// otherwise in one of its senses alone has that sense where no document has it as it is.
pub(super) fn variants(terms: &[QueryTerm], other: &mut OtherWords<'_>) -> Result<(), IndexError> {
    for (at, asked) in terms.iter().enumerate() {
        for variant in spelling_variants(&asked.folded) {
            let term = term_of_folded(variant.word);
            if term != asked.term && (asked.is_absent || variant.in_all_senses) {
                other.add(&[term], at..at + 1)?;
            }
        }
    }
    Ok(())
}

/// Words that documents write as one where the question has a hyphen, and the other way round: a
/// word that no passage has, in two that follow each other in some.
pub(super) fn compounds(
    question: &Question,
    terms: &[QueryTerm],
    other: &mut OtherWords<'_>,
) -> Result<(), IndexError> {
    for (first, second, joined) in question.hyphenated() {
        let at = terms
            .windows(2)
            .position(|pair| pair[0].term == first.term && pair[1].term == second.term);
        if let Some(at) = at {
            other.add(&[joined], at..at + 2)?;
        }
    }
    let absent = terms.iter().enumerate().filter(|(_, asked)| asked.is_absent);
    for (at, asked) in absent.take(MAX_COMPOUNDS) {
        for (middle, _) in asked.folded.char_indices().skip(SHORTEST_HALF) {
            let (first, second) = asked.folded.split_at(middle);
            if second.chars().nth(SHORTEST_HALF - 1).is_some() {
                other.add(&[first, second].map(term_of_folded), at..at + 1)?;
            }
        }
    }
    Ok(())
}
