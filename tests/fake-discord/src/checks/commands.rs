//! Discord's limits for the commands that a bot registers.

use std::collections::HashSet;

use serde_json::{Value, json};
use twilight_model::application::command::{
    Command, CommandOption, CommandOptionChoiceValue, CommandOptionType,
};

use super::decode;

/// The languages that Discord has (its reference, "Locales").
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE",
    "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Checks one complete command object: with id, version, type and description.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn command(object: &Value) -> Result<(), String> {
    let name = &object["name"];
    let command: Command = decode(object).map_err(|error| format!("command {name}: {error}"))?;
    twilight_validate::command::command(&command)
        .map_err(|error| format!("command {name}: {error}"))?;
    if object["type"] != json!(1) && object["description"] != json!("") {
        return Err(format!("command {name}: only chat input commands have a description"));
    }
    localizations(object)
        .and_then(|()| options(&command.options))
        .map_err(|error| format!("command {name}: {error}"))
}

/// Checks a list of commands that replaces all others.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn commands(objects: &[Value]) -> Result<(), String> {
    let mut names = HashSet::new();
    for object in objects {
        command(object)?;
        let name = (object["type"].as_u64(), object["name"].as_str());
        if !names.insert(name) {
            return Err(format!("command {}: registered twice", object["name"]));
        }
    }
    // Discord, "Application Commands": 100 chat input commands, 15 of each other kind.
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let count = names.iter().filter(|(found, _)| *found == Some(kind)).count();
        if count > most {
            return Err(format!("{count} commands of type {kind} are more than {most}"));
        }
    }
    Ok(())
}

/// Whether a choice can be a value of an option.
fn is_of(option: CommandOptionType, value: &CommandOptionChoiceValue) -> bool {
    use CommandOptionChoiceValue as Value;
    match option {
        CommandOptionType::String => matches!(value, Value::String(_)),
        CommandOptionType::Integer => matches!(value, Value::Integer(_)),
        CommandOptionType::Number => matches!(value, Value::Integer(_) | Value::Number(_)),
        _ => false,
    }
}

/// Checks that names and descriptions are translated only into languages that Discord has, in the
/// command, its options and their choices.
fn localizations(object: &Value) -> Result<(), String> {
    for field in ["name_localizations", "description_localizations"] {
        for language in object[field].as_object().into_iter().flatten() {
            if !LOCALES.contains(&language.0.as_str()) {
                return Err(format!("{field}: {} is not a language of Discord", language.0));
            }
        }
    }
    ["options", "choices"]
        .iter()
        .filter_map(|field| object[*field].as_array())
        .flatten()
        .try_for_each(localizations)
}

fn options(options: &[CommandOption]) -> Result<(), String> {
    let mut names = HashSet::new();
    let mut optional = None;
    for option in options {
        let name = option.name.as_str();
        if !names.insert(name) {
            return Err(format!("option {name}: there are two"));
        }
        match (option.required, optional) {
            (Some(true), Some(before)) => {
                return Err(format!("option {name}: required, but after {before}, which is not"));
            }
            (Some(true), None) => {}
            _ => optional = Some(name),
        }
        let choices = option.choices.as_deref().unwrap_or_default();
        if option.autocomplete == Some(true) && !choices.is_empty() {
            return Err(format!("option {name}: choices and autocomplete exclude each other"));
        }
        for choice in choices {
            twilight_validate::command::choice(choice)
                .map_err(|error| format!("option {name}: {error}"))?;
            if !is_of(option.kind, &choice.value) {
                let shown = &choice.name;
                return Err(format!("option {name}: choice {shown} is of another type"));
            }
        }
        self::options(option.options.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, options: Value) -> Value {
        json!({
            "id": "1", "application_id": "2", "version": "3", "type": 1,
            "name": name, "description": "asks", "options": options,
        })
    }

    #[test]
    fn a_name_is_lower_case_and_at_most_32_characters() {
        assert!(command(&ask("ask", json!([]))).is_ok());
        assert!(command(&ask("Ask", json!([]))).is_err());
        assert!(command(&ask(&"a".repeat(33), json!([]))).is_err());
    }

    #[test]
    fn required_options_come_first() {
        let option = |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
        assert!(command(&ask("ask", json!([option("a", true), option("b", false)]))).is_ok());
        assert!(command(&ask("ask", json!([option("a", false), option("b", true)]))).is_err());
    }

    #[test]
    fn two_commands_of_a_kind_have_two_names() {
        let one = ask("ask", json!([]));
        assert!(commands(&[one.clone(), one]).is_err());
    }

    #[test]
    fn names_are_translated_only_into_languages_that_discord_has() {
        let translated = |language: &str| {
            let mut command = ask("ask", json!([]));
            command["name_localizations"] = json!({ language: "спросить" });
            command
        };
        assert_eq!(command(&translated("ru")), Ok(()));
        assert!(command(&translated("ru-RU")).is_err());
    }

    #[test]
    fn a_choice_is_of_the_type_of_its_option() {
        let choice = |value: Value| {
            let choice = json!({"name": "one", "value": value});
            let option =
                json!({"type": 4, "name": "count", "description": "d", "choices": [choice]});
            command(&ask("ask", json!([option])))
        };
        assert_eq!(choice(json!(1)), Ok(()));
        assert!(choice(json!("1")).is_err());
    }
}
