//! What a control shows: looked up anew each time, in the documents as they are.

use super::press::Press;
use crate::answer::{QuoteReference, Shown, restore};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::bot::Bot;
use crate::discord::control::{Action, OutlinePage, QuotePage, SearchPage};
use crate::discord::render::{self, Frame, Lists, Rendered, Target};
use crate::discord::send::{Destination, Responder};
use crate::document::DocumentTag;
use crate::lookup::{self, Found, N_HITS, SearchQuery, TextPlace};
use crate::phrases::Say;
use crate::question::Question;
use crate::reply::{self, ReplyPart};

/// What is shown, or the phrase to say where it cannot be.
type View = Result<Rendered, Say>;

/// The view that a press leads to.
pub(super) async fn view(
    bot: &Bot,
    responder: &Responder<'_>,
    press: Press,
    destination: Destination,
) -> View {
    let scope = responder.scope();
    let target = Target {
        surface: responder.surface(),
        language: responder.language.or_default(),
        owner: press.owner_in(destination),
        audience: press.audience_in(destination),
        answer: press.answer,
    };
    let view = move |shelf: &Shelf, frame: Frame| {
        let shelf = &scope.shelf(shelf)?;
        of_action(press, &scope.on(shelf)?, shelf, frame)
    };
    bot.view(target, view).await
}

fn of_action(
    press: Press,
    scope: &Scope,
    shelf: &Shelf,
    frame: Frame,
) -> Result<View, CorpusError> {
    let lists = press.lists;
    match press.action {
        Action::ShowNearest(references) => {
            let page =
                QuotePage { first_rank: 1, first: 0, chosen: 0, is_nearest: true, references };
            quotes(&page, Lists::default(), scope, shelf, frame)
        }
        Action::ShowQuotes(page) => quotes(&page, lists, scope, shelf, frame),
        Action::ReadOn(place) => text_page(place, &lists, scope, shelf, frame),
        Action::ShowCard(document) => {
            let outline = OutlinePage { document, page: 0 };
            card(outline, &lists, scope, shelf, frame)
        }
        Action::ShowOutline(outline) => card(outline, &lists, scope, shelf, frame),
        Action::ShowCatalogue(view) => {
            let page = lookup::catalogue(view.order, view.page, scope, shelf)?;
            Ok(Ok(render::render_catalogue(&page, view.order, frame)))
        }
        Action::ShowHits(page) => match press.searched {
            Some(words) => hits(&words, page, scope, shelf, frame),
            None => Ok(Err(Say::StaleButton)),
        },
        _ => Ok(Err(Say::StaleButton)),
    }
}

fn quotes(
    page: &QuotePage,
    mut lists: Lists,
    scope: &Scope,
    shelf: &Shelf,
    frame: Frame,
) -> Result<View, CorpusError> {
    lists.note(page);
    Ok(restored(&page.references, scope, shelf)?.map(|shown| {
        let quotes = reply::cited_quotes(page.first_rank, &shown, frame.voice);
        let says = page.is_nearest.then(|| ReplyPart::Phrase(frame.voice.say(Say::Nearest)));
        render::render_quotes(says.as_slice(), &quotes, page, &lists, frame)
    }))
}

fn text_page(
    place: TextPlace,
    lists: &Lists,
    scope: &Scope,
    shelf: &Shelf,
    frame: Frame,
) -> Result<View, CorpusError> {
    Ok(match lookup::read(place, scope, shelf)? {
        Ok(Some(page)) => Ok(render::render_text_page(&page, lists, frame)),
        Err(Found::Changed(_)) => Err(Say::Changed),
        Ok(None) | Err(_) => Err(Say::Gone),
    })
}

fn card(
    outline: OutlinePage,
    lists: &Lists,
    scope: &Scope,
    shelf: &Shelf,
    frame: Frame,
) -> Result<View, CorpusError> {
    let (file, before) = match lookup::find(outline.document, scope, shelf)? {
        Found::There(file) => (file, None),
        Found::Changed(file) => (file, Some(Say::Changed)),
        Found::Gone => return Ok(Err(Say::Gone)),
    };
    let Some(card) = lookup::card(&file, scope, shelf)? else { return Ok(Err(Say::Gone)) };
    let headings = lookup::outline(&file, scope, shelf)?;
    Ok(Ok(render::render_card(before, &card, (&headings, outline.page), lists, frame)))
}

fn hits(
    words: &str,
    page: SearchPage,
    scope: &Scope,
    shelf: &Shelf,
    frame: Frame,
) -> Result<View, CorpusError> {
    let file = match page.file {
        None => None,
        Some(tag) => match shelf.tagged(tag, scope)? {
            Some(file) => Some(file),
            None => return Ok(Err(Say::Gone)),
        },
    };
    let scope = lookup::narrowed(file.as_ref(), page.language, scope, shelf)?;
    let query = SearchQuery::new(&Question::new(words));
    let found = lookup::search(&query, &scope, shelf, page.offset, N_HITS)?;
    Ok(Ok(render::render_hits(&found, &query, page, frame)))
}

/// The quotes as they stand in the documents in scope; or the phrase that says why one does not.
pub(super) fn restored(
    references: &[QuoteReference],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Result<Vec<Shown>, Say>, CorpusError> {
    let mut all = Vec::new();
    for reference in references {
        match restore(reference, scope, shelf)? {
            Some(shown) => all.push(shown),
            // The numbers of the other quotes would no longer be theirs.
            None => return Ok(Err(why_gone(reference.document, scope, shelf)?)),
        }
    }
    Ok(Ok(all))
}

fn why_gone(document: DocumentTag, scope: &Scope, shelf: &Shelf) -> Result<Say, CorpusError> {
    Ok(match lookup::find(document, scope, shelf)? {
        Found::Changed(_) => Say::Changed,
        Found::There(_) | Found::Gone => Say::Gone,
    })
}
