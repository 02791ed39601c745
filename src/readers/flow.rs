//! From classified blocks to passages: paragraphs made whole where a page break, a page head or
//! notes cut them in two, their sentences as ranges, each with its section and its footnotes.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Kind};
use super::{furniture, sentences, shape};
use crate::document::{ByteRange, Passage, Sentence};

/// The passages of a text, in order. `hidden` is the markup within (sorted, disjoint), `marked` the
/// marks of footnotes with their notes, where the format tells them.
pub fn passages(
    blocks: &[Block],
    hidden: &[ByteRange],
    marked: &[(ByteRange, ByteRange)],
) -> Vec<Passage> {
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
        while let Some(next) = furniture::runs_on(blocks, last)
            .filter(|&next| blocks[next].is(Kind::Prose) && !taken[next])
        {
            taken[next] = true;
            flow.push(&blocks[next]);
            last = next;
        }
        let found = sentences_of(&flow);
        let starts: HashSet<usize> = found.iter().flatten().map(|part| part.start()).collect();
        let sentences: Vec<Sentence> = found
            .into_iter()
            .map(|parts| notes.attach(with_glued_markup(parts, hidden, &starts), &flow))
            .collect();
        if !sentences.is_empty() {
            let paragraph =
                u32::try_from(passages.len() + 1).expect("texts have under 2^32 paragraphs");
            let section = block.label.or(section);
            let hidden = markup_within(&sentences, section, hidden);
            passages.push(Passage { paragraph, section, sentences, hidden });
        }
    }
    passages
}

/// The sentences over the blocks of one paragraph, each as its parts in the text. A sentence that
/// more than two blocks share cannot be quoted and is left out.
fn sentences_of(flow: &[&Block]) -> Vec<Vec<ByteRange>> {
    let joined = flow.iter().map(|block| block.plain.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for sentence in sentences::split(&joined) {
        let mut parts = Vec::new();
        let mut offset = 0;
        for block in flow {
            let (from, to) =
                (sentence.start.max(offset), sentence.end.min(offset + block.plain.len()));
            if from < to {
                let piece = &joined[from..to];
                let start = block.range.start()
                    + (from - offset)
                    + (piece.len() - piece.trim_start().len());
                parts.push(ByteRange::new(start, start + piece.trim().len()));
            }
            offset += block.plain.len() + 1;
        }
        parts.retain(|part: &ByteRange| !part.is_empty());
        let worth_quoting = shape::lettered_words(&joined[sentence]).nth(1).is_some();
        if worth_quoting && (1..=2).contains(&parts.len()) {
            found.push(parts);
        }
    }
    found
}

/// The markup that these sentences and their heading reach over.
fn markup_within(
    sentences: &[Sentence],
    section: Option<ByteRange>,
    hidden: &[ByteRange],
) -> Vec<ByteRange> {
    let reached = sentences
        .iter()
        .flat_map(|sentence| sentence.parts.iter().chain(&sentence.footnotes).copied())
        .chain(section);
    let within = |range: ByteRange| {
        let first = hidden.partition_point(|markup| markup.end() <= range.start());
        hidden[first..]
            .iter()
            .copied()
            .take_while(move |markup| markup.start() < range.end())
            .filter(move |markup| range.overlaps(*markup))
    };
    let mut found: Vec<ByteRange> = reached.flat_map(within).collect();
    found.sort();
    found.dedup();
    found
}

/// Markup that opens or closes right at the edge of a sentence belongs to it; between two sentences
/// without a space it opens the second. `starts` is where sentences begin.
fn with_glued_markup(
    parts: Vec<ByteRange>,
    hidden: &[ByteRange],
    starts: &HashSet<usize>,
) -> Vec<ByteRange> {
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

/// The footnotes of a text by their marks.
struct Notes<'t> {
    /// The notes by their mark (digits), in order of the text.
    notes: HashMap<String, Vec<ByteRange>>,
    /// The same where the format tells them: the mark's bytes, in order.
    marked: &'t [(ByteRange, ByteRange)],
}

impl Notes<'_> {
    fn of<'t>(blocks: &[Block], marked: &'t [(ByteRange, ByteRange)]) -> Notes<'t> {
        let mut notes: HashMap<String, Vec<ByteRange>> = HashMap::new();
        for block in blocks.iter().filter(|block| block.is(Kind::Footnote)) {
            if let Some((mark, _)) = shape::leading_note_mark(&block.plain) {
                notes.entry(mark).or_default().push(block.range);
            }
        }
        Notes { notes, marked }
    }

    /// The sentence with the notes its marks name: for each mark the nearest note below, else
    /// above.
    fn attach(&self, parts: Vec<ByteRange>, flow: &[&Block]) -> Sentence {
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
                let block = flow.iter().find(|block| block.range.overlaps(*part));
                let text = block.and_then(|block| {
                    block.plain.get(
                        part.start().max(block.range.start()) - block.range.start()
                            ..part.end().min(block.range.end()) - block.range.start(),
                    )
                });
                for mark in shape::note_marks(text.unwrap_or_default()) {
                    let Some(named) = self.notes.get(&mark) else { continue };
                    let below =
                        named.get(named.partition_point(|note| note.start() <= part.start()));
                    footnotes.extend(below.or(named.last()));
                }
            }
        }
        Sentence { parts, footnotes }
    }
}
