//! Discord's limits for the answer to an interaction: its form, choices and modal.
//!
//! The message in it has the limits of every message and is checked where it is made.

use std::ops::RangeInclusive;

use serde_json::{Value, json};
use twilight_model::http::interaction::InteractionResponse;

use super::{components, decode, embeds};

/// Checks the answer to an interaction, but for a message in it.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn response(body: &Value) -> Result<InteractionResponse, String> {
    let mut body = body.clone();
    if let Some(data) = body.get_mut("data") {
        embeds::complete(data);
    }
    let response: InteractionResponse = decode(&body)?;
    let data = response.data.as_ref();
    if body["type"] == json!(8) {
        let choices = data.and_then(|data| data.choices.as_ref());
        let choices = choices.ok_or("data.choices: required")?;
        if choices.len() > 25 {
            return Err(format!("data.choices: {} are more than 25", choices.len()));
        }
        for choice in choices {
            twilight_validate::command::choice(choice)
                .map_err(|error| format!("data.choices: {error}"))?;
        }
    }
    if body["type"] == json!(9) {
        let data = data.ok_or("data: required")?;
        within("data.custom_id", data.custom_id.as_deref(), 1..=100)?;
        within("data.title", data.title.as_deref(), 1..=45)?;
        let count = data.components.as_ref().map_or(0, Vec::len);
        if !(1..=5).contains(&count) {
            return Err(format!("data.components: {count} are not 1 to 5"));
        }
        components::check(&body["data"]["components"])?;
    }
    Ok(response)
}

fn within(
    field: &str,
    text: Option<&str>,
    characters: RangeInclusive<usize>,
) -> Result<(), String> {
    let length = text.unwrap_or_default().chars().count();
    if characters.contains(&length) {
        return Ok(());
    }
    Err(format!("{field}: {length} characters are not in {characters:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_has_at_most_100_characters() {
        let choices = |length: usize| {
            let choice = json!({"name": "a".repeat(length), "value": "b".repeat(length)});
            json!({"type": 8, "data": {"choices": [choice]}})
        };
        assert!(response(&choices(100)).is_ok());
        assert!(response(&choices(101)).is_err());
    }
}
