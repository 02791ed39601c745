//! Whether a sentence goes on where it may end: within brackets, before small letters, dashes and
//! speakers. Where words cannot tell, it goes on.

use super::stops;
use crate::language::abbreviations::{Stop, stop_after};
use crate::language::openers::{opens_sentence, opens_sentence_behind_initials};
use crate::language::sentence_end::ends_sentence;
use crate::language::speech::is_verb_of_speech;
use crate::language::stop_words::is_stop_word;

/// Brackets that stay open longer than this, in bytes, are a slip of the pen and hold nothing
/// together.
const LONGEST_BRACKET: usize = 600;

/// How far behind a boundary is looked, in bytes.
const FURTHEST: usize = 200;

/// Signs between a stop and the space behind it.
const CLOSING: [char; 9] = ['"', '\'', '”', '’', '»', ')', ']', '`', '*'];

const DASHES: [char; 3] = ['-', '–', '—'];

/// Signs before the first word of a sentence.
const OPENING: [char; 5] = ['"', '“', '«', '(', '‘'];

/// Whether no sentence ends between the two; `is_lettered` is whether the first holds a letter.
pub fn belong_together(left: &str, is_lettered: bool, right: &str) -> bool {
    let left = left.trim_end();
    if is_stop_before_ellipsis(left, right) {
        return false;
    }
    // A sentence may be long, and every boundary in it is looked at: only so far, or time would
    // grow with its square.
    let right = right[..right.floor_char_boundary(FURTHEST)].trim_start();
    if left.is_empty()
        || right.is_empty()
        || right.starts_with(['.', '!', '?', '…', ',', ';', ':'])
        || left.len() < LONGEST_BRACKET && has_open_bracket(left)
        || hangs_on(right)
        || is_attribution(left, right)
    {
        return true;
    }
    if let Some(spoken) = right.strip_prefix(DASHES).filter(|rest| rest.starts_with(' ')) {
        return !is_next_speaker(left, spoken.trim_start());
    }
    let next = right.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_stopped = left.trim_end_matches(CLOSING).ends_with('.');
    if next.starts_with(char::is_lowercase) || is_stopped && goes_on_small(right) {
        return !begins_with_a_small_name(left, right);
    }
    if left.ends_with(". . .") && !left.ends_with(". . . .") && is_first_person(right) {
        return true;
    }
    let Some(before_stop) = left.strip_suffix('.') else { return false };
    if !is_lettered {
        return true;
    }
    stops::goes_on(before_stop, next)
}

/// Whether a full stop stands between, with an ellipsis in spaces behind it that leads to a new
/// sentence: "compounds. . . . The"
fn is_stop_before_ellipsis(left: &str, right: &str) -> bool {
    let word = left.strip_suffix('.').unwrap_or_default();
    word.ends_with(char::is_alphanumeric)
        && right.strip_prefix(". . . ").is_some_and(|next| {
            next.starts_with(|c: char| c.is_uppercase() || OPENING.contains(&c))
        })
}

/// Whether the next letter is a small one, as Unicode's algorithm looks for it: past digits and
/// signs.
fn goes_on_small(right: &str) -> bool {
    right
        .chars()
        .take_while(|&c| !matches!(c, '.' | '!' | '?' | '…'))
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase)
}

/// Whether a sentence begins with a name in small letters (a program, a command), or with a number,
/// behind a word that is surely no abbreviation. A word of grammar goes on with the sentence.
fn begins_with_a_small_name(left: &str, right: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let Some(before_stop) = left.trim_end_matches(CLOSING).strip_suffix('.') else {
        return false;
    };
    let bare = before_stop.trim_end_matches(CLOSING);
    let word = stops::last_word(bare.trim_end());
    let pieces = || word.split(|c: char| !c.is_alphanumeric());
    let is_version = word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit());
    let is_word = pieces()
        .any(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS)
        || word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let next = right.trim_start_matches(['`', '-', '"', '“']);
    let first = next
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
        .next()
        .unwrap_or_default();
    let is_name = first.len() >= 2
        && first.starts_with(|c: char| c.is_ascii_lowercase())
        && !is_stop_word(first);
    let is_count = first.starts_with(|c: char| c.is_ascii_digit()) && right.starts_with(first);
    (is_word || is_version && is_name)
        && (is_name || is_count)
        && !bare.ends_with('.')
        && stop_after(word) == Stop::Always
}

/// Whether a bracket follows that goes on with the sentence: "(Which was true.)"
fn hangs_on(right: &str) -> bool {
    right.strip_prefix('(').is_some_and(|inner| {
        ["Which ", "Whose ", "Whom "].iter().any(|word| inner.starts_with(word))
    })
}

/// Whether a quotation's speaker follows: `"Where?" Olsen asked.`
fn is_attribution(left: &str, right: &str) -> bool {
    const MOST_NAMES: usize = 3;
    let said = left.trim_end_matches(['"', '”', '’', '\'', '»', '“']);
    if said.len() == left.len() || !said.ends_with(['?', '!', '…']) || opens_sentence(right) {
        return false;
    }
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let n_names = right.split_whitespace().take(MOST_NAMES).take_while(is_name).count();
    let verb = right.split_whitespace().nth(n_names).unwrap_or_default();
    is_verb_of_speech(verb.trim_end_matches(['.', ',', ';', ':', '!']))
}

/// Whether somebody else speaks behind a dash, which stands behind the end of a sentence: in a
/// dialogue, where dashes stand for speakers; else words of a sentence of its own, and not the name
/// of who said the words before.
fn is_next_speaker(left: &str, spoken: &str) -> bool {
    const FEWEST_SMALL: usize = 3;
    let small = spoken.split_whitespace().skip(1).take(6);
    let n_small = small.filter(|word| word.starts_with(char::is_lowercase)).count();
    spoken.starts_with(char::is_uppercase)
        && ends_sentence(left)
        && (left.starts_with(DASHES)
            || opens_sentence_behind_initials(spoken)
            || n_small >= FEWEST_SMALL && left.ends_with(['?', '!']))
}

fn is_first_person(right: &str) -> bool {
    right.strip_prefix('I').is_some_and(|rest| rest.starts_with([' ', '\'', '’']))
}

fn has_open_bracket(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('(') > count(')') || count('[') > count(']')
}
