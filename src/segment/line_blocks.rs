//! Paragraphs of Markdown whose lines are blocks of their own, though no blank line parts them:
//! facts, a question with its answer.

use super::block::{Block, Form};
use super::fields::fact;
use super::sentences;
use super::whole::is_whole;
use crate::document::{ByteRange, Markup};
use crate::language::question_labels::{Side, question_label};
use crate::language::sentence_end::ends_question;

/// The blocks, such paragraphs by their lines. `breaks` is where lines begin within paragraphs, in
/// order.
pub(super) fn split(blocks: Vec<Block>, breaks: &[usize], markup: Markup) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        let first = breaks.partition_point(|at| *at <= block.range.start());
        let n_breaks = breaks[first..].partition_point(|at| *at < block.range.end());
        let within = &breaks[first..first + n_breaks];
        if within.is_empty() || block.form != Form::Paragraph || block.kind.is_some() {
            found.push(block);
            continue;
        }
        let lines = lines(&block, within);
        if are_blocks(&block, &lines, markup) {
            found.extend(lines.iter().enumerate().map(|(at, line)| {
                let (is_first, is_last) = (at == 0, at + 1 == lines.len());
                part(&block, *line, is_first, is_last)
            }));
        } else {
            found.push(block);
        }
    }
    found
}

/// The lines of the block, without white space around.
fn lines(block: &Block, breaks: &[usize]) -> Vec<ByteRange> {
    let starts = std::iter::once(block.range.start()).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([block.range.end()]);
    let from = block.range.start();
    starts
        .zip(ends)
        .filter_map(|(start, end)| {
            let words = block.plain.get(start - from..end - from)?;
            let start = start + words.len() - words.trim_start().len();
            let n_bytes = words.trim().len();
            (n_bytes > 0).then(|| ByteRange::new(start, start + n_bytes))
        })
        .collect()
}

/// Whether each line says something by itself.
fn are_blocks(block: &Block, lines: &[ByteRange], markup: Markup) -> bool {
    let words: Vec<String> = lines
        .iter()
        .map(|line| {
            let start = line.start() - block.range.start();
            let plain = block.plain.get(start..start + line.n_bytes()).unwrap_or_default();
            plain.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let Some(first) = words.first().filter(|_| words.len() > 1) else { return false };
    let sides: Vec<Option<Side>> =
        words.iter().map(|line| question_label(line).map(|(side, _)| side)).collect();
    if sides.windows(2).any(|pair| pair == [Some(Side::Question), Some(Side::Answer)]) {
        return true;
    }
    let is_bold = block.strong.iter().any(|bold| bold.contains(lines[0]));
    let is_question = ends_question(first) && sentences::split(first).len() == 1;
    if is_question && (is_bold || markup == Markup::Page) {
        return true;
    }
    // Where a person wrote Markdown, lines without a break between them are one paragraph.
    if markup != Markup::Page {
        return false;
    }
    let n_facts = words.iter().filter(|line| fact(line).is_some()).count();
    // Lines in bold are known as lines already.
    block.strong.is_empty()
        && n_facts >= 2
        && words[1..].iter().all(|line| fact(line).is_some() || is_whole(line))
}

/// One line of the block as a block.
fn part(block: &Block, line: ByteRange, is_first: bool, is_last: bool) -> Block {
    let start = line.start() - block.range.start();
    let plain = block.plain[start..start + line.n_bytes()].to_owned();
    let outer = ByteRange::new(
        if is_first { block.outer.start() } else { line.start() },
        if is_last { block.outer.end() } else { line.end() },
    );
    let first = block.strong.partition_point(|bold| bold.end() <= line.start());
    let strong = block.strong[first..].iter().take_while(|bold| bold.start() < line.end());
    Block {
        outer,
        blank_before: is_first && block.blank_before,
        blank_after: is_last && block.blank_after,
        list: block.list,
        parent: block.parent,
        is_link: block.is_link,
        strong: strong.copied().collect(),
        ..Block::paragraph(line, plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, markup: Markup) -> Vec<String> {
        let parsed = super::super::markdown::parse(text);
        split(parsed.blocks, &parsed.markup.line_breaks, markup)
            .iter()
            .map(|block| block.plain.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn lines_of_facts_and_of_questions_are_blocks() {
        let facts = "Pier 1: coal  \nPier 2: timber and hay  \nPier 3: closed\n";
        assert_eq!(
            shown(facts, Markup::Page),
            ["Pier 1: coal", "Pier 2: timber and hay", "Pier 3: closed"]
        );
        let labelled = "**Q:** Who rings the bell?\n**A:** The night watch.\n";
        assert_eq!(
            shown(labelled, Markup::Markdown),
            ["Q: Who rings the bell?", "A: The night watch."]
        );
        let bold = "**Who rings the bell?**\nThe night watch.\n";
        assert_eq!(shown(bold, Markup::Markdown), ["Who rings the bell?", "The night watch."]);
    }

    #[test]
    fn lines_of_running_text_are_one_paragraph() {
        for text in [
            "The bell is rung at night\nand in fog.\n",
            "Who rings the bell?\nNobody knows it.\n",
            "The keeper said: no\nlamp burns.\n",
        ] {
            assert_eq!(shown(text, Markup::Markdown).len(), 1, "{text}");
        }
    }
}
