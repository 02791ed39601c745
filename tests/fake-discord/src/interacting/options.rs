//! Options of a command: they must be those that the bot registered, as Discord's client sees to
//! it.

use serde_json::{Value, json};

/// Checks the options that a test gives against the registered command or option.
///
/// # Errors
///
/// What a person could not have sent.
pub(crate) fn check(registered: &Value, given: &Value, is_typing: bool) -> Result<(), String> {
    let empty = Vec::new();
    let given = given.as_array().unwrap_or(&empty);
    let known = registered["options"].as_array().unwrap_or(&empty);
    for option in given {
        let name = &option["name"];
        let found = known.iter().find(|known| known["name"] == *name);
        let found = found.ok_or_else(|| format!("it has no option {name}"))?;
        if found["type"] != option["type"] {
            let (expected, given) = (&found["type"], &option["type"]);
            return Err(format!("its option {name} is of type {expected}, not {given}"));
        }
        match found["type"].as_u64() {
            Some(1 | 2) => check(found, &option["options"], is_typing)?,
            _ if option["focused"] == json!(true) => {
                if found["autocomplete"] != json!(true) {
                    return Err(format!("its option {name} is not completed"));
                }
            }
            _ => value(found, &option["value"])?,
        }
    }
    let is_missing = |known: &&Value| {
        known["required"] == json!(true)
            && !given.iter().any(|option| option["name"] == known["name"])
    };
    match known.iter().find(is_missing) {
        Some(missing) if !is_typing => Err(format!("its option {} is required", missing["name"])),
        _ => Ok(()),
    }
}

fn value(registered: &Value, value: &Value) -> Result<(), String> {
    let name = &registered["name"];
    let choices = registered["choices"].as_array();
    if let Some(choices) = choices.filter(|choices| !choices.is_empty())
        && !choices.iter().any(|choice| choice["value"] == *value)
    {
        return Err(format!("its option {name} has no choice {value}"));
    }
    let length = value.as_str().map(|text| text.chars().count());
    let limit = |field: &str| registered[field].as_u64().map(usize::try_from);
    if let (Some(length), Some(Ok(most))) = (length, limit("max_length"))
        && length > most
    {
        return Err(format!("its option {name} has at most {most} characters"));
    }
    if let (Some(length), Some(Ok(least))) = (length, limit("min_length"))
        && length < least
    {
        return Err(format!("its option {name} has at least {least} characters"));
    }
    let number = value.as_f64();
    let is_outside = number.is_some_and(|number| {
        registered["max_value"].as_f64().is_some_and(|most| number > most)
            || registered["min_value"].as_f64().is_some_and(|least| number < least)
    });
    if is_outside {
        return Err(format!("its option {name} does not take {value}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask() -> Value {
        json!({"options": [
            {"name": "question", "type": 3, "required": true, "max_length": 5},
            {"name": "count", "type": 4, "max_value": 3},
        ]})
    }

    #[test]
    fn only_registered_options_can_be_given() {
        let given = json!([{"name": "question", "type": 3, "value": "why"}]);
        assert_eq!(check(&ask(), &given, false), Ok(()));
        let unknown = json!([{"name": "topic", "type": 3, "value": "why"}]);
        assert!(check(&ask(), &unknown, false).is_err());
    }

    #[test]
    fn a_required_option_may_be_missing_only_while_typing() {
        let given = json!([{"name": "count", "type": 4, "value": 2}]);
        assert!(check(&ask(), &given, false).is_err());
        assert!(check(&ask(), &given, true).is_ok());
    }

    #[test]
    fn values_keep_to_the_limits_of_their_option() {
        let long = json!([{"name": "question", "type": 3, "value": "longer"}]);
        assert!(check(&ask(), &long, false).is_err());
        let large = json!([
            {"name": "question", "type": 3, "value": "why"},
            {"name": "count", "type": 4, "value": 4},
        ]);
        assert!(check(&ask(), &large, false).is_err());
    }
}
