//! Words of a document as they are shown: markup of the source left out, runs of white space as
//! one space, control characters removed, highlights marked. Every edge sets them in its own markup.

use super::direction::closing;
use crate::answer::Piece;
use crate::document::ByteRange;
use crate::quote::Quote;

/// How words of a quote are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// As they are.
    Plain,
    /// In bold: they answer.
    Bold,
}

/// Where words stand in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Nothing stands before them.
    First,
    /// Something does.
    Later,
}

/// One run of a line, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words of the document; never empty.
    Words {
        /// The words.
        text: String,
        /// Whether they answer.
        emphasis: Emphasis,
    },
    /// Words that were left out, and the spaces around.
    LeftOut,
    /// Signs that part words, with the spaces around: ": " and " · ". No edge's markup reads them.
    Sign(String),
}

/// The words of a range of a quote's document. `highlights` are ranges of the document: in order,
/// disjoint. Empty when nothing of it is shown.
pub fn runs(quote: &Quote, range: ByteRange, highlights: &[ByteRange]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = String::new();
    let (mut emphasis, mut after_space) = (Emphasis::Plain, false);
    let mut flush = |run: &mut String, emphasis: Emphasis| {
        if !run.is_empty() {
            runs.push(Run::Words { text: std::mem::take(run), emphasis });
        }
    };
    for piece in quote.shown(range) {
        for (at, c) in quote.document().text().get(piece).unwrap_or_default().char_indices() {
            let byte = piece.start() + at;
            let is_marked = highlights.iter().any(|mark| mark.start() <= byte && byte < mark.end());
            let here = if is_marked { Emphasis::Bold } else { Emphasis::Plain };
            if here != emphasis {
                flush(&mut run, emphasis);
                emphasis = here;
            }
            if c.is_whitespace() {
                if !after_space {
                    run.push(' ');
                }
                after_space = true;
            } else if !c.is_control() {
                run.push(c);
                after_space = false;
            }
        }
    }
    flush(&mut run, emphasis);
    runs
}

/// Joins the runs of a line in an edge's own markup: `set` marks up the words of a run; `left_out`
/// is the sign for what is missing. A change of the reading's direction ends with the line.
pub fn set_runs(
    runs: &[Run],
    left_out: &str,
    set: impl Fn(&str, Emphasis, Position) -> String,
) -> String {
    let mut shown = String::new();
    for run in runs {
        match run {
            Run::LeftOut if shown.is_empty() => shown.push_str(&format!("{left_out} ")),
            Run::LeftOut => shown.push_str(&format!(" {left_out}")),
            Run::Sign(sign) => shown.push_str(sign),
            Run::Words { text, emphasis } => {
                let gap = if shown.ends_with(left_out) { " " } else { "" };
                let position = if shown.is_empty() { Position::First } else { Position::Later };
                let words = set(text, *emphasis, position);
                shown.push_str(&format!("{gap}{words}"));
            }
        }
    }
    let closing = closing(&shown);
    shown + &closing
}

/// All the words of a range, without a mark.
fn plain_range(quote: &Quote, range: ByteRange) -> String {
    let words = |run| if let Run::Words { text, .. } = run { text } else { String::new() };
    runs(quote, range, &[]).into_iter().map(words).collect()
}

/// All the words of a quote, without a mark: for headings and opening words.
pub fn plain(quote: &Quote) -> String {
    let parts = quote.parts().iter().map(|part| plain_range(quote, *part));
    parts.collect::<Vec<_>>().join(" ")
}

/// A path of headings, outermost first; `None` without any.
pub fn path(sections: &[Quote]) -> Option<String> {
    let headings: Vec<String> = sections.iter().map(plain).collect();
    (!headings.is_empty()).then(|| headings.join(" › "))
}

/// The stretches of a quote that stand in one paragraph of a page each, in order: a part of prose,
/// an item, a cell, the first line of code, since nobody knows how a page parts the lines behind
/// it.
pub fn stretches(quote: &Quote, pieces: &[Piece]) -> Vec<String> {
    let plain = |range: &ByteRange| plain_range(quote, *range);
    let of_piece = |piece: &Piece| -> Vec<String> {
        match piece {
            Piece::Prose(range) | Piece::Line(range) | Piece::Item(range) => vec![plain(range)],
            Piece::Row { cells } => cells.iter().map(|(_, cell)| plain(cell)).collect(),
            Piece::Code { lines, .. } => {
                let text = quote.document().text().get(*lines).unwrap_or_default();
                let first = text.split_inclusive('\n').scan(lines.start(), |at, line| {
                    *at += line.len();
                    Some(ByteRange::new(*at - line.len(), *at))
                });
                let is_shown = |words: &String| !words.trim().is_empty();
                first.map(|line| plain(&line)).find(is_shown).into_iter().collect()
            }
        }
    };
    pieces.iter().flat_map(of_piece).filter(|words| !words.trim().is_empty()).collect()
}
