//! The forms of events: blank objects that serenity can read, and the fields that must not be guessed.

use serde_json::{Value, json};

use super::form::Form;

/// Some moment, where one is required.
const MOMENT: &str = "2015-01-01T00:00:00Z";

/// The form of an event that says this; `None` for one of which a part is of no use.
pub(super) fn form_of(event: &str, raw: &Value) -> Option<Form> {
    match event {
        "INTERACTION_CREATE" => Some(interaction(raw)),
        "READY" => Some(ready()),
        "GUILD_CREATE" => Some(guild()),
        "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => Some(Form {
            parts: vec![("role", role())],
            ..Form::new(json!({"guild_id": "1", "role": role().blank}), &["guild_id"])
        }),
        "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "THREAD_CREATE" | "THREAD_UPDATE" => Some(channel()),
        "MESSAGE_CREATE" => Some(message()),
        _ => None,
    }
}

fn user() -> Form {
    let blank = json!({"id": "1", "username": "", "discriminator": "0", "avatar": null});
    Form::new(blank, &["id", "bot"])
}

fn ready() -> Form {
    let blank = json!({
        "v": 10, "user": user().blank, "guilds": [], "session_id": "", "resume_gateway_url": "",
        "application": {"id": "1", "flags": 0},
    });
    let application = Form::new(json!({"id": "1", "flags": 0}), &["id"]);
    let guild = Form::new(json!({"id": "1", "unavailable": true}), &["id"]);
    Form {
        parts: vec![("user", user()), ("application", application), ("guilds", guild)],
        ..Form::new(blank, &[])
    }
}

/// What a role allows is not guessed.
fn role() -> Form {
    let blank = json!({
        "id": "1", "name": "", "color": 0, "colors": {"primary_color": 0}, "hoist": false,
        "managed": false, "permissions": "0", "position": 0,
    });
    Form::new(blank, &["id", "permissions"])
}

/// What is allowed in a channel is not guessed, nor what kind of channel it is.
fn channel() -> Form {
    let blank = json!({"id": "1", "type": 0, "name": ""});
    Form::new(blank, &["id", "guild_id", "type", "permission_overwrites", "parent_id"])
}

/// Who somebody is, and which roles they have, is not guessed.
fn member() -> Form {
    let blank =
        json!({"user": user().blank, "roles": [], "deaf": false, "mute": false, "flags": 0});
    Form { parts: vec![("user", user())], needed: &["user"], ..Form::new(blank, &["roles"]) }
}

/// A server. Where a role cannot be read, nobody's permissions are known: then there are no members.
fn guild() -> Form {
    let blank = json!({
        "id": "1", "name": "", "owner_id": "1", "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [],
        "emojis": [], "features": [], "mfa_level": 0, "system_channel_flags": 0,
        "premium_tier": 0, "preferred_locale": "", "nsfw_level": 0, "stickers": [],
        "premium_progress_bar_enabled": false, "joined_at": MOMENT, "large": false,
        "member_count": 0, "voice_states": [], "members": [], "channels": [], "threads": [],
        "presences": [], "stage_instances": [], "guild_scheduled_events": [],
    });
    Form {
        parts: vec![
            ("roles", role()),
            ("channels", channel()),
            ("threads", channel()),
            ("members", member()),
        ],
        needs_all: Some(("roles", "members")),
        ..Form::new(blank, &["id"])
    }
}

fn message() -> Form {
    let blank = json!({
        "id": "1", "channel_id": "1", "author": user().blank, "content": "", "timestamp": MOMENT,
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    });
    let whole =
        &["id", "channel_id", "guild_id", "content", "type", "webhook_id", "edited_timestamp"];
    let parts = vec![("author", user()), ("mentions", user())];
    Form { parts, needed: &["author"], ..Form::new(blank, whole) }
}

/// An interaction: what was done, by whom and where is not guessed. Where a component was pressed, the
/// message that has it may be read in part.
fn interaction(raw: &Value) -> Form {
    let is_component = raw["type"] == json!(3);
    let data = if is_component {
        json!({"custom_id": "", "component_type": 2})
    } else {
        json!({"id": "1", "name": "", "type": 1})
    };
    let mut blank = json!({
        "id": "1", "application_id": "1", "type": if is_component { 3 } else { 2 }, "data": data,
        "channel_id": "1", "token": "", "version": 1, "locale": "", "entitlements": [],
        "attachment_size_limit": 0,
    });
    let mut parts = vec![("member", member())];
    if is_component {
        blank["message"] = message().blank;
        parts.push(("message", message()));
    }
    let whole =
        &["id", "application_id", "type", "data", "guild_id", "channel_id", "token", "user"];
    Form { parts, needed: &["member"], ..Form::new(blank, whole) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serenity::all::{GuildCreateEvent, Interaction, Message, ReadyEvent};

    use super::*;

    fn fill<E: for<'de> Deserialize<'de>>(event: &str, raw: &Value) -> Option<E> {
        let form = form_of(event, raw).expect("there is a form");
        let filled = form.fill(raw, &|filled| E::deserialize(filled).is_ok())?;
        E::deserialize(&filled).ok()
    }

    #[test]
    fn a_server_is_read_as_far_as_it_decodes() {
        let raw = json!({
            "id": "7", "owner_id": [], "preferred_locale": "ru", "nsfw_level": "of another kind",
            "roles": [
                {"id": "7", "permissions": "1024", "position": "first", "name": "@everyone"},
                {"id": "8", "permissions": "2048", "name": 9},
            ],
            "channels": [
                {"id": "70", "type": 0, "name": "x", "permission_overwrites": []},
                {"id": "71", "type": 0, "name": "x", "permission_overwrites": "all"},
            ],
            "threads": [
                {"id": "72", "type": 11, "name": "x", "parent_id": "70", "member_count": -1},
                {"id": "73", "type": 11, "name": "x", "parent_id": []},
            ],
            "members": [{"user": {"id": "9", "username": {}}, "roles": ["8"]}],
        });
        let guild = fill::<GuildCreateEvent>("GUILD_CREATE", &raw).expect("it has an id").guild;
        assert_eq!((guild.id.get(), guild.preferred_locale.as_str()), (7, "ru"));
        let bits = |role: u64| guild.roles[&role.into()].permissions.bits();
        assert_eq!((bits(7), bits(8)), (1024, 2048));
        assert!(guild.channels.contains_key(&70.into()));
        assert!(!guild.channels.contains_key(&71.into()), "what is allowed there is unknown");
        let threads: Vec<u64> = guild.threads.iter().map(|thread| thread.id.get()).collect();
        assert_eq!(threads, [72]);
        assert_eq!(guild.members[&9.into()].roles, [serenity::all::RoleId::new(8)]);
    }

    #[test]
    fn with_a_role_that_cannot_be_read_nobodys_permissions_are_known() {
        let raw = json!({
            "id": "7", "owner_id": "1", "roles": [{"id": "7", "permissions": []}],
            "members": [{"user": {"id": "9", "username": "x"}, "roles": []}],
        });
        let guild = fill::<GuildCreateEvent>("GUILD_CREATE", &raw).expect("it has an id").guild;
        assert!(guild.roles.is_empty() && guild.members.is_empty());
        assert!(fill::<GuildCreateEvent>("GUILD_CREATE", &json!({"id": {}})).is_none());
    }

    #[test]
    fn of_an_interaction_what_was_done_is_read_whatever_else_there_is() {
        let mut raw = json!({
            "id": "7", "application_id": "8", "type": 3, "token": "t", "version": "one",
            "data": {"custom_id": "x", "component_type": 2}, "guild_id": "9", "channel_id": "10",
            "member": {"user": {"id": "11", "username": {}}, "roles": ["12"], "flags": "x"},
            "message": {"id": "13", "channel_id": "10", "embeds": 4, "flags": 64},
            "entitlements": "none", "locale": "ru", "attachment_size_limit": null,
        });
        let read = fill::<Interaction>("INTERACTION_CREATE", &raw).expect("it can be answered");
        let Interaction::Component(pressed) = read else { panic!("{read:?}") };
        assert_eq!((pressed.id.get(), pressed.token.as_str()), (7, "t"));
        assert_eq!((pressed.user.id.get(), pressed.locale.as_str()), (11, "ru"));
        assert_eq!((pressed.message.id.get(), pressed.data.custom_id.as_str()), (13, "x"));
        let mut anybody = raw.clone();
        anybody["member"]["user"]["id"] = json!({});
        assert!(fill::<Interaction>("INTERACTION_CREATE", &anybody).is_none(), "not by whom");
        raw["type"] = json!(2);
        raw["data"] = json!({"id": "1", "name": "ask", "type": 1, "resolved": 5});
        assert!(fill::<Interaction>("INTERACTION_CREATE", &raw).is_none(), "not what was done");
        raw["data"]["resolved"] = json!({});
        let read = fill::<Interaction>("INTERACTION_CREATE", &raw).expect("it can be answered");
        assert!(matches!(read, Interaction::Command(command) if command.user.id.get() == 11));
    }

    #[test]
    fn every_form_can_be_read_when_it_is_blank() {
        assert!(fill::<ReadyEvent>("READY", &json!({})).is_some());
        assert!(fill::<Message>("MESSAGE_CREATE", &json!({"content": "x", "poll": 4})).is_some());
        for (event, raw) in [
            ("CHANNEL_UPDATE", json!({"id": "5", "flags": "x"})),
            ("GUILD_ROLE_UPDATE", json!({"guild_id": "5", "role": {"id": "6", "hoist": 3}})),
        ] {
            let form = form_of(event, &raw).expect("there is a form");
            let fits = |filled: &Value| match event {
                "CHANNEL_UPDATE" => serenity::all::ChannelUpdateEvent::deserialize(filled).is_ok(),
                _ => serenity::all::GuildRoleUpdateEvent::deserialize(filled).is_ok(),
            };
            assert!(form.fill(&raw, &fits).is_some(), "{event}");
        }
    }
}
