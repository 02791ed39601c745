//! Words that people type only the beginning of ("expl", "harb"), and Russian spellings of words that
//! documents have in Latin letters.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::other_words::OtherWords;
use crate::index::IndexError;
use crate::language::terms::term_of_folded;
use crate::language::transliteration::latin;
use crate::rank::QueryTerm;

/// A shorter beginning could be that of too many words, in characters.
const FEWEST_LETTERS: usize = 3;
/// What is left out has at least so many characters.
const FEWEST_LEFT_OUT: usize = 2;
/// More words that begin so are not looked at: then nobody can tell which is meant.
const MOST_WORDS: usize = 60;
/// The word that is meant is in so many times more passages than the next.
const CLEARLY_MORE: u64 = 2;

/// For each term that no passage has the one word that begins with it, or clearly the most frequent of
/// several.
pub(super) fn shortened(terms: &[QueryTerm], other: &mut OtherWords<'_>) -> Result<(), IndexError> {
    for (at, asked) in terms.iter().enumerate().filter(|(_, asked)| asked.is_absent) {
        let n_letters = asked.folded.chars().count();
        if n_letters < FEWEST_LETTERS || !asked.folded.chars().all(char::is_alphabetic) {
            continue;
        }
        let words = other.snapshot.words_from(&asked.folded, MOST_WORDS)?;
        if words.len() == MOST_WORDS {
            continue;
        }
        // How many passages have each term.
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for word in words.iter().filter(|word| word.chars().count() >= n_letters + FEWEST_LEFT_OUT)
        {
            if let Entry::Vacant(new) = known.entry(term_of_folded(word)) {
                let n_passages = other.snapshot.look_up(new.key())?.n_passages;
                new.insert(n_passages);
            }
        }
        let mut known: Vec<(String, u64)> = known.into_iter().collect();
        known.sort_by_key(|(_, n_passages)| std::cmp::Reverse(*n_passages));
        let next = known.get(1).map_or(0, |(_, n_passages)| *n_passages);
        if let Some((meant, _)) =
            known.first().filter(|(_, n_passages)| *n_passages >= CLEARLY_MORE * next)
        {
            other.add(&[meant], at..at + 1)?;
        }
    }
    Ok(())
}

/// For each term in Cyrillic letters that no passage has the same in Latin letters.
pub(super) fn transliterated(
    terms: &[QueryTerm],
    other: &mut OtherWords<'_>,
) -> Result<(), IndexError> {
    for (at, asked) in terms.iter().enumerate().filter(|(_, asked)| asked.is_absent) {
        // The stem: English words that are used in Russian take Russian endings.
        for spelling in [&asked.term, &asked.folded].into_iter().flat_map(|word| latin(word)) {
            if other.add(&[term_of_folded(&spelling)], at..at + 1)? {
                break;
            }
        }
    }
    Ok(())
}
