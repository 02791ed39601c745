//! Interactions: each in a task of its own, so that one that panics is still responded to.

use std::sync::Arc;

use serenity::all::{CommandInteraction, ComponentInteraction, Interaction};
use tokio::task::JoinHandle;
use tracing::Instrument;

use super::components;
use crate::discord::api::{Api, ApiError};
use crate::discord::bot::Bot;
use crate::discord::commands::{self, Invocation};
use crate::discord::send::Responder;
use crate::phrases::Say;

/// Acts on an interaction of any kind.
pub(super) async fn act_on(bot: &Bot, api: &Arc<Api>, interaction: Interaction) {
    match interaction {
        Interaction::Command(used) => command(bot, api, used).await,
        Interaction::Autocomplete(typed) => autocomplete(bot, api, typed).await,
        Interaction::Component(pressed) => component(bot, api, pressed).await,
        _ => {}
    }
}

/// Handles a command. One that this version does not know is logged, and a phrase is the response.
async fn command(bot: &Bot, api: &Arc<Api>, command: CommandInteraction) {
    let responder = Responder::new(bot, api, &command);
    let Some(place) = bot.crowd.command() else { return say_crowded(&responder).await };
    let invocation = match Invocation::parse(&command, bot.phrases()) {
        Ok(invocation) => invocation,
        Err(error) => {
            tracing::warn!(%error, "a command was refused");
            return say_broken(&responder).await;
        }
    };
    let (bot_of_task, api_of_task) = (bot.clone(), Arc::clone(api));
    let command_of_task = command.clone();
    let run = async move {
        let _place = place;
        let responder = Responder::new(&bot_of_task, &api_of_task, &command_of_task);
        invocation.run(&bot_of_task, &responder).await
    };
    let task = tokio::spawn(run.in_current_span());
    finish(task, &responder, "a command").await;
}

/// Handles a pressed component.
async fn component(bot: &Bot, api: &Arc<Api>, component: ComponentInteraction) {
    let responder = Responder::new(bot, api, &component);
    let Some(place) = bot.crowd.command() else { return say_crowded(&responder).await };
    let (bot_of_task, api_of_task) = (bot.clone(), Arc::clone(api));
    let component_of_task = component.clone();
    let run = async move {
        let _place = place;
        let responder = Responder::new(&bot_of_task, &api_of_task, &component_of_task);
        components::press(&bot_of_task, &responder, &component_of_task).await
    };
    let task = tokio::spawn(run.in_current_span());
    finish(task, &responder, "a button").await;
}

/// Handles an autocompletion.
async fn autocomplete(bot: &Bot, api: &Arc<Api>, command: CommandInteraction) {
    if let Err(error) = commands::complete(bot, api, &command).await {
        tracing::debug!(%error, "choices came too late");
    }
}

/// Waits for a handler. What fails is logged; where it panicked, the asker gets a phrase.
async fn finish(task: JoinHandle<Result<(), ApiError>>, responder: &Responder<'_>, what: &str) {
    match task.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "an answer to {what} could not be sent"),
        // The panic itself was told where it happened.
        Err(_) => {
            tracing::error!("{what} panicked");
            say_broken(responder).await;
        }
    }
}

async fn say_crowded(responder: &Responder<'_>) {
    if let Err(error) = responder.turn_away(Say::Crowded).await {
        tracing::debug!(%error, "who was turned away could not be told");
    }
}

async fn say_broken(responder: &Responder<'_>) {
    if let Err(error) = responder.say_broken().await {
        tracing::warn!(%error, "the notice that something broke could not be sent");
    }
}
