//! What the parser's events do not tell and the lines of the text do: markup between blocks, the name
//! of a code block's language, its lines.

use std::ops::Range;

use crate::document::ByteRange;

/// Hides what stands between blocks, line by line, white space around it aside.
pub(super) fn hide_marks(source: &str, range: Range<usize>, hidden: &mut Vec<ByteRange>) {
    let mut at = range.start;
    for line in source[range].split_inclusive('\n') {
        // Right behind a block only markup is hidden, right before one its spaces too.
        let bare = line.trim_end_matches(['\n', '\r']);
        let start = at + bare.len() - bare.trim_start().len();
        let ends_line = bare.len() < line.len();
        let end = at + if ends_line { bare.trim_end().len() } else { bare.len() };
        if start < end {
            hidden.push(ByteRange::new(start, end));
        }
        at += line.len();
    }
}

/// The name of a fenced block's language: the first word behind the fence, `.name` within braces.
pub(super) fn language(source: &str, fence: usize) -> Option<ByteRange> {
    let line = source[fence..].lines().next()?;
    let info = line.trim_start_matches(['`', '~', ' ', '{', '.']);
    let name = info.split(|c: char| !(c.is_alphanumeric() || "+#-_".contains(c))).next()?;
    let start = fence + line.len() - info.len();
    (!name.is_empty()).then(|| ByteRange::new(start, start + name.len()))
}

/// Adds the lines of a piece of code: a piece may hold several, and a line several pieces.
pub(super) fn add_lines(source: &str, piece: Range<usize>, lines: &mut Vec<ByteRange>) {
    let mut at = piece.start;
    for line in source[piece].split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        match lines.last_mut().filter(|last| last.end() == at) {
            Some(last) if !source[..at].ends_with('\n') => {
                *last = ByteRange::new(last.start(), end)
            }
            _ => lines.push(ByteRange::new(at, end)),
        }
        at += line.len();
    }
}
