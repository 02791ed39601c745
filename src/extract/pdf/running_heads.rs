//! Running heads and feet: lines set apart at the upper or lower edge that repeat over the pages,
//! the number of the page aside. A line that does not repeat is text: the title of a slide, the
//! only sentence of a page.

use std::collections::HashMap;

use super::paragraphs::{GAP, leading, most_frequent};
use super::printed_lines::{Place, PrintedLine};
use crate::language::sentence_end::ends_sentence;

/// Two heights are the same when they differ by at most this many points.
const SAME_HEIGHT: f64 = 2.0;
/// Where at least so many pages have a head or foot at a height, the other lines there are such
/// too.
const MIN_PAGES: usize = 3;
/// And at least this share of the lines at this height.
const MIN_SHARE: f64 = 0.6;
/// Heads of pages at most this far apart are compared with each other.
const MAX_DISTANCE: usize = 10;
/// Heads that begin with so many words in common begin with the same title; those that end with more,
/// end with it.
const TITLE_WORDS: usize = 3;
/// Heads with a page number or title in common have at least this share of their words in common.
const MIN_COMMON_WORDS: f64 = 0.5;
/// A line that is larger than the text by this factor is a title; no head is.
const TITLE_SIZE: f64 = 1.15;
/// A line of so many words that ends as a sentence does may be one.
const SENTENCE_WORDS: usize = 4;

/// Removes the running heads and feet of all pages.
pub fn drop(pages: &mut [Vec<PrintedLine>]) {
    let body = body_size(pages);
    let edges: Vec<Vec<Edge>> = pages.iter().map(|lines| edges(lines, body)).collect();
    let mut heads: Vec<Vec<bool>> = (0..pages.len())
        .map(|page| edges[page].iter().map(|edge| repeats(edge, page, &edges)).collect())
        .collect();
    mark_others_at_same_height(&edges, &mut heads);
    for ((lines, edges), heads) in pages.iter_mut().zip(&edges).zip(&heads) {
        let dropped: Vec<usize> = edges
            .iter()
            .zip(heads)
            .filter(|(_, is_head)| **is_head)
            .map(|(edge, _)| edge.line)
            .collect();
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// The size of most lines of the document, in points.
fn body_size(pages: &[Vec<PrintedLine>]) -> f64 {
    let sizes = pages.iter().flatten().filter_map(|line| line.place);
    let tenths = sizes.map(|place| (place.size * 10.0).round() as u64);
    most_frequent(tenths).map_or(0.0, |(size, _)| size as f64 / 10.0)
}

/// A line that is set apart at an edge of its page.
struct Edge {
    /// Its number on the page, from 0.
    line: usize,
    y: f64,
    words: Vec<Word>,
    /// Whether it may be a sentence.
    is_sentence: bool,
    /// Whether it is larger than the text.
    is_title: bool,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Word {
    Number(i64),
    Other(String),
}

impl Edge {
    fn new(line: usize, words: &str, y: f64, size: f64, body: f64) -> Edge {
        let of_letters = words.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        Edge {
            line,
            y,
            is_sentence: ends_sentence(words) && of_letters.count() >= SENTENCE_WORDS,
            is_title: size > TITLE_SIZE * body,
            words: words.split_whitespace().filter_map(word).collect(),
        }
    }
}

/// A word as it is compared; `None` for lines and dots around the number of a page.
fn word(word: &str) -> Option<Word> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return None;
    }
    let number = bare.parse().ok().or_else(|| roman(bare));
    Some(number.map_or_else(|| Word::Other(bare.to_lowercase()), Word::Number))
}

/// A number below 100 in small Roman letters.
fn roman(word: &str) -> Option<i64> {
    let mut sum = 0;
    let mut before = 0;
    for c in word.chars().rev() {
        let value = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            _ => return None,
        };
        sum += if value < before { -value } else { value };
        before = value.max(before);
    }
    Some(sum)
}

/// Whether a page near has the same line at the same height.
fn repeats(edge: &Edge, page: usize, edges: &[Vec<Edge>]) -> bool {
    let near = page.saturating_sub(MAX_DISTANCE)..(page + MAX_DISTANCE + 1).min(edges.len());
    near.filter(|other| *other != page).any(|other| {
        edges[other].iter().any(|line| {
            (line.y - edge.y).abs() <= SAME_HEIGHT
                && !edge.is_title
                && are_alike(edge, line, other as i64 - page as i64)
        })
    })
}

/// Whether two lines are one head: the same words, numbers growing as the pages do; or, but for
/// sentences, a page number or title and most of the words. `apart`: how many pages the second is behind the
/// first.
fn are_alike(one: &Edge, other: &Edge, apart: i64) -> bool {
    let is_page = |a: &Word, b: &Word| match (a, b) {
        (Word::Number(a), Word::Number(b)) => b.checked_sub(*a) == Some(apart),
        _ => false,
    };
    let same = one.words.len() == other.words.len()
        && one.words.iter().zip(&other.words).all(|(a, b)| a == b || is_page(a, b));
    if same {
        return true;
    }
    if one.is_sentence || other.is_sentence {
        return false;
    }
    let pairs = [
        (one.words.first(), other.words.first()),
        (one.words.last(), other.words.last()),
        // Left and right pages have their numbers at the outer edges.
        (one.words.first(), other.words.last()),
        (one.words.last(), other.words.first()),
    ];
    let has_page = pairs.into_iter().any(|(a, b)| a.zip(b).is_some_and(|(a, b)| is_page(a, b)));
    let in_common =
        one.words.iter().filter(|a| other.words.iter().any(|b| *a == b || is_page(a, b))).count();
    let longer = one.words.len().max(other.words.len());
    let from_start = one.words.iter().zip(&other.words).take_while(|(a, b)| a == b).count();
    let from_end =
        one.words.iter().rev().zip(other.words.iter().rev()).take_while(|(a, b)| a == b).count();
    // The title of the document beside that of the chapter.
    let has_title = from_start >= TITLE_WORDS || from_end > TITLE_WORDS;
    (has_page || has_title) && in_common as f64 >= MIN_COMMON_WORDS * longer as f64
}

/// Where most lines at a height are heads, a line that stands there on its page alone is one too:
/// the name of a short chapter, the number of a page that numbers otherwise.
fn mark_others_at_same_height(edges: &[Vec<Edge>], heads: &mut [Vec<bool>]) {
    let step = |y: f64| (y / SAME_HEIGHT).round() as i64;
    // How many lines there are at a height in steps, and how many of them are heads.
    let mut at_height: HashMap<i64, (usize, usize)> = HashMap::new();
    for (edge, is_head) in edges.iter().flatten().zip(heads.iter().flatten()) {
        let (n, n_heads) = at_height.entry(step(edge.y)).or_default();
        *n += 1;
        *n_heads += usize::from(*is_head);
    }
    let are_heads = |y: f64| {
        let (n, n_heads) = (step(y) - 1..=step(y) + 1)
            .filter_map(|height| at_height.get(&height))
            .fold((0, 0), |(n, n_heads), (more, more_heads)| (n + more, n_heads + more_heads));
        n_heads >= MIN_PAGES && n_heads as f64 >= MIN_SHARE * n as f64
    };
    for (edge, is_head) in edges.iter().flatten().zip(heads.iter_mut().flatten()) {
        *is_head = *is_head || !edge.is_sentence && !edge.is_title && are_heads(edge.y);
    }
}

/// The lines that are set apart at a page's upper and lower edge.
fn edges(lines: &[PrintedLine], body: f64) -> Vec<Edge> {
    let mut placed: Vec<(usize, Place)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.place?))).collect();
    placed.sort_by(|one, other| other.1.y.total_cmp(&one.1.y));
    let leading = leading(lines);
    let mut found: Vec<Edge> = Vec::new();
    let mut look = |placed: &[(usize, Place)]| {
        let Some((_, edge)) = placed.first() else { return };
        let alike =
            placed.iter().take_while(|(_, place)| (place.y - edge.y).abs() <= SAME_HEIGHT).count();
        let is_apart = placed
            .get(alike)
            .is_none_or(|(_, next)| (next.y - edge.y).abs() > GAP * leading.max(edge.size));
        if is_apart {
            found.extend(
                placed[..alike]
                    .iter()
                    .map(|(at, place)| Edge::new(*at, &lines[*at].words, edge.y, place.size, body)),
            );
        }
    };
    look(&placed);
    placed.reverse();
    look(&placed);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of lines with their heights, 10 points large.
    fn kept(pages: &[&[(&str, f64)]]) -> Vec<Vec<String>> {
        let line = |&(words, y): &(&str, f64)| PrintedLine {
            words: words.to_owned(),
            place: Some(Place { left: 50.0, right: 90.0, y, size: 10.0 }),
        };
        let mut pages: Vec<Vec<PrintedLine>> =
            pages.iter().map(|page| page.iter().map(line).collect()).collect();
        drop(&mut pages);
        pages.into_iter().map(|page| page.into_iter().map(|line| line.words).collect()).collect()
    }

    #[test]
    fn what_repeats_goes_and_what_does_not_stays() {
        let pages: [&[(&str, f64)]; 4] = [
            (&[
                ("Tides 7", 780.0),
                ("Text", 700.0),
                ("more.", 688.0),
                ("Draft. Do not cite. Page 7 of 9.", 40.0),
            ]),
            (&[
                ("8 The Mole", 780.0),
                ("Text", 700.0),
                ("more.", 688.0),
                ("Draft. Do not cite. Page 8 of 9.", 40.0),
            ]),
            (&[
                ("Tides 9", 780.0),
                ("Text", 700.0),
                ("more.", 688.0),
                ("Draft. Do not cite. Page 9 of 9.", 40.0),
            ]),
            (&[
                ("10 The Mole", 780.0),
                ("Text", 700.0),
                ("more.", 688.0),
                ("It was sold then.", 40.0),
            ]),
        ];
        let text = kept(&pages);
        assert_eq!(text[0], ["Text", "more."]);
        assert_eq!(text[3], ["Text", "more.", "It was sold then."]);
    }

    #[test]
    fn the_title_beside_that_of_the_chapter_is_a_head() {
        let pages: [&[(&str, f64)]; 2] = [
            (&[("The Quay of Kelm First Stones", 780.0), ("Text", 700.0), ("more.", 688.0)]),
            (&[("The Quay of Kelm Later Years", 780.0), ("Text", 700.0), ("more.", 688.0)]),
        ];
        assert!(kept(&pages).iter().all(|page| page.len() == 2));
    }

    #[test]
    fn slides_keep_their_titles_and_their_only_line() {
        let pages: [&[(&str, f64)]; 4] = [
            (&[("Aims", 700.0), ("Crane 1 was built in 1931 by Lund.", 660.0)]),
            (&[("Means", 700.0), ("Crane 2 was built in 1938 by Lund.", 660.0)]),
            (&[("Costs", 700.0), ("Crane 3 was built in 1940 by Lund.", 660.0)]),
            (&[("Thanks", 700.0), ("Write to the office.", 660.0)]),
        ];
        for (page, lines) in kept(&pages).iter().zip(pages) {
            assert_eq!(page.len(), lines.len(), "{page:?}");
        }
    }

    #[test]
    fn small_roman_numbers_are_numbers() {
        assert_eq!(["iv", "ix", "xl", "mix"].map(roman), [Some(4), Some(9), Some(40), None]);
    }
}
