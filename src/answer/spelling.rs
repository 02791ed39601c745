//! Mending a word that no document has: the word one slip away that documents have most often. A word
//! that the index knows is never touched.

use super::{Scope, Shelf};
use crate::index::IndexError;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{fold, term};

/// Shorter words have too many neighbours to tell which was meant, in characters.
const SHORTEST: usize = 4;
/// Longer words are not tried: the work grows with the length.
const LONGEST: usize = 24;

/// What was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mended {
    /// This word, as the index knows it and as it is written.
    Word {
        /// The term.
        term: String,
        /// The word, in lower case.
        word: String,
    },
    /// A word that carries nothing.
    StopWord,
}

/// The word of the documents in scope that was most likely meant; `None` when no known word is one slip away. One slip: a letter
/// too many, too few, another, or two in the wrong order (Damerau 1964, four classes of single errors).
pub(super) fn mend(word: &str, scope: &Scope, shelf: &Shelf) -> Result<Option<Mended>, IndexError> {
    let folded = fold(word);
    let n = folded.chars().count();
    if !(SHORTEST..=LONGEST).contains(&n) || !folded.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let mut best: Option<(u64, Mended)> = None;
    for slip in slips(&folded) {
        if is_stop_word(&slip) {
            return Ok(Some(Mended::StopWord));
        }
        let known = term(&slip);
        let times = shelf.snapshot().n_passages_with(&known)?;
        if times > best.as_ref().map_or(0, |(most, _)| *most) && shelf.snapshot().is_anywhere(&known, scope.files())? {
            best = Some((times, Mended::Word { term: known, word: slip }));
        }
    }
    Ok(best.map(|(_, mended)| mended))
}

/// Every word one slip away, over the letters of the word's own script; the first letter is kept, since
/// people rarely get it wrong.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let alphabet: Vec<char> = if letters[0].is_ascii_alphabetic() { ('a'..='z').collect() } else { ('а'..='я').collect() };
    let with = |change: &dyn Fn(&mut Vec<char>)| {
        let mut changed = letters.clone();
        change(&mut changed);
        changed.into_iter().collect::<String>()
    };
    let mut slips = Vec::new();
    for at in 1..letters.len() {
        slips.push(with(&|word| {
            word.remove(at);
        }));
        if at + 1 < letters.len() {
            slips.push(with(&|word| word.swap(at, at + 1)));
        }
        for &letter in &alphabet {
            slips.push(with(&|word| word[at] = letter));
        }
    }
    for at in 1..=letters.len() {
        for &letter in &alphabet {
            slips.push(with(&|word| word.insert(at, letter)));
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_class_is_tried() {
        let slips = slips("harbor");
        for meant in ["harbour", "harbo", "harbar", "habror"] {
            assert!(slips.iter().any(|slip| slip == meant), "{meant}");
        }
        assert!(!slips.iter().any(|slip| slip == "arbor"), "the first letter stays");
    }
}
