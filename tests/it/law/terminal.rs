//! Reads what the terminal prints, and refuses every control character but line breaks and the two
//! sequences that begin and end bold.

use std::ops::Range;

use super::sign::{Block, Sign};

const BOLD: &str = "\x1b[1m";
const NORMAL: &str = "\x1b[22m";
const DASH: &str = "    — ";

/// Takes a printed reply apart. Escape sequences are refused unless it `may_be_bold`.
///
/// # Errors
/// What the terminal would obey, or where the form is not that of a reply.
pub fn take_apart(message: &str, may_be_bold: bool) -> Result<Vec<Block>, String> {
    let body = message.strip_suffix('\n').ok_or("no line break at the end")?;
    let mut blocks = Vec::new();
    let mut start = 0;
    let mut lines = body.split('\n').map(|line| {
        let at = start..start + line.len();
        start = at.end + 1;
        at
    });
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
                let words = signs(body, at.end - rest.len()..at.end, may_be_bold)?;
                let below = lines.next().ok_or("a quote without a citation")?;
                let rest =
                    body[below.clone()].strip_prefix(DASH).ok_or("a citation without its dash")?;
                let citation_at = below.end - rest.len()..below.end;
                let citation = signs(body, citation_at.clone(), false)?;
                blocks.push(Block::Quote { rank, words, citation, citation_at, link: None });
            }
            None => blocks.push(Block::Line(signs(body, at, false)?)),
        }
        blank = false;
    }
    if blank { Err("nothing, or an empty line at the end".to_owned()) } else { Ok(blocks) }
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
        signs.push(Sign { c, bold, at: at..at + c.len_utf8() });
        at += c.len_utf8();
    }
    match (bold, signs.is_empty()) {
        (true, _) => Err("bold that does not end".to_owned()),
        (_, true) => Err("a line without words".to_owned()),
        _ => Ok(signs),
    }
}
