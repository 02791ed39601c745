//! The commands that Discord has of this application, held against this version's.

use serde_json::{Map, Value};
use serenity::all::{ApplicationId, Command};
use serenity::http::{LightMethod, Route};

use super::api::{Api, ApiError, Call, RetryLimits};
use super::commands;
use crate::phrases::Phrases;

/// Fields that Discord adds to a command, and those that it keeps for older programs.
const NOT_COMPARED: &[&str] =
    &["id", "application_id", "guild_id", "version", "dm_permission", "default_permission"];

/// The commands that Discord has. Those that cannot be read are others than this version's: then
/// there are none.
///
/// # Errors
/// When Discord cannot be reached or refuses.
pub(super) async fn commands_of(
    api: &Api,
    application: ApplicationId,
) -> Result<Vec<Command>, ApiError> {
    let route = Route::Commands { application_id: application };
    let ask = Call::new(LightMethod::Get, route, "applications/…/commands")
        .param("with_localizations", "true");
    match api.send(&ask, RetryLimits::one_attempt()).await {
        Err(ApiError::Unreadable { .. }) => Ok(Vec::new()),
        known => known,
    }
}

/// Whether these are the commands of this version, in whatever order.
pub(super) fn are_current(known: &[Command], phrases: &Phrases) -> bool {
    let as_json = |value| serde_json::to_value(value).expect("commands are plain data");
    let own = as_json(&commands::definitions(phrases));
    are_same(&own, &serde_json::to_value(known).expect("commands are plain data"))
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
