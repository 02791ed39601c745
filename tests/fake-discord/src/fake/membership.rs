//! The bot's place in the guild: added to it, removed from it, kept from it by an outage.

use serde_json::{Value, json};

use super::FakeDiscord;
use crate::clock;
use crate::gateway::Membership;
use crate::objects;
use crate::world::World;

impl FakeDiscord {
    /// Somebody adds the bot to the guild: GUILD_CREATE, joined at this moment.
    pub fn add_bot(&self) {
        self.become_member(Membership::Since(clock::now()));
    }

    /// The same, but by Discord's word at this moment, such as `2024-06-24T10:00:00.000000+00:00`.
    pub fn add_bot_at(&self, joined_at: &str) {
        self.become_member(Membership::Since(joined_at.to_owned()));
    }

    /// Somebody removes the bot from the guild: GUILD_DELETE.
    pub fn remove_bot(&self) {
        let id = self.world().guild.to_string();
        self.shared().change(|world, state| {
            state.gateway.membership = Membership::None;
            state.gateway.dispatch(world, "GUILD_DELETE", &json!({"id": id}));
        });
    }

    /// The guild cannot be reached for a while: GUILD_DELETE, then GUILD_CREATE as it was.
    pub fn guild_outage(&self) {
        let id = self.world().guild.to_string();
        self.shared().change(|world, state| {
            let gone = json!({"id": id, "unavailable": true});
            state.gateway.dispatch(world, "GUILD_DELETE", &gone);
            let whole = whole(world, &state.gateway.membership);
            state.gateway.dispatch(world, "GUILD_CREATE", &whole);
        });
    }

    /// Tells the bot of the last event once more, as may happen after a connection broke.
    pub fn repeat_last_event(&self) {
        self.shared().change(|_, state| state.gateway.repeat_last());
    }

    fn become_member(&self, membership: Membership) {
        self.shared().change(|world, state| {
            let whole = whole(world, &membership);
            state.gateway.membership = membership;
            state.gateway.dispatch(world, "GUILD_CREATE", &whole);
        });
    }
}

fn whole(world: &World, membership: &Membership) -> Value {
    objects::whole_guild(world, world.guild, membership.joined_at().as_deref())
}
