//! Registering the commands, when Discord does not have them as they are. Others that it has are
//! removed. Either way Discord tells the commands' numbers, which mentions need.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use serenity::all::{ApplicationId, Command, CommandId, CommandType};
use serenity::http::{LightMethod, Route, StatusCode};
use tokio::time::sleep;

use crate::discord::api::{Api, ApiError, Backoff, Call, RetryLimits};
use crate::discord::bot::Bot;
use crate::discord::commands;
use crate::discord::gateway::Outage;
use crate::discord::serve_error::ServeError;

/// Fields that Discord adds to a command, and those that it keeps for older programs.
const NOT_COMPARED: &[&str] =
    &["id", "application_id", "guild_id", "version", "dm_permission", "default_permission"];

/// The first and the longest wait before it is tried again, where that may help.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
/// The wait after Discord refused the commands: somebody has to change something first.
const AFTER_REFUSAL: Duration = Duration::from_secs(60 * 60);

/// Registers the commands as soon as Discord has said which application this is. Never ends but when
/// Discord refuses the token; whatever else goes wrong, messages are answered meanwhile.
pub(super) async fn register(api: &Api, bot: Bot) -> ServeError {
    let application = api.application().await;
    let (mut backoff, mut outage) = (Backoff::new(FIRST_WAIT), Outage::default());
    loop {
        let wait = match try_to_register(api, application, &bot).await {
            Ok(()) => return std::future::pending().await,
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                return ServeError::Token;
            }
            Err(error) if error.is_transient() => {
                outage.note("the commands could not be registered yet", error);
                backoff.next_wait(LONGEST_WAIT)
            }
            Err(error) => {
                outage.note(
                    "the commands are not registered; messages are answered all the same",
                    error,
                );
                AFTER_REFUSAL
            }
        };
        sleep(wait).await;
    }
}

/// Registers the commands if Discord has others.
async fn try_to_register(api: &Api, application: ApplicationId, bot: &Bot) -> Result<(), ApiError> {
    let route = Route::Commands { application_id: application };
    let commands = commands::definitions(bot.phrases());
    let ask = Call::new(LightMethod::Get, route, "applications/…/commands")
        .param("with_localizations", "true");
    let known = api.send::<Vec<Command>>(&ask, RetryLimits::one_attempt()).await;
    let known = match known {
        // Commands that cannot be read are others than these.
        Err(ApiError::Unreadable { .. }) => Vec::new(),
        known => known?,
    };
    let as_json = |value| serde_json::to_value(value).expect("commands are plain data");
    let known_as_json = serde_json::to_value(&known).expect("commands are plain data");
    if are_same(&as_json(&commands), &known_as_json) {
        bot.command_ids.set(numbers(known.into_iter().map(Registered::from)));
        tracing::debug!("the commands are registered already");
        return Ok(());
    }
    let put = Call::new(LightMethod::Put, route, "applications/…/commands").body(&commands);
    match api.send::<Vec<Registered>>(&put, RetryLimits::one_attempt()).await {
        Ok(registered) => bot.command_ids.set(numbers(registered)),
        // They are registered all the same; then mentions are their names alone.
        Err(ApiError::Unreadable { .. }) => {}
        Err(error) => return Err(error),
    }
    tracing::info!(commands = commands.len(), "commands registered");
    Ok(())
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

/// Whether two lists of commands are the same, in whatever order.
fn are_same(own: &Value, known: &Value) -> bool {
    let sorted = |list: &Value| {
        let mut all: Vec<String> = list
            .as_array()
            .into_iter()
            .flatten()
            .map(|command| compared(command).to_string())
            .collect();
        all.sort();
        all
    };
    sorted(own) == sorted(known)
}

/// What is compared: keys in order; null, false and what is empty as if it were not there.
fn compared(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(key, _)| !NOT_COMPARED.contains(&key.as_str()));
            let said = kept
                .map(|(key, value)| (key.clone(), compared(value)))
                .filter(|(_, value)| !is_nothing(value));
            let mut sorted: Vec<(String, Value)> = said.collect();
            sorted.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(Map::from_iter(sorted))
        }
        Value::Array(values) => values.iter().map(compared).collect(),
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_are_the_same_whatever_discord_adds_of_its_own() {
        let own = json!([{"name": "ask", "description": "d", "name_localizations": {"ru": "р"}, "options": [{"type": 3, "name": "q", "required": true}]}]);
        let known = json!([{
            "id": "1", "version": "2", "name": "ask", "description": "d", "nsfw": false, "default_member_permissions": null,
            "name_localizations": {"ru": "р"}, "options": [{"required": true, "name": "q", "type": 3, "choices": []}],
        }]);
        assert!(are_same(&own, &known));
        for (from, to) in
            [("\"d\"", "\"e\""), ("\"ru\"", "\"de\""), ("true", "false"), ("\"q\"", "\"r\"")]
        {
            let other: Value =
                serde_json::from_str(&known.to_string().replace(from, to)).expect("JSON");
            assert!(!are_same(&own, &other), "{from}");
        }
        assert!(!are_same(&own, &json!([])) && !are_same(&json!([]), &known));
    }
}
