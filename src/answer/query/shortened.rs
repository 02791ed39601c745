//! Words that people type only the beginning of ("expl", "harb"), and Russian spellings of words that
//! documents have in Latin letters.

use std::collections::BTreeMap;

use super::aliases::ALIAS_WEIGHT;
use super::search_terms::SearchTerms;
use crate::index::{IndexError, LookedUpTerm, Snapshot};
use crate::language::terms::term_of_folded;
use crate::language::tokens::TermId;
use crate::language::transliteration::latin;
use crate::rank::{Alias, QueryTerm};

/// A shorter beginning could be that of too many words, in characters.
const FEWEST_LETTERS: usize = 3;
/// What is left out has at least so many characters.
const FEWEST_LEFT_OUT: usize = 2;
/// More words that begin so are not looked at: then nobody can tell which is meant.
const MOST_WORDS: usize = 60;
/// The word that is meant is in so many times more passages than the next.
const CLEARLY_MORE: u64 = 2;

/// For each term that no passage has the one word that begins with it, or clearly the most frequent of
/// several. Adds it to the search.
pub(super) fn shortened(
    terms: &[QueryTerm],
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (at, asked) in terms.iter().enumerate().filter(|(_, asked)| asked.is_absent) {
        let n_letters = asked.folded.chars().count();
        if n_letters < FEWEST_LETTERS || !asked.folded.chars().all(char::is_alphabetic) {
            continue;
        }
        let words = snapshot.words_from(&asked.folded, MOST_WORDS)?;
        if words.len() == MOST_WORDS {
            continue;
        }
        let mut by_term: BTreeMap<String, LookedUpTerm> = BTreeMap::new();
        for word in words.iter().filter(|word| word.chars().count() >= n_letters + FEWEST_LEFT_OUT)
        {
            let term = term_of_folded(word);
            if !by_term.contains_key(&term) {
                by_term.insert(term.clone(), snapshot.look_up(&term)?);
            }
        }
        let mut known: Vec<LookedUpTerm> = by_term.into_values().collect();
        known.sort_by_key(|term| std::cmp::Reverse(term.n_passages));
        let next = known.get(1).map_or(0, |next| next.n_passages);
        let meant = known.into_iter().next();
        if let Some(meant) =
            meant.filter(|meant| meant.n_passages > 0 && meant.n_passages >= CLEARLY_MORE * next)
        {
            found.push(Alias { words: vec![TermId::of(&meant.term)], terms: at..at + 1 });
            search.add(meant, ALIAS_WEIGHT);
        }
    }
    Ok(found)
}

/// For each term in Cyrillic letters that no passage has the same in Latin letters, where passages have
/// that. Adds it to the search.
pub(super) fn transliterated(
    terms: &[QueryTerm],
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (at, asked) in terms.iter().enumerate().filter(|(_, asked)| asked.is_absent) {
        // The stem: English words that are used in Russian take Russian endings.
        for spelling in [&asked.term, &asked.folded].into_iter().flat_map(|word| latin(word)) {
            let known = snapshot.look_up(&term_of_folded(&spelling))?;
            if known.n_passages > 0 {
                found.push(Alias { words: vec![TermId::of(&known.term)], terms: at..at + 1 });
                search.add(known, ALIAS_WEIGHT);
                break;
            }
        }
    }
    Ok(found)
}
