//! Which path is answered by whom, and who may ask.

use serde_json::json;
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use super::{Answer, Call, callback, commands, messages, places, webhook};
use crate::fake::token;
use crate::objects;
use crate::state::{Shared, State};
use crate::world::World;

/// Answers a request.
pub(crate) fn answer(shared: &Shared, world: &World, state: &mut State, call: &Call) -> Answer {
    let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let ["api", "v10", route @ ..] = parts.as_slice() else {
        return unknown();
    };
    let is_open =
        matches!(route, ["gateway"] | ["interactions", _, _, "callback"] | ["webhooks", ..]);
    let expected = format!("Bot {}", token(world));
    if !is_open && call.authorization.as_deref() != Some(&expected) {
        return Answer::refused(401, 0, "401: Unauthorized");
    }
    if call.is_unreadable {
        return Answer::invalid("the body is not JSON (uploads are not part of this fake)");
    }
    let found = match (call.method.as_str(), route) {
        ("GET", ["gateway"]) => Ok(gateway(shared)),
        ("GET", ["gateway", "bot"]) => Ok(gateway_for_bots(shared, world, state)),
        ("GET", ["users", "@me"]) => Ok(Answer::json(200, objects::own_user(world))),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => {
            Ok(Answer::json(200, objects::application(world)))
        }
        (method, ["applications", application, rest @ ..])
            if *application == world.application.to_string() =>
        {
            commands::route(world, state, method, rest, &call.body)
        }
        ("POST", ["interactions", id, token, "callback"]) => {
            let wants_response = query.contains("with_response=true");
            callback::answer(world, state, (id, token), &call.body, wants_response)
        }
        (method, ["webhooks", application, token, rest @ ..])
            if *application == world.application.to_string() =>
        {
            webhook::route(world, state, method, token, rest, &call.body)
        }
        (method, ["channels", channel, rest @ ..]) => {
            in_channel(world, state, method, channel, rest, call)
        }
        (_, ["guilds", ..]) if !state.gateway.is_member(world) => {
            Err(Answer::refused(404, 10004, "Unknown Guild"))
        }
        (method, ["guilds" | "users", ..]) => {
            let is_member = state.gateway.is_member(world);
            places::route(world, method, route, &call.body, is_member)
        }
        _ => Ok(unknown()),
    };
    found.unwrap_or_else(|refusal| refusal)
}

fn in_channel(
    world: &World,
    state: &mut State,
    method: &str,
    channel: &str,
    rest: &[&str],
    call: &Call,
) -> Result<Answer, Answer> {
    let id: Option<Id<ChannelMarker>> = channel.parse().ok();
    let known = id.and_then(|id| world.find_channel(id));
    let channel = known.ok_or_else(|| Answer::refused(404, 10003, "Unknown Channel"))?;
    let is_of_guild = world.guild_of(channel.id) == Some(world.guild);
    let is_outside = is_of_guild && !state.gateway.is_member(world);
    if is_outside || world.permissions_in(world.bot, channel.id) == 0 {
        return Err(Answer::refused(403, 50001, "Missing Access"));
    }
    match (method, rest) {
        ("GET", []) => Ok(Answer::json(200, objects::channel(world, &channel))),
        _ => messages::route(world, state, method, &channel, rest, &call.body),
    }
}

/// What an address is answered with that Discord does not have.
pub(crate) fn unknown() -> Answer {
    Answer::refused(404, 0, "404: Not Found").breaking("unknown route")
}

fn gateway(shared: &Shared) -> Answer {
    Answer::json(200, json!({"url": gateway_url(shared)}))
}

fn gateway_for_bots(shared: &Shared, world: &World, state: &mut State) -> Answer {
    let (remaining, reset_after) = state.gateway.starts.left();
    let reset_after = u64::try_from(reset_after.as_millis()).unwrap_or(u64::MAX);
    let limit = json!({
        "total": 1000,
        "remaining": remaining,
        "reset_after": reset_after,
        "max_concurrency": world.max_concurrency,
    });
    let url = state.gateway.false_url.clone().unwrap_or_else(|| gateway_url(shared));
    let shards = state.gateway.sharding.recommended.unwrap_or(world.shards);
    Answer::json(200, json!({"url": url, "shards": shards, "session_start_limit": limit}))
}

/// Where the gateway is.
pub(crate) fn gateway_url(shared: &Shared) -> String {
    format!("ws://{}/gateway", shared.address)
}
