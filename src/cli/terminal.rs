//! A reply as text for a terminal: each quote on a line with its number, its citation below. Bold
//! where the terminal shows it.

use crate::phrases::AskersWords;
use crate::reply::words::{self, Emphasis};
use crate::reply::{CitedQuote, Name, Reply, ReplyPart, When};

/// How the text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Bold by escape sequences (ECMA-48, SGR 1 and 22).
    Bold,
    /// Plain text.
    Plain,
}

const BOLD: &str = "\u{1b}[1m";
const NORMAL: &str = "\u{1b}[22m";
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
            format!("[{}] {}\n    — {}", quote.rank, quoted(quote, style), citation(quote))
        }
    }
}

fn quoted(part: &CitedQuote, style: Style) -> String {
    let shown = words::set_runs(
        words::runs(&part.quote, &part.highlights, part.cut),
        LEFT_OUT,
        |text, emphasis, _| match (emphasis, style) {
            (Emphasis::Bold, Style::Bold) => format!("{BOLD}{text}{NORMAL}"),
            (Emphasis::Plain, _) | (_, Style::Plain) => text.to_owned(),
        },
    );
    let closing = words::closing(&shown);
    shown + &closing
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
    fields.extend(part.section.as_ref().map(|section| visible(&words::plain(section))));
    fields.push(part.place.to_string());
    fields.extend(part.differs_from.iter().map(ToString::to_string));
    fields.extend(part.url.as_ref().map(|url| visible(url.as_str())));
    fields.join(" · ")
}

/// The text without control characters, which a terminal would obey. A change of the reading's
/// direction ends with it.
pub(super) fn visible(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !c.is_control()).collect();
    let closing = words::closing(&visible);
    visible + &closing
}
