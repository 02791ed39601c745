//! Discord's limits, held against what the bot sends.
//!
//! The types and most limits are twilight's, so that they are not those of the library under test.
//! A check says what is wrong; it never mends a body.

mod commands;
mod components;
mod embeds;
mod presence;
mod response;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use twilight_model::channel::message::{AllowedMentions, Component, Embed, MessageReference};
use twilight_validate::message as limits;

pub(crate) use commands::{command, commands};
pub(crate) use presence::presence;
pub(crate) use response::response;

/// The flag of a message that consists of components only.
pub(crate) const IS_COMPONENTS_V2: u64 = 1 << 15;

/// The parts of a message that have rules of their own.
#[derive(Debug, Deserialize)]
pub(crate) struct Draft {
    content: Option<String>,
    embeds: Option<Vec<Embed>>,
    components: Option<Vec<Component>>,
    pub(crate) allowed_mentions: Option<AllowedMentions>,
    pub(crate) message_reference: Option<MessageReference>,
    #[serde(default)]
    pub(crate) flags: Option<u64>,
    attachments: Option<Vec<Value>>,
    sticker_ids: Option<Vec<Value>>,
    poll: Option<Value>,
}

impl Draft {
    /// Whether there is anything to see in it but embeds.
    pub(crate) fn has_more_than_embeds(&self) -> bool {
        self.content.as_ref().is_some_and(|text| !text.trim().is_empty())
            || self.components.as_ref().is_some_and(|all| !all.is_empty())
            || self.attachments.as_ref().is_some_and(|all| !all.is_empty())
            || self.sticker_ids.as_ref().is_some_and(|all| !all.is_empty())
            || self.poll.is_some()
    }

    /// Whether it has embeds.
    pub(crate) fn has_embeds(&self) -> bool {
        self.embeds.as_ref().is_some_and(|all| !all.is_empty())
    }
}

/// Checks the body of a new message. Emptiness is not looked at.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn message(body: &Value) -> Result<Draft, String> {
    edit(body, 0)
}

/// Checks the body of an edit of a message with these flags; it may leave out what stays.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn edit(body: &Value, flags: u64) -> Result<Draft, String> {
    let mut body = body.clone();
    embeds::complete(&mut body);
    let draft: Draft = decode(&body)?;
    let is_v2 = (draft.flags.unwrap_or_default() | flags) & IS_COMPONENTS_V2 != 0;
    if let Some(content) = &draft.content {
        limits::content(content).map_err(|error| format!("content: {error}"))?;
    }
    if let Some(embeds) = &draft.embeds {
        limits::embeds(embeds).map_err(|error| format!("embeds: {error}"))?;
        embeds::links(&body)?;
    }
    if let Some(components) = &draft.components {
        limits::components(components, is_v2).map_err(|error| format!("components: {error}"))?;
        components::check(&body["components"])?;
    }
    if is_v2 && (draft.has_embeds() || draft.content.as_ref().is_some_and(|text| !text.is_empty()))
    {
        return Err("flags: a message of components has no content and no embeds".to_owned());
    }
    if let Some(allowed) = &draft.allowed_mentions {
        allowed_mentions(allowed)?;
    }
    Ok(draft)
}

fn allowed_mentions(allowed: &AllowedMentions) -> Result<(), String> {
    use twilight_model::channel::message::MentionType::{Roles, Users};
    let both = |kind, is_named: bool| is_named && allowed.parse.contains(&kind);
    if both(Users, !allowed.users.is_empty()) || both(Roles, !allowed.roles.is_empty()) {
        return Err("allowed_mentions: parse and a list of the same kind exclude each other".into());
    }
    if allowed.users.len() > 100 || allowed.roles.len() > 100 {
        return Err("allowed_mentions: more than 100".to_owned());
    }
    Ok(())
}

fn decode<T: DeserializeOwned>(body: &Value) -> Result<T, String> {
    T::deserialize(body).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn content_may_have_2000_characters_and_not_one_more() {
        assert!(message(&json!({"content": "я".repeat(2000)})).is_ok());
        assert!(message(&json!({"content": "я".repeat(2001)})).is_err());
    }

    #[test]
    fn all_embeds_together_may_have_6000_characters() {
        let embed = json!({"description": "a".repeat(3000)});
        assert!(message(&json!({"embeds": [embed, embed]})).is_ok());
        let more = json!({"description": "a".repeat(3001)});
        assert!(message(&json!({"embeds": [embed, more]})).is_err());
    }

    #[test]
    fn naming_users_and_allowing_all_users_exclude_each_other() {
        let body = json!({"allowed_mentions": {"parse": ["users"], "users": ["1"]}});
        assert!(message(&body).is_err());
    }

    #[test]
    fn menus_and_the_newer_components_are_known() {
        let option = json!({"label": "one", "value": "1"});
        let menu = json!({"type": 3, "custom_id": "menu", "options": [option]});
        let row = json!([{"type": 1, "components": [menu]}]);
        assert!(message(&json!({"content": "x", "components": row})).is_ok());
        let text = json!({"type": 10, "content": "hello"});
        let link = json!({"type": 2, "style": 5, "label": "to", "url": "https://example.org/"});
        let section = json!({"type": 9, "components": [text], "accessory": link});
        let container = json!({"type": 17, "components": [text, section, {"type": 14}]});
        let body = json!({"components": [container]});
        assert!(message(&body).is_err(), "they need their flag");
        assert!(edit(&body, IS_COMPONENTS_V2).is_ok());
    }
}
