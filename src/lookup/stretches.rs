//! A passage cut into stretches that a page of text is put together from: a part of a unit each, a
//! long one in several.

use crate::corpus::ShelvedPassage;
use crate::document::{ByteRange, Document, Text, Unit, UnitKind};

/// The longest stretch, by its weight.
const LONGEST: usize = 600;

/// How much room words take when they are shown: a sign that has to be kept from being read as markup
/// counts twice, and a new line has a sign before it.
pub(super) fn weight(words: &str) -> usize {
    words.chars().map(of_one).sum()
}

fn of_one(c: char) -> usize {
    match c {
        '\n' => 4,
        c if c.is_ascii_punctuation() => 2,
        c => c.len_utf16(),
    }
}

/// A stretch of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its bytes; never empty.
    pub range: ByteRange,
    /// How much room it takes, the heads of a table's columns included.
    pub weight: usize,
}

/// The stretches of a passage, in order; at least one.
pub(super) fn stretches(passage: &ShelvedPassage, text: &Text) -> Vec<Stretch> {
    let words = |range: ByteRange| text.get(range).unwrap_or_default();
    let heads: usize =
        passage.passage.columns.iter().map(|column| weight(words(*column)) + 4).sum();
    let of_unit = |unit: &Unit| {
        let beside = if unit.kind == UnitKind::Row { heads } else { 0 };
        let cut = |part: &ByteRange| pieces(words(*part), part.start(), unit.kind);
        let ranges: Vec<ByteRange> = unit.parts.iter().flat_map(cut).collect();
        ranges
            .into_iter()
            .map(move |range| Stretch { range, weight: weight(words(range)) + beside + 4 })
            .collect::<Vec<_>>()
    };
    passage.passage.units.iter().flat_map(of_unit).collect()
}

/// The part at this byte in pieces that are not too long: cut between words, code between lines,
/// where that is possible.
fn pieces(words: &str, start: usize, kind: UnitKind) -> Vec<ByteRange> {
    let mut pieces = Vec::new();
    let (mut from, mut room, mut cut) = (0, LONGEST, None);
    for (at, c) in words.char_indices() {
        let taken = of_one(c);
        if taken > room && at > from {
            let end = cut.filter(|cut| *cut > from).unwrap_or(at);
            pieces.push(ByteRange::new(start + from, start + end));
            room = LONGEST.saturating_sub(weight(&words[end..at]));
            (from, cut) = (end, None);
        }
        room = room.saturating_sub(taken);
        let may_end = if kind == UnitKind::Code { c == '\n' } else { c.is_whitespace() };
        if may_end {
            cut = Some(at + c.len_utf8());
        }
    }
    pieces.push(ByteRange::new(start + from, start + words.len()));
    pieces
}

/// The ranges, those put together that have nothing but white space and markup between them.
pub(super) fn joined(
    ranges: &[ByteRange],
    passage: &ShelvedPassage,
    document: &Document,
) -> Vec<ByteRange> {
    let is_hidden =
        |at: usize| passage.passage.hidden.iter().any(|one| one.start() <= at && at < one.end());
    let is_blank = |gap: ByteRange| {
        document.text().get(gap).is_some_and(|words| {
            words.char_indices().all(|(at, c)| c.is_whitespace() || is_hidden(gap.start() + at))
        })
    };
    let mut parts: Vec<ByteRange> = Vec::new();
    for range in ranges {
        match parts.last_mut() {
            Some(last)
                if last.end() <= range.start()
                    && is_blank(ByteRange::new(last.end(), range.start())) =>
            {
                *last = ByteRange::new(last.start(), range.end());
            }
            _ => parts.push(*range),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_are_the_whole_in_order_and_none_is_too_long(
            words in "(\\PC|\\s){1,2000}", long in "\\PC{900}", is_code in any::<bool>(),
        ) {
            let kind = if is_code { UnitKind::Code } else { UnitKind::Sentence };
            for words in [words.clone(), format!("{words}{long}")] {
                let cut = pieces(&words, 7, kind);
                let mut at = 7;
                for piece in &cut {
                    prop_assert_eq!(piece.start(), at);
                    at = piece.end();
                    let text = words.get(piece.start() - 7..piece.end() - 7);
                    prop_assert!(text.is_some_and(|text| !text.is_empty() && weight(text) <= LONGEST + 4));
                }
                prop_assert_eq!(at, 7 + words.len());
            }
        }
    }
}
