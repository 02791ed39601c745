//! The gateway as a test sees it: what the bot did there, and how its connection is troubled.

use serde_json::Value;
use twilight_model::id::Id;
use twilight_model::id::marker::GuildMarker;

use super::FakeDiscord;
use crate::gateway::{self, Heard};

impl FakeDiscord {
    /// Waits until a connected session was sent READY and its guild, or was resumed.
    pub async fn ready(&self) {
        let what = "a session to be ready";
        let ready = |state: &mut crate::state::State| state.gateway.is_ready().then_some(());
        self.shared().until(what, ready).await;
    }

    /// Whether a connected session was sent READY and its guild, or was resumed.
    pub fn is_ready(&self) -> bool {
        self.shared().look(|state| state.gateway.is_ready())
    }

    /// Waits until so many shards have a connected session each that was sent READY and its guilds, or
    /// was resumed.
    pub async fn shards_ready(&self, n: usize) {
        let what = format!("{n} shards to be ready");
        let ready =
            |state: &mut crate::state::State| (state.gateway.n_shards_ready() == n).then_some(());
        self.shared().until(&what, ready).await;
    }

    /// How many shards have such a session.
    pub fn n_shards_ready(&self) -> usize {
        self.shared().look(|state| state.gateway.n_shards_ready())
    }

    /// Whether the shard of a guild has such a session.
    pub fn is_ready_for(&self, guild: Id<GuildMarker>) -> bool {
        self.shared().look(|state| state.gateway.is_ready_for(guild.get()))
    }

    /// From now on Discord recommends so many shards.
    pub fn recommend_shards(&self, n: u32) {
        self.shared().change(|_, state| state.gateway.sharding.recommended = Some(n));
    }

    /// From now on an IDENTIFY with fewer shards is closed with 4011.
    pub fn require_shards(&self, n: u64) {
        self.shared().change(|_, state| state.gateway.sharding.required = n);
    }

    /// How many IDENTIFYs came too soon after another of their bucket ([`World::identify_interval`]).
    ///
    /// [`World::identify_interval`]: crate::World::identify_interval
    pub fn hasty_identifies(&self) -> usize {
        self.shared().look(|state| state.gateway.sharding.n_hasty)
    }

    /// The shards of the IDENTIFYs that came, each as its number and how many there are, in order.
    pub fn identified_shards(&self) -> Vec<(u64, u64)> {
        self.shared().look(|state| {
            let shard = |identify: &Value| {
                let part = |place: usize| identify["shard"][place].as_u64().unwrap_or_default();
                (part(0), part(1))
            };
            state.gateway.identifies.iter().map(shard).collect()
        })
    }

    /// That the bot said, by a heartbeat or a RESUME, to have events of this name with this id in them:
    /// once for each, in order.
    pub fn heard<T>(&self, event: &str, id: Id<T>) -> Vec<Heard> {
        self.shared().look(|state| state.gateway.heard(event, id.get()))
    }

    /// How many connections there were, those that ended at once included.
    pub fn connections(&self) -> u64 {
        self.shared().look(|state| state.gateway.n_connections())
    }

    /// Waits until there were at least this many connections.
    pub async fn connected(&self, times: u64) {
        let what = format!("{times} connections");
        let enough = |state: &mut crate::state::State| {
            (state.gateway.n_connections() >= times).then_some(())
        };
        self.shared().until(&what, enough).await;
    }

    /// How many IDENTIFYs came, refused ones included.
    pub fn identifies(&self) -> usize {
        self.shared().look(|state| state.gateway.identifies.len())
    }

    /// Waits until at least this many IDENTIFYs came.
    pub async fn identified(&self, times: usize) {
        let what = format!("{times} IDENTIFYs");
        let enough = |state: &mut crate::state::State| {
            (state.gateway.identifies.len() >= times).then_some(())
        };
        self.shared().until(&what, enough).await;
    }

    /// The payload of the last IDENTIFY: token, intents, shard, properties, presence.
    pub fn identify(&self) -> Option<Value> {
        self.shared().look(|state| state.gateway.identifies.last().cloned())
    }

    /// The intents of the last IDENTIFY.
    pub fn intents(&self) -> Option<u64> {
        self.shared().look(|state| state.gateway.intents())
    }

    /// The presence that the bot set last: by an update or in its IDENTIFY, where it is null when it
    /// is not set.
    pub fn presence(&self) -> Option<Value> {
        self.shared().look(|state| state.gateway.presences.last().cloned())
    }

    /// How often the bot has set its presence, IDENTIFYs included.
    pub fn presences(&self) -> usize {
        self.shared().look(|state| state.gateway.presences.len())
    }

    /// Waits until the presence has these activities.
    pub async fn presented(&self, activities: &Value) -> Value {
        let what = format!("a presence with {activities}");
        let found = self.shared().until(&what, |state| {
            let last = state.gateway.presences.last();
            last.filter(|presence| presence["activities"] == *activities).cloned()
        });
        found.await
    }

    /// How many RESUMEs came, refused ones included.
    pub fn resumes(&self) -> usize {
        self.shared().look(|state| state.gateway.resumes)
    }

    /// Waits for the next RESUME after the call. Call it before the connection is troubled and
    /// await it after, or compare [`FakeDiscord::resumes`]; [`FakeDiscord::ready`] waits for its
    /// end.
    pub fn resumed(&self) -> impl Future<Output = ()> + use<> {
        let before = self.resumes();
        let shared = self.shared().clone();
        async move {
            let next =
                |state: &mut crate::state::State| (state.gateway.resumes > before).then_some(());
            shared.until("a RESUME", next).await;
        }
    }

    /// How many heartbeats came.
    pub fn heartbeats(&self) -> usize {
        self.shared().look(|state| state.gateway.heartbeats)
    }

    /// Waits for the next heartbeat after the call.
    pub fn heartbeat(&self) -> impl Future<Output = ()> + use<> {
        let before = self.heartbeats();
        let shared = self.shared().clone();
        async move {
            let next =
                |state: &mut crate::state::State| (state.gateway.heartbeats > before).then_some(());
            shared.until("a heartbeat", next).await;
        }
    }

    /// Cuts the TCP connection. The session can be resumed.
    pub fn drop_connection(&self) {
        let cut = gateway::cut();
        self.shared().change(|_, state| state.gateway.send_all(&cut));
    }

    /// Closes the gateway with a code. After 4004, 4007 and from 4009 to 4014 the session is gone.
    pub fn close_gateway(&self, code: u16) {
        let close = gateway::close(code);
        self.shared().change(|_, state| state.gateway.send_all(&close));
    }

    /// Op 7: asks the bot to reconnect and resume.
    pub fn ask_to_reconnect(&self) {
        let ask = gateway::reconnect();
        self.shared().change(|_, state| state.gateway.send_all(&ask));
    }

    /// Op 9: tells the bot that its session is invalid, and whether it may resume it.
    pub fn invalidate_session(&self, is_resumable: bool) {
        self.shared().change(|_, state| state.gateway.invalidate(is_resumable));
    }

    /// Leaves heartbeats without an answer from now on, or answers them again.
    pub fn ignore_heartbeats(&self, is_deaf: bool) {
        self.shared().change(|_, state| state.gateway.is_deaf = is_deaf);
    }
}
