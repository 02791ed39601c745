//! Which events a session asked for, and which the bot can see at all.

use serde_json::Value;
use twilight_model::id::Id;

use crate::messages::id_in;
use crate::world::{World, bits};

/// Whether intents ask for an event (Discord, "List of Intents"). Events outside the list are
/// always sent.
pub(crate) fn asks_for(intents: u64, event: &str, data: &Value) -> bool {
    // The direct form of an intent is three bits above the form for guilds.
    let place = |in_guild: u64| {
        if data["guild_id"].is_null() { in_guild << 3 } else { in_guild }
    };
    let needed = match event {
        "GUILD_MEMBER_ADD"
        | "GUILD_MEMBER_UPDATE"
        | "GUILD_MEMBER_REMOVE"
        | "THREAD_MEMBERS_UPDATE" => bits::GUILD_MEMBERS,
        "GUILD_BAN_ADD" | "GUILD_BAN_REMOVE" => 1 << 2,
        "PRESENCE_UPDATE" => bits::GUILD_PRESENCES,
        "CHANNEL_PINS_UPDATE" if data["guild_id"].is_null() => bits::DIRECT_MESSAGES,
        "TYPING_START" => place(1 << 11),
        _ if event.starts_with("MESSAGE_REACTION_") => place(1 << 10),
        _ if event.starts_with("MESSAGE_") => place(bits::GUILD_MESSAGES),
        _ if ["GUILD_", "CHANNEL_", "THREAD_", "STAGE_INSTANCE_"]
            .iter()
            .any(|family| event.starts_with(family)) =>
        {
            bits::GUILDS
        }
        _ => return true,
    };
    intents & needed != 0
}

/// Whether an event is about the bot's own member: of that every bot is told.
pub(crate) fn is_of_own_member(world: &World, event: &str, data: &Value) -> bool {
    event == "GUILD_MEMBER_UPDATE" && id_in(&data["user"], "id") == Some(world.bot.get())
}

/// Whether the bot may see the channel that a message is in. Interactions reach it everywhere.
pub(crate) fn bot_sees(world: &World, event: &str, data: &Value) -> bool {
    let channel = id_in(data, "channel_id").and_then(Id::new_checked);
    let (true, Some(channel)) = (event.starts_with("MESSAGE_"), channel) else {
        return true;
    };
    world.permissions_in(world.bot, channel) & bits::VIEW_CHANNEL != 0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn direct_messages_and_guild_messages_are_two_intents() {
        let direct = json!({});
        let in_guild = json!({"guild_id": "1"});
        assert!(asks_for(bits::DIRECT_MESSAGES, "MESSAGE_CREATE", &direct));
        assert!(!asks_for(bits::GUILD_MESSAGES, "MESSAGE_CREATE", &direct));
        assert!(asks_for(bits::GUILD_MESSAGES, "MESSAGE_CREATE", &in_guild));
        assert!(!asks_for(bits::DIRECT_MESSAGES, "MESSAGE_CREATE", &in_guild));
    }

    #[test]
    fn interactions_need_no_intent() {
        assert!(asks_for(0, "INTERACTION_CREATE", &json!({})));
        assert!(!asks_for(0, "GUILD_CREATE", &json!({})));
    }
}
