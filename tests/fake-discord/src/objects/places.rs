//! Channels and the guild as JSON objects.

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, GuildMarker, RoleMarker};

use super::{LONG_AGO, member, put, user};
use crate::world::{Channel, ChannelKind, Overwrite, World};

/// A channel; guild channels carry their guild and overwrites, threads their parent.
pub(crate) fn channel(world: &World, channel: &Channel) -> Value {
    let mut object = json!({
        "id": channel.id.to_string(),
        "type": channel.number(),
        "last_message_id": null,
        "flags": 0,
    });
    let (name, parent) = match &channel.kind {
        ChannelKind::Direct { with } => {
            put(&mut object, "recipients", json!([user(world, *with)]));
            return object;
        }
        ChannelKind::Text { name } | ChannelKind::Forum { name, .. } => (name, None),
        ChannelKind::Thread { parent, name } => (name, Some(parent)),
    };
    let guild = world.guild_of(channel.id).unwrap_or(world.guild);
    put(&mut object, "guild_id", json!(guild.to_string()));
    put(&mut object, "name", json!(name));
    put(&mut object, "rate_limit_per_user", json!(0));
    if let Some(parent) = parent {
        put(&mut object, "parent_id", json!(parent.to_string()));
        put(&mut object, "owner_id", json!(world.asker.to_string()));
        put(&mut object, "message_count", json!(0));
        put(&mut object, "member_count", json!(1));
        put(&mut object, "total_message_sent", json!(0));
        let metadata = json!({
            "archived": false,
            "archive_timestamp": LONG_AGO,
            "auto_archive_duration": 4320,
            "locked": world.is_locked(channel.id),
            "create_timestamp": LONG_AGO,
        });
        put(&mut object, "thread_metadata", metadata);
    } else {
        put(&mut object, "parent_id", Value::Null);
        put(&mut object, "nsfw", json!(false));
        put(&mut object, "position", json!(0));
        put(&mut object, "topic", Value::Null);
        put(&mut object, "permission_overwrites", overwrites(world, channel.id));
    }
    if let ChannelKind::Forum { .. } = channel.kind {
        put(&mut object, "available_tags", json!([]));
        put(&mut object, "default_reaction_emoji", Value::Null);
        put(&mut object, "default_sort_order", Value::Null);
        put(&mut object, "default_forum_layout", json!(0));
    }
    object
}

/// A guild as REST answers it, without channels and members.
pub(crate) fn guild(world: &World, guild: Id<GuildMarker>) -> Value {
    let everyone = Id::new(guild.get());
    json!({
        "id": guild.to_string(),
        "name": "The Guild",
        "icon": null,
        "splash": null,
        "discovery_splash": null,
        "banner": null,
        "home_header": null,
        "description": null,
        "region": "deprecated",
        "owner_id": world.owner.to_string(),
        "application_id": null,
        "afk_channel_id": null,
        "afk_timeout": 300,
        "widget_enabled": false,
        "widget_channel_id": null,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [
            role(world, everyone, "@everyone", 0, 0),
            role(world, world.people_role, "people", world.people_permissions, 1),
            role(world, world.bot_role, "The Bot", world.bot_permissions, 2),
        ],
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_id": world.system_channel.map(|channel| channel.to_string()),
        "system_channel_flags": 0,
        "rules_channel_id": null,
        "public_updates_channel_id": null,
        "safety_alerts_channel_id": null,
        "max_presences": null,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "vanity_url_code": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": false,
        "preferred_locale": world.guild_locale,
        "nsfw_level": 0,
        "incidents_data": null,
    })
}

/// The channels of the guild as REST lists them: all, also those that the bot does not see, and no
/// threads.
pub(crate) fn guild_channels(world: &World) -> Value {
    let is_listed =
        |found: &Channel| !found.is_direct() && !matches!(found.kind, ChannelKind::Thread { .. });
    world
        .channels_in(world.guild)
        .into_iter()
        .filter(is_listed)
        .map(|found| channel(world, &found))
        .collect()
}

/// A guild as GUILD_CREATE brings it: with the channels and threads that the bot sees, and its
/// members. The bot is in it since `joined_at`; without it, for long.
pub(crate) fn whole_guild(world: &World, id: Id<GuildMarker>, joined_at: Option<&str>) -> Value {
    let mut whole = guild(world, id);
    let seen = |channel: &Channel| {
        !channel.is_direct() && world.permissions_in(world.bot, channel.id) != 0
    };
    let (threads, channels): (Vec<_>, Vec<_>) = world
        .channels_in(id)
        .into_iter()
        .filter(seen)
        .partition(|found| matches!(found.kind, ChannelKind::Thread { .. }));
    let describe = |channels: Vec<Channel>| -> Value {
        channels.iter().map(|found| channel(world, found)).collect()
    };
    let members: Value = [world.bot, world.asker, world.other, world.owner]
        .iter()
        .map(|id| member(world, *id))
        .collect();
    put(&mut whole, "joined_at", json!(joined_at.unwrap_or(LONG_AGO)));
    put(&mut whole, "large", json!(false));
    put(&mut whole, "unavailable", json!(false));
    put(&mut whole, "member_count", json!(4));
    put(&mut whole, "channels", describe(channels));
    put(&mut whole, "threads", describe(threads));
    put(&mut whole, "members", members);
    for empty in [
        "voice_states",
        "presences",
        "stage_instances",
        "guild_scheduled_events",
        "soundboard_sounds",
    ] {
        put(&mut whole, empty, json!([]));
    }
    for (field, value) in &world.odd_guild {
        put(&mut whole, field, value.clone());
    }
    whole
}

fn role(world: &World, id: Id<RoleMarker>, name: &str, permissions: u64, position: u8) -> Value {
    let tags =
        if id == world.bot_role { json!({"bot_id": world.bot.to_string()}) } else { json!({}) };
    json!({
        "id": id.to_string(),
        "name": name,
        "description": null,
        "permissions": permissions.to_string(),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false,
        "managed": id == world.bot_role,
        "mentionable": false,
        "icon": null,
        "unicode_emoji": null,
        "tags": tags,
        "flags": 0,
    })
}

fn overwrites(world: &World, channel: Id<ChannelMarker>) -> Value {
    world
        .overwrites
        .iter()
        .filter(|found| found.channel == channel)
        .map(Overwrite::to_json)
        .collect()
}
