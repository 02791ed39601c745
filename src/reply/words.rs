//! The words of a quote as they are shown: markup of the source left out, runs of white space as one
//! space, control characters gone, highlights apart. Every edge sets them in its own markup.

use crate::answer::Cut;
use crate::document::ByteRange;
use crate::quote::Quote;

/// One run of what is shown of a quote, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words of the document; never empty.
    Words {
        /// The words.
        text: String,
        /// Whether they answer.
        bold: bool,
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

/// Runs put together in an edge's own markup: `set` writes words, given their text, whether they answer and
/// whether nothing stands before them; `left_out` is the sign for what is missing.
pub fn set_runs(runs: Vec<Run>, left_out: &str, set: impl Fn(&str, bool, bool) -> String) -> String {
    let mut shown = String::new();
    for run in runs {
        match run {
            Run::LeftOut if shown.is_empty() => shown.push_str(&format!("{left_out} ")),
            Run::LeftOut => shown.push_str(&format!(" {left_out}")),
            Run::Words { text, bold } => {
                let gap = if shown.ends_with(left_out) { " " } else { "" };
                let words = set(&text, bold, shown.is_empty());
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

fn runs_of_part(quote: &Quote, part: ByteRange, highlights: &[ByteRange], runs: &mut Vec<Run>) {
    let mut run = String::new();
    let (mut bold, mut after_space) = (false, false);
    let mut flush = |run: &mut String, bold: bool| {
        if !run.is_empty() {
            runs.push(Run::Words { text: std::mem::take(run), bold });
        }
    };
    for piece in quote.shown(part) {
        for (at, c) in quote.document().text().get(piece).unwrap_or_default().char_indices() {
            let byte = piece.start() + at;
            let marked = highlights.iter().any(|mark| mark.start() <= byte && byte < mark.end());
            if marked != bold {
                flush(&mut run, bold);
                bold = marked;
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
    flush(&mut run, bold);
}
