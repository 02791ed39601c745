//! A citation as plain text, for edges and for people who copy it.

use super::cited_quote::{CitedQuote, Name, When};
use super::direction::closing;
use super::words;
use crate::quote::Quote;

/// For what was left out.
const LEFT_OUT: &str = "[…]";

/// The fields of a quote's citation in order: name, authors, outlet, date, headings, place.
pub fn citation_fields(part: &CitedQuote) -> Vec<String> {
    let mut fields: Vec<String> = name_field(&part.name).into_iter().collect();
    fields.extend(part.authors.named.iter().map(|author| visible(author.as_str())));
    fields.extend(part.authors.has_others.then(|| LEFT_OUT.to_owned()));
    fields.extend(part.fields.iter().map(|field| visible(field.as_str())));
    fields.push(match &part.date {
        When::Date(date) => visible(date.as_str()),
        When::Undated(phrase) => phrase.to_string(),
    });
    fields.extend(words::path(&part.sections).as_deref().map(visible));
    fields.push(part.place.to_string());
    fields
}

/// What a document is called; opening words stand between quotation marks.
pub fn name_field(name: &Name) -> Option<String> {
    match name {
        Name::Title(title) => Some(visible(title.as_str())),
        Name::Opening(opening) => Some(opening_words(opening)),
        Name::None => None,
    }
}

/// The words that a document begins with, between quotation marks.
pub fn opening_words(opening: &Quote) -> String {
    format!("“{} {LEFT_OUT}”", visible(&words::plain(opening)))
}

/// The text without control characters, which a terminal would obey, and without line breaks, those
/// that only Unicode knows included. A change of the reading's direction ends with it.
pub fn visible(text: &str) -> String {
    let is_obeyed = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let visible = text.replace(is_obeyed, "");
    let closing = closing(&visible);
    visible + &closing
}
