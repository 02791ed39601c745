//! Reading an event, whole or in part.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::forms::form_of;
use super::unread::Unread;

/// An event as far as it can be read; `None` when nothing of use can be.
pub(super) fn read<E: DeserializeOwned>(
    name: &'static str,
    data: &Value,
    unread: &Unread,
) -> Option<E> {
    let error = match E::deserialize(data) {
        Ok(event) => return Some(event),
        Err(error) => error.to_string(),
    };
    let in_part = form_of(name, data)
        .and_then(|form| form.fill(data, &|filled| E::deserialize(filled).is_ok()))
        .and_then(|filled| E::deserialize(&filled).ok());
    match in_part {
        Some(_) => unread.in_part(name, &error),
        None => unread.lost(name, &error),
    }
    in_part
}

/// Reads an event as the bot does, and a command's options, for fuzz targets, which have no bot.
#[cfg(fuzzing)]
pub fn read_event(name: &str, data: &Value) {
    use serenity::all::{
        ChannelUpdateEvent, GuildCreateEvent, GuildRoleUpdateEvent, Interaction, Message,
        MessageUpdateEvent, ReadyEvent, ThreadUpdateEvent,
    };

    use crate::discord::commands::Invocation;
    use crate::discord::message_text::with_whole_texts;
    use crate::phrases::Phrases;

    static PHRASES: std::sync::LazyLock<Phrases> = std::sync::LazyLock::new(Phrases::built_in);
    let unread = Unread::default();
    let _ = match name {
        "READY" => read::<ReadyEvent>("READY", data, &unread).is_some(),
        "GUILD_CREATE" => read::<GuildCreateEvent>("GUILD_CREATE", data, &unread).is_some(),
        "GUILD_ROLE_UPDATE" => {
            read::<GuildRoleUpdateEvent>("GUILD_ROLE_UPDATE", data, &unread).is_some()
        }
        "CHANNEL_UPDATE" => read::<ChannelUpdateEvent>("CHANNEL_UPDATE", data, &unread).is_some(),
        "THREAD_UPDATE" => read::<ThreadUpdateEvent>("THREAD_UPDATE", data, &unread).is_some(),
        "MESSAGE_CREATE" => read::<Message>("MESSAGE_CREATE", data, &unread).is_some(),
        "MESSAGE_UPDATE" => read::<MessageUpdateEvent>("MESSAGE_UPDATE", data, &unread).is_some(),
        _ => false,
    };
    let whole = with_whole_texts(data);
    let interaction = read("INTERACTION_CREATE", whole.as_ref().unwrap_or(data), &unread);
    if let Some(Interaction::Command(command)) = interaction {
        let _ = Invocation::parse(&command, &PHRASES);
    }
}
