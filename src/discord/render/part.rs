//! One part of a reply as Discord's Markdown: a phrase, or a quote with its citation below.

use super::choice::cut_to;
use super::escape::{LinePosition, escape, escape_inline};
use super::quoted::{LEFT_OUT, quoted};
use super::text_fragment;
use crate::phrases::{AskersWords, CommandMention, PROJECT, Phrase, Piece, Slot, VERSION};
use crate::quote::Quote;
use crate::reply::words;
use crate::reply::{Around, CitedQuote, Name, ReplyPart, SourceField, SourceLine, When};

/// How much is shown of a citation, and of what stands around a quote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    All,
    /// Of the citation the name, the date and the place.
    Name,
    /// The same of the citation; the quote alone.
    QuoteAlone,
    /// The same, and a link without a fragment.
    Address,
}

/// What is shown around a quote.
fn around(detail: Detail) -> Around {
    match detail {
        Detail::All | Detail::Name => Around::Shown,
        Detail::QuoteAlone | Detail::Address => Around::LeftOut,
    }
}

/// A part with as much detail; empty where nothing of it is shown.
pub(super) fn render_part(part: &ReplyPart, detail: Detail) -> String {
    match part {
        ReplyPart::Phrase(phrase) => render_phrase(phrase),
        ReplyPart::Items(phrases) => {
            let items = phrases.iter().map(|phrase| format!("- {}", render_phrase(phrase)));
            items.collect::<Vec<_>>().join("\n")
        }
        ReplyPart::Words(phrase, words) => {
            format!(
                "{} {}",
                render_phrase(phrase),
                words
                    .iter()
                    .map(|words| escape(AskersWords::as_str(words)))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        ReplyPart::Quote(quote) => {
            let around = around(detail);
            let citation = citation(quote, detail);
            format!("{}\n**\\[{}\\]** {citation}", quoted(quote, around), quote.rank)
        }
        ReplyPart::Text(quote) => quoted(quote, around(detail)),
        ReplyPart::Heading(_) if around(detail) == Around::LeftOut => String::new(),
        ReplyPart::Heading(path) => {
            format!("**{}**", escape(&words::path(path).unwrap_or_default()))
        }
        ReplyPart::Source(line) => source_line(line, detail),
        ReplyPart::Copied(quote) => copied(quote),
    }
}

fn render_phrase(phrase: &Phrase) -> String {
    let mut text = String::new();
    for piece in phrase.pieces() {
        text += &match piece {
            Piece::Fixed(words) if text.is_empty() => escape_inline(words, LinePosition::LineStart),
            Piece::Fixed(words) => escape_inline(words, LinePosition::Inline),
            Piece::Slot(Slot::Number(number)) => number.to_string(),
            Piece::Slot(Slot::Asked(words)) => escape(words.as_str()),
            Piece::Slot(Slot::AskedFirst(words)) => {
                format!("{} {LEFT_OUT}", escape(words.as_str()))
            }
            Piece::Slot(Slot::Field(field)) => escape(field.as_str()),
            Piece::Slot(Slot::Quoted(quote)) => escape(&words::plain(quote)),
            Piece::Slot(Slot::Time(seconds)) => format!("<t:{seconds}:R>"),
            Piece::Slot(Slot::Day(second)) => format!("<t:{second}:D>"),
            Piece::Slot(Slot::Receipt(receipt)) => format!("`{receipt}`"),
            Piece::Slot(Slot::Version) => escape_inline(VERSION, LinePosition::Inline),
            Piece::Slot(Slot::Project) => format!("<{}>", PROJECT),
            Piece::Slot(Slot::Command(command)) => mention(command),
        };
    }
    text
}

/// A command that a click begins; its name where Discord has not told which command that is.
fn mention(command: &CommandMention) -> String {
    match command.id() {
        Some(id) => format!("</{}:{id}>", command.registered_name()),
        None => escape_inline(&format!("/{}", command.own_name()), LinePosition::Inline),
    }
}

fn citation(part: &CitedQuote, detail: Detail) -> String {
    let mut fields: Vec<String> = name(&part.name).into_iter().collect();
    if detail == Detail::All {
        fields.extend(part.authors.named.iter().map(|author| escape(author.as_str())));
        fields.extend(part.authors.has_others.then(|| LEFT_OUT.to_owned()));
        fields.extend(part.fields.iter().map(|field| escape(field.as_str())));
    }
    fields.push(match &part.date {
        When::Date(date) => escape(date.as_str()),
        When::Undated(phrase) => render_phrase(phrase),
    });
    if detail == Detail::All {
        fields.extend(words::path(&part.sections).as_deref().map(escape));
    }
    fields.push(render_phrase(&part.place));
    fields.extend(part.differs_from.iter().map(render_phrase));
    fields.extend(part.receipt.as_ref().map(render_phrase));
    if let Some(url) = &part.url {
        let link = if detail == Detail::Address {
            url.as_str().to_owned()
        } else {
            text_fragment::link(
                url.as_str(),
                part.page,
                &words::stretches(&part.quote, &part.pieces),
            )
        };
        fields[0] = format!("[{}](<{link}>)", fields[0]);
    }
    fields.join(" · ")
}

/// What a document is called.
fn name(name: &Name) -> Option<String> {
    match name {
        Name::Title(title) => Some(escape(title.as_str())),
        Name::Opening(opening) => Some(opening_words(opening)),
        Name::None => None,
    }
}

/// The words that a document begins with, between quotation marks.
fn opening_words(opening: &Quote) -> String {
    format!("“{} {LEFT_OUT}”", escape(&words::plain(opening)))
}

/// A title is cut where there is no room for all of a list, in characters.
const LONGEST_NAME: usize = 70;

/// A document on a line of its own.
fn source_line(line: &SourceLine, detail: Detail) -> String {
    let called = match (&line.name, around(detail)) {
        (Name::Title(title), Around::LeftOut) => {
            Some(escape(&cut_to(title.as_str(), LONGEST_NAME)))
        }
        (called, _) => name(called),
    };
    let mut fields: Vec<String> = called.into_iter().collect();
    if let (Some(url), Some(name), true) = (&line.url, fields.first_mut(), detail == Detail::All) {
        *name = format!("[{name}](<{}>)", url.as_str());
    }
    fields.extend(line.fields.iter().filter_map(|field| match field {
        SourceField::Field(field) if detail == Detail::All => Some(escape(field.as_str())),
        SourceField::Field(_) => None,
        SourceField::Phrase(phrase) => Some(render_phrase(phrase)),
        SourceField::Opening(opening) => (detail == Detail::All).then(|| opening_words(opening)),
        SourceField::LeftOut => (detail == Detail::All).then(|| LEFT_OUT.to_owned()),
    }));
    fields.join(" · ")
}

/// The citation of a quote in a fence, which Discord lets people copy, with its address; escaped
/// where it would end the fence.
fn copied(part: &CitedQuote) -> String {
    const FENCE: &str = "```";
    let fields = crate::reply::citation_fields(part);
    let mut lines = vec![fields.join(" · ")];
    lines.extend(part.url.as_ref().map(|url| {
        let stretches = words::stretches(&part.quote, &part.pieces);
        text_fragment::link(url.as_str(), part.page, &stretches)
    }));
    if lines.iter().any(|line| line.contains(FENCE)) {
        return lines.iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n");
    }
    format!("{FENCE}\n{}\n{FENCE}", lines.join("\n"))
}
