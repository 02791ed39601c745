//! The lines of a plain text, and whether the text was wrapped by hand.

use crate::language::sentence_end::ends_sentence;
use crate::language::stop_words::is_stop_word;

/// One line that is not blank.
#[derive(Debug, Clone, Copy)]
pub struct Line<'t> {
    /// Byte offset of its first character that is no white space.
    pub start: usize,
    /// From there to its last character that is no white space; never empty.
    pub text: &'t str,
    /// Columns of white space before it: a tab takes four.
    pub indent: usize,
    /// Whether a blank line (or nothing) stands above it.
    pub blank_before: bool,
}

impl Line<'_> {
    /// Byte offset behind its last character.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its width in characters, indent included.
    pub fn width(&self) -> usize {
        self.indent + self.text.chars().count()
    }
}

/// The lines of the text that are not blank, in order. A byte-order mark belongs to no line.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut blank_before = true;
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let body = raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let kept = body.trim_end();
        if kept.is_empty() {
            blank_before = true;
        } else {
            let start = offset + (raw.len() - body.len());
            found.push(Line {
                start,
                text: kept,
                indent: text[offset..start].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum(),
                blank_before,
            });
            blank_before = false;
        }
        offset += raw.len();
    }
    found
}

/// The widest that lines are allowed to get in a hand-wrapped text, in characters; wider lines hold
/// whole paragraphs. RFC 2646 (format=flowed) recommends under 80; printed books run to some 100.
const MAX_WRAP_WIDTH: usize = 110;

/// The width in characters at which the text was wrapped by hand; `None` where a line is a
/// paragraph.
///
/// Recognised by form: where lines follow each other without a blank line, many break in
/// mid-sentence.
pub fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let followed: Vec<_> = lines.windows(2).filter(|pair| !pair[1].blank_before).collect();
    let broken = followed.iter().filter(|pair| breaks_mid_sentence(&pair[0], &pair[1])).count();
    let mut widths: Vec<usize> = followed
        .iter()
        .map(|pair| pair[0].width())
        .filter(|&width| width <= MAX_WRAP_WIDTH)
        .collect();
    if broken < 4 || broken * 5 < followed.len() || widths.len() * 10 < followed.len() * 9 {
        return None;
    }
    widths.sort_unstable();
    Some(widths[(widths.len() - 1) * 95 / 100])
}

/// Whether a sentence runs on from one line to the next.
pub fn breaks_mid_sentence(line: &Line<'_>, next: &Line<'_>) -> bool {
    !ends_sentence(line.text) && next.text.starts_with(char::is_lowercase)
}

/// Whether both lines, though short, are one sentence: it begins with a capital in words of grammar,
/// and ends in the second line. Lines of a menu or a poem do neither.
pub fn is_cut_in_two(line: &Line<'_>, next: &Line<'_>) -> bool {
    const FEWEST_WORDS: usize = 4;
    let words = || line.text.split_whitespace();
    breaks_mid_sentence(line, next)
        && line.text.starts_with(char::is_uppercase)
        && line.text.ends_with(char::is_alphanumeric)
        && ends_sentence(next.text)
        && words().count() >= FEWEST_WORDS
        && words().filter(|word| is_stop_word(word)).count() * 3 >= words().count()
}

/// Whether the first word of `next` would not have fitted on `line`.
pub fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    const SLACK: usize = 6;
    let first_word = next.text.split_whitespace().next().unwrap_or_default().chars().count();
    line.width() + 1 + first_word + SLACK > width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_bytes() {
        let text = "\u{feff}one\r\n\r\n  two \n";
        let found = lines(text);
        assert_eq!(
            found.iter().map(|line| &text[line.start..line.end()]).collect::<Vec<_>>(),
            ["one", "two"]
        );
        assert_eq!((found[1].indent, found[1].blank_before), (2, true));
    }

    #[test]
    fn a_paragraph_a_line_is_not_wrapped() {
        let text =
            "A short sentence stands here.\nAnother one follows it.\nAnd a third.\n".repeat(4);
        assert_eq!(wrap_width(&lines(&text)), None);
    }

    #[test]
    fn sentences_that_run_over_line_ends_show_the_width() {
        let text = "It was a quiet morning when the first\nboats left the harbour and sailed out\nto the reef, where the divers had been\nwaiting since the night before, and no\none spoke until the anchors were down.\n".repeat(3);
        assert_eq!(wrap_width(&lines(&text)), Some(38));
    }
}
