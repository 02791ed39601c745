//! Permission overwrites: what a channel allows or denies a role or a member.

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, RoleMarker, UserMarker};

/// What one channel (and its threads) allows and denies one role or member.
#[derive(Clone, Debug)]
pub struct Overwrite {
    /// The channel.
    pub channel: Id<ChannelMarker>,
    /// Whom it concerns.
    pub target: Target,
    /// The permissions it gives, over what it denies.
    pub allow: u64,
    /// The permissions it takes.
    pub deny: u64,
}

/// Whom an overwrite concerns.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target {
    /// Everybody with a role; `@everyone` is the role with the guild's number.
    Role(Id<RoleMarker>),
    /// One member.
    Member(Id<UserMarker>),
}

impl Overwrite {
    /// An overwrite that denies `target` these permissions in `channel`.
    pub fn deny(channel: Id<ChannelMarker>, target: Target, permissions: u64) -> Overwrite {
        Overwrite { channel, target, allow: 0, deny: permissions }
    }

    /// An overwrite that allows `target` these permissions in `channel`.
    pub fn allow(channel: Id<ChannelMarker>, target: Target, permissions: u64) -> Overwrite {
        Overwrite { channel, target, allow: permissions, deny: 0 }
    }

    /// As Discord sends it in a channel.
    pub(crate) fn to_json(&self) -> Value {
        let (id, kind) = match self.target {
            Target::Role(role) => (role.get(), 0),
            Target::Member(member) => (member.get(), 1),
        };
        json!({
            "id": id.to_string(),
            "type": kind,
            "allow": self.allow.to_string(),
            "deny": self.deny.to_string(),
        })
    }
}
