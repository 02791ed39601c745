//! A reply as text for a terminal: each quote on a line with its number, its citation below. Bold where
//! the terminal shows it.

use crate::document::ByteRange;
use crate::phrases::AskersWords;
use crate::quote::Quote;
use crate::reply::{Name, Part, QuotePart, Reply, When};

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
    let blank = if reply.parts.iter().any(|part| matches!(part, Part::Quote(_))) { "\n\n" } else { "\n" };
    parts.join(blank) + "\n"
}

fn render_part(part: &Part, style: Style) -> String {
    match part {
        Part::Phrase(phrase) => visible(&phrase.to_string()),
        Part::Words(phrase, words) => {
            format!("{} {}", visible(&phrase.to_string()), words.iter().map(AskersWords::as_str).map(visible).collect::<Vec<_>>().join(", "))
        }
        Part::Quote(quote) => format!("[{}] {}\n    — {}", quote.rank, quoted(quote, style), citation(quote)),
    }
}

fn quoted(part: &QuotePart, style: Style) -> String {
    let pieces: Vec<String> = part.quote.parts().iter().map(|range| words(&part.quote, *range, &part.highlights, style)).collect();
    let mut text = pieces.join(&format!(" {LEFT_OUT} "));
    if part.cut.before {
        text = format!("{LEFT_OUT} {text}");
    }
    if part.cut.after {
        text = format!("{text} {LEFT_OUT}");
    }
    text
}

/// The words of one range of a quote: markup left out, runs of white space as one space.
fn words(quote: &Quote, range: ByteRange, highlights: &[ByteRange], style: Style) -> String {
    let text = quote.document().text();
    let mut shown = String::new();
    let mut bold = false;
    for piece in quote.shown(range) {
        let words = text.get(piece).unwrap_or_default();
        for (at, c) in words.char_indices() {
            let byte = piece.start() + at;
            let marked = style == Style::Bold && highlights.iter().any(|mark| mark.start() <= byte && byte < mark.end());
            if marked != bold {
                shown.push_str(if marked { BOLD } else { NORMAL });
                bold = marked;
            }
            if c.is_whitespace() {
                if !shown.ends_with(' ') {
                    shown.push(' ');
                }
            } else if !c.is_control() {
                shown.push(c);
            }
        }
    }
    if bold {
        shown.push_str(NORMAL);
    }
    shown
}

fn citation(part: &QuotePart) -> String {
    let mut fields: Vec<String> = Vec::new();
    match &part.name {
        Name::Title(title) => fields.push(visible(title.as_str())),
        Name::Opening(opening) => fields.push(format!("“{} {LEFT_OUT}”", plain(opening))),
        Name::None => {}
    }
    fields.extend(part.fields.iter().map(|field| visible(field.as_str())));
    fields.push(match &part.date {
        When::Date(date) => visible(date.as_str()),
        When::Undated(phrase) => phrase.to_string(),
    });
    fields.extend(part.section.as_ref().map(plain));
    fields.push(part.place.to_string());
    fields.extend(part.url.as_ref().map(|url| visible(url.as_str())));
    fields.join(" · ")
}

fn plain(quote: &Quote) -> String {
    quote.parts().iter().map(|range| words(quote, *range, &[], Style::Plain)).collect::<Vec<_>>().join(" ")
}

/// Without control characters, which a terminal would obey.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
