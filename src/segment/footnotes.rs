//! The footnotes of a text, found by their marks, and which of them belong to a sentence.

use std::collections::HashMap;

use super::block::{Block, Kind};
use crate::document::{ByteRange, Unit};
use crate::language::note_marks::{bare_note_number, leading_note_mark, note_marks};

/// The footnotes of a text by their marks.
pub struct Footnotes<'t> {
    /// The notes by their mark (digits), in order of the text.
    notes: HashMap<String, Vec<ByteRange>>,
    /// The same where the format defines them: the mark's bytes, in order.
    marked: &'t [(ByteRange, ByteRange)],
}

impl Footnotes<'_> {
    /// Those of these blocks; `marked` are the marks with their notes that the format defines, in
    /// order.
    pub fn of<'t>(blocks: &[Block], marked: &'t [(ByteRange, ByteRange)]) -> Footnotes<'t> {
        let mut notes: HashMap<String, Vec<ByteRange>> = HashMap::new();
        for block in blocks.iter().filter(|block| block.is(Kind::Footnote)) {
            let raised = leading_note_mark(&block.plain).map(|(mark, _)| mark);
            if let Some(mark) = raised.or_else(|| bare_note_number(&block.plain)) {
                notes.entry(mark).or_default().push(block.range);
            }
        }
        Footnotes { notes, marked }
    }

    /// The sentence with the notes its marks name: for each mark the nearest note below, else
    /// above.
    pub fn attach(&self, parts: Vec<ByteRange>, paragraph: &[&Block]) -> Unit {
        // A mark right behind the sentence belongs to it too.
        let of_part = |part: &ByteRange| {
            let (start, end) = (part.start(), part.end());
            let first = self.marked.partition_point(|(mark, _)| mark.start() < start);
            self.marked[first..]
                .iter()
                .take_while(move |(mark, _)| mark.start() <= end)
                .map(|(_, note)| *note)
        };
        let mut footnotes: Vec<ByteRange> = parts.iter().flat_map(of_part).collect();
        if !self.notes.is_empty() {
            for part in &parts {
                // Blocks are in order, and disjoint.
                let first = paragraph.partition_point(|block| block.range.end() <= part.start());
                let block = paragraph.get(first).filter(|block| block.range.overlaps(*part));
                let text = block.and_then(|block| {
                    block.plain.get(
                        part.start().max(block.range.start()) - block.range.start()
                            ..part.end().min(block.range.end()) - block.range.start(),
                    )
                });
                for mark in note_marks(text.unwrap_or_default()) {
                    let Some(named) = self.notes.get(&mark) else { continue };
                    let below =
                        named.get(named.partition_point(|note| note.start() <= part.start()));
                    footnotes.extend(below.or(named.last()));
                }
            }
        }
        Unit { footnotes, ..Unit::of_parts(parts) }
    }
}
