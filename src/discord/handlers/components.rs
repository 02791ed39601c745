//! Pressed buttons: everything they need is in their custom ids, so they work after a restart too.

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use crate::answer::{QuoteReference, Shown, restore};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::button_action::{ButtonAction, QuotePage};
use crate::discord::render::{self, Rendered};
use crate::discord::send::{Responder, Visibility};
use crate::phrases::Say;
use crate::reply;

/// What the button does that somebody pressed; `None` for another component, or another version's
/// button.
fn action(component: &ComponentInteraction) -> Option<ButtonAction> {
    match component.data.kind {
        ComponentInteractionDataKind::Button => ButtonAction::parse(&component.data.custom_id),
        _ => None,
    }
}

/// Does what the button is for.
pub(super) async fn press(
    bot: &Bot,
    responder: &Responder<'_>,
    component: &ComponentInteraction,
) -> Result<(), ApiError> {
    if !responder.may_press().await? {
        return Ok(());
    }
    match action(component) {
        Some(ButtonAction::ShowNearest(references)) => nearest(bot, responder, references).await,
        Some(ButtonAction::OpenPage(page)) => {
            responder.show_when_ready(render_page(bot, responder, page)).await
        }
        Some(ButtonAction::TurnPage(page)) => {
            responder.update_when_ready(render_page(bot, responder, page)).await
        }
        Some(ButtonAction::AskExample(name)) => ask(bot, responder, &name).await,
        None => responder.say(Say::StaleButton).await,
    }
}

/// Shows the passages that come nearest to a question that has no answer.
async fn nearest(
    bot: &Bot,
    responder: &Responder<'_>,
    references: Vec<QuoteReference>,
) -> Result<(), ApiError> {
    let (language, scope) = (responder.language.or_default(), bot.scope());
    let reply = bot.reply_blocking(language, move |shelf, voice| {
        let shown = restore_all(&references, &scope, shelf)?;
        Ok(if shown.is_empty() {
            reply::notice([voice.say(Say::Gone)])
        } else {
            reply::nearest(&shown, voice)
        })
    });
    responder.answer(reply, Visibility::Ephemeral, language).await
}

/// A page of an answer's quotes.
///
/// # Errors
/// The phrase to say where it cannot be shown.
async fn render_page(
    bot: &Bot,
    responder: &Responder<'_>,
    page: QuotePage,
) -> Result<Rendered, Say> {
    let (language, scope) = (responder.language.or_default(), bot.scope());
    let (surface, n_quotes) = (responder.surface(), page.references.len());
    let rendered = bot.run_blocking(move |shelf, phrases| {
        let shown = restore_all(&page.references, &scope, shelf)?;
        let voice = phrases.voice(language);
        let quotes: Vec<_> = reply::quote_parts(&shown, voice).collect();
        Ok((shown.len() == n_quotes)
            .then(|| render::render_page(&quotes, page.first, surface, voice)))
    });
    match rendered.await {
        Some(Some(page)) => Ok(page),
        // A document changed: the numbers of the quotes would no longer be theirs.
        Some(None) => Err(Say::Gone),
        None => Err(Say::Broken),
    }
}

/// Asks an example question, for who pressed the button only.
async fn ask(bot: &Bot, responder: &Responder<'_>, name: &str) -> Result<(), ApiError> {
    let Some(example) = bot.phrases().examples().iter().find(|example| example.id == name) else {
        return responder.say(Say::StaleButton).await;
    };
    let question = example.question.to_string();
    if !responder.is_allowed(&question).await? {
        return Ok(());
    }
    let language = responder.language.for_text(&question);
    let answer = bot.answer(&question, bot.scope(), language);
    responder.answer(answer, Visibility::Ephemeral, language).await
}

/// Those of the quotes that are still in the documents, in order.
fn restore_all(
    references: &[QuoteReference],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<Shown>, CorpusError> {
    let shown = references
        .iter()
        .map(|reference| restore(reference, scope, shelf))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(shown.into_iter().flatten().collect())
}
