//! A rendered message as Discord's JSON: one form for all the ways to send or to change one.

use serde_json::{Value, json};

use super::render::{Choice, Rendered};

/// Discord's numbers (API reference, "Interaction Callback Type", "Message Flags", "Component
/// Types", "Button Styles").
const MESSAGE: u8 = 4;
const DEFERRED_MESSAGE: u8 = 5;
const UPDATE: u8 = 7;
const CHOICES: u8 = 8;
const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;
const ACTION_ROW: u8 = 1;
const BUTTON: u8 = 2;
const SECONDARY: u8 = 2;

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Everybody.
    ByAll,
    /// Only who asked.
    ByAsker,
}

/// The message. Everything is said, also what it does not have, so that it can take another's
/// place. It pings nobody.
pub(super) fn message(rendered: &Rendered, seen: Seen) -> Value {
    let (content, embeds) = if rendered.is_embed() {
        ("", json!([{ "description": rendered.text() }]))
    } else {
        (rendered.text(), json!([]))
    };
    // Without quotes in an embed, links in the text would show previews.
    let quiet = if rendered.is_embed() { 0 } else { SUPPRESS_EMBEDS };
    let private = if seen == Seen::ByAsker { EPHEMERAL } else { 0 };
    let rows: Vec<Value> = rendered
        .buttons()
        .iter()
        .map(|button| {
            let label = button.label.to_string();
            json!({"type": ACTION_ROW, "components": [{"type": BUTTON, "style": SECONDARY, "label": label, "custom_id": button.press.id()}]})
        })
        .collect();
    json!({
        "content": content,
        "embeds": embeds,
        "components": rows,
        "flags": quiet | private,
        "allowed_mentions": {"parse": [], "replied_user": false},
    })
}

/// The same as what a deferral or an older message becomes: who sees it was decided before.
pub(super) fn edit(rendered: &Rendered) -> Value {
    message(rendered, Seen::ByAll)
}

/// The message as the first response to a command or a button.
pub(super) fn response(rendered: &Rendered, seen: Seen) -> Value {
    json!({"type": MESSAGE, "data": message(rendered, seen)})
}

/// The message in the place of the one whose button was pressed.
pub(super) fn update(rendered: &Rendered) -> Value {
    json!({"type": UPDATE, "data": edit(rendered)})
}

/// That an answer is on its way.
pub(super) fn deferral(seen: Seen) -> Value {
    json!({"type": DEFERRED_MESSAGE, "data": {"flags": if seen == Seen::ByAsker { EPHEMERAL } else { 0 }}})
}

/// What can be chosen.
pub(super) fn choices(choices: &[Choice]) -> Value {
    let choices: Vec<Value> = choices.iter().map(Choice::json).collect();
    json!({"type": CHOICES, "data": {"choices": choices}})
}
