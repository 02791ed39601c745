//! From running text to index terms. Documents and questions go through the same functions, so that
//! a word finds itself however it was typed. It must not drop a word: weighting is up to
//! the ranking.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use super::ignorable::{Cleared, has_ignorable};
use super::irregular_forms;
use super::numerals;
use super::unspaced::{self, is_unspaced};

pub use super::fold::fold;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// Byte offset of the word in the text.
    pub start: usize,
    /// The word as it is in the text; never empty.
    pub text: &'t str,
}

impl Word<'_> {
    /// Byte offset just behind the word.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of a text in order, by Unicode's word boundaries (UAX #29), and pictures (emoji). Every
/// dash and underscore separates words (scripts without spaces have theirs from a dictionary), and so do the stops of a date (3.9.2024) and of names of files
/// and settings; `132.7`, `0,1`, `U.S`
/// and `1980's` stay whole. Signs that tell words apart belong to them: `C++`, `C#`, `B-`. The v of a
/// version does not. Footnote marks written as superscript digits are no words.
///
/// Ignorable characters divide no words: those within a word belong to it, those around it do not.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let has_ignorable = has_ignorable(text);
    let cleared = has_ignorable.then(|| words_with_ignorable(text));
    let plain = (!has_ignorable).then(|| words_without_ignorable(text));
    plain.into_iter().flatten().chain(cleared.into_iter().flatten())
}

fn words_with_ignorable(text: &str) -> Vec<Word<'_>> {
    let cleared = Cleared::of(text);
    let ranges =
        words_without_ignorable(&cleared.text).map(|word| cleared.in_whole(word.start..word.end()));
    ranges.map(|range| Word { start: range.start, text: &text[range] }).collect()
}

fn words_without_ignorable(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut read_to = 0;
    let unspaced = text.contains(is_unspaced).then(|| unspaced::words(text));
    let pictures =
        (unspaced.is_none() && text.contains(is_picture)).then(|| words_and_pictures(text));
    let is_plain = unspaced.is_none() && pictures.is_none();
    let plain = is_plain.then(|| text.unicode_word_indices());
    let found = plain.into_iter().flatten().chain(pictures.into_iter().flatten());
    let found = found.chain(unspaced.into_iter().flatten());
    found
        .filter(|(_, word)| !word.chars().all(is_superscript_digit))
        .flat_map(|(start, word)| pieces(start, word))
        .filter_map(move |(start, word)| {
            let bare = start + word.len();
            let end = bare + signs(word, &text[bare..]).max(decade_ending(word, &text[bare..]));
            let is_new = start >= read_to;
            read_to = end;
            is_new.then(|| Word { start, text: &text[start..end] })
        })
}

fn words_and_pictures(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices()
        .filter(|(_, piece)| piece.contains(|c: char| c.is_alphanumeric() || is_picture(c)))
}

/// Whether it is a picture that people write with (Unicode's blocks of emoji).
fn is_picture(c: char) -> bool {
    ('\u{1f000}'..='\u{1faff}').contains(&c)
}

/// What a word of Unicode's consists of, each with its place.
fn pieces(start: usize, word: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts_at_stops = word.contains('.') && (is_date(word) || is_path(word));
    let mut at = start;
    word.split_inclusive(move |c| c == '_' || parts_at_stops && c == '.').filter_map(move |piece| {
        let from = at;
        at += piece.len();
        let bare = piece.trim_end_matches('_');
        let bare = if parts_at_stops { bare.trim_end_matches('.') } else { bare };
        let skipped = usize::from(is_version(bare));
        (!bare.is_empty()).then(|| (from + skipped, &bare[skipped..]))
    })
}

/// Whether it is a day as it is written in much of Europe: 3.9.2024.
fn is_date(word: &str) -> bool {
    let lengths = [1..=2, 1..=2, 4..=4];
    let is_number = |piece: &str| piece.bytes().all(|b| b.is_ascii_digit());
    word.ends_with(|c: char| c.is_ascii_digit())
        && word.split('.').count() == lengths.len()
        && word
            .split('.')
            .zip(lengths)
            .all(|(piece, n)| is_number(piece) && n.contains(&piece.len()))
}

/// Whether it is the name of a file, a host or a setting: words with stops between, none of them a
/// number or an initial.
fn is_path(word: &str) -> bool {
    word.split('.')
        .all(|piece| piece.chars().nth(1).is_some() && piece.contains(|c: char| c.is_alphabetic()))
}

/// Whether it is the number of a version behind its v: v4.3.0.
fn is_version(word: &str) -> bool {
    word.strip_prefix(['v', 'V'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.'))
}

/// How many bytes the signs take that stand right behind a word and make it another: `C++`, `F#`,
/// `A+`; the minus only of a single capital.
fn signs(word: &str, rest: &str) -> usize {
    let mut letters = word.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    if !first.is_some_and(char::is_alphabetic) || !rest.starts_with(['+', '#', '-']) {
        return 0;
    }
    let ends_behind = |n: usize| {
        !rest[n..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '+' | '#' | '-' | '_'))
    };
    if rest.starts_with("++") && ends_behind(2) {
        2
    } else if third.is_none() && rest.starts_with(['+', '#']) && ends_behind(1)
        || second.is_none() && first.is_some_and(char::is_uppercase) && ends_behind(1)
    {
        1
    } else {
        0
    }
}

/// Whether it is a number of a decade: `1980`, `80`.
fn is_decade(word: &str) -> bool {
    matches!(word.len(), 2 | 4) && word.ends_with('0') && word.bytes().all(|b| b.is_ascii_digit())
}

/// How many bytes the `'s` behind a decade takes; 0 where there is none.
fn decade_ending(word: &str, rest: &str) -> usize {
    if !is_decade(word) {
        return 0;
    }
    let ending =
        ["'s", "’s"].into_iter().find(|ending| rest.starts_with(ending)).map_or(0, str::len);
    if rest[ending..].starts_with(char::is_alphanumeric) { 0 } else { ending }
}

/// Whether the character is one of ⁰ to ⁹, which mark footnotes.
pub fn is_superscript_digit(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Longer words are not stemmed, in bytes: no word that has an ending is so long, and the stemmers
/// take time by the square of the length.
const LONGEST_STEMMED: usize = 80;

/// A term has at most this many bytes of a word: the rest of a longer one tells nothing.
const LONGEST_TERM: usize = 1000;

/// The index term of one word: lower case, without diacritics, possessive ending and thousands
/// separators, a number in words as digits, stemmed by its script (Cyrillic: Russian, Latin:
/// English). Never empty for a word of [`words`].
pub fn term(word: &str) -> String {
    term_of_folded(&fold(word))
}

/// [`term`] of a word that went through [`fold`].
pub fn term_of_folded(folded: &str) -> String {
    let folded = &folded[..folded.floor_char_boundary(LONGEST_TERM)];
    let bare = without_possessive(folded);
    let bare = without_elision(&bare);
    if let Some(number) = numerals::digits(bare) {
        return number.to_owned();
    }
    if bare.contains('.') {
        return undotted(bare).into_owned();
    }
    if bare.contains(|c: char| c.is_ascii_digit()) {
        return without_thousands_separators(without_leading_zero(bare)).into_owned();
    }
    let bare = irregular_forms::base(bare).unwrap_or(bare);
    let Some(first) = bare.chars().next() else {
        return folded.to_owned();
    };
    if bare.len() > LONGEST_STEMMED {
        bare.to_owned()
    } else if is_cyrillic(first) {
        Stemmer::new(Algorithm::Russian).stem(bare).into_owned()
    } else if first.is_ascii_alphabetic() {
        Stemmer::new(Algorithm::English).stem(bare).into_owned()
    } else {
        bare.to_owned()
    }
}

/// The index terms of a text, in order, one a word.
pub fn terms(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| term(word.text))
}

/// Without `'s`; `1980's` is the decade, as `1980s` is.
fn without_possessive(word: &str) -> Cow<'_, str> {
    match word.strip_suffix("'s") {
        Some(rest) if is_decade(rest) => Cow::Owned(format!("{rest}s")),
        Some(rest) if !rest.is_empty() => Cow::Borrowed(rest),
        _ => Cow::Borrowed(word),
    }
}

/// Articles and prepositions of French and Italian that are written onto the next word.
const ELIDED: &[&str] = &["d'", "l'", "qu'", "dell'", "nell'", "sull'", "all'"];

fn without_elision(word: &str) -> &str {
    ELIDED
        .iter()
        .find_map(|elided| word.strip_prefix(elided))
        .filter(|rest| rest.chars().nth(1).is_some())
        .unwrap_or(word)
}

/// `u.s` is the acronym us, `132.7` a number and stays. Neither is stemmed.
fn undotted(word: &str) -> Cow<'_, str> {
    let letters_between_dots = word
        .split('.')
        .all(|piece| piece.chars().count() == 1 && !piece.starts_with(|c: char| c.is_numeric()));
    if letters_between_dots { Cow::Owned(word.replace('.', "")) } else { Cow::Borrowed(word) }
}

/// A day or month of two digits as it is written with one.
fn without_leading_zero(word: &str) -> &str {
    let is_padded = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.strip_prefix('0').filter(|_| is_padded).unwrap_or(word)
}

fn without_thousands_separators(word: &str) -> Cow<'_, str> {
    let mut groups = word.split(',');
    let leading = groups.next().unwrap_or_default();
    let is_number = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let grouped = word.contains(',')
        && (1..=3).contains(&leading.len())
        && is_number(leading)
        && groups.all(|group| group.len() == 3 && is_number(group));
    if grouped { Cow::Owned(word.replace(',', "")) } else { Cow::Borrowed(word) }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests;
