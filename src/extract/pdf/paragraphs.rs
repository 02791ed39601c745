//! Joins lines to paragraphs by their positions. A paragraph that a page, a column or notes cut in
//! two is joined too, with the notes before it.

use std::collections::HashMap;

use super::printed_lines::{Place, PrintedLine};
use crate::language::item_mark::item_mark;
use crate::language::sentence_end::ends_sentence;

/// Lines of one paragraph are at most this many times the page's leading apart.
pub const GAP: f64 = 1.3;
/// Lines whose font sizes differ by more than this share are not of one paragraph.
const MAX_SIZE_DIFFERENCE: f64 = 0.05;
/// A first line is indented by at least this and at most that, in units of its font size.
const INDENT: (f64, f64) = (0.8, 4.0);
/// A line is full when it ends within this distance of its paragraph's right edge, in units of its
/// font size.
const FULL_WITHIN: f64 = 3.0;

/// The usual leading, in units of the font size.
const USUAL_LEADING: f64 = 1.25;
/// Lines with a larger leading than this are set wide, in units of the font size.
const WIDE_LEADING: f64 = 1.7;
/// Lines that are set wide are lines of paragraphs when at least this share of them begins with a
/// small letter.
const MIN_GOING_ON: f64 = 0.25;

/// A line and its page, from 0.
pub type PageLine = (usize, PrintedLine);

/// The paragraphs of the pages, in reading order; none is empty.
pub fn paragraphs(pages: Vec<Vec<PrintedLine>>) -> Vec<Vec<PageLine>> {
    let mut found: Vec<Vec<PageLine>> = Vec::new();
    for (page, lines) in pages.into_iter().enumerate() {
        let leading = leading(&lines);
        let begins: Vec<bool> =
            (0..lines.len()).map(|at| at == 0 || parts(&lines, at, leading)).collect();
        for (line, begins) in lines.into_iter().zip(begins) {
            match found.last_mut() {
                Some(paragraph) if !begins => paragraph.push((page, line)),
                _ => found.push(vec![(page, line)]),
            }
        }
    }
    join_cut_paragraphs(found)
}

/// Whether a paragraph ends above this line.
fn parts(lines: &[PrintedLine], at: usize, leading: f64) -> bool {
    let (Some(above), Some(here)) = (lines[at - 1].place, lines[at].place) else { return false };
    let down = above.y - here.y;
    if differ_in_size(above, here) || down > GAP * leading.max(here.size) {
        return true;
    }
    // Either the next column begins, or it is no line of the paragraph.
    if down <= 0.5 * here.size {
        return down < -0.5 * here.size;
    }
    let ends = ends_sentence(&lines[at - 1].words) || lines[at - 1].words.ends_with(':');
    let begins_an_item = item_mark(&lines[at].words)
        .is_some_and(|mark| ends || !lines[at].words[..mark].starts_with(DASHES));
    // The lines of an item are indented too, behind its mark.
    let is_indented = (INDENT.0 * here.size..=INDENT.1 * here.size)
        .contains(&(here.left - above.left))
        && item_mark(&lines[at - 1].words).is_none();
    let below = lines.get(at + 1).and_then(|line| line.place).filter(|below| below.y < here.y);
    begins_an_item
        || ends
            && is_indented
            && below.is_some_and(|below| (below.left - above.left).abs() < 0.5 * here.size)
}

/// Marks of items that occur within sentences too.
const DASHES: [char; 3] = ['-', '–', '—'];

fn differ_in_size(one: Place, other: Place) -> bool {
    (one.size - other.size).abs() > MAX_SIZE_DIFFERENCE * one.size.max(other.size)
}

/// The leading of a page: the distance of the baselines within a paragraph, in points. It is the
/// most frequent distance, unless that is the one between paragraphs of one line each.
pub fn leading(lines: &[PrintedLine]) -> f64 {
    let size = most_frequent(
        lines.iter().filter_map(|line| line.place).map(|place| (place.size * 10.0).round() as u64),
    )
    .map_or(0.0, |(size, _)| size as f64 / 10.0);
    let step = |pair: &[PrintedLine]| {
        let (above, here) = (pair[0].place?, pair[1].place?);
        let down = above.y - here.y;
        (down > 0.5 * here.size && down < 4.0 * here.size).then_some((down * 2.0).round() as u64)
    };
    let usual = USUAL_LEADING * size;
    let Some((most, times)) = most_frequent(lines.windows(2).filter_map(step)) else {
        return usual;
    };
    let leading = most as f64 / 2.0;
    if leading <= WIDE_LEADING * size {
        return if times >= 2 { leading } else { usual.min(leading) };
    }
    // Set wide, or one paragraph a line: it depends on whether sentences go on in the next line.
    let goes_on = |pair: &&[PrintedLine]| pair[1].words.starts_with(char::is_lowercase);
    let n_go_on = lines.windows(2).filter(|pair| step(pair) == Some(most)).filter(goes_on).count();
    if n_go_on as f64 >= MIN_GOING_ON * times as f64 { leading } else { usual }
}

/// The most frequent value, and how often it occurs; of several the least.
pub fn most_frequent(values: impl Iterator<Item = u64>) -> Option<(u64, usize)> {
    let mut times: HashMap<u64, usize> = HashMap::new();
    for value in values {
        *times.entry(value).or_default() += 1;
    }
    times.into_iter().max_by_key(|&(value, times)| (times, std::cmp::Reverse(value)))
}

/// Joins what a page, a column or notes cut in two.
fn join_cut_paragraphs(mut found: Vec<Vec<PageLine>>) -> Vec<Vec<PageLine>> {
    let sizes = found
        .iter()
        .flatten()
        .filter_map(|(_, line)| line.place)
        .map(|place| (place.size * 10.0).round() as u64);
    let Some((body, _)) = most_frequent(sizes) else { return found };
    let body = body as f64 / 10.0;
    let is_smaller = |paragraph: &[PageLine]| {
        paragraph[0].1.place.is_some_and(|place| place.size < (1.0 - MAX_SIZE_DIFFERENCE) * body)
    };
    let mut put: Vec<Vec<PageLine>> = Vec::new();
    let mut at = 0;
    while at < found.len() {
        let mut paragraph = std::mem::take(&mut found[at]);
        let mut behind = Vec::new();
        at += 1;
        if !is_smaller(&paragraph) {
            // Over and over: a paragraph may reach over several pages.
            while let Some(next) = (at..found.len())
                .find(|&next| !is_smaller(&found[next]))
                .filter(|&next| goes_on(&paragraph, &found[next]))
            {
                // Notes of the page that the paragraph begins on go before it; those of later
                // pages behind it.
                let page = paragraph.last().map(|(page, _)| *page);
                for note in (at..next).map(|note| std::mem::take(&mut found[note])) {
                    if note.first().map(|(page, _)| *page) == page {
                        put.push(note)
                    } else {
                        behind.push(note)
                    }
                }
                paragraph.append(&mut found[next]);
                at = next + 1;
            }
        }
        put.push(paragraph);
        put.append(&mut behind);
    }
    put
}

/// Whether a paragraph that ends unfinished at the foot of a page or column goes on in the one that
/// follows there.
fn goes_on(paragraph: &[PageLine], next: &[PageLine]) -> bool {
    let (Some((page, last)), Some((next_page, first))) = (paragraph.last(), next.first()) else {
        return false;
    };
    let (Some(above), Some(here)) = (last.place, first.place) else { return false };
    let is_elsewhere = page != next_page || here.y > above.y;
    if !is_elsewhere || differ_in_size(above, here) || ends_sentence(&last.words) {
        return false;
    }
    let right = paragraph
        .iter()
        .filter_map(|(_, line)| line.place)
        .map(|place| place.right)
        .fold(f64::MIN, f64::max);
    let is_full = paragraph.len() > 1 && above.right > right - FULL_WITHIN * above.size;
    first.words.starts_with(char::is_lowercase) || is_full
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines with their left ends, heights and sizes; 5 points a letter.
    fn page(lines: &[(&str, f64, f64, f64)]) -> Vec<PrintedLine> {
        let line = |&(words, left, y, size): &(&str, f64, f64, f64)| {
            let right = left + 5.0 * words.len() as f64;
            PrintedLine { words: words.to_owned(), place: Some(Place { left, right, y, size }) }
        };
        lines.iter().map(line).collect()
    }

    fn words(pages: Vec<Vec<PrintedLine>>) -> Vec<String> {
        paragraphs(pages)
            .into_iter()
            .map(|paragraph| {
                paragraph.into_iter().map(|(_, line)| line.words).collect::<Vec<_>>().join("|")
            })
            .collect()
    }

    #[test]
    fn gaps_and_indents_part_paragraphs() {
        let lines = page(&[
            ("One", 50.0, 700.0, 10.0),
            ("goes on.", 50.0, 688.0, 10.0),
            ("Two", 65.0, 676.0, 10.0),
            ("goes on", 50.0, 664.0, 10.0),
            ("and on.", 50.0, 652.0, 10.0),
            ("Three.", 50.0, 630.0, 10.0),
        ]);
        assert_eq!(words(vec![lines]), ["One|goes on.", "Two|goes on|and on.", "Three."]);
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page_and_notes_stand_before_it() {
        let first = page(&[
            ("It was lit on", 50.0, 700.0, 10.0),
            ("the day before", 50.0, 688.0, 10.0),
            ("that of May on", 50.0, 676.0, 10.0),
            ("1 A note.", 50.0, 640.0, 8.0),
        ]);
        let second = page(&[
            ("12 October.", 50.0, 700.0, 10.0),
            ("A line", 50.0, 688.0, 10.0),
            ("and another.", 50.0, 676.0, 10.0),
        ]);
        assert_eq!(
            words(vec![first, second]),
            [
                "1 A note.",
                "It was lit on|the day before|that of May on|12 October.|A line|and another."
            ]
        );
    }

    #[test]
    fn an_item_is_a_paragraph_whole() {
        let lines = page(&[
            ("The rules:", 50.0, 700.0, 10.0),
            ("1. It is lit", 50.0, 688.0, 10.0),
            ("at dusk.", 62.0, 676.0, 10.0),
            ("2. It is", 50.0, 664.0, 10.0),
            ("– always – put out.", 62.0, 652.0, 10.0),
        ]);
        assert_eq!(
            words(vec![lines]),
            ["The rules:", "1. It is lit|at dusk.", "2. It is|– always – put out."]
        );
    }

    #[test]
    fn the_row_of_a_table_does_not_go_on_in_a_paragraph() {
        let first = page(&[
            ("A table of many kinds", 50.0, 700.0, 10.0),
            ("1936 lamp", 50.0, 688.0, 10.0),
            ("1937 lamp", 50.0, 676.0, 10.0),
        ]);
        let second =
            page(&[("In these years", 50.0, 700.0, 10.0), ("it burned.", 50.0, 688.0, 10.0)]);
        assert_eq!(
            words(vec![first, second]),
            ["A table of many kinds|1936 lamp|1937 lamp", "In these years|it burned."]
        );
    }
}
