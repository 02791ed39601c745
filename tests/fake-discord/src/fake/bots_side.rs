//! What the bot did: its requests, its messages and its mistakes.

use serde_json::Value;
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, MessageMarker};

use super::FakeDiscord;
use crate::requests::Request;

impl FakeDiscord {
    /// The next request that matches and was not taken before, once it has had its effect. The path
    /// is matched as received, query included; the method in any case.
    ///
    /// That a bot stays silent cannot be seen by waiting. Let somebody ask another question after
    /// the one that is to be ignored, await its answer, and look at [`FakeDiscord::requests`] then.
    ///
    /// # Panics
    ///
    /// After ten seconds, with the requests that did come.
    pub async fn request(&self, method: &str, path_contains: &str) -> Request {
        let what = format!("{method} …{path_contains}…");
        let found = self.shared().until(&what, |state| state.requests.take(method, path_contains));
        found.await
    }

    /// All requests so far, in the order of arrival, taken or not.
    pub fn requests(&self) -> Vec<Request> {
        self.shared().look(|state| state.requests.all())
    }

    /// The requests so far from a place in their order on whose paths have this.
    pub fn requests_since(&self, from: usize, path_contains: &str) -> Vec<Request> {
        self.shared().look(|state| state.requests.since(from, path_contains))
    }

    /// How many requests came so far.
    pub fn n_requests(&self) -> usize {
        self.shared().look(|state| state.requests.n())
    }

    /// A message as it is now, as REST answers it; none after it was deleted. Ephemeral ones too.
    pub fn message(&self, id: Id<MessageMarker>) -> Option<Value> {
        self.shared().look(|state| state.messages.get(id.get()).cloned())
    }

    /// The messages of a channel as they are now, oldest first, ephemeral ones too.
    pub fn messages(&self, channel: Id<ChannelMarker>) -> Vec<Value> {
        self.shared().look(|state| {
            let messages = state.messages.in_channel(channel);
            messages.into_iter().cloned().collect()
        })
    }

    /// The commands that are registered now, the guild's before the global ones.
    pub fn commands(&self) -> Vec<Value> {
        self.shared().look(|state| state.commands.all().cloned().collect())
    }

    /// What the bot sent that Discord does not take, in order: bodies beyond the limits, empty
    /// messages, unknown routes. The last handle panics with them when it is dropped.
    pub fn violations(&self) -> Vec<String> {
        self.shared().look(|state| state.violations.clone())
    }

    /// The violations so far, which are then forgotten: for a test that expects them.
    pub fn take_violations(&self) -> Vec<String> {
        self.shared().change(|_, state| std::mem::take(&mut state.violations))
    }
}
