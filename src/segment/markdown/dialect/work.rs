//! A text that is being overwritten, byte for byte.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::ByteRange;

/// Stands for markup at the beginning of a line where text follows: spaces would make it code.
pub(super) const FILLER: u8 = 0x1a;

/// A text with its dialect overwritten.
#[derive(Debug)]
pub struct Overwritten {
    /// As long as the text, in bytes.
    pub text: String,
    /// What was overwritten: sorted, disjoint.
    pub hidden: Vec<ByteRange>,
    /// Where containers begin that stand as items of a list: the content of admonitions and tabs
    /// is indented as that of items is.
    pub containers: BTreeSet<usize>,
}

/// The text under way.
pub(super) struct Work<'t> {
    /// The text as it is.
    pub source: &'t str,
    /// The same bytes, overwritten so far.
    pub bytes: Vec<u8>,
    hidden: Vec<Range<usize>>,
    /// Where containers begin that stand as items of a list.
    pub containers: BTreeSet<usize>,
}

impl<'t> Work<'t> {
    /// Nothing is overwritten yet.
    pub fn new(source: &'t str) -> Work<'t> {
        let bytes = source.as_bytes().to_vec();
        Work { source, bytes, hidden: Vec::new(), containers: BTreeSet::new() }
    }

    /// Overwrites a range by spaces, line breaks kept.
    pub fn blank(&mut self, range: Range<usize>) {
        self.fill(range, b' ');
    }

    /// Overwrites markup within a line: by spaces where the rest of the line is blank, else so that
    /// what follows keeps its place in the paragraph.
    pub fn blank_inline(&mut self, range: Range<usize>) {
        let begins_line = self
            .before_on_line(range.start)
            .iter()
            .all(|byte| matches!(*byte, b' ' | b'\t' | b'>' | FILLER));
        let rest = &self.bytes[range.end..];
        let goes_on = rest
            .iter()
            .take_while(|byte| **byte != b'\n')
            .any(|byte| !matches!(*byte, b' ' | b'\t' | b'\r' | FILLER));
        // A space would end the address of a link.
        let in_address = self.before_on_line(range.start).rsplit(|byte| *byte == b')').next();
        let in_address = in_address.is_some_and(|open| open.windows(2).any(|two| two == b"]("));
        let with = match (in_address, begins_line && goes_on) {
            (true, _) => b'x',
            (false, true) => FILLER,
            (false, false) => b' ',
        };
        self.fill(range, with);
    }

    /// Overwrites markup that parts blocks.
    pub fn part_blocks(&mut self, range: Range<usize>) {
        let before = self.before_on_line(range.start);
        let in_table = before.iter().find(|byte| **byte != b' ') == Some(&b'|');
        let in_code = before.starts_with(b"    ") || before.starts_with(b"\t");
        if in_table || in_code || range.len() < 3 {
            return self.blank_inline(range);
        }
        let end = range.end;
        self.fill(range, b' ');
        self.bytes[end - 2..end].copy_from_slice(b"\n\n");
    }

    fn before_on_line(&self, at: usize) -> &[u8] {
        /// No list or quotation is nested so deep that more stands before its text, in bytes.
        const FURTHEST: usize = 200;
        let from = at.saturating_sub(FURTHEST);
        let before = &self.bytes[from..at];
        before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default()
    }

    /// Overwrites a range by this byte, line breaks kept.
    pub fn fill(&mut self, range: Range<usize>, with: u8) {
        for byte in &mut self.bytes[range.clone()] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = with;
            }
        }
        self.hidden.push(range);
    }

    /// The text as it was left.
    pub fn finish(self) -> Overwritten {
        let mut ranges = self.hidden;
        ranges.retain(|range| !range.is_empty());
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut hidden: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match hidden.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => hidden.push(range),
            }
        }
        // Only whole matches were overwritten, each by as many bytes of ASCII.
        let text = String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Overwritten {
            text,
            hidden: hidden.iter().map(|range| ByteRange::new(range.start, range.end)).collect(),
            containers: self.containers,
        }
    }
}

/// Whether a range touches one of these, which are sorted and disjoint.
pub(super) fn touches(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|other| other.end <= range.start);
    ranges.get(next).is_some_and(|other| other.start < range.end)
}

/// Whether a backslash before this place makes it mean itself (CommonMark 0.31.2, "Backslash escapes").
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}
