//! The INTERACTION_CREATE event that an act of a person becomes.

use std::time::Instant;

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use super::about::registered;
use super::{Act, Interacting};
use crate::interactions::{Interaction, Stage};
use crate::messages::id_in;
use crate::objects::{self, put};
use crate::state::State;
use crate::world::{Channel, ChannelKind, World};

/// The bytes that an attachment may have where nobody pays for more.
const ATTACHMENT_SIZE: u64 = 10 << 20;

/// Discord's number for a private channel that is not the bot's.
const PRIVATE_CHANNEL: u8 = 2;

impl Interacting {
    /// The event, and what is kept of it. The interaction counts as sent now.
    ///
    /// # Errors
    ///
    /// What no person could have done: a command that is not registered, a button that is not
    /// there.
    pub(crate) fn compose(
        &self,
        world: &World,
        state: &mut State,
        address: &str,
    ) -> Result<(Value, Interaction), String> {
        let source = self.source(state)?;
        let mut data = self.data(world, state, source.as_ref())?;
        let attached = state.attachments.resolved(&data["options"], address);
        if attached.as_object().is_some_and(|attached| !attached.is_empty()) {
            put(&mut data, "resolved", json!({"attachments": attached}));
        }
        let channel = self.place(world, state, source.as_ref());
        let user = self.user.unwrap_or(world.asker);
        let place = match world.find_channel(channel) {
            // Where the bot is not, there are channels that this world does not know.
            None if self.is_elsewhere => {
                Channel { id: channel, kind: ChannelKind::Direct { with: user } }
            }
            found => found.ok_or_else(|| format!("channel {channel} is not of this world"))?,
        };
        let is_direct = place.is_direct() && !self.is_on_other_server;
        let here = world.guild_of(channel).unwrap_or(world.guild);
        let guild = if self.is_on_other_server { world.other_guild } else { here };
        if self.is_offered {
            self.allow_place(state, is_direct)?;
        }
        let id = state.ids.next();
        let token = format!("interaction-token-{id}");
        let app_permissions =
            self.app_permissions.unwrap_or_else(|| world.permissions_in(world.bot, channel));
        let member_permissions =
            self.member_permissions.unwrap_or_else(|| world.permissions_in(user, channel));
        let mut partial_channel = objects::channel(world, &place);
        put(&mut partial_channel, "permissions", json!(member_permissions.to_string()));
        let owners = match (self.is_elsewhere, is_direct) {
            (true, _) => json!({"1": user.to_string()}),
            (false, true) => json!({"0": "0"}),
            (false, false) => json!({"0": guild.to_string()}),
        };
        let mut event = json!({
            "id": id.to_string(),
            "application_id": world.application.to_string(),
            "type": self.act.number(),
            "token": token,
            "version": 1,
            "data": data,
            "channel": partial_channel,
            "channel_id": channel.to_string(),
            "app_permissions": app_permissions.to_string(),
            "locale": self.locale.as_ref().unwrap_or(&world.locale),
            "entitlements": [],
            "authorizing_integration_owners": owners,
            "context": if self.is_elsewhere { PRIVATE_CHANNEL } else { u8::from(is_direct) },
            "attachment_size_limit": ATTACHMENT_SIZE,
        });
        if is_direct || self.is_elsewhere {
            put(&mut event, "user", objects::user(world, user));
        } else {
            let mut member = objects::member(world, user);
            put(&mut member, "permissions", json!(member_permissions.to_string()));
            put(&mut event, "member", member);
            put(&mut event, "guild_id", json!(guild.to_string()));
            put(&mut event, "guild_locale", json!(world.guild_locale));
            let guild = json!({
                "id": guild.to_string(),
                "locale": world.guild_locale,
                "features": [],
            });
            put(&mut event, "guild", guild);
        }
        let source_id = source.as_ref().and_then(|message| id_in(message, "id"));
        if let Some(source) = source {
            put(&mut event, "message", source);
        }
        for (pointer, value) in &self.odd {
            objects::twist(&mut event, pointer, value.as_ref());
        }
        let interaction = Interaction {
            id,
            token,
            kind: self.act.number(),
            command_kind: event["data"]["type"].as_u64(),
            user,
            channel,
            source: source_id,
            owners,
            sent: Instant::now(),
            event: event.clone(),
            stage: Stage::Open,
        };
        Ok((event, interaction))
    }

    /// Where it happens: where the test says, else where the message is.
    fn place(&self, world: &World, state: &State, source: Option<&Value>) -> Id<ChannelMarker> {
        let target = match &self.act {
            Act::OnMessage { target, .. } => state.messages.get(target.get()),
            _ => source,
        };
        let of_message =
            target.and_then(|message| id_in(message, "channel_id")).and_then(Id::new_checked);
        let user = self.user.unwrap_or(world.asker);
        match (self.channel, of_message) {
            (Some(channel), _) | (None, Some(channel)) => channel,
            (None, None) if self.is_direct => world.direct_channel(user).unwrap_or(world.dm),
            (None, None) => world.channel,
        }
    }

    /// A command of the guild, or of guilds only, is not offered in direct channels.
    fn allow_place(&self, state: &State, is_direct: bool) -> Result<(), String> {
        let (kind, name) = match &self.act {
            Act::Slash { name, .. } | Act::Autocomplete { name, .. } => (1, name),
            Act::OnMessage { name, .. } => (3, name),
            Act::Component { .. } | Act::Forged { .. } | Act::Modal { .. } => return Ok(()),
        };
        let command = registered(state, kind, name)?;
        let contexts = command["contexts"].as_array();
        let is_offered = match contexts {
            Some(contexts) if self.is_elsewhere => {
                contexts.contains(&json!(PRIVATE_CHANNEL))
                    && command["integration_types"]
                        .as_array()
                        .is_some_and(|types| types.contains(&json!(1)))
            }
            Some(contexts) => contexts.contains(&json!(u8::from(is_direct))),
            None if self.is_elsewhere => false,
            None => !is_direct || command["dm_permission"] != json!(false),
        };
        if !is_offered || is_direct && !command["guild_id"].is_null() {
            return Err(format!("the command {name:?} is not offered there"));
        }
        Ok(())
    }
}
