//! Pressed buttons: everything they need is in their ids, so they work after a restart too.

use serenity::all::{ComponentInteraction, Http};

use super::body::Seen;
use super::bot::Bot;
use super::pressing::{Pressed, View};
use super::render;
use super::responding::Asker;
use crate::answer::{Reference, Shown, recall};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::phrases::Key;
use crate::reply;

/// Does what the button is for.
pub(super) async fn press(
    bot: &Bot,
    http: &Http,
    button: &ComponentInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_button(bot, http, button);
    match Pressed::parse(&button.data.custom_id) {
        Some(Pressed::Nearest(references)) => nearest(bot, &asker, references).await,
        Some(Pressed::View(view)) => turn(bot, &asker, view).await,
        Some(Pressed::Example(id)) => ask(bot, &asker, &id).await,
        None => stale(bot, &asker).await,
    }
}

async fn stale(bot: &Bot, asker: &Asker<'_>) -> serenity::Result<()> {
    asker.tell(bot.voice(asker.language("")).say(Key::StaleButton, vec![])).await
}

async fn gone(bot: &Bot, asker: &Asker<'_>) -> serenity::Result<()> {
    asker.tell(bot.voice(asker.language("")).say(Key::Gone, vec![])).await
}

/// Shows the passages that come nearest to a question that has no answer.
async fn nearest(bot: &Bot, asker: &Asker<'_>, references: Vec<Reference>) -> serenity::Result<()> {
    let (language, scope) = (asker.language(""), bot.scope());
    let reply = bot.work(language, move |shelf, voice| {
        let shown = recall_all(&references, &scope, shelf)?;
        Ok(if shown.is_empty() {
            reply::notice([voice.say(Key::Gone, vec![])])
        } else {
            reply::nearest(&shown, voice)
        })
    });
    asker.answer(reply, Seen::ByAsker, language).await
}

/// Shows a page of an answer's quotes.
async fn turn(bot: &Bot, asker: &Asker<'_>, view: View) -> serenity::Result<()> {
    let (language, scope, embeds_allowed) =
        (asker.language(""), bot.scope(), asker.embeds_allowed());
    let (opens, n_quotes) = (view.opens, view.references.len());
    let page = bot.try_work(move |shelf, phrases| {
        let (shown, voice) =
            (recall_all(&view.references, &scope, shelf)?, phrases.voice(language));
        let quotes: Vec<_> = reply::quote_parts(&shown, voice).collect();
        Ok((shown.len() == n_quotes)
            .then(|| render::render_view(&quotes, view.first, embeds_allowed, voice)))
    });
    match page.await {
        Some(Some(page)) if opens => asker.show(&page, Seen::ByAsker).await,
        Some(Some(page)) => asker.update(&page).await,
        // A document changed: the numbers of the quotes would no longer be theirs.
        Some(None) => gone(bot, asker).await,
        None => asker.tell(bot.broken(language)).await,
    }
}

/// Asks an example question, for who pressed it only.
async fn ask(bot: &Bot, asker: &Asker<'_>, id: &str) -> serenity::Result<()> {
    let Some(example) = bot.phrases().examples().iter().find(|example| example.id == id) else {
        return stale(bot, asker).await;
    };
    let question = example.question.to_string();
    if asker.is_too_fast(&question).await? {
        return Ok(());
    }
    let language = asker.language(&question);
    asker.answer(bot.answer(&question, bot.scope(), language), Seen::ByAsker, language).await
}

/// What of these is still in the documents, in order.
fn recall_all(
    references: &[Reference],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<Shown>, CorpusError> {
    let shown = references
        .iter()
        .map(|reference| recall(reference, scope, shelf))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(shown.into_iter().flatten().collect())
}
