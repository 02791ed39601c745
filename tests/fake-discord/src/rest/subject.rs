//! What a request is about: the interaction that it answers, or the message.

use super::Call;
use crate::messages::id_in;
use crate::state::State;

/// The id of the interaction or of the question that a request answers, changes the answer of, or takes
/// the answer back of; none for any other.
pub(super) fn of(state: &State, call: &Call) -> Option<u64> {
    let path = call.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').skip(2).collect();
    match parts.as_slice() {
        ["interactions", id, ..] => id.parse().ok(),
        ["webhooks", _, token, ..] => Some(state.interactions.by_token(token)?.id),
        ["channels", _, "messages"] if call.method == "POST" => {
            id_in(&call.body["message_reference"], "message_id")
        }
        ["channels", _, "messages", answer] => {
            let answer = state.messages.get(answer.parse().ok()?)?;
            id_in(&answer["message_reference"], "message_id")
        }
        _ => None,
    }
}
