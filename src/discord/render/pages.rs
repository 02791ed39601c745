//! Spreading the parts of a reply over messages. A part that does not fit goes to the next message
//! whole; the limits are Discord's.

use std::ops::Range;

use super::part::{Detail, render_part};
use super::surface::Surface;
use crate::reply::{CitedQuote, ReplyPart};

/// Room for the line that says which page it is, in UTF-16 units.
const PAGE_LINE: usize = 60;

/// How parts are spread over messages: in order, each message as full as it can be; a phrase before
/// a quote is never the last part of a message.
pub(super) fn pages(parts: &[ReplyPart], surface: Surface) -> Vec<Range<usize>> {
    let limit = surface.max_utf16_units() - PAGE_LINE;
    let mut pages = Vec::new();
    let mut start = 0;
    while start < parts.len() {
        let mut end = start + 1;
        // The citation of a message's first quote may be shorter, so that the phrase before the
        // quote is not alone in its message.
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

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The parts as one text. Where it is too long, its citations are shortened, then what
/// introduces its quotes is left out.
pub(super) fn text(parts: &[ReplyPart], surface: Surface) -> String {
    let details = [Detail::All, Detail::Name, Detail::QuoteAlone, Detail::Address];
    let mut texts = details.iter().map(|detail| set(parts, *detail));
    let fits = |text: &String| utf16(text) <= surface.max_utf16_units();
    texts.clone().find(fits).or_else(|| texts.next_back()).unwrap_or_default()
}

fn set(parts: &[ReplyPart], detail: Detail) -> String {
    let shown = parts.iter().map(|part| render_part(part, detail));
    shown.filter(|shown| !shown.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Whether there are words of documents among the parts, or their names.
pub(super) fn has_quote(parts: &[ReplyPart]) -> bool {
    parts.iter().any(|part| {
        !matches!(part, ReplyPart::Phrase(_) | ReplyPart::Items(_) | ReplyPart::Words(..))
    })
}

/// The part as a quote.
pub(super) fn quote(part: &ReplyPart) -> Option<&CitedQuote> {
    if let ReplyPart::Quote(quote) = part { Some(quote) } else { None }
}
