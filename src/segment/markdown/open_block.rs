//! The block that the reader is within: what is shown of it so far.

use std::ops::Range;

use crate::document::ByteRange;
use crate::segment::block::{Block, Form, Kind, blank_out, one_line};

/// A block under way.
#[derive(Debug, Default)]
pub(super) struct OpenBlock {
    /// What is shown of it, in order.
    pub shown: Vec<Range<usize>>,
    /// From the first to the last byte of what is in bold, a link and so on.
    pub marked: Option<Range<usize>>,
    /// What it is by its format.
    pub form: Form,
    /// Its kind, where the format says it.
    pub kind: Option<Kind>,
    /// How deep a heading is.
    pub level: u8,
    /// The ranges that are set in bold.
    pub strong: Vec<ByteRange>,
    /// How many characters that are no white space are words of links, and how many there are.
    pub linked: (usize, usize),
}

impl OpenBlock {
    /// Adds what is shown, without what is overwritten in it.
    pub fn show(
        &mut self,
        source: &str,
        range: Range<usize>,
        overwritten: &[ByteRange],
        is_linked: bool,
    ) {
        let first = overwritten.partition_point(|hidden| hidden.end() <= range.start);
        let mut at = range.start;
        for hidden in overwritten[first..].iter().take_while(|hidden| hidden.start() < range.end) {
            self.push(source, at..hidden.start().max(at), is_linked);
            at = at.max(hidden.end());
        }
        self.push(source, at..range.end.max(at), is_linked);
    }

    /// Notes an element within the block: emphasis, a link, code.
    pub fn mark(&mut self, range: Range<usize>) {
        let marked = self.marked.get_or_insert(range.clone());
        *marked = marked.start.min(range.start)..marked.end.max(range.end);
    }

    fn push(&mut self, source: &str, range: Range<usize>, is_linked: bool) {
        let n = source[range.clone()].chars().filter(|c| !c.is_whitespace()).count();
        self.linked.0 += if is_linked { n } else { 0 };
        self.linked.1 += n;
        if !range.is_empty() {
            self.shown.push(range);
        }
    }

    /// The block, without white space around; adds its markup to `hidden`. `None` when nothing of it
    /// is shown.
    pub fn close(self, source: &str, hidden: &mut Vec<ByteRange>) -> Option<Block> {
        let trimmed = |range: &Range<usize>| {
            let words = &source[range.clone()];
            let start = range.start + words.len() - words.trim_start().len();
            (!words.trim().is_empty()).then(|| start..start + words.trim().len())
        };
        let start = self.shown.iter().find_map(trimmed)?.start;
        let end = self.shown.iter().rev().find_map(trimmed)?.end;
        let mut plain = one_line(&source[start..end]);
        let mut at = start;
        for piece in self.shown.iter().chain([&(end..end)]) {
            let piece_start = piece.start.clamp(start, end);
            if at < piece_start {
                hide(source, at..piece_start, hidden);
                blank_out(&mut plain, at - start..piece_start - start);
            }
            at = at.max(piece.end.min(end));
        }
        let marked = self.marked.unwrap_or(start..end);
        let outer = marked.start.min(start)..marked.end.max(end);
        hide(source, outer.start..start, hidden);
        hide(source, end..outer.end, hidden);
        Some(Block {
            outer: ByteRange::new(outer.start, outer.end),
            form: self.form,
            kind: self.kind,
            level: self.level,
            strong: self.strong,
            is_link: self.linked.1 > 0 && self.linked.0 == self.linked.1,
            ..Block::paragraph(ByteRange::new(start, end), plain)
        })
    }
}

/// Adds what is not shown, but for the line breaks and the white space around it.
pub(super) fn hide(source: &str, range: Range<usize>, hidden: &mut Vec<ByteRange>) {
    let mut at = range.start;
    for line in source[range].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        if !bare.is_empty() {
            hidden.push(ByteRange::new(at, at + bare.len()));
        }
        at += line.len();
    }
}
