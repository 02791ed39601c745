//! One part of a reply as Discord's Markdown: a phrase, or a quote with its citation below.

use super::escape::{LinePosition, escape, escape_inline};
use super::quoted::{LEFT_OUT, quoted};
use super::text_fragment;
use crate::phrases::{AskersWords, CommandMention, PROJECT, Phrase, Piece, Slot, VERSION};
use crate::reply::words;
use crate::reply::{Around, CitedQuote, Name, ReplyPart, When};

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

pub(super) fn render_part(part: &ReplyPart, detail: Detail) -> String {
    match part {
        ReplyPart::Phrase(phrase) => render_phrase(phrase),
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
            let around = match detail {
                Detail::All | Detail::Name => Around::Shown,
                Detail::QuoteAlone | Detail::Address => Around::LeftOut,
            };
            let citation = citation(quote, detail);
            format!("{}\n**\\[{}\\]** {citation}", quoted(quote, around), quote.rank)
        }
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
    let mut fields: Vec<String> = Vec::new();
    match &part.name {
        Name::Title(title) => fields.push(escape(title.as_str())),
        Name::Opening(opening) => {
            fields.push(format!("“{} {LEFT_OUT}”", escape(&words::plain(opening))))
        }
        Name::None => {}
    }
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
