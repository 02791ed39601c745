//! Pressed buttons and chosen options: everything they need is in their custom ids, so they work after
//! a restart and on old messages too. Who asked has the message changed in its place; anybody else
//! gets a copy that nobody else sees.

mod press;
mod views;

use serenity::all::{ComponentInteraction, Permissions};

use self::press::Press;
use crate::answer::Shown;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::control::{Action, QuotePage};
use crate::discord::manager::Manager;
use crate::discord::render::{Audience, Target};
use crate::discord::send::{Destination, Responder, Visibility};
use crate::discord::server_settings;
use crate::phrases::{Say, Voice};
use crate::reply::{self, Reply};

/// Does what the control is for.
pub(super) async fn press(
    bot: &Bot,
    responder: &Responder<'_>,
    component: &ComponentInteraction,
) -> Result<(), ApiError> {
    if !responder.may_press().await? {
        return Ok(());
    }
    let Some(press) = Press::of(component) else { return responder.say(Say::StaleButton).await };
    match &press.action {
        Action::Delete | Action::NotHelpful => delete(responder, component, &press).await,
        Action::AskExample(name) => ask(bot, responder, name).await,
        Action::Cite(page) => {
            private(bot, responder, page, |shown, voice| reply::citation(1, shown, voice)).await
        }
        Action::ShowFootnotes(page) => private(bot, responder, page, reply::footnotes).await,
        Action::ShowSettings(_)
        | Action::Set(_)
        | Action::Toggle(_)
        | Action::ResetSettings(_)
        | Action::ChooseChannel => manage(bot, responder, component, press).await,
        Action::Vote(vote) => responder.vote(press.answer, *vote).await,
        _ => {
            let destination = match &press.action {
                Action::ShowNearest(_) => Destination::Copy,
                _ if press.is_owner => Destination::InPlace,
                _ => Destination::Copy,
            };
            let view = views::view(bot, responder, press, destination);
            responder.answer_press(destination, view).await
        }
    }
}

/// Shows and changes settings, for who may manage the server, whoever the message was for.
async fn manage(
    bot: &Bot,
    responder: &Responder<'_>,
    component: &ComponentInteraction,
    press: Press,
) -> Result<(), ApiError> {
    let owners = &component.authorizing_integration_owners;
    let manager = match Manager::of(component.guild_id, component.member.as_ref(), owners) {
        Ok(manager) => manager,
        Err(why) => return responder.say(why.say()).await,
    };
    let destination = if press.is_owner { Destination::InPlace } else { Destination::Copy };
    let view = async {
        let view = server_settings::act(bot, manager, press.action.clone()).await?;
        let target = Target {
            surface: responder.surface(),
            // Which may have been set by this press.
            language: responder.language_now().or_default(),
            owner: press.owner_in(destination),
            audience: Audience::Asker,
            answer: None,
        };
        server_settings::view(bot, target, manager, view).await
    };
    responder.answer_press(destination, view).await
}

/// Deletes the message, for who may.
async fn delete(
    responder: &Responder<'_>,
    component: &ComponentInteraction,
    press: &Press,
) -> Result<(), ApiError> {
    let permissions = component.member.as_ref().and_then(|member| member.permissions);
    let manages = permissions.is_some_and(|allowed| allowed.contains(Permissions::MANAGE_MESSAGES));
    if press.is_owner || manages {
        responder.delete_pressed().await
    } else {
        responder.say(Say::NotYours).await
    }
}

/// Shows something of one quote, for who pressed the button only.
async fn private(
    bot: &Bot,
    responder: &Responder<'_>,
    page: &QuotePage,
    say: impl FnOnce(&Shown, Voice) -> Reply + Send + 'static,
) -> Result<(), ApiError> {
    let (language, scope) = (responder.language.or_default(), responder.scope());
    let references = page.references.clone();
    let reply = bot.reply_blocking(language, move |shelf, voice| {
        let shelf = &scope.shelf(shelf)?;
        Ok(match views::restored(&references, &scope.on(shelf)?, shelf)? {
            Ok(shown) => say(&shown[0], voice),
            Err(gone) => reply::notice([voice.say(gone)]),
        })
    });
    responder.answer_in_full(reply, Visibility::Ephemeral, language).await
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
    let answer = async { Ok(bot.answer(&question, responder.scope(), language).await) };
    responder.answer_question(answer, Visibility::Ephemeral, language).await
}
