//! The list of documents, with a menu to open one.

use crate::discord::control::{Action, CatalogueView, Control};
use crate::discord::render::choice::Choice;
use crate::discord::render::frame::Frame;
use crate::discord::render::pages::text;
use crate::discord::render::rendered::{Menu, Placeholder, Rendered, Row};
use crate::lookup::{CatalogueOrder, CataloguePage};
use crate::phrases::Say;
use crate::reply;

/// A page of the list.
pub fn render_catalogue(page: &CataloguePage, order: CatalogueOrder, frame: Frame) -> Rendered {
    let parts = reply::catalogue(page, frame.voice).parts;
    let mut rows: Vec<Row> = menu(page, frame).map(Row::Menu).into_iter().collect();
    let turn = |label, page: Option<usize>, order| {
        frame.button(label, Action::ShowCatalogue(CatalogueView { order, page: page? }))
    };
    let (label, other) = match order {
        CatalogueOrder::Title => (Say::ByDate, CatalogueOrder::Date),
        CatalogueOrder::Date => (Say::ByTitle, CatalogueOrder::Title),
    };
    let after = Some(page.page + 1).filter(|after| *after < page.n_pages);
    let is_worth = page.n_documents > 1;
    rows.extend(frame.rows([
        turn(Say::EarlierPage, page.page.checked_sub(1), order),
        turn(Say::LaterPage, after, order),
        turn(label, is_worth.then_some(0), other),
        frame.delete(),
    ]));
    Rendered::new(text(&parts, frame.surface), frame.surface, rows)
}

fn menu(page: &CataloguePage, frame: Frame) -> Option<Menu> {
    let mut options: Vec<Choice> = Vec::new();
    for entry in &page.entries {
        let control = Control::new(frame.owner, Action::ShowCard(entry.document));
        options.push(Choice::document(&entry.name, control.custom_id()?));
    }
    (!options.is_empty()).then_some(())?;
    Some(Menu {
        custom_id: Control::new(frame.owner, Action::Menu(0)).custom_id()?,
        placeholder: Placeholder::Phrase(frame.voice.say(Say::OpenDocument)),
        options,
        chosen: None,
    })
}
