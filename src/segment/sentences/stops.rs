//! Whether a sentence goes on behind a full stop, by the word before it: an abbreviation, initials, a
//! time of day.

use crate::language::abbreviations::{Stop, goes_with_a_time, is_state, stop_after};
use crate::language::openers::{opens_sentence, opens_sentence_behind_initials};

/// How far before a boundary is looked for words, in bytes.
const NEAREST: usize = 120;

/// Whether the sentence goes on behind the word that `before_stop` ends with and its full stop.
pub fn goes_on(before_stop: &str, next: &str) -> bool {
    let word = last_word(before_stop);
    if word.chars().count() == 1 && is_stopped_letter(next) {
        return true;
    }
    let is_number = next.starts_with(char::is_numeric);
    let is_clause = || before_stop.len() > NEAREST || may_be_whole(before_stop);
    let (stop, word) = stop_of(before_stop, word);
    match stop {
        Stop::Never => true,
        Stop::BeforeNumber => is_number || is_roman_number(word, next),
        Stop::BeforeSmall => is_number || !is_capitalised(next),
        Stop::Time => {
            is_number
                || !is_clause()
                || (goes_with_a_time(next) || is_attribute(before_stop)) && !opens_sentence(next)
        }
        Stop::Sometimes => is_number || !is_clause() || !opens_sentence(next),
        Stop::Always => is_initials(word) && !(is_clause() && opens_sentence_behind_initials(next)),
    }
}

/// What the stop means, and the abbreviation: the last word, or the last two of "т. д.".
fn stop_of<'t>(before_stop: &'t str, word: &'t str) -> (Stop, &'t str) {
    let rest = before_stop[..before_stop.len() - word.len()].trim_end();
    if is_initial(word) {
        return (Stop::Always, word);
    }
    if word.chars().count() <= 2 {
        let first = last_word(rest.trim_end_matches('.'));
        let is_first = rest.ends_with('.') && first.chars().count() == 1 || first == "и";
        let stop = if is_first { stop_after(&format!("{first}.{word}")) } else { Stop::Always };
        if stop != Stop::Always {
            return (stop, word);
        }
    }
    if rest.ends_with(',') && is_state(word) {
        return (Stop::Sometimes, word);
    }
    (stop_after(word), word)
}

/// The last word, opening signs before it aside; within the nearest bytes.
pub fn last_word(text: &str) -> &str {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(NEAREST))..];
    near.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '«' | '„' | '/'))
        .next()
        .unwrap_or_default()
}

/// Whether words as these may be a whole sentence: not a few alone, and not those of a time or a
/// place before the first verb.
fn may_be_whole(before_stop: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    const BEGINNINGS: [&str; 17] = [
        "at",
        "on",
        "in",
        "by",
        "from",
        "until",
        "since",
        "after",
        "before",
        "around",
        "about",
        "в",
        "на",
        "к",
        "до",
        "с",
        "после",
    ];
    const SUBJECTS: [&str; 22] = [
        "i", "he", "she", "it", "they", "we", "you", "there", "is", "was", "are", "were", "has",
        "had", "have", "он", "она", "оно", "они", "мы", "был", "была",
    ];
    let words: Vec<&str> = before_stop.split_whitespace().collect();
    let begins_with_a_place =
        words.first().is_some_and(|first| BEGINNINGS.contains(&first.to_lowercase().as_str()));
    let has_verb = |word: &&str| {
        SUBJECTS.contains(&word.to_lowercase().as_str())
            || word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
    };
    words.len() >= FEWEST_WORDS && (!begins_with_a_place || words.iter().skip(1).any(has_verb))
}

/// Whether a time of day belongs to the noun behind it: "the 6 p.m.", "every 6 p.m."
fn is_attribute(before_stop: &str) -> bool {
    let near =
        &before_stop[before_stop.ceil_char_boundary(before_stop.len().saturating_sub(NEAREST))..];
    near.split_whitespace().rev().nth(2).is_some_and(|word| {
        matches!(
            word,
            "the"
                | "a"
                | "an"
                | "every"
                | "each"
                | "this"
                | "that"
                | "his"
                | "her"
                | "our"
                | "their"
        )
    })
}

/// Whether the text begins with a capital and small letters.
fn is_capitalised(text: &str) -> bool {
    let mut letters = text.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    is_capital && !letters.next().is_some_and(char::is_uppercase)
}

/// One capital, or several with full stops between: `D`, `D.A`, `Ю.В`.
fn is_initials(word: &str) -> bool {
    word.split('.').all(is_initial)
}

fn is_initial(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none()
}

/// A Roman number behind the mark of a volume or chapter. Behind "no" a lone "I" is a person.
fn is_roman_number(word: &str, next: &str) -> bool {
    let number = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !number.is_empty()
        && number.bytes().all(|b| b"IVXLC".contains(&b))
        && (number != "I" || !word.eq_ignore_ascii_case("no"))
}

/// A letter and a full stop: the second half of "z. B.", "т. е."
fn is_stopped_letter(next: &str) -> bool {
    let mut letters = next.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some('.')
}
