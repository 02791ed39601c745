//! Reads what the terminal prints, and refuses every control character but line breaks and the two
//! sequences each that begin and end bold and italics.

use std::ops::Range;

use super::sign::{Block, Kind, QuoteLine, Sign};

const BOLD: &str = "\x1b[1m";
const NORMAL: &str = "\x1b[22m";
const ITALIC: &str = "\x1b[3m";
const UPRIGHT: &str = "\x1b[23m";
/// Before the lines of a quote below its first, and before code once more.
const INDENT: &str = "    ";
const DASH: &str = "— ";

/// Takes a printed reply apart. Escape sequences are refused unless it `may_be_bold`.
///
/// # Errors
/// What the terminal would obey, or where the form is not that of a reply.
pub fn take_apart(message: &str, may_be_bold: bool) -> Result<Vec<Block>, String> {
    let body = message.strip_suffix('\n').ok_or("no line break at the end")?;
    let mut blocks = Vec::new();
    let mut start = 0;
    let lines = body.split('\n').map(|line| {
        let at = start..start + line.len();
        start = at.end + 1;
        at
    });
    let mut lines = lines.peekable();
    let mut blank = true;
    while let Some(at) = lines.next() {
        let line = &body[at.clone()];
        if line.is_empty() {
            if std::mem::replace(&mut blank, true) {
                return Err("an empty line where words should be".to_owned());
            }
            continue;
        }
        match numbered(line) {
            Some((rank, rest)) => {
                if !blank {
                    return Err(format!("a quote right below something else: {line}"));
                }
                let mut quoted: Vec<Range<usize>> =
                    std::iter::once(at.end - rest.len()..at.end).collect();
                while let Some(next) = lines.next_if(|next| !next.is_empty()) {
                    if !body[next.clone()].starts_with(INDENT) {
                        return Err(format!("a line that is not indented: {}", &body[next]));
                    }
                    quoted.push(next.start + INDENT.len()..next.end);
                }
                let below = quoted.pop().filter(|_| !quoted.is_empty());
                let below = below.ok_or("a quote without a citation")?;
                let rest =
                    body[below.clone()].strip_prefix(DASH).ok_or("a citation without its dash")?;
                let citation_at = below.end - rest.len()..below.end;
                let citation = signs(body, citation_at.clone(), false)?;
                let lines = quoted.into_iter().map(|at| quote_line(body, at, may_be_bold));
                let lines = lines.collect::<Result<_, _>>()?;
                blocks.push(Block::Quote { rank, lines, citation, citation_at, link: None });
            }
            None => blocks.push(Block::Line(signs(body, at, false)?)),
        }
        blank = false;
    }
    if blank { Err("nothing, or an empty line at the end".to_owned()) } else { Ok(blocks) }
}

/// A line of a quote. An item looks like text that begins with a dash.
fn quote_line(body: &str, at: Range<usize>, may_be_bold: bool) -> Result<QuoteLine, String> {
    let line = &body[at.clone()];
    let in_italics = line.strip_prefix(ITALIC).filter(|_| may_be_bold);
    let (kind, signs) = if line.starts_with(INDENT) {
        (Kind::Code, code(body, at.start + INDENT.len()..at.end)?)
    } else if let Some(rest) = in_italics {
        let inner = rest.strip_suffix(UPRIGHT).ok_or("italics that do not end")?;
        let from = at.end - rest.len();
        (Kind::Lead, signs(body, from..from + inner.len(), false)?)
    } else {
        (Kind::Text, signs(body, at.clone(), may_be_bold)?)
    };
    Ok(QuoteLine { kind, signs, at })
}

fn code(body: &str, range: Range<usize>) -> Result<Vec<Sign>, String> {
    let sign = |(at, c): (usize, char)| {
        let at = range.start + at..range.start + at + c.len_utf8();
        if c.is_control() && c != '\t' {
            return Err(format!("the control character {c:?} in code"));
        }
        Ok(Sign { c, bold: false, mentions: false, at })
    };
    body[range.clone()].char_indices().map(sign).collect()
}

/// `[1] words`.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let (rank, rest) = line.strip_prefix('[')?.split_once("] ")?;
    Some((rank.parse().ok()?, rest))
}

fn signs(body: &str, range: Range<usize>, may_be_bold: bool) -> Result<Vec<Sign>, String> {
    let mut signs: Vec<Sign> = Vec::new();
    let (mut at, mut bold) = (range.start, false);
    while let Some(c) = body[at..range.end].chars().next() {
        let rest = &body[at..range.end];
        let mark = if bold { NORMAL } else { BOLD };
        if may_be_bold && rest.starts_with(mark) {
            bold = !bold;
            at += mark.len();
            continue;
        }
        if c.is_control() {
            return Err(format!("the control character {c:?}: {rest:?}"));
        }
        signs.push(Sign { c, bold, mentions: false, at: at..at + c.len_utf8() });
        at += c.len_utf8();
    }
    match (bold, signs.is_empty()) {
        (true, _) => Err("bold that does not end".to_owned()),
        (_, true) => Err("a line without words".to_owned()),
        _ => Ok(signs),
    }
}
