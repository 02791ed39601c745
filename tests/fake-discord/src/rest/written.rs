//! How a body of the bot becomes a message, and how it changes one.

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use super::Answer;
use crate::checks::{Draft, IS_COMPONENTS_V2};
use crate::clock;
use crate::incoming_message::Mentions;
use crate::messages::{self, EPHEMERAL, LOADING};
use crate::objects::{self, put};
use crate::state::State;
use crate::world::{World, bits};

/// A new message of the bot, not yet kept.
///
/// # Errors
///
/// 50006 where there is nothing to see in it.
pub(crate) fn new(
    world: &World,
    state: &mut State,
    channel: Id<ChannelMarker>,
    body: &Value,
    draft: &Draft,
) -> Result<Value, Answer> {
    let mut message = blank(world, state, channel);
    change(world, &mut message, body, draft);
    put(&mut message, "flags", json!(draft.flags.unwrap_or_default()));
    put(&mut message, "tts", json!(body["tts"] == json!(true)));
    if !body["nonce"].is_null() {
        put(&mut message, "nonce", body["nonce"].clone());
    }
    refuse_empty(&message, draft)?;
    Ok(message)
}

/// A message of the bot without words.
pub(crate) fn blank(world: &World, state: &mut State, channel: Id<ChannelMarker>) -> Value {
    messages::blank(state.ids.next(), channel, objects::user(world, world.bot))
}

/// Changes a message as an edit does: what the body leaves out stays, what is null goes.
///
/// # Errors
///
/// 50006 where nothing is left to see.
pub(crate) fn edit(
    world: &World,
    message: &mut Value,
    body: &Value,
    draft: &Draft,
) -> Result<(), Answer> {
    change(world, message, body, draft);
    let kept = messages::flags(message) & !LOADING;
    // These two are decided once and stay.
    let settled = EPHEMERAL | IS_COMPONENTS_V2;
    let flags = draft.flags.map_or(kept, |flags| flags & !EPHEMERAL | kept & settled);
    put(message, "flags", json!(flags));
    put(message, "edited_timestamp", json!(clock::now()));
    refuse_empty(message, draft)
}

fn change(world: &World, message: &mut Value, body: &Value, draft: &Draft) {
    for (field, nothing) in [
        ("content", json!("")),
        ("embeds", json!([])),
        ("components", json!([])),
        ("poll", Value::Null),
    ] {
        match body.get(field) {
            None => {}
            Some(Value::Null) => put(message, field, nothing),
            Some(value) => put(message, field, value.clone()),
        }
    }
    for embed in message["embeds"].as_array_mut().into_iter().flatten() {
        if embed["type"].is_null() {
            put(embed, "type", json!("rich"));
        }
    }
    let text = message["content"].as_str().unwrap_or_default();
    let mut mentions = Mentions::in_text(text).allowed(draft.allowed_mentions.as_ref());
    let channel = messages::id_in(message, "channel_id").and_then(Id::new_checked);
    mentions.everyone &= channel.is_some_and(|channel| {
        world.permissions_in(world.bot, channel) & bits::MENTION_EVERYONE != 0
    });
    mentions.write(world, message);
}

fn refuse_empty(message: &Value, draft: &Draft) -> Result<(), Answer> {
    let is_empty = |field: &str| message[field].as_array().is_none_or(Vec::is_empty);
    let has_words = message["content"].as_str().is_some_and(|text| !text.trim().is_empty());
    if has_words || !is_empty("embeds") || !is_empty("components") || draft.has_more_than_embeds() {
        return Ok(());
    }
    let refusal = Answer::refused(400, 50006, "Cannot send an empty message");
    Err(refusal.breaking("an empty message"))
}
