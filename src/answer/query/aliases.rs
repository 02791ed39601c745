//! Other words for a question's terms: acronyms and what they stand for, and compounds that are
//! written as one word or as two.

use std::ops::Range;

use super::search_terms::SearchTerms;
use crate::corpus::Scope;
use crate::index::{IndexError, Snapshot};
use crate::language::chat_abbreviations::meanings;
use crate::language::terms::{term_of_folded, terms as terms_of};
use crate::language::tokens::TermId;
use crate::question::Question;
use crate::rank::{Alias, QueryTerm};

/// How much an acronym counts in the search beside its words, each of its words beside the acronym,
/// and one form of a compound beside the other.
pub(super) const ALIAS_WEIGHT: f32 = 0.6;
/// Half of a compound has at least this many characters.
const SHORTEST_HALF: usize = 4;
/// So many words that no passage has are tried as compounds, the first ones.
const MAX_COMPOUNDS: usize = 4;

/// What documents introduce as acronyms of the question's words, and as the words of its acronyms.
/// Adds them to the search.
pub(super) fn acronyms(
    terms: &[QueryTerm],
    scope: &Scope,
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<Vec<Alias>, IndexError> {
    let words: Vec<&str> = terms.iter().map(|term| term.term.as_str()).collect();
    let known = snapshot.acronyms(&words, scope.files())?;
    let mut aliases: Vec<Alias> = Vec::new();
    let mut add = |words: &[&str], terms: Range<usize>| -> Result<(), IndexError> {
        for word in words {
            search.add(snapshot.look_up(word)?, ALIAS_WEIGHT);
        }
        let alias = Alias { words: words.iter().map(|word| TermId::of(word)).collect(), terms };
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
        Ok(())
    };
    for acronym in &known {
        let long: Vec<&str> = acronym.long.iter().map(String::as_str).collect();
        if let Some(at) = terms.iter().position(|term| term.term == acronym.short) {
            add(&long, at..at + 1)?;
        }
        let n = long.len();
        for at in (0..(words.len() + 1).saturating_sub(n)).filter(|at| words[*at..at + n] == long) {
            add(&[&acronym.short], at..at + n)?;
        }
    }
    Ok(aliases)
}

/// What the question's abbreviations stand for. Adds it to the search.
pub(super) fn abbreviations(
    terms: &[QueryTerm],
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (at, asked) in terms.iter().enumerate() {
        for meaning in meanings(&asked.folded) {
            let known = terms_of(meaning).map(|word| snapshot.look_up(&word));
            let known = known.collect::<Result<Vec<_>, _>>()?;
            if known.iter().all(|known| known.n_passages > 0) {
                let words = known.iter().map(|known| TermId::of(&known.term)).collect();
                found.push(Alias { words, terms: at..at + 1 });
                known.into_iter().for_each(|known| search.add(known, ALIAS_WEIGHT));
            }
        }
    }
    Ok(found)
}

/// Words that documents write as one where the question has a hyphen, and the other way round: a
/// word that no passage has, in two that follow each other in some. Adds them to the search.
pub(super) fn compounds(
    question: &Question,
    terms: &[QueryTerm],
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (one, other, joined) in question.hyphenated() {
        let at = terms
            .windows(2)
            .position(|pair| pair[0].term == one.term && pair[1].term == other.term);
        if let Some(at) = at
            && let joined = snapshot.look_up(&joined)?
            && joined.n_passages > 0
        {
            found.push(Alias { words: vec![TermId::of(&joined.term)], terms: at..at + 2 });
            search.add(joined, ALIAS_WEIGHT);
        }
    }
    let absent = terms.iter().enumerate().filter(|(_, asked)| asked.is_absent);
    for (at, asked) in absent.take(MAX_COMPOUNDS) {
        for (middle, _) in asked.folded.char_indices().skip(SHORTEST_HALF) {
            let (one, other) = asked.folded.split_at(middle);
            let (one, other) = (term_of_folded(one), term_of_folded(other));
            if asked.folded[middle..].chars().nth(SHORTEST_HALF - 1).is_some()
                && let (one, other) = (snapshot.look_up(&one)?, snapshot.look_up(&other)?)
                && one.n_passages > 0
                && other.n_passages > 0
            {
                found.push(Alias {
                    words: vec![TermId::of(&one.term), TermId::of(&other.term)],
                    terms: at..at + 1,
                });
                search.add(one, ALIAS_WEIGHT);
                search.add(other, ALIAS_WEIGHT);
            }
        }
    }
    Ok(found)
}
