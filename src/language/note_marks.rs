//! The marks of footnotes within plain text: superscript digits, a number in square brackets, or, where
//! the raised digits were flattened, a number glued to the end of a sentence.

use super::abbreviations::{Stop, stop_after};
use super::terms::is_superscript_digit;

/// Signs that end a sentence.
const ENDS: [char; 3] = ['.', '!', '?'];
/// Signs between the end of a sentence and its mark.
const CLOSING: [char; 7] = ['"', '\'', '”', '’', '»', '“', ')'];
/// Signs before the first word of a sentence.
const OPENING: [char; 8] = ['"', '\'', '“', '‘', '«', '„', '(', '['];

/// The footnote mark that the text begins with, superscript digits or `[12]`: its digits in ASCII,
/// and how many bytes it takes; `None` when it begins with no mark.
pub fn leading_note_mark(text: &str) -> Option<(String, usize)> {
    let superscript: usize =
        text.chars().take_while(|&c| is_superscript_digit(c)).map(char::len_utf8).sum();
    if superscript > 0 {
        return Some((text[..superscript].chars().map(plain_digit).collect(), superscript));
    }
    let inner = text.strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && inner[digits..].starts_with(']'))
        .then(|| (inner[..digits].to_owned(), digits + 2))
}

/// The footnote marks within a text, glued to what stands before them, as ASCII digits, in order.
pub fn note_marks(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if is_superscript_digit(c) {
            run.push(plain_digit(c));
        } else if !run.is_empty() {
            marks.push(std::mem::take(&mut run));
        }
    }
    for (at, _) in text.match_indices('[') {
        if let Some((mark, _)) = leading_note_mark(&text[at..]) {
            marks.push(mark);
        }
    }
    for (at, stop) in text.match_indices(ENDS) {
        let (stopped, rest) = text.split_at(at + stop.len());
        let rest = rest.trim_start_matches(CLOSING);
        if let Some(taken) = flattened_note_marks(stopped, rest) {
            let digits = rest[..taken].split(|c: char| !c.is_ascii_digit());
            marks.extend(digits.filter(|digits| !digits.is_empty()).map(str::to_owned));
        }
    }
    marks
}

/// How many bytes at the beginning of `rest` are marks whose raised digits were flattened: numbers
/// right behind the sentence that `stopped` ends with, before a new sentence or the text's end.
/// `None` where that is not sure: behind an abbreviation, a number, a name with a full stop.
pub fn flattened_note_marks(stopped: &str, rest: &str) -> Option<usize> {
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let taken = numbers(rest)?;
    let behind = &rest[taken..];
    let next = behind.trim_start().trim_start_matches(OPENING);
    let is_followed =
        behind.starts_with(char::is_whitespace) && next.starts_with(char::is_uppercase);
    ((is_followed || behind.is_empty()) && surely_ends(stopped)).then_some(taken)
}

/// How many bytes numbers of up to three digits take, with a comma, a dash or one space between.
fn numbers(text: &str) -> Option<usize> {
    let mut taken = 0;
    loop {
        let rest = &text[taken..];
        let separator = match rest.chars().next() {
            Some(c @ (' ' | ',' | '-' | '–')) if taken > 0 => c.len_utf8(),
            _ => 0,
        };
        let digits = rest[separator..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || (taken > 0 && separator == 0) {
            return (taken > 0).then_some(taken);
        }
        if digits > 3 || rest[separator..].starts_with('0') {
            return None;
        }
        taken += separator + digits;
    }
}

/// Whether the sign at the end of the text ends a sentence for certain: it stands behind a closing
/// bracket or a word that is no abbreviation, and other words stand before.
fn surely_ends(stopped: &str) -> bool {
    const FURTHEST: usize = 80;
    const FEWEST_WORDS: usize = 3;
    let near = &stopped[stopped.ceil_char_boundary(stopped.len().saturating_sub(FURTHEST))..];
    let bare = near.trim_end_matches(ENDS);
    if near.len() - bare.len() != 1 || near.split_whitespace().count() < FEWEST_WORDS {
        return false;
    }
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = word.trim_start_matches(OPENING).trim_end_matches(CLOSING);
    let is_word = letters.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
        && letters.ends_with(char::is_lowercase)
        && letters.chars().count() >= 3
        && stop_after(letters) == Stop::Always;
    is_word || bare.ends_with([')', ']'])
}

/// How many bytes an editor's remark in square brackets takes that the text begins with; `None`
/// without one, and where it is longer than such remarks are.
pub fn leading_remark(text: &str) -> Option<usize> {
    const LONGEST: usize = 80;
    let inner = text.strip_prefix('[')?;
    let end = inner[..inner.floor_char_boundary(LONGEST)].find(']')?;
    Some(end + 2)
}

/// The superscript of a digit from 0 to 9.
///
/// # Panics
/// For a larger number.
pub fn superscript(digit: u32) -> char {
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize]
}

fn plain_digit(c: char) -> char {
    match c {
        '\u{b9}' => '1',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        _ => char::from_digit(c as u32 - 0x2070, 10).unwrap_or('0'),
    }
}

/// The number at the beginning when a bare one stands before a capital letter, as in notes whose
/// raised marks were flattened.
pub fn bare_note_number(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(' ')?;
    ((1..=2).contains(&digits) && rest.starts_with(char::is_uppercase))
        .then(|| text[..digits].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_marks_are_read_in_both_forms() {
        assert_eq!(note_marks("Accords,¹⁵ which[3] he"), ["15", "3"]);
        assert_eq!(leading_note_mark("⁴¹ Title"), Some(("41".to_owned(), "⁴¹".len())));
        assert_eq!(leading_note_mark("Title"), None);
    }

    #[test]
    fn flattened_marks_stand_behind_a_sentence() {
        let marks = |text: &str| note_marks(text);
        assert_eq!(marks("The old harbour was closed.12 The keeper left (in May).3"), ["12", "3"]);
        assert_eq!(marks("So the tower fell.4 5 Then it rose again.”7,8"), ["4", "5", "7", "8"]);
        for text in [
            "The new release is v2.3 The old one was better.",
            "It is drawn in fig.3 The tower stands left.",
            "He paid about 3.50 Then he left.",
            "Table.1 The towers of the coast",
            "The keeper read about.5 men at the door.",
            "The first page was index.2024 Then came others.",
        ] {
            assert!(marks(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_remark_is_short_and_closed() {
        assert_eq!(leading_remark("[by whom?] The"), Some("[by whom?]".len()));
        assert_eq!(leading_remark("[by"), None);
        assert_eq!(leading_remark(&format!("[{}]", "a".repeat(200))), None);
    }
}
