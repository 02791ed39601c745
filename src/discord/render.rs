//! A reply as a Discord message: Markdown in which every word stands as it does in the source and does
//! nothing. Pure; the limits are Discord's.

use serenity::all::{
    CreateAllowedMentions, CreateEmbed, CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, InteractionResponseFlags, MessageFlags,
};

use crate::phrases::{AskersWords, Phrase, Piece, Slot};
use crate::reply::words;
use crate::reply::{Name, Part, QuotePart, Reply, When};

/// Longest content of a message, in UTF-16 units (Discord API reference, "Create Message"; it counts
/// characters, which are never more).
const MAX_CONTENT: usize = 2000;
/// Longest description of an embed, in UTF-16 units (Discord API reference, "Embed Limits").
const MAX_DESCRIPTION: usize = 4096;
/// For words that were left out.
const LEFT_OUT: &str = "\\[…\\]";

/// A message without its mentions and reference, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendered {
    /// Text in an embed: quotes with their links.
    Embed(String),
    /// Plain text.
    Plain(String),
}

/// Renders a reply. Phrases alone are plain text; quotes go into an embed where those are allowed.
/// Quotes that do not fit are left out whole, from the last.
pub fn render(reply: &Reply, embeds_allowed: bool) -> Rendered {
    let has_quotes = reply.parts.iter().any(|part| matches!(part, Part::Quote(_)));
    if has_quotes && embeds_allowed { Rendered::Embed(fitting(&reply.parts, MAX_DESCRIPTION)) } else { Rendered::Plain(fitting(&reply.parts, MAX_CONTENT)) }
}

fn fitting(parts: &[Part], limit: usize) -> String {
    let utf16 = |text: &str| text.encode_utf16().count();
    for n_parts in (1..=parts.len()).rev() {
        let text = parts[..n_parts].iter().map(|part| render_part(part, Detail::All)).collect::<Vec<_>>().join("\n\n");
        if utf16(&text) <= limit {
            return text;
        }
    }
    // Even one is too long: its citation keeps the name, the date and the place.
    parts.first().map_or(String::new(), |part| render_part(part, Detail::Name))
}

/// How much of a citation is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    All,
    Name,
}

fn render_part(part: &Part, detail: Detail) -> String {
    match part {
        Part::Phrase(phrase) => render_phrase(phrase),
        Part::Words(phrase, words) => {
            format!("{} {}", render_phrase(phrase), words.iter().map(|words| escape(AskersWords::as_str(words))).collect::<Vec<_>>().join(", "))
        }
        Part::Quote(quote) => format!("> {}\n**\\[{}\\]** {}", quoted(quote), quote.rank, citation(quote, detail)),
    }
}

fn render_phrase(phrase: &Phrase) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Fixed(words) => escape(words),
        Piece::Slot(Slot::Number(number)) => number.to_string(),
        Piece::Slot(Slot::Asked(words)) => escape(words.as_str()),
        Piece::Slot(Slot::Field(field)) => escape(field.as_str()),
    };
    phrase.pieces().iter().map(piece).collect()
}

fn quoted(part: &QuotePart) -> String {
    words::set_runs(words::runs(&part.quote, &part.highlights, part.cut), LEFT_OUT, |text, bold, at_start| {
        let marks = if bold { "**" } else { "" };
        format!("{marks}{}{marks}", escape_inline(text, at_start))
    })
}

fn citation(part: &QuotePart, detail: Detail) -> String {
    let mut fields: Vec<String> = Vec::new();
    match &part.name {
        Name::Title(title) => fields.push(escape(title.as_str())),
        Name::Opening(opening) => fields.push(format!("“{} {LEFT_OUT}”", escape(&words::plain(opening)))),
        Name::None => {}
    }
    if let (Some(name), Some(url)) = (fields.last_mut(), &part.url) {
        *name = format!("[{name}](<{url}>)");
    }
    if detail == Detail::All {
        fields.extend(part.fields.iter().map(|field| escape(field.as_str())));
    }
    fields.push(match &part.date {
        When::Date(date) => escape(date.as_str()),
        When::Undated(phrase) => render_phrase(phrase),
    });
    if detail == Detail::All {
        fields.extend(part.section.as_ref().map(|section| escape(&words::plain(section))));
    }
    fields.push(render_phrase(&part.place));
    fields.extend(part.differs_from.iter().map(render_phrase));
    fields.join(" · ")
}

/// Text that is shown as it stands and does nothing, at the beginning of a line or anywhere.
pub fn escape(text: &str) -> String {
    escape_inline(&text.chars().filter(|c| !c.is_control()).collect::<String>(), true)
}

/// Escapes with backslashes what Discord's Markdown would read: it takes one before any sign that is
/// neither letter, digit nor white space.
fn escape_inline(text: &str, at_line_start: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let reads = matches!(c, '\\' | '*' | '_' | '~' | '|' | '`' | '[' | ']' | '(' | ')' | '<' | '>' | '@' | ':' | '#');
        let reads_at_start = at_line_start && ((at == 0 && matches!(c, '-' | '+')) || (digits > 0 && at == digits && c == '.'));
        if reads || reads_at_start {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Mentions that ping nobody, the asker neither.
pub fn pings_nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

impl Rendered {
    /// As a message in a channel.
    pub(super) fn message(self) -> CreateMessage {
        let message = CreateMessage::new().allowed_mentions(pings_nobody());
        match self {
            Rendered::Embed(text) => message.embed(CreateEmbed::new().description(text)),
            Rendered::Plain(text) => message.content(text).flags(MessageFlags::SUPPRESS_EMBEDS),
        }
    }

    /// As the first response to a command.
    pub(super) fn response(self) -> CreateInteractionResponseMessage {
        let message = CreateInteractionResponseMessage::new().allowed_mentions(pings_nobody());
        match self {
            Rendered::Embed(text) => message.embed(CreateEmbed::new().description(text)),
            Rendered::Plain(text) => message.content(text).flags(InteractionResponseFlags::SUPPRESS_EMBEDS),
        }
    }

    /// As what takes a deferral's place.
    pub(super) fn edit(self) -> EditInteractionResponse {
        let message = EditInteractionResponse::new().allowed_mentions(pings_nobody());
        match self {
            Rendered::Embed(text) => message.embed(CreateEmbed::new().description(text)),
            Rendered::Plain(text) => message.content(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_in_a_source_does_nothing() {
        for (text, expected) in [
            ("@everyone <@1> **x**", r"\@everyone \<\@1\> \*\*x\*\*"),
            ("https://example.org", r"https\://example.org"),
            ("# Title", r"\# Title"),
            ("- item", r"\- item"),
            ("1. item 2. item", r"1\. item 2. item"),
            ("a - b", "a - b"),
            ("||spoiler|| `code` [a](b)", r"\|\|spoiler\|\| \`code\` \[a\]\(b\)"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
