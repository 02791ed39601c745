//! What stands between quotation marks. Marks are told to open or to close by what stands beside
//! them, since languages use the same signs the other way round.

use std::ops::Range;

/// A quotation that is longer than this, in characters, is cut between its sentences like any other
/// text: whoever quotes it would have to quote too much.
const LONGEST: usize = 300;

const DOUBLE: [char; 6] = ['"', '“', '”', '„', '«', '»'];
const SINGLE: [char; 6] = ['\'', '‘', '’', '‚', '‹', '›'];

/// A mark that opened a quotation and is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    /// Its byte offset.
    at: usize,
    /// How many characters stand before it.
    n_before: usize,
}

/// The short quotations of a text, from mark to mark, sorted by where they open, disjoint.
pub fn quotations(plain: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut double, mut single): (Option<Open>, Option<Open>) = (None, None);
    let mut before = ' ';
    let mut signs = plain.char_indices().enumerate().peekable();
    while let Some((n_before, (at, sign))) = signs.next() {
        let is_double = DOUBLE.contains(&sign);
        if is_double || SINGLE.contains(&sign) {
            let behind = signs.peek().map_or(' ', |(_, (_, c))| *c);
            let open = if is_double { &mut double } else { &mut single };
            if opens(before, behind) {
                *open = Some(Open { at, n_before });
            } else if let Some(from) = open.filter(|_| closes(is_double, before, behind)) {
                *open = None;
                if n_before - from.n_before <= LONGEST {
                    // What is quoted within the quotation is part of it.
                    while found.last().is_some_and(|inner| inner.start >= from.at) {
                        found.pop();
                    }
                    let is_inner = found.last().is_some_and(|outer| outer.end > from.at);
                    if !is_inner {
                        found.push(from.at..at + sign.len_utf8());
                    }
                }
            }
        }
        before = sign;
    }
    found
}

/// A quotation opens behind a space or another opening sign, right before what is quoted.
fn opens(before: char, behind: char) -> bool {
    let is_mark = |c: char| DOUBLE.contains(&c) || SINGLE.contains(&c);
    let behind_opening = before.is_whitespace()
        || matches!(before, '(' | '[' | '—' | '–' | '-' | '/')
        || is_mark(before);
    let before_words = behind.is_alphanumeric()
        || matches!(behind, '.' | '…' | '[' | '(' | '_' | '*' | '¿' | '¡' | '-')
        || is_mark(behind);
    behind_opening && before_words
}

/// An apostrophe looks like a single mark that closes: it closes only behind the end of a sentence
/// or of its part.
fn closes(is_double: bool, before: char, behind: char) -> bool {
    !before.is_whitespace()
        && !behind.is_alphanumeric()
        && (is_double || matches!(before, '.' | '!' | '?' | '…' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_told_apart_by_what_stands_beside_them() {
        check("He said, \"Go. Now!\" and left.", &["\"Go. Now!\""]);
        check("“Go,\" he said. \"Now!\"", &["“Go,\"", "\"Now!\""]);
        check("Er rief: „Los! Jetzt!“ Dann ging er.", &["„Los! Jetzt!“"]);
        check("Er rief: »Los! Jetzt!« Dann ging er.", &["»Los! Jetzt!«"]);
        check("Он крикнул: «Живо! Отдать концы!» И ушёл.", &["«Живо! Отдать концы!»"]);
    }

    #[test]
    fn apostrophes_close_nothing() {
        check(
            "'It's the keepers' boat. They'll come!' he said.",
            &["'It's the keepers' boat. They'll come!'"],
        );
        check("'Twas the keepers' boat. It came.", &[]);
    }

    #[test]
    fn a_quotation_within_belongs_to_the_outer_one() {
        check("\"He said 'Go. Now!' And I went.\" So.", &["\"He said 'Go. Now!' And I went.\""]);
    }

    #[test]
    fn a_long_quotation_and_an_open_one_are_none() {
        check(&format!("\"{}\"", "It rose. ".repeat(50).trim_end()), &[]);
        check("\"It rose. It fell.", &[]);
    }
}
