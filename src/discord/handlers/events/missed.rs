//! Which interactions are acted on that were missed while the program was not there.

use serde_json::Value;
use serenity::all::{InteractionId, Timestamp};

/// Discord takes the first response to an interaction for so long (API reference, "Receiving and
/// Responding to Interactions").
const ANSWERABLE_MS: i64 = 3000;

/// The start of this process.
pub(super) struct Start(Timestamp);

impl Start {
    /// It starts now.
    pub(super) fn now() -> Start {
        Start(Timestamp::now())
    }

    /// Whether an interaction is to be acted on: one before the start was another process's, which may
    /// have acted on it.
    pub(super) fn may_act_on(&self, interaction: &Value) -> bool {
        let id = interaction["id"].as_str().and_then(|id| id.parse::<InteractionId>().ok());
        id.is_some_and(|id| {
            let caused = id.created_at().timestamp_millis();
            let is_in_time = Timestamp::now().timestamp_millis() - caused < ANSWERABLE_MS;
            is_in_time && caused >= self.0.timestamp_millis()
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_before_the_start_or_is_too_old_is_passed_over() {
        let now = Timestamp::now().timestamp_millis();
        let started = |ago_ms: i64| {
            Start(Timestamp::from_millis(now - ago_ms).expect("a moment of this century"))
        };
        // Milliseconds since 2015 above 22 other bits (Discord API reference, "Snowflakes").
        let caused = |ago_ms: i64| {
            let id = ((now - ago_ms - 1_420_070_400_000) as u64) << 22;
            json!({"id": id.to_string()})
        };
        assert!(started(2000).may_act_on(&caused(100)));
        assert!(!started(100).may_act_on(&caused(200)));
        assert!(!started(60_000).may_act_on(&caused(ANSWERABLE_MS + 1)));
        assert!(!started(60_000).may_act_on(&json!({})));
    }
}
