//! From classified blocks to passages: paragraphs made whole where a page break, a running head or
//! footnotes cut them in two, their sentences as ranges, each with its section and its footnotes.

use std::collections::HashSet;

use super::block::{Block, Kind};
use super::continuation::continues_in;
use super::footnotes::Footnotes;
use super::{sentences, shape};
use crate::document::{ByteRange, Passage, Sentence};

/// The passages of a text, in order. `hidden` is the markup within (sorted, disjoint), `marked` the
/// marks of footnotes with their notes, where the format defines them.
pub fn passages(
    blocks: &[Block],
    hidden: &[ByteRange],
    marked: &[(ByteRange, ByteRange)],
) -> Vec<Passage> {
    let footnotes = Footnotes::of(blocks, marked);
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
        let mut paragraph = vec![block];
        let mut last = at;
        while let Some(next) =
            continues_in(blocks, last).filter(|&next| blocks[next].is(Kind::Prose) && !taken[next])
        {
            taken[next] = true;
            paragraph.push(&blocks[next]);
            last = next;
        }
        let found = sentences_of(&paragraph);
        let starts: HashSet<usize> = found.iter().flatten().map(|part| part.start()).collect();
        let sentences: Vec<Sentence> = found
            .into_iter()
            .map(|parts| footnotes.attach(with_glued_markup(parts, hidden, &starts), &paragraph))
            .collect();
        if !sentences.is_empty() {
            let number =
                u32::try_from(passages.len() + 1).expect("texts have under 2^32 paragraphs");
            let section = block.label.or(section);
            let hidden = markup_within(&sentences, section, hidden);
            passages.push(Passage { paragraph: number, section, sentences, hidden });
        }
    }
    passages
}

/// The sentences over the blocks of one paragraph, each as its parts in the text. A sentence that
/// more than two blocks share cannot be quoted and is left out.
fn sentences_of(paragraph: &[&Block]) -> Vec<Vec<ByteRange>> {
    let joined = paragraph.iter().map(|block| block.plain.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    // The block that the sentences have come to, and where it begins in the joined text.
    let (mut first, mut first_offset) = (0, 0);
    for sentence in sentences::split(&joined) {
        while first_offset + paragraph[first].plain.len() < sentence.start {
            first_offset += paragraph[first].plain.len() + 1;
            first += 1;
        }
        let mut parts = Vec::new();
        let mut offset = first_offset;
        for block in &paragraph[first..] {
            if offset >= sentence.end {
                break;
            }
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

/// The markup within these sentences, their footnotes and their heading.
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
