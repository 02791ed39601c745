//! Plain text: lines into blocks. Knows about wrapping by hand, list marks, times and speaker
//! labels; says nothing about what may be quoted.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, one_line};
use super::lines::{self, Line};
use super::shape;
use crate::document::{ByteRange, front_matter_end};
use crate::language::item_mark::item_mark;
use crate::language::note_marks::leading_note_mark;

/// A speaker's label at the beginning of a line: up to 40 characters from a capital to a colon.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Lu}[^:!?;]{0,39}:\s+").expect("a valid pattern"));

/// A line that goes on below must be at least this wide, in characters, where the text is not
/// wrapped.
const MIN_BROKEN_WIDTH: usize = 40;

/// The blocks of a plain text, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let head = front_matter_end(text);
    let mut lines = lines::lines(text);
    lines.retain(|line| line.start >= head);
    let width = lines::wrap_width(&lines);
    let labels = speaker_labels(&lines);
    let is_labelled = |line: &Line<'_>| label(line.text).is_some_and(|name| labels.contains(name));

    let mut groups: Vec<Vec<&Line<'_>>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let starts_anew = line.blank_before
            || item_mark(line.text).is_some()
            || leading_note_mark(line.text).is_some()
            || is_labelled(line)
            || shape::leading_clock(line.text) > 0;
        match groups.last_mut() {
            Some(group) if !starts_anew && goes_on(&lines[at - 1], line, width) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }

    let n_groups = groups.len();
    let blank_above: Vec<bool> = groups.iter().map(|group| group[0].blank_before).collect();
    groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let (first, last) = (group[0], group[group.len() - 1]);
            let mark = item_mark(first.text);
            let mut start = first.start + mark.unwrap_or(0);
            start += shape::leading_clock(&text[start..first.end()]);
            let mut speaker = None;
            if let Some(name) =
                label(&text[start..first.end()]).filter(|name| labels.contains(*name))
            {
                speaker = Some(ByteRange::new(start, start + name.trim_end().len() - ":".len()));
                start += name.len();
            }
            Block {
                range: ByteRange::new(start, last.end()),
                plain: one_line(&text[start..last.end()]),
                item: mark.is_some(),
                blank_before: blank_above[at],
                blank_after: at + 1 == n_groups || blank_above[at + 1],
                label: speaker,
                kind: None,
            }
        })
        .collect()
}

/// Whether the paragraph of `line` goes on in `next`, which follows without a blank line.
fn goes_on(line: &Line<'_>, next: &Line<'_>, width: Option<usize>) -> bool {
    let broken = lines::breaks_mid_sentence(line, next);
    match width {
        Some(width) => broken || lines::is_full(line, next, width),
        None => broken && line.width() >= MIN_BROKEN_WIDTH,
    }
}

/// The label at the beginning of the line, colon and white space included; something stands behind
/// it.
fn label(line: &str) -> Option<&str> {
    LABEL.find(line).filter(|found| found.end() < line.len()).map(|found| found.as_str())
}

/// The labels that begin more than one line: by repetition, these are speakers.
fn speaker_labels<'t>(lines: &[Line<'t>]) -> HashSet<&'t str> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        let text = &line.text[shape::leading_clock(line.text)..];
        if let Some(name) = label(text) {
            *times.entry(name).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = blocks(text);
        assert_eq!(
            found.iter().map(|block| &text[block.range.as_std()]).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_was_wrapped() {
        check(
            "One sentence.\nAnother one.\n\n  • An item.\n",
            &["One sentence.", "Another one.", "An item."],
        );
    }

    #[test]
    fn speaker_labels_are_told_by_repetition() {
        let text = "MOD: Why did it close?\nHALE: It did not.\nMOD: Then why?\nHALE: Ask them.\nNote: one thing.\n";
        check(
            text,
            &["Why did it close?", "It did not.", "Then why?", "Ask them.", "Note: one thing."],
        );
        assert_eq!(blocks(text)[1].label.map(|label| &text[label.as_std()]), Some("HALE"));
    }
}
