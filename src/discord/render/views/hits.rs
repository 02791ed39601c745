//! Hits of a search, a page at a time. The menu below them shows the words that were searched for:
//! the next page is searched for with these.

use crate::discord::control::{Action, Control, SearchPage};
use crate::discord::render::choice::Choice;
use crate::discord::render::frame::Frame;
use crate::discord::render::pages::{pages, quote, text};
use crate::discord::render::rendered::{Menu, Placeholder, Rendered, Row};
use crate::discord::render::surface::Surface;
use crate::lookup::{Direction, Hits, N_HITS, SearchQuery, TextPlace};
use crate::phrases::Say;
use crate::reply::{self, CitedQuote, closing};

/// A menu shows at most 150 characters (Discord API reference, "String Select"), and a search has
/// 100: so much is left for what ends the turns of the reading's direction in it.
const MOST_CLOSING: usize = 50;

/// A page of hits.
pub fn render_hits(hits: &Hits, query: &SearchQuery, page: SearchPage, frame: Frame) -> Rendered {
    let parts = reply::hits(hits, query, frame.voice).parts;
    let surface = if hits.hits.is_empty() { Surface::Content } else { frame.surface };
    let mut shown = pages(&parts, surface)[0].clone();
    if quote(&parts[shown.end - 1]).is_none() && shown.end < parts.len() {
        // The first hit leaves no room for the phrase.
        shown = shown.end..shown.end + 1;
    }
    let quotes: Vec<&CitedQuote> = parts[shown.clone()].iter().filter_map(quote).collect();
    let turn = |label, offset: Option<usize>| {
        frame.button(label, Action::ShowHits(SearchPage { offset: offset?, ..page }))
    };
    let begin = quotes.first().map_or(page.offset, |first| first.rank - 1);
    // No further back than a page like this one holds, so that no hit is passed over.
    let n_back = quotes.len().clamp(1, N_HITS);
    let before = (begin > 0).then(|| begin.saturating_sub(n_back));
    let end = begin + quotes.len();
    let after = Some(end).filter(|end| !quotes.is_empty() && (*end as u64) < hits.n_passages);
    let mut rows: Vec<Row> = menu(&quotes, query, frame).map(Row::Menu).into_iter().collect();
    rows.extend(frame.rows([
        turn(Say::EarlierPage, before),
        turn(Say::LaterPage, after),
        frame.delete(),
    ]));
    Rendered::new(text(&parts[shown], surface), surface, rows)
}

fn menu(quotes: &[&CitedQuote], query: &SearchQuery, frame: Frame) -> Option<Menu> {
    let option = |quote: &&CitedQuote| {
        let start = quote.reference.parts.first()?.start();
        let place = TextPlace {
            document: quote.reference.document,
            paragraph: quote.paragraph,
            at: start,
            direction: Direction::After,
        };
        let id = Control::new(frame.owner, Action::ReadOn(place)).custom_id()?;
        Some(Choice::quote(quote, id))
    };
    let options: Vec<Choice> = quotes.iter().filter_map(option).collect();
    let is_shown = closing(query.typed().as_str()).chars().count() <= MOST_CLOSING;
    (is_shown && !options.is_empty()).then_some(())?;
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(0)).custom_id()?,
        placeholder: Placeholder::Searched(query.typed().clone()),
        options,
        chosen: None,
    })
}
