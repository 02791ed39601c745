//! Reads a text fragment as a browser does (WICG, "URL Fragment Text Directives"), and holds it to
//! the quote that it should lead to.

use std::ops::Range;

use verbatim::answer::{Piece, Shown};

use super::cursor::seen;

/// Whether what stands behind a source's address leads to the quote's words: nothing, all of them,
/// or the words that they begin and end with.
pub fn leads_to(url: &str, behind: &str, shown: &Shown) -> bool {
    let page = page_of(shown)
        .map(|page| format!("#page={page}"))
        .filter(|_| !url.contains('#'))
        .unwrap_or_default();
    let Some(behind) = behind.strip_prefix(page.as_str()) else { return behind.is_empty() };
    if behind.is_empty() {
        return true;
    }
    let begins = if url.contains('#') || !page.is_empty() { ":~:text=" } else { "#:~:text=" };
    let Some(directive) = behind.strip_prefix(begins) else { return false };
    let Some(pieces) = directive.split(',').map(decoded).collect::<Option<Vec<String>>>() else {
        return false;
    };
    let blocks = blocks(shown);
    let (Some(begin), Some(end)) = (blocks.first(), blocks.last()) else { return false };
    let goes_on =
        |rest: &str, with: fn(&str) -> bool| with(rest) || (rest.is_empty() && blocks.len() > 1);
    match pieces.as_slice() {
        [all] => blocks.len() == 1 && all == begin,
        [first, last] => {
            let begins = begin.strip_prefix(first.as_str());
            let ends = end.strip_suffix(last.as_str());
            begins.is_some_and(|rest| goes_on(rest, |rest| rest.starts_with(' ')))
                && ends.is_some_and(|rest| goes_on(rest, |rest| rest.ends_with(' ')))
                && !first.is_empty()
                && !last.is_empty()
        }
        _ => false,
    }
}

/// The page on which the quote begins, from 1; `None` where the document has no pages.
pub fn page_of(shown: &Shown) -> Option<u64> {
    let pages: Vec<&str> = shown.quote.document().text().as_str().split('\u{c}').collect();
    let start = shown.quote.parts()[0].start();
    let mut end = 0;
    let before = pages.iter().take_while(|page| {
        end += page.len() + 1;
        end <= start
    });
    (pages.len() > 1).then_some(before.count() as u64 + 1)
}

/// The words of the quote that a page has in one block each, in order, with single spaces: a cell
/// is a block of its own, and of code the first line stands for itself.
fn blocks(shown: &Shown) -> Vec<String> {
    let words = |range: Range<usize>| {
        seen(&shown.quote, range).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut blocks = Vec::new();
    for piece in &shown.pieces {
        match piece {
            Piece::Prose(range) | Piece::Line(range) | Piece::Item(range) => {
                blocks.push(words(range.as_std()));
            }
            Piece::Row { cells } => {
                blocks.extend(cells.iter().map(|(_, cell)| words(cell.as_std())))
            }
            Piece::Code { lines, .. } => {
                let mut at = lines.start();
                let text = &shown.quote.document().text().as_str()[lines.as_std()];
                let mut all = text.split('\n').map(|line| {
                    at += line.len() + 1;
                    words(at - line.len() - 1..at - 1)
                });
                blocks.extend(all.find(|line| !line.is_empty()));
            }
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn decoded(piece: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = piece.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}
