//! Registering the commands, when Discord does not have them as they are. Others that it has are
//! removed. Either way Discord tells the commands' numbers, which mentions need. Of several processes of
//! a bot one registers them, and the others learn their numbers.

use std::time::Duration;

use serde::Deserialize;
use serenity::all::{ApplicationId, Command, CommandId, CommandType};
use serenity::http::{LightMethod, Route, StatusCode};
use tokio::time::sleep;

use crate::discord::advice;
use crate::discord::api::{Api, ApiError, Backoff, Call, RetryLimits};
use crate::discord::bot::Bot;
use crate::discord::commands;
use crate::discord::gateway::Outage;
use crate::discord::registered;
use crate::discord::serve_error::ServeError;

/// The first and the longest wait before it is tried again, where that may help.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
/// The wait after Discord refused the commands: somebody has to change something first.
const AFTER_REFUSAL: Duration = Duration::from_secs(60 * 60);
/// How often it is looked whether another process has registered them.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Whose the commands are to register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registrar {
    /// This process.
    This,
    /// Another one of the bot.
    Another,
}

/// Registers the commands as soon as Discord has said which application this is. Never ends but when
/// Discord refuses the token; whatever else goes wrong, messages are answered meanwhile.
pub(super) async fn register(api: &Api, bot: Bot, registrar: Registrar) -> ServeError {
    let application = api.application().await;
    let (mut backoff, mut outage) = (Backoff::new(FIRST_WAIT), Outage::default());
    loop {
        let wait = match try_to_register(api, application, &bot, registrar).await {
            Ok(Registration::Done) => return std::future::pending().await,
            Ok(Registration::ByAnother) => LOOK_AGAIN,
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                return ServeError::Token;
            }
            Err(error) if error.is_transient() => {
                outage.note("the commands could not be registered yet", error);
                backoff.next_wait(LONGEST_WAIT)
            }
            Err(error) => {
                let advice = advice::of(&error, Some(application));
                outage.note(
                    "the commands are not registered; messages are answered all the same",
                    format_args!(
                        "{error}{}",
                        advice.map_or(String::new(), |advice| format!(": {advice}"))
                    ),
                );
                AFTER_REFUSAL
            }
        };
        sleep(wait).await;
    }
}

/// How far it is.
enum Registration {
    Done,
    /// Another process is to do it.
    ByAnother,
}

/// Registers the commands if Discord has others, and they are this process's to register.
async fn try_to_register(
    api: &Api,
    application: ApplicationId,
    bot: &Bot,
    registrar: Registrar,
) -> Result<Registration, ApiError> {
    let known = registered::commands_of(api, application).await?;
    let are_current = registered::are_current(&known, bot.phrases());
    if are_current || registrar == Registrar::Another {
        bot.command_ids.set(numbers(known.into_iter().map(Registered::from)));
    }
    if are_current {
        tracing::debug!("the commands are registered already");
        return Ok(Registration::Done);
    }
    if registrar == Registrar::Another {
        return Ok(Registration::ByAnother);
    }
    let commands = commands::definitions(bot.phrases());
    let route = Route::Commands { application_id: application };
    let put = Call::new(LightMethod::Put, route, "applications/…/commands").body(&commands);
    match api.send::<Vec<Registered>>(&put, RetryLimits::one_attempt()).await {
        Ok(registered) => bot.command_ids.set(numbers(registered)),
        // They are registered all the same; then mentions are their names alone.
        Err(ApiError::Unreadable { .. }) => {}
        Err(error) => return Err(error),
    }
    tracing::info!(commands = commands.len(), "commands registered");
    Ok(Registration::Done)
}

/// What is read of a command that Discord has.
#[derive(Debug, Deserialize)]
struct Registered {
    id: CommandId,
    name: String,
    #[serde(rename = "type")]
    kind: CommandType,
}

impl From<Command> for Registered {
    fn from(command: Command) -> Registered {
        Registered { id: command.id, name: command.name, kind: command.kind }
    }
}

/// The numbers of the slash commands by their names. Others cannot be mentioned.
fn numbers(
    registered: impl IntoIterator<Item = Registered>,
) -> impl Iterator<Item = (String, u64)> {
    let slash = registered.into_iter().filter(|command| command.kind == CommandType::ChatInput);
    slash.map(|command| (command.name, command.id.get()))
}
