//! The messages of all channels, as REST answers them.
//!
//! Only the bot's own and ephemeral state matters beyond their JSON; who may see them is decided
//! elsewhere.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use crate::clock;
use crate::objects::{self, put};
use crate::state::State;
use crate::world::World;

/// The flag of a message that only one person sees.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// The flag of a message whose answer is still to come.
pub(crate) const LOADING: u64 = 1 << 7;

/// All messages by their id, so also by their age.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    by_id: BTreeMap<u64, Value>,
    /// Those that were deleted.
    deleted: Vec<Value>,
}

impl Messages {
    /// The message with this id.
    pub(crate) fn get(&self, id: u64) -> Option<&Value> {
        self.by_id.get(&id)
    }

    /// The messages of a channel, oldest first.
    pub(crate) fn in_channel(&self, channel: Id<ChannelMarker>) -> Vec<&Value> {
        self.by_id.values().filter(|message| in_channel(message, channel)).collect()
    }

    /// The messages of a channel that were deleted.
    pub(crate) fn deleted(&self, channel: Id<ChannelMarker>) -> impl Iterator<Item = &Value> {
        self.deleted.iter().filter(move |message| in_channel(message, channel))
    }

    /// The youngest message with a component of this custom id.
    pub(crate) fn with_component(&self, custom_id: &str) -> Option<&Value> {
        self.by_id.values().rev().find(|message| component(message, custom_id).is_some())
    }
}

/// Whether a message is in this channel.
pub(crate) fn in_channel(message: &Value, channel: Id<ChannelMarker>) -> bool {
    message["channel_id"].as_str() == Some(&channel.to_string())
}

/// The flags of a message.
pub(crate) fn flags(message: &Value) -> u64 {
    message["flags"].as_u64().unwrap_or_default()
}

/// The id in a field of an object.
pub(crate) fn id_in(object: &Value, field: &str) -> Option<u64> {
    object[field].as_str()?.parse().ok()
}

/// The component with this custom id, wherever it is inside a message.
pub(crate) fn component<'a>(within: &'a Value, custom_id: &str) -> Option<&'a Value> {
    if within["custom_id"].as_str() == Some(custom_id) {
        return Some(within);
    }
    ["components", "component", "accessory"].iter().filter_map(|field| within.get(field)).find_map(
        |inner| match inner.as_array() {
            Some(several) => several.iter().find_map(|one| component(one, custom_id)),
            None => component(inner, custom_id),
        },
    )
}

/// A message without words.
pub(crate) fn blank(id: u64, channel: Id<ChannelMarker>, author: Value) -> Value {
    json!({
        "id": id.to_string(),
        "channel_id": channel.to_string(),
        "author": author,
        "content": "",
        "timestamp": clock::now(),
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": false,
        "type": 0,
        "flags": 0,
    })
}

/// Makes a message a reply to another, which is null in it where it does not exist any more.
pub(crate) fn refer(world: &World, state: &State, message: &mut Value, target: u64) {
    let mut reference = json!({
        "type": 0,
        "message_id": target.to_string(),
        "channel_id": message["channel_id"],
    });
    if let Some(guild) = guild_of(world, message) {
        put(&mut reference, "guild_id", json!(guild));
    }
    let mut referenced = state.messages.get(target).cloned().unwrap_or_default();
    // What that one replied to is not shown in it.
    if let Some(fields) = referenced.as_object_mut() {
        fields.remove("referenced_message");
    }
    put(message, "type", json!(19));
    put(message, "message_reference", reference);
    put(message, "referenced_message", referenced);
}

/// Whether a message is in a direct channel.
pub(crate) fn is_direct(world: &World, message: &Value) -> bool {
    id_in(message, "channel_id")
        .and_then(Id::new_checked)
        .and_then(|id| world.find_channel(id))
        .is_some_and(|channel| channel.is_direct())
}

/// The guild that a message is in, as ids are written; none of direct ones.
fn guild_of(world: &World, message: &Value) -> Option<String> {
    let channel = id_in(message, "channel_id").and_then(Id::new_checked)?;
    if is_direct(world, message) {
        return None;
    }
    Some(world.guild_of(channel).unwrap_or(world.guild).to_string())
}

/// Keeps a new message, or a new state of one, and tells the bot by `event` unless it is ephemeral.
pub(crate) fn publish(world: &World, state: &mut State, event: &str, message: &Value) {
    if let Some(id) = id_in(message, "id") {
        state.messages.by_id.insert(id, message.clone());
    }
    let is_known = id_in(message, "channel_id")
        .and_then(Id::new_checked)
        .is_some_and(|id| world.find_channel(id).is_some());
    // Of what happens where it is not, a bot is told nothing.
    if flags(message) & EPHEMERAL != 0 || !is_known {
        return;
    }
    let mut sent = message.clone();
    if let Some(guild) = guild_of(world, message) {
        put(&mut sent, "guild_id", json!(guild));
        let is_member = message["webhook_id"].is_null();
        if let Some(author) = id_in(&message["author"], "id").filter(|_| is_member) {
            let member = objects::partial_member(world, Id::new(author.max(1)));
            put(&mut sent, "member", member);
        }
    }
    state.gateway.dispatch(world, event, &sent);
}

/// Removes a message and tells the bot.
pub(crate) fn remove(world: &World, state: &mut State, id: u64) -> Option<Value> {
    let message = state.messages.by_id.remove(&id)?;
    state.messages.deleted.push(message.clone());
    if flags(&message) & EPHEMERAL == 0 {
        let mut gone = json!({"id": message["id"], "channel_id": message["channel_id"]});
        if let Some(guild) = guild_of(world, &message) {
            put(&mut gone, "guild_id", json!(guild));
        }
        state.gateway.dispatch(world, "MESSAGE_DELETE", &gone);
    }
    Some(message)
}
