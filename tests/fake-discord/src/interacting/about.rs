//! What an act is about: the command and its options, or the component and its message.

use serde_json::{Value, json};

use super::{Act, Interacting, options};
use crate::messages::component;
use crate::objects::{self, put};
use crate::state::State;
use crate::world::World;

impl Interacting {
    /// The message whose component is used, or that a modal came from.
    pub(super) fn source(&self, state: &State) -> Result<Option<Value>, String> {
        let found = match &self.act {
            Act::Component { on: Some(on), .. } | Act::Modal { on: Some(on), .. } => {
                let found = state.messages.get(on.get());
                found.ok_or_else(|| format!("there is no message {on}"))?
            }
            Act::Forged { on, .. } => {
                let found = state.messages.get(on.get());
                found.ok_or_else(|| format!("there is no message {on}"))?
            }
            Act::Component { custom_id, .. } => state
                .messages
                .with_component(custom_id)
                .ok_or_else(|| format!("no message has a component {custom_id:?}"))?,
            Act::Modal { .. }
            | Act::Slash { .. }
            | Act::Autocomplete { .. }
            | Act::OnMessage { .. } => return Ok(None),
        };
        Ok(Some(found.clone()))
    }

    /// The `data` of the event.
    pub(super) fn data(
        &self,
        world: &World,
        state: &State,
        source: Option<&Value>,
    ) -> Result<Value, String> {
        match &self.act {
            Act::Slash { name, options } => command(state, name, options, false),
            Act::Autocomplete { name, options } => command(state, name, options, true),
            Act::OnMessage { name, target } => {
                let command = registered(state, 3, name)?;
                let message = state.messages.get(target.get());
                let message = message.ok_or_else(|| format!("there is no message {target}"))?;
                let target = target.to_string();
                let messages = json!({target.as_str(): message});
                Ok(json!({
                    "id": command["id"], "name": name, "type": 3,
                    "target_id": target, "resolved": {"messages": messages},
                }))
            }
            Act::Component { custom_id, values, .. } => {
                let found = source.and_then(|message| component(message, custom_id));
                let found = found.ok_or_else(|| format!("the message has no {custom_id:?}"))?;
                if found["disabled"] == json!(true) {
                    return Err(format!("{custom_id:?} is disabled"));
                }
                let kind = &found["type"];
                let mut data = json!({"custom_id": custom_id, "component_type": kind});
                if *kind != json!(2) {
                    put(&mut data, "values", json!(values));
                }
                if *kind == json!(8) {
                    let channels: Result<serde_json::Map<String, Value>, String> =
                        values.iter().map(|id| resolved_channel(world, id)).collect();
                    put(&mut data, "resolved", json!({"channels": channels?}));
                }
                Ok(data)
            }
            Act::Forged { custom_id, .. } => {
                Ok(json!({"custom_id": custom_id, "component_type": 2}))
            }
            Act::Modal { custom_id, inputs, .. } => Ok(json!({
                "custom_id": custom_id,
                "components": Act::rows(inputs),
            })),
        }
    }
}

/// A channel as Discord tells of one that was chosen in a menu.
fn resolved_channel(world: &World, id: &str) -> Result<(String, Value), String> {
    let channel = id.parse().ok().and_then(|id| world.find_channel(id));
    let channel = channel.ok_or_else(|| format!("there is no channel {id}"))?;
    let mut resolved = objects::channel(world, &channel);
    put(&mut resolved, "permissions", json!("0"));
    Ok((id.to_owned(), resolved))
}

fn command(state: &State, name: &str, given: &Value, is_typing: bool) -> Result<Value, String> {
    let command = registered(state, 1, name)?;
    options::check(command, given, is_typing)
        .map_err(|error| format!("the command {name:?}: {error}"))?;
    let mut data = json!({"id": command["id"], "name": name, "type": 1});
    put(&mut data, "version", command["version"].clone());
    if given.is_array() {
        put(&mut data, "options", given.clone());
    }
    if !command["guild_id"].is_null() {
        put(&mut data, "guild_id", command["guild_id"].clone());
    }
    Ok(data)
}

/// The command of this kind and name, as the bot registered it.
pub(super) fn registered<'a>(state: &'a State, kind: u64, name: &str) -> Result<&'a Value, String> {
    state.commands.find(kind, name).ok_or_else(|| {
        let names: Vec<String> =
            state.commands.all().map(|command| command["name"].to_string()).collect();
        format!("the command {name:?} is not registered (registered: {})", names.join(", "))
    })
}
