//! A reply as text for a terminal: each quote behind its number, its citation below. Bold and
//! italics where the terminal shows them.

use crate::phrases::AskersWords;
use crate::reply::words::{self, Emphasis, Run};
use crate::reply::{
    Around, CitedQuote, Line, Reply, ReplyPart, SourceField, SourceLine, citation_fields, lines,
    name_field, opening_words, visible,
};

/// How the text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bold and italics by escape sequences (ECMA-48, SGR 1, 22, 3 and 23).
    Bold,
    /// Plain text.
    Plain,
}

const BOLD: &str = "\u{1b}[1m";
const NORMAL: &str = "\u{1b}[22m";
const ITALIC: &str = "\u{1b}[3m";
const UPRIGHT: &str = "\u{1b}[23m";
/// What stands before the lines of a quote below its number, and before code once more.
const INDENT: &str = "    ";
/// For words that were left out.
const LEFT_OUT: &str = "[…]";

/// The reply, with a line break at its end.
pub fn render(reply: &Reply, style: Style) -> String {
    let parts: Vec<String> = reply.parts.iter().map(|part| render_part(part, style)).collect();
    let blank = if reply.parts.iter().any(|part| matches!(part, ReplyPart::Quote(_))) {
        "\n\n"
    } else {
        "\n"
    };
    parts.join(blank) + "\n"
}

fn render_part(part: &ReplyPart, style: Style) -> String {
    match part {
        ReplyPart::Phrase(phrase) => visible(&phrase.to_string()),
        ReplyPart::Items(phrases) => {
            let items = phrases.iter().map(|phrase| format!("- {}", visible(&phrase.to_string())));
            items.collect::<Vec<_>>().join("\n")
        }
        ReplyPart::Words(phrase, words) => {
            format!(
                "{} {}",
                visible(&phrase.to_string()),
                words.iter().map(AskersWords::as_str).map(visible).collect::<Vec<_>>().join(", ")
            )
        }
        ReplyPart::Quote(quote) => {
            let quoted = quoted(quote, style);
            format!(
                "[{}]{}\n{INDENT}— {}",
                quote.rank,
                &quoted[INDENT.len() - 1..],
                citation(quote)
            )
        }
        ReplyPart::Text(quote) => quoted(quote, style),
        ReplyPart::Heading(path) => visible(&words::path(path).unwrap_or_default()),
        ReplyPart::Source(line) => source_line(line),
        ReplyPart::Copied(quote) => citation(quote),
    }
}

/// The lines of a quote, each indented.
fn quoted(part: &CitedQuote, style: Style) -> String {
    let of_line = |line: &Line| -> Vec<String> {
        match (line, style) {
            (Line::Lead(runs), Style::Bold) => {
                vec![format!("{ITALIC}{}{UPRIGHT}", words(runs, style).trim())]
            }
            (Line::Lead(runs), Style::Plain) => vec![words(runs, style).trim().to_owned()],
            (Line::Text(runs), _) => vec![words(runs, style)],
            (Line::Item(runs), _) => vec![format!("- {}", words(runs, style))],
            (Line::Code(code), _) => {
                code.lines.iter().map(|line| format!("{INDENT}{line}")).collect()
            }
            (Line::LeftOut, _) => vec![LEFT_OUT.to_owned()],
        }
    };
    let lines: Vec<String> = lines(part, Around::Shown)
        .iter()
        .flat_map(of_line)
        .map(|line| format!("{INDENT}{line}"))
        .collect();
    lines.join("\n")
}

fn words(runs: &[Run], style: Style) -> String {
    words::set_runs(runs, LEFT_OUT, |text, emphasis, _| match (emphasis, style) {
        (Emphasis::Bold, Style::Bold) => format!("{BOLD}{text}{NORMAL}"),
        (Emphasis::Plain, _) | (_, Style::Plain) => text.to_owned(),
    })
}

fn citation(part: &CitedQuote) -> String {
    let mut fields = citation_fields(part);
    fields.extend(part.differs_from.iter().map(ToString::to_string));
    fields.extend(part.receipt.as_ref().map(ToString::to_string));
    fields.extend(part.url.as_ref().map(|url| visible(url.as_str())));
    fields.join(" · ")
}

fn source_line(line: &SourceLine) -> String {
    let mut fields: Vec<String> = name_field(&line.name).into_iter().collect();
    fields.extend(line.fields.iter().map(|field| match field {
        SourceField::Field(field) => visible(field.as_str()),
        SourceField::Phrase(phrase) => visible(&phrase.to_string()),
        SourceField::Opening(opening) => opening_words(opening),
        SourceField::LeftOut => LEFT_OUT.to_owned(),
    }));
    fields.extend(line.url.as_ref().map(|url| visible(url.as_str())));
    fields.join(" · ")
}

/// The same with runs of white space as one space.
pub(super) fn on_one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
