//! Running heads and feet: lines set apart at the upper or lower edge, at the same height on
//! several pages.

use std::collections::{HashMap, HashSet};

use super::paragraphs::{GAP, leading};
use super::printed_lines::{Place, PrintedLine};

/// Two heights are the same when they differ by at most this many points.
const SAME_HEIGHT: f64 = 2.0;
/// A line at an edge is a head or foot, whatever it says, when at least so many pages have one at
/// the same height.
const MIN_PAGES: usize = 3;
/// And at least this share of the pages.
const MIN_PAGES_SHARE: f64 = 0.3;
/// Heads of pages at most this far apart are compared with each other.
const MAX_DISTANCE: usize = 10;
/// Two pages are enough when their heads have at least this share of words in common, numbers
/// counting as the same.
const MIN_COMMON_WORDS: f64 = 0.5;

/// Removes the running heads and feet of all pages.
pub fn drop(pages: &mut [Vec<PrintedLine>]) {
    let edges: Vec<Vec<(usize, f64)>> = pages.iter().map(|lines| edges(lines)).collect();
    let needed = MIN_PAGES.max((MIN_PAGES_SHARE * pages.len() as f64).ceil() as usize);
    // On how many pages there is a line at an edge, by its height in steps.
    let step = |y: f64| (y / SAME_HEIGHT).round() as i64;
    let mut at_height: HashMap<i64, usize> = HashMap::new();
    for edges in &edges {
        for height in edges.iter().map(|(_, y)| step(*y)).collect::<HashSet<i64>>() {
            *at_height.entry(height).or_default() += 1;
        }
    }
    let n_pages = |y: f64| {
        (step(y) - 1..=step(y) + 1)
            .map(|height| at_height.get(&height).copied().unwrap_or_default())
            .sum::<usize>()
    };
    let is_head = |page: usize, at: usize, y: f64| {
        let near = page.saturating_sub(MAX_DISTANCE)..(page + MAX_DISTANCE + 1).min(pages.len());
        let mut others = near
            .filter(|other| *other != page)
            .flat_map(|other| edges[other].iter().map(move |(at, y)| (other, *at, *y)));
        n_pages(y) >= needed
            || others.any(|(other, line, height)| {
                (y - height).abs() <= SAME_HEIGHT
                    && are_alike(&pages[other][line].words, &pages[page][at].words)
            })
    };
    let of_page = |(page, edges): (usize, &Vec<(usize, f64)>)| {
        edges.iter().filter(|(at, y)| is_head(page, *at, *y)).map(|(at, _)| *at).collect()
    };
    let dropped: Vec<Vec<usize>> = edges.iter().enumerate().map(of_page).collect();
    for (lines, dropped) in pages.iter_mut().zip(&dropped) {
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// Whether two lines have most of their words in common, numbers counting as the same.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |line: &str| -> HashSet<String> {
        line.split_whitespace()
            .map(|word| {
                if word.contains(|c: char| c.is_numeric()) {
                    "0".to_owned()
                } else {
                    word.to_owned()
                }
            })
            .collect()
    };
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() as f64 >= MIN_COMMON_WORDS * one.len().max(other.len()) as f64
}

/// The lines that are set apart at a page's upper and lower edge: their numbers and heights.
fn edges(lines: &[PrintedLine]) -> Vec<(usize, f64)> {
    let mut placed: Vec<(usize, Place)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.place?))).collect();
    placed.sort_by(|one, other| other.1.y.total_cmp(&one.1.y));
    let leading = leading(lines);
    let mut found = Vec::new();
    let mut look = |placed: &[(usize, Place)]| {
        let Some((_, edge)) = placed.first() else { return };
        let alike =
            placed.iter().take_while(|(_, place)| (place.y - edge.y).abs() <= SAME_HEIGHT).count();
        let is_apart = placed
            .get(alike)
            .is_none_or(|(_, next)| (next.y - edge.y).abs() > GAP * leading.max(edge.size));
        if is_apart {
            found.extend(placed[..alike].iter().map(|(at, _)| (*at, edge.y)));
        }
    };
    look(&placed);
    placed.reverse();
    look(&placed);
    found
}
