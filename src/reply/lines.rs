//! What is shown of a quote, line by line: what introduces it, then each of its pieces. Every edge
//! sets the lines in its own markup.

use super::cited_quote::CitedQuote;
use super::direction::closing;
use super::words::{Run, runs};
use crate::answer::{Cut, Piece};
use crate::document::ByteRange;
use crate::quote::Quote;

/// Whether a quote is shown with the words of the document that say what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// With what introduces it, and the heads of the columns of a table.
    Shown,
    /// Without.
    LeftOut,
}

/// A line, or several of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What introduces the quote.
    Lead(Vec<Run>),
    /// Sentences, a line that stands for itself, the cells of a row.
    Text(Vec<Run>),
    /// An item of a list.
    Item(Vec<Run>),
    /// Lines of code.
    Code(Code),
    /// What was left out and would stand on lines of its own.
    LeftOut,
}

/// Lines of code, their white space as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What the document calls their language.
    pub language: Option<String>,
    /// The lines, in order, without line breaks; the first and the last are not blank. No control
    /// characters but tabs.
    pub lines: Vec<String>,
}

/// The lines of a quote, in order; at least one.
pub fn lines(part: &CitedQuote, around: Around) -> Vec<Line> {
    let quote = &part.quote;
    let mut lines: Vec<Line> = Vec::new();
    let part_of = |piece: &Piece| quote.parts().partition_point(|part| part.end() <= piece.start());
    let mut part_before = None;
    for piece in &part.pieces {
        let Some(line) = line(quote, piece, &part.highlights, around) else { continue };
        let is_apart = part_before.is_some_and(|before| before != part_of(piece));
        part_before = Some(part_of(piece));
        match (lines.last_mut(), line) {
            (Some(Line::Text(before)), Line::Text(runs)) if is_apart => {
                before.push(Run::LeftOut);
                before.extend(runs);
            }
            (_, line) => {
                lines.extend(is_apart.then_some(Line::LeftOut));
                lines.push(line);
            }
        }
    }
    mark_cut(&mut lines, part.cut);
    if lines.is_empty() {
        lines.push(Line::LeftOut);
    }
    if let Some(lead) = part.lead.as_ref().filter(|_| around == Around::Shown) {
        let words = lead.parts().iter().flat_map(|part| runs(lead, *part, &[])).collect();
        lines.insert(0, Line::Lead(words));
    }
    lines
}

/// Marks what was left out before the first line and behind the last.
fn mark_cut(lines: &mut Vec<Line>, cut: Cut) {
    if cut.before {
        match lines.first_mut() {
            Some(Line::Text(runs) | Line::Item(runs)) => runs.insert(0, Run::LeftOut),
            _ => lines.insert(0, Line::LeftOut),
        }
    }
    if cut.after {
        match lines.last_mut() {
            Some(Line::Text(runs) | Line::Item(runs)) => runs.push(Run::LeftOut),
            _ => lines.push(Line::LeftOut),
        }
    }
}

/// The line of a piece; `None` when nothing of it is shown.
fn line(quote: &Quote, piece: &Piece, highlights: &[ByteRange], around: Around) -> Option<Line> {
    let words = |range: &ByteRange| {
        let runs = runs(quote, *range, highlights);
        is_shown(&runs).then_some(runs)
    };
    match piece {
        Piece::Prose(range) | Piece::Line(range) => words(range).map(Line::Text),
        Piece::Item(range) => words(range).map(Line::Item),
        Piece::Code { lines, language } => {
            // It stands in the fence, which is hidden.
            let named = language.and_then(|language| quote.document().text().get(language));
            let language = named.map(str::to_owned);
            code(quote, *lines).map(|lines| Line::Code(Code { language, lines }))
        }
        Piece::Row { cells } => {
            let mut row = Vec::new();
            for (head, cell) in cells {
                let Some(cell) = words(cell) else { continue };
                if !row.is_empty() {
                    row.push(Run::Sign(format!("{} · ", closing(&plain(&row)))));
                }
                let head = head.filter(|_| around == Around::Shown);
                row.extend(head.and_then(|head| named(quote, head)).into_iter().flatten());
                row.extend(cell);
            }
            is_shown(&row).then_some(Line::Text(row))
        }
    }
}

/// The head of a column before its cell.
fn named(quote: &Quote, head: ByteRange) -> Option<Vec<Run>> {
    let mut head = runs(quote, head, &[]);
    let words = plain(&head);
    let sign = if words.trim_end().ends_with(':') { " " } else { ": " };
    is_shown(&head).then(|| {
        head.push(Run::Sign(format!("{}{sign}", closing(&words))));
        head
    })
}

fn plain(runs: &[Run]) -> String {
    let words = |run: &Run| match run {
        Run::Words { text, .. } | Run::Sign(text) => text.clone(),
        Run::LeftOut => String::new(),
    };
    runs.iter().map(words).collect()
}

/// Whether there is more than white space.
fn is_shown(runs: &[Run]) -> bool {
    !plain(runs).trim().is_empty()
}

/// The lines of code in a range: markup of the block that it stands in left out. `None` when all
/// are blank.
fn code(quote: &Quote, range: ByteRange) -> Option<Vec<String>> {
    let mut text = String::with_capacity(range.n_bytes());
    for shown in quote.shown(range) {
        let words = quote.document().text().get(shown).unwrap_or_default();
        text.extend(words.chars().filter_map(|c| match c {
            '\n' | '\t' => Some(c),
            // No edge takes them for a line's end alike.
            '\u{2028}' | '\u{2029}' => Some(' '),
            _ => (!c.is_control()).then_some(c),
        }));
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let is_blank = |line: &&str| line.trim().is_empty();
    let first = lines.iter().position(|line| !is_blank(line))?;
    let last = lines.iter().rposition(|line| !is_blank(line))?;
    Some(lines[first..=last].iter().map(|line| format!("{line}{}", closing(line))).collect())
}
