//! The words of a quote as they are shown: markup of the source left out, runs of white space as
//! one space, control characters removed, highlights marked. Every edge sets them in its own markup.

use crate::answer::Cut;
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

/// Where words stand in what is shown of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Nothing stands before them.
    First,
    /// Something does.
    Later,
}

/// One run of what is shown of a quote, in order.
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
}

/// The runs of a quote. `highlights` are ranges of the document: in order, disjoint.
pub fn runs(quote: &Quote, highlights: &[ByteRange], cut: Cut) -> Vec<Run> {
    let mut runs = Vec::new();
    if cut.before {
        runs.push(Run::LeftOut);
    }
    for (at, part) in quote.parts().iter().enumerate() {
        if at > 0 {
            runs.push(Run::LeftOut);
        }
        runs_of_part(quote, *part, highlights, &mut runs);
    }
    if cut.after {
        runs.push(Run::LeftOut);
    }
    runs
}

/// Joins runs in an edge's own markup: `set` marks up the words of a run; `left_out` is the sign for
/// what is missing.
pub fn set_runs(
    runs: Vec<Run>,
    left_out: &str,
    set: impl Fn(&str, Emphasis, Position) -> String,
) -> String {
    let mut shown = String::new();
    for run in runs {
        match run {
            Run::LeftOut if shown.is_empty() => shown.push_str(&format!("{left_out} ")),
            Run::LeftOut => shown.push_str(&format!(" {left_out}")),
            Run::Words { text, emphasis } => {
                let gap = if shown.ends_with(left_out) { " " } else { "" };
                let position = if shown.is_empty() { Position::First } else { Position::Later };
                let words = set(&text, emphasis, position);
                shown.push_str(&format!("{gap}{words}"));
            }
        }
    }
    shown
}

/// All the words of a quote, without a mark: for headings and opening words.
pub fn plain(quote: &Quote) -> String {
    let words = |run: Run| match run {
        Run::Words { text, .. } => text,
        Run::LeftOut => " ".to_owned(),
    };
    runs(quote, &[], Cut::default()).into_iter().map(words).collect()
}

/// The same for each of its parts.
pub fn plain_parts(quote: &Quote) -> Vec<String> {
    let words = |part: &ByteRange| {
        let mut runs = Vec::new();
        runs_of_part(quote, *part, &[], &mut runs);
        runs.into_iter()
            .map(|run| if let Run::Words { text, .. } = run { text } else { String::new() })
            .collect()
    };
    quote.parts().iter().map(words).collect()
}

fn runs_of_part(quote: &Quote, part: ByteRange, highlights: &[ByteRange], runs: &mut Vec<Run>) {
    let mut run = String::new();
    let (mut emphasis, mut after_space) = (Emphasis::Plain, false);
    let mut flush = |run: &mut String, emphasis: Emphasis| {
        if !run.is_empty() {
            runs.push(Run::Words { text: std::mem::take(run), emphasis });
        }
    };
    for piece in quote.shown(part) {
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
}

/// What ends every turn of the reading's direction that the text begins and does not end (Unicode
/// Standard Annex #9, explicit directional formatting characters), innermost first. Empty for
/// nearly every text.
pub fn closing(text: &str) -> String {
    const POP_DIRECTION: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP_DIRECTION),
            '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
            // An isolate's end closes what was opened within it too.
            POP_ISOLATE => {
                if let Some(at) = open.iter().rposition(|end| *end == POP_ISOLATE) {
                    open.truncate(at);
                }
            }
            POP_DIRECTION if open.last() == Some(&POP_DIRECTION) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn what_turns_the_reading_is_ended_from_the_inside() {
        for (text, expected) in [
            ("plain", ""),
            ("a\u{202e}b", "\u{202c}"),
            ("a\u{202e}b\u{202c}c", ""),
            ("\u{2067}a\u{202b}b", "\u{202c}\u{2069}"),
            ("\u{2067}a\u{202b}b\u{2069}c", ""),
            ("\u{202c}\u{2069}", ""),
        ] {
            assert_eq!(closing(text), expected, "{text:?}");
        }
    }
}
