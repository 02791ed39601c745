//! A code block as pieces of whole lines that are short enough to be quoted.

use crate::document::ByteRange;

/// The longest piece, in characters, line breaks included: as long as a quote may be.
const LONGEST: usize = 400;

/// The pieces of a code block, whose lines these are, in order: all of it, or as many whole lines as
/// fit, parted at blank lines where there are any. A line that is too long for a quote is in none.
pub(in crate::segment) fn pieces(text: &str, lines: &[ByteRange]) -> Vec<ByteRange> {
    let n_characters =
        |from: usize, to: usize| text.get(from..to).unwrap_or_default().chars().count();
    let is_blank = |line: &ByteRange| text[line.as_std()].trim().is_empty();
    let mut pieces: Vec<ByteRange> = Vec::new();
    let mut rest = lines;
    while let Some(first) = rest.iter().position(|line| !is_blank(line)) {
        rest = &rest[first..];
        let start = rest[0].start();
        let mut n_fitting = 0;
        let mut paragraph_end = None;
        for (at, line) in rest.iter().enumerate() {
            if n_characters(start, line.end()) > LONGEST {
                break;
            }
            if is_blank(line) {
                paragraph_end = Some(at);
            } else {
                n_fitting = at + 1;
            }
        }
        if n_fitting == 0 {
            rest = &rest[1..];
            continue;
        }
        // What goes on is cut where it has a blank line.
        let goes_on = rest[n_fitting..].iter().any(|line| !is_blank(line));
        let n_lines = paragraph_end.filter(|end| goes_on && *end > 0).unwrap_or(n_fitting);
        let end = rest[..n_lines].iter().rev().find(|line| !is_blank(line)).map_or(0, |l| l.end());
        pieces.push(ByteRange::new(start, end));
        rest = &rest[n_lines..];
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut at = 0;
        let lines: Vec<ByteRange> = text
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                ByteRange::new(at - line.len(), at - line.len() + line.trim_end().len())
            })
            .collect();
        pieces(text, &lines).into_iter().map(|piece| &text[piece.as_std()]).collect()
    }

    #[test]
    fn a_block_is_whole_where_it_fits() {
        assert_eq!(cut("\nlift\n\n  --all\n\n"), ["lift\n\n  --all"]);
    }

    #[test]
    fn a_longer_one_is_cut_between_lines() {
        let line = "x".repeat(150);
        let text = format!("{line}\n\n{line}\n{line}\n{line}\n");
        assert_eq!(cut(&text), [line.as_str(), &format!("{line}\n{line}"), line.as_str()]);
        let long = "y".repeat(500);
        assert_eq!(cut(&format!("a\n{long}\nb\n")), ["a", "b"]);
    }
}
