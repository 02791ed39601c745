//! The slash command: `/ask question:`. The answer is the first response; a deferral comes only when it
//! is not there within a second.

use std::time::Duration;

use poise::{ApplicationContext, BoxFuture, Command, CommandParameter};
use serenity::all::{CommandOptionType, CreateInteractionResponse, Permissions, ResolvedValue};
use tokio::time::Instant;

use super::bot::{Bot, MAX_QUESTION};
use super::patience::{self, patiently, patiently_until};
use super::render;
use crate::phrases::Key;

/// What handlers fail with: what Discord or the connection said.
pub(super) type Error = serenity::Error;

/// How long an answer may take before Discord is told to wait. Discord waits 3 seconds by itself.
const BEFORE_DEFERRAL: Duration = Duration::from_secs(1);

/// All commands, worded by the phrases.
pub(super) fn commands(bot: &Bot) -> Vec<Command<Bot, Error>> {
    let say = |key| bot.say(key, vec![]).to_string();
    let question = CommandParameter {
        name: say(Key::QuestionName).into(),
        name_localizations: Vec::new().into(),
        description: Some(say(Key::QuestionDescription).into()),
        description_localizations: Vec::new().into(),
        required: true,
        channel_types: None,
        choices: Vec::new().into(),
        type_setter: Some(|option| option.kind(CommandOptionType::String).min_length(1).max_length(MAX_QUESTION as u16)),
        autocomplete_callback: None,
        __non_exhaustive: (),
    };
    let ask = Command {
        name: say(Key::AskName).into(),
        description: Some(say(Key::AskDescription).into()),
        slash_action: Some(ask),
        parameters: vec![question],
        ..Command::default()
    };
    vec![ask]
}

fn ask(context: ApplicationContext<'_, Bot, Error>) -> BoxFuture<'_, Result<(), poise::FrameworkError<'_, Bot, Error>>> {
    Box::pin(async move { answer(context).await.map_err(|error| poise::FrameworkError::new_command(context.into(), error)) })
}

async fn answer(context: ApplicationContext<'_, Bot, Error>) -> Result<(), Error> {
    let bot: &Bot = context.framework.user_data().await;
    let _at_work = bot.at_work();
    let deadline = Instant::now() + patience::FIRST_RESPONSE;
    let asked = context.args.iter().find_map(|option| match option.value {
        ResolvedValue::String(text) => Some(text),
        _ => None,
    });
    let http = &context.serenity_context().http;
    let interaction = context.interaction;
    let embeds_allowed = interaction.app_permissions.is_none_or(|permissions| permissions.contains(Permissions::EMBED_LINKS));
    let answer = bot.answer(asked.unwrap_or_default());
    tokio::pin!(answer);
    let ready = tokio::time::timeout(BEFORE_DEFERRAL, &mut answer).await;
    if let Ok(reply) = ready {
        let response = render::render(&reply, embeds_allowed).response();
        return patiently_until(deadline, || interaction.create_response(http, CreateInteractionResponse::Message(response.clone()))).await;
    }
    let deferral = CreateInteractionResponse::Defer(serenity::all::CreateInteractionResponseMessage::new());
    patiently_until(deadline, || interaction.create_response(http, deferral.clone())).await?;
    let reply = answer.await;
    let edit = render::render(&reply, embeds_allowed).edit();
    patiently(patience::MESSAGE, || interaction.edit_response(http, edit.clone())).await.map(|_| ())
}
