//! Whether a block is made of whole sentences, so that it says something by itself wherever it
//! stands: a line of a page (a button, a credit, a licence) is a scrap.

use super::{sentences, shape};
use crate::language::sentence_end::ends_in_a_full_stop;

/// A block with fewer words, of which one may be an address, is a scrap, however it ends.
const FEWEST_WORDS: usize = 4;
/// Nor is a sentence of it whole with fewer.
const FEWEST_OF_A_SENTENCE: usize = 2;
/// Names and titles have a larger share of capitals; German sentences come near it.
const CAPITALS: f32 = 0.8;

/// Whether it is whole sentences and nothing else: it ends in a full stop, each sentence has several
/// words, and among them small ones as running text has them.
pub fn is_whole(plain: &str) -> bool {
    ends_in_a_full_stop(plain)
        && shape::lettered_words(plain).nth(FEWEST_WORDS - 1).is_some()
        && plain.split_whitespace().filter(|word| is_word(word)).nth(FEWEST_WORDS - 2).is_some()
        && shape::capital_share(plain) < CAPITALS
        && sentences::split(plain).into_iter().all(|sentence| {
            let words = || plain[sentence.clone()].split_whitespace().filter(|word| is_word(word));
            words().nth(FEWEST_OF_A_SENTENCE - 1).is_some() && words().any(is_small)
        })
}

/// Whether it holds a letter and is no address.
fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !shape::has_url(word) && !shape::has_email(word)
}

/// Two small letters or more: no initial, no unit, no name.
fn is_small(word: &str) -> bool {
    let mut letters = word.chars().skip_while(|c| !c.is_alphanumeric());
    let mut is_small = || letters.next().is_some_and(char::is_lowercase);
    is_small() && is_small()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_whole_whatever_it_speaks_of() {
        for text in [
            "Share the key with the next watch before you leave.",
            "Money goes to purse@quay.example.",
            "The chart is at https://quay.example/charts/north-2031 and is drawn anew each year.",
            "Open Menu → Lamps → Colour and choose the red one.",
            "Die Anmeldung erfolgt über das Menü Einstellungen.",
            "Ключ лежит в ящике под окном.",
        ] {
            assert!(is_whole(text), "{text}");
        }
    }

    #[test]
    fn a_scrap_is_not() {
        for text in [
            "Share this chart",
            "All rights reserved.",
            "Subscribe to our letters now!",
            "Quay Lamps Ltd. Confidential. Not to be copied or passed on.",
            "Ostler P. The harbour of the north. Varna: Mole Press, 2009.",
            "https://quay.example/a/very/long/way/to/it (read: 05.02.2034).",
            "Have you seen it?",
        ] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
