//! Registering the commands, when Discord does not have them as they are. Others that it has are
//! removed.

use serde_json::{Map, Value};
use serenity::all::Http;

use super::serve_error::{ServeError, refused};
use crate::discord::commands;
use crate::discord::send::retry::retry;
use crate::phrases::Phrases;

/// Fields that Discord adds to a command, and those that it keeps for older programs.
const NOT_COMPARED: &[&str] =
    &["id", "application_id", "guild_id", "version", "dm_permission", "default_permission"];

/// Asks Discord for the application's id, and registers the commands if it has others.
///
/// # Errors
/// When Discord refuses the bot or cannot be reached.
pub(super) async fn register(http: &Http, phrases: &Phrases) -> Result<(), ServeError> {
    let application = retry(|| http.get_current_application_info()).await.map_err(refused)?;
    http.set_application_id(application.id);
    let commands = commands::definitions(phrases);
    let known = retry(|| http.get_global_commands_with_localizations()).await.map_err(refused)?;
    let as_json = |value: serde_json::Result<Value>| {
        value.map_err(|error| refused(serenity::Error::Json(error)))
    };
    if are_same(&as_json(serde_json::to_value(&commands))?, &as_json(serde_json::to_value(&known))?)
    {
        tracing::debug!("the commands are registered already");
        return Ok(());
    }
    retry(|| http.create_global_commands(&commands)).await.map_err(refused)?;
    tracing::info!(commands = commands.len(), "commands registered");
    Ok(())
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
