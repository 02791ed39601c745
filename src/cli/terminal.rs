//! A reply as text for a terminal: each quote behind its number, its citation below. Bold and
//! italics where the terminal shows them.

use crate::phrases::AskersWords;
use crate::reply::words::{self, Emphasis, Run};
use crate::reply::{Around, CitedQuote, Line, Name, Reply, ReplyPart, When, closing, lines};

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
    let mut fields: Vec<String> = Vec::new();
    match &part.name {
        Name::Title(title) => fields.push(visible(title.as_str())),
        Name::Opening(opening) => {
            fields.push(format!("“{} {LEFT_OUT}”", visible(&words::plain(opening))))
        }
        Name::None => {}
    }
    fields.extend(part.authors.named.iter().map(|author| visible(author.as_str())));
    fields.extend(part.authors.has_others.then(|| LEFT_OUT.to_owned()));
    fields.extend(part.fields.iter().map(|field| visible(field.as_str())));
    fields.push(match &part.date {
        When::Date(date) => visible(date.as_str()),
        When::Undated(phrase) => phrase.to_string(),
    });
    fields.extend(words::path(&part.sections).as_deref().map(visible));
    fields.push(part.place.to_string());
    fields.extend(part.differs_from.iter().map(ToString::to_string));
    fields.extend(part.url.as_ref().map(|url| visible(url.as_str())));
    fields.join(" · ")
}

/// The same with runs of white space as one space.
pub(super) fn on_one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text without control characters, which a terminal would obey. A change of the reading's
/// direction ends with it.
pub(super) fn visible(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !c.is_control()).collect();
    let closing = closing(&visible);
    visible + &closing
}
