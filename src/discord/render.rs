//! A reply as Discord messages: Markdown in which every word stands as it does in the source and
//! does nothing. What does not fit into one message goes to the next page whole. Pure; the limits
//! are Discord's.

mod choice;
mod escape;
mod fragment;
mod rendered;

use std::ops::Range;

pub use choice::Choice;
pub use escape::escape;
use escape::escape_inline;
pub use rendered::{Button, Rendered};

use super::pressing::{Pressed, View};
use crate::phrases::{AskersWords, Key, Phrase, Piece, Slot, Voice};
use crate::reply::words;
use crate::reply::{Name, Offer, Part, QuotePart, Reply, When};

/// Longest content of a message, in UTF-16 units (Discord API reference, "Create Message"; it
/// counts characters, which are never more).
const MAX_CONTENT: usize = 2000;
/// Longest description of an embed, in UTF-16 units (Discord API reference, "Embed Limits").
const MAX_DESCRIPTION: usize = 4096;
/// For words that were left out.
const LEFT_OUT: &str = "\\[…\\]";

/// The first message of a reply. Quotes that do not fit are a button away.
pub fn render(reply: &Reply, embeds_allowed: bool, voice: Voice) -> Rendered {
    let is_embed = embeds_allowed && has_quote(&reply.parts);
    let first = pages(&reply.parts, is_embed)[0].clone();
    let mut buttons: Vec<Button> = reply.offers.iter().map(offer).collect();
    let quotes = || reply.parts.iter().filter_map(quote);
    if let Some(unseen) = reply.parts[first.end..].iter().find_map(quote) {
        // What opens is set anew, without what stands before the quotes here; so the page is told
        // by the quote.
        let references = quotes().map(|quote| quote.reference.clone()).collect();
        let press = Pressed::View(View { opens: true, first: unseen.rank - 1, references });
        buttons.push(Button { label: voice.say(Key::NextPage, vec![]), press });
    }
    Rendered::new(text(&reply.parts[first], is_embed), is_embed, buttons)
}

/// All of a reply, over as many messages as it takes, in order; the buttons are under the last.
pub fn render_all(reply: &Reply, embeds_allowed: bool) -> Vec<Rendered> {
    let is_embed = embeds_allowed && has_quote(&reply.parts);
    let pages = pages(&reply.parts, is_embed);
    let mut messages: Vec<Rendered> = pages
        .into_iter()
        .map(|page| Rendered::new(text(&reply.parts[page], is_embed), is_embed, Vec::new()))
        .collect();
    let last = messages.pop().map(|last| last.with(reply.offers.iter().map(offer).collect()));
    messages.extend(last);
    messages
}

/// The page of some quotes on which the quote with this place stands, from 0, with buttons to the
/// others.
pub fn render_view(quotes: &[Part], first: usize, embeds_allowed: bool, voice: Voice) -> Rendered {
    let pages = pages(quotes, embeds_allowed);
    let at = pages.iter().position(|page| page.contains(&first)).unwrap_or(0);
    let mut parts = quotes[pages[at].clone()].to_vec();
    let mut buttons = Vec::new();
    if pages.len() > 1 {
        parts.push(Part::Phrase(voice.say(
            Key::PageOf,
            vec![Slot::Number(at as u64 + 1), Slot::Number(pages.len() as u64)],
        )));
        let references: Vec<_> =
            quotes.iter().filter_map(quote).map(|quote| quote.reference.clone()).collect();
        let mut turn = |key: Key, page: Option<&Range<usize>>| {
            if let Some(page) = page {
                let press = Pressed::View(View {
                    opens: false,
                    first: page.start,
                    references: references.clone(),
                });
                buttons.push(Button { label: voice.say(key, vec![]), press });
            }
        };
        turn(Key::PreviousPage, at.checked_sub(1).map(|before| &pages[before]));
        turn(Key::NextPage, pages.get(at + 1));
    }
    Rendered::new(text(&parts, embeds_allowed), embeds_allowed, buttons)
}

fn offer(offer: &Offer) -> Button {
    match offer {
        Offer::Nearest(label, references) => {
            Button { label: label.clone(), press: Pressed::Nearest(references.clone()) }
        }
        Offer::Example(question, id) => {
            Button { label: question.clone(), press: Pressed::Example(id.clone()) }
        }
    }
}

fn has_quote(parts: &[Part]) -> bool {
    parts.iter().any(|part| quote(part).is_some())
}

fn quote(part: &Part) -> Option<&QuotePart> {
    if let Part::Quote(quote) = part { Some(quote) } else { None }
}

/// Room for the line that says which page it is, in UTF-16 units.
const PAGE_LINE: usize = 60;

/// The parts as they are spread over messages: in order, each message as full as it can be, a part
/// that leads in a quote never the last of one.
fn pages(parts: &[Part], is_embed: bool) -> Vec<Range<usize>> {
    let limit = limit(is_embed) - PAGE_LINE;
    let mut pages = Vec::new();
    let mut start = 0;
    while start < parts.len() {
        let mut end = start + 1;
        // The first quote of a message may tell less of its source, so that what leads it in is not
        // left alone.
        let detail =
            |end: usize| if has_quote(&parts[start..end]) { Detail::All } else { Detail::Address };
        while end < parts.len() && utf16(&set(&parts[start..=end], detail(end))) <= limit {
            end += 1;
        }
        let leads_in = |at: usize| {
            end < parts.len() && quote(&parts[at]).is_none() && quote(&parts[at + 1]).is_some()
        };
        if end > start + 1 && leads_in(end - 1) {
            end -= 1;
        }
        pages.push(start..end);
        start = end;
    }
    pages
}

fn limit(is_embed: bool) -> usize {
    if is_embed { MAX_DESCRIPTION } else { MAX_CONTENT }
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The parts as one text; the citation of a quote that is too long by itself tells less.
fn text(parts: &[Part], is_embed: bool) -> String {
    let details = [Detail::All, Detail::Name, Detail::Address];
    let mut texts = details.iter().map(|detail| set(parts, *detail));
    let fits = |text: &String| utf16(text) <= limit(is_embed);
    texts.clone().find(fits).or_else(|| texts.next_back()).unwrap_or_default()
}

fn set(parts: &[Part], detail: Detail) -> String {
    parts.iter().map(|part| render_part(part, detail)).collect::<Vec<_>>().join("\n\n")
}

/// How much of a citation is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Everything.
    All,
    /// The name, the date and the place.
    Name,
    /// These, and a link without a fragment.
    Address,
}

fn render_part(part: &Part, detail: Detail) -> String {
    match part {
        Part::Phrase(phrase) => render_phrase(phrase),
        Part::Words(phrase, words) => {
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
        Part::Quote(quote) => {
            format!("> {}\n**\\[{}\\]** {}", quoted(quote), quote.rank, citation(quote, detail))
        }
    }
}

fn render_phrase(phrase: &Phrase) -> String {
    let mut text = String::new();
    for piece in phrase.pieces() {
        text += &match piece {
            // Only what begins the line is at its beginning.
            Piece::Fixed(words) => escape_inline(words, text.is_empty()),
            Piece::Slot(Slot::Number(number)) => number.to_string(),
            Piece::Slot(Slot::Asked(words)) => escape(words.as_str()),
            Piece::Slot(Slot::AskedFirst(words)) => {
                format!("{} {LEFT_OUT}", escape(words.as_str()))
            }
            Piece::Slot(Slot::Field(field)) => escape(field.as_str()),
            Piece::Slot(Slot::Quoted(quote)) => escape(&words::plain(quote)),
            Piece::Slot(Slot::Time(seconds)) => format!("<t:{seconds}:R>"),
            Piece::Slot(Slot::Version) => escape_inline(crate::phrases::phrase::VERSION, false),
            Piece::Slot(Slot::Project) => format!("<{}>", crate::phrases::phrase::PROJECT),
        };
    }
    text
}

fn quoted(part: &QuotePart) -> String {
    let shown = words::set_runs(
        words::runs(&part.quote, &part.highlights, part.cut),
        LEFT_OUT,
        |text, bold, at_start| {
            let marks = if bold { "**" } else { "" };
            format!("{marks}{}{marks}", escape_inline(text, at_start))
        },
    );
    let closing = words::closing(&shown);
    shown + &closing
}

fn citation(part: &QuotePart, detail: Detail) -> String {
    let mut fields: Vec<String> = Vec::new();
    match &part.name {
        Name::Title(title) => fields.push(escape(title.as_str())),
        Name::Opening(opening) => {
            fields.push(format!("“{} {LEFT_OUT}”", escape(&words::plain(opening))))
        }
        Name::None => {}
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
    if let Some(url) = &part.url {
        let link = if detail == Detail::Address {
            url.as_str().to_owned()
        } else {
            fragment::link(url.as_str(), part.page, &words::plain_parts(&part.quote))
        };
        fields[0] = format!("[{}](<{link}>)", fields[0]);
    }
    fields.join(" · ")
}
