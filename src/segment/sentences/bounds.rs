//! Where a sentence may end: everywhere that Unicode's algorithm (UAX #29) says so, and where it is
//! silent because a small letter, a dash, a note's mark or a digit follows the stop. What of these
//! are ends is decided elsewhere.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::note_marks::{flattened_note_marks, leading_note_mark, leading_remark};

/// Signs that stand between a stop and the space behind it.
const CLOSING: [char; 10] = ['"', '\'', '”', '’', '»', '“', ')', ']', '›', '*'];

/// Signs without a letter between them are looked at together only so far, in bytes: at each closing
/// sign behind a stop the algorithm looks for the next letter.
const MOST_SIGNS: usize = 512;

/// Where a sentence may end, in order: byte offsets, each behind the white space that follows the
/// stop where there is some. Footnote marks and closing quotation marks are moved to the sentence
/// that they are glued to. The text's end is the last.
pub fn boundaries(plain: &str) -> Vec<usize> {
    let mut found: Vec<usize> = bounds(plain)
        .into_iter()
        .map(|end| if plain[..end].ends_with('[') { end - 1 } else { end })
        .map(|end| {
            end + if plain[..end].ends_with(char::is_whitespace) { 0 } else { glued(&plain[end..]) }
        })
        .collect();
    found.extend(behind_stops(plain));
    found.sort_unstable();
    found.dedup();
    found
}

/// Where words begin behind a stop and a space.
fn behind_stops(plain: &str) -> impl Iterator<Item = usize> {
    plain.match_indices(['.', '!', '?', '…', '．']).filter_map(|(at, stop)| {
        let stopped = &plain[..at + stop.len()];
        let rest = &plain[stopped.len()..];
        let closed = rest.trim_start_matches(CLOSING);
        let notes = flattened_note_marks(stopped, closed).unwrap_or(0);
        let marked = &closed[notes..];
        let remarked = &marked[leading_remark(marked).unwrap_or(0)..];
        let next = remarked.trim_start();
        (next.len() < remarked.len() && !next.is_empty()).then(|| plain.len() - next.len())
    })
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
        let near = &plain[sign..plain.floor_char_boundary(sign + MOST_SIGNS)];
        let end = if near.len() < plain.len() - sign && !near.contains(char::is_alphabetic) {
            sign + near.len()
        } else {
            let letter = plain[sign..].find(is_plain_letter).map(|letter| sign + letter);
            letter.map_or(plain.len(), |letter| plain.ceil_char_boundary(letter + 1))
        };
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

#[cfg(test)]
mod tests {
    use super::*;

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
