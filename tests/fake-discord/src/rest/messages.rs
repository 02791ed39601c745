//! The messages of a channel: what the bot writes, reads, changes and deletes there.

use serde_json::{Value, json};

use super::route::unknown;
use super::{Answer, written};
use crate::checks;
use crate::gateway::withheld;
use crate::messages::{self, EPHEMERAL, flags, id_in};
use crate::objects::{self, put};
use crate::state::State;
use crate::world::{Channel, ChannelKind, World, bits};

/// Answers the routes below `channels/{id}`.
pub(crate) fn route(
    world: &World,
    state: &mut State,
    method: &str,
    channel: &Channel,
    route: &[&str],
    body: &Value,
) -> Result<Answer, Answer> {
    match (method, route) {
        ("POST", ["typing"]) => may_write(world, channel).map(|()| Answer::empty()),
        ("GET", ["messages"]) => Ok(history(world, state, channel)),
        ("POST", ["messages"]) => create(world, state, channel, body),
        ("GET", ["messages", id]) => {
            let needed = bits::READ_MESSAGE_HISTORY;
            if world.permissions_in(world.bot, channel.id) & needed == 0 {
                return Err(missing_permissions());
            }
            let message = find(state, channel, id)?;
            let seen = withheld(world, state.gateway.intents().unwrap_or_default(), &message);
            Ok(Answer::json(200, seen))
        }
        ("POST", ["messages", id, "threads"]) => open_thread(world, state, channel, id, body),
        ("PATCH", ["messages", id]) => edit(world, state, channel, id, body),
        ("DELETE", ["messages", id]) => delete(world, state, channel, id),
        ("PUT" | "DELETE", ["messages", id, "reactions", _, _]) => {
            find(state, channel, id)?;
            let needed = bits::ADD_REACTIONS;
            let permissions = world.permissions_in(world.bot, channel.id);
            if method == "PUT" && permissions & needed == 0 {
                return Err(missing_permissions());
            }
            Ok(Answer::empty())
        }
        _ => Ok(unknown()),
    }
}

fn create(
    world: &World,
    state: &mut State,
    channel: &Channel,
    body: &Value,
) -> Result<Answer, Answer> {
    may_write(world, channel)?;
    let draft = checks::message(body).map_err(Answer::invalid)?;
    if let Some(posted) = posted_before(world, state, channel, body) {
        return Ok(Answer::json(200, posted));
    }
    let permissions = world.permissions_in(world.bot, channel.id);
    let mut body = body.clone();
    if draft.has_embeds() && permissions & bits::EMBED_LINKS == 0 {
        // Discord refuses a message of embeds only; from others it drops the embeds without a word.
        if !draft.has_more_than_embeds() {
            return Err(missing_permissions());
        }
        put(&mut body, "embeds", json!([]));
    }
    let mut message = written::new(world, state, channel.id, &body, &draft)?;
    if let Some(target) = draft.message_reference.as_ref().and_then(|to| to.message_id) {
        if permissions & bits::READ_MESSAGE_HISTORY == 0 {
            let why = "Cannot reply without permission to read message history";
            return Err(Answer::refused(400, 160_002, why));
        }
        let is_there = state
            .messages
            .get(target.get())
            .is_some_and(|found| messages::in_channel(found, channel.id));
        let may_fail = draft
            .message_reference
            .as_ref()
            .is_none_or(|reference| reference.fail_if_not_exists != Some(false));
        if is_there {
            messages::refer(world, state, &mut message, target.get());
            let pings = draft.allowed_mentions.as_ref().is_none_or(|allowed| allowed.replied_user);
            if pings {
                ping_replied(&mut message);
            }
        } else if may_fail {
            // Not a violation: a correct bot meets this when the message was deleted meanwhile.
            return Err(Answer::refused(400, 50035, "Invalid Form Body"));
        }
    }
    messages::publish(world, state, "MESSAGE_CREATE", &message);
    Ok(Answer::json(200, message))
}

/// Opens the thread of the world, which is below its first channel, for a message: others there are
/// not, since the world does not change.
fn open_thread(
    world: &World,
    state: &State,
    channel: &Channel,
    message: &str,
    body: &Value,
) -> Result<Answer, Answer> {
    find(state, channel, message)?;
    let needed = bits::CREATE_PUBLIC_THREADS;
    if world.permissions_in(world.bot, channel.id) & needed == 0 {
        return Err(missing_permissions());
    }
    let name = body["name"].as_str().unwrap_or_default();
    if !(1..=100).contains(&name.chars().count()) {
        return Err(Answer::invalid("name: from 1 to 100 characters"));
    }
    if channel.id != world.channel {
        return Err(Answer::invalid("this world has a thread below its first channel only"));
    }
    let thread = world.find_channel(world.thread).ok_or_else(unknown)?;
    let mut thread = objects::channel(world, &thread);
    put(&mut thread, "name", json!(name));
    Ok(Answer::json(201, thread))
}

/// The bot's message of this nonce, where it is to be enforced: it is answered as it stands, and no
/// other is made. A message that was deleted since is answered too.
fn posted_before(world: &World, state: &State, channel: &Channel, body: &Value) -> Option<Value> {
    if body["enforce_nonce"] != json!(true) || body["nonce"].is_null() {
        return None;
    }
    let in_channel = state.messages.in_channel(channel.id);
    let mut own = in_channel
        .into_iter()
        .filter(|message| id_in(&message["author"], "id") == Some(world.bot.get()));
    let is_it = |message: &&Value| message["nonce"] == body["nonce"];
    let deleted = || {
        let mut deleted = state.messages.deleted(channel.id);
        deleted.find(is_it)
    };
    own.find(is_it).or_else(deleted).cloned()
}

fn ping_replied(message: &mut Value) {
    let author = message["referenced_message"]["author"].clone();
    let mentions = message["mentions"].as_array_mut();
    if let Some(mentions) = mentions
        && !mentions.iter().any(|user| user["id"] == author["id"])
    {
        mentions.push(author);
    }
}

fn edit(
    world: &World,
    state: &mut State,
    channel: &Channel,
    id: &str,
    body: &Value,
) -> Result<Answer, Answer> {
    let mut message = find(state, channel, id)?;
    if id_in(&message["author"], "id") != Some(world.bot.get()) {
        let why = "Cannot edit a message authored by another user";
        return Err(Answer::refused(403, 50005, why));
    }
    let draft = checks::edit(body, flags(&message)).map_err(Answer::invalid)?;
    let mut body = body.clone();
    if world.permissions_in(world.bot, channel.id) & bits::EMBED_LINKS == 0 && draft.has_embeds() {
        put(&mut body, "embeds", json!([]));
    }
    written::edit(world, &mut message, &body, &draft)?;
    messages::publish(world, state, "MESSAGE_UPDATE", &message);
    Ok(Answer::json(200, message))
}

fn delete(world: &World, state: &mut State, channel: &Channel, id: &str) -> Result<Answer, Answer> {
    let message = find(state, channel, id)?;
    let is_own = id_in(&message["author"], "id") == Some(world.bot.get());
    let permissions = world.permissions_in(world.bot, channel.id);
    if !is_own && (channel.is_direct() || permissions & bits::MANAGE_MESSAGES == 0) {
        return Err(missing_permissions());
    }
    if let Some(id) = id_in(&message, "id") {
        messages::remove(world, state, id);
    }
    Ok(Answer::empty())
}

fn history(world: &World, state: &State, channel: &Channel) -> Answer {
    let permissions = world.permissions_in(world.bot, channel.id);
    if permissions & bits::READ_MESSAGE_HISTORY == 0 {
        return Answer::json(200, json!([]));
    }
    let intents = state.gateway.intents().unwrap_or_default();
    let newest_first: Value = state
        .messages
        .in_channel(channel.id)
        .into_iter()
        .rev()
        .filter(|message| flags(message) & EPHEMERAL == 0)
        .take(50)
        .map(|message| withheld(world, intents, message))
        .collect();
    Answer::json(200, newest_first)
}

fn find(state: &State, channel: &Channel, id: &str) -> Result<Value, Answer> {
    id.parse()
        .ok()
        .and_then(|id| state.messages.get(id))
        .filter(|message| messages::in_channel(message, channel.id))
        .filter(|message| flags(message) & EPHEMERAL == 0)
        .cloned()
        .ok_or_else(|| Answer::refused(404, 10008, "Unknown Message"))
}

fn may_write(world: &World, channel: &Channel) -> Result<(), Answer> {
    if let ChannelKind::Forum { .. } = channel.kind {
        let why = "Cannot send messages in a non-text channel";
        return Err(Answer::refused(400, 50008, why));
    }
    if !world.bot_may_write(channel.id) {
        return Err(missing_permissions());
    }
    let may_open = world.permissions_in(world.bot, channel.id) & bits::MANAGE_THREADS != 0;
    if world.is_locked(channel.id) && !may_open {
        return Err(Answer::refused(400, 160_005, "Thread is locked"));
    }
    Ok(())
}

fn missing_permissions() -> Answer {
    Answer::refused(403, 50013, "Missing Permissions")
}
