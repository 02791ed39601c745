//! What the form of a piece of text shows without knowing a word of it: how it is capitalised,
//! whether it contains addresses, whether it looks like a row, a field or a button. Every rule here
//! holds for words never seen before.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::ignorable::is_ignorable;
use crate::language::sentence_end::ends_sentence;
use crate::language::unspaced::{self, is_unspaced};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}").expect("a valid pattern")
});
static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<?(?:[A-Za-z]{3,}://|www\.)[^\s>]+>?").expect("a valid pattern"));
/// Syntax of a DOI name: prefix `10.` and at least four digits (ISO 26324; doi.org, DOI Handbook
/// 2.2).
static DOI: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b10\.\d{4,9}/\S+").expect("a valid pattern"));
static TABLE_GAP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\S(?:\t+| {3,})\S").expect("a valid pattern"));
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*").expect("a valid pattern")
});

/// Words between white space that hold a letter.
pub fn lettered_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(words_of).filter(|word| word.chars().any(char::is_alphabetic))
}

/// What stands between spaces, by its words where its script has no spaces.
fn words_of(chunk: &str) -> impl Iterator<Item = &str> {
    let words = chunk.contains(is_unspaced).then(|| unspaced::words(chunk));
    let whole = words.is_none().then_some(chunk);
    words.into_iter().flatten().map(|(_, word)| word).chain(whole)
}

/// The share of longer words, the first aside, that begin with a capital: near 1 in titles and
/// names, near 0 in running text. 0 where there is none to count.
pub fn capital_share(text: &str) -> f32 {
    let first_letter = |word: &str| word.chars().find(|c| c.is_alphabetic());
    let longer = lettered_words(text)
        .skip(1)
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).nth(3).is_some());
    let (mut n_longer, mut n_capital) = (0, 0);
    for word in longer {
        n_longer += 1;
        n_capital += usize::from(first_letter(word).is_some_and(char::is_uppercase));
    }
    if n_longer == 0 { 0.0 } else { n_capital as f32 / n_longer as f32 }
}

/// Whether it contains an e-mail address.
pub fn has_email(text: &str) -> bool {
    text.contains('@') && EMAIL.is_match(text)
}

/// Whether it contains a social network's handle: `@name`, and not the `@scope/name` of a package.
pub fn has_handle(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.strip_prefix('@').is_some_and(|name| {
            !name.contains('/') && name.chars().filter(|c| c.is_alphanumeric()).count() >= 3
        })
    })
}

/// Whether it contains a DOI name.
pub fn has_doi(text: &str) -> bool {
    text.contains("10.") && DOI.is_match(text)
}

/// Whether it contains a web address.
pub fn has_url(text: &str) -> bool {
    may_hold_url(text) && URL.is_match(text)
}

/// Every web address has one of these: a look for them takes less time than the pattern.
fn may_hold_url(text: &str) -> bool {
    (text.contains(':') && text.contains("://")) || (text.contains('.') && text.contains("www."))
}

/// The share of its characters that belong to web addresses, or to unbroken runs that look like the
/// rest of one (over 40 characters with slashes, or with four hyphens).
pub fn address_share(text: &str) -> f32 {
    const RUN: usize = 40;
    let may_hold_url = may_hold_url(text);
    if !may_hold_url && text.split(' ').all(|word| word.len() <= RUN) {
        return 0.0;
    }
    let is_run = |word: &str| {
        word.len() > RUN
            && word.chars().count() > RUN
            && (word.contains('/') || word.matches('-').count() >= 4)
    };
    let looks_like_address = |word: &&str| is_run(word) || (may_hold_url && URL.is_match(word));
    let in_addresses: usize =
        text.split_whitespace().filter(looks_like_address).map(|word| word.chars().count()).sum();
    if in_addresses == 0 {
        return 0.0;
    }
    in_addresses as f32 / text.chars().filter(|c| !c.is_whitespace()).count() as f32
}

/// Whether it contains the sign ©, or `(c)` before a year.
pub fn has_copyright_sign(text: &str) -> bool {
    let before_year = |sign: &str| {
        text.match_indices(sign)
            .any(|(at, sign)| text[at + sign.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    text.contains('©') || (text.contains('(') && (before_year("(c) ") || before_year("(C) ")))
}

/// Whether it begins as the line by which somebody claims a copyright: the sign, or the word and a
/// sign or a year.
pub fn begins_with_a_copyright(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || "*_#(".contains(c));
    let behind = ["Copyright", "COPYRIGHT", "copyright"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .map(|rest| rest.trim_start_matches([' ', ':', '(']));
    bare.starts_with('©')
        || text.starts_with("(c) ") && has_copyright_sign(text)
        || behind.is_some_and(|rest| {
            rest.starts_with('©')
                || rest.starts_with("c)")
                || rest.starts_with("C)")
                || rest.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Whether it begins with the sign that leads from a note back to the text.
pub fn begins_with_a_return(text: &str) -> bool {
    text.trim_start().starts_with(['↑', '↩', '^'])
}

/// Whether it names who said or made something, as below a quotation: a dash, then names.
pub fn is_an_attribution(text: &str) -> bool {
    let bare = text.trim_start();
    bare.starts_with(['—', '–', '―']) || bare.starts_with("-- ") || bare.starts_with("~ ")
}

/// Whether its columns are set apart by tabs, bars or runs of spaces, as in a table.
pub fn is_table_row(text: &str) -> bool {
    let has_gap = text.contains('\t') || text.contains("   ");
    text.matches('|').count() >= 2
        || (has_gap
            && (TABLE_GAP.find_iter(text).count() >= 2
                || (TABLE_GAP.is_match(text) && !ends_sentence(text))))
}

/// How many bytes a time at the beginning takes (`[00:12:31]`, `17:39`), 0 where there is none.
pub fn leading_clock(text: &str) -> usize {
    CLOCK.find(text).map_or(0, |found| found.end())
}

/// Whether the whole of it is in square brackets, as editors' notes are.
pub fn is_in_square_brackets(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') && text.matches(']').count() == 1
}

/// Whether it begins with a sign that no sentence begins with: an arrow, an envelope, a star.
pub fn begins_with_a_symbol(text: &str) -> bool {
    const OPENING: &[char] = &[
        '"', '\'', '“', '‘', '«', '„', '‹', '(', '[', '¿', '¡', '—', '–', '-', '…', '.', '$', '€',
        '£', '₽', '#', '§', '*', '_', '@', '/', '<', '~', '+', '&', '%',
    ];
    let first = text.chars().find(|c| !is_ignorable(*c));
    first.is_some_and(|c| !c.is_alphanumeric() && !OPENING.contains(&c))
}

/// Whether it contains a sign that separates links in a row at least twice.
pub fn is_a_row_of_links(text: &str) -> bool {
    const BETWEEN: &[&str] = &[" · ", " • ", " | ", " › ", " » ", " > ", " → ", " ∙ "];
    BETWEEN.iter().any(|sign| text.matches(sign).count() >= 2)
}

/// Whether it is a button or a field to fill in: a few words and an ellipsis.
pub fn is_a_button(text: &str) -> bool {
    text.trim_end().ends_with(['…']) && text.split_whitespace().count() <= 4
}

/// Whether it is a field of a form or a record: a short name, a colon, then names and numbers.
pub fn is_a_labelled_field(text: &str) -> bool {
    const LONGEST_NAME: usize = 3;
    let Some((name, value)) = text.split_once(": ") else { return false };
    name.split_whitespace().count() <= LONGEST_NAME
        && value.contains(|c: char| c.is_ascii_digit())
        && !value.contains("? ")
        && capital_share(&format!("x {value}")) > 0.6
}

/// Whether it contains no letter.
pub fn is_letterless(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_capitalised_and_prose_is_not() {
        assert!(capital_share("The Long Winter Of Better Harbours") > 0.9);
        assert!(capital_share("It was the first time that anybody had spoken") < 0.1);
    }

    #[test]
    fn the_rest_of_a_broken_address_is_still_one() {
        assert!(
            address_share("abcdefg-hijklm-nopqr-stuvwx-yz-abcdefgh-ijkl/ (opened: 05.03.2024).")
                > 0.5
        );
        assert!(
            address_share(
                "A sentence that names https://example.org in passing and goes on for long."
            ) < 0.4
        );
    }
}
