//! The markup of a text: what of it is not shown.

use std::collections::HashSet;

use crate::document::{ByteRange, Passage};

/// The markup of a text; nothing in plain text.
#[derive(Debug, Default)]
pub struct HiddenMarkup {
    /// Whether a parser said what each block is.
    pub is_parsed: bool,
    /// Markup within blocks and right around them: sorted, disjoint.
    pub hidden: Vec<ByteRange>,
    /// Markup between blocks: sorted, disjoint.
    pub between: Vec<ByteRange>,
    /// Where lines begin within paragraphs, in order.
    pub line_breaks: Vec<usize>,
    /// Each mark of a footnote with its note, where the format defines them, in order of the marks.
    pub notes: Vec<(ByteRange, ByteRange)>,
}

impl HiddenMarkup {
    /// The markup within a passage, and within its notes, its headings and what introduces it.
    pub fn within(&self, passage: &Passage) -> Vec<ByteRange> {
        let parts = || passage.units.iter().flat_map(|unit| &unit.parts);
        let first = parts().next().map_or(0, |part| part.start());
        let last = parts().last().map_or(0, |part| part.end());
        let besides = passage
            .units
            .iter()
            .flat_map(|unit| unit.footnotes.iter().chain(&unit.lead))
            .chain(&passage.sections)
            .chain(&passage.columns)
            .copied();
        let reached = std::iter::once(ByteRange::new(first, last)).chain(besides);
        let mut found: Vec<ByteRange> = Vec::new();
        for range in reached {
            found.extend(overlapping(&self.hidden, range));
            found.extend(overlapping(&self.between, range));
        }
        merged(found)
    }

    /// Markup that opens or closes right at the edge of a sentence belongs to it; between two
    /// sentences without a space it opens the second. `starts` is where sentences begin.
    pub fn with_glued(&self, parts: Vec<ByteRange>, starts: &HashSet<usize>) -> Vec<ByteRange> {
        let hidden = &self.hidden;
        let glue = |part: ByteRange| {
            let before = hidden[..hidden.partition_point(|markup| markup.end() <= part.start())]
                .last()
                .filter(|markup| markup.end() == part.start());
            let behind = hidden
                .get(hidden.partition_point(|markup| markup.start() < part.end()))
                .filter(|markup| markup.start() == part.end());
            let behind = behind.filter(|markup| !starts.contains(&markup.end()));
            ByteRange::new(
                before.map_or(part.start(), |markup| markup.start()),
                behind.map_or(part.end(), |markup| markup.end()),
            )
        };
        parts.into_iter().map(glue).collect()
    }
}

/// The same bytes as ranges that are sorted and disjoint.
pub fn merged(mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort();
    let mut merged: Vec<ByteRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start() < last.end() => {
                *last = ByteRange::new(last.start(), last.end().max(range.end()));
            }
            _ => merged.push(range),
        }
    }
    merged
}

/// Those that share a byte with the range.
fn overlapping(ranges: &[ByteRange], range: ByteRange) -> impl Iterator<Item = ByteRange> + '_ {
    let first = ranges.partition_point(|markup| markup.end() <= range.start());
    ranges[first..]
        .iter()
        .copied()
        .take_while(move |markup| markup.start() < range.end())
        .filter(move |markup| range.overlaps(*markup))
}
