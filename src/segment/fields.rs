//! Lines that state a fact without being a sentence: "Saturday: 10 to 14", "Pier 3, 20 tons".

use std::sync::LazyLock;

use regex::Regex;

use super::shape;
use crate::language::boilerplate_words;

/// A name of a few words, a colon, and what it is.
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\d][^:.!?;|]{0,48}:\s+\S").expect("a valid pattern"));

/// A name of a field has at most so many words.
const NAME_WORDS: usize = 6;
/// A field is at most this long, in characters.
const LONGEST: usize = 160;
/// A line that only has a number in it is at most so many words long.
const LINE_WORDS: usize = 8;

/// What the line says by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// "Name: value".
    Field,
    /// A few words, the first with a letter, and a number among them.
    Number,
}

/// What fact the line states; `None` when it has the form of none. Columns and signs that stand
/// between links make it a row of something else.
pub fn fact(plain: &str) -> Option<Fact> {
    let is_row = shape::is_table_row(plain)
        || shape::is_a_row_of_links(plain)
        || plain.contains("   ")
        || plain.contains([';', '\t', '|', '·', '©'])
        || shape::address_share(plain) > 0.7;
    if is_row || plain.chars().count() > LONGEST {
        return None;
    }
    if let Some((name, value)) = field(plain) {
        let is_field = name.split_whitespace().count() <= NAME_WORDS
            && value.contains(char::is_alphanumeric)
            && !value.contains(is_button_sign);
        return is_field.then_some(Fact::Field);
    }
    let mut words = plain.split_whitespace();
    let is_name = |word: &str| {
        word.starts_with(char::is_alphabetic)
            && !word.contains(|c: char| c.is_ascii_digit() || c == '_')
    };
    let is_number = words.next().is_some_and(is_name)
        && words.any(|word| word.contains(|c: char| c.is_ascii_digit()))
        && plain.split_whitespace().count() <= LINE_WORDS
        && !shape::has_email(plain)
        && !shape::has_url(plain)
        && !plain.contains(['@', '(', ',']);
    is_number.then_some(Fact::Number)
}

/// The name and the value of a field.
pub fn field(plain: &str) -> Option<(&str, &str)> {
    let (name, value) = plain.split_once(':')?;
    FIELD.is_match(plain).then(|| (name.trim(), value.trim()))
}

/// Whether the field is one by which a file or a letter speaks of itself: its author, its version,
/// whom it is from.
pub fn is_of_the_file(plain: &str) -> bool {
    field(plain).is_some_and(|(name, value)| {
        boilerplate_words::names_a_field_of_the_file(name) || shape::has_email(value)
    })
}

/// Stars, ballot boxes and other signs of a form to fill in.
fn is_button_sign(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{27bf}' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_by_their_form() {
        for line in ["Saturday: 10 to 14", "Harbour master: Ole Dahl, room 3", "Почта: дом 4"]
        {
            assert_eq!(fact(line), Some(Fact::Field), "{line}");
        }
        assert_eq!(fact("Saturday 10 to 14"), Some(Fact::Number));
        for line in
            ["Rate it: ☆ ☆ ☆", "Day   Opens", "One › Two › 3", "Lamps", "keeper_9", "12 May", "To:"]
        {
            assert_eq!(fact(line), None, "{line}");
        }
        assert!(is_of_the_file("Checked by: M. Hale") && !is_of_the_file("Place: the old mole"));
    }
}
