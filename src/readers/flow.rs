//! From classified blocks to passages: paragraphs made whole where a page break, a page head or notes
//! cut them in two, their sentences as ranges, each with its section and its footnotes.

use super::block::{Block, Kind};
use super::{furniture, sentences, shape};
use crate::document::{ByteRange, Passage, Sentence};

/// The passages of a text, in order. `hidden` is the markup within (sorted, disjoint), `marked` the marks of
/// footnotes with their notes, where the format tells them.
pub fn passages(blocks: &[Block], hidden: &[ByteRange], marked: &[(ByteRange, ByteRange)]) -> Vec<Passage> {
    let notes = Notes::of(blocks, marked);
    let mut passages: Vec<Passage> = Vec::new();
    let mut taken = vec![false; blocks.len()];
    let mut section = None;
    for at in 0..blocks.len() {
        let block = &blocks[at];
        if block.is(Kind::Heading) {
            section = Some(block.range);
        }
        if !block.is(Kind::Prose) || taken[at] {
            continue;
        }
        let mut flow = vec![block];
        let mut last = at;
        while let Some(next) = furniture::runs_on(blocks, last).filter(|&next| blocks[next].is(Kind::Prose) && !taken[next]) {
            taken[next] = true;
            flow.push(&blocks[next]);
            last = next;
        }
        let sentences: Vec<Sentence> = sentences_of(&flow).into_iter().map(|parts| notes.attach(with_glued_markup(parts, hidden), &flow)).collect();
        if !sentences.is_empty() {
            let paragraph = u32::try_from(passages.len() + 1).expect("texts have under 2^32 paragraphs");
            let section = block.label.or(section);
            let hidden = markup_within(&sentences, section, hidden);
            passages.push(Passage { paragraph, section, sentences, hidden });
        }
    }
    passages
}

/// The sentences over the blocks of one paragraph, each as its parts in the text. A sentence that more
/// than two blocks share cannot be quoted and is left out.
fn sentences_of(flow: &[&Block]) -> Vec<Vec<ByteRange>> {
    let joined = flow.iter().map(|block| block.plain.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for sentence in sentences::split(&joined) {
        let mut parts = Vec::new();
        let mut offset = 0;
        for block in flow {
            let (from, to) = (sentence.start.max(offset), sentence.end.min(offset + block.plain.len()));
            if from < to {
                let piece = &joined[from..to];
                let start = block.range.start() + (from - offset) + (piece.len() - piece.trim_start().len());
                parts.push(ByteRange::new(start, start + piece.trim().len()));
            }
            offset += block.plain.len() + 1;
        }
        parts.retain(|part: &ByteRange| !part.is_empty());
        let worth_quoting = shape::lettered_words(&joined[sentence]).count() >= 2;
        if worth_quoting && (1..=2).contains(&parts.len()) {
            found.push(parts);
        }
    }
    found
}

/// The markup that these sentences and their heading reach over.
fn markup_within(sentences: &[Sentence], section: Option<ByteRange>, hidden: &[ByteRange]) -> Vec<ByteRange> {
    let reached: Vec<ByteRange> = sentences.iter().flat_map(|sentence| sentence.parts.iter().chain(&sentence.footnotes).copied()).chain(section).collect();
    hidden.iter().copied().filter(|markup| reached.iter().any(|range| range.overlaps(*markup))).collect()
}

/// Markup that opens or closes right at the edge of a sentence belongs to it.
fn with_glued_markup(parts: Vec<ByteRange>, hidden: &[ByteRange]) -> Vec<ByteRange> {
    let glue = |part: ByteRange| {
        let start = hidden.iter().find(|markup| markup.end() == part.start()).map_or(part.start(), |markup| markup.start());
        let end = hidden.iter().find(|markup| markup.start() == part.end()).map_or(part.end(), |markup| markup.end());
        ByteRange::new(start, end)
    };
    parts.into_iter().map(glue).collect()
}

/// The footnotes of a text by their marks.
struct Notes<'t> {
    /// Mark (digits) and the note's bytes, in order of the text.
    notes: Vec<(String, ByteRange)>,
    /// The same where the format tells them: the mark's bytes.
    marked: &'t [(ByteRange, ByteRange)],
}

impl Notes<'_> {
    fn of<'t>(blocks: &[Block], marked: &'t [(ByteRange, ByteRange)]) -> Notes<'t> {
        let notes = blocks
            .iter()
            .filter(|block| block.is(Kind::Footnote))
            .filter_map(|block| shape::leading_note_mark(&block.plain).map(|(mark, _)| (mark, block.range)))
            .collect();
        Notes { notes, marked }
    }

    /// The sentence with the notes its marks name: for each mark the nearest note below, else above.
    fn attach(&self, parts: Vec<ByteRange>, flow: &[&Block]) -> Sentence {
        // A mark right behind the sentence belongs to it too.
        let of_part = |mark: &ByteRange| parts.iter().any(|part| part.start() <= mark.start() && mark.start() <= part.end());
        let mut footnotes: Vec<ByteRange> = self.marked.iter().filter(|(mark, _)| of_part(mark)).map(|(_, note)| *note).collect();
        if !self.notes.is_empty() {
            for part in &parts {
                let block = flow.iter().find(|block| block.range.overlaps(*part));
                let text = block.and_then(|block| {
                    block.plain.get(part.start().max(block.range.start()) - block.range.start()..part.end().min(block.range.end()) - block.range.start())
                });
                for mark in shape::note_marks(text.unwrap_or_default()) {
                    let named = |note: &&(String, ByteRange)| note.0 == mark;
                    let below = self.notes.iter().filter(named).find(|note| note.1.start() > part.start());
                    if let Some(note) = below.or_else(|| self.notes.iter().rev().find(|note| note.0 == mark)) {
                        footnotes.push(note.1);
                    }
                }
            }
        }
        Sentence { parts, footnotes }
    }
}
