//! Sentence boundaries: Unicode's (UAX #29), which only ever splits too much, and a pass that
//! merges what does not belong apart. Knows initials, abbreviations, brackets and footnote marks.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::abbreviations::{Stop, stop_after};
use crate::language::note_marks::leading_note_mark;
use crate::language::stop_words::is_stop_word;

/// Brackets that stay open longer than this, in bytes, are a slip of the pen and hold nothing
/// together.
const LONGEST_BRACKET: usize = 600;

/// How far behind a boundary is looked, in bytes.
const FURTHEST: usize = 200;

/// The sentences of a text without line breaks: byte ranges in order, without outer white space,
/// never empty.
pub fn split(plain: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Whether a letter stands between the start and here. A sentence may be long, with many
    // boundaries that do not end it: it is not looked at anew for each.
    let (mut is_lettered, mut looked_to) = (false, 0);
    for end in boundaries(plain) {
        // A footnote mark may have taken the white space that ends in a later boundary.
        if end <= start {
            continue;
        }
        start += plain[start..end].len() - plain[start..end].trim_start().len();
        let left = &plain[start..end];
        is_lettered |=
            plain[looked_to.max(start)..end.max(looked_to)].contains(char::is_alphabetic);
        looked_to = end;
        if end < plain.len() && belong_together(left, is_lettered, &plain[end..]) {
            continue;
        }
        is_lettered = false;
        let trimmed = left.trim();
        if !trimmed.is_empty() {
            let from = start + (left.len() - left.trim_start().len());
            sentences.push(from..from + trimmed.len());
        }
        start = end;
    }
    sentences
}

/// Where Unicode's algorithm ends a sentence, footnote marks and closing quotation marks moved to
/// the sentence that they are glued to. The text's end is the last.
fn boundaries(plain: &str) -> Vec<usize> {
    bounds(plain)
        .into_iter()
        .map(|end| if plain[..end].ends_with('[') { end - 1 } else { end })
        .map(|end| {
            end + if plain[..end].ends_with(char::is_whitespace) { 0 } else { glued(&plain[end..]) }
        })
        .collect()
}

/// Where Unicode's algorithm ends a sentence. It is run only over the surroundings of signs that
/// may end one, from the word before to the first letter behind, which settles what the sign was:
/// between words it has nothing to tell.
fn bounds(plain: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = plain[at..].find(may_end).map(|sign| at + sign) {
        // Without a space between, from the letter that the last piece ended with.
        let from = plain[at..sign]
            .rfind(' ')
            .map_or_else(|| plain.floor_char_boundary(at.saturating_sub(1)), |space| at + space);
        let letter = plain[sign..].find(is_plain_letter).map(|letter| sign + letter);
        let end = letter.map_or(plain.len(), |letter| plain.ceil_char_boundary(letter + 1));
        let pieces = plain[from..end]
            .split_sentence_bound_indices()
            .map(|(start, piece)| from + start + piece.len());
        found.extend(pieces.filter(|bound| *bound > at && *bound < end));
        at = end;
    }
    found.extend((!plain.is_empty()).then_some(plain.len()));
    found
}

/// Whether it may end a sentence: not when it is known that it does not.
fn may_end(c: char) -> bool {
    !(c.is_alphanumeric()
        || matches!(
            c,
            ' ' | ','
                | ';'
                | ':'
                | '-'
                | '–'
                | '—'
                | '\''
                | '"'
                | '’'
                | '“'
                | '”'
                | '«'
                | '»'
                | '('
                | ')'
                | '['
                | ']'
                | '/'
                | '%'
                | '\t'
        ))
}

/// Whether it is a letter for certain: marks that the algorithm passes over are letters to some
/// properties too.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || ('А'..='я').contains(&c)
}

/// How many bytes at the beginning of `rest` belong to the sentence before: its footnote mark and
/// the white space behind.
fn glued(rest: &str) -> usize {
    let mark = leading_note_mark(rest).map_or(0, |(_, bytes)| bytes);
    if mark == 0 { 0 } else { mark + rest[mark..].len() - rest[mark..].trim_start().len() }
}

/// Whether no sentence ends between the two; `is_lettered` is whether there is a letter in the first.
fn belong_together(left: &str, is_lettered: bool, right: &str) -> bool {
    let left = left.trim_end();
    // A sentence may be long, and every boundary in it is looked at: only so far, or time would
    // grow with its square.
    let right = &right[..right.floor_char_boundary(FURTHEST)];
    let next = right.trim_start_matches(|c: char| !c.is_alphanumeric());
    if left.is_empty()
        || right.trim_start().starts_with(char::is_lowercase)
        || next.starts_with(char::is_lowercase)
    {
        return true;
    }
    if left.len() < LONGEST_BRACKET && has_open_bracket(left) {
        return true;
    }
    let Some(before_stop) = left.strip_suffix('.') else { return false };
    if !is_lettered {
        return true;
    }
    let word = before_stop
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '«' | '„' | '/'))
        .next()
        .unwrap_or_default();
    if word.chars().count() == 1 && (is_initials(word) || is_stopped_letter(next)) {
        return true;
    }
    let goes_on_with_a_number = next.starts_with(|c: char| c.is_numeric());
    match stop_after(word) {
        Stop::Never => true,
        Stop::BeforeNumber => goes_on_with_a_number,
        Stop::Sometimes => {
            let first = next
                .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .next()
                .unwrap_or_default();
            left.split_whitespace().take(4).count() < 4
                || goes_on_with_a_number
                || !is_stop_word(first)
        }
        Stop::Always => is_initials(word),
    }
}

/// One capital, or several with full stops between: `D`, `D.A`, `Ю.В`.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word
            .split('.')
            .all(|piece| piece.chars().count() == 1 && piece.starts_with(char::is_uppercase))
}

/// A letter and a full stop: the second half of "z. B.", "т. е."
fn is_stopped_letter(next: &str) -> bool {
    let mut letters = next.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some('.')
}

fn has_open_bracket(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('(') > count(')') || count('[') > count(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentences: &[&str]) {
        let text = sentences.join(" ");
        assert_eq!(
            split(&text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(),
            sentences
        );
    }

    #[test]
    fn initials_and_titles_end_no_sentence() {
        check(&[
            "The keeper D.A. Olsen came in 2015.",
            "He met Mr. Chun and N. P. Sturm.",
            "They talked.",
        ]);
        check(&["Н. П. Орлов и Д.В. Волков написали книгу.", "Она вышла им. Горького."]);
    }

    #[test]
    fn numbers_pages_and_countries_end_no_sentence() {
        check(&[
            "The share is 0,1% (Jones, 2012, p. 97).",
            "In the U.S. Congress it was 132.7 million.",
            "It fell.",
        ]);
        check(&["See vol. 3, no. 2 for more.", "He said no.", "The rest agreed."]);
        check(&["Договор подписан в 2016 г. Норвегией и Данией.", "В 2017 г. он вступил в силу."]);
        check(&["It was shipped to the U.S.", "The yard closed later."]);
    }

    #[test]
    fn abbreviations_of_letters_hold_together() {
        check(&["Der Turm wurde z. B. von Maurern gebaut.", "Er steht."]);
    }

    #[test]
    fn a_sentence_of_abbreviations_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        split(&"( A. B. ".repeat(200_000));
        split(&"! ".repeat(500_000));
        assert!(since.elapsed().as_secs() < 20, "some 2 MB");
    }

    #[test]
    fn a_footnote_mark_belongs_to_its_sentence() {
        check(&["In 1994, it joined the ARF.⁶", "It grew.[12]", "That was all."]);
        check(&["“We can expect more,\" he said.", "\"However, it is hard.\"", "So they left."]);
    }

    #[test]
    fn a_line_separator_behind_a_footnote_mark_is_no_sentence() {
        for space in ["\u{2028}", "\u{2029}", "\u{85}"] {
            assert_eq!(
                split(&format!("They met at the forum.⁶{space} {space} In 1995 they met again."))
                    .len(),
                2
            );
        }
    }

    #[test]
    fn a_bracket_is_not_cut() {
        check(&["It was reached (see Brandt et al. 2010. Later it fell) in the end.", "Next."]);
    }

    proptest::proptest! {
        /// Over texts of what the algorithm's rules are about.
        #[test]
        fn bounds_are_those_of_the_whole_text(pieces in proptest::collection::vec(proptest::sample::select(
            vec!["a", "B", "Ж", "ж", "9", ".", ". ", "! ", "?", "…", "\u{300}", "\u{ad}", " ", "\u{a0}", ",", "-", "(", ") ", "\"", "”", "«", "。", "中", "\n", "\u{2029}", "¹", "[", "]", "U.S.", "word", "ª"],
        ), 0..40)) {
            let text = pieces.concat();
            let whole: Vec<usize> = text.split_sentence_bound_indices().map(|(at, piece)| at + piece.len()).collect();
            proptest::prop_assert_eq!(bounds(&text), whole, "{}", text);
        }
    }
}
