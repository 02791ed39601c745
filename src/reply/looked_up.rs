//! What was looked up as a reply: a page of text, a document, the list of documents, hits, receipts.

use super::cited_quote::{CitedQuote, Name, When};
use super::parts::{Reply, ReplyPart, quote_parts_from};
use super::source_line::{SourceField, SourceLine};
use super::words;
use crate::answer::{Cut, Piece, Shown};
use crate::corpus::DocumentName;
use crate::lookup::{CataloguePage, DocumentCard, Hits, SearchQuery, TextPage, Verified};
use crate::phrases::{Phrase, Say, UnixDay, Voice};
use crate::quote::Quote;
use crate::sources::Citation;

/// A page of a document's text: headings where they change, the passages, the document and the place.
pub fn text_page(page: &TextPage, voice: Voice) -> Reply {
    let mut parts = Vec::new();
    let mut path: Option<Vec<String>> = None;
    let mut said: Vec<Quote> = Vec::new();
    for shown in &page.passages {
        let quoted = CitedQuote::new(1, shown, voice);
        let here: Vec<String> = quoted.sections.iter().map(words::plain).collect();
        if path.as_ref() != Some(&here) && !here.is_empty() {
            parts.push(ReplyPart::Heading(quoted.sections.clone()));
        }
        path = Some(here);
        // What introduces it is shown once, unless it is a passage's own words on this page.
        let new = quoted.lead.clone().filter(|lead| {
            let is_said = |other: &Quote| {
                lead.parts().iter().all(|part| other.parts().iter().any(|one| one.overlaps(*part)))
            };
            !said.iter().any(is_said)
        });
        said.push(quoted.quote.clone());
        said.extend(new.clone());
        parts.push(ReplyPart::Text(Box::new(CitedQuote { lead: new, ..quoted })));
    }
    if let (Some(first), Some(last)) = (page.passages.first(), page.passages.last()) {
        let mut fields = vec![SourceField::Phrase(place(first, last, page.n_passages, voice))];
        let on_page = first.page.map(|page| Say::Page { number: u64::from(page) });
        fields.extend(on_page.map(|say| SourceField::Phrase(voice.say(say))));
        parts.push(source(first.opening.as_ref(), &first.citation, fields));
    }
    Reply { parts, offers: Vec::new() }
}

fn place(first: &Shown, last: &Shown, n_passages: u32, voice: Voice) -> Phrase {
    let [first, last, count] = [first.paragraph, last.paragraph, n_passages].map(u64::from);
    voice.say(if first == last {
        Say::PlaceOf { number: first, count }
    } else {
        Say::PlacesOf { first, last, count }
    })
}

/// What is known of a document, and its opening words.
pub fn card(card: &DocumentCard, voice: Voice) -> Reply {
    let citation = &card.citation;
    let mut fields: Vec<SourceField> =
        citation.authors.named.iter().cloned().map(SourceField::Field).collect();
    fields.extend(citation.authors.has_others.then_some(SourceField::LeftOut));
    let outlet = citation.publisher.iter().chain(&citation.container);
    fields.extend(outlet.cloned().map(SourceField::Field));
    fields.push(match When::of(citation, voice) {
        When::Date(date) => SourceField::Field(date),
        When::Undated(phrase) => SourceField::Phrase(phrase),
    });
    let rest = citation.language.iter().chain(&citation.licence);
    fields.extend(rest.cloned().map(SourceField::Field));
    let day = UnixDay(card.changed_at);
    let says = [Say::PassagesOf { count: card.n_passages }, Say::ChangedOn { day }];
    fields.extend(says.map(|say| SourceField::Phrase(voice.say(say))));
    // Without a title they are its name.
    let opening = card.opening.iter().filter(|_| citation.title.is_some());
    fields.extend(opening.cloned().map(SourceField::Opening));
    Reply { parts: vec![source(card.opening.as_ref(), citation, fields)], offers: Vec::new() }
}

fn source(opening: Option<&Quote>, citation: &Citation, fields: Vec<SourceField>) -> ReplyPart {
    let name = Name::of(citation, opening);
    ReplyPart::Source(Box::new(SourceLine { name, url: citation.url.clone(), fields }))
}

/// A page of the list of documents.
pub fn catalogue(page: &CataloguePage, voice: Voice) -> Reply {
    let count = page.n_documents as u64;
    let mut parts = vec![ReplyPart::Phrase(voice.say(Say::DocumentsListed { count }))];
    for entry in &page.entries {
        let name = match &entry.name {
            DocumentName::Title(title) => Name::Title(title.clone()),
            DocumentName::Opening(opening) => Name::Opening(opening.clone()),
        };
        let date = match &entry.date {
            Some(date) => SourceField::Field(date.clone()),
            None => SourceField::Phrase(voice.say(Say::Undated)),
        };
        parts.push(ReplyPart::Source(Box::new(SourceLine { name, url: None, fields: vec![date] })));
    }
    if page.n_pages > 1 {
        let (number, count) = (page.page as u64 + 1, page.n_pages as u64);
        parts.push(ReplyPart::Phrase(voice.say(Say::PageOf { number, count })));
    }
    Reply { parts, offers: Vec::new() }
}

/// What a search found.
pub fn hits(hits: &Hits, query: &SearchQuery, voice: Voice) -> Reply {
    let (count, words) = (hits.n_passages, query.typed().clone());
    let say = match (count, hits.is_at_least, hits.has_some_only) {
        (0, true, _) => Say::NoHitsRead { words },
        (0, ..) => Say::NoHits { words },
        (_, _, true) => Say::HitsSome { words, count },
        (_, true, _) => Say::HitsAtLeast { count, words },
        _ => Say::Hits { count, words },
    };
    let mut parts = vec![ReplyPart::Phrase(voice.say(say))];
    let shown: Vec<Shown> = hits.hits.iter().map(|hit| hit.shown.clone()).collect();
    let first = hits.hits.first().map_or(1, |hit| hit.at + 1);
    parts.extend(quote_parts_from(first, &shown, voice));
    Reply { parts, offers: Vec::new() }
}

/// What receipts are worth now, each with its words where they stand.
pub fn verified(all: &[Verified], voice: Voice) -> Reply {
    let mut parts = Vec::new();
    for (number, one) in (1..).zip(all) {
        let (say, shown) = match one {
            Verified::InPlace(shown, version) => {
                let day = UnixDay(version.changed_at);
                let say = if version.is_another {
                    Say::VerifiedInPlaceThere { number, day }
                } else {
                    Say::VerifiedInPlace { number, day }
                };
                (say, Some(shown))
            }
            Verified::Moved(shown, version) => {
                let day = UnixDay(version.changed_at);
                (Say::VerifiedMoved { number, day }, Some(shown))
            }
            Verified::Removed(_, version) => {
                let day = UnixDay(version.changed_at);
                (Say::VerifiedRemoved { number, day }, None)
            }
            Verified::Unknown => (Say::VerifiedUnknown { number }, None),
        };
        parts.push(ReplyPart::Phrase(voice.say(say)));
        let quoted = shown.map(|shown| CitedQuote::new(number as usize, shown, voice));
        parts.extend(quoted.map(|quoted| ReplyPart::Quote(Box::new(quoted))));
    }
    Reply { parts, offers: Vec::new() }
}

/// The citation of a quote, to copy.
pub fn citation(rank: usize, shown: &Shown, voice: Voice) -> Reply {
    let quoted = CitedQuote::new(rank, shown, voice);
    Reply { parts: vec![ReplyPart::Copied(Box::new(quoted))], offers: Vec::new() }
}

/// A longer footnote is cut, in bytes: so much of it a message holds, whatever signs are in it.
const LONGEST_NOTE: usize = 900;

/// A footnote, or as many of its words as are shown of a long one.
fn beginning(note: &Quote) -> (Quote, Cut) {
    let whole = || (note.clone(), Cut::default());
    let (Some(part), Some(text)) = (note.parts().first(), note.texts().next()) else {
        return whole();
    };
    if part.n_bytes() <= LONGEST_NOTE {
        return whole();
    }
    let limit = text.floor_char_boundary(LONGEST_NOTE);
    let end = text[..limit].rfind(char::is_whitespace).filter(|end| *end > 0).unwrap_or(limit);
    let cut = Quote::cut(note.document(), &[part.within(0..end)]);
    cut.map_or_else(|_| whole(), |cut| (cut, Cut { before: false, after: true }))
}

/// The footnotes of a quote.
pub fn footnotes(shown: &Shown, voice: Voice) -> Reply {
    let count = shown.footnotes.len() as u64;
    let mut parts = vec![ReplyPart::Phrase(voice.say(Say::FootnotesOf { count }))];
    for note in &shown.footnotes {
        let (note, cut) = beginning(note);
        let of_note = Shown {
            pieces: note.parts().iter().copied().map(Piece::Prose).collect(),
            quote: note,
            highlights: Vec::new(),
            cut,
            ..shown.clone()
        };
        let quoted = CitedQuote { lead: None, ..CitedQuote::new(1, &of_note, voice) };
        parts.push(ReplyPart::Text(Box::new(quoted)));
    }
    Reply { parts, offers: Vec::new() }
}
