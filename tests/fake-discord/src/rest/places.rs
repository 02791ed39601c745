//! Guilds and direct channels: what the bot can look up about where it is.

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::UserMarker;

use super::Answer;
use super::route::unknown;
use crate::objects;
use crate::world::World;

/// Answers the routes below `guilds` and `users`, for a bot that is in the guild or not.
pub(crate) fn route(
    world: &World,
    method: &str,
    route: &[&str],
    body: &Value,
    is_member: bool,
) -> Result<Answer, Answer> {
    let guild = world.guild.to_string();
    match (method, route) {
        ("GET", ["guilds", id, rest @ ..]) if *id == guild => in_guild(world, rest),
        ("GET", ["guilds", ..]) => Err(Answer::refused(404, 10004, "Unknown Guild")),
        ("DELETE", ["users", "@me", "guilds", id]) if *id == guild => Ok(Answer::empty()),
        ("POST", ["users", "@me", "channels"]) => open_direct(world, body),
        ("GET", ["users", "@me", "channels"]) => Ok(Answer::json(200, json!([]))),
        ("GET", ["users", "@me", "guilds"]) => {
            if !is_member {
                return Ok(Answer::json(200, json!([])));
            }
            let mut guild = objects::guild(world, world.guild);
            let permissions = world.bot_permissions.to_string();
            objects::put(&mut guild, "owner", json!(false));
            objects::put(&mut guild, "permissions", json!(permissions));
            Ok(Answer::json(200, json!([guild])))
        }
        ("GET", ["users", id]) => Ok(Answer::json(200, objects::user(world, person(id)?))),
        _ => Ok(unknown()),
    }
}

fn in_guild(world: &World, rest: &[&str]) -> Result<Answer, Answer> {
    match rest {
        [] => Ok(Answer::json(200, objects::guild(world, world.guild))),
        ["channels"] => Ok(Answer::json(200, objects::guild_channels(world))),
        ["roles"] => Ok(Answer::json(200, objects::guild(world, world.guild)["roles"].take())),
        ["members", id] => {
            let person = person(id)?;
            let members = [world.bot, world.asker, world.other, world.owner];
            if !members.contains(&person) {
                return Err(Answer::refused(404, 10007, "Unknown Member"));
            }
            Ok(Answer::json(200, objects::member(world, person)))
        }
        _ => Ok(unknown()),
    }
}

fn open_direct(world: &World, body: &Value) -> Result<Answer, Answer> {
    let recipient = body["recipient_id"].as_str();
    let recipient = recipient.ok_or_else(|| Answer::invalid("recipient_id: required"))?;
    let direct = world
        .direct_channel(person(recipient)?)
        .and_then(|id| world.find_channel(id))
        .ok_or_else(|| Answer::refused(400, 50007, "Cannot send messages to this user"))?;
    Ok(Answer::json(200, objects::channel(world, &direct)))
}

fn person(id: &str) -> Result<Id<UserMarker>, Answer> {
    id.parse().map_err(|_| Answer::refused(404, 10013, "Unknown User"))
}
