//! A page of a document's text, with the way to the pages before and after it.

use crate::discord::control::Action;
use crate::discord::render::frame::Frame;
use crate::discord::render::lists::Lists;
use crate::discord::render::pages::text;
use crate::discord::render::rendered::{Button, Rendered, Row};
use crate::lookup::TextPage;
use crate::phrases::Say;
use crate::reply;

/// A page of text.
pub fn render_text_page(page: &TextPage, lists: &Lists, frame: Frame) -> Rendered {
    let reply = reply::text_page(page, frame.voice);
    let turn = |label, place: Option<_>| frame.button(label, Action::ReadOn(place?));
    let document = page.passages.first().map(|shown| shown.reference().document);
    let mut rows = frame.rows([
        turn(Say::ReadBefore, page.before),
        turn(Say::ReadAfter, page.after),
        document.and_then(|document| frame.button(Say::SourceButton, Action::ShowCard(document))),
    ]);
    rows.extend(back_rows(lists, frame));
    Rendered::new(text(&reply.parts, frame.surface), frame.surface, rows)
}

/// The way back to the quotes that somebody came from, and the button that deletes.
pub(super) fn back_rows(lists: &Lists, frame: Frame) -> Vec<Row> {
    let to = |label, list: &Option<_>| -> Option<Button> {
        frame.button(label, Action::ShowQuotes(list.clone()?))
    };
    frame.rows([
        to(Say::BackToQuotes, &lists.answer),
        to(Say::NextPage, &lists.further),
        frame.delete(),
    ])
}
