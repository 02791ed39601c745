//! Whom a text mentions, and which of these mentions may ping.

use serde_json::{Value, json};
use twilight_model::channel::message::{AllowedMentions, MentionType};
use twilight_model::id::Id;
use twilight_model::id::marker::{RoleMarker, UserMarker};

use crate::messages::id_in;
use crate::objects::{self, put};
use crate::world::World;

/// The users and roles that a message mentions, in order, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<Id<UserMarker>>,
    pub(crate) roles: Vec<Id<RoleMarker>>,
    pub(crate) everyone: bool,
}

impl Mentions {
    /// What `<@id>`, `<@!id>`, `<@&id>` and `@everyone` or `@here` in a text mention.
    pub(crate) fn in_text(text: &str) -> Mentions {
        let mut mentions = Mentions {
            everyone: text.contains("@everyone") || text.contains("@here"),
            ..Mentions::default()
        };
        for piece in text.split("<@").skip(1) {
            let Some((inside, _)) = piece.split_once('>') else {
                continue;
            };
            if let Some(role) = inside.strip_prefix('&') {
                mentions.roles.extend(role.parse::<Id<RoleMarker>>().ok());
            } else {
                let user = inside.strip_prefix('!').unwrap_or(inside);
                mentions.users.extend(user.parse::<Id<UserMarker>>().ok());
            }
        }
        mentions
    }

    /// Those of a message whose text was edited: the pings that were not in the old text
    /// stay.
    pub(crate) fn after_edit(message: &Value, text: &str) -> Mentions {
        let before = Mentions::in_text(message["content"].as_str().unwrap_or_default());
        let mut after = Mentions::in_text(text);
        let users = message["mentions"].as_array().into_iter().flatten();
        let users = users.filter_map(|user| Id::new_checked(id_in(user, "id")?));
        after.users.extend(users.filter(|user| !before.users.contains(user)));
        let roles = message["mention_roles"].as_array().into_iter().flatten();
        let roles = roles.filter_map(|role| role.as_str()?.parse().ok());
        after.roles.extend(roles.filter(|role| !before.roles.contains(role)));
        after.everyone = message["mention_everyone"] == json!(true);
        after
    }

    /// Only those that the sender allows to be pinged; without `allowed_mentions`, all of them.
    pub(crate) fn allowed(mut self, allowed: Option<&AllowedMentions>) -> Mentions {
        let Some(allowed) = allowed else {
            return self;
        };
        let all = |kind| allowed.parse.contains(&kind);
        if !all(MentionType::Users) {
            self.users.retain(|user| allowed.users.contains(user));
        }
        if !all(MentionType::Roles) {
            self.roles.retain(|role| allowed.roles.contains(role));
        }
        self.everyone &= all(MentionType::Everyone);
        self
    }

    /// Writes them into a message object.
    pub(crate) fn write(mut self, world: &World, message: &mut Value) {
        self.users.sort();
        self.users.dedup();
        self.roles.sort();
        self.roles.dedup();
        let users: Value = self.users.iter().map(|id| objects::user(world, *id)).collect();
        let roles: Value = self.roles.iter().map(|id| json!(id.to_string())).collect();
        put(message, "mentions", users);
        put(message, "mention_roles", roles);
        put(message, "mention_everyone", json!(self.everyone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_user_mention_are_found_and_roles_kept_apart() {
        let found = Mentions::in_text("<@11> <@!12> <@&13> <@x> <#14> <@15");
        assert_eq!(found.users, [Id::new(11), Id::new(12)]);
        assert_eq!(found.roles, [Id::new(13)]);
        assert!(!found.everyone);
    }

    #[test]
    fn an_edit_keeps_the_ping_of_a_reply_and_drops_what_left_the_text() {
        let users = json!([{"id": "11"}, {"id": "12"}]);
        let message = json!({"content": "<@11> hello", "mentions": users, "mention_roles": []});
        let after = Mentions::after_edit(&message, "<@13> hello");
        assert_eq!(after.users, [Id::new(13), Id::new(12)]);
    }

    #[test]
    fn an_empty_parse_list_allows_only_those_who_are_named() {
        let allowed = AllowedMentions { users: vec![Id::new(12)], ..AllowedMentions::default() };
        let found = Mentions::in_text("@everyone <@11> <@12> <@&13>").allowed(Some(&allowed));
        assert_eq!(found.users, [Id::new(12)]);
        assert!(found.roles.is_empty() && !found.everyone);
    }
}
