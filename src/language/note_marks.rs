//! The marks of footnotes within plain text: superscript digits, or a number in square brackets.

use super::terms::is_superscript_digit;

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
    marks
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
}
