//! From a block to its units: the sentences of a paragraph, an item whole, lines that stand for
//! themselves, pieces of code, rows.

use std::collections::HashSet;

use crate::document::{ByteRange, Unit, UnitKind};
use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Form};
use crate::segment::footnotes::Footnotes;
use crate::segment::hidden_markup::HiddenMarkup;
use crate::segment::sentences::Beginning;
use crate::segment::{sentences, shape};

/// An item of more bytes is quoted by the sentence.
const LONGEST_ITEM: usize = 240;
/// A row or a line of more bytes is too long for a quote.
const LONGEST: usize = 400;
/// Words in bold at a sentence's beginning that are no sentence themselves: at most so many.
const LABEL_WORDS: usize = 8;

/// A piece of code.
pub(super) fn code(block: &Block, language: Option<ByteRange>) -> Vec<Unit> {
    vec![Unit { kind: UnitKind::Code, language, ..Unit::of_parts(vec![block.range]) }]
}

/// A row; of a longer one the sentences of its cells, introduced by the first.
pub(super) fn row(block: &Block, cells: &[ByteRange]) -> Vec<Unit> {
    if block.plain.split_whitespace().map(|word| word.len() + 1).sum::<usize>() <= LONGEST {
        let cells = cells.to_vec();
        return vec![Unit { kind: UnitKind::Row, cells, ..Unit::of_parts(vec![block.range]) }];
    }
    let head = cells.iter().find(|cell| !cell.is_empty()).copied();
    let mut units = Vec::new();
    for cell in cells.iter().filter(|cell| Some(**cell) != head) {
        let start = cell.start() - block.range.start();
        let words = &block.plain[start..start + cell.n_bytes()];
        for sentence in sentences::split(words) {
            let unit = Unit::of_parts(vec![cell.within(sentence)]);
            units.push(Unit { lead: head, ..unit });
        }
    }
    units
}

/// The units of a paragraph, which may stand in several blocks. `is_introduced` is whether something
/// introduces it: then a single word may answer.
pub(super) fn prose(
    paragraph: &[&Block],
    footnotes: &Footnotes<'_>,
    markup: &HiddenMarkup,
    is_introduced: bool,
) -> Vec<Unit> {
    let block = paragraph[0];
    let (kind, parts) = match lines(block, markup).filter(|_| paragraph.len() == 1) {
        Some(lines) => (UnitKind::Field, lines),
        None if block.form == Form::Field => (UnitKind::Field, vec![vec![block.range]]),
        None if block.is_item()
            && block.range.n_bytes() <= LONGEST_ITEM
            && (markup.is_parsed || is_one_sentence(paragraph)) =>
        {
            (UnitKind::Item, vec![vec![block.range]])
        }
        None => (UnitKind::Sentence, sentences_of(paragraph)),
    };
    let parts = if markup.is_parsed { with_labels(block, parts) } else { parts };
    let starts: HashSet<usize> = parts.iter().flatten().map(|part| part.start()).collect();
    let is_short_allowed = is_introduced || kind != UnitKind::Sentence;
    // A word among sentences is one of them ("No."); alone it is a scrap.
    let fewest_words = if parts.len() > 1 { 1 } else { 2 };
    parts
        .into_iter()
        .filter(|parts| {
            is_short_allowed && has_alphanumeric(paragraph, parts)
                || n_words(paragraph, parts) >= fewest_words
        })
        .map(|parts| {
            let unit = footnotes.attach(markup.with_glued(parts, &starts), paragraph);
            Unit { kind, ..unit }
        })
        .collect()
}

/// In plain text, where paragraphs may have marks as well, an item is quoted whole when it is one
/// sentence.
fn is_one_sentence(paragraph: &[&Block]) -> bool {
    paragraph[0].list.is_some()
        && paragraph.len() == 1
        && sentences::split(&paragraph[0].plain).len() == 1
}

/// The lines of a paragraph that stand for themselves: one that begins in bold and is no sentence,
/// or several that all begin in bold. `None` when it has none such.
fn lines(block: &Block, markup: &HiddenMarkup) -> Option<Vec<Vec<ByteRange>>> {
    if !markup.is_parsed || block.is_item() || block.range.n_bytes() > LONGEST {
        return None;
    }
    let first = markup.line_breaks.partition_point(|at| *at < block.range.start());
    let breaks = markup.line_breaks[first..].iter().copied();
    let mut starts: Vec<usize> = breaks.take_while(|at| *at <= block.range.end()).collect();
    starts.insert(0, block.range.start());
    starts.dedup();
    let is_bold = |at: usize| block.strong.iter().any(|bold| bold.start() <= at && at < bold.end());
    let ends = starts.iter().skip(1).copied().chain([block.range.end()]);
    let lines: Vec<ByteRange> =
        starts.iter().zip(ends).filter_map(|(start, end)| trimmed(block, *start, end)).collect();
    let all_bold = lines.iter().all(|line| is_bold(line.start()));
    let stands_alone = lines.len() > 1 || !ends_sentence(&block.plain);
    (all_bold && stands_alone).then(|| lines.into_iter().map(|line| vec![line]).collect())
}

/// The words between two places of a block, without white space around.
fn trimmed(block: &Block, start: usize, end: usize) -> Option<ByteRange> {
    let from = block.range.start();
    let words = &block.plain[start - from..end - from];
    let start = start + words.len() - words.trim_start().len();
    let n_bytes = words.trim().len();
    (n_bytes > 0).then(|| ByteRange::new(start, start + n_bytes))
}

/// The same, a sentence that is only words in bold put before the one behind it: they are its label.
fn with_labels(block: &Block, sentences: Vec<Vec<ByteRange>>) -> Vec<Vec<ByteRange>> {
    let is_label = |part: ByteRange| {
        let mut words = block.plain
            [part.start() - block.range.start()..part.end() - block.range.start()]
            .char_indices();
        let n_words = block.plain
            [part.start() - block.range.start()..part.end() - block.range.start()]
            .split_whitespace()
            .count();
        let in_bold =
            |at: usize| block.strong.iter().any(|bold| bold.start() <= at && at < bold.end());
        n_words <= LABEL_WORDS
            && words.all(|(at, c)| !c.is_alphanumeric() || in_bold(part.start() + at))
    };
    let mut found: Vec<Vec<ByteRange>> = Vec::new();
    let mut label: Option<ByteRange> = None;
    let n_sentences = sentences.len();
    for (at, parts) in sentences.into_iter().enumerate() {
        match (label.take(), parts.as_slice()) {
            (None, [part])
                if at + 1 < n_sentences && is_within(block, *part) && is_label(*part) =>
            {
                label = Some(*part);
            }
            (Some(label), [part]) => found.push(vec![ByteRange::new(label.start(), part.end())]),
            _ => found.push(parts),
        }
    }
    found
}

fn is_within(block: &Block, part: ByteRange) -> bool {
    block.range.contains(part)
}

/// The words of the parts.
fn words_of<'b>(paragraph: &'b [&Block], parts: &'b [ByteRange]) -> impl Iterator<Item = &'b str> {
    parts.iter().filter_map(|part| {
        let block = paragraph.iter().find(|block| block.range.contains(*part))?;
        let start = part.start() - block.range.start();
        block.plain.get(start..start + part.n_bytes())
    })
}

/// Whether they hold a letter or a digit.
fn has_alphanumeric(paragraph: &[&Block], parts: &[ByteRange]) -> bool {
    words_of(paragraph, parts).any(|words| words.contains(char::is_alphanumeric))
}

/// How many words with letters they hold.
fn n_words(paragraph: &[&Block], parts: &[ByteRange]) -> usize {
    words_of(paragraph, parts).map(|words| shape::lettered_words(words).count()).sum()
}

/// The sentences over the blocks of one paragraph, each as its parts in the text. A sentence that
/// more than two blocks share cannot be quoted and is left out.
fn sentences_of(paragraph: &[&Block]) -> Vec<Vec<ByteRange>> {
    let joined = paragraph.iter().map(|block| block.plain.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    // The block that the sentences have come to, and where it begins in the joined text.
    let (mut first, mut first_offset) = (0, 0);
    let is_item = paragraph[0].is_item();
    let beginning = if is_item { Beginning::BehindAListMark } else { Beginning::Text };
    for sentence in sentences::split_behind(&joined, beginning) {
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
        if (1..=2).contains(&parts.len()) {
            found.push(parts);
        }
    }
    found
}
