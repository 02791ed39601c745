//! The first answer to an interaction.

use serde_json::{Value, json};
use twilight_model::http::interaction::InteractionResponseType as Kind;

use super::webhook::published;
use super::{Answer, written};
use crate::checks;
use crate::interactions::{Interaction, Stage};
use crate::messages::{self, EPHEMERAL, LOADING, flags};
use crate::objects::put;
use crate::state::State;
use crate::world::World;

/// Answers `POST interactions/{id}/{token}/callback`.
pub(crate) fn answer(
    world: &World,
    state: &mut State,
    (id, token): (&str, &str),
    body: &Value,
    wants_response: bool,
) -> Result<Answer, Answer> {
    let interaction = state
        .interactions
        .by_token(token)
        .filter(|found| found.id.to_string() == id)
        .cloned()
        .ok_or_else(unknown)?;
    if interaction.stage != Stage::Open {
        let why = "Interaction has already been acknowledged.";
        return Err(Answer::refused(400, 40060, why));
    }
    if interaction.is_older_than(world.interaction_deadline) {
        return Err(unknown());
    }
    let response = checks::response(body).map_err(Answer::invalid)?;
    refuse_wrong_kind(&interaction, response.kind)?;
    let original = match response.kind {
        Kind::ChannelMessageWithSource => Some(message(world, state, &interaction, &body["data"])?),
        Kind::DeferredChannelMessageWithSource => {
            let ephemeral = body["data"]["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
            let mut loading = written::blank(world, state, interaction.channel);
            put(&mut loading, "flags", json!(LOADING | ephemeral));
            Some(published(world, state, &interaction, loading))
        }
        Kind::UpdateMessage => Some(update(world, state, &interaction, &body["data"])?),
        Kind::DeferredUpdateMessage => {
            interaction.source.and_then(|source| state.messages.get(source)).cloned()
        }
        _ => None,
    };
    let original_id = original.as_ref().and_then(|message| messages::id_in(message, "id"));
    let stage = match (response.kind, original_id) {
        (Kind::DeferredChannelMessageWithSource, Some(original)) => Stage::Loading { original },
        (_, original) => Stage::Answered { original },
    };
    state.interactions.set_stage(interaction.id, stage);
    if !wants_response {
        return Ok(Answer::empty());
    }
    Ok(with_response(&interaction, body, original))
}

fn unknown() -> Answer {
    Answer::refused(404, 10062, "Unknown interaction")
}

/// Only components update messages, only autocompletion is answered with choices, and with nothing
/// else.
fn refuse_wrong_kind(interaction: &Interaction, kind: Kind) -> Result<(), Answer> {
    let is_choices = kind == Kind::ApplicationCommandAutocompleteResult;
    let is_update = matches!(kind, Kind::UpdateMessage | Kind::DeferredUpdateMessage);
    let is_wrong = kind == Kind::Pong
        || is_choices != (interaction.kind == 4)
        || is_update && !interaction.is_of_component()
        || kind == Kind::Modal && interaction.kind == 5;
    if is_wrong {
        let asked = interaction.kind;
        return Err(Answer::invalid(format!(
            "type: {kind:?} does not answer an interaction of type {asked}"
        )));
    }
    Ok(())
}

fn message(
    world: &World,
    state: &mut State,
    interaction: &Interaction,
    data: &Value,
) -> Result<Value, Answer> {
    let draft = checks::message(data).map_err(Answer::invalid)?;
    let message = written::new(world, state, interaction.channel, data, &draft)?;
    Ok(published(world, state, interaction, message))
}

fn update(
    world: &World,
    state: &mut State,
    interaction: &Interaction,
    data: &Value,
) -> Result<Value, Answer> {
    let source = interaction.source.and_then(|id| state.messages.get(id));
    let source = source.cloned();
    let mut message = source.ok_or_else(|| Answer::refused(404, 10008, "Unknown Message"))?;
    let draft = checks::edit(data, flags(&message)).map_err(Answer::invalid)?;
    written::edit(world, &mut message, data, &draft)?;
    messages::publish(world, state, "MESSAGE_UPDATE", &message);
    Ok(message)
}

fn with_response(interaction: &Interaction, body: &Value, message: Option<Value>) -> Answer {
    let mut about = json!({
        "id": interaction.id.to_string(),
        "type": interaction.kind,
    });
    let mut answer = json!({});
    if let Some(message) = message {
        let flags = flags(&message);
        put(&mut about, "response_message_id", message["id"].clone());
        put(&mut about, "response_message_loading", json!(flags & LOADING != 0));
        put(&mut about, "response_message_ephemeral", json!(flags & EPHEMERAL != 0));
        let resource = json!({"type": body["type"], "message": message});
        put(&mut answer, "resource", resource);
    }
    put(&mut answer, "interaction", about);
    Answer::json(200, answer)
}
