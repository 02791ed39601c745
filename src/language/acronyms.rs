//! Acronyms and what they stand for, as documents introduce them: "Long Form (LF)" and "LF (long
//! form)". The letters of the short form are found in the words of the long one from the right to
//! the left (Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation
//! definitions").

use std::collections::BTreeSet;

use super::stop_words::is_stop_word;
use super::terms::{fold, term, words};

/// A short form has this many characters.
const SHORT: std::ops::RangeInclusive<usize> = 2..=10;

/// How far from a bracket the text is examined, in bytes: a long form is shorter, and a
/// text of nothing but brackets must not take long.
const REACH: usize = 300;

/// An acronym.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acronym {
    /// The short form, as a term.
    pub short: String,
    /// The terms of the long form, in order, stop words left out; two at least.
    pub long: Vec<String>,
}

/// The acronyms that a sentence introduces.
pub fn acronyms(sentence: &str) -> BTreeSet<Acronym> {
    let mut found = BTreeSet::new();
    for (open, _) in sentence.match_indices('(') {
        let within_reach = &sentence[open + 1..sentence.floor_char_boundary(open + 1 + REACH)];
        let Some(n_bytes) = within_reach.find([')', ';', ',']) else { continue };
        let (before, inside) = (
            sentence[sentence.floor_char_boundary(open.saturating_sub(REACH))..open].trim_end(),
            within_reach[..n_bytes].trim(),
        );
        let last_word = before
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '«' | '('))
            .next()
            .unwrap_or_default();
        let pair = if is_short_form(inside) {
            long_form(inside, before).map(|long| (inside, long))
        } else if is_short_form(last_word) && inside.contains(' ') {
            long_form(last_word, inside)
                .filter(|long| long.len() == inside.len())
                .map(|long| (last_word, long))
        } else {
            None
        };
        let Some((short, long)) = pair else { continue };
        let terms: Vec<String> = words(long)
            .filter(|word| !is_stop_word(word.text))
            .map(|word| term(word.text))
            .collect();
        if terms.len() >= 2 {
            found.insert(Acronym { short: term(short), long: terms });
        }
    }
    found
}

/// Capitals and digits for the most part, one word.
fn is_short_form(word: &str) -> bool {
    let n = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    SHORT.contains(&n)
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&'))
        && capitals >= 2
        && capitals * 2 >= n
}

/// The shortest piece of text, up to the end of `before`, whose words the letters of the short form
/// begin or stand in, in order; the first letter begins it.
fn long_form<'t>(short: &str, before: &'t str) -> Option<&'t str> {
    let letters: Vec<char> = fold(short).chars().filter(|c| c.is_alphanumeric()).collect();
    let max_words = (letters.len() + 5).min(letters.len() * 2);
    let starts: Vec<usize> = words(before).map(|word| word.start).collect();
    let from = starts[starts.len().saturating_sub(max_words)..].first().copied()?;
    let window = &before[from..];
    // The folded letter of each character: one for one, so that offsets hold.
    let characters: Vec<(usize, char)> = window
        .char_indices()
        .map(|(at, c)| (at, fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)))
        .collect();
    let mut at = characters.len();
    for (number, letter) in letters.iter().enumerate().rev() {
        loop {
            at = at.checked_sub(1)?;
            let begins_word = at == 0 || !characters[at - 1].1.is_alphanumeric();
            if characters[at].1 == *letter && (number > 0 || begins_word) {
                break;
            }
        }
    }
    let long = &window[characters[at].0..];
    (words(long).count() <= max_words && words(long).count() >= 2).then_some(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expected: &[(&str, &[&str])]) {
        let found: Vec<(String, Vec<String>)> =
            acronyms(sentence).into_iter().map(|acronym| (acronym.short, acronym.long)).collect();
        let expected: Vec<(String, Vec<String>)> = expected
            .iter()
            .map(|(short, long)| {
                ((*short).to_owned(), long.iter().map(|&term| term.to_owned()).collect())
            })
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn a_short_form_in_brackets_stands_for_the_words_before() {
        check(
            "The Yard Builders Guild (YBG) met the Baltic Sea Union (BASU).",
            &[("basu", &["baltic", "sea", "union"]), ("ybg", &["yard", "builder", "guild"])],
        );
        check(
            "It joined the Bureau of Ship and Boat Law (BSBL) late.",
            &[("bsbl", &["bureau", "ship", "boat", "law"])],
        );
        check("Союз портовых городов (СПГ) возник.", &[("спг", &["союз", "портов", "город"])]);
    }

    #[test]
    fn words_in_brackets_explain_the_short_form_before() {
        check("The YBG (Yard Builders Guild) met.", &[("ybg", &["yard", "builder", "guild"])]);
    }

    #[test]
    fn a_text_of_brackets_takes_no_longer_than_others() {
        assert!(acronyms(&"(AB".repeat(200_000)).is_empty());
        assert!(acronyms(&"ё (АБ) ".repeat(50_000)).len() <= 1);
    }

    #[test]
    fn other_brackets_introduce_nothing() {
        for sentence in [
            "He came (late).",
            "It rose (1931) and fell (USA).",
            "A dry year (see Table 2).",
            "(",
            "(AB",
            "x (A.B.)",
        ] {
            check(sentence, &[]);
        }
    }
}
