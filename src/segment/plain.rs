//! Plain text: lines into blocks. Knows about wrapping by hand, list marks, times, labels, underlined
//! headings and indented code; says nothing about what may be quoted.

mod labels;
mod titles;
mod code;
mod lists;

use super::block::{Block, Form, Kind, one_line};
use super::lines::{self, Line};
use super::shape;
use crate::document::{ByteRange, front_matter_end};
use crate::language::item_mark::item_mark;
use crate::language::note_marks::leading_note_mark;
use labels::Labels;
use titles::Role;

/// A line that goes on below must be at least this wide, in characters, where the text is not
/// wrapped.
const MIN_BROKEN_WIDTH: usize = 40;

/// The blocks of a plain text, in order, and the white space within them that is not shown.
pub fn blocks(text: &str) -> (Vec<Block>, Vec<ByteRange>) {
    let head = front_matter_end(text);
    let mut lines = lines::lines(text);
    lines.retain(|line| line.start >= head);
    let labels = Labels::of(&lines);
    let (mut blocks, mut indents, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces(&lines, &labels) {
        let first = match &piece {
            Piece::Lines(group) => group[0],
            Piece::Title(line, _) => line,
            Piece::Code(lines) => &lines[0],
        };
        let of_piece = match &piece {
            Piece::Lines(group) => vec![of_lines(text, group, &labels)],
            Piece::Title(line, level) => {
                let range = ByteRange::new(line.start, line.end());
                let block = Block::paragraph(range, one_line(line.text));
                vec![Block { kind: Some(Kind::Heading), level: *level, ..block }]
            }
            Piece::Code(lines) => code::blocks(text, lines, &mut hidden),
        };
        for mut block in of_piece {
            block.blank_before = first.blank_before;
            indents.push(first.indent);
            blocks.push(block);
        }
    }
    let after: Vec<bool> = blocks.iter().skip(1).map(|next| next.blank_before).collect();
    for (block, blank_after) in blocks.iter_mut().zip(after) {
        block.blank_after = blank_after;
    }
    lists::number(&mut blocks, &indents);
    (blocks, hidden)
}

/// Lines that make a block, or several.
enum Piece<'l, 't> {
    Lines(Vec<&'l Line<'t>>),
    Title(&'l Line<'t>, u8),
    Code(&'l [Line<'t>]),
}

/// The lines put together.
fn pieces<'l, 't>(lines: &'l [Line<'t>], labels: &Labels<'t>) -> Vec<Piece<'l, 't>> {
    let width = lines::wrap_width(lines);
    let roles = titles::roles(lines);
    let mut chunks = code::chunks(lines).into_iter().peekable();
    let mut pieces: Vec<Piece<'l, 't>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if let Some(chunk) = chunks.next_if(|chunk| chunk.all.start == at) {
            if !chunk.lines.is_empty() {
                pieces.push(Piece::Code(&lines[chunk.lines]));
            }
            at = chunk.all.end;
            continue;
        }
        let starts_anew = line.blank_before
            || item_mark(line.text).is_some()
            || leading_note_mark(line.text).is_some()
            || labels.begins_anew(line.text)
            || shape::leading_clock(line.text) > 0;
        match (roles[at], pieces.last_mut()) {
            (Role::Title(level), _) => pieces.push(Piece::Title(line, level)),
            (Role::Rule, _) => {}
            (Role::Text, Some(Piece::Lines(group)))
                if !starts_anew
                    && roles[at - 1] == Role::Text
                    && goes_on(&lines[at - 1], line, width) =>
            {
                group.push(line)
            }
            (Role::Text, _) => pieces.push(Piece::Lines(vec![line])),
        }
        at += 1;
    }
    pieces
}

/// The block that these lines are.
fn of_lines(text: &str, group: &[&Line<'_>], labels: &Labels<'_>) -> Block {
    let (first, last) = (group[0], group[group.len() - 1]);
    let mark = item_mark(first.text);
    let mut start = first.start + mark.unwrap_or(0);
    start += shape::leading_clock(&text[start..first.end()]);
    let mut speaker = None;
    if let Some(name) = labels.speaker(&text[start..first.end()]) {
        speaker = Some(ByteRange::new(start, start + name.trim_end().len() - ":".len()));
        start += name.len();
    }
    Block {
        form: if mark.is_some() { Form::Item } else { Form::Paragraph },
        label: speaker,
        ..Block::paragraph(ByteRange::new(start, last.end()), one_line(&text[start..last.end()]))
    }
}

/// Whether the paragraph of `line` goes on in `next`, which follows without a blank line.
fn goes_on(line: &Line<'_>, next: &Line<'_>, width: Option<usize>) -> bool {
    let broken = lines::breaks_mid_sentence(line, next);
    match width {
        Some(width) => broken || lines::is_full(line, next, width),
        None => broken && line.width() >= MIN_BROKEN_WIDTH || lines::is_cut_in_two(line, next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (found, _) = blocks(text);
        assert_eq!(
            found.iter().map(|block| &text[block.range.as_std()]).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_was_wrapped() {
        check(
            "One sentence.\nAnother one.\n\n  • An item.\n",
            &["One sentence.", "Another one.", "An item."],
        );
    }

    #[test]
    fn a_short_line_goes_on_where_both_are_one_sentence() {
        check("It was a calm day \nat the old quay.\n", &["It was a calm day \nat the old quay."]);
        check("Our boats\nall about nets.\n", &["Our boats", "all about nets."]);
        check("It was a calm day\nboats and nets\n", &["It was a calm day", "boats and nets"]);
    }

    #[test]
    fn speaker_labels_are_told_by_repetition() {
        let text = "MOD: Why did it close?\nHALE: It did not.\nMOD: Then why?\nHALE: Ask them.\nNote: one thing.\n";
        check(
            text,
            &["Why did it close?", "It did not.", "Then why?", "Ask them.", "Note: one thing."],
        );
        assert_eq!(blocks(text).0[1].label.map(|label| &text[label.as_std()]), Some("HALE"));
    }
}
