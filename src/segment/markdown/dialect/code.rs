//! Where code stands in a Markdown text: nothing within it is markup.

use std::collections::HashMap;
use std::ops::Range;

/// A fence of code: its sign, how often it stands there, and what follows.
struct Fence<'t> {
    sign: char,
    length: usize,
    info: &'t str,
}

/// The fence on a line, in a quotation or an item of a list or not.
fn fence(line: &str) -> Option<Fence<'_>> {
    let mut rest = line.trim_start_matches([' ', '\t', '>']);
    if let Some(item) = rest.strip_prefix(['-', '*', '+']).filter(|item| item.starts_with(' ')) {
        rest = item.trim_start();
    } else {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < rest.len()
            && let Some(item) = digits.strip_prefix(['.', ')'])
        {
            rest = item.trim_start();
        }
    }
    let sign = rest.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let info = rest.trim_start_matches(sign);
    let length = rest.len() - info.len();
    // CommonMark 0.31, 4.5: an info string behind backticks holds none.
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Fence { sign, length, info })
}

/// The fenced code blocks from `from` on, fences included: sorted, disjoint.
pub(super) fn fenced(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Fence<'_>)> = None;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if let Some(here) = fence(line.trim_end()) {
            match &open {
                None => open = Some((at, here)),
                Some((start, opening))
                    if here.sign == opening.sign
                        && here.length >= opening.length
                        && here.info.trim().is_empty() =>
                {
                    found.push(*start..at + line.len());
                    open = None;
                }
                Some(_) => {}
            }
        }
        at += line.len();
    }
    found.extend(open.map(|(start, _)| start..text.len()));
    found
}

/// The same and the code within lines.
pub(super) fn with_spans(text: &str, from: usize, fenced: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = from;
    for block in fenced {
        spans(text, at..block.start, &mut found);
        found.push(block.clone());
        at = block.end;
    }
    spans(text, at..text.len(), &mut found);
    found
}

/// The code spans of a piece: between runs of as many backticks, within a paragraph (CommonMark
/// 0.31, 6.1).
fn spans(text: &str, piece: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut at = piece.start;
    for paragraph in text[piece].split_inclusive("\n\n") {
        let runs = runs(paragraph);
        // For each length the runs that are not passed yet, the next one last.
        let mut later: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, run) in runs.iter().enumerate().rev() {
            later.entry(run.len()).or_default().push(number);
        }
        let mut next = 0;
        while let Some(opening) = runs.get(next) {
            let same = later.entry(opening.len()).or_default();
            while same.last().is_some_and(|number| *number <= next) {
                same.pop();
            }
            match same.pop() {
                Some(closing) => {
                    found.push(at + opening.start..at + runs[closing].end);
                    next = closing + 1;
                }
                None => next += 1,
            }
        }
        at += paragraph.len();
    }
}

/// The runs of backticks, in order.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let ranges = with_spans(text, 0, &fenced(text, 0));
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn code_is_what_fences_and_backticks_hold() {
        assert_eq!(found("a `b` ``c ` d`` e"), ["`b`", "``c ` d``"]);
        assert_eq!(found("a ` b\n\nc ` d"), Vec::<&str>::new());
        assert_eq!(found("- ```x\n  `a`\n  ```\nb `c`\n"), ["- ```x\n  `a`\n  ```\n", "`c`"]);
        assert_eq!(found("~~~\n```\n~~~\na"), ["~~~\n```\n~~~\n"]);
        assert_eq!(found("```\nnever closed"), ["```\nnever closed"]);
    }
}
