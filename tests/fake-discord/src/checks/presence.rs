//! The limits of a presence: what the bot's profile says it does.

use serde_json::Value;
use twilight_model::gateway::payload::outgoing::update_presence::UpdatePresencePayload;
use twilight_model::gateway::presence::ActivityType;

use crate::objects::put;

/// The most characters of an activity's name and state.
const LONGEST: usize = 128;

/// Checks the `d` of a presence update, or the presence of an IDENTIFY.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn presence(body: &Value) -> Result<(), String> {
    if body.get("since").is_none() {
        return Err("since: required".to_owned());
    }
    // Discord takes any moment, in whatever form serenity writes it.
    let mut body = body.clone();
    put(&mut body, "since", Value::Null);
    let presence: UpdatePresencePayload = super::decode(&body)?;
    for activity in &presence.activities {
        let is_shown = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
        if !is_shown(&activity.name) {
            return Err(format!("name: {:?}", activity.name));
        }
        let is_custom = activity.kind == ActivityType::Custom;
        match &activity.state {
            Some(state) if !is_shown(state) => return Err(format!("state: {state:?}")),
            None if is_custom => return Err("state: a custom status shows nothing else".to_owned()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(activity: Value) -> Value {
        json!({"since": null, "activities": [activity], "status": "online", "afk": false})
    }

    #[test]
    fn a_custom_status_has_a_name_and_a_state_that_is_not_too_long() {
        let custom = |state: Value| with(json!({"type": 4, "name": "x", "state": state}));
        assert!(presence(&custom(json!("Reading"))).is_ok());
        assert!(presence(&custom(json!("x".repeat(129)))).is_err());
        assert!(presence(&custom(Value::Null)).is_err());
        assert!(presence(&with(json!({"type": 4, "state": "x"}))).is_err());
        assert!(presence(&json!({"activities": [], "status": "online", "afk": false})).is_err());
        assert!(presence(&with(json!({"type": 0, "name": "a game"}))).is_ok());
    }
}
