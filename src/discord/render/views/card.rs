//! A document: what is known of it, and the way into its sections.

use super::text_page::back_rows;
use crate::discord::control::{Action, Control, OutlinePage};
use crate::discord::render::choice::{Choice, MAX_OPTIONS};
use crate::discord::render::frame::Frame;
use crate::discord::render::lists::Lists;
use crate::discord::render::pages::text;
use crate::discord::render::rendered::{Menu, Placeholder, Rendered, Row};
use crate::lookup::{DocumentCard, OutlineEntry};
use crate::phrases::Say;
use crate::reply::{self, ReplyPart};

/// The card of a document with a page of its headings. `before` is said first.
pub fn render_card(
    before: Option<Say>,
    card: &DocumentCard,
    (outline, page): (&[OutlineEntry], usize),
    lists: &Lists,
    frame: Frame,
) -> Rendered {
    let said = before.map(|say| ReplyPart::Phrase(frame.voice.say(say)));
    let parts: Vec<ReplyPart> =
        said.into_iter().chain(reply::card(card, frame.voice).parts).collect();
    // Several headings may stand above the same words.
    let sections: Vec<&[OutlineEntry]> =
        outline.chunk_by(|one, next| one.place == next.place).collect();
    let n_pages = sections.len().div_ceil(MAX_OPTIONS).max(1);
    let page = page.min(n_pages - 1);
    let mut rows: Vec<Row> = menu(&sections, page, frame).map(Row::Menu).into_iter().collect();
    let other = |label, page: Option<usize>| {
        let page = page.filter(|page| *page < n_pages)?;
        frame.button(label, Action::ShowOutline(OutlinePage { document: card.document, page }))
    };
    rows.extend(frame.rows([
        frame.button(Say::ReadText, Action::ReadOn(card.beginning)),
        other(Say::EarlierHeadings, page.checked_sub(1)),
        other(Say::LaterHeadings, Some(page + 1)),
    ]));
    rows.extend(back_rows(lists, frame));
    Rendered::new(text(&parts, frame.surface), frame.surface, rows)
}

/// A page of the headings.
fn menu(sections: &[&[OutlineEntry]], page: usize, frame: Frame) -> Option<Menu> {
    let option = |entries: &&[OutlineEntry]| {
        let control = Control::new(frame.owner, Action::ReadOn(entries.first()?.place));
        Choice::headings(entries, control.custom_id()?)
    };
    let shown = sections.iter().skip(page * MAX_OPTIONS).take(MAX_OPTIONS);
    let options: Vec<Choice> = shown.filter_map(option).collect();
    (!options.is_empty()).then_some(())?;
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(0)).custom_id()?,
        placeholder: Placeholder::Phrase(frame.voice.say(Say::OpenSection)),
        options,
        chosen: None,
    })
}
