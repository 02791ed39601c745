//! The JSON objects in which Discord describes the world: people and the application here, the rest
//! in `places`.
//!
//! Every field is there that a client library needs to decode them; nothing is remembered here.

mod places;

use serde_json::{Map, Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::UserMarker;

pub(crate) use places::{channel, guild, guild_channels, whole_guild};

use crate::world::{World, bits};

/// When everything in the world was made.
const LONG_AGO: &str = "2024-01-01T00:00:00.000000+00:00";

/// A user. Ids that are not of this world are people too, named after their number.
pub(crate) fn user(world: &World, id: Id<UserMarker>) -> Value {
    let (name, shown) = match id {
        _ if id == world.bot => ("the-bot".to_owned(), "The Bot"),
        _ if id == world.asker => ("asker".to_owned(), "The Asker"),
        _ if id == world.other => ("other".to_owned(), "The Other"),
        _ if id == world.owner => ("owner".to_owned(), "The Owner"),
        _ => (format!("user-{id}"), "Somebody"),
    };
    json!({
        "id": id.to_string(),
        "username": name,
        "discriminator": "0",
        "global_name": shown,
        "avatar": null,
        "bot": id == world.bot,
        "system": false,
        "public_flags": 0,
        "banner": null,
        "accent_color": null,
        "avatar_decoration_data": null,
        "collectibles": null,
        "primary_guild": null,
    })
}

/// The bot's own user, as it sees itself.
pub(crate) fn own_user(world: &World) -> Value {
    let mut own = user(world, world.bot);
    put(&mut own, "verified", json!(true));
    put(&mut own, "mfa_enabled", json!(false));
    put(&mut own, "email", Value::Null);
    put(&mut own, "flags", json!(0));
    own
}

/// A member without its user, as messages carry it.
pub(crate) fn partial_member(world: &World, id: Id<UserMarker>) -> Value {
    let timed_out_until = world.bot_timed_out_until.as_ref().filter(|_| id == world.bot);
    json!({
        "avatar": null,
        "banner": null,
        "communication_disabled_until": timed_out_until,
        "deaf": false,
        "flags": 0,
        "joined_at": LONG_AGO,
        "mute": false,
        "nick": null,
        "pending": false,
        "premium_since": null,
        "roles": world.roles_of(id).iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// A member with its user.
pub(crate) fn member(world: &World, id: Id<UserMarker>) -> Value {
    let mut member = partial_member(world, id);
    put(&mut member, "user", user(world, id));
    member
}

/// The bot's application, as its owner's page describes it.
pub(crate) fn application(world: &World) -> Value {
    json!({
        "id": world.application.to_string(),
        "name": "The Bot",
        "icon": null,
        "description": "",
        "bot": own_user(world),
        "bot_public": world.is_bot_public,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "owner": user(world, world.owner),
        "team": null,
        "flags": application_flags(world),
        "integration_types_config": {"0": {}},
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
    })
}

/// The flags by which an application says which privileged intents it was granted, as those of a bot
/// on few guilds (Discord, "Application Flags").
fn application_flags(world: &World) -> u64 {
    let of = |intent: u64, flag: u64| if world.privileged_intents & intent == 0 { 0 } else { flag };
    of(bits::GUILD_PRESENCES, 1 << 13)
        | of(bits::GUILD_MEMBERS, 1 << 15)
        | of(bits::MESSAGE_CONTENT, 1 << 19)
}

/// Makes what a JSON pointer leads to this, or takes it away.
pub(crate) fn twist(object: &mut Value, pointer: &str, value: Option<&Value>) {
    let Some((parent, field)) = pointer.rsplit_once('/') else { return };
    let Some(parent) = object.pointer_mut(parent) else { return };
    match value {
        Some(value) => put(parent, field, value.clone()),
        None => {
            if let Some(fields) = parent.as_object_mut() {
                fields.remove(field);
            }
        }
    }
}

/// Puts a field into an object; the objects of this crate are objects.
pub(crate) fn put(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    } else {
        let mut fields = Map::new();
        fields.insert(field.to_owned(), value);
        *object = Value::Object(fields);
    }
}
