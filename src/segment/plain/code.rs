//! Lines of a plain text that are code: between fences, or indented under a paragraph.

use std::ops::Range;

use crate::document::ByteRange;
use crate::language::item_mark::item_mark;
use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Form, Kind, one_line};
use crate::segment::code_shape::looks_like_code;
use crate::segment::lines::Line;
use crate::segment::markdown::code_lines;
use crate::segment::whole::is_whole;

/// Columns of white space from which on a line may be code, as in Markdown.
const INDENT: usize = 4;

/// What opens and closes a block of code.
const FENCE: &str = "```";

/// Lines of code, by their numbers.
pub(super) struct Chunk {
    /// With the fences around them.
    pub all: Range<usize>,
    /// Without.
    pub lines: Range<usize>,
}

/// The chunks of code, in order and disjoint.
pub(super) fn chunks(lines: &[Line<'_>]) -> Vec<Chunk> {
    let mut found = Vec::new();
    let is_fence = |line: &Line<'_>| line.text.starts_with(FENCE);
    let mut fences = (0..lines.len()).filter(|&at| is_fence(&lines[at])).peekable();
    let mut at = 0;
    while at < lines.len() {
        while fences.next_if(|&fence| fence < at).is_some() {}
        if fences.next_if_eq(&at).is_some()
            && let Some(&close) = fences.peek()
        {
            found.push(Chunk { all: at..close + 1, lines: at + 1..close });
            at = close + 1;
            continue;
        }
        let is_deep = |line: &&Line<'_>| line.indent >= INDENT && item_mark(line.text).is_none();
        let n_lines = lines[at..].iter().take_while(is_deep).take_while(|l| !is_fence(l)).count();
        let run = at..at + n_lines;
        if n_lines > 0 && is_code(lines, &run) {
            found.push(Chunk { all: run.clone(), lines: run });
        }
        at += n_lines.max(1);
    }
    found
}

/// Whether the indented lines are code: they stand apart from the paragraph above, which announces
/// them or which they do not look like.
fn is_code(lines: &[Line<'_>], run: &Range<usize>) -> bool {
    let Some(above) = run.start.checked_sub(1).map(|at| &lines[at]) else { return false };
    let within = &lines[run.clone()];
    let is_announced = above.text.ends_with(':');
    let stands_apart = (within[0].blank_before || is_announced)
        && above.indent < within[0].indent
        && lines.get(run.end).is_none_or(|next| next.blank_before || next.indent < INDENT);
    let is_prose = || {
        within.last().is_some_and(|last| ends_sentence(last.text))
            || within.iter().any(|line| is_whole(line.text))
    };
    let n_code = within.iter().filter(|line| looks_like_code(line.text)).count();
    let has_letters = within.iter().any(|line| line.text.contains(char::is_alphabetic));
    stands_apart && has_letters && (n_code * 2 > within.len() || is_announced && !is_prose())
}

/// The blocks of a chunk; the white space that all its lines begin with goes to `hidden`.
pub(super) fn blocks(text: &str, lines: &[Line<'_>], hidden: &mut Vec<ByteRange>) -> Vec<Block> {
    let indents = |line: &Line<'_>| {
        let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
        line.start - start
    };
    let Some(common) = lines.iter().map(indents).min() else { return Vec::new() };
    let mut ranges: Vec<ByteRange> = Vec::new();
    for line in lines {
        if line.blank_before && !ranges.is_empty() {
            ranges.push(ByteRange::new(line.start, line.start));
        }
        let begin = line.start - indents(line);
        let start = text.floor_char_boundary(begin + common).max(begin);
        ranges.push(ByteRange::new(start, line.end()));
    }
    let mut blocks = Vec::new();
    for piece in code_lines::pieces(text, &ranges) {
        let first = ranges.partition_point(|line| line.start() <= piece.start());
        let rest = ranges[first..].iter().take_while(|line| line.start() < piece.end());
        for line in rest.filter(|line| !line.is_empty()) {
            let begin = text[..line.start()].rfind('\n').map_or(0, |end| end + 1);
            if begin < line.start() {
                hidden.push(ByteRange::new(begin, line.start()));
            }
        }
        let plain = one_line(&text[piece.as_std()]);
        let form = Form::Code { language: None };
        blocks.push(Block { form, kind: Some(Kind::Code), ..Block::paragraph(piece, plain) });
    }
    blocks
}
