//! What the bot's profile says it does: how many documents it quotes. Told when a session begins, and
//! again when that has changed.

use serde_json::{Value, json};

use crate::phrases::Phrase;

/// A custom status (Discord API reference, "Activity Types").
const CUSTOM: u8 = 4;

/// What Discord was told last. A session that is taken up again has it still.
#[derive(Debug, Default)]
pub(super) struct Presence {
    told: Value,
}

impl Presence {
    /// What is told in IDENTIFY.
    pub(super) fn begin(&mut self, doing: Option<&Phrase>) -> &Value {
        self.told = payload(doing);
        &self.told
    }

    /// What is told now; `None` where nothing has changed.
    pub(super) fn change(&mut self, doing: Option<&Phrase>) -> Option<&Value> {
        let now = payload(doing);
        if now == self.told {
            return None;
        }
        self.told = now;
        Some(&self.told)
    }
}

impl Presence {
    /// It is not known whether the last was heard.
    pub(super) fn forget(&mut self) {
        self.told = Value::Null;
    }
}

/// The payload of a presence update (Discord API reference, "Update Presence").
fn payload(doing: Option<&Phrase>) -> Value {
    // Of a custom status the state is shown; the name must be there all the same.
    let activity = |doing: &Phrase| {
        let words = doing.to_string();
        json!({"type": CUSTOM, "name": words, "state": words})
    };
    let activities: Vec<Value> = doing.map(activity).into_iter().collect();
    json!({"since": null, "activities": activities, "status": "online", "afk": false})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::{Language, Phrases, Say};

    #[test]
    fn the_same_is_not_told_twice_and_without_a_document_nothing_is_done() {
        let phrases = Phrases::built_in();
        let quoting = |count| phrases.voice(Language::English).say(Say::PresenceQuoting { count });
        let mut presence = Presence::default();
        assert_eq!(presence.begin(None)["activities"], json!([]));
        assert!(presence.change(None).is_none());
        let changed = presence.change(Some(&quoting(1))).map(|told| told["activities"].clone());
        let state = "Quoting one document";
        assert_eq!(changed, Some(json!([{"type": 4, "name": state, "state": state}])));
        assert!(presence.change(Some(&quoting(1))).is_none());
        assert!(presence.change(Some(&quoting(2))).is_some());
        assert!(presence.change(None).is_some());
    }
}
