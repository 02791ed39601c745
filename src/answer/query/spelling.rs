//! Mending a word that no document has: the nearest word that documents have, the most frequent
//! among equals. A word that the index has is never touched.

use crate::corpus::{Scope, Shelf};
use crate::index::IndexError;
use crate::language::chat_abbreviations::meanings;
use crate::language::irregular_forms;
use crate::language::keyboard::are_near;
use crate::language::spelling_variants::spelling_variants;
use crate::language::stop_words::{is_stop_word, stop_words};
use crate::language::terms::{fold, term};
use crate::language::thesaurus;

/// Shorter words have too many neighbours to tell which was meant, in characters.
const SHORTEST: usize = 4;
/// The same for stop words: there are few of them.
const SHORTEST_STOP_WORD: usize = 3;
/// Longer words are not tried: the work grows with the length.
const LONGEST: usize = 24;

/// What a question's first word is most likely to be, whatever else it could be.
const QUESTION_WORDS: &[&str] = &[
    "what",
    "when",
    "where",
    "which",
    "whose",
    "когда",
    "какой",
    "какая",
    "какие",
    "сколько",
    "почему",
];

/// What was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mended {
    /// The word, folded.
    pub word: String,
    /// Whether it is a stop word.
    pub is_stop_word: bool,
}

/// The word that was most likely meant; `None` when no known word is near. A slip is a letter too
/// many, too few, a near one, or two in the wrong order (Damerau 1964, four classes of single errors):
/// one is mended, two found more wrong words than right ones when it was measured. In Russian any other
/// letter will do: it may be that of another form. The first letter
/// is kept, since people rarely get it wrong. The question's first word (`is_first`) is rather a
/// question word, unless it is an English word of its own (wheat); a name (`is_name`) is no small
/// word. A word as it is spelled elsewhere is found without being mended.
pub(super) fn mend(
    word: &str,
    is_first: bool,
    is_name: bool,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<Mended>, IndexError> {
    let folded = fold(word);
    let n = folded.chars().count();
    if !(SHORTEST_STOP_WORD..=LONGEST).contains(&n) || !folded.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    // An English word that the documents do not have was meant, but for two letters in the wrong
    // order.
    let is_word = is_word_of_its_own(&folded);
    if is_first
        && (!is_word || n == SHORTEST_STOP_WORD)
        && let Some(meant) = QUESTION_WORDS.iter().find(|known| is_one_slip(&folded, known))
    {
        return Ok(Some(Mended { word: (*meant).to_owned(), is_stop_word: true }));
    }
    if let Some(meant) = stop_words().find(|known| {
        !is_word && !is_name && known.chars().count() >= SHORTEST && is_one_slip(&folded, known)
    }) {
        return Ok(Some(Mended { word: meant.clone(), is_stop_word: true }));
    }
    if n < SHORTEST {
        return Ok(None);
    }
    let is_meant = |word: &String| {
        word.chars().count() >= SHORTEST
            && !is_stop_word(word)
            && (is_russian(&folded) || is_one_slip(&folded, word))
            && (!is_word || is_swapped(&folded, word))
            && !is_another_ending(&folded, word)
            && spelling_variants(&folded).iter().all(|variant| variant.word != word)
    };
    let mut best: Option<(u64, String)> = None;
    for word in shelf.snapshot().spellings(&folded)?.into_iter().filter(is_meant) {
        let known = shelf.snapshot().look_up(&term(&word))?;
        if best.as_ref().is_none_or(|(most, _)| known.n_passages > *most)
            && shelf.snapshot().is_anywhere(&known, scope.files())?
        {
            best = Some((known.n_passages, word));
        }
    }
    Ok(best.map(|(_, word)| Mended { word, is_stop_word: false }))
}

/// Whether a folded word is an English one, or an abbreviation of chats: it was hardly typed by a slip.
pub(super) fn is_word_of_its_own(word: &str) -> bool {
    thesaurus::is_word(&term(word))
        || irregular_forms::is_form(word)
        || !spelling_variants(word).is_empty()
        || !meanings(word).is_empty()
}

/// Whether one slip makes one word of the other; the first letters are the same.
fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.first() != other.first() || one.len().abs_diff(other.len()) > 1 || one == other {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[same..], &other[same..]);
    match one.len().cmp(&other.len()) {
        std::cmp::Ordering::Less => *one == other[1..],
        std::cmp::Ordering::Greater => one[1..] == *other,
        std::cmp::Ordering::Equal => {
            one[1..] == other[1..] && are_near(one[0], other[0])
                || (one.len() >= 2
                    && one[0] == other[1]
                    && one[1] == other[0]
                    && one[2..] == other[2..])
        }
    }
}

/// Whether two Russian words differ in their endings alone: that is another form, and no slip.
fn is_another_ending(one: &str, other: &str) -> bool {
    const LONGEST_ENDING: usize = 2;
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let left = |word: &str| word.chars().count() - same;
    is_russian(one) && left(one) <= LONGEST_ENDING && left(other) <= LONGEST_ENDING
}

/// Whether a folded word is in Russian letters.
fn is_russian(word: &str) -> bool {
    word.chars().all(|c| ('а'..='я').contains(&c))
}

/// Whether two neighbouring letters in the wrong order make one word of the other.
fn is_swapped(one: &str, other: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    is_one_slip(one, other) && letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_class_is_seen() {
        for slip in ["wich", "whichh", "whoch", "whcih"] {
            assert!(is_one_slip(slip, "which"), "{slip}");
        }
        assert!(
            is_swapped("whcih", "which")
                && !is_swapped("wich", "which")
                && !is_swapped("whoch", "which")
        );
        assert!(is_another_ending("нашел", "нашем") && !is_another_ending("прот", "порт"));
        assert!(!is_another_ending("boats", "boat"));
        for other in ["hich", "which", "wch", "witch2", ""] {
            assert!(!is_one_slip(other, "which"), "{other}");
        }
    }
}
