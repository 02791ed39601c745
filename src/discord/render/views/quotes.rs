//! Quotes with what can be done about them.

use crate::discord::control::{Action, Control, QuotePage};
use crate::discord::render::choice::Choice;
use crate::discord::render::frame::Frame;
use crate::discord::render::lists::Lists;
use crate::discord::render::pages::{pages, text};
use crate::discord::render::rendered::{Menu, Placeholder, Rendered, Row};
use crate::feedback::Vote;
use crate::lookup::{Direction, TextPlace};
use crate::phrases::Say;
use crate::reply::{CitedQuote, ReplyPart};

/// A page of a list of quotes. `before` are phrases above them; `quotes` is the whole list, to which
/// `page` belongs.
pub fn render_quotes(
    before: &[ReplyPart],
    quotes: &[CitedQuote],
    page: &QuotePage,
    lists: &Lists,
    frame: Frame,
) -> Rendered {
    let as_part = |quote: &CitedQuote| ReplyPart::Quote(Box::new(quote.clone()));
    let parts: Vec<ReplyPart> =
        before.iter().cloned().chain(quotes[page.first..].iter().map(as_part)).collect();
    let first = pages(&parts, frame.surface)[0].clone();
    let end = page.first + first.end.saturating_sub(before.len());
    let last = end.saturating_sub(1).max(page.first);
    let page = QuotePage { chosen: page.chosen.clamp(page.first, last), ..page.clone() };
    let rows = rows(quotes, &page, end, lists, frame);
    Rendered::new(text(&parts[first], frame.surface), frame.surface, rows)
}

/// The controls under quotes of which those from `page.first` to `end` are shown.
fn rows(
    quotes: &[CitedQuote],
    page: &QuotePage,
    end: usize,
    lists: &Lists,
    frame: Frame,
) -> Vec<Row> {
    let mut rows: Vec<Row> = menu(quotes, page, end, frame).map(Row::Menu).into_iter().collect();
    let Some(chosen) = quotes.get(page.chosen) else { return rows };
    let alone = QuotePage {
        first_rank: page.first_rank + page.chosen,
        first: 0,
        chosen: 0,
        is_nearest: page.is_nearest,
        references: vec![chosen.reference.clone()],
    };
    let footnotes = chosen.has_footnotes.then(|| Action::ShowFootnotes(alone.clone()));
    rows.extend(frame.rows([
        frame.button(Say::ReadBefore, Action::ReadOn(place(chosen, Direction::Before))),
        frame.button(Say::ReadAfter, Action::ReadOn(place(chosen, Direction::After))),
        frame.button(Say::SourceButton, Action::ShowCard(chosen.reference.document)),
        frame.button(Say::CiteButton, Action::Cite(alone)),
        footnotes.and_then(|action| frame.button(Say::FootnotesButton, action)),
    ]));
    let is_answer = lists.answer.as_ref().is_none_or(|answer| answer.first_rank == page.first_rank);
    let to_first = lists.answer.clone().filter(|_| !is_answer).map(Action::ShowQuotes);
    let rest = QuotePage { first: end, chosen: end, ..page.clone() };
    let more =
        if end < quotes.len() { Some(rest) } else { lists.further.clone().filter(|_| is_answer) };
    // Passages that only come nearest answer nothing.
    let votes = !page.is_nearest;
    rows.extend(frame.rows([
        to_first.and_then(|action| frame.button(Say::FirstQuotes, action)),
        more.and_then(|more| frame.button(Say::NextPage, Action::ShowQuotes(more))),
        votes.then(|| frame.vote(Vote::Helpful)).flatten(),
        votes.then(|| frame.vote(Vote::Unhelpful)).flatten(),
        frame.delete(),
    ]));
    rows
}

/// The place in its document from which a quote is read on.
fn place(quote: &CitedQuote, direction: Direction) -> TextPlace {
    let parts = &quote.reference.parts;
    let at = match direction {
        Direction::After => parts.first().map_or(0, |part| part.start()),
        Direction::Before => parts.last().map_or(0, |part| part.end()),
    };
    TextPlace { document: quote.reference.document, paragraph: quote.paragraph, at, direction }
}

/// The menu of the quotes of a list, where there are several.
fn menu(quotes: &[CitedQuote], page: &QuotePage, end: usize, frame: Frame) -> Option<Menu> {
    if quotes.len() < 2 {
        return None;
    }
    let option = |(at, quote): (usize, &CitedQuote)| {
        let first = if (page.first..end).contains(&at) { page.first } else { at };
        let shown = QuotePage { first, chosen: at, ..page.clone() };
        let control = Control::new(frame.owner, Action::ShowQuotes(shown));
        control.custom_id().map(|id| Choice::quote(quote, id))
    };
    let options: Option<Vec<Choice>> = quotes.iter().enumerate().map(option).collect();
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(0)).custom_id()?,
        placeholder: Placeholder::Phrase(frame.voice.say(Say::ChooseQuote)),
        options: options?,
        chosen: Some(page.chosen),
    })
}
