//! What follows the first answer to an interaction: its message changed or deleted, more messages.

use serde_json::{Value, json};

use super::route::unknown;
use super::{Answer, written};
use crate::checks;
use crate::clock;
use crate::interactions::{Interaction, Stage};
use crate::messages::{self, LOADING, flags, id_in};
use crate::objects::{self, put};
use crate::state::State;
use crate::world::World;

/// Answers the routes below `webhooks/{application}/{token}`.
pub(crate) fn route(
    world: &World,
    state: &mut State,
    method: &str,
    token: &str,
    route: &[&str],
    body: &Value,
) -> Result<Answer, Answer> {
    let interaction = state
        .interactions
        .by_token(token)
        .filter(|found| found.stage != Stage::Open)
        .cloned()
        .ok_or_else(|| Answer::refused(404, 10015, "Unknown Webhook"))?;
    if interaction.is_older_than(world.token_lifetime) {
        return Err(Answer::refused(401, 50027, "Invalid Webhook Token"));
    }
    match (method, route) {
        ("POST", []) => follow_up(world, state, &interaction, body),
        ("GET", ["messages", id]) => {
            let message = find(state, &interaction, id)?;
            Ok(Answer::json(200, message))
        }
        ("PATCH", ["messages", id]) => {
            let message = find(state, &interaction, id)?;
            change(world, state, &interaction, message, body)
        }
        ("DELETE", ["messages", id]) => {
            let message = find(state, &interaction, id)?;
            if let Some(id) = id_in(&message, "id") {
                messages::remove(world, state, id);
            }
            Ok(Answer::empty())
        }
        _ => Ok(unknown()),
    }
}

/// Marks a message of the bot as an answer to an interaction, keeps it and tells the bot.
pub(crate) fn published(
    world: &World,
    state: &mut State,
    interaction: &Interaction,
    mut message: Value,
) -> Value {
    let application = world.application.to_string();
    put(&mut message, "application_id", json!(application));
    put(&mut message, "webhook_id", json!(application));
    let is_first = interaction.stage == Stage::Open;
    let kind = match (interaction.kind, interaction.command_kind) {
        (2, Some(1)) if is_first => 20,
        (2, _) if is_first => 23,
        _ => 0,
    };
    put(&mut message, "type", json!(kind));
    if let (3, true, Some(source)) = (interaction.kind, is_first, interaction.source) {
        messages::refer(world, state, &mut message, source);
    }
    let mut metadata = json!({
        "id": interaction.id.to_string(),
        "type": interaction.kind,
        "user": objects::user(world, interaction.user),
        "authorizing_integration_owners": interaction.owners,
    });
    if let (3, Some(source)) = (interaction.kind, interaction.source) {
        put(&mut metadata, "interacted_message_id", json!(source.to_string()));
    }
    put(&mut message, "interaction_metadata", metadata);
    messages::publish(world, state, "MESSAGE_CREATE", &message);
    message
}

/// One more message. The first one after a deferral takes the place of the loading message, and is
/// ephemeral exactly if the deferral was.
fn follow_up(
    world: &World,
    state: &mut State,
    interaction: &Interaction,
    body: &Value,
) -> Result<Answer, Answer> {
    if let Stage::Loading { original } = interaction.stage {
        let mut message = find(state, interaction, &original.to_string())?;
        put(&mut message, "timestamp", json!(clock::now()));
        return change(world, state, interaction, message, body);
    }
    let draft = checks::message(body).map_err(Answer::invalid)?;
    let message = written::new(world, state, interaction.channel, body, &draft)?;
    let message = published(world, state, interaction, message);
    Ok(Answer::json(200, message))
}

/// Changes a message. The one that was still to come is thereby there, and counts as new, not as
/// edited.
fn change(
    world: &World,
    state: &mut State,
    interaction: &Interaction,
    mut message: Value,
    body: &Value,
) -> Result<Answer, Answer> {
    let draft = checks::edit(body, flags(&message)).map_err(Answer::invalid)?;
    let was_loading = flags(&message) & LOADING != 0;
    written::edit(world, &mut message, body, &draft)?;
    if was_loading {
        put(&mut message, "edited_timestamp", Value::Null);
        let original = id_in(&message, "id");
        let stage = Stage::Answered { original };
        state.interactions.set_stage(interaction.id, stage);
    }
    messages::publish(world, state, "MESSAGE_UPDATE", &message);
    Ok(Answer::json(200, message))
}

/// The message that `@original` or an id means.
fn find(state: &State, interaction: &Interaction, id: &str) -> Result<Value, Answer> {
    let id = match id {
        "@original" => interaction.original(),
        id => id.parse().ok(),
    };
    id.and_then(|id| state.messages.get(id))
        .filter(|message| messages::in_channel(message, interaction.channel))
        .cloned()
        .ok_or_else(|| Answer::refused(404, 10008, "Unknown Message"))
}
